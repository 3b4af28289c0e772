"""How values are shown to people: dates as offices write them, the Vietnamese names of fields, the Vietnamese order."""

import datetime
import re
import unicodedata

from pipeline.models import Deadline

FIELD_NAMES: dict[str, str] = {
    "issuer": "Cơ quan ban hành",
    "issuer_parent": "Cơ quan chủ quản",
    "type": "Thể loại",
    "number": "Số",
    "symbol": "Ký hiệu",
    "code": "Số hiệu văn bản",
    "place": "Địa danh",
    "date": "Thời gian ban hành",
    "summary": "Trích yếu",
    "signer_authority": "Thẩm quyền ký",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Họ tên người ký",
    "urgency": "Mức độ khẩn",
    "secrecy": "Độ mật",
    "recipients": "Nơi nhận",
    "references": "Văn bản viện dẫn",
}
STATE_NAMES: dict[str, str] = {
    "received": "đã tiếp nhận",
    "read": "chưa ai xem",
    "in_review": "đang xem lại",
    "approved": "đã duyệt",
    "failed": "không đọc được",
    "set_apart": "đặt riêng",
    "withdrawn": "đã thay thế",
}

# The order of the Vietnamese alphabet and of its tones (ngang, huyền, hỏi, ngã, sắc, nặng), as dictionaries have it.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def as_date(iso: str | None) -> datetime.date | None:
    """The day of an ISO date, None where it is none or no whole day."""
    try:
        return datetime.date.fromisoformat(iso or "")
    except ValueError:
        return None


def shown_date(iso: str | None) -> str:
    """A date as NĐ 30/2020/NĐ-CP (PL I) writes it: days under 10 and the months 1 and 2 take a zero.

    A month or a year alone is shown as far as it goes.

    >>> shown_date("2022-04-06"), shown_date("2020-01-05"), shown_date("2022-11")
    ('06/4/2022', '05/01/2020', '11/2022')
    >>> shown_date(None)
    ''
    """
    parts = (iso or "").split("-")
    if not all(part.isdecimal() for part in parts):
        return iso or ""
    if len(parts) > 1 and int(parts[1]) > 2:
        parts[1] = str(int(parts[1]))
    return "/".join(reversed(parts))


def printable(text: str) -> str:
    r"""Without control characters and marks that turn the direction of writing: no file format may take them.

    >>> printable("Kế\x07 hoạch\u202e số 1")
    'Kế hoạch số 1'
    """
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Printable, with every run of blanks as one blank."""
    return " ".join(printable(text).split())


def alphabetical(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A key that sorts as a Vietnamese dictionary does: letters first, tones where those are the same.

    >>> sorted(["Đảng ủy", "Ủy ban", "Dân vận", "Ban Tổ chức", "Đang", "Ấp"], key=alphabetical)
    ['Ấp', 'Ban Tổ chức', 'Dân vận', 'Đang', 'Đảng ủy', 'Ủy ban']
    """
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text).lower():
        split = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in split if mark in _TONES), "")
        letter = unicodedata.normalize("NFC", split.replace(tone, "") if tone else split)
        place = _LETTERS.find(letter)
        letters.append(1000 + place if place >= 0 else min(ord(char), 999))
        tones.append(_TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)


def shown_deadline(deadline: Deadline) -> str:
    """A deadline as a register would have it: the day to keep, then the words of the document in brackets.

    A deadline that no day follows from is shown by its words alone.
    """
    words = one_line(deadline.raw)
    due = " ".join(part for part in (deadline.time, shown_date(deadline.due)) if part)
    if deadline.kind == "ongoing":
        return words
    if not deadline.due:
        return f"{words} (chưa xác định được ngày)" if not deadline.rrule else words
    if deadline.kind in {"during", "range"} and deadline.start and deadline.start != deadline.due:
        due = f"{shown_date(deadline.start)} – {due}"
    if deadline.rrule:
        return f"{words} (lần đầu {due})"
    return due if words == due else f"{due} ({words})"
