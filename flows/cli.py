"""The command line `vanthu`: which commands there are, and how each ends.

Exit status: 0 done; 1 some file failed or does not exist (the others are done); 2 wrong usage; 3 a system part is
missing.
"""

import argparse
import importlib.metadata
import os
import sys
from collections.abc import Callable, Sequence

from extractors.errors import Failure
from flows.commands import care, export, intake, reading, serve
from flows.wording import speak_vietnamese
from pipeline.config import load_config
from rules.loader import OWN_RULES, RuleError

Command = Callable[[argparse.Namespace], int]

_DESCRIPTION = (
    "Đọc văn bản đến (PDF, bản quét, Word) và lập danh sách nhiệm vụ: "
    "ai làm gì, khi nào, phối hợp với ai, báo cáo về đâu."
)
_EPILOG = (
    "Mã kết thúc: 0 xong; 1 có tệp không đọc được hoặc không tồn tại (các tệp khác vẫn xong); "
    "2 dùng lệnh sai; 3 máy thiếu thành phần (xem «vanthu doctor»). "
    "Thư mục làm việc là VANTHU_HOME (mặc định: vanthu-data trong thư mục của người dùng)."
)


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options; each sets `run`, a function from the parsed options to the exit status."""
    speak_vietnamese()
    parser = argparse.ArgumentParser(prog="vanthu", description=_DESCRIPTION, epilog=_EPILOG)
    version = f"vanthu {importlib.metadata.version('vanthu')}"
    parser.add_argument("--version", action="version", version=version, help="hiện số phiên bản rồi thoát")
    commands = parser.add_subparsers(title="các lệnh", metavar="LỆNH", dest="command", required=True)
    for room in (reading, intake, serve, export, care):
        room.add_commands(commands)
    return parser


def complain(failure: Failure) -> None:
    """Tell a failure on stderr: what, and what to do next."""
    detail = f" ({failure.detail})" if failure.detail and failure.detail != failure.message else ""
    print(f"vanthu: {failure.message}{detail}\n  → {failure.next_step} [{failure.code}]", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = build_parser().parse_args(arguments)
    run: Command = options.run
    try:
        # Finders load rules wherever they run, in this process or a reading one: the environment reaches them all.
        os.environ.setdefault(OWN_RULES, str(load_config().rules))
        return run(options)
    except Failure as failure:
        complain(failure)
        return failure.exit_status
    except RuleError as problem:
        print(f"vanthu: {problem}\n  → Chạy «vanthu rules check» để xem mọi lỗi. [BAD_SETTINGS]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nvanthu: đã dừng theo yêu cầu; việc đã xong vẫn được giữ.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`vanthu text … | head`): nothing more to say, and no traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
