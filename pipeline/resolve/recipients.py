"""Decide the recipients: the lines as read, and whether somebody should look at them.

Comes in: the findings of the foot, the Document.  Goes out: the field.  A word that could be read but for its
confidence counts as clear where it is one that such lists are made of, or where the document has it elsewhere too.
"""

import functools
import itertools
import re
import statistics

from extractors.document import Document, Span, Word
from extractors.finding.findings import HeaderFindings, Mention
from pipeline.evidence import evidence_of
from pipeline.models import RecipientsField
from pipeline.resolve.borne_out import is_elsewhere, strange_words
from pipeline.resolve.signer import said
from pipeline.resolve.symbols import known_abbreviations
from pipeline.resolve.weigh import is_recognised
from pipeline.resolve.wording import short_forms_mended, short_forms_of
from rules.loader import load
from rules.spelling import fold, level

_CLEAR = 0.9
# A longer word read with less confidence than this is seldom right, nor a short one with less than this.
_UNREADABLE, _SHORT, _UNREADABLE_SHORT = 0.35, 3, 0.3
# What two witnesses say: recognition, and the wording of such lists or the rest of the document.
_BORNE_OUT = 0.95
_LEAST_LETTERS = 3
_DOUBTFUL = 0.6
_SHORT_FORM = re.compile(r"(?<!\w)[A-ZĐ]{3,}(?!\w)")
# Figures and letters that recognition takes for signs which no such list holds.
_NO_LETTER = re.compile(r"[§¿¡£¥€©®†‡]")


def resolve_recipients(findings: HeaderFindings, document: Document) -> RecipientsField:
    """The list of recipients, a value for each line."""
    found = findings.candidates.get("recipients") or []
    if not found and document.source in ("digital", "word") and "noi nhan" not in fold(document.text):
        return RecipientsField(status="absent", confidence=0.95)
    if not found:
        return RecipientsField(status="missing", confidence=0.0, reasons=("Không thấy phần Nơi nhận.",))
    spans = [span for one in found for span in one.spans]
    lines = [[_confidence(word, spans, document) for word in _words(one, document)] for one in found]
    confidence = statistics.fmean(statistics.fmean(line or [1.0]) for line in lines)
    doubts = _doubts_of_recipients(found, document)
    doubtful = confidence < _CLEAR or bool(doubts)
    printed, value = tuple(one.value for one in found), _spelt(found, document)
    return RecipientsField(
        value=value,
        raw=" | ".join(printed) if value != printed else None,
        status="review" if doubtful else "auto",
        confidence=round(min(confidence, 0.97), 3),
        rule="header.recipients",
        evidence=evidence_of(document, spans),
        reasons=(*doubts, *(("Chữ ở phần Nơi nhận không rõ.",) if confidence < _CLEAR else ())),
    )


def _spelt(found: list[Mention], document: Document) -> tuple[str, ...]:
    """What the lines say, their short forms as the document has them where they were recognised."""
    recognised = [is_recognised(document, one.spans) for one in found]
    written = short_forms_of(document) if any(recognised) else {}
    return tuple(
        short_forms_mended(said(one), one.spans, written) if read else said(one)
        for one, read in zip(found, recognised, strict=True)
    )


