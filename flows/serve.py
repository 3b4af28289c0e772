"""The service: the inbox is watched in one thread, the pages are served in another, failed files are read again.

Alone, this machine reads what comes; where the office has a Prefect server of its own, the watch hands it over to the
workers of all machines.

Only the loopback address is served: there are no users and roles that could keep others out.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractors.errors import Failure
from flows.cluster import dispatch
from flows.orchestration import is_shared
from flows.retrying import Retries
from flows.watching import watch
from pipeline.config import Config, prepare_home
from pipeline.errors import AddressRefused, PortTaken
from pipeline.store.store import Store

if TYPE_CHECKING:
    import uvicorn

_LAST_PORT = 65535
_WAIT_SECONDS = 30.0


def checked_address(host: str, port: int) -> tuple[str, int]:
    """The address, if it is this machine's own.

    >>> checked_address("localhost", 8000)
    ('127.0.0.1', 8000)

    Raises:
        AddressRefused: others could reach it, or it is none.
    """
    name = "127.0.0.1" if host == "localhost" else host.strip("[]")
    try:
        is_own = ipaddress.ip_address(name).is_loopback
    except ValueError:
        is_own = False
    if not is_own or not 0 <= port <= _LAST_PORT:
        raise AddressRefused(f"{host}:{port}")
    return name, port


def listening(host: str, port: int) -> socket.socket:
    """A socket that nobody else has.

    Raises:
        PortTaken: another program serves there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)
    except OSError as problem:
        made.close()
        raise PortTaken(f"{host}:{port}") from problem
    return made


def serve(
    config: Config,
    host: str,
    port: int,
    tell: Callable[[list[str]], None],
    complain: Callable[[Failure], None],
    announce: Callable[[str], None],
) -> None:
    """Watch and serve until the process is told to stop; what is being read is left as if it had not begun."""
    prepare_home(config)
    stop = threading.Event()
    with listening(host, port) as listener, Store(config) as store, Retries(config, store) as retries:
        chosen = listener.getsockname()[1]
        server = make_server(config, store, retries, chosen)
        watcher = threading.Thread(target=_watch, args=(config, stop, tell, complain), daemon=True)
        watcher.start()
        announce(f"http://{f'[{host}]' if ':' in host else host}:{chosen}/")
        try:
            server.run(sockets=[listener])
        finally:
            stop.set()
            watcher.join(_WAIT_SECONDS)


def _watch(
    config: Config, stop: threading.Event, tell: Callable[[list[str]], None], complain: Callable[[Failure], None]
) -> None:
    """Watch; where the watch cannot begin, that is told, and the pages go on."""
    try:
        if is_shared():
            dispatch(config, stop, lambda count: tell([f"Đã giao {count} tệp cho các máy đọc."]), complain)
        else:
            watch(config, stop, lambda summary: tell(summary.lines()), complain)
    except Failure as failure:
        complain(failure)


def make_server(config: Config, store: Store, retries: Retries, port: int) -> "uvicorn.Server":
    """The web server with the pages."""
    import uvicorn

    from pipeline.review.web.app import create_app
    from pipeline.review.web.site import Actions

    actions = Actions(retries.add, retries.is_waiting, tuple(sorted(config.folders)))
    app = create_app(config, store, actions, port)
    settings = uvicorn.Config(
        app, log_level="error", access_log=False, server_header=False, date_header=False, proxy_headers=False,
        timeout_graceful_shutdown=3, lifespan="on",
    )  # fmt: skip
    return uvicorn.Server(settings)
