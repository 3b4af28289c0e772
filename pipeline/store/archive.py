"""The archive: every original once, unchanged, named by the SHA-256 of its bytes (`archive/ab/cd/abcd…`)."""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ChangedMeanwhile, StorageFull
from pipeline.system_words import reason

_BLOCK = 1 << 20
_READ_ONLY = 0o444
_HEX_DIGITS = 64
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG}


class Archive:
    """A folder of originals.  Safe against a crash at any moment, and for several writers on a shared folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path_of(self, sha256: str) -> Path:
        """Where the original with this hash stands, or would stand."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def keep(self, source: Path, sha256: str) -> Path:
        """Copy the file's bytes in, unless they are there already.

        Written beside, synced, renamed: what bears its name in the archive is whole.

        Raises:
            ChangedMeanwhile: the bytes are not those of the hash any more.
            StorageFull: the archive cannot be written.

        """
        place = self.path_of(sha256)
        if place.exists() and place.stat().st_size == source.stat().st_size:
            return place
        with _room():
            beside = self.root / f".{secrets.token_hex(8)}.part"
            self._make(place.parent)
        try:
            if _copy(source, beside) != sha256:
                raise ChangedMeanwhile
            with _room():
                beside.chmod(_READ_ONLY)
                beside.replace(place)
                sync_folder(place.parent)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
        return place

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make(folder.parent)
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)

    def hashes(self) -> Iterator[str]:
        """The name of every original in the archive."""
        for path in sorted(self.root.glob("??/??/*")):
            if path.is_file() and len(path.name) == _HEX_DIGITS:
                yield path.name

    def leftovers(self) -> Iterator[Path]:
        """Copies that a crash left unfinished."""
        yield from self.root.glob(".*.part")


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of the folder outlast a power cut, where the system can say so."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Path, beside: Path) -> str:
    """Write a synced copy; returns the SHA-256 of what was written."""
    digest = hashlib.sha256()
    with source.open("rb") as incoming, _room(), beside.open("xb") as outgoing:
        while block := incoming.read(_BLOCK):
            digest.update(block)
            outgoing.write(block)
        outgoing.flush()
        os.fsync(outgoing.fileno())
    return digest.hexdigest()


@contextlib.contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise StorageFull(reason(problem)) from problem
        raise
