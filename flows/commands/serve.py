"""`vanthu serve`: the whole thing on one machine, the inbox watched and the pages shown."""

import argparse
import sys

from flows.commands.choices import whole_number


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands to the command line."""
    serve = commands.add_parser(
        "serve",
        help="theo dõi hộp nhận và mở trang xem lại",
        description="Theo dõi hộp nhận và phục vụ trang xem lại cho người dùng máy này; nhấn Ctrl+C để dừng.",
    )
    serve.add_argument("--host", metavar="ĐỊA_CHỈ", default="127.0.0.1", help="chỉ nhận địa chỉ của chính máy này")
    serve.add_argument("--port", metavar="CỔNG", type=whole_number, default=8000, help="cổng (mặc định 8000)")
    serve.set_defaults(run=run_serve)


def run_serve(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from extractors.errors import Failure
    from flows.serve import checked_address, serve
    from pipeline.config import load_config

    def tell(lines: list[str]) -> None:
        for line in lines:
            print(line, flush=True)

    def complain(failure: Failure) -> None:
        print(f"vanthu: {failure.message}\n  → {failure.next_step} [{failure.code}]", file=sys.stderr, flush=True)

    host, port = checked_address(options.host, options.port)
    config = load_config()
    print(f"Thư mục làm việc: {config.home}")
    serve(config, host, port, tell, complain, lambda address: print(f"Trang xem lại: {address}", flush=True))
    return 0
