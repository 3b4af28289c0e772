"""The command line `vanthu`: which commands there are, and how each ends.

Exit status: 0 done; 1 some file failed or does not exist (the others are done); 2 wrong usage; 3 a system part is
missing.
"""

import argparse
import importlib.metadata
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from extractors.errors import Failure
from flows.commands import care, export, intake, reading, serve
from flows.wording import speak_vietnamese
from pipeline.config import load_config
from pipeline.errors import OutputUnwritable, PlaceUnusable
from pipeline.shown import one_line
from pipeline.system_words import reason
from rules.loader import OWN_RULES, RuleError

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

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


class _Parser(argparse.ArgumentParser):
    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Write without argparse's silence about an output that takes nothing."""
        stream = file or sys.stderr
        if message and stream is not None:
            stream.write(message)


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options; each sets `run`, a function from the parsed options to the exit status."""
    speak_vietnamese()
    parser = _Parser(prog="vanthu", description=_DESCRIPTION, epilog=_EPILOG)
    version = f"vanthu {importlib.metadata.version('vanthu')}"
    parser.add_argument("--version", action="version", version=version, help="hiện số phiên bản rồi thoát")
    commands = parser.add_subparsers(title="các lệnh", metavar="LỆNH", dest="command", required=True)
    for room in (reading, intake, serve, export, care):
        room.add_commands(commands)
    return parser


def complain(failure: Failure) -> None:
    """Tell a failure on stderr: what, and what to do next."""
    detail = f" ({one_line(failure.detail)})" if failure.detail and failure.detail != failure.message else ""
    print(f"vanthu: {failure.message}{detail}\n  → {failure.next_step} [{failure.code}]", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            # What cannot be written is to be known here, not after the last word when Python ends.
            if sys.stdout is not None:
                sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`vanthu text … | head`): nothing more to say, and no traceback at exit.
        _drop_output()
        return 0
    except OSError as problem:
        # Trouble with a file names it; a stream that takes no more has no name.
        if problem.filename is not None:
            complain(PlaceUnusable(f"{os.fsdecode(problem.filename)}: {reason(problem)}"))
            return PlaceUnusable.exit_status
        _drop_output()
        complain(OutputUnwritable(reason(problem)))
        return OutputUnwritable.exit_status


def _run(arguments: Sequence[str] | None) -> int:
    options = build_parser().parse_args(arguments)
    run: Command = options.run
    try:
        if threading.current_thread() is threading.main_thread():
            # Being told to end is to end in good order, as by Ctrl-C.
            signal.signal(signal.SIGTERM, signal.default_int_handler)
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


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that Python does not stumble over it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
