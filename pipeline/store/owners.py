"""Who works on a file: the name a process gives itself, and whether the process of a name is still there."""

import os
import secrets
import socket

import psutil

# Who has what was handed over to the machines of the office and none of them has begun; no machine's name has a star.
POOL = "*|0|0|*"
_CLOCK_MENDED = 5.0


def own_name() -> str:
    """A name for this process and this piece of its work; another call gives another name."""
    born = _born(os.getpid()) or 0.0
    return "|".join((socket.gethostname(), str(os.getpid()), f"{born:.2f}", secrets.token_hex(4)))


def is_gone(owner: str) -> bool:
    """Whether that process has certainly ended: it was on this machine, and is not any more.

    >>> is_gone(own_name())
    False
    >>> is_gone(own_name().replace(f"|{os.getpid()}|", "|999999999|"))
    True
    >>> is_gone("another-machine|1|0|x")
    False
    """
    host, pid, born, _ = owner.split("|")
    if host != socket.gethostname():
        return False
    try:
        # The same number may have been given to another process; when it began tells them apart, within what the
        # system's clock may have been set right by.
        return abs((_born(int(pid)) or 0.0) - float(born)) > _CLOCK_MENDED
    except psutil.AccessDenied:
        return False


def _born(pid: int) -> float | None:
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.NoSuchProcess:
        return None
