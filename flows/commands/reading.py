"""`vanthu read`, `vanthu text`, `vanthu deadlines`: reading without a store."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import WrongUsage

if TYPE_CHECKING:
    from pipeline.models import Directive, FailedReading


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands to the command line."""
    read = commands.add_parser(
        "read", help="đọc tệp và in kết quả", description="Đọc tệp và in những gì đọc được, không lưu vào đâu."
    )
    read.add_argument("files", nargs="+", metavar="TỆP", type=Path, help="tệp PDF, bản quét hoặc Word")
    read.add_argument("--json", action="store_true", help="in JSON cho phần mềm; nhiều tệp thì mỗi tệp một dòng")
    read.set_defaults(run=run_read)

    text = commands.add_parser(
        "text", help="in văn bản đã đọc", description="In đúng phần chữ mà mọi vị trí (start, end) trong JSON chỉ vào."
    )
    text.add_argument("file", metavar="TỆP", type=Path, help="tệp PDF, bản quét hoặc Word")
    text.set_defaults(run=run_text)

    deadlines = commands.add_parser(
        "deadlines",
        help="đọc các cụm từ chỉ thời hạn",
        description="Đọc thời hạn trong từng câu của một tệp JSON Lines.",
    )
    deadlines.add_argument("file", metavar="TỆP.jsonl", type=Path, help='mỗi dòng {"id", "text", "document_date"}')
    deadlines.set_defaults(run=run_deadlines)


def run_read(options: argparse.Namespace) -> int:
    """Read each file in its own bounded process; one that fails does not stop the others."""
    from pipeline.config import load_config
    from pipeline.models import FailedReading
    from pipeline.rules_check import require_right
    from pipeline.workers import read_files

    status, config = 0, load_config()
    require_right(config.rules)
    for reading in read_files(options.files, config.bounds, config.own_office):
        if options.json:
            indent = 1 if len(options.files) == 1 else None
            print(json.dumps(reading.model_dump(mode="json"), ensure_ascii=False, indent=indent), flush=True)
        else:
            _show(reading)
        if isinstance(reading, FailedReading):
            status = max(status, 3 if reading.error.code == "MISSING_PART" else 1)
    return status


def _show(reading: "Directive | FailedReading") -> None:
    from rich.console import Console

    from pipeline.show import show

    show(reading, Console(highlight=False))


def run_text(options: argparse.Namespace) -> int:
    """Write the canonical text: UTF-8, line feeds, nothing added."""
    from pipeline.config import load_config
    from pipeline.process import read_open
    from pipeline.rules_check import require_right

    require_right(load_config().rules)
    sys.stdout.buffer.write(read_open(options.file).text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0


def run_deadlines(options: argparse.Namespace) -> int:
    """Print one line of predictions for each line of the file; a line that cannot be read is told and fails alone."""
    from pipeline.deadlines import read_phrases
    from pipeline.process import check_readable

    check_readable(options.file)
    status = 0
    try:
        with options.file.open(encoding="utf-8") as lines:
            for found in read_phrases(lines):
                print(json.dumps(found, ensure_ascii=False), flush=True)
                status = max(status, 1 if "error" in found else 0)
    except UnicodeDecodeError as problem:
        raise WrongUsage(f"{options.file.name}: không phải văn bản UTF-8") from problem
    return status
