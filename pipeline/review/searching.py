"""Which documents hold all the words of a search, typed with or without tone marks.

Words are looked up in the table `words`; the last one typed may be the beginning of a word.  A search with a rare word
gives the few documents themselves; one of common words only a condition, so that no search reads the whole store.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from pipeline.store.listing import LONGEST_WORD
from pipeline.store.tables import documents, words
from rules.spelling import fold

# Up to so many documents with one of the words are taken as they are, and counted.
FEW = 200
_MOST_WORDS = 12
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Search:
    """The words of a search, folded; the last is the beginning of a word if `open_end`."""

    words: tuple[str, ...]
    open_end: bool

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """That a document holds each word."""
        return [sa.exists().where(words.c.document_id == documents.c.id, self._is(at)) for at in range(len(self.words))]

    def _is(self, at: int) -> sa.ColumnElement[bool]:
        word = self.words[at]
        if self.open_end and at == len(self.words) - 1 and len(word) > 1:
            return sa.and_(words.c.word >= word, words.c.word < word + _LAST)
        return words.c.word == word

    def few(self, connection: sa.Connection) -> Sequence[int] | None:
        """The documents with the rarest word, if they are few."""
        for at in sorted(range(len(self.words)), key=lambda at: -len(self.words[at])):
            query = sa.select(words.c.document_id).where(self._is(at)).distinct().limit(FEW + 1)
            found = connection.scalars(query).all()
            if len(found) <= FEW:
                return found
        return None


def parsed(typed: str | None) -> Search | None:
    """The search that was typed; None where there is no word in it.

    >>> parsed("Ké hoạch 168/KH-U")
    Search(words=('ke', 'hoach', '168', 'kh', 'u'), open_end=True)
    """
    found = re.findall(r"\w+", fold(typed or ""))[:_MOST_WORDS]
    if not found:
        return None
    return Search(tuple(word[:LONGEST_WORD] for word in found), not (typed or "")[-1:].isspace())
