"""A job whose process dies while it is imported, as often as a file beside the documents says.

The environment names that file (`DEATHS`): it holds how many more processes are to die.  Its reading process imports
this module; the tests' own process does not die of it.
"""

import multiprocessing
import os
from pathlib import Path

from intake_samples import read_by_name

__all__ = ["read_by_name", "read_or_die"]

if multiprocessing.current_process().name != "MainProcess":
    _left = Path(os.environ["DEATHS"])
    _deaths = int(_left.read_text())
    if _deaths:
        _left.write_text(str(_deaths - 1))
        os._exit(7)


def read_or_die(path, *, file_name, own_office=None):
    return read_by_name(path, file_name=file_name, own_office=own_office)
