"""The watch over the inbox: what has come to rest is taken, what cannot be taken is tried again less and less often."""

import os
import threading
import time
from pathlib import Path

from intake_samples import read_by_content

from flows import inbox
from flows.inbox import Look
from flows.intake import Summary
from flows.watching import Patience, Rest, watch
from pipeline.config import Bounds, Config, InboxSettings
from pipeline.store.store import Store


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


def test_a_file_rests_when_it_has_not_changed_for_long_enough(monkeypatch):
    clock = Hands()
    rest, path = Rest(5, clock), Path("đang chép.pdf")
    now = {"seen": Look(10, int(clock.now * 1e9))}
    monkeypatch.setattr(inbox, "look", lambda _: now["seen"])
    seen = [rest.resting([path])]
    clock.now += 4
    seen.append(rest.resting([path]))
    now["seen"] = Look(20, int(clock.now * 1e9))
    clock.now += 3
    seen.append(rest.resting([path]))
    clock.now += 5
    seen.append(rest.resting([path]))

    assert seen == [[], [], [], [path]]


def test_a_file_with_a_time_in_the_future_rests_too(tmp_path: Path):
    clock = Hands()
    rest = Rest(5, clock)
    path = tmp_path / "lệch giờ.pdf"
    path.write_text("x")
    os.utime(path, (clock.now + 86400, clock.now + 86400))
    first = rest.resting([path])
    clock.now += 5

    assert (first, rest.resting([path])) == ([], [path])


def test_a_file_that_rested_before_the_watch_began_is_taken_at_once(tmp_path: Path):
    clock = Hands()
    path = tmp_path / "cũ.pdf"
    path.write_text("x")
    clock.now += 60

    assert Rest(5, clock).resting([path]) == [path]


def test_what_cannot_be_taken_is_tried_again_less_and_less_often():
    clock = Hands()
    patience = Patience(clock=clock)
    waits = []
    for _ in range(8):
        patience.note({1}, {1})
        started = clock.now
        while not patience.due({"tệp": 1}):
            clock.now += 1
        waits.append(round(clock.now - started))
    patience.note({1}, set())

    assert waits == [15, 30, 60, 120, 240, 480, 600, 600]
    assert patience.due({"tệp": 1}) == {"tệp": 1}


def test_the_watch_takes_in_what_comes_and_ends_when_told(tmp_path: Path):
    config = Config(home=tmp_path, inbox=InboxSettings(quiet_seconds=0.2, poll_seconds=0.5), bounds=Bounds(workers=1))
    config.inbox.mkdir()
    (config.inbox / "trước.txt").write_text("trước")
    stop, told, failures = threading.Event(), [], []
    watching = threading.Thread(
        target=watch, args=(config, stop, told.append, failures.append), kwargs={"job": read_by_content}
    )
    watching.start()
    until = time.monotonic() + 300
    while not told and time.monotonic() < until:
        time.sleep(0.1)
    (config.inbox / "sau.txt").write_text("sau")
    while sum(len(summary.taken) for summary in told) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    stop.set()
    watching.join(timeout=20)
    with Store(config) as store:
        names = [record.file_name for record in store.documents(state="read")]

    assert not watching.is_alive()
    assert failures == []
    assert names == ["trước.txt", "sau.txt"]
    assert list(config.inbox.iterdir()) == []


def test_trouble_is_told_once_and_waited_for(tmp_path: Path, monkeypatch):
    """Wrong rules of the office's own: said once, the file stays, and is taken when they are right again."""
    config = Config(home=tmp_path, inbox=InboxSettings(quiet_seconds=0, poll_seconds=0.1), bounds=Bounds(workers=1))
    config.inbox.mkdir()
    config.rules.mkdir()
    (config.inbox / "một.txt").write_text("một")
    (config.rules / "deadlines.toml").write_text("[[rules]]\n", "utf-8")
    monkeypatch.setattr("flows.watching.begin_server", lambda _: None)
    stop, failures = threading.Event(), []
    watching = threading.Thread(target=watch, args=(config, stop, print, failures.append))
    watching.start()
    until = time.monotonic() + 60
    while not failures and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    stop.set()
    watching.join(timeout=20)

    assert [failure.code for failure in failures] == ["BAD_SETTINGS"]
    assert [path.name for path in config.inbox.iterdir()] == ["một.txt"]


def test_a_fault_of_the_programs_own_does_not_end_the_watch(tmp_path: Path, monkeypatch):
    """Logged and told once, tried again, and forgotten when it has passed."""
    config = Config(home=tmp_path, inbox=InboxSettings(quiet_seconds=0, poll_seconds=0.1), bounds=Bounds(workers=1))
    config.inbox.mkdir()
    stop, told, failures, looks = threading.Event(), [], [], []

    def look(*_: object) -> Summary:
        looks.append(1)
        if len(looks) <= 2:
            raise ValueError("không ai lường trước")
        stop.set()
        return Summary(tmp_path, [])

    monkeypatch.setattr("flows.watching.begin_server", lambda _: None)
    monkeypatch.setattr("flows.watching._look_once", look)
    watch(config, stop, told.append, failures.append)

    assert [failure.code for failure in failures] == ["WATCH_FAULT"]
    assert len(told) == 1
    assert (tmp_path / "vanthu.log").read_text("utf-8").count("ValueError: không ai lường trước") == 2
