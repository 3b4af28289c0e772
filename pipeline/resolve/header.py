"""Decide what the head and foot mean: one field for each key of the contract, with status and reasons.

Comes in: the findings of the head, the Document, the file's name.  Goes out: a `Header`.
"""

import datetime
import re

from extractors.document import Document
from extractors.finding.agencies import province_in
from extractors.finding.findings import HeaderFindings, Mention
from extractors.finding.head.people import title_in
from extractors.finding.head.restore import is_fixed
from pipeline.evidence import crop_of, evidence_of
from pipeline.models import Header, RecipientsField, Reference, ReferencesField, TextField
from pipeline.resolve.dates import resolve_date
from pipeline.resolve.names import register_name
from pipeline.resolve.numbers import first, resolve_code, resolve_number, resolve_symbol
from pipeline.resolve.types import resolve_type
from pipeline.resolve.weigh import Case, absent, case_of, is_recognised, missing, settled
from pipeline.resolve.wording import is_witnessed, mended
from rules.spelling import level, level_marks

# Measured on scans: with more unclear words, or a lower mean, one summary in five has slips that change it.
_UNCLEAR, _MOST_UNCLEAR, _CLEAR_SUMMARY = 0.85, 0.1, 0.94
_URGENCY = {"hỏa tốc": "Hỏa tốc", "thượng khẩn": "Thượng khẩn", "khẩn": "Khẩn"}


def resolve_header(findings: HeaderFindings, document: Document, *, file_name: str) -> Header:
    """The header of the contract."""
    kind = resolve_type(findings, document)
    above = first(findings, "issuer")
    symbol = resolve_symbol(findings, document, kind.value, _said(above) if above else None)
    number = resolve_number(findings, document, file_name, symbol.value, kind.value)
    date = resolve_date(findings, document)
    place = _place(findings, document)
    title = _title(findings, document)
    return Header(
        issuer=_issuer(findings, document, place.value, date.value),
        issuer_parent=_parent(findings, document),
        type=kind,
        number=number,
        symbol=symbol,
        code=resolve_code(findings, document, number, symbol),
        place=place,
        date=date,
        summary=_summary(findings, document),
        signer_authority=_authority(findings, document, title.value),
        signer_title=title,
        signer_name=_signer(findings, document),
        urgency=_urgency(findings, document),
        secrecy=_secrecy(findings, document),
        recipients=_recipients(findings, document),
        references=_references(findings, document),
    )


def _said(found: Mention) -> str:
    """What a line of fixed words says, with the tone marks that recognition lost."""
    return found.details.get("restored") or found.value


def _restored_case(found: Mention, document: Document) -> Case:
    """A case for a line of fixed words: as sure as its words are known."""
    case = case_of(found, _said(found))
    if is_recognised(document, found.spans) and is_fixed(_said(found)):
        case.confidence = max(case.confidence, 0.93)
    return case


def _issuer(findings: HeaderFindings, document: Document, place: str | None, date: str | None) -> TextField:
    found, above = first(findings, "issuer"), first(findings, "issuer_parent")
    if found is None:
        return missing("Không thấy tên cơ quan ban hành ở đầu văn bản.")
    authority = first(findings, "signer_authority")
    name = register_name(
        _said(found),
        _said(above) if above else None,
        document,
        place=place,
        authority=_said(authority) if authority else None,
        on=datetime.date.fromisoformat(date) if date else None,
    )
    case = case_of(found, name.value)
    if is_recognised(document, found.spans):
        printed = " ".join((_said(found), _said(above) if above else ""))
        known = name.entry is not None or is_witnessed(
            printed, (*found.spans, *(above.spans if above else ())), document
        )
        case.confidence = 0.94 if known else min(case.confidence, 0.88)
    if name.guessed:
        case.doubt("Địa phương không ghi trong tên cơ quan; lấy theo địa danh.")
    if found.details.get("head") is None:
        case.doubt("Không nhận ra loại cơ quan từ dòng tên.")
    return settled(case, document)


def _parent(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "issuer_parent")
    if found is None:
        return absent() if first(findings, "issuer") else missing("Không thấy phần tên cơ quan ở đầu văn bản.")
    return settled(_restored_case(found, document), document)


def _place(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "place")
    if found is None:
        return missing("Không thấy địa danh ở đầu văn bản.")
    case = case_of(found)
    heads = [first(findings, name) for name in ("issuer", "issuer_parent")]
    if is_recognised(document, found.spans):
        named = " ".join(level(_said(one)) for one in heads if one)
        province = province_in(found.value)
        same = province is not None and level(province.name) == level(found.value)
        case.confidence = 0.95 if same or level(found.value) in named else min(case.confidence, 0.88)
    return settled(case, document)


def _summary(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "summary")
    if found is None:
        return missing("Không thấy trích yếu.")
    case = case_of(found)
    if is_recognised(document, found.spans):
        case = case_of(found, mended(_balanced(found.value), found.spans, document))
        sure = [w.confidence for s in found.spans for _, w in document.words_in(*s) if w.confidence is not None]
        unclear = sum(one < _UNCLEAR for one in sure) / max(1, len(sure))
        case.confidence = _mean_confidence(document, found) if unclear <= _MOST_UNCLEAR else 0.8
        case.confidence = min(case.confidence, 0.88) if case.confidence < _CLEAR_SUMMARY else case.confidence
    return settled(case, document)


def _balanced(text: str) -> str:
    """Without a closing bracket that nothing opened: the summary stood in brackets."""
    return text[:-1].rstrip() if text.endswith(")") and text.count(")") > text.count("(") else text


