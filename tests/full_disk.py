"""Run on a small disk: files come in until it is full, then somebody makes room.  Prints what was seen as JSON."""

import json
import sys
from pathlib import Path

from intake_home import Office

from extractors.errors import Failure
from pipeline.store.verify import verify

COUNT = 12
_LEFT = 1 << 20


def fill(home: Path) -> Path:
    """A file that leaves room for some of the others."""
    filler = home / "chiếm chỗ"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(bytes(1 << 16))
                file.flush()
        except OSError:
            pass
    with filler.open("rb+") as file:
        file.truncate(filler.stat().st_size - _LEFT)
    return filler


def seen(office: Office) -> dict[str, object]:
    return {
        "inbox": len(office.tree("inbox")),
        "taken": len(office.tree("da-tiep-nhan")),
        "failed": len(office.tree("loi")),
        "faults": len(list(verify(office.config, office.store))),
    }


def main(home: Path) -> None:
    office = Office(home)
    for number in range(COUNT):
        office.drop(f"tệp {number}.txt", f"{number} " + "x" * 200_000)
    filler = fill(home)
    told = None
    try:
        office.take_all()
    except Failure as failure:
        told = [failure.code, failure.passing]
    full = seen(office)
    filler.unlink()
    office.take_all()
    sys.stdout.write(json.dumps({"told": told, "full": full, "after": seen(office)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
