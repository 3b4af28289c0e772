"""The story of one file: claim, hash, read, keep, record, put away.

The order is what makes it safe.  The original is in the archive before anything is recorded, and recorded before the
file leaves the inbox; whoever finds the work cut off at any point can finish it from what is on the disk and in the
store.
"""

import contextlib
import errno
import functools
import logging
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from extractors.errors import Failure, NotFound, Secret, TooLarge
from flows import places
from flows.inbox import Look, look, shown_name, spell, unspell
from pipeline.config import Config, FolderMeaning
from pipeline.errors import ChangedMeanwhile, SourceUnavailable, StorageFull
from pipeline.models import Directive, ErrorInfo
from pipeline.reader_version import reader_version
from pipeline.store.archive import Archive, content_hash
from pipeline.store.arrivals import Arrival, ArrivalOutcome, ClaimLost
from pipeline.store.documents import Content, Reading
from pipeline.store.records import StoredDocument
from pipeline.store.rereading import RereadOutcome
from pipeline.store.store import Store
from pipeline.store.taking import Taken
from pipeline.system_words import reason
from pipeline.workers import Outcome, Readers

_LOG = logging.getLogger("vanthu")
# Between the folder that was named and the path below it, in the spelling of a source outside the inbox.
_BELOW = "/./"
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file.  `elsewhere`: another process has it; `waiting`: not now, `error` says why."""

    name: str
    outcome: ArrivalOutcome | RereadOutcome | Literal["elsewhere", "waiting"]
    in_doubt: bool = False
    error: ErrorInfo | None = None
    arrival_number: int | None = None


def source_outside(folder: Path, path: Path) -> str:
    """The spelling of a file in a folder that is not the inbox: it is copied, never moved."""
    return spell(folder) + _BELOW + spell(path.relative_to(folder))


def locate(config: Config, source: str) -> tuple[Path, bool, Path]:
    """Where the file of a source lies, whether it is only copied from there, and its path below inbox or folder."""
    folder, between, below = source.partition(_BELOW)
    if between:
        return unspell(folder) / unspell(below), True, unspell(below)
    return config.inbox / unspell(source), False, unspell(source)


class Intake:
    """What is needed to take files in; threads may share it."""

    def __init__(self, config: Config, store: Store, readers: Readers) -> None:
        self.config = config
        self.store = store
        self._readers = readers
        self._archive = Archive(config.archive)
        self._reader = reader_version(config.rules)

    def take_in(self, arrival_id: int) -> Report:
        """Do what is left to do for an arrival.

        Raises:
            Failure: one that may pass; the file stays where it is, and the arrival is anyone's again.

        """
        arrival = self.store.claim(arrival_id)
        if arrival is None:
            return Report("", "elsewhere")
        try:
            return self._resume(arrival) if arrival.outcome else self._begin(arrival)
        except ClaimLost:
            return Report("", "elsewhere")
        except BaseException as problem:
            with contextlib.suppress(Failure):
                self.store.release(arrival.id)
            if isinstance(problem, OSError):
                raise _passing(problem) from problem
            raise

    def _begin(self, arrival: Arrival) -> Report:
        source, copied, below = locate(self.config, arrival.source)
        seen = look(source)
        if seen is None:
            self.store.vanish(arrival)
            return Report(shown_name(source), "vanished")
        content = self._content(source, seen, below)
        known = self.store.state_of(content.sha256 or "") not in (None, "failed")
        outcome = Outcome() if known else self._read(source, content)
        if not isinstance(outcome.failure, Secret):
            self._archive.keep(source, content.sha256 or "")

        place_for = functools.partial(self._place_for, below=below, copied=copied)
        reading = None if known else self._reading(outcome)
        taken = self.store.take_in(arrival, content, reading, "Tệp đến hộp nhận.", place_for)
        self._put_away(arrival, taken, source, copied, unchanged=look(source) == seen)
        return _report(content.file_name, taken, outcome)

    def _resume(self, arrival: Arrival) -> Report:
        """Finish what another process recorded but did not live to put away."""
        source, copied, _ = locate(self.config, arrival.source)
        taken = Taken(arrival.outcome or "vanished", arrival.place, arrival.document_id)
        record = self.store.by_id(arrival.document_id) if arrival.document_id else None
        unchanged = look(source) is not None and (
            record is None or record.sha256 is None or content_hash(source) == record.sha256
        )
        self._put_away(arrival, taken, source, copied, unchanged=unchanged)
        name = record.file_name if record else ""
        outcome = Outcome(directive=record.directive) if record else Outcome()
        error = record.error if record and taken.outcome == "failed" else None
        return Report(name, taken.outcome, is_in_doubt(outcome.directive), error)

    def _content(self, source: Path, seen: Look, below: Path) -> Content:
        meaning: FolderMeaning = self.config.meaning_of(PurePosixPath(below.parent.as_posix()))
        return Content(
            sha256=content_hash(source),
            size=seen.size,
            file_name=shown_name(source),
            direction=meaning.direction,
            topic=meaning.topic,
            unit=meaning.unit,
            register=meaning.register_name or self.config.register_settings.name,
        )

    def _read(self, source: Path, content: Content) -> Outcome:
        if content.size > self.config.bounds.file_mib * _MIB:
            return Outcome(failure=TooLarge(f"quá {self.config.bounds.file_mib} MiB"))
        outcome = self._readers.read(source, content.file_name)
        _log_trace(content.file_name, outcome)
        if outcome.failure and (outcome.failure.passing or isinstance(outcome.failure, NotFound)):
            raise outcome.failure
        if outcome.directive and outcome.directive.source.sha256 != content.sha256:
            raise ChangedMeanwhile
        return outcome

    def read_original(self, record: StoredDocument) -> tuple[Reading, Outcome]:
        """Read the kept original of a document again.

        Raises:
            SourceUnavailable: it cannot be reached in the archive now.

        """
        original = self._archive.path_of(record.sha256 or "")
        if not original.is_file():
            raise SourceUnavailable(f"kho lưu không có bản gốc {record.sha256}")
        outcome = self._readers.read(original, record.file_name)
        _log_trace(record.file_name, outcome)
        if outcome.failure and outcome.failure.passing:
            raise outcome.failure
        return self._reading(outcome), outcome

    def _reading(self, outcome: Outcome) -> Reading:
        failure = outcome.failure
        if isinstance(failure, Secret):
            return Reading(self._reader, secrecy_level=failure.detail)
        error = ErrorInfo.of(failure) if failure else None
        return Reading(self._reader, outcome.directive, error, outcome.trace, text=outcome.text)

    def _place_for(self, outcome: ArrivalOutcome, *, below: Path, copied: bool) -> str | None:
        if outcome == "known" and copied:
            return None
        if outcome == "set_apart":
            return self._spelled(places.free_place(self.config.apart, below.name))
        if outcome == "failed":
            return self._spelled(places.free_place(self.config.failed / below.parent, below.name, explained=True))
        return self._spelled(places.free_place(self.config.taken / below.parent, below.name))

    def _spelled(self, place: Path) -> str:
        return spell(place.relative_to(self.config.home))

    def _put_away(self, arrival: Arrival, taken: Taken, source: Path, copied: bool, *, unchanged: bool) -> None:
        """Put the file where it belongs, unless it is there already or something else lies in its stead by now."""
        final = None
        if taken.place is not None:
            wanted = self.config.home / unspell(taken.place)
            failed = taken.outcome == "failed"
            if unchanged and not (copied and wanted.exists()):
                final = (places.copy if copied else places.move)(source, wanted, explained=failed)
            elif wanted.exists():
                final = wanted
            if failed and final and taken.document_id:
                self._explain(final, taken.document_id)
        if taken.outcome == "taken" and taken.document_id:
            self.clear_failures(taken.document_id)
        self.store.finish(arrival, taken.outcome, self._spelled(final) if final else None)

    def _explain(self, place: Path, document_id: int) -> None:
        error = self.store.by_id(document_id).error
        if error:
            text = f"{shown_name(place)}\n\n{error.message}\n\nCần làm: {error.next_step}\n\nMã lỗi: {error.code}\n"
            places.write_beside(place, text)

    def clear_failures(self, document_id: int) -> None:
        """A file that failed before and has been read now does not stand among the failed ones any longer."""
        for arrival_id, spelled in self.store.places_of(document_id, "failed").items():
            place = self.config.home / unspell(spelled)
            if place.exists():
                below = place.relative_to(self.config.failed)
                moved = places.move(place, self.config.taken / below)
                places.explanation_of(place).unlink(missing_ok=True)
                self.store.replace(arrival_id, "taken", self._spelled(moved))


def _log_trace(name: str, outcome: Outcome) -> None:
    """Keep what the reading process told of a fault of its own, in the log of the home."""
    if outcome.failure and outcome.trace:
        _LOG.error("%s: %s\n%s", name, outcome.failure.code, outcome.trace)


def _report(name: str, taken: Taken, outcome: Outcome) -> Report:
    error = ErrorInfo.of(outcome.failure) if outcome.failure and taken.outcome == "failed" else None
    shown = "" if taken.outcome == "set_apart" else name
    return Report(shown, taken.outcome, is_in_doubt(outcome.directive), error, taken.arrival_number)


def is_in_doubt(directive: Directive | None) -> bool:
    """Whether a person is asked for anything in it."""
    if directive is None:
        return False
    header = directive.header
    fields = (getattr(header, key) for key in type(header).model_fields)
    return any(field.status in ("review", "missing") for field in fields) or any(
        task.status == "review" for task in directive.tasks
    )


def _passing(problem: OSError) -> Failure:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return StorageFull(reason(problem))
    return SourceUnavailable(reason(problem))
