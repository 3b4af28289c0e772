"""Walk archive and store and name every difference; mend what can be mended.

Nothing is ever deleted but unfinished copies: an original that nobody knows of goes back to the inbox, an altered one
is laid beside when an intact copy of it is found.
"""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from pipeline.config import Config
from pipeline.models import Directive
from pipeline.shown import STATE_NAMES
from pipeline.store import documents as document_rows
from pipeline.store import tallies
from pipeline.store.archive import Archive, content_hash
from pipeline.store.owners import is_gone
from pipeline.store.store import Store
from pipeline.store.tables import arrivals, documents, readings, tasks

FaultKind = Literal["missing", "altered", "orphaned", "leftover", "unfinished", "tasks", "register", "counts"]

RESCUED = "phuc-hoi"
# What is younger may be an original whose record is about to be written.
_SETTLED_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class Fault:
    """A difference: what it is, about what (a hash, a path, a number), a Vietnamese sentence, whether it is mended."""

    kind: FaultKind
    about: str
    sentence: str
    mended: bool = False


def verify(config: Config, store: Store, mend: bool = False) -> Iterator[Fault]:
    """Every difference between what the store says and what lies on the disk."""
    archive = Archive(config.archive)
    with store.reading() as connection:
        query = sa.select(documents.c.sha256, documents.c.file_name).where(documents.c.sha256.is_not(None))
        known = {row.sha256: row.file_name for row in connection.execute(query)}
    for sha256, file_name in known.items():
        yield from _check_original(config, archive, sha256, file_name, mend)
    yield from _check_orphans(config, archive, set(known), mend)
    yield from _check_arrivals(store)
    yield from _check_tasks(store, mend)
    yield from _check_register(store)
    yield from _check_counts(store, mend)


def _check_original(config: Config, archive: Archive, sha256: str, file_name: str, mend: bool) -> Iterator[Fault]:
    place = archive.path_of(sha256)
    if place.is_file() and content_hash(place) == sha256:
        return
    altered = place.exists()
    mended = False
    if mend:
        copy = next(_intact_copies(config, sha256, file_name), None)
        if copy is not None:
            if altered:
                place.replace(place.with_name(f"{sha256}.hong"))
            archive.keep(copy, sha256)
            mended = True
    if altered:
        yield Fault("altered", sha256, f"Bản gốc của «{file_name}» trong kho đã bị thay đổi.", mended)
    else:
        yield Fault("missing", sha256, f"Kho lưu thiếu bản gốc của «{file_name}».", mended)


def _intact_copies(config: Config, sha256: str, file_name: str) -> Iterator[Path]:
    """Files outside the archive with these bytes; those that bear the document's name are looked at first."""
    found = [path for folder in (config.taken, config.failed) for path in folder.rglob("*") if path.is_file()]
    stem = Path(file_name).stem
    for path in sorted(found, key=lambda path: not path.stem.startswith(stem)):
        if content_hash(path) == sha256:
            yield path


def _check_orphans(config: Config, archive: Archive, known: set[str], mend: bool) -> Iterator[Fault]:
    """What lies in the archive and is not in the store; what is being taken in right now is left alone."""
    for sha256 in archive.hashes():
        path = archive.path_of(sha256)
        if sha256 in known or not _is_old(path):
            continue
        if not path.exists():
            yield Fault("orphaned", sha256, f"Tệp lạ trong kho lưu: {sha256}.")
            continue
        if mend:
            rescued = config.inbox / RESCUED / sha256
            rescued.parent.mkdir(parents=True, exist_ok=True)
            path.replace(rescued)
        yield Fault("orphaned", sha256, f"Bản gốc không có trong cơ sở dữ liệu; trả về inbox/{RESCUED}.", mend)
    for path in archive.leftovers():
        if _is_old(path):
            if mend:
                path.unlink()
            yield Fault("leftover", path.name, f"Bản chép dở dang trong kho lưu: {path.name}.", mend)


def _is_old(path: Path) -> bool:
    return not path.exists() or time.time() - path.stat().st_mtime > _SETTLED_SECONDS


def _check_arrivals(store: Store) -> Iterator[Fault]:
    query = sa.select(arrivals).where(arrivals.c.open_source.is_not(None)).order_by(arrivals.c.id)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    for row in rows:
        if row.owner is None or is_gone(row.owner):
            sentence = f"Việc tiếp nhận «{row.open_source}» còn dở; chạy «vanthu ingest» để hoàn tất."
            yield Fault("unfinished", str(row.id), sentence)


def _check_tasks(store: Store, mend: bool) -> Iterator[Fault]:
    """The task rows of a document must be those of the reading that counts."""
    query = sa.select(documents.c.id, documents.c.file_name, documents.c.reading_id, readings.c.directive).join(
        readings, documents.c.reading_id == readings.c.id
    )
    with store.reading() as connection:
        rows = connection.execute(sa.select(tasks.c.document_id, tasks.c.task_id)).all()
        listed: dict[int, set[str]] = {}
        for task_row in rows:
            listed.setdefault(task_row.document_id, set()).add(task_row.task_id)
        wrong = []
        # One directive after the other: all together may be more than the memory holds.
        for row in connection.execution_options(yield_per=100).execute(query):
            directive = Directive.model_validate(row.directive)
            if {task.id for task in directive.tasks} != listed.get(row.id, set()):
                wrong.append((row.id, row.file_name, row.reading_id, directive))
    for document_id, file_name, reading_id, directive in wrong:
        if mend:
            with store.writing() as connection:
                document_rows.put_tasks(connection, document_id, reading_id, directive)
        yield Fault("tasks", str(document_id), f"Danh sách nhiệm vụ của «{file_name}» không khớp bản đọc.", mend)


def _check_register(store: Store) -> Iterator[Fault]:
    """Số đến run without gaps by register and year."""
    columns = (documents.c.register, documents.c.register_year, documents.c.arrival_number)
    with store.reading() as connection:
        rows = connection.execute(
            sa.select(*columns).where(documents.c.arrival_number.is_not(None)).order_by(*columns)
        ).all()
    for before, after in itertools.pairwise(rows):
        gap = after.arrival_number - before.arrival_number
        if (before.register, before.register_year) == (after.register, after.register_year) and gap != 1:
            sentence = f"Sổ «{after.register}» năm {after.register_year} thiếu số trước số {after.arrival_number}."
            yield Fault("register", str(after.arrival_number), sentence)


def _check_counts(store: Store, mend: bool) -> Iterator[Fault]:
    """The figures that `vanthu status` shows are what counting the documents says."""
    with store.reading() as connection:
        wrong = tallies.wrong(connection)
    if wrong and mend:
        with store.writing() as connection:
            tallies.mend(connection)
    for state, (kept, true) in wrong.items():
        sentence = f"Số văn bản «{STATE_NAMES[state]}» ghi là {kept}, đếm lại là {true}."
        yield Fault("counts", state, sentence, mend)
