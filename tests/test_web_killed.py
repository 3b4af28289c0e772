"""The service is killed while a field is typed: at most the last half second of typing is lost."""

import contextlib
import os
import subprocess
import sys
import time

from web_room import Window, field

pytest_plugins = ("web_room",)

TYPED = "Thị trấn Phú Lâm bên dòng sông nhỏ có hàng tre xanh và con đê dài"
COMMAND = "import sys; from flows.cli import main; sys.exit(main())"


@contextlib.contextmanager
def service(home, port=0):
    """`vanthu serve` as a process of its own; yields it and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "serve", "--port", str(port)],
        env={**os.environ, "VANTHU_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        line = next(line for line in process.stdout if "http://" in line)
        yield process, line[line.index("http://") :].strip().rstrip("/")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def type_until_killed(page, process):
    """Type without a pause, kill the service on the way; returns when each letter was there, and when it ended."""
    times, killed = [], None
    for number, letter in enumerate(TYPED):
        page.keyboard.type(letter)
        times.append(time.monotonic())
        if number == len(TYPED) * 3 // 4:
            killed = time.monotonic()
            process.kill()
            process.wait()
        page.wait_for_timeout(40)
    return times, killed


def test_a_killed_service_loses_at_most_the_last_half_second(office, browser):
    document = office.take_paper()
    with service(office.config.home) as (process, address):
        window = Window(browser, address)
        page = window.open(document)
        field(page, "header.place").focus()
        page.keyboard.press("Control+a")
        times, killed = type_until_killed(page, process)
    left = page.url
    window.context.close()
    with service(office.config.home, address.rpartition(":")[2]):
        again = Window(browser, address)
        again.page.goto(left)
        shown = field(again.page, "header.place").input_value()
    again.context.close()

    assert TYPED.startswith(shown)
    assert len(shown) >= sum(moment <= killed - 0.5 for moment in times) > 0
    assert office.now(document).header.place.value == "Phú Lâm"
