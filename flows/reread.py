"""Read stored originals again, after readers or rules have changed or when a failure may have passed."""

from dataclasses import dataclass, field

from flows.orchestration import begin_server
from flows.rereading import Rereading
from flows.running import Progress, Tell, check_own_rules, run_all
from flows.take_in import Intake, Report
from pipeline.config import Config, prepare_home
from pipeline.reader_version import reader_version
from pipeline.shown import one_line
from pipeline.store.store import Store
from pipeline.workers import Job, Readers


@dataclass(slots=True)
class RereadSummary:
    """What became of each document that was read again."""

    reports: list[Report] = field(default_factory=list)

    def by_outcome(self, *outcomes: str) -> list[Report]:
        """The documents that came to one of these."""
        return [report for report in self.reports if report.outcome in outcomes]

    @property
    def failed(self) -> list[Report]:
        """Could not be read this time; what was read before still stands."""
        return self.by_outcome("failed", "waiting")

    def lines(self) -> list[str]:
        """The summary in Vietnamese, a line each."""
        lines = [f"Đã đọc lại: {len(self.reports)} văn bản."]
        apart = len(self.by_outcome("set_apart"))
        if apart:
            lines.append(f"Có dấu chỉ độ mật, đã chuyển sang dat-rieng: {apart} văn bản.")
        for outcome, title in (
            ("same", "Không có gì khác"),
            ("changed", "Kết quả đã đổi"),
            ("differs", "Đã duyệt, bản đọc mới có chỗ khác: giữ bản duyệt, xem lại khi soát"),
            ("taken", "Lần trước không đọc được, nay đã đọc được"),
            ("failed", "Không đọc được"),
            ("waiting", "Chưa đọc lại được"),
        ):
            reports = self.by_outcome(outcome)
            if reports:
                lines.append(f"{title}: {len(reports)} văn bản.")
            if outcome != "same":
                lines += [f"  {_told(report)}" for report in reports]
        return lines


def _told(report: Report) -> str:
    name = one_line(report.name)
    return f"{name}: {report.error.message} [{report.error.code}]" if report.error else name


def reread(
    config: Config, everything: bool = False, progress: Tell = lambda _: None, *, job: Job | None = None
) -> RereadSummary:
    """Read again what was read by other readers or rules than today's, and what failed; or every original.

    What a person has approved stays; tasks keep their ids; earlier readings stay on record.
    """
    prepare_home(config)
    check_own_rules(config)
    with Store(config) as store:
        keys = store.outdated(None if everything else reader_version(config.rules))
        keys = sorted({*keys, *(record.id for record in store.documents(state="failed") if record.sha256)})
        names = {key: store.by_id(key).file_name for key in keys}
        if not names:
            progress(Progress(0))
            return RereadSummary()
        begin_server(config)
        with Readers(config.bounds, config.workers, config.own_office, job) as readers:
            act = Rereading(Intake(config, store, readers))
            return RereadSummary(run_all(config, "read_again", act, names, progress))
