"""A batch as Prefect sees it: one flow run, one task for each document, arrivals and documents by id and nothing else.

Importing this module imports Prefect, so it is imported only when a batch is about to run.
"""

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, cast

from prefect import Flow, flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, wait
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from extractors.errors import Failure
from flows.log import LOG
from flows.opened import Kind, opened
from flows.take_in import Report
from pipeline.models import ErrorInfo
from pipeline.store.owners import own_name

Act = Callable[[int], Report]
OnDone = Callable[[int, Report], None]

_RETRY_AFTER_SECONDS: list[float] = [1, 5]
_act: Act | None = None
_on_done: OnDone | None = None
_one_at_a_time = threading.Lock()
_RUNNER = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=(os.cpu_count() or 1) + 1))


@contextlib.contextmanager
def working(act: Act, on_done: OnDone) -> Iterator[None]:
    """Let the flows of this process do this with each id; `on_done` hears of each, from any thread."""
    global _act, _on_done
    with _one_at_a_time:
        _act, _on_done = act, on_done
        try:
            yield
        finally:
            _act = _on_done = None


def _may_pass(_task: "Task[[int], Report]", _run: TaskRun, state: "State[Report]") -> bool:
    """Try again what a lock or a share caused; what is the file's or the program's fault stays as it is."""
    problem = state.result(raise_on_failure=False)
    return isinstance(problem, Failure) and problem.passing and problem.code != "STOPPED"


@task(
    name="một văn bản",
    task_run_name="số {key}",
    retries=len(_RETRY_AFTER_SECONDS),
    retry_delay_seconds=_RETRY_AFTER_SECONDS,
    retry_condition_fn=_may_pass,
    persist_result=False,
)
def do_one(key: int) -> Report:
    """Do what is to be done with one file or document.  It is named by number: what it is called may be a secret."""
    if _act is None:
        raise RuntimeError("nothing is to be done in this process")
    try:
        report = _act(key)
    except Failure:
        raise
    except Exception as problem:
        LOG.exception("số %d", key)
        # Prefect keeps what an exception says; ours may quote the document.
        raise Failure from problem
    code = f" {report.error.code}" if report.error else ""
    for log in (get_run_logger(), LOG):
        log.info("số %d: %s%s", key, report.outcome, code)
    if _on_done is not None:
        _on_done(key, report)
    return report


@flow(name="tiếp nhận văn bản", flow_run_name="đợt {count} tệp", persist_result=False, task_runner=_RUNNER)
def take_in_batch(keys: list[int], count: int, process: str = "") -> dict[str, int]:  # noqa: ARG001 - they name the run
    """Take in a batch of arrivals; one file that fails does not stop the others.

    `process` says whose run it is (pipeline.store.owners), for whoever finds it unfinished.
    """
    with _ready("take_in", keys):
        return _do_all(keys, "dot-tiep-nhan")


@flow(name="đọc lại văn bản", flow_run_name="đợt {count} văn bản", persist_result=False, task_runner=_RUNNER)
def read_again_batch(keys: list[int], count: int, process: str = "") -> dict[str, int]:  # noqa: ARG001 - as above
    """Read a batch of stored documents again."""
    with _ready("read_again", keys):
        return _do_all(keys, "dot-doc-lai")


@contextlib.contextmanager
def _ready(kind: Kind, keys: list[int]) -> Iterator[None]:
    """Work with what this process has opened; in a process that a Prefect worker started, open it first."""
    if _act is not None:
        yield
        return
    with opened(kind, keys) as act, working(act, lambda _key, _report: None):
        yield


def _do_all(keys: list[int], artifact: str) -> dict[str, int]:
    futures = {key: do_one.submit(key) for key in keys}
    wait(list(futures.values()))
    outcomes: Counter[str] = Counter()
    for key, future in futures.items():
        result = future.state.result(raise_on_failure=False)
        if not isinstance(result, Report):
            result = Report("", "waiting", error=ErrorInfo.of(result if isinstance(result, Failure) else Failure()))
            LOG.warning("số %d: %s %s", key, result.outcome, result.error.code if result.error else "")
            if _on_done is not None:
                _on_done(key, result)
        outcomes[result.outcome] += 1
    create_table_artifact(
        key=artifact,
        table=[{"kết quả": outcome, "số văn bản": number} for outcome, number in sorted(outcomes.items())],
        description="Kết quả của đợt",
    )
    return dict(outcomes)


def run_batch(batch: Flow[[list[int], int, str], dict[str, int]], keys: list[int], threads: int) -> None:
    """One flow run over these arrivals or documents, on so many threads."""
    runner: ThreadPoolTaskRunner[Report] = ThreadPoolTaskRunner(max_workers=threads)
    batch.with_options(task_runner=cast("TaskRunner[PrefectFuture[Any]]", runner))(keys, len(keys), own_name())
