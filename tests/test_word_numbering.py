"""Automatic numbers are written out as Word prints them."""

import pytest
from word_files import abstract, lvl, num, numbered, p, word_file

from extractors.reading.word.file import read_word

OUTLINE = abstract(
    0,
    lvl(0, "upperRoman", "%1."),
    lvl(1, "decimal", "%2."),
    lvl(2, "lowerLetter", "%3)"),
    lvl(3, "bullet", "-"),
)


@pytest.fixture
def labels(tmp_path):
    def read(numbering, *body, **parts):
        document = read_word(word_file(tmp_path / "a.docx", *body, numbering=numbering, **parts))
        return [document.text[line.start : line.end].rsplit(" ", 1)[0] for line in document.lines]

    return read


def test_an_outline_counts_and_starts_again_below_each_heading(labels):
    body = [numbered("x", level) for level in (0, 1, 2, 2, 1, 2, 3, 0, 1, 2)]

    assert labels(OUTLINE + num(1, 0), *body) == ["I.", "1.", "a)", "b)", "2.", "a)", "-", "II.", "1.", "a)"]


def test_letters_are_those_of_word_without_d_with_stroke(labels):
    body = [numbered("x", 2) for _ in range(6)]

    assert labels(OUTLINE + num(1, 0), *body) == ["a)", "b)", "c)", "d)", "e)", "f)"]


def test_a_level_shows_those_above_it(labels):
    tree = abstract(0, lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2.", more="<w:isLgl/>"))

    assert labels(tree + num(1, 0), numbered("x"), numbered("x"), numbered("x", 1)) == ["I.", "II.", "2.1."]


def test_lists_of_one_abstract_go_on_and_an_override_starts_anew(labels):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = [numbered("x", num=n) for n in (1, 1, 2, 3, 3)]

    assert labels(numbering, *body) == ["1.", "2.", "3.", "5.", "6."]


def test_a_level_may_start_anywhere_and_never_again(labels):
    tree = abstract(
        0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "Điều %2.", start=3, more='<w:lvlRestart w:val="0"/>')
    )
    body = [numbered("x", level) for level in (0, 1, 1, 0, 1)]

    assert labels(tree + num(1, 0), *body) == ["1.", "Điều 3.", "Điều 4.", "2.", "Điều 5."]


def test_a_style_may_number_its_paragraphs_and_a_paragraph_may_leave(labels):
    styles = (
        '<w:style w:type="paragraph" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    tree = abstract(0, lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)", more='<w:pStyle w:val="M"/>'))
    out = p("ngoài x", style="M", more='<w:numPr><w:numId w:val="0"/></w:numPr>')

    assert labels(tree + num(1, 0), p("x", style="M"), out, p("x", style="M"), styles=styles) == ["a)", "ngoài", "b)"]


def test_a_list_may_point_to_a_numbering_style(labels):
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    tree = (
        abstract(0, '<w:numStyleLink w:val="L"/>') + abstract(1, lvl(0, "upperLetter", "%1.")) + num(1, 0) + num(2, 1)
    )

    assert labels(tree, numbered("x"), numbered("x"), styles=styles) == ["A.", "B."]


def test_bullets_of_symbol_fonts_are_ordinary_signs(labels):
    tree = abstract(0, lvl(0, "bullet", "\uf0b7"), lvl(1, "bullet", "\uf02d"))

    assert labels(tree + num(1, 0), numbered("x"), numbered("x", 1)) == ["•", "-"]
