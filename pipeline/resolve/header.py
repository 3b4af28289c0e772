"""Decide what the head and foot mean: one field for each key of the contract, with status and reasons.

Comes in: the findings of the head, the Document, the file's name.  Goes out: a `Header`.
"""

import datetime
import re

from rapidfuzz.distance import Levenshtein

from extractors.document import Document, Span
from extractors.finding.agencies import names_one_body, province_in
from extractors.finding.findings import HeaderFindings, Mention
from extractors.finding.head.restore import restored
from pipeline.evidence import evidence_of
from pipeline.models import Header, RecipientsField, Reference, ReferencesField, TextField
from pipeline.resolve.borne_out import is_borne_out, is_elsewhere, mostly_elsewhere, strange_words
from pipeline.resolve.dates import resolve_date
from pipeline.resolve.names import is_general, register_name
from pipeline.resolve.numbers import first, resolve_code, resolve_number, resolve_symbol
from pipeline.resolve.recipients import resolve_recipients
from pipeline.resolve.signer import is_bare, resolve_authority, resolve_signer, resolve_title, restored_case, said
from pipeline.resolve.signing_rows import goes_on_below, stands_below_white
from pipeline.resolve.types import resolve_type
from pipeline.resolve.weigh import absent, case_of, is_recognised, missing, settled
from pipeline.resolve.wording import is_witnessed, mended, mended_name, parted
from rules.loader import load
from rules.spelling import fold, level

# Measured on scans: with more unclear words, or a lower mean, one summary in five has slips that change it.
_UNCLEAR, _MOST_UNCLEAR, _CLEAR_SUMMARY = 0.85, 0.1, 0.94
# A word is so sure at most that the readings of a scan do not agree on (extractors.reading.scan.head_votes).
_GUESSED, _LEAST_LETTERS = 0.5, 2
# `Về việc` as recognition spoils its first word.
_ABOUT = re.compile(r"^[Vv][^\W\d_] việc(?!\w)")
# Letters by which a place may be misread: more make another one.
_NEARLY = 1
_URGENCY = {"hoa toc": "Hỏa tốc", "thuong khan": "Thượng khẩn", "khan": "Khẩn"}


def resolve_header(findings: HeaderFindings, document: Document, *, file_name: str) -> Header:
    """The header of the contract."""
    kind = resolve_type(findings, document)
    above = first(findings, "issuer")
    symbol = resolve_symbol(findings, document, kind.value, said(above) if above else None, file_name)
    number = resolve_number(findings, document, file_name, symbol.value, kind.value)
    date = resolve_date(findings, document)
    place = _place(findings, document)
    code = resolve_code(findings, document, number, symbol)
    title = resolve_title(findings, document)
    if is_bare(findings, document):
        number, symbol, place = (_not_due(one) for one in (number, symbol, place))
        date = date if kind.value == "Biên bản" else _not_due(date)
    issuer = _issuer(findings, document, place.value, date.value)
    header = Header(
        issuer=issuer,
        issuer_parent=_parent(findings, document, issuer),
        type=kind,
        number=number,
        symbol=symbol,
        code=_not_due(code) if symbol.status == "absent" else code,
        place=place,
        date=date,
        summary=_summary(findings, document),
        signer_authority=resolve_authority(findings, document, title.value),
        signer_title=title,
        signer_name=resolve_signer(findings, document),
        urgency=_urgency(findings, document),
        secrecy=_secrecy(findings, document),
        recipients=resolve_recipients(findings, document),
        references=_references(findings, document),
    )
    return _of_a_later_page(header) if _lacks_first_page(document) else header


def _lacks_first_page(document: Document) -> bool:
    """Whether the first page could not be read: what looks like the head may be that of an attached document."""
    return bool(document.pages) and document.pages[0].problem is not None


def _of_a_later_page(header: Header) -> Header:
    """Every field for people to see: nothing that was read, and nothing that was not, is sure."""
    seen: dict[str, TextField | RecipientsField | ReferencesField] = {}
    for name in type(header).model_fields:
        field = getattr(header, name)
        status = {"auto": "review", "absent": "missing"}.get(field.status, field.status)
        reasons = (*field.reasons, "Trang đầu không đọc được, phần này có thể của văn bản kèm theo.")
        seen[name] = field.model_copy(
            update={"status": status, "confidence": min(field.confidence, 0.5), "reasons": reasons}
        )
    return header.model_copy(update=seen)


def _not_due(one: TextField) -> TextField:
    """A field that a mere annex or form need not have is absent where it was not found."""
    return absent(0.95) if one.status == "missing" else one


