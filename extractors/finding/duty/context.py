"""What stands around an item: its headings, what they say of the part below, who they bind, what it opens.

Comes in: the outline of a document.  Goes out: a `Context` that answers for each item.  Nothing is decided here.
"""

import datetime
import re
from functools import cached_property
from typing import Literal

from extractors.document import Document
from extractors.finding.bodies import Name
from extractors.finding.duty.actors import Actors, actors_of, sentences
from extractors.finding.duty.headings import heading_actors
from extractors.finding.duty.past import day_of
from extractors.finding.findings import HeaderFindings, Item
from extractors.finding.head.types import type_of, types_of_symbol
from extractors.finding.language import Reading, read
from rules.loader import load
from rules.spelling import fold, level

Section = Literal["aim", "situation", "basis", "circumstance", "assign", ""]

_TITLES = re.compile(  # without tone marks
    r"^(?:(?:pho\s+)?(?:tong\s+)?giam\s+doc|(?:pho\s+)?chu\s+tich|ban\s+giam\s+doc|lanh\s+dao|thu\s+truong|"
    r"thuong\s+truc|(?:pho\s+)?hieu\s+truong|ban\s+giam\s+hieu|(?:thu|bo)\s+truong|ban\s+thuong\s+vu|btv|"
    r"thu\s+tuong|bi\s+thu)\s*"
)
_SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "ldld": "lien doan lao dong", "syt": "so y te"}
_MANY_ARTICLES = 8  # a decision on one matter has two to five
_OFTEN = 3
_OWN_WORDS = {  # what an issuer says of itself before it tells others what to do
    "xây dựng", "ban hành", "lập", "thông báo", "hướng dẫn", "báo cáo", "thống nhất", "quy định", "chỉ đạo", "kết luận",
    "có ý kiến", "yêu cầu", "đề nghị",
}  # fmt: skip
_NOBODY = (
    "tờ trình", "danh sách", "bảng", "giấy chứng nhận", "giấy giới thiệu", "giấy đi đường", "giấy xác nhận", "thư",
    "lời kêu gọi", "thông cáo", "lời cảm ơn",
)  # fmt: skip


