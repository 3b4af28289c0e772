"""`vanthu export …`: what leaves the house."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands.choices import file_format, moment, year
from pipeline.shown import one_line

if TYPE_CHECKING:
    from pipeline.exports.tasks import TaskFormat

STATES = ("received", "read", "in_review", "approved", "failed", "set_apart", "withdrawn")
_TASKS: tuple["TaskFormat", ...] = ("json", "jsonl")
_REGISTER = ("docx", "xlsx")
_INCOMING = ("xlsx",)


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands to the command line."""
    export = commands.add_parser("export", help="xuất dữ liệu", description="Xuất danh sách nhiệm vụ, phụ lục và sổ.")
    kinds = export.add_subparsers(title="loại", metavar="LOẠI", dest="kind", required=True)

    tasks = kinds.add_parser("tasks", help="danh sách nhiệm vụ", description="Xuất danh sách nhiệm vụ dạng JSON.")
    tasks.add_argument(
        "--format", choices=_TASKS, help="json hoặc jsonl (mỗi dòng một văn bản); mặc định theo tên tệp, rồi json"
    )
    tasks.add_argument("--state", choices=STATES, help="chỉ các văn bản ở trạng thái này")
    tasks.add_argument(
        "--since", metavar="LÚC", type=moment, help="chỉ các văn bản thay đổi từ thời điểm này (ISO 8601)"
    )
    tasks.add_argument("--out", metavar="TỆP", type=Path, help="tệp ghi ra; không có thì in ra màn hình")
    tasks.set_defaults(run=run_tasks)

    register = kinds.add_parser(
        "phu-luc-2",
        help="Phụ lục 2: Thống kê các văn bản đã ban hành",
        description="Xuất Phụ lục 2: Thống kê các văn bản đã ban hành trong năm.",
    )
    register.add_argument("--year", metavar="NĂM", type=year, required=True, help="năm ban hành")
    register.add_argument(
        "--direction", choices=("den", "di", "all"), default="all", help="văn bản đến, đi hoặc tất cả"
    )
    register.add_argument("--topic", metavar="CHỮ", help="chỉ các văn bản có chủ đề này")
    register.add_argument("--state", choices=STATES, help="chỉ các văn bản ở trạng thái này")
    register.add_argument("--format", choices=_REGISTER, help="docx hoặc xlsx; mặc định theo tên tệp, rồi docx")
    register.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp ghi ra")
    register.set_defaults(run=run_register)

    incoming = kinds.add_parser("so-den", help="sổ đăng ký văn bản đến", description="Xuất sổ đăng ký văn bản đến.")
    incoming.add_argument("--year", metavar="NĂM", type=year, required=True, help="năm đến")
    incoming.add_argument("--format", choices=_INCOMING, help="xlsx")
    incoming.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp ghi ra")
    incoming.set_defaults(run=run_incoming)


def run_tasks(options: argparse.Namespace) -> int:
    """Write the task lists of the stored documents."""
    from pipeline.config import load_config
    from pipeline.exports.tasks import write_tasks
    from pipeline.exports.written import written_whole
    from pipeline.store.store import Store

    config, chosen = load_config(), file_format(options.format, options.out, _TASKS)
    with Store(config) as store:
        documents = list(store.documents(state=options.state, since=options.since))
    # Who follows the changes must hear of a document that another one has replaced.
    withdrawn = options.since is not None or options.state == "withdrawn"
    if options.out is None:
        write_tasks(documents, chosen, sys.stdout, withdrawn=withdrawn)
        return 0
    with written_whole(options.out) as path, path.open("w", encoding="utf-8", newline="\n") as out:
        count = write_tasks(documents, chosen, out, withdrawn=withdrawn)
    _tell(count, options.out, config.home)
    return 0


def run_register(options: argparse.Namespace) -> int:
    """Write Phụ lục 2 for a year."""
    from pipeline.config import load_config
    from pipeline.exports import phu_luc_2
    from pipeline.store.store import Store

    config, chosen = load_config(), file_format(options.format, options.out, _REGISTER)
    with Store(config) as store:
        documents = list(store.documents())
    register = phu_luc_2.build_rows(
        documents, year=options.year, direction=options.direction, topic=options.topic, state=options.state
    )
    write = phu_luc_2.write_docx if chosen == "docx" else phu_luc_2.write_xlsx
    write(register, options.out)
    _tell(len(register.rows), options.out, config.home)
    return 0


def run_incoming(options: argparse.Namespace) -> int:
    """Write the register of incoming documents for a year."""
    from pipeline.config import load_config
    from pipeline.exports import so_den
    from pipeline.store.store import Store

    config = load_config()
    file_format(options.format, options.out, _INCOMING)
    with Store(config) as store:
        count = so_den.write_xlsx(store.documents(), options.out, year=options.year)
    _tell(count, options.out, config.home)
    return 0


def _tell(count: int, out: Path, home: Path) -> None:
    print(f"Đã ghi {count} văn bản vào {one_line(str(out))} (từ {home})", file=sys.stderr)
