"""Broken, locked and hostile office files end with a class of extractors.errors, never with a traceback or a wait."""

import functools
import zipfile

import hostile_office as make
import pytest
from word_files import p, word_file

from extractors.errors import Broken, EmptyFile, Encrypted, MissingPart, NoText, TimedOut, TooLarge, UnknownFormat
from extractors.reading import libreoffice
from extractors.reading.office import read_office
from extractors.reading.office_kind import kind_of
from extractors.reading.word.file import DAMAGED, read_word


@pytest.mark.parametrize(
    ("maker", "error"),
    [
        (make.bomb, TooLarge),
        (make.many_parts, TooLarge),
        (make.entities, Broken),
        (make.deep, Broken),
        (make.cut_off, Broken),
        (make.damaged, Broken),
        (make.locked_zip, Encrypted),
        (make.locked_docx, Encrypted),
        (functools.partial(make.with_main_part, xml=b"no xml at all"), Broken),
        (functools.partial(make.with_main_part, xml=b"<x/>"), UnknownFormat),
    ],
)
def test_a_hostile_package_ends_with_its_error(tmp_path, maker, error):
    with pytest.raises(error):
        read_word(maker(tmp_path / "a.docx"))


def test_an_entity_never_brings_in_a_file(tmp_path):
    (tmp_path / "secret").write_text("bí mật")

    with pytest.raises(Broken):
        read_word(make.foreign_entity(tmp_path / "a.docx", tmp_path / "secret"))


def test_zips_within_the_package_are_left_alone(tmp_path):
    assert read_word(make.zips_in_zips(tmp_path / "a.docx")).text == "Nội dung\n"


@pytest.mark.parametrize(
    ("content", "error"),
    [(b"", EmptyFile), (b"%PDF-1.7\n", UnknownFormat), (b"MZ\x90\0", UnknownFormat), (b"PK\x03\x04 cut", Broken)],
)
def test_other_content_under_a_word_name(tmp_path, content, error):
    path = tmp_path / "a.docx"
    path.write_bytes(content)

    with pytest.raises(error):
        read_word(path)
    with pytest.raises(error):
        read_office(path)


def test_locked_documents_are_told_before_anything_is_started(tmp_path):
    for maker in (make.locked_doc, make.locked_docx):
        with pytest.raises(Encrypted):
            read_office(maker(tmp_path / "a.doc"))


def test_a_container_without_a_document_is_unknown(tmp_path):
    assert kind_of(make.ole(tmp_path / "a.doc", Workbook=b"x")) is None


def test_a_container_cut_off_is_broken(tmp_path):
    path = make.locked_doc(tmp_path / "a.doc")
    path.write_bytes(path.read_bytes()[:700])

    with pytest.raises(Broken):
        kind_of(path)


def test_formats_are_told_by_content(tmp_path):
    def kind(content):
        (tmp_path / "a.doc").write_bytes(content)
        found = kind_of(tmp_path / "a.doc")
        return found and found.suffix

    with zipfile.ZipFile(tmp_path / "b.doc", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")

    assert kind(b"{\\rtf1\\ansi x}") == ".rtf"
    assert kind(b'<html xmlns:o="urn:x"><body><p>a</p></body></html>') == ".html"
    assert kind("\ufeff<HTML><p>a".encode("utf-16-le")) == ".html"
    assert kind(b"Some plain words.") is None
    assert kind_of(tmp_path / "b.doc").suffix == ".odt"
    assert kind_of(word_file(tmp_path / "c.doc", p("a"))).suffix == ".docx"


def test_without_libreoffice_the_missing_part_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    (tmp_path / "a.rtf").write_text("{\\rtf1 a}")

    with pytest.raises(MissingPart):
        read_office(tmp_path / "a.rtf")


def test_a_converter_that_hangs_is_ended(tmp_path, monkeypatch):
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(libreoffice, "program", lambda: str(slow))
    (tmp_path / "a.rtf").write_text("{\\rtf1 a}")

    with pytest.raises(TimedOut), libreoffice.converted(tmp_path / "a.rtf", "docx", seconds=0.3):
        pass


def test_a_converter_that_makes_nothing_means_a_broken_file(tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "program", lambda: "/bin/true")
    (tmp_path / "a.rtf").write_text("{\\rtf1 a}")

    with pytest.raises(Broken):
        read_office(tmp_path / "a.rtf")


def test_a_document_without_words(tmp_path):
    with pytest.raises(NoText):
        read_word(word_file(tmp_path / "a.docx"))


def test_a_damaged_part_beside_the_text_does_not_lose_the_text(tmp_path):
    document = read_word(word_file(tmp_path / "a.docx", p("Nội dung"), styles="<w:style>"))

    assert (document.text, document.warnings) == ("Nội dung\n", (DAMAGED,))
