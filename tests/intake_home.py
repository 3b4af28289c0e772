"""What the intake tests share: a home, and reading in this very process instead of one of its own."""

from collections.abc import Callable
from pathlib import Path

from intake_samples import read_by_content

from extractors.errors import Failure
from flows.inbox import files_in, spell
from flows.intake import announce
from flows.take_in import Intake, Report, source_outside
from pipeline.config import Config, InboxSettings, prepare_home
from pipeline.store.store import Store
from pipeline.workers import Outcome


class HereReaders:
    """Reads at once, in this process."""

    def __init__(self, job: Callable[..., object] = read_by_content) -> None:
        self.job = job
        self.seen: list[str] = []

    def read(self, path: Path, file_name: str) -> Outcome:
        self.seen.append(file_name)
        try:
            return Outcome(directive=self.job(path, file_name=file_name))
        except Failure as failure:
            return Outcome(failure=failure)


class Office:
    """A home with its store, taking in without Prefect."""

    def __init__(self, home: Path, url: str | None = None, **settings: object) -> None:
        self.config = Config(home=home, database_url=url, inbox=InboxSettings(quiet_seconds=0), **settings)
        prepare_home(self.config)
        self.store = Store(self.config)
        self.readers = HereReaders()
        self.intake = Intake(self.config, self.store, self.readers)

    def drop(self, name: str | Path, text: str = "một văn bản") -> Path:
        path = self.config.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def take_all(self, folder: Path | None = None) -> list[Report]:
        root = folder or self.config.inbox
        found = [source_outside(root, p) if folder else spell(p.relative_to(root)) for p in files_in(root)]
        announce(self.store, found)
        return [self.intake.take_in(arrival_id) for arrival_id in self.store.open_arrivals().values()]

    def tree(self, *folders: str) -> list[str]:
        """The files in these folders of the home, relative to it."""
        chosen = [self.config.home / folder for folder in folders]
        return sorted(str(p.relative_to(self.config.home)) for f in chosen for p in f.rglob("*") if p.is_file())
