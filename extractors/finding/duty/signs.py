"""What speaks for and against an item being a task, as plain signs that rules and a learned weighing both read.

Comes in: a piece of an item (a sentence, or the whole) with its context.  Goes out: named signs, each 0 or 1.
"""

from dataclasses import dataclass
from functools import cached_property

from extractors.finding.bodies import Name, begins_name
from extractors.finding.deadlines import TimeExpression
from extractors.finding.duty.actors import Actors
from extractors.finding.duty.context import Context, Section
from extractors.finding.duty.roles import Roles
from extractors.finding.language import Reading
from rules.loader import load

_VETOES = ("basis", "closing", "wish", "contact", "meeting", "cited", "tells", "assessed", "quoted")
_VETOES_AT_VERB = ("permission", "past")  # only where the predicate begins; further on they speak of something else
_NEAR_VERB = 7  # tokens
_ADVERBIAL = {"căn", "theo", "tùy", "dựa", "trên", "trong", "bằng", "khi", "sau", "trước", "hàng", "hằng", "từ"}
_VERB_WITHIN = 5  # tokens into a clause where its verb must begin (`Tiếp tục`, `Kịp thời` may stand before)
_FIXED = {"by", "before", "on", "during", "range"}
_NOT_BINDING = {"ongoing", "none"}


@dataclass(frozen=True)
class Piece:
    """A part of an item that may bind somebody: tokens [first, behind) of its reading."""

    context: Context
    item: int
    first: int
    behind: int
    actors: Actors | None
    inherited: tuple[Name, ...]
    roles: Roles
    times: tuple[TimeExpression, ...]
    over: tuple[TimeExpression, ...] = ()

    @property
    def reading(self) -> Reading:
        """The reading of the whole item."""
        return self.context.reading(self.item)

    @cached_property
    def text(self) -> str:
        """The words of this piece."""
        tokens = self.reading.tokens
        return self.reading.text[tokens[self.first].start : tokens[self.behind - 1].end]

    @cached_property
    def section(self) -> Section:
        """What the headings above say of it."""
        return self.context.section(self.item)

    @cached_property
    def predicate(self) -> int:
        """The token where what must be done begins: behind the actor, or behind an opening adverbial."""
        if self.actors and self.actors.behind < self.behind:
            return self.actors.behind
        return _behind_adverbial(self)


def says(rule_id: str, text: str) -> bool:
    """Whether a rule of rules/duties.toml applies to a text.

    >>> says("no.closing", "Trân trọng cảm ơn./.")
    True
    """
    return load("duties").rule(rule_id).search(text) is not None


def _behind_adverbial(piece: Piece) -> int:
    """`Định kỳ hằng quý, báo cáo …`: the token behind the adverbial, else the first one."""
    tokens = piece.reading.tokens
    timed = next((t for t in piece.times if t.start <= tokens[piece.first].start), None)
    behind = piece.reading.token_at(timed.end) if timed else piece.first
    if piece.first < behind < piece.behind and begins_with_verb(piece.reading, behind):
        return behind
    if not says("opener.adverbial", piece.text):
        return piece.first
    for at in range(piece.first + 1, min(piece.behind - 1, piece.first + 60)):
        if tokens[at].text in {",", ":", "để"} and begins_with_verb(piece.reading, at + 1):
            return at + 1
    return piece.first


def begins_with_verb(reading: Reading, index: int) -> bool:
    """Whether a clause begins with an act, not with the name of a thing.

    >>> from extractors.finding.language import read
    >>> begins_with_verb(read("Rà soát danh sách hộ nghèo"), 0), begins_with_verb(read("Danh sách hộ nghèo"), 0)
    (True, False)
    """
    for at in range(index, min(index + _VERB_WITHIN, len(reading.tokens))):
        if reading.tokens[at].text in {":", ",", "-", "'", '"', "và", "hoặc", "tự"}:
            continue
        if reading.term(at, "happens") or begins_name(reading, at):
            return False
        if reading.term(at, "verb.duty") or reading.term(at, "verb.strong"):
            return not _names_a_thing(reading, at)
        if reading.term(at, "verb.modal"):
            continue
        labelled = at + 1 < len(reading.tokens) and ":" in {t.text for t in reading.tokens[at + 1 : at + 3]}
        return not labelled and reading.tag_at(reading.tokens[at].start)[:1] == "V" and at == index
    return False


def _names_a_thing(reading: Reading, at: int) -> bool:
    """`Báo cáo của các đơn vị`, `Kế hoạch này`: the word is a noun where `của`, `này`, `số` follows it."""
    verb = reading.term(at, "verb.duty")
    behind = verb.behind if verb else at + 1
    if behind + 1 < len(reading.tokens) and reading.tokens[behind].text == "số":
        return not reading.tokens[behind + 1].text.isalpha()  # `Báo cáo số 12`, but `Thanh toán số tiền`
    return behind < len(reading.tokens) and reading.tokens[behind].text in {
        "của",
        "này",
        "trên",
        "nêu",
        "năm",
        "được",
    }


