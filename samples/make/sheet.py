"""The text of a sample: what stands in its head, body and foot, read from `text.toml`.

The body is written one paragraph a line.  The first characters of a line say what it is::

    ## I. MỤC ĐÍCH          a heading, bold
    ^ QUYẾT ĐỊNH:           a centred line, bold
    ~ Căn cứ …;             a legal basis, italic
    > Kính gửi: …           the addressee, centred; `>> - Sở …;` one of several
    #0 … #3 …               a paragraph of the automatic list, by level
    [table NAME]            the table `tables.NAME`
    [page]                  a page break

Everything else is a paragraph.  `**…**` is bold, `//…//` italic within a paragraph.
"""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MARKS = ("##", "^", "~", ">>", ">", "#0", "#1", "#2", "#3")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (or table, or page break) with the mark that says what it is."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sample as its author wrote it.  `make` says how the file is made: form, seed, dpi, ink, skew."""

    slug: str
    system: str
    form: str
    head: dict[str, Any]
    foot: dict[str, Any]
    body: tuple[Block, ...]
    annex: tuple[Block, ...] = ()
    tables: dict[str, Any] = field(default_factory=dict)
    make: dict[str, Any] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The ending of the source file: `.docx` or `.pdf`."""
        return ".docx" if self.form == "docx" else ".pdf"


def block(line: str) -> Block:
    """A line of the body with its mark taken off.

    >>> block("## I. MỤC ĐÍCH").mark, block("[table nam]"), block("Một đoạn.").mark
    ('##', Block(mark='table', text='nam'), '')
    """
    if command := re.fullmatch(r"\[(page|table)\s*(\w*)\]", line):
        return Block(command[1], command[2])
    mark = next((mark for mark in MARKS if line.startswith(mark + " ")), "")
    return Block(mark, line[len(mark) :].strip())


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a body or an annex."""
    return tuple(block(line) for line in text.splitlines() if line.strip())


def load(folder: Path) -> Sheet:
    """Read `text.toml` of a sample."""
    data = tomllib.loads((folder / "text.toml").read_text("utf-8"))
    return Sheet(
        slug=folder.name,
        system=data["system"],
        form=data["form"],
        head=data["head"],
        foot=data.get("foot", {}),
        body=blocks(data["body"]),
        annex=blocks(data.get("annex", "")),
        tables=data.get("tables", {}),
        make=data.get("make", {}),
    )


def plain(text: str) -> str:
    """The words without the marks for bold and italic.

    >>> plain("**Điều 1.** Nay //đổi// tên")
    'Điều 1. Nay đổi tên'
    """
    return re.sub(r"\*\*|//", "", text)


def words_of(sheet: Sheet) -> str:
    """All words that the made file shows, one paragraph or cell a line; what a gold quote must stand in."""
    lines = [plain(block.text) for block in (*sheet.body, *sheet.annex) if block.mark not in ("table", "page")]
    for part in (sheet.head, sheet.foot):
        for value in part.values():
            lines += value if isinstance(value, list) else [str(value)]
    for table in sheet.tables.values():
        lines += [cell for row in (table["head"], *table["rows"]) for cell in row]
    return "\n".join(lines)
