"""A store with as many documents as one asks for: one sample read, then copied with other numbers, days and words."""

import datetime
import random
from pathlib import Path

from pipeline.config import Config
from pipeline.packed_text import pack
from pipeline.process import Processed, process_with_text
from pipeline.store import listing, tables
from pipeline.store.documents import Change, Content, Reading
from pipeline.store.store import Store
from pipeline.store.taking import keep_directive
from pipeline.store.times import vietnam_date

SAMPLE = Path(__file__).parent.parent / "samples" / "so-noi-vu-ke-hoach-so-hoa" / "source.docx"
NOW = datetime.datetime(2022, 4, 10, 2, tzinfo=datetime.UTC)
_CHUNK = 500
_CONSONANTS, _VOWELS = (
    "bcdđghklmnpqrstvx",
    ("an", "oan", "ương", "iên", "ao", "ai", "inh", "ung", "ôc", "ê", "ư", "ich"),
)
SYLLABLES = [f"{first}{rest}" for first in _CONSONANTS for rest in _VOWELS]


def filled(home: Path, count: int) -> Store:
    """A new store in this folder with so many documents: half have a deadline, two of three are in doubt."""
    store = Store(Config(home=home), now=lambda: NOW)
    processed = process_with_text(SAMPLE)
    change = Change("benchmark", NOW, "Tệp đến hộp nhận.")
    with store.writing() as connection:
        content = Content(f"{0:064x}", 1, "tep-0.docx", direction="den")
        reading = Reading("benchmark", processed.directive, text=pack(processed.document))
        keep_directive(connection, None, content, reading, change, store.config.register_settings)
    chance = random.Random(20220410)
    for first in range(1, count, _CHUNK):
        _copy(store, processed, range(first, min(count, first + _CHUNK)), chance)
    return store


def _copy(store: Store, processed: Processed, numbers: range, chance: random.Random) -> None:
    """The same document under many numbers, as rows of the tables that lists, searches and pages read."""
    directive = processed.directive.model_dump(mode="json")
    columns = listing.columns(processed.directive, vietnam_date(NOW))
    said = listing.words_of(processed.document.text, *listing.said_in(processed.directive))
    packed = pack(processed.document)
    rows, readings, texts, words = [], [], [], []
    for number in numbers:
        key = number + 1
        day = (NOW.date() + datetime.timedelta(chance.randrange(-60, 200))).isoformat()
        doubts = chance.choice((0, 1, 3))
        own = {"code": f"{number}/UBND-VP", "likeness": None, "due": day if chance.random() < 0.5 else None,
               "doubts": doubts, "doubtful": int(doubts > 0)}  # fmt: skip
        rows.append({"id": key, "sha256": f"{number:064x}", "file_name": f"tep-{number}.docx", "state": "read",
                     "version": 1, "received_at": "2022-04-10T02:00:00.000Z", "size": 1, "direction": "den",
                     "changed_at": "2022-04-10T02:00:00.000Z", "reading_id": key, **columns, **own})  # fmt: skip
        readings.append({"id": key, "document_id": key, "at": "2022-04-10T02:00:00.000Z", "by": "benchmark",
                         "reader": "benchmark", "directive": directive})  # fmt: skip
        texts.append({"document_id": key, "packed": packed})
        found = said | {str(number)} | listing.words_of(" ".join(chance.choices(SYLLABLES, k=150)))
        words += [{"word": word, "document_id": key} for word in sorted(found)]
    with store.writing() as connection:
        for table, made in ((tables.documents, rows), (tables.readings, readings), (tables.texts, texts),
                            (tables.words, words)):  # fmt: skip
            connection.execute(table.insert(), made)
