"""A batch as Prefect sees it: one flow run, one task for each document, arrivals by id and nothing else.

Importing this module imports Prefect, so it is imported only when a batch is about to run.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, cast

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, wait
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from extractors.errors import Failure
from flows.take_in import Intake, Report
from pipeline.models import ErrorInfo
from pipeline.workers import told

OnDone = Callable[[int, Report], None]

_RETRY_AFTER_SECONDS: list[float] = [1, 5]
_intake: Intake | None = None
_on_done: OnDone | None = None
_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def working(intake: Intake, on_done: OnDone) -> Iterator[None]:
    """Let the flows of this process work with these; `on_done` hears of each arrival, from any thread."""
    global _intake, _on_done
    with _one_at_a_time:
        _intake, _on_done = intake, on_done
        try:
            yield
        finally:
            _intake = _on_done = None


def _may_pass(_task: "Task[[int], Report]", _run: TaskRun, state: "State[Report]") -> bool:
    """Try again what a lock or a share caused; what is the file's or the program's fault stays as it is."""
    problem = state.result(raise_on_failure=False)
    return isinstance(problem, Failure) and problem.passing and problem.code != "STOPPED"


@task(
    name="tiếp nhận một tệp",
    task_run_name="tệp {arrival_id}",
    retries=len(_RETRY_AFTER_SECONDS),
    retry_delay_seconds=_RETRY_AFTER_SECONDS,
    retry_condition_fn=_may_pass,
    persist_result=False,
)
def take_in_one(arrival_id: int) -> Report:
    """Take in one file.  The log names it by number: what it is called may be a secret."""
    if _intake is None:
        raise RuntimeError("no intake is open in this process")
    report = _intake.take_in(arrival_id)
    code = f" {report.error.code}" if report.error else ""
    get_run_logger().info("arrival %d: %s%s", arrival_id, report.outcome, code)
    if _on_done is not None:
        _on_done(arrival_id, report)
    return report


@flow(name="tiếp nhận văn bản", flow_run_name="đợt {count} tệp", persist_result=False, validate_parameters=False)
def take_in_batch(arrival_ids: list[int], count: int) -> dict[str, int]:  # noqa: ARG001 - `count` names the run
    """Take in a batch; one file that fails does not stop the others."""
    futures = {arrival_id: take_in_one.submit(arrival_id) for arrival_id in arrival_ids}
    wait(list(futures.values()))
    outcomes: Counter[str] = Counter()
    for arrival_id, future in futures.items():
        result = future.state.result(raise_on_failure=False)
        if not isinstance(result, Report):
            result = Report("", "waiting", error=_reason(result))
            if _on_done is not None:
                _on_done(arrival_id, result)
        outcomes[result.outcome] += 1
    create_table_artifact(
        key="dot-tiep-nhan",
        table=[{"kết quả": outcome, "số tệp": number} for outcome, number in sorted(outcomes.items())],
        description="Kết quả của đợt tiếp nhận",
    )
    return dict(outcomes)


def _reason(problem: object) -> ErrorInfo:
    return told(problem if isinstance(problem, Failure) else Failure())


def run_batch(arrival_ids: list[int], threads: int) -> None:
    """One flow run over these arrivals, on so many threads."""
    runner: ThreadPoolTaskRunner[Report] = ThreadPoolTaskRunner(max_workers=threads)
    take_in_batch.with_options(task_runner=cast("TaskRunner[PrefectFuture[Any]]", runner))(
        arrival_ids, len(arrival_ids)
    )
