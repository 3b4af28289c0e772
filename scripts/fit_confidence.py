"""Fit how much the proposals for review have earned (rules/confidence.toml), on any folder of gold files.

usage: python scripts/fit_confidence.py GOLD_DIR READ_DIR

READ_DIR holds what `vanthu read FILE --json` printed for each gold file, under its name.  Prints the table to put into
rules/confidence.toml, then the curve of confidence, cross-validated by document: each document's values are claimed
with what the other documents' have earned.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from pipeline.evaluation.belief import Claim, cross_validated, curve, earned
from pipeline.evaluation.figures import score_document


def claims_in(gold_dir: Path, read_dir: Path) -> list[Claim]:
    """Every value that was read of the documents of a folder."""
    found: list[Claim] = []
    for path in sorted(gold_dir.glob("*.json")):
        read = read_dir / path.name
        if read.exists():
            gold, reading = (json.loads(file.read_text("utf-8")) for file in (path, read))
            found += score_document(path.stem, gold, reading).claims
    return found


def main() -> None:
    """Print the fitted table and the cross-validated curve."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("read", type=Path)
    options = parser.parse_args()
    claims = claims_in(options.gold, options.read)
    print("[review]")
    for rule, share in earned(claims).items():
        print(f'"{rule}" = {share}')
    print()
    for row in curve(cross_validated(claims)):
        if row["values"]:
            print(f"{row['from']:.2f}-{row['to']:.2f}: {row['values']} values, claimed {row['claimed']:.3f}, "
                  f"right {row['right']:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
