"""What runs in a reading process: one file after another, each told over the pipe, until its caller goes."""

import gc
import json
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.worker_messages import TAKEN_UP, Job, loaded, read_one

# Fourteen times Python's own.
_OBJECTS_BETWEEN_LOOKS = 10_000


def serve(pipe: Connection, job: Job | None, most_bytes: int) -> None:
    """Read what is handed over until the pipe is closed; `most_bytes` is where the system itself says no.

    Garbage is looked for seldom: almost all that loading makes stays, and looking through it again and again is dear.
    """
    # Ctrl-C reaches every process of the terminal; only the one that was started by hand decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # One thread a page is four times as fast as several, and the cores are busy with other documents anyway.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _be_silent()
    _limit_memory(most_bytes)
    while True:
        try:
            order = pipe.recv()
        except EOFError:
            return
        # What the job needs is loaded before the file is taken up: a failure to load is not the file's.
        ready = loaded(job)
        if isinstance(ready, dict):
            pipe.send_bytes(json.dumps(ready).encode())
            continue
        pipe.send_bytes(json.dumps(TAKEN_UP).encode())
        pipe.send_bytes(json.dumps({"pages": _page_count(Path(order["path"]))}).encode())
        pipe.send_bytes(json.dumps(read_one(ready, order)).encode())


def _be_silent() -> None:
    """Keep what libraries print out of the caller's output: it may be JSON, and people are told in other words."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit_memory(most_bytes: int) -> None:
    """Refuse what would fill the machine's memory between two looks of the watch, where the system can."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _page_count(path: Path) -> int:
    """How many pages a PDF has, for the time it is given; 0 for everything else."""
    import pypdfium2

    try:
        with path.open("rb") as file:
            if b"%PDF-" not in file.read(1024):
                return 0
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except (OSError, pypdfium2.PdfiumError):
        return 0
