"""One text, read: the tagger is given whole sentences, and every word it sees stands where it says."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.finding.language import _AT_ONCE, _parts, read


@given(st.text(st.sampled_from("ab .;\n"), max_size=3 * _AT_ONCE))
def test_parts_are_the_text_again_and_end_with_sentences(text):
    parts = list(_parts(text))

    assert "".join(part for _, part in parts) == text
    assert all(text[start:].startswith(part) for start, part in parts)
    assert all(part.rstrip()[-1:] in ".;" for _, part in parts[:-1])


def test_a_long_paragraph_is_tagged_with_the_offsets_of_the_whole():
    said = "Ủy ban xã báo cáo huyện kết quả gieo cấy. "
    reading = read(said * 60)

    told = "".join(reading.text[word.start : word.end] for word in reading.tagged)
    assert "".join(told.split()) == "".join(reading.text.split())
    last = reading.tagged[-2]
    assert last.start > 2 * _AT_ONCE
    assert reading.word_at(last.start) == reading.word_at(last.end - 1) == last
    assert reading.tag_at(reading.text.rindex("báo")) == "V"
