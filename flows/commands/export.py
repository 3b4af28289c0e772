"""`vanthu export …`: what leaves the house."""

import argparse
import sys
from pathlib import Path

STATES = ("received", "read", "in_review", "approved", "failed", "set_apart", "withdrawn")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands to the command line."""
    export = commands.add_parser("export", help="xuất dữ liệu", description="Xuất danh sách nhiệm vụ, phụ lục và sổ.")
    kinds = export.add_subparsers(title="loại", metavar="LOẠI", dest="kind", required=True)

    tasks = kinds.add_parser("tasks", help="danh sách nhiệm vụ", description="Xuất danh sách nhiệm vụ dạng JSON.")
    tasks.add_argument(
        "--format", choices=("json", "jsonl"), default="json", help="json hoặc jsonl (mỗi dòng một văn bản)"
    )
    tasks.add_argument("--state", choices=STATES, help="chỉ các văn bản ở trạng thái này")
    tasks.add_argument("--since", metavar="LÚC", help="chỉ các văn bản thay đổi từ thời điểm này (ISO 8601)")
    tasks.add_argument("--out", metavar="TỆP", type=Path, help="tệp ghi ra; không có thì in ra màn hình")
    tasks.set_defaults(run=run_tasks)

    register = kinds.add_parser(
        "phu-luc-2",
        help="Phụ lục 2: Thống kê các văn bản đã ban hành",
        description="Xuất Phụ lục 2: Thống kê các văn bản đã ban hành trong năm.",
    )
    register.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm ban hành")
    register.add_argument(
        "--direction", choices=("den", "di", "all"), default="all", help="văn bản đến, đi hoặc tất cả"
    )
    register.add_argument("--topic", metavar="CHỮ", help="chỉ các văn bản có chủ đề này")
    register.add_argument("--state", choices=STATES, help="chỉ các văn bản ở trạng thái này")
    register.add_argument("--format", choices=("docx", "xlsx"), default="docx", help="docx hoặc xlsx")
    register.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp ghi ra")
    register.set_defaults(run=run_register)

    incoming = kinds.add_parser("so-den", help="sổ đăng ký văn bản đến", description="Xuất sổ đăng ký văn bản đến.")
    incoming.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm đến")
    incoming.add_argument("--format", choices=("xlsx",), default="xlsx", help="xlsx")
    incoming.add_argument("--out", metavar="TỆP", type=Path, required=True, help="tệp ghi ra")
    incoming.set_defaults(run=run_incoming)


def run_tasks(options: argparse.Namespace) -> int:
    """Write the task lists of the stored documents."""
    from pipeline.config import load_config
    from pipeline.exports.tasks import write_tasks
    from pipeline.exports.written import written_whole
    from pipeline.store.store import Store

    config = load_config()
    with Store(config) as store:
        documents = list(store.documents(state=options.state, since=options.since))
    # Who follows the changes must hear of a document that another one has replaced.
    withdrawn = options.since is not None or options.state == "withdrawn"
    if options.out is None:
        write_tasks(documents, options.format, sys.stdout, withdrawn=withdrawn)
        return 0
    with written_whole(options.out) as path, path.open("w", encoding="utf-8", newline="\n") as out:
        write_tasks(documents, options.format, out, withdrawn=withdrawn)
    print(f"Đã ghi {len(documents)} văn bản vào {options.out} (từ {config.home})", file=sys.stderr)
    return 0


def run_register(options: argparse.Namespace) -> int:
    """Write Phụ lục 2 for a year."""
    from pipeline.config import load_config
    from pipeline.exports import phu_luc_2
    from pipeline.store.store import Store

    config = load_config()
    with Store(config) as store:
        documents = list(store.documents())
    register = phu_luc_2.build_rows(
        documents, year=options.year, direction=options.direction, topic=options.topic, state=options.state
    )
    write = phu_luc_2.write_docx if options.format == "docx" else phu_luc_2.write_xlsx
    write(register, options.out)
    print(f"Đã ghi {len(register.rows)} văn bản vào {options.out} (từ {config.home})", file=sys.stderr)
    return 0


def run_incoming(options: argparse.Namespace) -> int:
    """Write the register of incoming documents for a year."""
    from pipeline.config import load_config
    from pipeline.exports import so_den
    from pipeline.store.store import Store

    config = load_config()
    with Store(config) as store:
        count = so_den.write_xlsx(store.documents(), options.out, year=options.year)
    print(f"Đã ghi {count} văn bản vào {options.out} (từ {config.home})", file=sys.stderr)
    return 0
