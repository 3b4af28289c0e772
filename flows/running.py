"""Do something with many documents: reading processes, the Prefect server, and a tally of what came of each."""

import dataclasses
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.log import keep_log
from flows.opened import Kind
from flows.orchestration import ensure_server
from flows.take_in import Report
from pipeline.config import Config
from pipeline.rules_check import require_right


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: files in all and done, of these in doubt, failed and already known."""

    total: int
    done: int = 0
    in_doubt: int = 0
    failed: int = 0
    known: int = 0


Tell = Callable[[Progress], None]


def run_all(
    config: Config,
    kind: Kind,
    act: Callable[[int], Report],
    names: Mapping[int, str],
    tell: Tell,
) -> list[Report]:
    """Do it with every key of `names`, in batches of one flow run each; a report's name is taken from there."""
    keep_log(config)
    tally = _Tally(names, tell)
    tell(tally.progress)
    ensure_server(config)
    from flows import batch, lost_runs

    flows = {"take_in": batch.take_in_batch, "read_again": batch.read_again_batch}
    lost_runs.end_those_of_ended_processes([flow.name for flow in flows.values()])
    size, keys = config.inbox_settings.batch, sorted(names)
    with batch.working(act, tally.add):
        for first in range(0, len(keys), size):
            batch.run_batch(flows[kind], keys[first : first + size], config.workers + 1)
    return [tally.reports[key] for key in sorted(tally.reports)]


def check_own_rules(config: Config) -> None:
    """Begin nothing with rules of the office's own that are wrong: every document would fail by them.

    Raises:
        BadSettings: with what is wrong in Vietnamese.

    """
    require_right(config.rules)


class _Tally:
    """The reports of a batch as they come in, from several threads."""

    def __init__(self, names: Mapping[int, str], tell: Tell) -> None:
        self.reports: dict[int, Report] = {}
        self.progress = Progress(len(names))
        self._names = names
        self._tell = tell
        self._lock = threading.Lock()

    def add(self, key: int, report: Report) -> None:
        """Count one more, and tell how far the batch is."""
        if not report.name and report.outcome != "set_apart":
            report = dataclasses.replace(report, name=self._names[key])
        with self._lock:
            self.reports[key] = report
            so_far = self.progress
            self.progress = Progress(
                so_far.total,
                so_far.done + 1,
                so_far.in_doubt + report.in_doubt,
                so_far.failed + (report.outcome in ("failed", "waiting")),
                so_far.known + (report.outcome == "known"),
            )
            self._tell(self.progress)
