"""Who must do what by when, in whole documents; and nothing where nobody is obliged."""

import pytest

from extractors.finding.duties import find_duties
from extractors.finding.outline import find_outline
from tests.written import document, duties, header, table


def test_a_heading_that_is_a_body_leads_the_items_under_it():
    found = duties(
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Tổ chức cán bộ\n"
        "- Lập danh sách học viên.\n"
        "- Theo dõi lớp học.\n"
        "2. Văn phòng\n"
        "- Bố trí hội trường."
    )

    assert [d["lead"] for d in found] == [["Phòng Tổ chức cán bộ"], ["Phòng Tổ chức cán bộ"], ["Văn phòng"]]


def test_an_opening_line_hands_down_actor_and_deadline():
    found = duties(
        (
            "Sở Nội vụ đề nghị các trường trước ngày 05/3/2030 thực hiện các nội dung sau:\n"
            "1. Rà soát hồ sơ.\n"
            "2. Cập nhật phần mềm."
        ),
        "công văn",
    )

    assert [(d["lead"], d["times"]) for d in found] == [(["các trường"], ["trước ngày 05/3/2030"])] * 2


def test_an_own_actor_beats_the_heading():
    found = duties("II. NHIỆM VỤ\n1. Các phòng\n- Phòng Kế toán chủ trì quyết toán.\n- Nộp báo cáo.")

    assert [d["lead"] for d in found] == [["Phòng Kế toán"], ["Các phòng"]]


def test_a_line_that_only_tells_the_time_belongs_to_the_tasks_beside_it():
    found = duties(
        "II. NỘI DUNG\n"
        "1. Tập huấn nghiệp vụ\n"
        "- Các phòng cử cán bộ tham gia lớp học.\n"
        "- Thời gian thực hiện: trong quý III năm 2030."
    )

    assert len(found) == 1
    assert found[0]["times"] == ["trong quý III năm 2030"]


def test_an_item_splits_where_sentences_bind_others():
    found = duties("II. NHIỆM VỤ\n1. Phòng Kế toán lập dự toán năm 2031. Giao Văn phòng chủ trì mua sắm thiết bị.")

    assert [d["lead"] for d in found] == [["Phòng Kế toán"], ["Văn phòng"]]


def test_the_closing_article_is_one_task():
    found = duties(
        (
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.\n"
            "Điều 2. Chánh Văn phòng, Trưởng các phòng chịu trách nhiệm thi hành Quyết định này./."
        ),
        "quyết định",
    )

    assert [d["lead"] for d in found] == [["Chánh Văn phòng", "Trưởng các phòng"]]


def test_rows_of_a_task_table_are_tasks():
    rows = [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"],
        ["1", "Rà soát vị trí việc làm", "Sở Nội vụ", "Sở Tài chính; Công an tỉnh", "Quý II/2030"],
        ["2", "Số hóa hồ sơ lưu trữ", "Văn phòng UBND tỉnh", "Các sở, ban, ngành", "30/9/2030"],
    ]
    text = "IV. PHÂN CÔNG\n" + "\n".join("\t".join(row) for row in rows) + "\n"
    written = document(text, [table(text, rows, start=text.index("STT"))])
    head = header(text, "kế hoạch")

    found, _ = find_duties(written, find_outline(written, head), head)

    assert [[m.value for m in d.lead] for d in found] == [["Sở Nội vụ"], ["Văn phòng UBND tỉnh"]]
    assert [m.value for m in found[0].support] == ["Sở Tài chính", "Công an tỉnh"]
    assert [text[t.start : t.end] for d in found for t in d.deadlines] == ["Quý II/2030", "30/9/2030"]


NOTHING = {
    "aims": (
"I. MỤC ĐÍCH, YÊU CẦU\n"
"- Nâng cao nhận thức của cán bộ về lưu trữ.\n"
"- Các phòng tổ chức thực hiện nghiêm túc."
),
    "bases": "Căn cứ Luật Lưu trữ ngày 21/6/2024;\nTheo đề nghị của Chánh Văn phòng,",
    "results": "I. KẾT QUẢ THỰC HIỆN\n1. Sở đã tổ chức ba lớp tập huấn.\n2. Các trường đã nộp báo cáo đúng hạn.",
    "thanks": "Trân trọng cảm ơn./.",
    "closing": "Trên đây là kế hoạch công tác lưu trữ năm 2030 của Sở Nội vụ./.",
    "wish": "Đề nghị các đơn vị quan tâm, phối hợp thực hiện./.",
    "news": "Ngày 05/3/2030, tại trụ sở Ủy ban, Chủ tịch đã chủ trì cuộc họp nghe báo cáo tiến độ.",
    "conditions": "II. ĐIỀU KIỆN DỰ THI\n- Học sinh có hạnh kiểm tốt.\n- Không quá ba mươi lăm tuổi.",
    "permission": "1. Cho phép học sinh mang máy tính vào phòng thi.",
    "contact": "Mọi thắc mắc xin liên hệ Văn phòng, điện thoại 0123.",
    "names": "- Giám đốc các bệnh viện;\n- Trưởng Phòng Y tế các huyện;\n- Trung tâm Y tế dự phòng.",
    "agenda": "IV. CHƯƠNG TRÌNH BUỔI LỄ\n- Chào cờ.\n- Công bố quyết định.\n- Phát biểu của đại biểu.",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NOTHING))
def test_where_nobody_is_obliged_nothing_is_found(name):
    assert duties(NOTHING[name], "thông báo") == []


