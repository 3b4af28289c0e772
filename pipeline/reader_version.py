"""Which readers and rules are at work: a fingerprint that changes when any of them does."""

import functools
import hashlib
import importlib.metadata
from pathlib import Path

_PACKAGES = ("rules", "extractors", "pipeline")
# What keeps, shows and hands over does not change what is read.
_NO_READERS = {"store", "exports", "review", "migrations", "__pycache__"}
_ROOT = Path(__file__).parent.parent


@functools.cache
def reader_version(own_rules: Path | None = None) -> str:
    """The version of the package and a hash of everything that decides what is read, the office's own rules included.

    >>> reader_version().startswith(importlib.metadata.version("vanthu") + "+")
    True
    """
    digest = hashlib.sha256()
    files = [path for package in _PACKAGES for path in _knowledge(_ROOT / package)]
    if own_rules is not None:
        files += sorted(own_rules.glob("*.toml"))
    for path in files:
        digest.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes() + b"\0")
    return f"{importlib.metadata.version('vanthu')}+{digest.hexdigest()[:12]}"


def _knowledge(package: Path) -> list[Path]:
    return sorted(
        path
        for path in package.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not _NO_READERS.intersection(path.relative_to(package).parts)
    )
