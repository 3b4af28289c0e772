"""The embedded Prefect server: `python -m flows.prefect_server PORT`, on loopback, until its input is closed."""

import sys

from flows.orchestration import end_with_input


def main() -> None:
    """Serve Prefect's API and pages on 127.0.0.1."""
    end_with_input()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(create_app(final=True), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)


if __name__ == "__main__":
    main()
