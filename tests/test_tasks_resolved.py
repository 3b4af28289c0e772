"""From duties to tasks of the contract: places, dates, ids that stay."""

from collections import Counter

from extractors.finding.duties import find_duties
from extractors.finding.outline import find_outline
from pipeline.models import Header, RecipientsField, ReferencesField, TextField
from pipeline.resolve.tasks import resolve_tasks
from pipeline.resolve.tasks_identity import task_id
from tests.written import document, header

TEXT = (
    "II. NHIỆM VỤ\n"
    "1. Phòng Kế toán lập dự toán, gửi Văn phòng trước ngày 05/3/2030.\n"
    "2. Văn phòng tổng hợp trong vòng 10 ngày kể từ ngày nhận."
)
FIELDS = (
    "issuer", "issuer_parent", "type", "number", "symbol", "code", "place", "date", "summary",
    "signer_authority", "signer_title", "signer_name", "urgency", "secrecy",
)  # fmt: skip


def known(date):
    empty = {name: TextField(status="absent", confidence=1.0) for name in FIELDS}
    empty["date"] = TextField(value=date, status="auto" if date else "missing", confidence=1.0)
    lists = {
        "recipients": RecipientsField(status="absent", confidence=1.0),
        "references": ReferencesField(status="absent", confidence=1.0),
    }
    return Header(**empty, **lists)


def tasks(text=TEXT, date="2030-02-01", own=None):
    written = document(text)
    head = header(text, "kế hoạch")
    items = find_outline(written, head)
    duties, omissions = find_duties(written, items, head)
    return resolve_tasks(duties, omissions, written, items=items, header=known(date), sha256="ab" * 32, own_office=own)[
        0
    ]


def test_every_value_points_at_its_place():
    first = tasks()[0]
    pieces = [*first.evidence, *first.lead[0].evidence, *first.deadlines[0].evidence]

    assert all(TEXT[piece.start : piece.end] == piece.text for piece in pieces)
    assert first.section == ("II. NHIỆM VỤ",)


def test_before_a_day_is_due_the_day_before():
    deadline = tasks()[0].deadlines[0]

    assert (deadline.kind, deadline.due, deadline.raw) == ("before", "2030-03-04", "trước ngày 05/3/2030")


def test_no_date_is_made_where_the_anchor_is_unknown():
    deadline = tasks()[1].deadlines[0]

    assert (deadline.anchor, deadline.due) == ("receipt", None)


def test_the_same_document_gives_the_same_ids():
    assert [task.id for task in tasks()] == [task.id for task in tasks()]
    assert len({task.id for task in tasks()}) == 2


def test_an_id_outlives_blanks_case_and_tone_placement():
    quotes = ["Uỷ ban rà soát  danh sách", "uỷ ban rà soát danh sách", "Ủy ban rà soát danh sách"]

    assert len({task_id("cd" * 32, quote, Counter()) for quote in quotes}) == 1


def test_equal_quotes_are_counted():
    seen = Counter()

    assert task_id("cd" * 32, "Nộp sổ", seen) != task_id("cd" * 32, "Nộp sổ", seen)


def test_with_the_own_office_set_tasks_say_whether_they_bind_it():
    assert [task.concerns_us.value for task in tasks(own="Văn phòng")] == ["no", "yes"]
    assert {task.concerns_us.value for task in tasks()} == {"unknown"}


def test_a_name_that_was_typed_keeps_its_tone_marks():
    """`trưởng bản` (of a hamlet) is one mark from `trưởng ban`; only recognised text is mended."""
    found = tasks("II. NHIỆM VỤ\n1. Các trưởng bản lập danh sách hộ nghèo trước ngày 05/3/2030.")

    assert [body.name for task in found for body in task.lead] == ["Các trưởng bản"]