def _issuer(findings: HeaderFindings, document: Document, place: str | None, date: str | None) -> TextField:
    found, above = first(findings, "issuer"), first(findings, "issuer_parent")
    if found is None:
        reason = "Không thấy tên cơ quan ban hành ở đầu văn bản."
        return absent(0.95) if is_bare(findings, document) else missing(reason)
    authority = first(findings, "signer_authority")
    own = mended_name(said(found), found.spans, document) if is_recognised(document, found.spans) else said(found)
    name = register_name(
        own,
        said(above) if above else None,
        document,
        place=place,
        authority=said(authority) if authority else None,
        on=datetime.date.fromisoformat(date) if date else None,
    )
    case = case_of(found, name.value)
    printed = " ".join((own, said(above) if above else ""))
    spans = (*found.spans, *(above.spans if above else ()))
    known = name.entry is not None or is_witnessed(own, found.spans, document)
    if is_recognised(document, found.spans):
        sure = is_borne_out(printed, spans, document) or is_witnessed(printed, spans, document)
        case.confidence = 0.94 if sure else min(case.confidence, 0.88)
    if goes_on_below(document, found):
        case.doubt("Dưới dòng tên cơ quan trên bản quét còn chữ không đọc được.")
    if found.details.get("joined") and not known:
        case.doubt("Không chắc các dòng tên cơ quan ghép lại là một tên.")
    if found.rule == "header.issuer.opening":
        case.doubt("Đầu văn bản không ghi cơ quan ban hành; tên lấy từ lời mở đầu, khớp với phần ký.")
    if above and name.added is None and is_general(name.value):
        case.doubt("Tên cơ quan có thể trùng ở nhiều địa phương, chưa ghi địa phương hoặc cơ quan chủ quản.")
    if name.guessed:
        case.doubt("Địa phương không ghi trong tên cơ quan; lấy theo địa danh.")
    short = re.search(r"(?<!\w)(?!VÀ|TẾ|TY|XÃ|SỞ|BỘ|VỤ)[A-ZĐ]{2}$", found.value)
    if short and name.entry is None and not is_elsewhere(short[0].capitalize(), found.spans, document):
        case.doubt("Tên cơ quan kết thúc bằng chữ có thể là viết tắt.")
    if load("agencies").rule("committee.bare").search(name.value) or _is_place_of_a_unit(name.value):
        case.doubt("Tên cơ quan chưa ghi là của tổ chức nào.")
    if found.details.get("head") is None:
        case.doubt("Không nhận ra loại cơ quan từ dòng tên.")
    return settled(case, document)


def _is_place_of_a_unit(name: str) -> bool:
    """Whether a name is a kind of unit and a province, but not what the unit does: a row above it belongs to it.

    >>> _is_place_of_a_unit("Trung tâm Lai Châu"), _is_place_of_a_unit("Trung tâm Y tế tỉnh Lai Châu")
    (True, False)
    """
    match = load("agencies").rule("unit.rest").search(name)
    province = province_in(match["rest"]) if match else None
    return match is not None and province is not None and level(province.name) == level(match["rest"])


def _parent(findings: HeaderFindings, document: Document, issuer: TextField) -> TextField:
    found = first(findings, "issuer_parent")
    if found is None:
        below = first(findings, "issuer")
        if below is None and not is_bare(findings, document):
            return missing("Không thấy phần tên cơ quan ở đầu văn bản.")
        recognised = below is not None and is_recognised(document, below.spans)
        if below and recognised and not stands_below_white(document, below):
            return missing("Trên dòng tên cơ quan của bản quét có thể còn dòng không đọc được.")
        if recognised and issuer.status != "auto":
            return missing("Tên cơ quan ban hành chưa chắc, nên phần cơ quan chủ quản cũng vậy.")
        return absent()
    case = restored_case(found, document)
    if is_recognised(document, found.spans) and not is_borne_out(said(found), found.spans, document):
        case.doubt("Dòng cơ quan chủ quản trên bản quét có chữ không rõ.")
    own = names_one_body(said(found)) and _is_of_a_kind(first(findings, "issuer"), document)
    if is_recognised(document, found.spans) and issuer.status != "auto" and not own:
        case.doubt("Tên cơ quan ban hành chưa chắc, nên phần cơ quan chủ quản cũng vậy.")
    return settled(case, document)


def _is_of_a_kind(issuer: Mention | None, document: Document) -> bool:
    """Whether an issuer's lines begin as names of bodies do, with no row lost below: the body above ends above them."""
    return issuer is not None and issuer.details.get("head") is not None and not goes_on_below(document, issuer)


