"""A run whose process is gone (a machine without power, a worker that was killed) does not stay «Running» for ever.

Runs tell the office's Prefect server that they live; a rule on that server, one of Prefect's automations, takes those
that have fallen silent for crashed.  The embedded server ends with its process, so the next one to run a batch looks
for what it left.  Documents come back by the lease of the store, not by this.
"""

import contextlib
import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pipeline.store.owners import is_gone

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient, SyncPrefectClient
    from prefect.events.schemas.automations import AutomationCore

RULE = "vanthu: đợt mất liên lạc"
# Three signs of life may be missed, like those of the lease.
_SILENT_SECONDS = 90
_MESSAGE = "Chương trình đọc đợt này đã ngừng đột ngột; văn bản chưa xong sẽ được đọc ở đợt khác."
_LIFE = "prefect.flow-run.heartbeat"
_ENDS = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed")}


async def keep_rule(client: "PrefectClient", flows: list[str]) -> None:
    """Make the rule on the server for runs of these flows, where it is missing.

    One that is there stays as it is, switched off too.  Where several machines make it at once, the first by id stays.
    """
    if await client.read_automations_by_name(RULE):
        return
    await client.create_automation(_rule(flows))
    found = sorted(await client.read_automations_by_name(RULE), key=lambda automation: automation.id)
    for surplus in found[1:]:
        await client.delete_automation(surplus.id)


def end_those_of_ended_processes(flows: list[str]) -> None:
    """Take the runs of these flows for crashed that a process of this machine was at which has ended.

    A run names its process (pipeline.store.owners) as a parameter.  A server that does not answer to this is no reason
    to leave documents waiting.
    """
    import httpx
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import (
        FlowFilter,
        FlowFilterName,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.exceptions import PrefectException
    from prefect.states import Crashed

    running = FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING]))
    ours = FlowFilter(name=FlowFilterName(any_=flows))
    with contextlib.suppress(PrefectException, httpx.HTTPError), get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_filter=ours, flow_run_filter=FlowRunFilter(state=running)):
            process = run.parameters.get("process")
            if process and is_gone(process):
                _end_tasks(client, run.id)
                client.set_flow_run_state(run.id, Crashed(message=_MESSAGE), force=True)


def _end_tasks(client: "SyncPrefectClient", run: UUID) -> None:
    """Take the tasks of a lost run for crashed that it had not ended: before the run itself, which is looked for."""
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterId,
        TaskRunFilter,
        TaskRunFilterState,
        TaskRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType
    from prefect.states import Crashed

    open_ones = TaskRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING])
    for task in client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run])),
        task_run_filter=TaskRunFilter(state=TaskRunFilterState(type=open_ones)),
    ):
        client.set_task_run_state(task.id, Crashed(message=_MESSAGE), force=True)


def _rule(flows: list[str]) -> "AutomationCore":
    from prefect.client.schemas.objects import StateType
    from prefect.events.actions import ChangeFlowRunState
    from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
    from prefect.events.schemas.events import ResourceSpecification

    return AutomationCore(
        name=RULE,
        description="Đợt nào im lặng quá lâu thì coi là Crashed.",
        trigger=EventTrigger(
            after={_LIFE},
            expect={_LIFE, *_ENDS},
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": [*flows]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=datetime.timedelta(seconds=_SILENT_SECONDS),
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=_MESSAGE)],
    )