def _mean_confidence(document: Document, found: Mention) -> float:
    """A text of many words is as sure as its words are on the whole, not as its worst word."""
    sure = [w.confidence for s in found.spans for _, w in document.words_in(*s) if w.confidence is not None]
    return sum(sure) / len(sure) if sure else 1.0


def _title(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "signer_title")
    if found is None:
        return missing("Không thấy chức vụ người ký.")
    case = _restored_case(found, document)
    if is_recognised(document, found.spans):
        if _is_head(_said(found)):
            case.doubt("Trên bản quét, chữ KT. và chức vụ cấp phó có thể viết tay hoặc đóng dấu.")
        elif _said(found) != found.value and len(_said(found)) != len(found.value):
            case.doubt("Dòng chức vụ trên bản quét không rõ.")
    return settled(case, document)


def _is_head(title: str) -> bool:
    """Whether a title is a head's, so that a deputy's may have been lost beside it."""
    plain = title_in(title) or ""
    return not plain.startswith("pho ") and plain != "thu truong"


def _authority(findings: HeaderFindings, document: Document, title: str | None) -> TextField:
    found = first(findings, "signer_authority")
    if found is None:
        if title is None:
            return missing("Không thấy phần ký của văn bản.")
        if (title_in(title) or "").startswith("pho "):
            return _deputy_for(findings, document)
        if document.source == "scan":
            return missing("Không thấy dòng thẩm quyền; trên bản quét chữ KT. có thể viết tay.")
        return absent()
    case = _restored_case(found, document)
    head = document.text[found.spans[-1].start : found.spans[-1].end]
    if title_in(head):
        case = case_of(found, f"KT. {' '.join(head.split())}")
        case.doubt("Chức vụ cấp trưởng in sẵn, cấp phó ký: chữ KT. có thể viết tay.")
    elif is_recognised(document, found.spans) and title is not None and _is_head(title):
        case.doubt("Trên bản quét, dòng ký thay có thể bị mất.")
    elif is_recognised(document, found.spans) and title and _lacks_deputy(found, title):
        case.raw, case.value = found.value, f"{case.value} KT. {re.sub('^PHÓ ', '', title)}"
        case.doubt("Cấp phó ký thay; dòng KT. không đọc được.")
    elif is_recognised(document, found.spans) and title is None:
        case.doubt("Trên bản quét không thấy chức vụ người ký.")
    return settled(case, document)


def _lacks_deputy(found: Mention, title: str) -> bool:
    """Whether a deputy of a People's Committee signs without the line KT. CHỦ TỊCH, which is then lost."""
    return title.startswith("PHÓ ") and "ỦY BAN NHÂN DÂN" in level_marks(_said(found)) and "KT" not in found.value


def _deputy_for(findings: HeaderFindings, document: Document) -> TextField:
    """A deputy signs for the head (NĐ 30/2020/NĐ-CP Điều 13): the line KT., often by hand, is proposed from the title."""
    title = first(findings, "signer_title")
    head = re.sub(r"^(?:PHÓ|P\.)\s*", "", _said(title)) if title else ""
    if title is None or not is_recognised(document, title.spans) or head == _said(title):
        return missing("Cấp phó ký nhưng không thấy dòng thẩm quyền (KT., TM. …).")
    case = Case(f"KT. {head}", 0.7, "signing.authority.deputy", title.spans, raw=title.value)
    case.crop = crop_of(document, title.spans, margin=30)
    case.doubt("Cấp phó ký thay; dòng KT. không đọc được, có thể viết tay.")
    return settled(case, document)


def _signer(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "signer_name")
    if found is None:
        return missing("Không thấy họ tên người ký.")
    return settled(case_of(found), document)


def _urgency(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "urgency")
    if found is None:
        return absent()
    mark = " ".join(found.value.strip(" .,|[]()").lower().split())
    return settled(case_of(found, _URGENCY.get(mark, mark.capitalize())), document)


def _secrecy(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "secrecy")
    return settled(case_of(found, found.details["level"]), document) if found else absent()


def _recipients(findings: HeaderFindings, document: Document) -> RecipientsField:
    found = findings.candidates.get("recipients") or []
    if not found:
        return RecipientsField(status="missing", confidence=0.0, reasons=("Không thấy phần Nơi nhận.",))
    sure = [_mean_confidence(document, one) for one in found]
    confidence = sum(sure) / len(sure)
    spans = [span for one in found for span in one.spans]
    doubtful = confidence < 0.9
    return RecipientsField(
        value=tuple(_said(one) for one in found),
        raw="; ".join(one.value for one in found) if any(_said(one) != one.value for one in found) else None,
        status="review" if doubtful else "auto",
        confidence=round(min(confidence, 0.97), 3),
        rule="header.recipients",
        evidence=evidence_of(document, spans),
        reasons=("Chữ ở phần Nơi nhận không rõ.",) if doubtful else (),
    )


def _references(findings: HeaderFindings, document: Document) -> ReferencesField:
    found = findings.candidates.get("references") or []
    if not found:
        return ReferencesField(status="absent", confidence=0.9)
    values = tuple(
        Reference(
            type=one.details.get("type"),
            code=one.details.get("code"),
            date=one.details.get("date"),
            issuer=one.details.get("issuer"),
            title=one.details.get("title"),
            raw=one.value,
            evidence=evidence_of(document, one.spans),
        )
        for one in found
    )
    confidence = min(one.confidence for one in found)
    sure = confidence >= 0.9
    return ReferencesField(
        value=values,
        status="auto" if sure else "review",
        confidence=round(confidence, 3),
        rule="references.cited",
        reasons=() if sure else ("Số, ký hiệu của văn bản dẫn chiếu đọc từ bản quét, cần đối chiếu.",),
    )
