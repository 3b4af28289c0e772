"""Text recognition in this process: one engine, one thread, the Vietnamese model.

Comes in: a grey picture as a numpy array and its resolution.  Goes out: lines of words with pixel boxes, baselines
and confidences from 0 to 1.
"""

import functools
import itertools
import os
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extractors.errors import MissingPart
from extractors.reading.limits import TooMuchWork

# More than one thread makes the engine four times slower on two cores; it is read when the library is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

Picture = npt.NDArray[np.uint8]

AUTO, COLUMN, BLOCK, ONE_LINE = 3, 4, 6, 7
"""Page segmentation modes: whole page, one column of lines, one block, one line."""

_MOST_SECONDS = 20.0
"""Of work for one picture.  The engine counts by the clock, so on a busy machine it is let run again, longer."""
_PATIENCE = (1, 4, 16)
_SLIVER = 0.15
"""A box that is narrower than this, in heights of it, holds no letter."""
_HOMES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A recognised word: pixel box (x0, top, x1, bottom), baseline's y at its middle, confidence 0 to 1.

    `handwritten` says that it may be: see extractors.reading.scan.handwriting.
    """

    text: str
    box: tuple[int, int, int, int]
    baseline: float
    confidence: float
    handwritten: bool = False


def language_home() -> Path:
    """Where the Vietnamese model lies.

    Raises:
        MissingPart: it is not installed.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    for home in ([named, f"{named}/tessdata"] if named else []) + list(_HOMES):
        if (Path(home) / "vie.traineddata").is_file():
            return Path(home)
    raise MissingPart("tesseract-ocr-vie")


@functools.cache
def _engine() -> Any:
    try:
        import tesserocr
    except ImportError as missing:
        raise MissingPart("tesserocr") from missing
    return tesserocr.PyTessBaseAPI(path=str(language_home()), lang="vie", oem=tesserocr.OEM.LSTM_ONLY)


def recognise(picture: Picture, dpi: int, mode: int = AUTO) -> list[list[SeenWord]]:
    """Read a grey picture; the words line by line as the engine grouped them.

    Raises:
        MissingPart: the engine or its language is not installed.
        TooMuchWork: the engine did not come to an end with this picture.
    """
    import tesserocr

    engine = _engine()
    picture = np.ascontiguousarray(picture)
    height, width = picture.shape
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(picture.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(dpi)
    try:
        if not _recognised(engine):
            raise TooMuchWork(f"{width} x {height}")
        found = engine.GetIterator()
        return _lines(found, tesserocr.RIL) if found is not None else []
    finally:
        engine.Clear()


def _recognised(engine: Any) -> bool:
    """Whether the engine came to an end within its seconds of work, however busy the machine is."""
    started = time.thread_time()
    for times in _PATIENCE:
        if engine.Recognize(round(1000 * _MOST_SECONDS * times)):
            return True
        if time.thread_time() - started >= _MOST_SECONDS:
            return False
    return False


def _lines(found: Any, level: Any) -> list[list[SeenWord]]:
    lines: list[list[SeenWord]] = []
    while True:
        if found.IsAtBeginningOf(level.TEXTLINE) or not lines:
            lines.append([])
        text = (found.GetUTF8Text(level.WORD) if not found.Empty(level.WORD) else "").strip()
        box = found.BoundingBox(level.WORD)
        if text and box:
            base = found.Baseline(level.TEXTLINE)
            lines[-1].append(SeenWord(_as_printed(text), box, _at(base, box), found.Confidence(level.WORD) / 100))
        if not found.Next(level.WORD):
            return [_untangled(line) for line in lines if line]


def _as_printed(text: str) -> str:
    """A word with Vietnamese Đ: the model has learnt Ð of other languages for it, and gives both where it is unsure.

    >>> _as_printed("QÐ-UBND"), _as_printed("KH-CĐÐN")
    ('QĐ-UBND', 'KH-CĐN')
    """
    return re.sub(r"Đ?Ð+Đ?", "Đ", text)


def _untangled(line: list[SeenWord]) -> list[SeenWord]:
    """Words of a line follow each other: a box that reaches over the next word took a hand's strokes or a speck in.

    What is left of one that says the same as the next is that word seen twice.
    """
    words: list[SeenWord] = []
    for word, after in itertools.zip_longest(line, line[1:]):
        x0, top, x1, bottom = word.box
        if after and x0 < after.box[0] < x1:
            word = replace(word, box=(x0, top, after.box[0], bottom))
        if not (after and after.text == word.text and word.box[2] - x0 < _SLIVER * (bottom - top)):
            words.append(word)
    return words


def _at(base: Any, box: tuple[int, int, int, int]) -> float:
    """The baseline's y under the middle of a word; its foot where the engine has no baseline."""
    if not base:
        return float(box[3])
    (x0, y0), (x1, y1) = base
    middle = (box[0] + box[2]) / 2
    y = y0 + (y1 - y0) * (middle - x0) / (x1 - x0) if x1 != x0 else float(y0)
    # A line's baseline is now and then far off its words.
    return float(y) if abs(y - box[3]) < 60 else float(box[3])
