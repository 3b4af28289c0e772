"""Write the table of composing rules at the end of docs/deadlines.md from the rule files."""

import datetime
from pathlib import Path

from extractors.finding.deadlines import find_deadlines
from extractors.finding.times.grammar import GRAMMAR_FILES
from pipeline.deadlines import ResolvedDeadline, resolve
from rules.loader import load

PAGE = Path(__file__).parent.parent / "docs" / "deadlines.md"
MARK = "<!-- The rest is made by `make docs`. -->\n"
DATE = datetime.date(2024, 3, 11)


def shown(day: datetime.date) -> str:
    """A day as official texts write it.

    >>> shown(datetime.date(2024, 4, 6))
    '06/4/2024'
    """
    return f"{day.day:02d}/{day.month}/{day.year}"


def _meaning(told: ResolvedDeadline) -> str:
    days = f"{shown(told.start)} – {shown(told.due)}" if told.start and told.due else told.due and shown(told.due)
    parts = (told.kind, days, told.time, told.rrule and f"`{told.rrule.removeprefix('FREQ=')}`", told.offset)
    return ", ".join(part for part in parts if part) + (" (xem lại)" if told.doubt else "")


def table() -> str:
    """The rules in their order, each with its example read in a document of 11/3/2024."""
    rows = ["", f"## The rules ({shown(DATE)} is the document's date)", ""]
    for name in GRAMMAR_FILES:
        rows += [f"### `rules/{name}.toml`", "", "| rule | reads | example | means |", "|---|---|---|---|"]
        for entry in load(name).tables["production"]:
            text = entry["example"]
            found = find_deadlines(text) or find_deadlines(text, bare=True)
            told = "; ".join(_meaning(resolve(one, document_date=DATE, text=text)) for one in found) or "–"
            rows.append(f"| `{entry['id']}` | {entry['means']} | {text} | {told} |")
        rows.append("")
    return "\n".join(rows)


def main() -> None:
    """Write the page."""
    text = PAGE.read_text("utf-8").split(MARK)[0]
    PAGE.write_text(text + MARK + table(), "utf-8")


if __name__ == "__main__":
    main()
