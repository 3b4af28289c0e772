"""More than one machine: a Prefect server of the office's own, a work pool, and a worker on each machine.

The store is in PostgreSQL (VANTHU_DATABASE_URL), the home on a folder that all machines share under the same path
(VANTHU_HOME), the Prefect server at VANTHU_PREFECT_API_URL.  Who watches the inbox hands batches of arrivals, by id,
to the pool; any worker takes them.  What has been done is decided by the store alone: a batch that is handed over
twice, or whose worker died, does no harm.
"""

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import Callable, Sequence

from extractors.errors import Failure
from flows import inbox
from flows.intake import announce
from flows.orchestration import API_VARIABLE, set_environment
from flows.watching import Patience, Rest, wakes
from pipeline.config import Config, prepare_home
from pipeline.errors import SourceUnavailable, WrongUsage
from pipeline.store.store import Store

POOL = "vanthu"
DEPLOYMENT = "vanthu"
# Small enough to spread over the machines, large enough that starting a run does not count.
_BATCH = 25
_UNTIL_HANDED_OVER_AGAIN = 60.0


def is_shared() -> bool:
    """Whether the office has a Prefect server of its own."""
    return API_VARIABLE in os.environ


def register(config: Config) -> None:
    """Make the work pool and the deployments on the server, or bring them up to date."""
    _require_server(config)
    asyncio.run(_register())


def join(config: Config, runs_at_once: int = 1) -> None:
    """Work for the pool until stopped: each run in a process of its own, with reading processes on every core."""
    register(config)
    prepare_home(config)
    from prefect.workers.process import ProcessWorker

    worker = ProcessWorker(work_pool_name=POOL, name=f"{socket.gethostname()}-{os.getpid()}", limit=runs_at_once)
    asyncio.run(worker.start(printer=lambda *_, **__: None))


def dispatch(
    config: Config, stop: threading.Event, tell: Callable[[int], None], complain: Callable[[Failure], None]
) -> None:
    """Watch the inbox and hand what comes to the pool until `stop` is set; `tell` hears how many files went over."""
    register(config)
    prepare_home(config)
    rest, patience = Rest(config.inbox_settings.quiet_seconds), Patience(_UNTIL_HANDED_OVER_AGAIN)
    for _ in wakes(config, stop):
        try:
            count = _dispatch_once(config, rest, patience)
        except Failure as failure:
            complain(failure)
            continue
        if count:
            tell(count)


def _dispatch_once(config: Config, rest: Rest, patience: Patience) -> int:
    """Hand over what rests and is nobody's; what is still nobody's after a while is handed over again."""
    if not config.inbox.is_dir():
        raise SourceUnavailable(str(config.inbox))
    found = [inbox.spell(path.relative_to(config.inbox)) for path in rest.resting(list(inbox.files_in(config.inbox)))]
    with Store(config) as store:
        announce(store, found)
        keys = sorted(patience.due(store.open_arrivals()).values())
    for first in range(0, len(keys), _BATCH):
        _hand_over(keys[first : first + _BATCH])
    patience.note(set(keys), set(keys))
    return len(keys)


def _hand_over(keys: Sequence[int]) -> None:
    from prefect.deployments import run_deployment

    run_deployment(f"tiếp nhận văn bản/{DEPLOYMENT}", parameters={"keys": list(keys), "count": len(keys)}, timeout=0)


def _require_server(config: Config) -> None:
    if not is_shared():
        raise WrongUsage(f"chưa đặt {API_VARIABLE}")
    set_environment(config)


async def _register() -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.types.entrypoint import EntrypointType

    from flows import batch

    async with get_client() as client:
        with contextlib.suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
    for flow in (batch.take_in_batch, batch.read_again_batch):
        deployment = await flow.ato_deployment(
            name=DEPLOYMENT, work_pool_name=POOL, entrypoint_type=EntrypointType.MODULE_PATH
        )
        await deployment.aapply()
