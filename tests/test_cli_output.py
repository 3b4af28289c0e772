"""The command line ends with a sentence, never with a traceback: a full disk, a stop from outside, odd file names."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from intake_home import Office

from flows.cli import main
from flows.inbox import links_in
from flows.intake import Summary, ingest
from flows.take_in import Report
from pipeline.config import load_config
from pipeline.errors import BadSettings

ROOT = Path(__file__).parent.parent
FULL = Path("/dev/full")
STOPPABLE = """
import sys, time
import flows.commands.intake as intake
from flows.cli import main
def wait(_):
    print("da bat dau", flush=True)
    time.sleep(60)
intake.run_status = wait
sys.exit(main(["status"]))
"""


@pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["status"], ["rules", "check"]])
def test_an_output_that_takes_nothing_is_told_in_one_sentence(tmp_path, arguments, unbuffered):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *arguments], cwd=ROOT, stdout=full, stderr=subprocess.PIPE,
            env={**os.environ, "VANTHU_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": unbuffered},
            check=False, timeout=60,
        )  # fmt: skip
    said = done.stderr.decode()

    assert done.returncode == 1
    assert "ổ đĩa đầy" in said
    assert "OUTPUT_UNWRITABLE" in said
    assert "Traceback" not in said
    assert "Exception" not in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_being_told_to_end_is_like_ctrl_c(tmp_path):
    environ = {**os.environ, "VANTHU_HOME": str(tmp_path / "home")}
    with subprocess.Popen(
        [sys.executable, "-c", STOPPABLE], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
    ) as begun:
        begun.stdout.readline()
        begun.send_signal(signal.SIGTERM)
        _, said = begun.communicate(timeout=30)

    assert begun.returncode == 130
    assert "đã dừng theo yêu cầu" in said.decode()
    assert "Traceback" not in said.decode()


def test_file_names_cannot_steer_the_terminal(tmp_path):
    odd = "a\x1b[2Jb\nĐã tiếp nhận: 9 tệp.pdf"
    reports = [Report(odd, outcome) for outcome in ("taken", "known", "vanished")]
    lines = Summary(tmp_path, reports, growing=[odd], links=[odd]).lines()

    assert not any(char in line for line in lines for char in "\x1b\n")


def test_links_are_left_and_told(tmp_path):
    office = Office(tmp_path)
    office.store.close()
    inbox = office.config.inbox
    (inbox / "di").mkdir()
    for name in ("một.pdf", "di/hai.pdf", ".ẩn.pdf", "~$khóa.docx"):
        (inbox / name).symlink_to(tmp_path / "nowhere")

    assert [path.name for path in links_in(inbox)] == ["hai.pdf", "một.pdf"]
    assert "Để nguyên (liên kết): 2." in ingest(office.config).lines()


def test_taking_in_says_at_once_that_it_has_begun(tmp_path, monkeypatch, capsys):
    heard = []
    monkeypatch.setenv("VANTHU_HOME", str(tmp_path))
    # The command line sets it for the finders; the other tests are to be without.
    monkeypatch.setenv("VANTHU_RULES", str(tmp_path / "rules"))
    monkeypatch.setattr(
        "flows.intake.ingest", lambda config, *_: heard.append(capsys.readouterr().err) or Summary(config.home)
    )

    assert main(["ingest"]) == 0
    assert heard == ["Đang khởi động…\n"]


def test_a_home_that_is_a_file_is_told(tmp_path):
    (tmp_path / "home").write_text("")

    with pytest.raises(BadSettings, match="là một tệp"):
        load_config({"VANTHU_HOME": str(tmp_path / "home")})
