"""Whatever a document says, finding its tasks fails nowhere, and every value lies within the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.finding.duties import find_duties
from extractors.finding.outline import find_outline
from tests.written import document, header

WORDS = (
    "Sở Nội vụ|các đơn vị|Phòng A|UBND các huyện, thị xã|chủ trì|phối hợp với|báo cáo|về|trình|trước ngày 05/3/2030|"
    "hằng năm|trong quý II|Giao|Đề nghị|yêu cầu|chịu trách nhiệm|thi hành|Thời gian:|Thành phần:|như sau:|"
    "(qua Văn phòng)|để|rà soát|danh sách|,|;|.|:|-|và|1.|a)|II.|Điều 3.|MỤC ĐÍCH|Căn cứ|\n|\n|\n|(|)|“|/|§|"
    "Trực tiếp là"
)
PIECES = st.sampled_from(WORDS.split("|"))


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["", "kế hoạch", "quyết định", "báo cáo"]))
def test_nothing_breaks_it(pieces, doc_type):
    text = " ".join(pieces)
    written = document(text)
    head = header(text, doc_type, "SỞ NỘI VỤ")

    duties, omissions = find_duties(written, find_outline(written, head), head)

    spans = [span for duty in duties for span in (*duty.spans, *duty.action, *duty.section)]
    spans += [span for d in duties for m in (*d.lead, *d.support, *d.report_to, *d.via) for span in m.spans]
    spans += [omission.span for omission in omissions]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(m.value for d in duties for m in (*d.lead, *d.support, *d.report_to, *d.via))