def signs_of(piece: Piece) -> dict[str, float]:
    """The signs of a piece.  The names are stable: learned weights are kept under them."""
    context, item = piece.context, piece.context.items[piece.item]
    actors, text = piece.actors, piece.text
    doc_type = context.doc_type
    live = [time for time in piece.times if time not in piece.over]
    signs = {
        f"actor.{actors.how}" if actors else "actor.none": True,
        "actor.strong": bool(actors and piece.reading.term(actors.behind, "verb.strong")),
        "actor.issuer": bool(actors and all(context.is_issuer(n.value(piece.reading.text)) for n in actors.names)),
        "actor.inherited": bool(piece.inherited),
        "actor.plans": bool(actors and context.plans_itself(actors, piece.reading)),
        "verb.first": begins_with_verb(piece.reading, piece.predicate) or _acts_later(piece),
        "verb.tells": bool(actors and piece.reading.term(min(actors.behind, piece.behind - 1), "tells")),
        "time.dated": any(time.kind not in _NOT_BINDING for time in live),
        "time.over": _begins_past(piece) and not live,
        "time.ongoing": any(time.kind == "ongoing" for time in piece.times),
        "role.support": bool(piece.roles.support),
        "role.report": bool(piece.roles.report_to),
        f"section.{piece.section or 'none'}": True,
        f"zone.{item.zone}": True,
        f"kind.{item.kind}": True,
        f"type.{doc_type.split()[0] if doc_type else 'none'}": True,
        "opens": context.opens_list(piece.item),
        "children": bool(context.children.get(piece.item)),
        "colon": text.rstrip().endswith(":"),
        "introduces": says("no.ends", text),
        "capitals": text.isupper(),
        "performs": item.label.lower().startswith("điều")
        and (not context.normative or doc_type.startswith(("quyết định", "nghị quyết"))),
        "long": len(text) > 120,
        "short": len(text) < 40,
        "report.section": context.reports and not _programme(piece),
        "normative": context.normative,
        "headless": context.headless,
        "time.fixed": any(time.kind in _FIXED for time in live),
        "upward": says("order.upward", text) or _asks_upwards(piece),
        "standing": context.establishes and says("standing", _at_verb(piece)),
        "article": says("yes.closing_article", text),
        "difficulty": says("yes.difficulty", text),
        "invitation": says("yes.invitation", text),
    }
    signs |= {f"no.{name}": says(f"no.{name}", text) for name in _VETOES}
    signs |= {f"no.{name}": says(f"no.{name}", _at_verb(piece)) for name in _VETOES_AT_VERB}
    return {name: 1.0 for name, there in signs.items() if there}


def _at_verb(piece: Piece) -> str:
    """The words with which the predicate begins."""
    tokens = piece.reading.tokens
    first = min(piece.predicate, piece.behind - 1)
    last = min(first + _NEAR_VERB, piece.behind) - 1
    return piece.reading.text[tokens[first].start : tokens[last].end]


def _begins_past(piece: Piece) -> bool:
    """`Ngày 05/3/2030, Sở họp …` in a document of a later day: what was, told before the act."""
    tokens = piece.reading.tokens
    act = tokens[min(piece.predicate, piece.behind - 1)].start
    return any(time.start <= act for time in piece.over)


def _acts_later(piece: Piece) -> bool:
    """`Các sở căn cứ vào …, phối hợp với …`: behind the actor an adverbial, and then the act.

    Behind `có` and `được` an act only counts with a date or an addressee; else the sentence describes.
    """
    if piece.actors is None or piece.actors.how not in {"subject", "order", "colon"}:
        return False
    tokens, first = piece.reading.tokens, min(piece.actors.behind, piece.behind - 1)
    word = tokens[first].text
    if word not in _ADVERBIAL and not (word in {"có", "được"} and (piece.times or piece.roles.report_to)):
        return False
    return any(piece.reading.term(at, "verb.duty") for at in range(first + 1, min(first + 45, piece.behind)))


def _asks_upwards(piece: Piece) -> bool:
    """In a report `đề nghị` is said to those above; only who assigns or demands binds somebody."""
    asked = piece.actors is not None and piece.actors.how == "order" and "nghị" in piece.actors.order
    return asked and piece.context.doc_type.startswith("báo cáo")


def _programme(piece: Piece) -> bool:
    """In a report, only the part on what comes next binds somebody."""
    context = piece.context
    return any(
        says("section.programme", context.text(above))
        for above in context.ancestors(piece.item)
        if context.items[above].kind != "paragraph"
    )
