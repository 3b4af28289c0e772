"""One file's way from the inbox: archive, store, and the folder where it then stands."""

import errno
import hashlib
import os
import stat
import unicodedata
from pathlib import Path

import pytest
from intake_home import Office
from intake_samples import read_by_content

from extractors.errors import Broken
from flows import places
from pipeline.config import FolderMeaning, RegisterSettings
from pipeline.errors import ChangedMeanwhile, SourceUnavailable, StorageFull
from pipeline.store.archive import Archive

FOLDERS = ("inbox", "da-tiep-nhan", "loi", "dat-rieng")


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path / "nhà")
    yield office
    office.store.close()


def outcomes(reports):
    return [report.outcome for report in reports]


def test_a_file_is_kept_recorded_and_put_away(office):
    dropped = office.drop("kế hoạch.txt", "number=12\nnội dung")
    sha256 = hashlib.sha256(dropped.read_bytes()).hexdigest()
    [report] = office.take_all()
    record = office.store.get(sha256)
    original = Archive(office.config.archive).path_of(sha256)

    assert (report.outcome, report.arrival_number) == ("taken", 1)
    assert (record.state, record.file_name, record.arrival_number) == ("read", "kế hoạch.txt", 1)
    assert record.directive.header.number.value == "12"
    assert original.read_text("utf-8") == "number=12\nnội dung"
    assert not stat.S_IMODE(original.stat().st_mode) & 0o222
    assert office.tree(*FOLDERS) == ["da-tiep-nhan/kế hoạch.txt"]
    assert office.store.counts() == {
        "received": 0, "read": 1, "in_review": 0, "approved": 0, "failed": 0, "set_apart": 0, "withdrawn": 0,
    }  # fmt: skip


def test_the_same_bytes_again_are_known_and_not_read_again(office):
    office.drop("một.txt")
    office.take_all()
    office.drop("hai.txt")
    office.drop("một.txt")
    reports = office.take_all()

    assert outcomes(reports) == ["known", "known"]
    assert office.readers.seen == ["một.txt"]
    assert office.store.counts()["read"] == 1
    assert office.tree(*FOLDERS) == [f"da-tiep-nhan/{n}.txt" for n in ("hai", "một (2)", "một")]


def test_a_file_that_cannot_be_read_stands_among_the_failed_with_the_reason(office):
    office.drop("báo cáo.pdf", "hỏng")
    [report] = office.take_all()
    [record] = office.store.documents(state="failed")
    told = (office.config.failed / "báo cáo.pdf.txt").read_text("utf-8-sig")

    assert report.error.code == record.error.code == "BROKEN"
    assert record.arrival_number is None
    assert Broken.message in told
    assert Broken.next_step in told
    assert "BROKEN" in told
    assert office.tree(*FOLDERS) == ["loi/báo cáo.pdf", "loi/báo cáo.pdf.txt"]


def test_a_failed_file_that_comes_again_is_tried_again(office):
    office.drop("cũ/báo cáo.pdf", "hỏng")
    office.take_all()
    office.readers.job = lambda path, **said: read_by_content(Path(__file__), **said)
    office.intake._read = lambda source, content: office.readers.read(source, content.file_name)
    office.drop("báo cáo.pdf", "hỏng")
    reports = office.take_all()
    [record] = office.store.documents()

    assert outcomes(reports) == ["taken"]
    assert (record.state, record.error, record.arrival_number, record.version) == ("read", None, 1, 2)
    assert office.tree(*FOLDERS) == ["da-tiep-nhan/báo cáo.pdf", "da-tiep-nhan/cũ/báo cáo.pdf"]


def test_a_secret_file_leaves_neither_bytes_nor_name(office):
    office.drop("Kế hoạch tác chiến.pdf", "mật nội dung rất kín")
    [report] = office.take_all()
    [record] = office.store.documents()
    office.store.close()
    left = b"".join(path.read_bytes() for path in office.config.home.glob("vanthu.db*"))

    assert (report.outcome, report.name) == ("set_apart", "")
    assert (record.state, record.secrecy_level) == ("set_apart", "MẬT")
    assert (record.sha256, record.file_name, record.directive) == (None, "", None)
    assert office.tree(*FOLDERS, "archive") == ["dat-rieng/Kế hoạch tác chiến.pdf"]
    assert "tác chiến".encode() not in left


NAMES = [
    "Kế hoạch số 5 (bản cuối).pdf",
    unicodedata.normalize("NFD", "Quyết định phê duyệt.docx"),
    "  hai đầu trống .pdf",
    "không đuôi",
    "d" * 251 + ".pdf",
    "ă" * 125 + ".pdf",
    "báo.cáo.2026.tar.gz",
    "-rf.pdf",
    "bytes:lạ.pdf",
    os.fsdecode(b"b\xe1o c\xe1o \xff.pdf"),
    "xuống\ndòng.pdf",
    "100%20.pdf",
]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_every_name_is_taken_in_under_its_own_bytes(office):
    for number, name in enumerate(NAMES):
        office.drop(name, f"văn bản {number}")
    reports = office.take_all()
    there = {path.name: path.read_text("utf-8") for path in office.config.taken.iterdir()}

    assert outcomes(reports) == ["taken"] * len(NAMES)
    assert sorted(there.values()) == sorted(f"văn bản {number}" for number in range(len(NAMES)))
    assert [name for name in NAMES if len(os.fsencode(name)) <= 240 and name not in there] == []
    assert all(unicodedata.is_normalized("NFC", record.file_name) for record in office.store.documents())


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not allow")
def test_long_and_odd_names_fail_with_their_reason_beside_them(office):
    for number, name in enumerate(NAMES):
        office.drop(name, f"hỏng {number}")
    office.take_all()
    failed = [path for path in office.config.failed.iterdir() if path.read_text("utf-8-sig").startswith("hỏng")]

    assert len(failed) == len(NAMES)
    assert all(places.explanation_of(path).exists() for path in failed)


