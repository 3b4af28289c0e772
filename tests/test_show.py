"""What people see of a reading: values with their doubts, tasks with day and page, and no control codes."""

import io

import pytest
from made_documents import directive, task
from rich.console import Console

from pipeline.models import Deadline, ErrorInfo, FailedReading, FailedSource, Missed
from pipeline.show import show
from pipeline.shown import shown_deadline


def printed(reading, *, terminal=False, width=100):
    out = io.StringIO()
    show(reading, Console(file=out, force_terminal=terminal, width=width, color_system=None, highlight=False))
    return out.getvalue()


READING = directive(
    tasks=[task()], issuer="Sở Xây dựng tỉnh Hòa Mỹ", date="2022-04-06", number="44", code="44/KH-SXD", symbol="KH-SXD",
    status={"number": "review"}, reasons={"number": ("Số có thể viết tay.",)},
)  # fmt: skip


@pytest.mark.parametrize("terminal", [True, False])
def test_header_and_tasks_are_shown(terminal):
    shown = printed(READING, terminal=terminal)

    for part in ("Sở Xây dựng tỉnh Hòa Mỹ", "06/4/2022", "44/KH-SXD", "cần xem lại: Số có thể viết tay.", "Phòng Tổng"):
        assert part in " ".join(shown.split())


def test_plain_output_has_no_frames_and_one_line_a_value():
    shown = printed(READING, width=30)

    assert "     Thời hạn: 14/6/2022 (trước ngày 15/6/2022)\n" in shown
    assert "─" not in shown


def test_a_terminal_is_not_overrun():
    assert max(len(line) for line in printed(READING, terminal=True, width=80).splitlines()) <= 80


def test_what_should_be_there_and_is_not_is_named():
    assert "Trích yếu:" in printed(READING)
    assert "[chưa đọc được]" in printed(READING)
    assert "Độ mật" not in printed(READING)


def test_a_document_without_tasks_says_so():
    assert "Không giao nhiệm vụ cho ai." in printed(directive())


def test_what_may_be_missed_is_listed_shortly():
    missed = Missed(quote="Các đơn vị rà soát", page=3, evidence=(), reason="không rõ ai làm")
    shown = printed(directive().model_copy(update={"missed": (missed,) * 7}))

    assert shown.count("Các đơn vị rà soát (trang 3): không rõ ai làm") == 5
    assert "… và 2 chỗ khác" in shown


@pytest.mark.parametrize("terminal", [True, False])
def test_the_document_cannot_steer_the_terminal(terminal):
    hostile = directive(
        file_name="a\x1b[2J.pdf", summary="[bold]x[/] \x1b]0;y\x07", tasks=[task(quote="[red]\x1b[1mz")]
    )
    shown = printed(hostile, terminal=terminal)

    assert "[bold]x[/]" in shown
    assert "\x1b[2J" not in shown
    assert "\x07" not in shown


def test_a_failure_tells_code_and_next_step():
    error = ErrorInfo(code="EMPTY", message="Tệp rỗng.", next_step="Tải lại.")

    assert printed(FailedReading(source=FailedSource(file_name="rong.pdf"), error=error)).split("\n") == [
        "rong.pdf: không đọc được [EMPTY]", "  Tệp rỗng.", "  Tải lại.", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"raw": "trước ngày 15/6/2022", "kind": "before", "due": "2022-06-14"}, "14/6/2022 (trước ngày 15/6/2022)"),
        ({"raw": "17 giờ ngày 20/11/2022", "kind": "by", "due": "2022-11-20", "time": "17:00"},
         "17:00 20/11/2022 (17 giờ ngày 20/11/2022)"),
        ({"raw": "quý I/2022", "kind": "during", "start": "2022-01-01", "due": "2022-03-31"},
         "01/01/2022 – 31/3/2022 (quý I/2022)"),
        ({"raw": "hằng quý", "kind": "recurring", "rrule": "FREQ=YEARLY", "due": "2022-06-30"},
         "hằng quý (lần đầu 30/6/2022)"),
        ({"raw": "10 ngày kể từ ngày nhận", "kind": "within", "anchor": "receipt"},
         "10 ngày kể từ ngày nhận (chưa xác định được ngày)"),
        ({"raw": "thường xuyên", "kind": "ongoing"}, "thường xuyên"),
    ],
)  # fmt: skip
def test_deadlines_are_shown_by_the_day_to_keep(parts, shown):
    assert shown_deadline(Deadline(**parts, evidence=(), rule="r")) == shown
