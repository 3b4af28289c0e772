"""The store with 100,000 documents against one with 1,000: the years that go by make nothing slower.

CPU seconds, the quickest of some times: the database is in this process, and waiting for the disk is the same for both.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import one_page_files
from benchmarks.measure import Row
from benchmarks.stored_documents import filled
from flows.inbox import spell
from flows.intake import announce
from flows.take_in import Intake
from pipeline.config import prepare_home
from pipeline.packed_text import pack
from pipeline.process import Processed, process_with_text
from pipeline.store.archive import content_hash
from pipeline.store.store import Store
from pipeline.workers import Outcome

FEW, MANY = 1_000, 100_000
_TIMES = 40


@dataclass(slots=True)
class Knowing:
    """Stands in for reading: it has read one file, and says the same of every other, under its own number."""

    processed: Processed
    count: int = 0

    def read(self, path: Path, file_name: str) -> Outcome:
        """What the one file says, as if it stood in this one."""
        self.count += 1
        directive, header = self.processed.directive, self.processed.directive.header
        number = header.number.model_copy(update={"value": f"9{self.count}", "status": "auto"})
        source = directive.source.model_copy(update={"sha256": content_hash(path), "file_name": file_name})
        update = {"source": source, "header": header.model_copy(update={"number": number})}
        return Outcome(directive=directive.model_copy(update=update), text=pack(self.processed.document))


@dataclass(slots=True)
class Office:
    """A store and the intake into it."""

    store: Store
    processed: Processed
    intake: Intake = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        prepare_home(self.store.config)
        self.intake = Intake(self.store.config, self.store, Knowing(self.processed))

    def drop(self, *, known: bool) -> int:
        """Lay a file into the inbox, a new one or one that was taken in before; the id of its arrival."""
        self.made += not known
        path = self.store.config.inbox / "thư.pdf"
        path.write_bytes(b"%%PDF-1.7 %d" % (1 if known else self.made))
        announce(self.store, [spell(path.relative_to(self.store.config.inbox))])
        [arrival_id] = self.store.open_arrivals().values()
        return arrival_id

    def status(self) -> float:
        """CPU seconds of what `vanthu status` does."""
        started = time.process_time()
        with Store(self.store.config) as store:
            store.counts()
        return time.process_time() - started

    def take(self, *, known: bool = False) -> float:
        """CPU seconds of taking in one file."""
        arrival_id = self.drop(known=known)
        started = time.process_time()
        report = self.intake.take_in(arrival_id)
        spent = time.process_time() - started
        if report.outcome != ("known" if known else "taken"):
            raise RuntimeError(f"the file came to be {report.outcome}")
        return spent


def rows() -> Iterator[Row]:
    """Counting by state, taking in one file, finding out that one is known."""
    with tempfile.TemporaryDirectory() as folder:
        one_page_files.make(Path(folder) / "one", 1)
        processed = process_with_text(next((Path(folder) / "one").iterdir()))
        few, many = (Office(filled(Path(folder) / str(count), count), processed) for count in (FEW, MANY))
        asked: dict[str, Callable[[Office], float]] = {
            "`vanthu status`": Office.status,
            "taking in one file": Office.take,
            "finding out that a file is known": lambda office: office.take(known=True),
        }
        for what, ask in asked.items():
            quickest = [min(ask(office) for _ in range(_TIMES)) for office in (few, many)]
            yield Row(f"{what}, {MANY} documents in the store against {FEW}", quickest[1] / quickest[0], 1.5, 1.0)
        few.store.close()
        many.store.close()