class Context:
    """The outline, asked: texts, parents, children, sections, and who is bound by what stands above."""

    def __init__(self, document: Document, items: tuple[Item, ...], header: HeaderFindings) -> None:
        self.document, self.items, self.header = document, items, header
        self.children: dict[int | None, list[int]] = {}
        for index, item in enumerate(items):
            self.children.setdefault(item.parent, []).append(index)

    def text(self, index: int) -> str:
        """An item's words as they stand, without its number or bullet."""
        item = self.items[index]
        return self.document.text[item.start : item.end]

    def reading(self, index: int) -> Reading:
        """An item's words, read."""
        return read(self.text(index))

    def ancestors(self, index: int) -> list[int]:
        """What an item hangs under, the nearest first."""
        found: list[int] = []
        at = self.items[index].parent
        while at is not None:
            found.append(at)
            at = self.items[at].parent
        return found

    @cached_property
    def doc_type(self) -> str:
        """The document's type in lower case; an official letter has none."""
        types = self.header.candidates.get("type") or []
        symbols = self.header.candidates.get("symbol") or []
        kinds = [kind for mention in types if (kind := type_of(mention.value))]
        exact, named = [kind.name for kind in kinds if kind.exact], [kind.name for kind in kinds]
        short = [name for mention in symbols[:1] for name in types_of_symbol(mention.value)[:1]]
        printed = [mention.value for mention in types]
        return level(next(iter([*exact, *short, *named, *printed]), "")).strip()

    @cached_property
    def reports(self) -> bool:
        """Whether the document tells what was done or said: a report, or the minutes of a meeting."""
        return self.doc_type.startswith(("báo cáo", "biên bản"))

    @cached_property
    def establishes(self) -> bool:
        """Whether the document only sets up a body and says what it is for."""
        titles = self.header.candidates.get("summary") or []
        establishing = any(load("duties").rule("establishes").search(mention.value) for mention in titles[:1])
        return establishing and self.doc_type.startswith("quyết định")

    @cached_property
    def today(self) -> datetime.date | None:
        """The document's date, where it is sure enough to say what is over."""
        return day_of(self.header)

    @cached_property
    def binds_nobody(self) -> bool:
        """Whether this type of document never assigns."""
        return any(self.doc_type.startswith(name) for name in _NOBODY)

    @cached_property
    def normative(self) -> bool:
        """Whether the document lays down standing rules: by its type, or by its many articles."""
        articles = sum(item.label.lower().startswith("điều") for item in self.items)
        by_type = load("duties").rule("type.normative").search(self.doc_type) is not None
        return by_type or articles >= _MANY_ARTICLES or (not self.doc_type and self._calls_itself_law())

    def _calls_itself_law(self) -> bool:
        """`Thông tư này`, `Quy chế này`, again and again, where no type is known."""
        rule = load("duties").rule("type.calls_itself")
        return len(rule.pattern.findall(rule.levelled(self.document.text))) >= _OFTEN

    @cached_property
    def headless(self) -> bool:
        """Whether nothing says who issued this, or what it is: a part torn off another document."""
        known = self.header.candidates
        return not any(known.get(name) for name in ("type", "issuer", "number", "signer_name", "recipients"))

    @cached_property
    def _issuer(self) -> set[str]:
        issuers = [*(self.header.candidates.get("issuer") or []), *(self.header.candidates.get("issuer_parent") or [])]
        return {word for mention in issuers for word in _spelt_out(mention.value)}

    def is_issuer(self, name: str) -> bool:
        """Whether a name is that of the body that issues the document, or of its head."""
        whole = re.sub(r"\([^)]*\)", " ", fold(name)).strip()
        rest = _TITLES.sub("", whole)
        own = set(_spelt_out(rest))
        return bool(self._issuer) and own <= self._issuer and bool(own or rest != whole)

    def section(self, index: int) -> Section:
        """What the headings above an item say of the part it stands in; aims above win over all."""
        seen: list[Section] = []
        for depth, above in enumerate(self.ancestors(index)):
            said = section_of(self.text(above)) if self._is_heading(above) else ""
            if said and (said != "circumstance" or depth == 0):
                seen.append(said)
        for said in seen:
            if said in {"aim", "situation", "basis"}:
                return said
        return seen[0] if seen else ""

    def _is_heading(self, index: int) -> bool:
        item = self.items[index]
        return item.kind == "heading" or len(self.text(index)) <= 120

    def own_actors(self, index: int) -> Actors | None:
        """Whom an opening or heading binds."""
        cache = self.__dict__.setdefault("_own", {})
        if index not in cache:
            cache[index] = self._own_actors(index)
        found: Actors | None = cache[index]
        return found

    def _own_actors(self, index: int) -> Actors | None:
        reading = self.reading(index)
        if not reading.tokens:
            return None
        if self._is_heading(index):
            found = heading_actors(reading, self.is_issuer)
            if found and not self.plans_itself(found, reading):
                return found
        if self.items[index].kind == "heading":
            return None
        for first, behind in reversed(sentences(reading)):
            actors = actors_of(reading, first, behind, self.is_issuer)
            if actors and not (actors.how == "subject" and self.plans_itself(actors, reading)):
                return actors
        return None

    def plans_itself(self, actors: Actors, reading: Reading) -> bool:
        """Whether the issuer only says that it writes this (`Sở xây dựng kế hoạch … như sau`)."""
        verb = reading.term(actors.behind, "verb.duty")
        said = reading.text[verb.start : verb.end].lower() if verb else ""
        issuers = (self.is_issuer(name.value(reading.text).split(",")[0]) for name in actors.names)
        return said in _OWN_WORDS and all(issuers)

    def inherited(self, index: int) -> tuple[int, tuple[Name, ...]] | None:
        """The nearest heading or opening above that binds somebody, and whom."""
        for above in self.ancestors(index):
            if not (self._is_heading(above) or self.opens_list(above)):
                continue
            actors = self.own_actors(above)
            if actors:
                return above, actors.names
        return None

    def opens_list(self, index: int) -> bool:
        """Whether an item only introduces what hangs under it."""
        if not self.children.get(index):
            return False
        text = self.text(index).rstrip()
        return text.endswith(":") or load("duties").rule("no.ends").search(text) is not None


def section_of(heading: str) -> Section:
    """What a heading says of the part below it.

    >>> section_of("I. MỤC ĐÍCH, YÊU CẦU"), section_of("TỔ CHỨC THỰC HIỆN"), section_of("Sở Nội vụ")
    ('aim', 'assign', '')
    """
    rules = load("duties")
    text = heading.strip().rstrip(":. ")
    kinds: tuple[Section, ...] = ("aim", "basis", "situation", "circumstance", "assign")
    for kind in kinds:
        if rules.rule(f"section.{kind}").search(text):
            mixed = kind in {"aim", "circumstance"} and rules.rule("section.mixed").search(text)
            return "assign" if mixed else kind
    return ""


def _spelt_out(name: str) -> list[str]:
    """The words of a name without tone marks, which recognition loses first, abbreviations written out."""
    words = re.findall(r"\w+", fold(name))
    return [part for word in words for part in _SHORT.get(word, word).split()]
