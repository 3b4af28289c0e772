"""`vanthu ingest`, `vanthu worker`, `vanthu status` …: the work with inbox and store."""

import argparse
import json
import sys
from pathlib import Path


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands to the command line."""
    ingest = commands.add_parser(
        "ingest",
        help="tiếp nhận một lần các tệp đang có trong hộp nhận",
        description="Tiếp nhận mọi tệp trong hộp nhận; một THƯ_MỤC khác thì chỉ chép từ đó và để nguyên.",
    )
    ingest.add_argument("folder", nargs="?", metavar="THƯ_MỤC", type=Path, help="mặc định: inbox trong VANTHU_HOME")
    ingest.set_defaults(run=run_ingest)

    worker = commands.add_parser(
        "worker",
        help="cho máy này cùng đọc với các máy khác",
        description=(
            "Nhận việc đọc từ máy chủ Prefect của cơ quan cho đến khi nhấn Ctrl+C. "
            "Cần đặt VANTHU_DATABASE_URL, VANTHU_PREFECT_API_URL và VANTHU_HOME (thư mục dùng chung của các máy)."
        ),
    )
    worker.set_defaults(run=run_worker)

    status = commands.add_parser("status", help="tình trạng kho văn bản", description="Đếm văn bản theo trạng thái.")
    status.add_argument("--json", action="store_true", help="in JSON cho phần mềm")
    status.set_defaults(run=run_status)

    reread = commands.add_parser(
        "reread",
        help="đọc lại các bản gốc đã lưu",
        description="Đọc lại văn bản đã đọc bằng phiên bản cũ và tệp từng lỗi; điều người đã duyệt vẫn giữ.",
    )
    reread.add_argument("--all", action="store_true", dest="everything", help="đọc lại mọi văn bản")
    reread.set_defaults(run=run_reread)

    verify = commands.add_parser(
        "verify",
        help="đối chiếu kho lưu với cơ sở dữ liệu",
        description="Tìm mọi chỗ lệch giữa kho lưu và cơ sở dữ liệu: thiếu, bị sửa, thừa.",
    )
    verify.add_argument("--mend", action="store_true", help="sửa những chỗ sửa được")
    verify.set_defaults(run=run_verify)


def run_ingest(options: argparse.Namespace) -> int:
    """Take in once what is there, with a progress bar in a terminal and a closing summary."""
    from flows.commands.progress import told
    from flows.intake import ingest
    from pipeline.config import load_config

    config = load_config()
    print(f"Thư mục làm việc: {config.home}", flush=True)
    # Waiting for files to come to rest and for the Prefect server takes seconds in which nothing else is said.
    print("Đang khởi động…", file=sys.stderr, flush=True)
    with told() as progress:
        summary = ingest(config, options.folder, progress)
    for line in summary.lines():
        print(line)
    return 1 if summary.failed else 0


def run_worker(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command has the same form
    """Work for the pool until stopped.

    Raises:
        WrongUsage: database or Prefect server are not named; alone, a machine has `vanthu serve`.

    """
    from flows.cluster import join
    from flows.orchestration import API_VARIABLE, is_shared
    from pipeline.config import load_config
    from pipeline.errors import WrongUsage

    config = load_config()
    named = {"VANTHU_DATABASE_URL": config.database_url, API_VARIABLE: is_shared()}
    lacking = [name for name, value in named.items() if not value]
    if lacking:
        raise WrongUsage(f"chưa đặt {' và '.join(lacking)}; trên một máy riêng thì dùng «vanthu serve»")
    print(f"Thư mục làm việc: {config.home}")
    print("Đang chờ việc từ máy chủ Prefect; nhấn Ctrl+C để dừng.")
    join(config)
    return 0


def run_status(options: argparse.Namespace) -> int:
    """Count the documents by state."""
    from pipeline.config import load_config
    from pipeline.shown import STATE_NAMES
    from pipeline.store.store import Store

    config = load_config()
    with Store(config) as store:
        counts = store.counts()
    if options.json:
        print(json.dumps({"counts": counts}, ensure_ascii=False))
        return 0
    print(f"Thư mục làm việc: {config.home}")
    for state, count in counts.items():
        print(f"{count:7d}  {STATE_NAMES[state]}")
    return 0


def run_reread(options: argparse.Namespace) -> int:
    """Read stored originals again; what people approved stays."""
    from flows.commands.progress import told
    from flows.reread import reread
    from pipeline.config import load_config

    config = load_config()
    print(f"Thư mục làm việc: {config.home}")
    with told("Đọc lại") as progress:
        summary = reread(config, options.everything, progress)
    for line in summary.lines():
        print(line)
    return 1 if summary.failed else 0


def run_verify(options: argparse.Namespace) -> int:
    """Name every difference between archive and store."""
    from pipeline.config import load_config
    from pipeline.store.store import Store
    from pipeline.store.verify import verify

    config = load_config()
    print(f"Thư mục làm việc: {config.home}")
    left = 0
    with Store(config) as store:
        for fault in verify(config, store, options.mend):
            print(f"{'Đã sửa: ' if fault.mended else ''}{fault.sentence}")
            left += not fault.mended
    print(f"Còn {left} chỗ lệch." if left else "Kho lưu và cơ sở dữ liệu khớp nhau.")
    return 1 if left else 0
