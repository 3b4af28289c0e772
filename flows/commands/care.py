"""`vanthu evaluate`, `vanthu rules check`, `vanthu doctor`: for whoever looks after it."""

import argparse
import json
from pathlib import Path

from extractors.errors import NotAFile, NotFound


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands to the command line."""
    evaluate = commands.add_parser(
        "evaluate", help="đo độ chính xác", description="Đọc các văn bản của một thư mục mẫu chuẩn và so với mẫu chuẩn."
    )
    evaluate.add_argument("folder", metavar="THƯ_MỤC", type=Path, help="có TÊN.json hoặc */gold.json")
    evaluate.add_argument("--by-source", action="store_true", help="tách theo loại tệp (có chữ, bản quét, Word)")
    evaluate.add_argument("--misses", action="store_true", help="liệt kê từng chỗ sai")
    evaluate.add_argument("--json", action="store_true", help="in JSON cho phần mềm")
    evaluate.set_defaults(run=run_evaluate)

    rules = commands.add_parser("rules", help="kiểm tra quy tắc", description="Việc với các tệp quy tắc.")
    actions = rules.add_subparsers(title="các việc", metavar="VIỆC", dest="action", required=True)
    check = actions.add_parser(
        "check", help="kiểm tra mọi mục", description="Kiểm tra từng mục quy tắc với ví dụ của chính nó."
    )
    check.set_defaults(run=run_rules_check)

    doctor = commands.add_parser(
        "doctor", help="kiểm tra máy", description="Xem máy còn thiếu thành phần nào và lệnh cài đặt thành phần đó."
    )
    doctor.set_defaults(run=run_doctor)


def run_evaluate(options: argparse.Namespace) -> int:
    """Read the documents of gold files and print the figures."""
    from pipeline.config import load_config
    from pipeline.evaluate import evaluate, print_evaluation
    from pipeline.rules_check import require_right
    from pipeline.workers import read_files

    if not options.folder.exists():
        raise NotFound(str(options.folder))
    if not options.folder.is_dir():
        raise NotAFile(str(options.folder))
    require_right(load_config().rules)
    result = evaluate(options.folder, read_all=read_files)
    if options.json:
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=1))
    else:
        print_evaluation(result, by_source=options.by_source, misses=options.misses)
    return 0


def run_rules_check(_: argparse.Namespace) -> int:
    """Name every entry that does not keep its own word."""
    from pipeline.config import load_config
    from pipeline.rules_check import check

    config = load_config()
    complaints = check(config.home / "rules")
    for sentence in complaints:
        print(sentence)
    print(f"{len(complaints)} lỗi." if complaints else "Mọi mục quy tắc đều đúng với ví dụ của mình.")
    return 2 if complaints else 0


def run_doctor(_: argparse.Namespace) -> int:
    """Say what is there and what is missing on this machine."""
    from pipeline.config import load_config
    from pipeline.doctor import examine

    checks = examine(load_config())
    for check in checks:
        print(f"[{'có' if check.ok else 'THIẾU'}] {check.name}")
        if not check.ok:
            print(f"        → {check.advice}")
    return 0 if all(check.ok for check in checks) else 3
