"""An export stands there whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest
from made_documents import register_row

from pipeline.errors import OutputFolderMissing, OutputUnwritable
from pipeline.exports.phu_luc_2 import build_rows, write_docx, write_xlsx
from pipeline.exports.written import written_whole

REGISTER = build_rows([register_row()], year=2022)


@pytest.mark.parametrize("write", [write_docx, write_xlsx])
def test_a_folder_that_is_not_there_is_told(tmp_path, write):
    with pytest.raises(OutputUnwritable):
        write(REGISTER, tmp_path / "none" / "pl2.docx")


def test_a_target_that_cannot_be_replaced_is_told_and_nothing_is_left_behind(tmp_path):
    (tmp_path / "pl2.docx").mkdir()
    with pytest.raises(OutputUnwritable):
        write_docx(REGISTER, tmp_path / "pl2.docx")

    assert [path.name for path in tmp_path.iterdir()] == ["pl2.docx"]


def test_an_interrupted_export_leaves_the_old_file(tmp_path):
    target = tmp_path / "pl2.xlsx"
    target.write_text("cũ", "utf-8")

    def interrupted():
        with written_whole(target) as made:
            made.write_text("mới", "utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    assert target.read_text("utf-8") == "cũ"
    assert [path.name for path in tmp_path.iterdir()] == ["pl2.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_the_file_has_the_rights_of_any_new_file(tmp_path):
    (tmp_path / "other").write_text("")
    write_xlsx(REGISTER, tmp_path / "pl2.xlsx")

    assert (tmp_path / "pl2.xlsx").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_folder_that_is_not_there_is_to_be_made(tmp_path):
    with pytest.raises(OutputFolderMissing) as told:
        write_docx(REGISTER, tmp_path / "none" / "pl2.docx")

    assert "Tạo thư mục" in told.value.next_step


def test_a_link_stays_and_its_target_is_written(tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "tasks.json").write_text("cũ", "utf-8")
    (tmp_path / "link.json").symlink_to(tmp_path / "far" / "tasks.json")
    with written_whole(tmp_path / "link.json") as made:
        made.write_text("mới", "utf-8")

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "far" / "tasks.json").read_text("utf-8") == "mới"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_fifo_is_written_into_and_stays(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    heard = []
    listener = threading.Thread(target=lambda: heard.append((tmp_path / "pipe").read_bytes()))
    listener.start()
    write_docx(REGISTER, tmp_path / "pipe")
    listener.join(10)

    assert heard[0].startswith(b"PK")
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_that_takes_nothing_is_told_in_vietnamese(tmp_path):
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(OutputUnwritable, match="ổ đĩa đầy"), written_whole(tmp_path / "full") as made:
        made.write_text("mới", "utf-8")

    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
