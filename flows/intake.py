"""Take in what lies in the inbox, or in another folder, once: from the files to a summary for the clerk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractors.errors import NotAFile, NotFound
from flows import inbox
from flows.orchestration import begin_server
from flows.running import Tell, check_own_rules, run_all
from flows.take_in import Intake, Report, locate, source_outside
from pipeline.config import Config, prepare_home
from pipeline.shown import one_line
from pipeline.store.store import Store
from pipeline.workers import Job, Readers


@dataclass(slots=True)
class Summary:
    """What became of a batch, file by file; `growing` were still being written, `links` are none of ours."""

    home: Path
    reports: list[Report] = field(default_factory=list)
    growing: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def by_outcome(self, *outcomes: str) -> list[Report]:
        """The files that came to one of these."""
        return [report for report in self.reports if report.outcome in outcomes]

    @property
    def taken(self) -> list[Report]:
        """Read and recorded."""
        return self.by_outcome("taken")

    @property
    def failed(self) -> list[Report]:
        """Could not be read (they stand in loi/), or not taken in this time (they stand where they were)."""
        return self.by_outcome("failed", "waiting")

    def lines(self) -> list[str]:
        """The summary in Vietnamese, a line each."""
        doubt = [report for report in self.taken if report.in_doubt]
        lines = [f"Đã tiếp nhận: {len(self.taken)} tệp, trong đó {len(doubt)} tệp cần soát."]
        for report in self.taken:
            number = f" (số đến {report.arrival_number})" if report.arrival_number else ""
            lines.append(f"  {one_line(report.name)}{number}{' – cần soát' if report.in_doubt else ''}")
        for reports, title in (
            (self.by_outcome("known"), "Đã có từ trước"),
            (self.by_outcome("failed"), f"Không đọc được, để trong {self.home / 'loi'}"),
            (self.by_outcome("waiting"), "Chưa tiếp nhận được, vẫn nằm chỗ cũ"),
            (self.by_outcome("vanished"), "Không còn ở chỗ cũ khi tiếp nhận"),
        ):
            if reports:
                lines.append(f"{title}: {len(reports)} tệp.")
                lines += [f"  {_told(report)}" for report in reports]
        apart = len(self.by_outcome("set_apart"))
        if apart:
            lines.append(f"Có dấu chỉ độ mật, để riêng trong {self.home / 'dat-rieng'}, không đọc: {apart} tệp.")
        if self.growing:
            lines.append(f"Còn đang được chép, sẽ tiếp nhận lần sau: {len(self.growing)} tệp.")
            lines += [f"  {one_line(name)}" for name in self.growing]
        if self.links:
            lines.append(f"Để nguyên (liên kết): {len(self.links)}.")
            lines += [f"  {one_line(name)}" for name in self.links]
        return lines


def _told(report: Report) -> str:
    if report.error is None:
        return one_line(report.name)
    return f"{one_line(report.name)}: {report.error.message} [{report.error.code}] → {report.error.next_step}"


def ingest(
    config: Config,
    folder: Path | None = None,
    progress: Tell = lambda _: None,
    *,
    job: Job | None = None,
) -> Summary:
    """Take in once what is in the inbox; the files of another folder are copied and left untouched.

    `job` reads one file in a process of its own (default: pipeline.process.process).

    Raises:
        NotFound, NotAFile: the folder is not there, or is none.
        pipeline.errors.BadSettings: a rule of the office's own is wrong.
        pipeline.errors.StoreUnavailable, ServiceUnavailable: nothing could be begun; every file is where it was.

    """
    prepare_home(config)
    if folder is not None:
        _check_folder(folder)
    check_own_rules(config)
    if any(inbox.files_in(folder or config.inbox)):
        begin_server(config)
    left = [inbox.shown_name(path) for path in inbox.links_in(folder or config.inbox)]
    summary = Summary(config.home, links=left)
    with Store(config) as store:
        announce(store, _sources(config, folder, summary))
        waiting = store.open_arrivals()
        if waiting:
            with Readers(config.bounds, config.workers, config.own_office, job) as readers:
                summary.reports = take_in_open(config, store, waiting, readers, progress)
    return summary


def announce(store: Store, sources: Sequence[str]) -> None:
    """Open an arrival for each of these files that is still there."""
    store.announce(sources, lambda source: inbox.look(locate(store.config, source)[0]) is not None)


def take_in_open(
    config: Config, store: Store, waiting: Mapping[str, int], readers: Readers, progress: Tell
) -> list[Report]:
    """Take in these open arrivals, by source and id: new ones, and what an earlier run did not finish."""
    names = {arrival_id: inbox.shown_name(inbox.unspell(source)) for source, arrival_id in waiting.items()}
    return run_all(config, "take_in", Intake(config, store, readers).take_in, names, progress)


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise NotFound(str(folder))
    if not folder.is_dir():
        raise NotAFile(str(folder))


def _sources(config: Config, folder: Path | None, summary: Summary) -> list[str]:
    """The files to take in, in their spelling for the store."""
    if folder is not None and folder.resolve() != config.inbox.resolve():
        root = folder.absolute()
        return [source_outside(root, path) for path in inbox.files_in(root)]
    resting, growing = inbox.at_rest(list(inbox.files_in(config.inbox)), config.inbox_settings.quiet_seconds)
    summary.growing = [inbox.shown_name(path) for path in growing]
    return [inbox.spell(path.relative_to(config.inbox)) for path in resting]
