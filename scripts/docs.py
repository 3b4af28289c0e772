"""Make the generated pages of docs/ again: every scripts/docs_*.py has a `main()` that writes one of them."""

import importlib
import sys
from pathlib import Path

SCRIPTS = Path(__file__).parent


def main() -> None:
    """Run every generator in the order of their names."""
    sys.path[:0] = [str(SCRIPTS), str(SCRIPTS.parent)]
    for path in sorted(SCRIPTS.glob("docs_*.py")):
        print(path.stem)
        importlib.import_module(path.stem).main()


if __name__ == "__main__":
    main()
