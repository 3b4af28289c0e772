"""Write docs/errors.md from the classes of extractors.errors and pipeline.errors."""

from pathlib import Path

from extractors import errors as reading
from pipeline import errors as keeping

PAGE = Path(__file__).parent.parent / "docs" / "errors.md"
INTRODUCTION = """\
# Errors

Made from the classes in `extractors/errors.py` and `pipeline/errors.py` by `make docs`.

What goes wrong is told by a code, a sentence and the next step, never by a traceback.
Codes are public: programs may rely on them, and a code that once stood here keeps its meaning.
`vanthu read --json` prints them as `error.code`, `error.message` and `error.next_step`;
a file that failed in the inbox stands in `loi/` with the same words beside it.

The exit status of a command is 0 when everything was done, 1 when some file failed (the others are done),
2 for wrong usage or wrong settings, 3 when a part of the system is missing.
*Passing* errors may be gone when the same is tried again; the intake does so by itself.
"""


def _family(base: type[reading.Failure]) -> list[type[reading.Failure]]:
    found = [base] if "code" in vars(base) else []
    for kind in base.__subclasses__():
        found += _family(kind)
    return found


def _rows(module: str) -> list[str]:
    rows = []
    for kind in _family(reading.Failure):
        if kind.__module__ == module:
            about = (kind.__doc__ or "").split("\n")[0]
            if kind is reading.Failure:
                about = "Anything unforeseen: a fault of the program."
            passing = "yes" if kind.passing else ""
            rows.append(
                f"| `{kind.code}` | {about} | {kind.message} | {kind.next_step} | {kind.exit_status} | {passing} |"
            )
    return rows


def page() -> str:
    """The page as it should stand."""
    head = ["| code | when | message | next step | exit | passing |", "|---|---|---|---|---|---|"]
    first = ["## Reading a file", "", *head, *_rows(reading.__name__)]
    second = ["## Settings, store and exports", "", *head, *_rows(keeping.__name__)]
    return "\n".join([INTRODUCTION, *first, "", *second, ""])


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
