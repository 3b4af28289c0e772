"""Reading deadlines against dateparser's search_dates on the same sentences."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, Row, work

SENTENCES = ROOT / "tests" / "deadline_phrases.jsonl"
COPIES = 2
_OURS_IDLE = """
import sys
from pipeline.deadlines import read_phrases
warm = "Gửi trước ngày 06 tháng 4 năm 2022, trả lời trong 3 ngày làm việc kể từ ngày ký."
list(read_phrases(['{"document_date": "2022-03-11", "text": "%s"}' % warm]))
"""
_OURS = (
    _OURS_IDLE
    + """
for name in sys.argv[1:]:
    list(read_phrases(open(name, encoding="utf-8")))
"""
)
_PEER_IDLE = """
import json, sys
from dateparser.search import search_dates
search_dates("ngày 06 tháng 4 năm 2022", languages=["vi"])
"""
_PEER = (
    _PEER_IDLE
    + """
for name in sys.argv[1:]:
    for line in open(name, encoding="utf-8"):
        search_dates(json.loads(line)["text"], languages=["vi"])
"""
)


def rows() -> Iterator[Row]:
    """One comparison: what a sentence costs, against the peer (1.5 times as many sentences a second is 0.67)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.jsonl"
        texts = [json.loads(line)["text"] for line in SENTENCES.read_text("utf-8").splitlines()]
        lines = [
            json.dumps(
                {"id": f"{copy}-{at}", "text": f"{text} ({copy})", "document_date": "2024-03-11"}, ensure_ascii=False
            )
            for copy in range(COPIES)
            for at, text in enumerate(texts)
        ]
        path.write_text("\n".join(lines), "utf-8")
        ours, peer = work(_OURS, _OURS_IDLE, [path]), work(_PEER, _PEER_IDLE, [path])
        yield Row("deadlines in a sentence, against dateparser search_dates", ours / peer, 0.67, 0.2)
