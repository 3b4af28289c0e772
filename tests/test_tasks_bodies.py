"""Enumerations of bodies are parted right, and names end where the verb begins."""

import pytest

from extractors.finding.bodies import names_at
from extractors.finding.bodies_spelling import respelt
from extractors.finding.duty.actors import actors_of, sentences
from extractors.finding.duty.roles import roles_of
from extractors.finding.language import read


def names(text):
    return [name.value(text) for name in names_at(read(text), 0)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Thuế, Sở Kế hoạch và Đầu tư, UBND các huyện lập", ["Sở Thuế", "Sở Kế hoạch và Đầu tư", "UBND các huyện"]),
        ("Các sở, ban, ngành lập kế hoạch", ["Các sở, ban, ngành"]),
        ("UBND các thị xã, huyện, phường chỉ đạo", ["UBND các thị xã, huyện, phường"]),
        ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("các Sở: Nội vụ, Tài chính; Công an tỉnh phối hợp", ["Sở Nội vụ", "Sở Tài chính", "Công an tỉnh"]),
        ("Thủ trưởng các đơn vị, cơ quan và địa phương báo cáo", ["Thủ trưởng các đơn vị, cơ quan và địa phương"]),
        ("Trường Tiểu học Hoa Mai lấy mẫu đất", ["Trường Tiểu học Hoa Mai"]),
        ("Văn phòng Sở thuê xe chở hồ sơ", ["Văn phòng Sở"]),
        ("Phòng Tổ chức cán bộ tham mưu", ["Phòng Tổ chức cán bộ"]),
        ("VNPT Lai Châu chủ động", ["VNPT Lai Châu"]),
        ("Tổ chức hội nghị tổng kết", []),
        ("Phòng, chống dịch bệnh", []),
    ],
)  # fmt: skip
def test_an_enumeration_is_parted_as_a_reader_does(text, expected):
    assert names(text) == expected


def test_recognition_errors_in_fixed_words_are_mended():
    assert respelt("UBND thành phô Lai Châu") == "UBND thành phố Lai Châu"


def issued_by_us(name):
    return name in {"Sở Nội vụ", "Giám đốc Sở Nội vụ"}


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Giao Văn phòng Sở chủ trì lập danh sách.", ["Văn phòng Sở"]),
        ("Đề nghị các trường gửi danh sách.", ["các trường"]),
        ("Để kịp tổng hợp, Giám đốc Sở Nội vụ yêu cầu các phòng nộp số liệu.", ["các phòng"]),
        ("Căn cứ kế hoạch này, các chi bộ tổ chức học tập.", ["các chi bộ"]),
        ("Báo cáo của các trường gửi về Sở trước ngày 05/3.", ["các trường"]),
        ("Trong khi làm, nếu thấy vướng mắc đề nghị phản ánh kịp thời.", []),
        ("Phòng Kế toán: Lập dự toán.", ["Phòng Kế toán"]),
    ],
)
def test_the_one_who_is_bound(text, lead):
    reading = read(text)
    first, behind = sentences(reading)[0]
    actors = actors_of(reading, first, behind, issued_by_us)

    assert ([name.value(text) for name in actors.names] if actors else []) == lead


def test_support_receiver_and_channel_are_told_apart():
    text = "Phòng A phối hợp với Công an xã, Trạm Y tế lập sổ, gửi về Sở Nội vụ (qua Văn phòng) để báo cáo Bộ Nội vụ."
    reading = read(text)
    roles = roles_of(reading, 2, len(reading.tokens))

    assert [name.value(text) for name in roles.support] == ["Công an xã", "Trạm Y tế"]
    assert [name.value(text) for name in roles.report_to] == ["Sở Nội vụ"]
    assert [name.value(text) for name in roles.via] == ["Văn phòng"]


def test_tokens_and_tags_keep_their_offsets():
    text = "Uỷ ban  nhân dân xã\nrà soát danh sách"
    reading = read(text)

    assert [text[t.start : t.end] for t in reading.tokens] == [t.written for t in reading.tokens]
    assert all(text[tag.start : tag.end].strip() for tag in reading.tagged)
    assert reading.tag_at(text.index("rà soát")) == "V"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các trường học lập danh sách", ["Các trường học"]),
        ("Phòng Tổ chức, Thiết bị và ông Lê Văn Tám chịu trách nhiệm", ["Phòng Tổ chức, Thiết bị", "ông Lê Văn Tám"]),
        ("các đơn vị chưa nộp khẩn trương gửi báo cáo", ["các đơn vị chưa nộp"]),
        ("Phòng Tài chính chốt danh sách", ["Phòng Tài chính"]),
        ("Sở Giao thông vận tải chủ trì", ["Sở Giao thông vận tải"]),
        ("Đảng ủy cơ sở thẩm định danh sách, gửi hồ sơ", ["Đảng ủy cơ sở"]),
        ("Văn phòng, Ban Chính sách rà soát", ["Văn phòng", "Ban Chính sách"]),
    ],
)
def test_a_name_ends_where_the_act_begins(text, names):
    reading = read(text)

    assert [name.value(text) for name in names_at(reading, 0)[0]] == names
