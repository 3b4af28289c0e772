"""A disk that is really full, a folder that cannot be made: said in a sentence, nothing lost, done later."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from full_disk import COUNT

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT}:{Path(__file__).parent}"}
# A mount of one's own, seen by nobody else.
ASIDE = ["unshare", "--mount", *([] if os.name == "nt" or os.getuid() == 0 else ["--map-root-user"])]


def on_a_small_disk(folder, mebibytes, *command):
    mounted = f'mount -t tmpfs -o size={mebibytes}m tmpfs "$0" && exec "$@"'
    return subprocess.run(
        [*ASIDE, "sh", "-c", mounted, folder, *command], env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True
    )


@pytest.fixture
def disk(tmp_path):
    try:
        able = on_a_small_disk(tmp_path, 1, "true").returncode == 0
    except OSError:
        able = False
    if not able:
        pytest.skip("no right to mount a small disk here")
    return tmp_path


def test_what_a_full_disk_stops_waits_and_is_done_when_there_is_room(disk):
    done = on_a_small_disk(disk, 24, sys.executable, Path(__file__).parent / "full_disk.py", disk / "nhà")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["told"] in (["STORAGE_FULL", True], ["STORE_UNAVAILABLE", True])
    assert 0 < told["full"]["taken"] < COUNT
    assert told["full"]["inbox"] + told["full"]["taken"] == COUNT
    assert told["full"]["failed"] == 0
    assert told["after"] == {"inbox": 0, "taken": COUNT, "failed": 0, "faults": 0}


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "inbox").write_text("")
    environment = ENVIRONMENT | {"VANTHU_HOME": str(tmp_path)}
    command = [sys.executable, "-c", "import sys; from flows.cli import main; sys.exit(main())", "ingest"]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "[PLACE_UNUSABLE]" in ended.stderr
    assert "inbox: đã có một tệp tên như vậy" in ended.stderr
