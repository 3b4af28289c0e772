"""`vanthu ingest`, `vanthu status`: the work with inbox and store."""

import argparse
import json
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

    status = commands.add_parser("status", help="tình trạng kho văn bản", description="Đếm văn bản theo trạng thái.")
    status.add_argument("--json", action="store_true", help="in JSON cho phần mềm")
    status.set_defaults(run=run_status)


def run_ingest(options: argparse.Namespace) -> int:
    """Take in once what is there, with a progress bar in a terminal and a closing summary."""
    from flows.commands.progress import told
    from flows.intake import ingest
    from pipeline.config import load_config

    config = load_config()
    print(f"Thư mục làm việc: {config.home}")
    with told() as progress:
        summary = ingest(config, options.folder, progress)
    for line in summary.lines():
        print(line)
    return 1 if summary.failed else 0


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
    for state, name in STATE_NAMES.items():
        print(f"{counts[state]:7d}  {name}")
    return 0