def test_no_file_is_ever_written_over(office):
    """A reason's name may be taken by another failed file."""
    office.drop("a.pdf.txt", "hỏng một")
    office.take_all()
    office.drop("a.pdf", "hỏng hai")
    office.take_all()

    assert office.tree(*FOLDERS) == ["loi/a (2).pdf", "loi/a (2).pdf.txt", "loi/a.pdf.txt", "loi/a.pdf.txt.txt"]
    assert (office.config.failed / "a.pdf.txt").read_text("utf-8") == "hỏng một"


def test_what_is_none_of_ours_is_left_alone(office):
    names = ["~$kế hoạch.docx", "tải.pdf.part", "tải.crdownload", "Thumbs.db", "desktop.ini", ".ẩn", ".ẩn/x.pdf"]
    for name in names[:-1]:
        office.drop(name)
    (office.config.inbox / "lối tắt.pdf").symlink_to(__file__)
    os.mkfifo(office.config.inbox / "ống.pdf")

    assert office.take_all() == []
    assert len(list(office.config.inbox.iterdir())) == 8


def test_another_folder_is_copied_from_and_left_untouched(office, tmp_path):
    folder = tmp_path / "ổ chung"
    (folder / "sâu").mkdir(parents=True)
    (folder / "sâu" / "một.txt").write_text("một")
    (folder / "hỏng.pdf").write_text("hỏng")
    (folder / "kín.pdf").write_text("mật")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    first, second = office.take_all(folder), office.take_all(folder)

    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert sorted(outcomes(first)) == ["failed", "set_apart", "taken"]
    assert sorted(outcomes(second)) == ["failed", "known", "set_apart"]
    assert "da-tiep-nhan/sâu/một.txt" in office.tree(*FOLDERS)
    assert office.tree("da-tiep-nhan") == ["da-tiep-nhan/sâu/một.txt"]


def test_subfolders_carry_meaning_and_only_incoming_ones_take_a_number(tmp_path):
    office = Office(
        tmp_path,
        folders={"gửi đi": FolderMeaning(direction="di"), "y tế": FolderMeaning(topic="Y tế", unit="Phòng NV")},
        register=RegisterSettings(first_number=dict.fromkeys(range(2020, 2100), 41)),
    )
    office.drop("gửi đi/một.txt", "một")
    office.drop("y tế/quý 1/hai.txt", "hai")
    office.drop("ba.txt", "ba")
    office.take_all()
    found = {r.file_name: (r.direction, r.topic, r.unit, r.arrival_number) for r in office.store.documents()}

    assert found["một.txt"] == ("di", None, None, None)
    assert found["hai.txt"][:3] == ("den", "Y tế", "Phòng NV")
    assert found["ba.txt"][:3] == ("den", None, None)
    assert sorted(number for *_, number in found.values() if number) == [41, 42]


def test_a_file_written_to_while_it_is_read_waits(office):
    dropped = office.drop("đang chép.txt", "một nửa")

    def read_and_grow(path, **said):
        found = read_by_content(path, **said)
        with path.open("a") as file:
            file.write(" và nửa kia")
        return found

    office.readers.job = read_and_grow
    with pytest.raises(ChangedMeanwhile):
        office.take_all()
    office.readers.job = read_by_content
    reports = office.take_all()

    assert outcomes(reports) == ["taken"]
    assert (office.config.taken / dropped.name).read_text() == "một nửa và nửa kia"
    assert office.store.counts()["read"] == 1


@pytest.mark.parametrize(("number", "failure"), [(errno.ENOSPC, StorageFull), (errno.EIO, SourceUnavailable)])
def test_a_full_disk_or_a_lost_share_is_said_and_nothing_is_lost(office, monkeypatch, number, failure):
    office.drop("một.txt")

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(failure):
            office.take_all()
        before = office.tree(*FOLDERS), office.store.counts()["read"]
    reports = office.take_all()

    assert before == (["inbox/một.txt"], 0)
    assert outcomes(reports) == ["taken"]
    assert office.tree(*FOLDERS) == ["da-tiep-nhan/một.txt"]


def test_a_file_that_is_gone_is_no_longer_waited_for(office):
    dropped = office.drop("rút lại.txt")
    office.store.announce(["rút lại.txt"], bool)
    dropped.unlink()

    assert outcomes(office.take_all()) == ["vanished"]
    assert office.store.open_arrivals() == {}


def test_a_new_file_under_the_old_name_is_not_mistaken_for_the_old_one(office, monkeypatch):
    """The work is cut off before the move; then the clerk drops another document under the same name."""
    office.drop("một.txt", "cũ")
    with monkeypatch.context() as patched:
        patched.setattr(places, "move", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            office.take_all()
    office.drop("một.txt", "mới")
    office.take_all()
    office.take_all()

    assert sorted(record.directive.tasks[0].quote for record in office.store.documents()) == ["cũ", "mới"]
    assert office.tree(*FOLDERS) == ["da-tiep-nhan/một.txt"]
    assert (office.config.taken / "một.txt").read_text("utf-8") == "mới"
