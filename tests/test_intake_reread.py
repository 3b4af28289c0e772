"""`reread` on stored originals: what failed is tried again, what turns out to be secret goes, the archive stays."""

import json

import pytest
from intake_home import Office
from intake_samples import read_by_content

from extractors.errors import Secret
from flows.rereading import Rereading
from pipeline.errors import SourceUnavailable
from pipeline.store.archive import Archive
from pipeline.store.verify import verify


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    yield office
    office.store.close()


def reread(office, job):
    office.readers.job = job
    return [Rereading(office.intake)(record.id) for record in list(office.store.documents())]


def forgiving(path, **said):
    """Read what read_by_content calls broken."""
    return read_by_content(path.parent / path.name, **said) if "hỏng" not in path.read_text() else _mended(path, **said)


def _mended(path, *, file_name, **_):
    from intake_samples import directive_of

    return directive_of(path, file_name)


def test_what_failed_and_can_be_read_now_leaves_the_failed_ones(office):
    office.drop("hỏng.pdf", "hỏng")
    office.take_all()
    [report] = reread(office, forgiving)
    [record] = office.store.documents()

    assert (report.outcome, record.state, record.arrival_number) == ("taken", "read", 1)
    assert office.tree("loi", "da-tiep-nhan") == ["da-tiep-nhan/hỏng.pdf"]


def test_an_original_is_read_under_the_name_it_arrived_with(office):
    office.drop("Kế hoạch 5.txt", "nội dung")
    office.take_all()
    [report] = reread(office, read_by_content)

    assert (report.outcome, report.name) == ("same", "Kế hoạch 5.txt")
    assert office.readers.seen == ["Kế hoạch 5.txt", "Kế hoạch 5.txt"]


@pytest.mark.parametrize("still_there", [True, False])
def test_a_mark_that_is_seen_only_now_sets_the_document_apart(office, still_there):
    def see_it_now(path, **said):
        raise Secret("TỐI MẬT")

    office.drop("Phương án kín.txt", "number=8\nđiều rất kín")
    office.take_all()
    if not still_there:
        (office.config.taken / "Phương án kín.txt").unlink()
    [report] = reread(office, see_it_now)
    [record] = office.store.documents()
    faults = list(verify(office.config, office.store))
    office.store.close()
    left = b"".join(path.read_bytes() for path in office.config.home.glob("vanthu.db*"))

    assert (report.outcome, report.name) == ("set_apart", "")
    assert (record.state, record.secrecy_level, record.sha256, record.file_name) == ("set_apart", "TỐI MẬT", None, "")
    assert record.directive is None
    assert record.arrival_number == 1
    assert office.tree("inbox", "da-tiep-nhan", "archive", "dat-rieng") == ["dat-rieng/Phương án kín.txt"]
    assert faults == []
    for said in ("rất kín", "Phương án"):
        assert said.encode() not in left
        assert json.dumps(said).strip('"').encode() not in left


def test_a_lost_original_is_told_and_changes_nothing(office):
    office.drop("một.txt", "một")
    office.take_all()
    [before] = office.store.documents()
    Archive(office.config.archive).path_of(before.sha256).unlink()
    with pytest.raises(SourceUnavailable):
        reread(office, read_by_content)

    assert list(office.store.documents()) == [before]
