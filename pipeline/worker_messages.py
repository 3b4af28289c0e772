"""What a reading process says of one file, as JSON over its pipe, and what the caller makes of it."""

import base64
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.document import Document
from extractors.errors import Failure, TooLarge
from pipeline.errors import ReaderUnavailable
from pipeline.models import Directive
from pipeline.packed_text import pack, unpack

if TYPE_CHECKING:
    from pipeline.process import Processed

# Called in the reading process as job(path, file_name=…, own_office=…).
Job = Callable[..., "Directive | Processed"]
# Said before anything is done with the file: what goes wrong earlier is not the file's fault.
TAKEN_UP = {"taken_up": True}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one file: a directive or a failure, with the program's trace where the fault was its own.

    `text` is what the directive speaks of, packed (pipeline.packed_text): not everyone needs it.
    """

    directive: Directive | None = None
    failure: Failure | None = None
    trace: str | None = None
    text: bytes | None = None

    @property
    def document(self) -> Document | None:
        """The text that the directive speaks of; unpacked anew each time."""
        return unpack(self.text) if self.text is not None else None


def loaded(job: Job | None) -> Job | dict[str, Any]:
    """The job with all that it needs, or what is to be said where the process could not load it."""
    if job is not None:
        return job
    try:
        from pipeline.process import process_with_text
    except (ImportError, OSError, MemoryError, SyntaxError):
        return {"code": ReaderUnavailable.code, "detail": "", "trace": traceback.format_exc()}
    return process_with_text


def read_one(job: Job, order: dict[str, Any]) -> dict[str, Any]:
    """Read the file of an order and say what came of it; nothing that goes wrong leaves here as an exception."""
    try:
        read = job(Path(order["path"]), file_name=order["file_name"], own_office=order["own_office"])
        if isinstance(read, Directive):
            return {"directive": read.model_dump(mode="json")}
        text = base64.b64encode(pack(read.document)).decode("ascii")
        return {"directive": read.directive.model_dump(mode="json"), "text": text}
    except Failure as failure:
        return {"code": failure.code, "detail": failure.detail, "trace": None}
    except MemoryError:
        return {"code": TooLarge.code, "detail": "", "trace": traceback.format_exc()}
    except Exception:  # noqa: BLE001 - whatever goes wrong in one document is told as INTERNAL and stops no other
        return {"code": Failure.code, "detail": "", "trace": traceback.format_exc()}


def outcome_of(said: dict[str, Any]) -> Outcome:
    """The outcome that a reading process told."""
    if "directive" in said:
        text = base64.b64decode(said["text"]) if "text" in said else None
        return Outcome(directive=Directive.model_validate(said["directive"]), text=text)
    return Outcome(failure=_family()[said["code"]](said["detail"]), trace=said["trace"])


def _family() -> dict[str, type[Failure]]:
    """Every failure by its code."""
    known, new = {Failure.code: Failure}, [Failure]
    while new:
        for kind in new.pop().__subclasses__():
            new.append(kind)
            if "code" in vars(kind):
                known[kind.code] = kind
    return known
