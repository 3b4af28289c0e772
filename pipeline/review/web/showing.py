"""A document as its page shows it: fields and tasks in the words of the page, and where each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.document import Box, Document
from pipeline.corrections.names import missed_key
from pipeline.models import Crop, Deadline, Directive, Evidence, RecipientsField, ReferencesField, Task, TextField
from pipeline.review.saying import PART_NAMES, field_said
from pipeline.review.views import Draft
from pipeline.review.web.wording import ORIGINS
from pipeline.shown import FIELD_NAMES, one_line, shown_date, shown_deadline

# The order in which a clerk copies them into a register.
FIELD_ORDER = (
    "type", "number", "symbol", "code", "date", "place", "issuer", "issuer_parent", "summary", "signer_authority",
    "signer_title", "signer_name", "urgency", "secrecy", "recipients", "references",
)  # fmt: skip
_LONG = {"summary", "recipients", "references"}
ALWAYS_SHOWN = ("action", "lead", "deadlines")
BODY_PARTS = ("lead", "support", "report_to", "via")
# Page (None in a text without pages), left, top, right, bottom in points; or start and end in the text.
Mark = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One value that can be typed: a header field or a part of a task.

    `saved` is what stands there, `shown` what the input holds (a draft, if there is one); `machine` what was read,
    where that is different.
    """

    path: str
    name: str
    saved: str
    shown: str
    long: bool = False
    status: str | None = None
    reasons: tuple[str, ...] = ()
    meaning: str = ""
    crop: Crop | None = None
    machine: str | None = None
    origin: str = ""
    suggests: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether something was typed here and not yet written."""
        return self.saved != self.shown


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task; `more` are the parts that may stay folded away, being empty."""

    task: Task
    places: tuple[Place, ...]
    more: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class MissedShown:
    """Words that look like a duty."""

    key: str
    quote: str
    reason: str
    page: int | None


def fields_of(directive: Directive, drafts: Iterable[Draft]) -> tuple[Place, ...]:
    """The header fields in their order."""
    typed = {draft.path: draft.value for draft in drafts}
    found = [_field(name, getattr(directive.header, name), typed) for name in FIELD_ORDER]
    crops = [place.crop for place in found]
    # Number and code are written in one place; its picture is shown once.
    return tuple(replace(place, crop=None) if place.crop in crops[:at] else place for at, place in enumerate(found))


def _field(name: str, field: TextField | RecipientsField | ReferencesField, typed: dict[str, str]) -> Place:
    path, saved = f"header.{name}", _written(name, field)
    read = field.machine.get("value") if field.machine else None
    return Place(
        path, FIELD_NAMES[name], saved, typed.get(path, saved), name in _LONG, field.status, field.reasons,
        crop=field.crop, origin=_origins(field.evidence),
        machine=field_said(name, read) if field.machine and read != field.model_dump(mode="json")["value"] else None,
    )  # fmt: skip


def _written(name: str, field: TextField | RecipientsField | ReferencesField) -> str:
    """The value as a person would type it."""
    if isinstance(field, RecipientsField):
        return "\n".join(one_line(line) for line in field.value)
    if isinstance(field, ReferencesField):
        return "\n".join(one_line(reference.raw) for reference in field.value)
    return shown_date(field.value) if name == "date" else one_line(field.value or "")


def _origins(evidence: Iterable[Evidence]) -> str:
    return ", ".join(dict.fromkeys(ORIGINS[piece.origin] for piece in evidence))


def tasks_of(directive: Directive, drafts: Iterable[Draft]) -> tuple[TaskShown, ...]:
    """The tasks in their order."""
    typed = {draft.path: draft.value for draft in drafts}
    found = []
    for task in directive.tasks:
        places = [_part(task, part, typed) for part in PART_NAMES]
        shown = [p for p in places if p.path.rpartition(".")[2] in ALWAYS_SHOWN or p.saved or p.is_draft]
        order = {name: at for at, name in enumerate((*ALWAYS_SHOWN, *PART_NAMES))}
        shown.sort(key=lambda place: ALWAYS_SHOWN.index(n) if (n := _last(place)) in ALWAYS_SHOWN else order[n])
        found.append(TaskShown(task, tuple(shown), tuple(p for p in places if p not in shown)))
    return tuple(found)


def _last(place: Place) -> str:
    return place.path.rpartition(".")[2]


def _part(task: Task, part: str, typed: dict[str, str]) -> Place:
    path, value = f"tasks.{task.id}.{part}", getattr(task, part)
    saved, meaning = one_line(value or "") if isinstance(value, str | None) else "", ""
    if part in BODY_PARTS:
        saved = "; ".join(one_line(body.name) for body in value)
    elif part == "deadlines":
        saved, meaning = "; ".join(one_line(each.raw) for each in value), "; ".join(_meant(each) for each in value)
    name = PART_NAMES[part]
    shown = typed.get(path, saved)
    return Place(path, name, saved, shown, part == "action", meaning=meaning, suggests=part in BODY_PARTS)


def _meant(deadline: Deadline) -> str:
    return shown_deadline(deadline) if deadline.due or deadline.rrule else "chưa xác định được ngày"


def missed_of(directive: Directive) -> tuple[MissedShown, ...]:
    """What may have been missed."""
    return tuple(MissedShown(missed_key(m), one_line(m.quote), m.reason, m.page) for m in directive.missed)


def marks_of(directive: Directive, text: Document | None) -> dict[str, list[Mark]]:
    """Where each value stands, by its path; a task stands where its words stand."""
    found: dict[str, list[Mark]] = {}
    for name in FIELD_ORDER:
        field = getattr(directive.header, name)
        found[f"header.{name}"] = _marks(field.evidence, text)
        if field.crop and not found[f"header.{name}"] and text is not None and text.pages:
            found[f"header.{name}"] = [(field.crop.page, *field.crop.box)]
    for task in directive.tasks:
        found[f"tasks.{task.id}"] = _marks(task.evidence, text)
        for part in (*BODY_PARTS, "deadlines"):
            pieces = [piece for value in getattr(task, part) for piece in value.evidence]
            found[f"tasks.{task.id}.{part}"] = _marks(pieces, text)
    for item in directive.missed:
        found[f"missed.{missed_key(item)}"] = _marks(item.evidence, text)
    return {path: marks for path, marks in found.items() if marks}


def _marks(evidence: Sequence[Evidence], text: Document | None) -> list[Mark]:
    found: list[Mark] = []
    for piece in evidence:
        if piece.start is not None and piece.end is not None and text is not None:
            found += _lines(text, piece.start, piece.end)
        elif piece.page is not None and piece.box is not None and (text is None or text.pages):
            found.append((piece.page, *piece.box))
    return list(dict.fromkeys(found))


def _lines(text: Document, start: int, end: int) -> list[Mark]:
    """A mark for each line that the words stand on."""
    if not text.pages:
        return [(start, end)]
    rows: list[tuple[int, Box]] = []
    for line, word in text.words_in(start, end):
        page = word.page or line.page
        if page is None or word.box is None:
            continue
        last = rows[-1] if rows else None
        if last and last[0] == page and _beside(last[1], word.box):
            rows[-1] = (page, last[1].union(word.box))
        else:
            rows.append((page, word.box))
    return [(page, *(round(edge, 1) for edge in box)) for page, box in rows]


def _beside(one: Box, other: Box) -> bool:
    """Whether two words stand in one printed row, the second after the first."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.4 * min(one.bottom - one.top, other.bottom - other.top) and other.x0 >= one.x0
