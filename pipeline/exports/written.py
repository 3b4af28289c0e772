"""Write a file whole or not at all."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import OutputUnwritable


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path to write to; what stands there when the context ends takes the place of `path` at once.

    An export that is interrupted, or whose disk is full, leaves the old file as it was.

    Raises:
        OutputUnwritable: the folder or the file cannot be written, as when Word holds it open.
    """
    made = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}{path.suffix}")
    try:
        made.open("xb").close()
        yield made
        made.replace(path)
    except OSError as problem:
        raise OutputUnwritable(f"{path}: {problem.strerror}") from problem
    finally:
        with contextlib.suppress(OSError):
            made.unlink()
