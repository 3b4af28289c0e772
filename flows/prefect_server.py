"""The embedded Prefect server: `python -m flows.prefect_server PORT`, on loopback, until its input is closed."""

import gc
import sys
import threading
from typing import TYPE_CHECKING

from flows.orchestration import end_with_input

if TYPE_CHECKING:
    import uvicorn

_GRACE_SECONDS = 2


def main() -> None:
    """Serve Prefect's API and pages on 127.0.0.1."""
    ending = threading.Event()
    end_with_input(ending.set)
    # What is loaded here stays as long as the server: the collector need not walk through it again and again.
    gc.disable()
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(final=True)
    gc.freeze()
    gc.enable()
    settings = uvicorn.Config(
        app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False,
        # Between two processes of one machine there is nothing to be gained by packing what they tell each other.
        ws_per_message_deflate=False,
        # An open page in somebody's browser does not keep it.
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    threading.Thread(target=_end_when, args=(ending, server), daemon=True).start()
    server.run()


def _end_when(ending: threading.Event, server: "uvicorn.Server") -> None:
    """End in good order: states of tasks that wait to be written are written."""
    ending.wait()
    server.should_exit = True


if __name__ == "__main__":
    main()