def _place(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "place")
    if found is None:
        return missing("Không thấy địa danh ở đầu văn bản.")
    case = case_of(found)
    heads = [first(findings, name) for name in ("issuer", "issuer_parent")]
    if is_recognised(document, found.spans):
        named = " ".join(level(said(one)) for one in heads if one)
        province = province_in(found.value)
        same = province is not None and level(province.name) == re.sub(r"^tp\.\s*", "", level(found.value))
        known = same or level(found.value) in named or is_witnessed(found.value, found.spans, document)
        case.confidence = 0.95 if known else min(case.confidence, 0.88)
        if _nearly_named(found.value, named):
            case.doubt("Địa danh và tên cơ quan ghi địa phương khác nhau một chữ, có thể do đọc sai.")
    return settled(case, document)


def _nearly_named(place: str, heads: str) -> bool:
    """Whether the names of bodies have a place that is a letter off, and not the place itself.

    >>> _nearly_named("Ia Nuôi", "ủy ban nhân dân xã ia nuôl"), _nearly_named("Sơn La", "sở y tế tỉnh sơn la")
    (True, False)
    """
    said, words = level(place), heads.split()
    count = len(said.split())
    runs = {" ".join(words[at : at + count]) for at in range(len(words) - count + 1)}
    return said not in runs and any(0 < Levenshtein.distance(fold(run), fold(said)) <= _NEARLY for run in runs)


def _summary(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "summary")
    if found is None:
        return absent(0.95) if is_bare(findings, document) else missing("Không thấy trích yếu.")
    case = case_of(found)
    if is_recognised(document, found.spans):
        whole = parted(_ABOUT.sub("Về việc", _balanced(found.value)), found.spans, document)
        case = case_of(found, mended(restored(whole, least=2), found.spans, document))
        sure = [w.confidence for s in found.spans for _, w in document.words_in(*s) if w.confidence is not None]
        unclear = sum(one < _UNCLEAR for one in sure) / max(1, len(sure))
        case.confidence = _mean_confidence(document, found) if unclear <= _MOST_UNCLEAR else 0.8
        # Capitals lose their marks, and other words come of it.
        if case.confidence < _CLEAR_SUMMARY or found.value.isupper():
            case.confidence = 0.93 if mostly_elsewhere(case.value or "", found.spans, document) else 0.88
        if _is_guessed(document, found):
            case.doubt("Có chữ ở trích yếu mà các lần đọc bản quét không giống nhau.")
        if strange_words(case.value or "", found.spans, document):
            case.doubt("Có chữ ở trích yếu không phải là tiếng Việt, có thể do đọc sai.")
    return settled(case, document)


def _is_guessed(document: Document, found: Mention) -> bool:
    """Whether a word of a text is a mere guess, as where its readings differ, and stands nowhere else."""
    return any(
        word.confidence is not None
        and word.confidence <= _GUESSED
        and sum(map(str.isalpha, document.text[word.start : word.end])) >= _LEAST_LETTERS
        and not is_elsewhere(document.text[word.start : word.end].strip(".,;:"), found.spans, document)
        for span in found.spans
        for _, word in document.words_in(*span)
    )


def _balanced(text: str) -> str:
    """Without a closing bracket that nothing opened: the summary stood in brackets."""
    return text[:-1].rstrip() if text.endswith(")") and text.count(")") > text.count("(") else text


def _mean_confidence(document: Document, found: Mention) -> float:
    """A text of many words is as sure as its words are on the whole, not as its worst word."""
    sure = [w.confidence for s in found.spans for _, w in document.words_in(*s) if w.confidence is not None]
    return sum(sure) / len(sure) if sure else 1.0


def _urgency(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "urgency")
    if found is None:
        return _no_mark_of_urgency(findings, document)
    read = load("header").rule("urgency").search(found.value)
    mark = " ".join((read["mark"] if read else found.value).lower().split())
    return settled(case_of(found, _URGENCY.get(fold(mark), mark.capitalize())), document)


def _no_mark_of_urgency(findings: HeaderFindings, document: Document) -> TextField:
    """No mark was read; a stamp can be lost on a scan, and the filing line's (HT) says that there was one."""
    filing = " ".join(one.value for one in findings.candidates.get("recipients") or [])
    if is_recognised(document, [Span(0, len(document.text))]) and re.search(r"(?<!\w)HT(?!\w)", filing):
        return missing("Dòng Lưu có ghi HT (hỏa tốc) nhưng không đọc được dấu chỉ mức độ khẩn.")
    return absent()


def _secrecy(findings: HeaderFindings, document: Document) -> TextField:
    found = first(findings, "secrecy")
    return settled(case_of(found, found.details["level"]), document) if found else absent()


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
