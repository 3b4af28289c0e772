"""Rows of task tables: one row, one task; what the columns hold decides the roles.

Comes in: the context of a document and a row.  Goes out: a `Duty`, or None for a row that assigns nothing.
"""

import re
from dataclasses import dataclass, replace

from extractors.document import Span
from extractors.finding.bodies import Name, begins_name, names_at
from extractors.finding.deadlines import TimeExpression, find_deadlines
from extractors.finding.duty.context import Context
from extractors.finding.duty.roles import roles_of
from extractors.finding.duty.signs import begins_with_verb
from extractors.finding.findings import Duty, Item, Mention
from extractors.finding.language import read
from rules.loader import load

_BREAK = re.compile(r"\s*[;\n]\s*|,\s+(?=[A-ZĐÀ-Ỹ])")
_SHORTEST_TASK = 4  # characters


@dataclass(frozen=True, slots=True)
class _Above:
    """What the rows above said: an empty or `như trên` cell repeats it."""

    cells: dict[str, Span]


class RowReader:
    """Reads the rows of one table in order; cells that only repeat the one above need the row before."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.above = _Above({})

    def read(self, index: int) -> Duty | None:
        """The duty of a row."""
        item = self.context.items[index]
        cells = self._cells(item)
        if not ("lead" in cells or "time" in cells):
            return None
        if "task" not in cells and not self._is_timetable(item, cells):
            return None
        task = cells.get("task") or cells["lead"]
        written = self._said(task)
        if len(written) < _SHORTEST_TASK or not any(
            self._said(cells[name]) for name in ("lead", "time") if name in cells
        ):
            return None
        if not {"time", "support", "product"} & cells.keys() and not self._is_act(task):
            return None
        lead = self._bodies(cells.get("lead"), "column.lead")
        times = self._times(cells.get("time"))
        product = cells.get("product")
        confidence = 0.95 if lead else 0.8
        return Duty(
            item=index,
            spans=tuple(span for name, span in self._printed(item) if name != "number"),
            action=(task,),
            section=(),
            lead=lead,
            support=self._bodies(cells.get("support"), "column.support"),
            report_to=self._receivers(task),
            via=(),
            deadlines=times,
            deliverable=product if product and self._said(product) else None,
            rule="duty.row",
            confidence=confidence,
            reasons=() if lead else ("Ô cơ quan chủ trì để trống.",),
        )

    def _is_timetable(self, item: Item, cells: dict[str, Span]) -> bool:
        """Who and when, under a line of the main text that says what for: each row binds another body."""
        if item.zone != "body" or item.parent is None or not {"lead", "time"} <= cells.keys():
            return False
        reading = read(self._said(cells["lead"]))
        return bool(reading.tokens) and begins_name(reading, 0)

    def _is_act(self, span: Span) -> bool:
        """Where a table tells only who and what (a list of prizes does too), the what must be an act."""
        reading = read(self._said(span))
        return bool(reading.tokens) and begins_with_verb(reading, 0)

    def _said(self, span: Span) -> str:
        return " ".join(self.context.document.text[span.start : span.end].split())

    def _printed(self, item: Item) -> list[tuple[str, Span]]:
        pairs = zip(item.columns, item.cells, strict=False)
        return [(name, span) for name, span in pairs if self._said(span)]

    def _cells(self, item: Item) -> dict[str, Span]:
        """The cells by meaning; `nt` stands for the cell above."""
        same = load("outline").rule("column.same")
        cells: dict[str, Span] = {}
        for name, span in zip(item.columns, item.cells, strict=False):
            if not name or name in cells:
                continue
            repeated = same.search(self._said(span)) is not None
            cells[name] = self.above.cells.get(name, span) if repeated else span
        self.above = replace(self.above, cells={**self.above.cells, **cells})
        return cells

    def _bodies(self, span: Span | None, rule: str) -> tuple[Mention, ...]:
        """The bodies of a cell, parted at semicolons, line ends and commas before a capital."""
        if span is None:
            return ()
        text = self.context.document.text[span.start : span.end]
        reading = read(text)
        names = names_at(reading, 0)[0] if reading.tokens else []
        parted = names if names and names[-1].end >= len(text.rstrip()) - 2 else _parted(text)
        return tuple(
            Mention("body", (Span(span.start + name.start, span.start + name.end),), name.value(text), rule, 0.95)
            for name in parted
            if name.value(text)
        )

    def _times(self, span: Span | None) -> tuple[TimeExpression, ...]:
        if span is None:
            return ()
        found = find_deadlines(self.context.document.text[span.start : span.end], bare=True)
        return tuple(replace(time, start=time.start + span.start, end=time.end + span.start) for time in found)

    def _receivers(self, span: Span) -> tuple[Mention, ...]:
        text = self.context.document.text[span.start : span.end]
        reading = read(text)
        if not reading.tokens:
            return ()
        return tuple(
            Mention(
                "body", (Span(span.start + name.start, span.start + name.end),), name.value(text), "role.report", 0.8
            )
            for name in roles_of(reading, 0, len(reading.tokens)).report_to
        )


def _parted(text: str) -> list[Name]:
    """A cell that the grammar of names does not read through: part it as it is printed."""
    joined = text.replace("\n", " ")
    names, start = [], 0
    for match in [*_BREAK.finditer(joined), None]:
        end = match.start() if match else len(joined)
        piece = joined[start:end]
        if piece.strip(" -+•,;."):
            lead = len(piece) - len(piece.lstrip(" -+•"))
            names.append(Name(start + lead, start + len(piece.rstrip(" ,;."))))
        start = match.end() if match else end
    return names
