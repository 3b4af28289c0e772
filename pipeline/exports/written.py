"""Write a file whole or not at all."""

import contextlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import OutputFolderMissing, OutputUnwritable
from pipeline.system_words import reason

# What lies there names open files and devices; a new file in its place would not reach whoever reads them.
_NEVER_REPLACED = ("/dev/", "/proc/")


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path to write to; what stands there when the context ends takes the place of `path` at once.

    An export that is interrupted, or whose disk is full, leaves the old file as it was.  A link stays, and the file
    that it points to is replaced.  What is no regular file (a device, a FIFO) is never replaced: it is written into.

    Raises:
        OutputFolderMissing: the folder of the file is not there.
        OutputUnwritable: the folder or the file cannot be written, as when Word holds it open.
    """
    try:
        with _into(path) if _is_kept(path) else _in_place_of(Path(os.path.realpath(path))) as made:
            yield made
    except OSError as problem:
        if isinstance(problem, FileNotFoundError) and not Path(os.path.realpath(path)).parent.exists():
            raise OutputFolderMissing(str(path.parent)) from problem
        raise OutputUnwritable(f"{path}: {reason(problem)}") from problem


def _is_kept(path: Path) -> bool:
    if str(path.absolute()).startswith(_NEVER_REPLACED):
        return True
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextlib.contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    made = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}{path.suffix}")
    try:
        made.open("xb").close()
        yield made
        made.replace(path)
    finally:
        with contextlib.suppress(OSError):
            made.unlink()


@contextlib.contextmanager
def _into(path: Path) -> Iterator[Path]:
    """Made elsewhere, since Word and Excel files are not written from beginning to end, and then poured in."""
    with tempfile.TemporaryDirectory(prefix="vanthu-") as folder:
        made = Path(folder) / f"made{path.suffix}"
        yield made
        # Appended: `/dev/stdout` may be a file that others have written to already.
        target = os.open(path, os.O_WRONLY | os.O_APPEND)
        with made.open("rb") as source, os.fdopen(target, "wb") as out:
            shutil.copyfileobj(source, out)
