"""Two watchers and several workers on one inbox, with PostgreSQL and a real Prefect server; one worker is killed."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from cluster import DEBIAN_POSTGRES, Province, postgres, prefect_server
from intake_home import Office

FILES = 40


@pytest.mark.skipif(sys.platform != "linux" or not DEBIAN_POSTGRES, reason="needs Debian's postgresql package")
def test_each_file_is_done_once_though_a_worker_is_killed(tmp_path: Path):
    home = tmp_path / "nhà"
    with postgres() as database, prefect_server(tmp_path / "prefect", database) as address:
        province = Province(home, database, address)
        office = Office(home, url=province.url)
        (home / "vanthu.toml").write_text("[inbox]\nquiet_seconds = 0\npoll_seconds = 2\n[bounds]\nworkers = 1\n")
        for number in range(FILES):
            office.drop(f"tệp {number}.txt", f"văn bản {number}")
        try:
            workers = [province.worker() for _ in range(2)]
            for _ in range(2):
                province.watcher()
            until = time.monotonic() + 300
            while office.store.counts()["read"] == 0 and time.monotonic() < until:
                time.sleep(0.2)
            os.killpg(workers[0].pid, signal.SIGKILL)
            while office.store.counts()["read"] < FILES and time.monotonic() < until:
                time.sleep(0.5)
            time.sleep(2)
        finally:
            province.stop()
        numbers = sorted(record.arrival_number for record in office.store.documents())
        left = office.tree("inbox", "da-tiep-nhan", "loi")
        counts = office.store.counts()
        office.store.close()

    assert (counts["read"], counts["failed"], counts["received"]) == (FILES, 0, 0)
    assert numbers == list(range(1, FILES + 1))
    assert len(left) == FILES
    assert all(name.startswith("da-tiep-nhan/") for name in left)
