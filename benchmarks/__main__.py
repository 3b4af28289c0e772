"""Run every benchmarks/bench_*.py and print one table of ratios; words behind the command choose modules by name."""

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Print the table; 1 where a ratio does not keep its bound."""
    over = 0
    print("| what | ratio | bound | goal | |\n|---|---|---|---|---|")
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if wanted and not any(word in path.stem for word in wanted):
            continue
        for row in importlib.import_module(f"benchmarks.{path.stem}").rows():
            print(row.shown(), flush=True)
            over += not row.is_kept
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
