"""The reading of the tests with several machines: by content, slowly enough to be killed in, and on record."""

import os
import time
from pathlib import Path

from intake_samples import read_by_content

from pipeline.models import Directive


def read_and_tell(path: Path, *, file_name: str, own_office: str | None = None) -> Directive:
    """Read, and write the file's name down under the name of the machine."""
    with (Path(os.environ["READS"]) / os.environ["MACHINE"]).open("a", encoding="utf-8") as told:
        told.write(f"{file_name}\n")
    time.sleep(0.2)
    return read_by_content(path, file_name=file_name)
