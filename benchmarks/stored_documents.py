"""A SQLite store with as many documents as one asks for, made by statements alone: nothing is read for it.

A row is there for all that taking a file in leaves behind: document, arrival, reading, task, event, text and words;
what was read is left empty, since nobody looks at it when another file comes.
"""

import datetime
from pathlib import Path

import sqlalchemy as sa

from pipeline.config import Config, InboxSettings
from pipeline.store.store import Store
from pipeline.store.tables import registers

NOW = datetime.datetime(2026, 4, 10, 2, tzinfo=datetime.UTC)
WORDS_A_DOCUMENT = 40
_CHUNK = 20_000
_AT = "2026-04-10T02:00:00.000Z"
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) "
_STATES = "CASE i % 10 WHEN 0 THEN 'failed' WHEN 1 THEN 'approved' WHEN 2 THEN 'in_review' ELSE 'read' END"

_STATEMENTS = (
    f"""INSERT INTO documents (id, sha256, file_name, media_type, size, state, version, received_at, changed_at,
    direction, reading_id, likeness, issued_on, register, register_year, arrival_number, arrival_date, code, issuer,
    doubts, doubtful, task_count, tasks_in_doubt, due) {_NUMBERS}
    SELECT i, printf('%064x', i), 'tep-' || i || '.pdf', 'application/pdf', 20000, {_STATES}, 1, :at, :at, 'den', i,
    i || '|ubnd-vp|ubnd xã|2026', '2026-04-01', 'den', 2026, i, '2026-04-10', i || '/UBND-VP', 'UBND xã Bình An',
    i % 3, i % 3 > 0, 1, 0, date('2026-04-01', '+' || (i % 200) || ' days') FROM n""",
    f"""INSERT INTO arrivals (source, announced_at, outcome, place, document_id, finished_at) {_NUMBERS}
    SELECT 'tep-' || i || '.pdf', :at, 'taken', 'da-tiep-nhan/tep-' || i || '.pdf', i, :at FROM n""",
    f"""INSERT INTO readings (id, document_id, at, "by", reader, directive) {_NUMBERS}
    SELECT i, i, :at, 'benchmark', 'benchmark', '{{}}' FROM n""",
    f"""INSERT INTO tasks (document_id, task_id, reading_id, position, action, lead, due, status) {_NUMBERS}
    SELECT i, printf('%012x', i), i, 0, 'kiểm kê tài sản', 'Văn phòng',
    date('2026-04-01', '+' || (i % 200) || ' days'), 'auto' FROM n""",
    f"""INSERT INTO events (document_id, at, "by", kind, new_state, why) {_NUMBERS}
    SELECT i, :at, 'benchmark', 'arrived', 'read', 'Tệp đến hộp nhận.' FROM n""",
    f"""INSERT INTO texts (document_id, packed) {_NUMBERS} SELECT i, zeroblob(500) FROM n""",
    f"""INSERT INTO words (word, document_id) {_NUMBERS},
    w(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM w WHERE j < :words)
    SELECT CASE j WHEN 0 THEN 'so' || i ELSE 'tu' || ((i * 31 + j * j * 17) % 40) || 'x' || j END, i FROM n, w""",
)


def filled(home: Path, count: int) -> Store:
    """A new store in this folder with so many documents."""
    store = Store(Config(home=home, inbox=InboxSettings(quiet_seconds=0)), now=lambda: NOW)
    for first in range(1, count + 1, _CHUNK):
        rows = {"at": _AT, "words": WORDS_A_DOCUMENT, "first": first, "last": min(count, first + _CHUNK - 1)}
        with store.writing() as connection:
            for statement in _STATEMENTS:
                connection.execute(sa.text(statement), rows)
    with store.writing() as connection:
        connection.execute(sa.insert(registers).values(name="den", year=2026, last=count))
    return store
