"""Words held as numbers are the words that were put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_files import Sheet

from extractors.document import Box, Word
from extractors.reading.packed import LONG, PackedPage, PackedTokens
from extractors.reading.printed import Token
from extractors.reading.read import read

_sides = st.floats(0, 2000, width=32)
_boxes = st.builds(Box, _sides, _sides, _sides, _sides)
_origins = st.sampled_from([None, "text", "ocr", "signature"])
_words = st.builds(
    Word,
    st.integers(0, 2**31 - 1),
    st.integers(0, 2**31 - 1),
    st.none() | _boxes,
    st.none() | st.floats(0, 1, width=32),
    st.booleans(),
    _origins,
    st.none() | st.integers(1, 10_000),
)
_truth = st.sampled_from([None, False, True])
_tokens = st.builds(
    Token,
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1),
    _boxes,
    _sides,
    _sides,
    _truth,
    _truth,
    _origins.filter(bool),
    st.none() | st.floats(0, 1, width=32),
    st.booleans(),
)


@given(st.lists(st.lists(_words)))
def test_words_come_back_as_they_were(lines):
    page = PackedPage()
    packed = [page.add(words) for words in lines]
    open_yet = [list(words) for words in packed]
    page.close()

    assert [list(words) for words in packed] == open_yet == lines
    assert [len(words) for words in packed] == [len(words) for words in lines]
    for words, same in zip(lines, packed, strict=True):
        assert [same[at] for at in range(-len(words), len(words))] == words + words
        assert list(same[1:]) == words[1:]


@given(st.lists(_tokens))
def test_tokens_come_back_as_they_were(tokens):
    assert list(PackedTokens(tokens)) == tokens


def test_a_long_document_reads_like_a_short_one(tmp_path):
    def pages(count):
        sheet = Sheet(tmp_path / f"{count}.pdf")
        for number in range(count):
            sheet.say(80, 200, f"Nội dung của phần {number}").page()
        return read(sheet.done())

    short, long = pages(3), pages(LONG + 1)
    word, same = short.lines[1].words[2], long.lines[1].words[2]

    assert long.text.startswith(short.text)
    assert (same.start, same.end) == (word.start, word.end)
    assert same.box == pytest.approx(word.box, abs=0.001)
