"""Pages of the archived originals as pictures, made in a process of its own that may be killed.

Comes in: the hash of an original and what is wanted of it.  Goes out: PNG bytes, or None where no picture can be made.
Nothing is written to the disk: what an original shows must be gone as soon as the original is.
"""

import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from pathlib import Path
from typing import NamedTuple

from extractors.document import Document
from extractors.errors import MissingPart, UnreadableFile
from pipeline.packed_text import pack, unpack
from pipeline.store.archive import Archive

SECONDS = 20.0
SECONDS_WORD = 100.0
# A process has this long to come up: on a slow or busy machine that takes longer than to draw a page.
SECONDS_START = 90.0
_MOST_BYTES = 96 * 1024**2
_MOST_PIXELS = 40_000_000
_POINTS = 72.0
Box = tuple[float, float, float, float]


class Wanted(NamedTuple):
    """A page (counted from 1) or a place on it (points from the top left), so many pixels wide."""

    page: int
    width: int
    box: Box | None = None


class Pictures:
    """The pictures of one archive.  Threads may share it."""

    def __init__(self, archive: Path) -> None:
        self._archive = Archive(archive)
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._working = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._is_closed = False

    def picture(self, sha256: str, wanted: Wanted, *, paged: bool) -> bytes | None:
        """The picture as PNG; `paged` where the original itself has pages, else it is rendered first."""
        key = (sha256, wanted)
        found, known = self._look_up(key)
        if known:
            return found
        with self._working:
            found, known = self._look_up(key)
            if known:
                return found
            source = self._source(sha256, paged)
            made = self._run(_draw, source, wanted, seconds=SECONDS) if source is not None else None
            if made is not None:
                self._keep(key, made)
            return made

    def _source(self, sha256: str, paged: bool) -> Path | bytes | None:
        path = self._archive.path_of(sha256)
        if paged:
            return path
        found, known = self._look_up((sha256, "pdf"))
        if not known:
            found = self._run(_render, path, seconds=SECONDS_WORD)
            if found is not None:
                self._keep((sha256, "pdf"), found)
        return found

    def placed(self, sha256: str, text: Document) -> Document | None:
        """The text of a Word file with its rendered pages and the box of each word; None where none can be rendered."""
        key = (sha256, "placed", hash(text.text))
        found, known = self._look_up(key)
        if not known:
            with self._working:
                source = self._source(sha256, paged=False)
                found = self._run(_place, source, pack(text), seconds=SECONDS) if source is not None else None
            if found is not None:
                self._keep(key, found)
        return unpack(found) if found else None

    def _look_up(self, key: Hashable) -> tuple[bytes | None, bool]:
        with self._lock:
            if key not in self._kept:
                return None, False
            self._kept.move_to_end(key)
            return self._kept[key], True

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._lock:
            self._size += len(made) - len(self._kept.pop(key, b""))
            self._kept[key] = made
            while self._size > _MOST_BYTES and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1])

    def forget(self) -> None:
        """Keep nothing of what was drawn."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def _run(self, work: Callable[..., bytes | None], *arguments: object, seconds: float) -> bytes | None:
        """Do it in the other process; a process that dies or takes too long is replaced, and there is no picture."""
        steps = [(work, arguments, seconds)]
        if self._pool is None:
            steps.insert(0, (_come_up, (), SECONDS_START))
        made = None
        try:
            for step, given, most in steps:
                future = self._submit(step, *given)
                made = future.result(most) if future is not None else None
        except (BrokenExecutor, CancelledError, TooLong):
            self._end()
            return None
        return made

    def _submit(self, work: Callable[..., bytes | None], *arguments: object) -> "Future[bytes | None] | None":
        """Hand it over, to a new process if there is none; None once all has ended."""
        with self._lock:
            if self._is_closed:
                return None
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
            return self._pool.submit(work, *arguments)

    def close(self) -> None:
        """End the process; no pictures are made from now on."""
        self._is_closed = True
        self._end()

    def _end(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
            if pool is not None:
                for process in list((pool._processes or {}).values()):
                    process.kill()
                pool.shutdown(wait=False, cancel_futures=True)


def _come_up() -> None:
    """Runs in the other process: it is there."""


def _draw(source: Path | bytes, wanted: Wanted) -> bytes | None:
    """Runs in the other process."""
    import io

    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(source) as file:
            if not 1 <= wanted.page <= len(file):
                return None
            page = file[wanted.page - 1]
            width, height = page.get_size()
            box = wanted.box or (0.0, 0.0, width, height)
            shown = max(1.0, box[2] - box[0]), max(1.0, box[3] - box[1])
            scale = min(wanted.width / shown[0], (_MOST_PIXELS / (shown[0] * shown[1])) ** 0.5)
            edges = (max(0.0, box[0]), max(0.0, height - box[3]), max(0.0, width - box[2]), max(0.0, box[1]))
            file.init_forms()
            picture = file[wanted.page - 1].render(scale=scale, crop=edges if wanted.box else (0, 0, 0, 0))
            out = io.BytesIO()
            picture.to_pil().convert("RGB").save(out, "PNG", compress_level=3)
            return out.getvalue()
    except (pdfium.PdfiumError, OSError, ValueError):
        return None


def _place(source: bytes, packed: bytes) -> bytes | None:
    """Runs in the other process."""
    from extractors.reading.word.boxes import placed, shown_words

    try:
        sizes, shown = shown_words(source)
    except UnreadableFile:
        return None
    return pack(placed(unpack(packed), sizes, shown))


def _render(path: Path) -> bytes | None:
    """Runs in the other process."""
    from extractors.reading.word.boxes import rendered

    try:
        with rendered(path) as made:
            return made.read_bytes()
    except (UnreadableFile, MissingPart):
        return None
