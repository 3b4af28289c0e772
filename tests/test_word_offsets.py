"""Every offset of a Word document points at the text that it names, whatever the file holds."""

import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_files import p, tbl, word_file

from extractors.errors import NoText
from extractors.reading.word.file import read_word

TEXT = st.text(
    st.characters(categories=["L", "N", "P", "Zs", "Mn", "Co"], exclude_characters="\ufffe\uffff"), max_size=30
).map(escape)
PARAGRAPH = st.lists(TEXT.filter(lambda text: not text.startswith("<")), max_size=3).map(lambda texts: p(*texts))
ROWS = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=4)
BLOCK = st.one_of(PARAGRAPH, st.builds(lambda rows, ruled: tbl(*rows, ruled=ruled), ROWS, st.booleans()))


def read(blocks):
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read_word(word_file(Path(folder) / "a.docx", *blocks))
        except NoText:
            return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCK, max_size=6))
def test_lines_words_and_cells_tile_the_text(blocks):
    document = read(blocks)
    if document is None:
        return
    text = document.text

    assert "".join(text[line.start : line.end] + "\n" for line in document.lines) == text
    for line in document.lines:
        shown = text[line.start : line.end]
        assert [text[word.start : word.end] for word in line.words] == shown.split()
        assert "\n" not in shown
        assert line.zone == "table" or (shown and "\t" not in shown and shown == shown.strip())
    for table in document.tables:
        rows = text[table.start : table.end].split("\n")
        cells = [[text[cell.start : cell.end] for cell in row] for row in table.rows()]
        assert ["\t".join(row) for row in cells] == rows


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=5))
def test_no_word_is_lost_or_made_up(texts):
    document = read([p(text) for text in texts])
    tabled = read([tbl(*[[text] * 2 for text in texts])])

    assert (document is None) == (tabled is None)
    if document and tabled:
        assert len(document.lines) <= len(texts)
        assert sorted(tabled.text.split()) == sorted(document.text.split() * 2)
