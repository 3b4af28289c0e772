"""What the office's own Prefect server is told and asked: the work pool, the deployments, the runs that wait in it."""

import asyncio
import contextlib
import importlib.metadata
import random
import time
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from pipeline.errors import ServerUnreachable

POOL = "vanthu"
DEPLOYMENT = "vanthu"
TAKING_IN = "tiếp nhận văn bản"
# Enough that no worker waits for work; what has not been handed over waits in the store, where every machine sees it.
_MOST_WAITING = 8
_ATTEMPTS = 5
_Answer = TypeVar("_Answer")


def register() -> None:
    """Make the work pool, the deployments and the rule for lost runs where they are missing or of another version.

    What was deployed from deploy/prefect.yaml, with settings of the office's own, stays as it is.

    Raises:
        ServerUnreachable: the server does not answer.

    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            _asked(_register())
        except ServerUnreachable:
            # Where two register at once, the server refuses one of them; it finds all done when it asks again.
            if attempt == _ATTEMPTS:
                raise
            time.sleep(attempt * random.random())
        else:
            return


def room() -> int:
    """How many more batches may be handed over now."""
    return max(0, _MOST_WAITING - _asked(_count_waiting()))


def hand_over(batches: Sequence[Sequence[int]]) -> None:
    """Ask for a flow run for each batch of arrivals; whichever worker is free takes it."""
    _asked(_hand_over(batches))


def _asked(question: "Coroutine[Any, Any, _Answer]") -> _Answer:
    import httpx
    from prefect.exceptions import PrefectException

    try:
        return asyncio.run(question)
    # Prefect tells a server that does not answer as a RuntimeError.
    except (httpx.HTTPError, PrefectException, RuntimeError, OSError) as problem:
        raise ServerUnreachable(str(problem)) from problem


async def _register() -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
    from prefect.types.entrypoint import EntrypointType

    from flows import batch
    from flows.lost_runs import keep_rule

    version = importlib.metadata.version("vanthu")
    async with get_client() as client:
        with contextlib.suppress(ObjectAlreadyExists):
            await client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
        for flow in (batch.take_in_batch, batch.read_again_batch):
            with contextlib.suppress(ObjectNotFound):
                if (await client.read_deployment_by_name(f"{flow.name}/{DEPLOYMENT}")).version == version:
                    continue
            deployment = await flow.ato_deployment(
                name=DEPLOYMENT, version=version, work_pool_name=POOL, entrypoint_type=EntrypointType.MODULE_PATH
            )
            await deployment.aapply()
        await keep_rule(client, [batch.take_in_batch.name, batch.read_again_batch.name])


async def _count_waiting() -> int:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
        WorkPoolFilter,
        WorkPoolFilterName,
    )
    from prefect.client.schemas.objects import StateType

    waiting = FlowRunFilterStateType(any_=[StateType.SCHEDULED, StateType.PENDING])
    async with get_client() as client:
        return await client.count_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=waiting)),
            work_pool_filter=WorkPoolFilter(name=WorkPoolFilterName(any_=[POOL])),
        )


async def _hand_over(batches: Sequence[Sequence[int]]) -> None:
    from prefect.client.orchestration import get_client

    async with get_client() as client:
        deployment = await client.read_deployment_by_name(f"{TAKING_IN}/{DEPLOYMENT}")
        for keys in batches:
            await client.create_flow_run_from_deployment(
                deployment.id, parameters={"keys": list(keys), "count": len(keys)}
            )
