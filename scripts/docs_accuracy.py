"""Read the gold sets that are at hand, keep their figures in docs/accuracy.json and write docs/accuracy.md from it.

A set that is not at hand keeps the figures it had.  The scans of the offices' set are read once more, scanned anew.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.evaluate import evaluate
from pipeline.evaluation.page import figures_of, page
from pipeline.models import Directive, FailedReading
from pipeline.workers import read_files

ROOT = Path(__file__).parent.parent
FIGURES, PAGE = ROOT / "docs" / "accuracy.json", ROOT / "docs" / "accuracy.md"
RESCAN, SEED = Path(__file__).with_name("rescan.py"), "5"
SETS = {"samples": ROOT / "samples", "offices": ROOT.parent / "shared" / "gold" / "dev"}


def _read_all(paths: Sequence[Path]) -> Iterator[Directive | FailedReading]:
    """Read, and say which files failed: on a busy machine that may be the time bound and no fault of the readers."""
    for reading in read_files(paths):
        if isinstance(reading, FailedReading):
            print(f"{reading.source.file_name}: {reading.error.code}")
        yield reading


def main() -> None:
    """Read, count, write both files."""
    kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    for name, folder in SETS.items():
        if folder.is_dir():
            kept[name] = figures_of(evaluate(folder, read_all=_read_all), name_files=name == "samples")
    if SETS["offices"].is_dir():
        with tempfile.TemporaryDirectory() as anew:
            subprocess.run([sys.executable, RESCAN, SETS["offices"], anew, SEED], check=True)
            kept["rescanned"] = figures_of(evaluate(Path(anew) / "gold", read_all=_read_all), name_files=False)
    ordered = {name: kept[name] for name in (*SETS, "rescanned") if name in kept}
    FIGURES.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(ordered), "utf-8")


if __name__ == "__main__":
    main()
