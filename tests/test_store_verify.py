"""Verify names every difference between archive and store, and mends what can be mended."""

import os
import time

import pytest
import sqlalchemy as sa
from intake_home import Office

from pipeline.store.archive import Archive
from pipeline.store.tables import documents, tasks
from pipeline.store.verify import verify

LONG_AGO = time.time() - 86400


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    office.drop("một.txt", "một")
    office.drop("hai.txt", "hai")
    office.drop("hỏng.pdf", "hỏng")
    office.take_all()
    yield office
    office.store.close()


@pytest.fixture
def original(office):
    record = next(r for r in office.store.documents() if r.file_name == "một.txt")
    return Archive(office.config.archive).path_of(record.sha256)


def found(office, mend=False):
    return [(fault.kind, fault.mended) for fault in verify(office.config, office.store, mend)]


def spoil(path):
    path.chmod(0o644)
    path.write_text("khác")


def test_a_sound_store_has_nothing_to_tell(office):
    assert found(office) == []


@pytest.mark.parametrize("kind", ["missing", "altered"])
def test_a_lost_or_altered_original_is_told_and_mended_from_an_intact_copy(office, original, kind):
    original.unlink() if kind == "missing" else spoil(original)
    told, mended, after = found(office), found(office, mend=True), found(office)

    assert (told, mended, after) == ([(kind, False)], [(kind, True)], [])
    assert original.read_text() == "một"


def test_without_an_intact_copy_it_stays_told(office, original):
    original.unlink()
    (office.config.taken / "một.txt").unlink()

    assert found(office, mend=True) == [("missing", False)]


def test_an_original_that_nobody_knows_goes_back_to_the_inbox(office, original):
    stray = original.parent / ("0" * 64)
    stray = Archive(office.config.archive).path_of("0" * 64)
    stray.parent.mkdir(parents=True)
    stray.write_text("lạc")
    fresh = found(office)
    os.utime(stray, (LONG_AGO, LONG_AGO))
    mended = found(office, mend=True)
    office.take_all()

    assert (fresh, mended) == ([], [("orphaned", True)])
    assert office.store.counts()["read"] == 3
    assert found(office) == []


def test_an_unfinished_copy_is_removed_when_it_is_old(office):
    part = office.config.archive / ".abc.part"
    part.write_text("dở")
    fresh = found(office)
    os.utime(part, (LONG_AGO, LONG_AGO))

    assert fresh == []
    assert found(office, mend=True) == [("leftover", True)]
    assert not part.exists()


def test_task_rows_that_do_not_fit_their_reading_are_made_again(office):
    with office.store.writing() as connection:
        connection.execute(sa.delete(tasks).where(tasks.c.position == 1))

    assert found(office, mend=True) == [("tasks", True), ("tasks", True)]
    assert found(office) == []


def test_an_unfinished_arrival_and_a_gap_in_the_register_are_told(office):
    office.store.announce(["ba.txt"], bool)
    with office.store.writing() as connection:
        connection.execute(sa.update(documents).where(documents.c.arrival_number == 2).values(arrival_number=4))

    assert found(office) == [("unfinished", False), ("register", False)]
