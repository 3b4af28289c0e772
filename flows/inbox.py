"""What lies in the inbox: which files are meant for us, which have come to rest, and how their names are written."""

import os
import time
import unicodedata
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

# Lock files of Word and LibreOffice, half downloads of browsers, what Windows and macOS leave in folders.
LEFT_ALONE = (
    ".*", "~$*", "~*.tmp", "*.part", "*.partial", "*.crdownload", "*.download", "*.opdownload", "*.filepart",
    "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r",
)  # fmt: skip
_ODD = "bytes:"
_LOOK_EVERY = 0.5


class Look(NamedTuple):
    """Size and times of a file at one moment; unequal looks mean that it is being written."""

    size: int
    changed_ns: int


def is_left_alone(name: str) -> bool:
    """Whether a file of this name is none of ours.

    >>> [is_left_alone(name) for name in ("~$ke hoach.docx", "tai.pdf.crdownload", "Thumbs.db", ".DS_Store")]
    [True, True, True, True]
    >>> is_left_alone("Kế hoạch ~ 5.docx")
    False
    """
    return any(fnmatch(name.lower(), pattern) for pattern in LEFT_ALONE)


def files_in(folder: Path) -> Iterator[Path]:
    """Every regular file in the folder and its subfolders, by name; links are not followed, hidden folders skipped.

    A subfolder that vanishes or may not be read meanwhile yields nothing: its files are there at the next look.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, PermissionError):
        return
    for entry in entries:
        if is_left_alone(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from files_in(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def links_in(folder: Path) -> Iterator[Path]:
    """Every link in the folder and its subfolders that `files_in` leaves where it is, lock files and such aside."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, PermissionError):
        return
    for entry in entries:
        if is_left_alone(entry.name):
            continue
        if entry.is_symlink():
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False):
            yield from links_in(Path(entry.path))


def look(path: Path) -> Look | None:
    """How the file is now; None if it is gone."""
    try:
        state = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    # Unlike the modification time, the change time cannot be set back by the program that copies the file.
    changed = state.st_mtime_ns if os.name == "nt" else max(state.st_mtime_ns, state.st_ctime_ns)
    return Look(state.st_size, changed)


def at_rest(
    paths: list[Path],
    quiet_seconds: float,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[list[Path], list[Path]]:
    """Part the files into those unchanged for `quiet_seconds` and those still being written.

    Waits for fresh ones until they have been quiet that long, but not for those that go on changing.
    """
    first = {path: seen for path in paths if (seen := look(path))}
    resting = {path for path, seen in first.items() if 0 <= quiet_seconds <= clock() - seen.changed_ns / 1e9}
    fresh = {path: seen for path, seen in first.items() if path not in resting}
    until = clock() + quiet_seconds
    while fresh and clock() < until:
        sleep(min(_LOOK_EVERY, quiet_seconds))
        fresh = {path: seen for path, seen in fresh.items() if look(path) == seen}
    resting |= fresh.keys()
    return [path for path in first if path in resting], [path for path in first if path not in resting]


def spell(path: Path) -> str:
    r"""A path as text for the store; names whose bytes are no UTF-8 are written in hex, the way back is `unspell`.

    >>> spell(Path("di/Kế hoạch 5.pdf"))
    'di/Kế hoạch 5.pdf'
    >>> spell(Path(os.fsdecode(b"b\xe1o c\xe1o.pdf")))
    'bytes:b%E1o%20c%E1o.pdf'
    >>> unspell(spell(Path(os.fsdecode(b"b\xe1o c\xe1o.pdf")))) == Path(os.fsdecode(b"b\xe1o c\xe1o.pdf"))
    True
    """
    text = path.as_posix()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _ODD + quote(os.fsencode(text))
    return _ODD + quote(text) if text.startswith(_ODD) else text


def unspell(text: str) -> Path:
    """The path that `spell` wrote."""
    return Path(os.fsdecode(unquote_to_bytes(text.removeprefix(_ODD))) if text.startswith(_ODD) else text)


def shown_name(path: Path) -> str:
    r"""The file's name for people and programs: composed letters, what is no UTF-8 replaced by a question mark sign.

    >>> shown_name(Path("Kê\u0301 hoạch.pdf")) == "Kế hoạch.pdf"
    True
    """
    text = os.fsencode(path.name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text)