def test_standing_rules_bind_nobody_by_themselves():
    articles = [f"Điều {n}. Các đơn vị có trách nhiệm lưu hồ sơ theo quy định." for n in range(1, 10)]
    closing = "Điều 10. Chánh Văn phòng, Trưởng các phòng chịu trách nhiệm thi hành Quy chế này."

    found = duties("\n".join([*articles, closing]), "quy chế")

    assert [d["lead"] for d in found] == [["Chánh Văn phòng", "Trưởng các phòng"]]


def test_a_period_that_describes_a_thing_is_no_deadline():
    found = duties("II. NHIỆM VỤ\n1. Phòng Kế toán bố trí kinh phí cho kế hoạch đào tạo hằng năm.")

    assert [(d["lead"], d["times"]) for d in found] == [(["Phòng Kế toán"], [])]


def test_a_submission_upwards_binds_nobody():
    assert duties("Kính đề nghị Sở Nội vụ xem xét, phê duyệt danh sách nêu trên.", "tờ trình") == []


def test_a_form_after_the_signature_binds_nobody():
    text = (
        "1. Các trường lập danh sách gửi về Sở.\n"
        "Nơi nhận:\n"
        "- Như trên.\n"
        "MẪU SỐ 01\n"
        "Lập danh sách học viên: ........\n"
        "Báo cáo kết quả: ........\n"
        "Họ tên: ........\n"
        "Ngày sinh: ........"
    )
    written = document(text)
    head = header(text, "công văn")
    found, _ = find_duties(written, find_outline(written, _without_body(head)), head)

    assert len(found) == 1


def _without_body(head):
    return type(head)(head.candidates, head.blank, None, head.parts)


def test_what_looks_like_a_duty_and_is_none_is_told():
    text = "Đề nghị các đơn vị nghiêm túc thực hiện./."
    written = document(text)
    head = header(text, "công văn")

    _, omissions = find_duties(written, find_outline(written, head), head)

    assert [text[o.span.start : o.span.end] for o in omissions] == [text]


def test_numbers_with_a_hyphen_keep_their_actor():
    found = duties(
        "III- TỔ CHỨC THỰC HIỆN\n1- Ban Tổ chức chủ trì lập danh sách.\n2- Giao Văn phòng chuẩn bị hội trường."
    )

    assert [d["lead"] for d in found] == [["Ban Tổ chức"], ["Văn phòng"]]


def test_a_semicolon_parts_what_binds_another_body():
    found = duties("II. NHIỆM VỤ\n1. Phòng Kế toán lập dự toán; Phòng Quản trị rà soát thiết bị hỏng.")

    assert [d["lead"] for d in found] == [["Phòng Kế toán"], ["Phòng Quản trị"]]


def test_a_line_on_money_may_bind_somebody_further_on():
    found = duties("III. PHÂN CÔNG\n1. Kinh phí: nguồn đoàn phí; Phòng Kế toán lập dự toán trước ngày 05/3/2030.")

    assert [d["lead"] for d in found] == [["Phòng Kế toán"]]


@pytest.mark.parametrize(
    ("doc_type", "text"),
    [
        ("công điện", "Theo tin của Đài Khí tượng thủy văn, trước ngày 05/3/2030 bão số 2 vào gần bờ."),
        ("thông báo", "1. Công chức được nghỉ từ ngày 30/4/2030 đến hết ngày 02/5/2030."),
        ("thông báo", "Hạn chế: các tổ phối hợp chưa đều trước ngày 05/3/2030."),
        ("công văn", "“1. Doanh nghiệp phải nộp báo cáo trước ngày 05/3/2030.”"),
        ("báo cáo", "I. KẾT QUẢ\n1. Huyện Hội giao Ban Kiểm tra kiểm tra bốn cơ sở trước ngày 25/9."),
        ("báo cáo", "4. Kiến nghị: Đề nghị Trung tâm Y tế cấp thêm một tủ lạnh."),
        ("công văn", "Chi cục trả lời để Công ty Hoa Mai được biết./."),
        ("thư cảm ơn", "Nhà trường mong các thầy cô tiếp tục phát huy truyền thống."),
    ],
)
def test_what_only_tells_binds_nobody(doc_type, text):
    assert duties(text, doc_type) == []


def test_a_past_day_binds_nobody():
    text = "Ngày 05/6/2030, Sở Tài chính họp với các phòng.\nĐề nghị các phòng nộp số liệu trước ngày 20/7/2030."
    found = duties(text, "công văn", date="2030-07-11")

    assert [(d["lead"], d["times"]) for d in found] == [(["các phòng"], ["trước ngày 20/7/2030"])]


def test_who_gets_a_forwarded_letter_must_act():
    found = duties("Sở Nội vụ chuyển đơn đến Chủ tịch UBND xã An Phú để xem xét, giải quyết.", "công văn")

    assert [d["lead"] for d in found] == [["Chủ tịch UBND xã An Phú"]]


def test_an_invitation_takes_its_day_from_a_numbered_line():
    found = duties(
        "Sở Nội vụ trân trọng kính mời Trưởng các phòng đến dự họp.\n1. Thời gian: ngày 05/3/2030.", "giấy mời"
    )

    assert [d["times"] for d in found] == [["ngày 05/3/2030"]]


def test_a_list_of_prizes_is_no_table_of_tasks():
    rows = [["STT", "Họ tên", "Đơn vị", "Nội dung"], ["1", "Lê An", "Trường Hoa Mai", "Giải nhất cờ vua"]]
    text = "PHỤ LỤC\n" + "\n".join("\t".join(row) for row in rows) + "\n"
    written = document(text, [table(text, rows, start=text.index("STT"))])
    head = header(text, "quyết định")

    assert find_duties(written, find_outline(written, head), head)[0] == ()
