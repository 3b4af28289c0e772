"""spaCy and underthesea behind one door: words with exact offsets, the terms that rules know, tags for the rest.

Comes in: a sentence or paragraph as it stands in the document.  Goes out: a `Reading` of it, whose every word and term
has offsets into that text.  spaCy matches the word lists of rules/bodies.toml and rules/duties.toml; underthesea tags
the words that no list knows, and is asked only where somebody wants a tag.  Both are loaded at the first reading.

Terms of two words or more are matched without tone marks: text recognition loses those first (`yêu câu`, `tô chức`),
and two such words in a row are not mistaken for others.
"""

import bisect
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.finding.offline import offline_spacy, offline_underthesea
from rules.loader import load
from rules.spelling import fold, level

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_LEXICONS = ("bodies", "duties")
_SHORT = 600  # characters: the longest of the texts of which many readings are kept
_LONGEST = 4000  # characters that are tagged; longer paragraphs are cut there
# Characters: the tagger's time grows with the square of what it is given.
_AT_ONCE = 1000
_SENTENCE_GAP = re.compile(r"(?<=[.;!?])\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a list that stand in the text: offsets of the text, tokens first and behind the last, id of the rule."""

    start: int
    end: int
    first: int
    behind: int
    rule: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; `text` is levelled, `written` as it stands."""

    start: int
    end: int
    text: str
    written: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.written[:1].isupper()


@dataclass(frozen=True, slots=True)
class Tagged:
    """A word as underthesea parts and tags it (N noun, V verb, E preposition, C conjunction, R adverb …)."""

    start: int
    end: int
    tag: str


class Reading:
    """One text, read: its tokens, the terms at each token, and on demand the tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._doc = _pipeline()(level(text))
        self.tokens = tuple(
            Token(token.idx, token.idx + len(token.text), token.text, text[token.idx : token.idx + len(token.text)])
            for token in self._doc
            if not token.is_space
        )

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term of the word lists, the longest first where several begin at one token."""
        places = {token.start: index for index, token in enumerate(self.tokens)}
        ends = {token.end: index + 1 for index, token in enumerate(self.tokens)}
        found = [
            Term(start, end, places[start], ends[end], rule)
            for start, end, rule in _term_spans(self._doc)
            if start in places and end in ends
        ]
        return tuple(sorted(found, key=lambda term: (term.start, -term.end, term.rule)))

    @cached_property
    def _terms_at(self) -> dict[int, list[Term]]:
        at: dict[int, list[Term]] = {}
        for term in self.terms:
            at.setdefault(term.first, []).append(term)
        return at

    def term(self, index: int, prefix: str) -> Term | None:
        """The longest term that begins at a token and whose rule id begins with `prefix`."""
        return next((term for term in self._terms_at.get(index, ()) if term.rule.startswith(prefix)), None)

    def token_at(self, offset: int) -> int:
        """The index of the first token that ends behind an offset; the number of tokens where there is none."""
        return bisect.bisect_right(self._token_ends, offset)

    @cached_property
    def _token_ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """The words that underthesea sees, with its tags."""
        return tuple(
            Tagged(start + word.start, start + word.end, word.tag)
            for start, part in _parts(self.text[:_LONGEST])
            for word in _tag(part)
        )

    @cached_property
    def _tagged_starts(self) -> list[int]:
        return [word.start for word in self.tagged]

    def word_at(self, offset: int) -> Tagged | None:
        """The word that underthesea sees at an offset."""
        at = bisect.bisect_right(self._tagged_starts, offset) - 1
        return self.tagged[at] if at >= 0 and offset < self.tagged[at].end else None

    def tag_at(self, offset: int) -> str:
        """The tag of the word at an offset, or an empty string."""
        word = self.word_at(offset)
        return word.tag if word else ""


def read(text: str) -> Reading:
    """The reading of a text; the same text is read once as long as it is being worked on.

    >>> [token.text for token in read("chủ trì, phối hợp").tokens]
    ['chủ', 'trì', ',', 'phối', 'hợp']
    """
    return _read_short(text) if len(text) <= _SHORT else _read_long(text)


# A reading takes some hundred times the memory of its text, so few long ones are kept.
_read_short = functools.lru_cache(512)(Reading)
_read_long = functools.lru_cache(8)(Reading)


class _OffsetTokenizer:
    """Words, marks and blanks as they stand: the tokens joined are the text again."""

    def __init__(self, vocab: "Vocab") -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> "Doc":
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for piece in _WORD.findall(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token in doc:
            token.norm_ = fold(token.text)
        return doc


@functools.cache
def _pipeline() -> "Language":
    """A bare multilingual pipeline with our tokenizer, and the names of bodies as an entity ruler."""
    multilingual = offline_spacy().util.get_lang_class("xx")
    pipeline: Language = multilingual(create_tokenizer=lambda nlp: _OffsetTokenizer(nlp.vocab))
    ruler = pipeline.add_pipe("entity_ruler")
    patterns = [
        {"label": rule.id, "pattern": _token_pattern(words)}
        for rule in load("bodies").group("head.")
        for words in rule.words
    ]
    ruler.add_patterns(patterns)  # type: ignore[attr-defined]
    return pipeline


def _token_pattern(words: str) -> list[dict[str, str]]:
    pieces = [piece for piece in _WORD.findall(level(words)) if not piece.isspace()]
    return [{"NORM": fold(piece)} for piece in pieces] if len(pieces) > 1 else [{"ORTH": piece} for piece in pieces]


@functools.cache
def _matchers() -> "tuple[PhraseMatcher, PhraseMatcher]":
    """Single words as they are spelt, longer terms without tone marks."""
    from spacy.matcher import PhraseMatcher

    pipeline = _pipeline()
    single, longer = PhraseMatcher(pipeline.vocab), PhraseMatcher(pipeline.vocab, attr="NORM")
    for topic in _LEXICONS:
        for rule in load(topic).rules:
            if not rule.words or rule.id.startswith("head."):
                continue
            docs = [pipeline.tokenizer(level(words)) for words in rule.words]
            for matcher, chosen in (
                (single, [d for d in docs if len(d) == 1]),
                (longer, [d for d in docs if len(d) > 1]),
            ):
                if chosen:
                    matcher.add(rule.id, chosen)
    return single, longer


def _term_spans(doc: "Doc") -> Iterator[tuple[int, int, str]]:
    for entity in doc.ents:
        yield entity.start_char, entity.end_char, entity.label_
    for matcher in _matchers():
        for match, start, end in matcher(doc):
            span = doc[start:end]
            yield span.start_char, span.end_char, doc.vocab.strings[match]


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Where each part begins, and the part: sentences together up to what is tagged at once."""
    start = end = 0
    for gap in [*_SENTENCE_GAP.finditer(text), None]:
        behind = gap.end() if gap else len(text)
        if behind - start > _AT_ONCE and end > start:
            yield start, text[start:end]
            start = end
        end = behind
    yield start, text[start:end]


def _tag(text: str) -> Iterator[Tagged]:
    """The tagger changes spelling (uỷ → ủy) and blanks, never the number of letters: count those."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    position = 0
    for word, tag in offline_underthesea().pos_tag(" ".join(text.split())):
        length = sum(not character.isspace() for character in word)
        if position + length > len(places):
            return
        yield Tagged(places[position], places[position + length - 1] + 1, tag)
        position += length
