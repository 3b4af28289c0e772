"""Turn a mention into a field of the contract: value, what is printed, how sure, and why somebody should look.

Comes in: a mention, a Document and reasons for doubt.  Goes out: a `TextField` with its status.  The bounds are
measured (docs/accuracy.md); a value with a reason against it is never `auto`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.document import Document, Span
from extractors.finding.findings import Mention
from pipeline.evidence import crop_of, evidence_of
from pipeline.models import Crop, Evidence, TextField
from rules.loader import load

# A value this sure needs nobody to look (measured by cross-validation: docs/accuracy.md).
AUTO = 0.9


@dataclass(slots=True)
class Case:
    """A value with what speaks for it (`confidence`) and against it (`reasons`, Vietnamese sentences)."""

    value: str | None
    confidence: float
    rule: str
    spans: tuple[Span, ...]
    raw: str | None = None
    reasons: list[str] = field(default_factory=list)
    extra: list[Evidence] = field(default_factory=list)
    crop: Crop | None = None

    def doubt(self, reason: str) -> None:
        """Note a reason to look; the value is then for review."""
        if reason not in self.reasons:
            self.reasons.append(reason)


def case_of(found: Mention, value: str | None = None) -> Case:
    """A case for the mention's value, or for one derived from it; what is printed is then kept."""
    said = value if value is not None else found.value
    return Case(said, found.confidence, found.rule, found.spans, found.value if said != found.value else None)


def is_recognised(document: Document, spans: Iterable[Span]) -> bool:
    """Whether any of it was read by text recognition."""
    return any(line.origin == "ocr" for span in spans for line in document.lines_in(*span))


def settled(case: Case, document: Document) -> TextField:
    """The field: `auto` where sure and nothing speaks against it, `review` else."""
    evidence = (*evidence_of(document, case.spans), *case.extra)
    if case.value is None or not case.value.strip():
        return missing(*(case.reasons or ["Không đọc được nội dung ở vị trí này."]), crop=case.crop)
    doubtful = bool(case.reasons) or case.confidence < AUTO
    reasons = tuple(case.reasons)
    if doubtful and not reasons:
        reasons = ("Chữ trên bản quét không rõ, cần đối chiếu với trang.",)
    # Doubt and certainty must not carry the same figure: a value for review claims what its rule has earned.
    confidence = min(case.confidence, _earned(case.rule)) if doubtful else case.confidence
    return TextField(
        value=case.value,
        raw=case.raw,
        status="review" if doubtful else "auto",
        confidence=round(max(0.0, min(1.0, confidence)), 3),
        rule=case.rule,
        evidence=evidence,
        reasons=reasons,
        crop=case.crop,
    )


def _earned(rule: str) -> float:
    """The share of a rule's doubtful proposals that were right (rules/confidence.toml)."""
    return float(load("confidence").tables["review"].get(rule, AUTO - 0.05))


def missing(*reasons: str, crop: Crop | None = None) -> TextField:
    """It should stand there and was not found: a person is asked."""
    return TextField(status="missing", confidence=0.0, reasons=tuple(reasons), crop=crop)


def absent(confidence: float = 0.97, rule: str | None = None) -> TextField:
    """The document surely does not say it."""
    return TextField(status="absent", confidence=confidence, rule=rule)


def place_of(document: Document, span: Span) -> Crop | None:
    """The crop around a blank or a handwritten place."""
    return crop_of(document, [span])
