"""Two watchers and four workers on one inbox, with PostgreSQL and a real Prefect server; one worker is killed."""

import sys
from pathlib import Path

import pytest
from cluster import DEBIAN_POSTGRES, check_each_file_is_done_once, killed_in_the_middle


@pytest.mark.skipif(sys.platform != "linux" or not DEBIAN_POSTGRES, reason="needs Debian's postgresql package")
def test_each_file_is_done_once_though_a_worker_is_killed(tmp_path: Path):
    check_each_file_is_done_once(killed_in_the_middle(tmp_path, 40))
