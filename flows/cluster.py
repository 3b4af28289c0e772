"""More than one machine: a Prefect server of the office's own, a work pool, and a worker on each machine.

The store is in PostgreSQL (VANTHU_DATABASE_URL), the home on a folder that all machines share under the same path
(VANTHU_HOME), the Prefect server at VANTHU_PREFECT_API_URL.  Who watches the inbox hands batches of arrivals, by id,
to the pool; any worker takes them.  What has been done is decided by the store alone: a batch that is handed over
twice, or whose worker died, does no harm.
"""

import asyncio
import os
import socket
import threading
from collections.abc import Callable

from extractors.errors import Failure
from flows import inbox, pool
from flows.intake import announce
from flows.log import LOG, keep_log
from flows.orchestration import API_VARIABLE, is_shared, set_environment
from flows.watching import Complaints, Patience, Rest, wakes
from pipeline.config import Config, prepare_home
from pipeline.errors import SourceUnavailable, WrongUsage
from pipeline.store.store import Store

# Small enough to spread over the machines, large enough that starting a run does not count.
_BATCH = 25


def register(config: Config) -> None:
    """Make the work pool and the deployments on the server, or bring them up to date.

    Raises:
        ServerUnreachable: the server does not answer.

    """
    _require_server(config)
    pool.register()


def join(config: Config, runs_at_once: int = 1) -> None:
    """Work for the pool until stopped: each run in a process of its own, with reading processes on every core."""
    register(config)
    prepare_home(config)
    keep_log(config)
    from prefect.workers.process import ProcessWorker

    worker = ProcessWorker(work_pool_name=pool.POOL, name=f"{socket.gethostname()}-{os.getpid()}", limit=runs_at_once)
    LOG.info("máy này bắt đầu nhận việc")
    try:
        asyncio.run(worker.start(printer=lambda *_, **__: None))
    finally:
        LOG.info("máy này thôi nhận việc")


def dispatch(
    config: Config, stop: threading.Event, tell: Callable[[int], None], complain: Callable[[Failure], None]
) -> None:
    """Watch the inbox and hand what comes to the pool until `stop` is set; `tell` hears how many files went over.

    What the machines have not taken up or given back when their lease has run out is handed over again.  A failure
    that may pass (a server, a database or a share that does not answer) is told once, and waited for.
    """
    _require_server(config)
    prepare_home(config)
    keep_log(config)
    rest, complaints = Rest(config.inbox_settings.quiet_seconds), Complaints(complain)
    patience = Patience(config.inbox_settings.lease_seconds)
    is_registered = False
    for _ in wakes(config, stop):
        with complaints.heard():
            if not is_registered:
                pool.register()
                is_registered = True
            count = _dispatch_once(config, rest, patience)
            if count:
                LOG.info("giao %d tệp cho các máy", count)
                tell(count)


def _dispatch_once(config: Config, rest: Rest, patience: Patience) -> int:
    """Hand over what rests and is nobody's, as much of it as the machines can soon begin."""
    if not config.inbox.is_dir():
        raise SourceUnavailable(str(config.inbox))
    found = [inbox.spell(path.relative_to(config.inbox)) for path in rest.resting(list(inbox.files_in(config.inbox)))]
    size = min(_BATCH, config.inbox_settings.batch)
    with Store(config) as store:
        announce(store, found)
        due = sorted(patience.due(store.open_arrivals()).values())
        if not due:
            return 0
        keys = store.offer(due[: size * pool.room()])
    pool.hand_over([keys[first : first + size] for first in range(0, len(keys), size)])
    patience.note(set(keys), set(keys))
    return len(keys)


def _require_server(config: Config) -> None:
    if not is_shared():
        raise WrongUsage(f"chưa đặt {API_VARIABLE}")
    set_environment(config)
