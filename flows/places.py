"""Put files where they belong: never over another file, whole at any moment, whatever their names."""

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.store.archive import sync_folder

_LONGEST_NAME = 240
# What a file system says that knows no hard links, or when the two folders lie on different ones.
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES}


def free_place(folder: Path, name: str, *, explained: bool = False) -> Path:
    """A path in the folder that no file has, the name with a suffix if it is taken.

    `explained` says that a text will stand beside it, whose name must be free as well.
    """
    return next(place for place in _candidates(folder, name) if _is_free(place, explained))


def move(source: Path, wanted: Path, *, explained: bool = False) -> Path:
    """Move a file; if the wanted name is taken by now, another one is found.  Returns where it stands.

    Interrupted at any moment, the file is whole in one of the two places or in both; moved again, it is in one.
    """
    wanted.parent.mkdir(parents=True, exist_ok=True)
    return _put(source, wanted, _move_to, explained)


def copy(source: Path, wanted: Path, *, explained: bool = False) -> Path:
    """Like `move`, but the source stays."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    return _put(source, wanted, _copy_to, explained)


def write_beside(place: Path, text: str) -> Path:
    """Write the explanation that stands beside a file, as NAME.txt with line ends that every editor shows."""
    beside = explanation_of(place)
    part = beside.with_name(f".{secrets.token_hex(8)}.part")
    part.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    part.replace(beside)
    return beside


def explanation_of(place: Path) -> Path:
    """The text file that belongs to a file that could not be read."""
    return place.with_name(f"{place.name}.txt")


def _is_free(place: Path, explained: bool) -> bool:
    return not os.path.lexists(place) and not (explained and os.path.lexists(explanation_of(place)))


def _put(source: Path, wanted: Path, put: Callable[[Path, Path], None], explained: bool) -> Path:
    for target in _candidates(wanted.parent, wanted.name):
        if put is _move_to and target.exists() and target.samefile(source):
            # An earlier move was cut off between its two steps.
            source.unlink()
            return target
        if not _is_free(target, explained and target != wanted):
            continue
        try:
            put(source, target)
        except FileExistsError:
            continue
        return target
    raise AssertionError("names never run out")


def _candidates(folder: Path, name: str) -> Iterator[Path]:
    """NAME.pdf, NAME (2).pdf, NAME (3).pdf …, each short enough that an explanation's name fits as well."""
    suffix = Path(name).suffix
    stem = name.removesuffix(suffix)
    yield folder / (_shortened(stem, len(os.fsencode(suffix))) + suffix)
    count = 2
    while True:
        ending = f" ({count}){suffix}"
        yield folder / (_shortened(stem, len(os.fsencode(ending))) + ending)
        count += 1


def _shortened(stem: str, ending: int) -> str:
    """Cut to what is left of the longest name beside an ending of so many bytes; never inside a letter."""
    raw = os.fsencode(stem)
    if len(raw) + ending <= _LONGEST_NAME:
        return stem
    raw = raw[: max(1, _LONGEST_NAME - ending)]
    try:
        stem.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsdecode(raw)
    return raw.decode("utf-8", "ignore").rstrip()


def _move_to(source: Path, target: Path) -> None:
    if os.name == "nt":
        # Here renaming never replaces.
        source.rename(target)
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as problem:
        if problem.errno not in _NO_LINK:
            raise
        _copy_to(source, target)
    sync_folder(target.parent)
    source.unlink()


def _copy_to(source: Path, target: Path) -> None:
    """Write a synced copy beside, then give it its name, which is reserved first where links are not known."""
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with source.open("rb") as incoming, part.open("xb") as outgoing:
            shutil.copyfileobj(incoming, outgoing, 1 << 20)
            outgoing.flush()
            os.fsync(outgoing.fileno())
        if os.name == "nt":
            part.rename(target)
            return
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            part.replace(target)
        sync_folder(target.parent)
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()
