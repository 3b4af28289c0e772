"""What the finders hand over: mentions of things, each with its place and the rule that saw it.

A mention says what is written; what it means (names written out, dates computed, doubt weighed) is decided later, in
pipeline.resolve.
"""

from dataclasses import dataclass, field
from typing import Literal

from extractors.document import Span

HEADER_FIELDS = (
    "issuer", "issuer_parent", "type", "number", "symbol", "code", "place", "date", "summary",
    "signer_authority", "signer_title", "signer_name", "urgency", "secrecy", "recipients", "references",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Something written: its place, the rule that found it, how sure that rule is (0 to 1).

    `spans` has more than one part where a value stands in several places (an issuer over two lines, cells of a row).
    `value` is what is written there in one line (blanks collapsed); `details` what the rule already knows of it, such
    as {"iso": "2022-04-06"} for a date or {"type": …, "code": …, "date": …} for a reference.
    """

    kind: str
    spans: tuple[Span, ...]
    value: str
    rule: str
    confidence: float
    details: dict[str, str | None] = field(default_factory=dict)
    handwritten: bool = False

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the mention ends (half-open)."""
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class HeaderFindings:
    """The candidates for each header field, best first; a list of all for recipients and references.

    `blank` names fields whose place is there but empty (`Số:      /KH-UBND`) with the span of that place; `body` is the
    span of the main text between head and signature; `parts` the spans of attached documents with a head of their own.
    """

    candidates: dict[str, list[Mention]]
    blank: dict[str, Span] = field(default_factory=dict)
    body: Span | None = None
    parts: tuple[Span, ...] = ()


ItemKind = Literal["heading", "item", "paragraph", "row"]


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the outline: a heading, a list item, a paragraph or a table row.

    `start` is the first word after bullet or number; `label` that bullet or number; `parent` the index of the item it
    hangs under; `cells` the spans of a row's cells by column, `columns` what each column holds by its head.
    """

    start: int
    end: int
    kind: ItemKind
    level: int
    label: str = ""
    parent: int | None = None
    zone: Literal["body", "annex", "form", "attached"] = "body"
    cells: tuple[Span, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """An item (or a sentence of it) that obliges somebody, with the bodies and deadlines that belong to it.

    Mentions may come from elsewhere than `spans`: a heading's body, an opening line's deadline; each keeps its place.
    """

    item: int
    spans: tuple[Span, ...]
    action: tuple[Span, ...]
    section: tuple[Span, ...]
    lead: tuple[Mention, ...]
    support: tuple[Mention, ...]
    report_to: tuple[Mention, ...]
    via: tuple[Mention, ...]
    deadlines: tuple[object, ...]
    deliverable: Span | None
    rule: str
    confidence: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """An item with the look of a duty that yielded no task, and why (a Vietnamese sentence)."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found in one document."""

    header: HeaderFindings
    items: tuple[Item, ...]
    duties: tuple[Duty, ...]
    omissions: tuple[Omission, ...]
