"""The log of a machine: what it did with each document, by number, and the program's own faults with their traces."""

import logging
import os
import re
import socket
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flows.orchestration import is_shared
from pipeline.config import Config

LOG = logging.getLogger("vanthu")


def log_path(config: Config) -> Path:
    """`vanthu.log` in the home; where several machines share the home, each has its own, which bears its name.

    >>> log_path(Config(home=Path("/srv/vanthu"))).name
    'vanthu.log'
    """
    if not is_shared():
        return config.home / "vanthu.log"
    return config.home / f"vanthu-{re.sub(r'[^A-Za-z0-9.-]', '_', socket.gethostname())}.log"


def keep_log(config: Config) -> None:
    """Write the log of this process there from now on."""
    path = os.fspath(log_path(config))
    if any(isinstance(known, RotatingFileHandler) and known.baseFilename == path for known in LOG.handlers):
        return
    handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    LOG.handlers[:] = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
