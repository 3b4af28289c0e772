"""What was read of one file, for people at a terminal: the header with what is in doubt and why, then the tasks.

Comes in: a Directive or a FailedReading.  Goes out: tables as wide as the terminal, or plain lines where the output
goes into a file or another program.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.finding.findings import HEADER_FIELDS
from pipeline.models import Body, Directive, FailedReading, RecipientsField, ReferencesField, Task, TextField
from pipeline.shown import FIELD_NAMES, one_line, shown_date, shown_deadline

_STATUS = {"review": "cần xem lại", "missing": "chưa đọc được", "confirmed": "đã xác nhận", "absent": "", "auto": ""}
_SOURCES = {"digital": "có chữ", "scan": "bản quét", "mixed": "có chữ và bản quét", "word": "Word"}
_NO_TASK = "Không giao nhiệm vụ cho ai."
_MISSED_SHOWN, _QUOTE_SHOWN = 5, 120


class _Line(NamedTuple):
    name: str
    value: str
    doubt: str


def show(reading: Directive | FailedReading, console: Console) -> None:
    """Print one reading.  Everything from the document is printed as text, never as markup or control codes."""
    if isinstance(reading, FailedReading):
        _say(console, f"{one_line(reading.source.file_name)}: không đọc được [{reading.error.code}]", "bold red")
        _say(console, f"  {reading.error.message}\n  {reading.error.next_step}")
        return
    _say(console, _title(reading), "bold")
    lines = list(_header_lines(reading))
    if console.is_terminal:
        _print_tables(reading, lines, console)
    else:
        _print_plain(reading, lines, console)
    for text in _closing(reading):
        _say(console, text)
    _say(console, "")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=not console.is_terminal)


def _title(reading: Directive) -> str:
    source = reading.source
    pages = f", {source.pages} trang" if source.pages else ""
    return f"{one_line(source.file_name)} ({_SOURCES[source.text]}{pages})"


def _value(name: str, field: TextField | RecipientsField | ReferencesField) -> str:
    if isinstance(field, RecipientsField):
        return one_line("; ".join(field.value))
    if isinstance(field, ReferencesField):
        return one_line("; ".join(reference.code or reference.raw for reference in field.value))
    return shown_date(field.value) if name == "date" else one_line(field.value or "")


def _header_lines(reading: Directive) -> Iterator[_Line]:
    """The fields that say something or are in doubt; number and symbol alone only where their code leaves doubt."""
    for name in HEADER_FIELDS:
        field = getattr(reading.header, name)
        if not field.value and field.status not in {"missing", "review"}:
            continue
        if name in {"number", "symbol"} and reading.header.code.value and field.status not in {"missing", "review"}:
            continue
        doubt = ": ".join(part for part in (_STATUS[field.status], one_line("; ".join(field.reasons))) if part)
        shown = doubt if field.status in {"review", "missing"} else _STATUS[field.status]
        yield _Line(FIELD_NAMES[name], _value(name, field), shown)


def _bodies(bodies: tuple[Body, ...]) -> str:
    return one_line("; ".join(body.name for body in bodies))


def _deadlines(task: Task) -> str:
    return "; ".join(shown_deadline(deadline) for deadline in task.deadlines)


def _doubt(task: Task) -> str:
    reasons = one_line("; ".join(task.reasons))
    return f"cần xem lại: {reasons}" if task.status == "review" and reasons else _STATUS[task.status]


def _print_tables(reading: Directive, lines: list[_Line], console: Console) -> None:
    header = Table(box=box.SIMPLE, show_header=False, expand=True, pad_edge=False)
    header.add_column(style="dim", width=20)
    header.add_column(ratio=3)
    header.add_column(ratio=2, style="yellow")
    for line in lines:
        header.add_row(*(Text(part) for part in line))
    console.print(header)
    if not reading.tasks:
        return
    tasks = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, show_lines=True)
    tasks.add_column("TT", justify="right", width=3)
    for name, ratio in (("Nhiệm vụ", 6), ("Chủ trì", 3), ("Thời hạn", 3), ("Phối hợp", 3)):
        tasks.add_column(name, ratio=ratio)
    tasks.add_column("Trang", justify="right", width=5)
    for number, task in enumerate(reading.tasks, 1):
        duty = Text(one_line(task.quote))
        if doubt := _doubt(task):
            duty.append(f"\n{doubt}", style="yellow")
        cells = (_bodies(task.lead), _deadlines(task), _bodies(task.support), str(task.page or ""))
        tasks.add_row(str(number), duty, *(Text(cell) for cell in cells))
    console.print(tasks)


def _print_plain(reading: Directive, lines: list[_Line], console: Console) -> None:
    for line in lines:
        said = "  ".join(part for part in (line.value, line.doubt and f"[{line.doubt}]") if part)
        _say(console, f"  {line.name + ':':20s} {said}")
    for number, task in enumerate(reading.tasks, 1):
        page = f" (trang {task.page})" if task.page else ""
        _say(console, f"  {number}. {one_line(task.quote)}{page}")
        parts = (
            ("Chủ trì", _bodies(task.lead)),
            ("Phối hợp", _bodies(task.support)),
            ("Thời hạn", _deadlines(task)),
            ("Báo cáo", _bodies(task.report_to)),
            ("Lưu ý", _doubt(task)),
        )
        for name, text in parts:
            if text:
                _say(console, f"     {name}: {text}")


def _closing(reading: Directive) -> Iterator[str]:
    if not reading.tasks:
        yield f"  {_NO_TASK}"
    if reading.missed:
        yield f"  Có thể còn sót {len(reading.missed)} chỗ:"
    for missed in reading.missed[:_MISSED_SHOWN]:
        page = f" (trang {missed.page})" if missed.page else ""
        yield f"    - {one_line(missed.quote)[:_QUOTE_SHOWN]}{page}: {missed.reason}"
    if len(reading.missed) > _MISSED_SHOWN:
        yield f"    … và {len(reading.missed) - _MISSED_SHOWN} chỗ khác, xem bằng --json."
    for warning in reading.warnings:
        yield f"  Lưu ý: {one_line(warning)}"
