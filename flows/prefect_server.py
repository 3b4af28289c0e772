"""The embedded Prefect server: `python -m flows.prefect_server PORT`, on loopback, until its input is closed."""

import gc
import sys

from flows.orchestration import end_with_input


def main() -> None:
    """Serve Prefect's API and pages on 127.0.0.1."""
    end_with_input()
    # What is loaded here stays as long as the server: the collector need not walk through it again and again.
    gc.disable()
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app(final=True)
    gc.freeze()
    gc.enable()
    port = int(sys.argv[1])
    # Between two processes of one machine there is nothing to be gained by packing what they tell each other.
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False, ws_per_message_deflate=False)


if __name__ == "__main__":
    main()
