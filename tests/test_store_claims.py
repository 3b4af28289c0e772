"""Who works on a file: one process at a time, and those that died give back what they had."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from intake_home import Office

from flows.intake import announce
from pipeline.config import Config
from pipeline.store.store import Store

TESTS = Path(__file__).parent

WATCHER = """
import os, sys
sys.path.insert(0, sys.argv[1])
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from intake_home import Office
from flows.inbox import files_in, spell
from flows.intake import announce

office = Office(Path(sys.argv[2]), url=os.environ.get("TEST_URL"))
with ThreadPoolExecutor(2) as threads:
    while found := [spell(path.relative_to(office.config.inbox)) for path in files_in(office.config.inbox)]:
        announce(office.store, found)
        list(threads.map(office.intake.take_in, office.store.open_arrivals().values()))
print(*office.readers.seen, sep="\\n")
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    if request.param == "postgresql" and sys.platform != "linux":
        pytest.skip("the PostgreSQL that comes by pip is for Linux")
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_url")


def test_three_watchers_on_one_inbox_read_each_file_once(tmp_path, url):
    office = Office(tmp_path, url=url)
    names = [f"tệp {number}.txt" for number in range(30)]
    for name in names:
        office.drop(name, name)
    environ = {**os.environ, "PYTHONPATH": str(TESTS.parent)} | ({"TEST_URL": url} if url else {})
    watchers = [
        subprocess.Popen(
            [sys.executable, "-c", WATCHER, TESTS, tmp_path], env=environ, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    read = [line for watcher in watchers for line in watcher.communicate(timeout=60)[0].split("\n") if line]

    assert sorted(read) == sorted(names)
    assert sorted(record.file_name for record in office.store.documents()) == sorted(names)
    assert sorted(record.arrival_number for record in office.store.documents()) == list(range(1, 31))
    assert office.tree("inbox", "loi") == []
    office.store.close()


def test_a_claimed_file_is_nobody_elses_until_it_is_released(tmp_path):
    config = Config(home=tmp_path)
    with Store(config) as one, Store(config) as two:
        one.announce(["kế hoạch.pdf"], bool)
        two.announce(["kế hoạch.pdf"], bool)
        [arrival_id] = one.open_arrivals().values()
        first, refused, left = one.claim(arrival_id), two.claim(arrival_id), two.open_arrivals()
        one.release(arrival_id)
        second = two.claim(arrival_id)

    assert left == {}
    assert first is not None
    assert refused is None
    assert second is not None


def test_a_dead_process_gives_back_what_it_had(tmp_path):
    config = Config(home=tmp_path)
    with Store(config) as one, Store(config) as two:
        one.announce(["kế hoạch.pdf"], bool)
        [arrival_id] = one.open_arrivals().values()
        one.owner = one.owner.replace(f"|{os.getpid()}|", "|999999999|")
        one.claim(arrival_id)

        assert two.claim(arrival_id) is not None


def test_thousands_of_files_are_announced_at_once_and_only_once(tmp_path):
    names = [f"tệp {number}.pdf" for number in range(1700)]
    with Store(Config(home=tmp_path)) as store:
        store.announce(names, bool)
        first = store.open_arrivals()
        store.announce(names[::-1], bool)

        assert store.open_arrivals() == first
        assert len(set(first.values())) == 1700
        assert store.counts()["received"] == 1700


def test_a_file_that_another_has_put_away_meanwhile_is_not_announced_again(tmp_path):
    """One watcher has seen the file; before it says so, the other one has taken it in and moved it."""
    office = Office(tmp_path)
    dropped = office.drop("kế hoạch.txt")
    office.take_all()
    announce(office.store, [dropped.name])

    assert office.store.open_arrivals() == {}
    assert office.store.counts()["received"] == 0
    office.store.close()
