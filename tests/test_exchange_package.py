"""An exchange package gives its main document, and what it says of it."""

import base64

import pytest
from word_files import p, word_file

from extractors.document import Stated
from extractors.errors import Broken, UnknownFormat
from extractors.reading.package import is_package, read_package
from extractors.reading.word.file import read_word

HEADER = """
<x:MessageHeader><x:From><x:OrganName>Sở Mới</x:OrganName></x:From>
<x:Code><x:CodeNumber>26</x:CodeNumber><x:CodeNotation>SM-VP</x:CodeNotation></x:Code>
<x:PromulgationInfo><x:Place>Núi Xanh</x:Place><x:PromulgationDate>2023/08/06</x:PromulgationDate></x:PromulgationInfo>
<x:Subject> Về việc
 rà soát </x:Subject><x:DueDate/>
<x:ToPlaces><x:Place>Phòng A</x:Place><x:Place>Phòng B</x:Place></x:ToPlaces></x:MessageHeader>"""


def package(path, *attachments, manifest=(), before=""):
    listed = "".join(f"<x:Reference><x:AttachmentName>{name}</x:AttachmentName></x:Reference>" for name in manifest)
    held = "".join(
        f"<Attachment><ContentTransferEncoded>{content}</ContentTransferEncoded><AttachmentName>{name}</AttachmentName></Attachment>"
        for name, content in attachments
    )
    path.write_text(
        f'<?xml version="1.0"?>{before}<x:edXML xmlns:x="urn:any"><x:edXMLEnvelope>'
        f"<x:edXMLHeader>{HEADER}</x:edXMLHeader>"
        f"<x:edXMLBody>{listed}</x:edXMLBody></x:edXMLEnvelope><AttachmentEncoded>{held}</AttachmentEncoded></x:edXML>",
        "utf-8",
    )
    return path


@pytest.fixture
def encoded(tmp_path):
    return lambda text: base64.encodebytes(word_file(tmp_path / "in.docx", p(text)).read_bytes()).decode()


def test_the_main_document_is_read_with_what_the_package_says(tmp_path, encoded):
    path = package(tmp_path / "a.edxml", ("vb.docx", encoded("Nội dung")))
    document = read_package(path, read_word)

    assert is_package(path.read_bytes()[:4096])
    assert (document.text, document.warnings) == ("Nội dung\n", ())
    assert document.stated == (
        Stated("issuer", "Sở Mới"),
        Stated("number", "26"),
        Stated("symbol", "SM-VP"),
        Stated("place", "Núi Xanh"),
        Stated("date", "2023/08/06"),
        Stated("summary", "Về việc rà soát"),
        Stated("recipients", "Phòng A"),
        Stated("recipients", "Phòng B"),
    )


def test_the_manifest_tells_which_attachment_is_the_main_one(tmp_path, encoded):
    attachments = [("pl.docx", encoded("Phụ lục")), ("vb.docx", encoded("Văn bản"))]
    document = read_package(package(tmp_path / "a.xml", *attachments, manifest=("vb.docx", "pl.docx")), read_word)

    assert document.text == "Văn bản\n"
    assert document.warnings == ("Gói văn bản còn có tệp kèm theo chưa được đọc: pl.docx.",)


def test_a_package_that_is_damaged_or_empty_says_so(tmp_path, encoded):
    with pytest.raises(UnknownFormat):
        read_package(package(tmp_path / "a.xml"), read_word)
    with pytest.raises(Broken):
        read_package(package(tmp_path / "a.xml", ("vb.docx", "@@@")), read_word)
    with pytest.raises(Broken):
        read_package(
            package(tmp_path / "a.xml", ("vb.docx", encoded("x")), before='<!DOCTYPE x [<!ENTITY a "b">]>'), read_word
        )