def _doubts_of_recipients(found: list[Mention], document: Document) -> tuple[str, ...]:
    """What speaks for a lost line in a recognised list: no filing line at its end, a gap between its lines."""
    spans = [span for one in found for span in one.spans]
    if not is_recognised(document, spans):
        return ()
    doubts = []
    if not load("header").rule("recipients.filing").search(said(found[-1])):
        doubts.append("Không thấy dòng Lưu ở cuối phần Nơi nhận.")
    if found[0].details.get("begins") in ("unlabelled", "apart"):
        doubts.append("Đầu phần Nơi nhận không rõ, có thể sót dòng.")
    unread = any(_is_unreadable(word, spans, document) for one in found for word in _words(one, document))
    if unread or any(_NO_LETTER.search(said(one)) for one in found):
        doubts.append("Có chữ ở phần Nơi nhận đọc không rõ.")
    if any(strange_words(said(one), one.spans, document) for one in found[:-1]):
        doubts.append("Có chữ ở phần Nơi nhận không phải là tiếng Việt, có thể do đọc sai.")
    if any(_is_nearly_known(word, spans, document) for one in found for word in _words(one, document)):
        doubts.append("Có chữ viết tắt lạ ở phần Nơi nhận, có thể do đọc sai.")
    if any(said(one).count("(") != said(one).count(")") for one in found):
        doubts.append("Có dấu ngoặc lẻ ở phần Nơi nhận, có thể do đọc sai.")
    lines = [line for one in found for span in one.spans for line in document.upright.lines_in(*span) if line.box]
    steps = [b.box.top - a.box.top for a, b in itertools.pairwise(lines) if a.box and b.box and a.page == b.page]
    usual = statistics.median(steps) if steps else 0.0
    if any(step > 1.7 * usual for step in steps if usual > 0):
        doubts.append("Giữa các dòng Nơi nhận có khoảng trống, có thể sót dòng.")
    return tuple(doubts)


def _is_nearly_known(word: Word, spans: list[Span], document: Document) -> bool:
    """Whether an unclear short form that stands nowhere else is most likely another one, misread in a letter."""
    sure, text = _confidence(word, spans, document), document.text[word.start : word.end]
    if sure >= _CLEAR:
        return False
    if load("header").rule("recipients.no_initial").search(text):
        return True
    known = known_abbreviations() | frozenset(load("header").tables["recipients"]["units"])
    forms = [form for form in _SHORT_FORM.findall(text) if form not in known]
    longer = sure < _DOUBTFUL and any(_is_longer_by_one(form, one) for form in forms for one in known)
    return longer or any(other in known for form in forms for other in _looking_alike(form))


def _looking_alike(form: str) -> list[str]:
    """The short forms that recognition may have taken for this one, for the look of a letter.

    >>> _looking_alike("QUTM"), _looking_alike("KHTC")
    (['QLTM'], [])
    """
    alike = load("header").tables["recipients"]["look_alikes"]
    return [form[:at] + alike[letter] + form[at + 1 :] for at, letter in enumerate(form) if letter in alike]


def _is_longer_by_one(form: str, known: str) -> bool:
    """Whether a short form is a known one with a letter more inside it: they end and begin in many ways.

    >>> _is_longer_by_one("LĐLPĐ", "LĐLĐ"), _is_longer_by_one("UBNDX", "UBND"), _is_longer_by_one("QUTM", "QLTM")
    (True, False, False)
    """
    inside = (form[:at] + form[at + 1 :] for at in range(1, len(form) - 1))
    return len(form) > _SHORT and len(form) == len(known) + 1 and known in inside


def _words(found: Mention, document: Document) -> list[Word]:
    return [word for span in found.spans for _, word in document.words_in(*span)]


def _is_unreadable(word: Word, spans: list[Span], document: Document) -> bool:
    text = document.text[word.start : word.end]
    least = _UNREADABLE if len(text) > _SHORT else _UNREADABLE_SHORT if any(map(str.isalpha, text)) else 0.0
    return _confidence(word, spans, document) < least


def _confidence(word: Word, spans: list[Span], document: Document) -> float:
    """How sure a word is: recognition's confidence, or more where something else bears the word out."""
    sure = 1.0 if word.confidence is None else word.confidence
    if sure >= _CLEAR:
        return sure
    text = document.text[word.start : word.end].strip(".,;:()-“”\"' ")
    letters = sum(map(str.isalpha, text))
    known = level(text) in _wording() or (
        sure >= _UNREADABLE and letters >= _LEAST_LETTERS and is_elsewhere(text, tuple(spans), document)
    )
    return max(sure, _BORNE_OUT) if known else sure


@functools.cache
def _wording() -> frozenset[str]:
    """The words that such lists are made of, letter for letter: no slip of recognition makes one of another."""
    return frozenset(level(word) for word in load("header").tables["recipients"]["wording"])
