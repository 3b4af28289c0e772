"""The gold file that docs/gold.md shows is one that the evaluation takes."""

import re
from pathlib import Path

from made_documents import directive

from pipeline.evaluate import evaluate
from pipeline.evaluation.figures import FIELDS

PAGE = (Path(__file__).parent.parent / "docs" / "gold.md").read_text("utf-8")
SHOWN = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_gold_file_of_the_page_is_taken(tmp_path):
    (tmp_path / "mau.json").write_text(SHOWN, "utf-8")
    (tmp_path / "source.pdf").write_bytes(b"%PDF")
    score = evaluate(tmp_path, read_all=lambda paths: [directive() for _ in paths]).scores[0]

    assert score.header["number by hand"]["gold"] == 1
    assert (score.tasks["gold"], score.source) == (1, "digital")


def test_every_header_field_is_shown():
    assert [name for name in FIELDS if f'"{name}"' not in SHOWN and f'"{name}_printed"' not in SHOWN] == []
