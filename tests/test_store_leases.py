"""A claim is a lease: kept by whoever lives, given back by whoever is silent, and decided by one process only."""

import datetime
import sys
import time
from pathlib import Path

import pytest
from intake_home import Office

from flows.intake import announce
from pipeline.config import Config, InboxSettings
from pipeline.store.arrivals import ClaimLost
from pipeline.store.store import Store
from pipeline.store.times import utc_now

LEASE = 1.0
OTHER_MACHINE = "máy khác|1|0.00|x"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    if request.param == "postgresql" and sys.platform != "linux":
        pytest.skip("the PostgreSQL that comes by pip is for Linux")
    return None if request.param == "sqlite" else request.getfixturevalue("postgres_url")


def store_in(home: Path, url: str | None, owner: str, lease: float = LEASE) -> Store:
    store = Store(Config(home=home, database_url=url, inbox=InboxSettings(lease_seconds=lease)))
    store.owner = owner
    return store


def wait_for(is_so, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def test_a_claim_is_kept_for_as_long_as_its_owner_lives_and_no_longer(tmp_path, url):
    with store_in(tmp_path, url, "máy hai|1|0.00|x") as other:
        with store_in(tmp_path, url, OTHER_MACHINE) as one:
            one.announce(["kế hoạch.pdf"], bool)
            [arrival_id] = one.open_arrivals().values()
            one.claim(arrival_id)
            time.sleep(3 * LEASE)
            while_it_lives = other.claim(arrival_id), other.open_arrivals(), other.offer([arrival_id])

        assert while_it_lives == (None, {}, [])
        assert wait_for(lambda: other.open_arrivals() != {})
        assert other.claim(arrival_id) is not None


def test_what_is_offered_is_offered_once_and_anyone_may_claim_it(tmp_path, url):
    names = [f"tệp {number}.pdf" for number in range(6)]
    with store_in(tmp_path, url, OTHER_MACHINE, 60) as one, store_in(tmp_path, url, "máy hai|1|0.00|x", 60) as two:
        one.announce(names, bool)
        ids = list(one.open_arrivals().values())
        first, second, third = one.offer(ids[:4]), two.offer(ids), one.offer(ids)
        left = two.open_arrivals()
        claimed = two.claim(first[0])

        assert (len(first), len(second), third, left) == (4, 2, [], {})
        assert sorted(first + second) == sorted(set(first + second))
        assert claimed is not None
        assert one.claim(first[0]) is None


def test_an_offer_that_nobody_takes_up_is_made_again(tmp_path, url):
    with store_in(tmp_path, url, OTHER_MACHINE) as store:
        store.announce(["kế hoạch.pdf"], bool)
        ids = list(store.open_arrivals().values())
        first = store.offer(ids)

        assert wait_for(lambda: store.open_arrivals() != {})
        assert store.offer(ids) == first == ids


def overtaken(office: Office, when: str) -> list[str]:
    """Take in one file with a process that is cut off for longer than its lease, while another one goes on."""
    office.drop("kế hoạch.txt")
    announce(office.store, ["kế hoạch.txt"])
    [arrival_id] = office.store.open_arrivals().values()
    later = Office(office.config.home, url=office.config.database_url)
    later.store._lease_time = lambda _: utc_now() + datetime.timedelta(hours=1)
    office.store.owner, later.store.owner = OTHER_MACHINE, "máy hai|1|0.00|x"
    seen = []

    def cut_off(call):
        def slow(*given, **named):
            found = call(*given, **named) if when == "after" else None
            seen.append(later.intake.take_in(arrival_id).outcome)
            return found if when == "after" else call(*given, **named)

        return slow

    office.store.take_in = cut_off(office.store.take_in)
    seen.append(office.intake.take_in(arrival_id).outcome)
    later.store.close()
    return seen


@pytest.mark.parametrize("when", ["before", "after"])
def test_who_was_cut_off_for_too_long_does_not_record_what_another_has_taken_over(tmp_path, url, when):
    office = Office(tmp_path, url=url)
    seen = overtaken(office, when)
    records = list(office.store.documents())

    assert seen == ["taken", "elsewhere"]
    assert [record.arrival_number for record in records] == [1]
    assert office.tree("inbox", "da-tiep-nhan") == ["da-tiep-nhan/kế hoạch.txt"]
    office.store.close()


def test_a_lost_claim_is_told_to_who_would_finish_it(tmp_path, url):
    with store_in(tmp_path, url, OTHER_MACHINE, 60) as one:
        one.announce(["kế hoạch.pdf"], bool)
        [arrival_id] = one.open_arrivals().values()
        arrival = one.claim(arrival_id)
        one.release(arrival_id)

        with pytest.raises(ClaimLost):
            one.finish(arrival, "taken", None)
        with pytest.raises(ClaimLost):
            one.vanish(arrival)
        assert set(one.open_arrivals().values()) == {arrival_id}
