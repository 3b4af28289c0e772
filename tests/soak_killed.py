"""Rounds of sudden death: 50 files go in, the process is killed at random moments, and everything is there once.

Run by hand, for as long as wanted: `python tests/soak_killed.py --rounds 200`.  With --url on a PostgreSQL, whose
database is emptied before each round.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from intake_home import Office

from pipeline.store.archive import Archive
from pipeline.store.tables import metadata
from pipeline.store.verify import verify

FILES = 50
VICTIM = """
import os, sys
sys.path.insert(0, sys.argv[1])
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from flows.inbox import files_in, spell
from flows.intake import announce
from intake_home import Office

office = Office(Path(sys.argv[2]), url=os.environ.get("TEST_URL"))
announce(office.store, [spell(path.relative_to(office.config.inbox)) for path in files_in(office.config.inbox)])
with ThreadPoolExecutor(3) as threads:
    list(threads.map(office.intake.take_in, office.store.open_arrivals().values()))
"""


def fill(office: Office, chance: random.Random) -> list[str]:
    """Fifty files, some broken, some secret, some the same as others."""
    texts = []
    for number in range(FILES):
        kind = chance.choice(["", "", "", "hỏng ", "mật "])
        texts.append(f"{kind}{number if chance.random() < 0.85 else 0}")
        office.drop(f"{'sâu/' if number % 3 == 0 else ''}tệp {number}.pdf", texts[-1])
    return texts


def kill_at_random(home: Path, chance: random.Random, url: str | None) -> int:
    """Start the intake until it ends by itself; returns how often it was killed before."""
    command = [sys.executable, "-c", VICTIM, Path(__file__).parent, home]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)} | ({"TEST_URL": url} if url else {})
    for kills in range(5):
        victim = subprocess.Popen(command, env=environ)
        try:
            status = victim.wait(timeout=chance.uniform(0.8, 3.0) if kills < 4 else 120)
        except subprocess.TimeoutExpired:
            victim.kill()
            victim.wait()
            continue
        assert status == 0
        return kills
    raise AssertionError("the intake did not end")


def check(office: Office, texts: list[str]) -> None:
    """Every file once in the archive, once in the store, and in exactly one folder."""
    kept = {hashlib.sha256(text.encode()).hexdigest() for text in texts if not text.startswith("mật")}
    records = list(office.store.documents())
    folders = [office.config.home / name for name in ("da-tiep-nhan", "loi", "dat-rieng")]
    there = [path for folder in folders for path in folder.rglob("*.pdf") if path.is_file()]
    numbers = sorted(record.arrival_number for record in records if record.arrival_number)
    faults = [fault for fault in verify(office.config, office.store) if fault.kind != "leftover"]

    assert {record.sha256 for record in records if record.sha256} == kept
    assert sum(record.state == "set_apart" for record in records) == sum(text.startswith("mật") for text in texts)
    assert set(Archive(office.config.archive).hashes()) == kept
    assert sorted(path.read_text("utf-8") for path in there) == sorted(texts)
    assert office.tree("inbox") == []
    assert len(list(office.config.failed.rglob("*.pdf.txt"))) == sum(text.startswith("hỏng") for text in texts)
    assert numbers == list(range(1, len(numbers) + 1))
    assert faults == []


def empty(url: str) -> None:
    """Drop all tables of the database."""
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    engine.dispose()


def main() -> None:
    """Run the rounds and say how each went."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--url")
    given = options.parse_args()
    chance = random.Random(given.seed)
    for number in range(1, given.rounds + 1):
        if given.url:
            empty(given.url)
        with tempfile.TemporaryDirectory() as folder:
            office = Office(Path(folder), url=given.url)
            texts = fill(office, chance)
            kills = kill_at_random(Path(folder), chance, given.url)
            check(office, texts)
            office.store.close()
        sys.stdout.write(f"round {number}: killed {kills} times, everything there once\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
