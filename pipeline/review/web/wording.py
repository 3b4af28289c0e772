"""How the pages say things: dates, times, states and doubts in Vietnamese."""

import datetime
from collections.abc import Callable
from typing import Any

from pipeline.review.saying import PART_NAMES
from pipeline.shown import FIELD_NAMES, STATE_NAMES, one_line, printable, shown_date
from pipeline.store.times import VIETNAM

FIELD_STATUS = {
    "auto": "máy đọc chắc",
    "absent": "văn bản không ghi",
    "review": "cần xem",
    "missing": "chưa tìm thấy",
    "confirmed": "người đã xác nhận",
    "rejected": "đã loại",
}
# A sign beside the word, so that no state is told by its colour alone.
STATUS_SIGNS = {"auto": "✓", "absent": "–", "review": "?", "missing": "!", "confirmed": "✔", "rejected": "×"}
STATE_SIGNS = {
    "received": "…", "read": "○", "in_review": "◐", "approved": "✔", "failed": "!", "set_apart": "▪", "withdrawn": "×",
}  # fmt: skip
ORIGINS = {
    "text": "chữ trong tệp", "ocr": "nhận dạng từ ảnh", "signature": "chữ ký số", "file_name": "tên tệp",
    "package": "gói liên thông, thuộc tính tệp", "person": "người nhập",
}  # fmt: skip
CONCERNS = {"yes": "có", "no": "không", "unknown": "chưa rõ"}
DUES = {
    "overdue": "đã qua hạn", "week": "trong 7 ngày", "month": "trong 31 ngày", "later": "sau 31 ngày",
    "none": "không có thời hạn",
}  # fmt: skip
DIRECTIONS = {"den": "văn bản đến", "di": "văn bản đi"}


def local_time(iso: str | None) -> str:
    """A moment as the office's clock showed it.

    >>> local_time("2026-04-06T01:02:03.456Z")
    '08:02 06/4/2026'
    """
    if not iso:
        return ""
    moment = datetime.datetime.fromisoformat(iso.replace("Z", "+00:00")).astimezone(VIETNAM)
    return f"{moment:%H:%M} {shown_date(moment.date().isoformat())}"


def days_left(due: str | None, today: datetime.date) -> str:
    """How near a due date is.

    >>> [days_left(due, datetime.date(2026, 4, 6)) for due in ("2026-04-06", "2026-04-09", "2026-04-01", None)]
    ['hôm nay', 'còn 3 ngày', 'quá 5 ngày', '']
    """
    if not due:
        return ""
    days = (datetime.date.fromisoformat(due) - today).days
    if not days:
        return "hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"


def number(value: float) -> str:
    """A number as Vietnamese write it.

    >>> number(12345), number(2.5)
    ('12.345', '2,5')
    """
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


FILTERS: dict[str, Callable[..., Any]] = {
    "date": shown_date, "when": local_time, "days_left": days_left, "number": number, "line": one_line,
    "printable": printable, "zip_same": lambda values: [(value, value) for value in values],
}  # fmt: skip
GLOBALS: dict[str, Any] = {
    "field_names": FIELD_NAMES, "part_names": PART_NAMES, "state_names": STATE_NAMES, "state_signs": STATE_SIGNS,
    "status_names": FIELD_STATUS, "status_signs": STATUS_SIGNS, "origins": ORIGINS, "concerns": CONCERNS,
    "dues": DUES, "directions": DIRECTIONS,
}  # fmt: skip
