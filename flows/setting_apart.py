"""Move a document out of archive and folders whose secrecy mark is seen only when it is read again."""

from flows import places
from flows.inbox import unspell
from pipeline.config import Config
from pipeline.store.archive import Archive
from pipeline.store.records import StoredDocument
from pipeline.store.store import Store


def set_apart(config: Config, store: Store, record: StoredDocument, level: str) -> None:
    """Put every file of it into dat-rieng/, forget what was read, and take the original out of the archive.

    In this order a crash leaves the file in at least one place, and the next reading does the rest.
    """
    original = Archive(config.archive).path_of(record.sha256 or "")
    moved = False
    for spelled in store.places_of_all(record.id):
        place = config.home / unspell(spelled)
        if place.is_file():
            places.move(place, config.apart / place.name)
            places.explanation_of(place).unlink(missing_ok=True)
            moved = True
    if not moved:
        places.copy(original, config.apart / (record.file_name or original.name))
    store.set_apart(record.id, level, "Thấy dấu chỉ độ mật khi đọc lại.")
    original.unlink(missing_ok=True)
