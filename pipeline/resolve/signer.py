"""Decide who signed: on whose behalf, with what title, under what name.

Comes in: the findings of the foot.  Goes out: fields.  On scans a pen or a stamp often adds KT. and the deputy's title
to what is printed, and covers the name: what may have been lost there is a reason to look.
"""

import re

from extractors.document import Document
from extractors.finding.findings import HeaderFindings, Mention
from extractors.finding.head.names import nearest_surname
from extractors.finding.head.restore import is_fixed, title_like
from extractors.finding.head.titles import deputys_title, heads_title, is_deputys, title_in
from extractors.reading.syllables import has_twin_in_names, is_of_names, is_surname, is_syllable
from pipeline.evidence import crop_of
from pipeline.models import TextField
from pipeline.resolve.borne_out import is_borne_out, replaces_clear_word
from pipeline.resolve.numbers import first
from pipeline.resolve.signing_rows import (
    goes_on,
    is_deputy_of,
    shows_deputy,
    shows_head,
    stands_alone,
    stands_below_white,
    stands_clear,
    stands_whole,
)
from pipeline.resolve.weigh import Case, absent, case_of, is_recognised, missing, settled
from rules.loader import load
from rules.spelling import level, level_marks

_FOR_HEAD = re.compile(r"KT\.\s*(?P<head>[^.]+)$")
# Two rows that recognition has in parts, and that say the same by what must stand in them.
_AGREED = 0.93
# Schools stamp `P. HIỆU TRƯỞNG` as often as `PHÓ HIỆU TRƯỞNG`.
_SHORTENED = ("HIỆU TRƯỞNG",)
# The commonest middle syllables, which recognition reads without their marks.
_MIDDLES = {"Van": "Văn", "Thi": "Thị"}
# No syllable of a name that was read with this confidence was wrong, on scans measured.
_AGREED_READINGS = 0.945
_FORMS = frozenset(r.id for r in load("types").rules if r.extra.get("unnumbered"))


def said(found: Mention) -> str:
    """What a line of fixed words says, with the tone marks that recognition lost."""
    return re.sub(r"\.(?:\s+\.)+", ".", found.details.get("restored") or found.value)


def restored_case(found: Mention, document: Document) -> Case:
    """A case for a line of fixed words: as sure as its words are known."""
    case = case_of(found, said(found))
    if is_recognised(document, found.spans) and is_fixed(said(found)):
        case.confidence = max(case.confidence, 0.93)
    return case


def resolve_title(findings: HeaderFindings, document: Document) -> TextField:
    """The title of the one who signed."""
    found, authority = first(findings, "signer_title"), first(findings, "signer_authority")
    if found is None:
        return _deputys_title(findings, document)
    if is_recognised(document, found.spans) and _is_stood_for(findings, said(found)):
        return _deputys_title(findings, document)
    case = restored_case(found, document)
    if found.details.get("spoilt"):
        case.doubt("Trước chức vụ trên bản quét còn nét chữ không đọc được.")
    if is_recognised(document, found.spans):
        if replaces_clear_word(said(found), found.spans, document):
            case.doubt("Dòng chức vụ đọc rõ nhưng không phải chức vụ quen dùng, có thể là chức vụ khác.")
        if _lacks_unit(said(found), findings):
            case.doubt("Sau chức vụ trên bản quét có thể còn tên đơn vị không đọc được.")
        if not is_deputys(said(found)):
            if not _shows_all(document, authority, found):
                case.doubt("Trên bản quét, chữ KT. và chức vụ cấp phó có thể viết tay hoặc đóng dấu.")
        elif _letters(said(found)) != _letters(found.value) and not _is_borne_out(authority, said(found)):
            case.doubt("Dòng chức vụ trên bản quét không rõ.")
    return settled(case, document)


def _shows_all(document: Document, authority: Mention | None, title: Mention) -> bool:
    """Whether a head's title shows that neither `KT.` nor `PHÓ` was lost beside it, nor a line of authority above."""
    if authority is None:
        return stands_alone(document, title)
    return stands_clear(document, title) or stands_whole(document, authority, title)


def _letters(title: str) -> int:
    """How many letters a line has: a seal takes some, recognition alone changes them one for one."""
    return sum(map(str.isalpha, title))


def _is_borne_out(authority: Mention | None, title: str) -> bool:
    """Whether the line of authority is that of the very head whose deputy a title names."""
    match = _FOR_HEAD.search(said(authority)) if authority else None
    return match is not None and is_deputy_of(title, match["head"])


def _is_stood_for(findings: HeaderFindings, title: str) -> bool:
    """Whether the line of authority says that somebody signs for this very head, who then does not sign."""
    authority = first(findings, "signer_authority")
    match = _FOR_HEAD.search(said(authority)) if authority else None
    return match is not None and title_in(match["head"]) == title_in(title) is not None


def _deputys_title(findings: HeaderFindings, document: Document) -> TextField:
    """Who signs for the head is a deputy (NĐ 30/2020/NĐ-CP Điều 13): proposed where a stamp covers the title."""
    authority = first(findings, "signer_authority")
    match = _FOR_HEAD.search(said(authority)) if authority else None
    if authority is None or match is None or not is_recognised(document, authority.spans):
        return _unsigned(findings, document, "Không thấy chức vụ người ký.")
    head = match["head"].strip()
    case = Case(deputys_title(head), 0.7, "signing.title.deputy", authority.spans, raw=authority.value)
    case.crop = crop_of(document, authority.spans, margin=30)
    if head in _SHORTENED:
        case.doubt("Dòng chức vụ không đọc hết; cấp phó của trường hay ghi tắt là P.")
    elif shows_deputy(document, authority, head, first(findings, "signer_title")):
        case.confidence = _AGREED
    else:
        case.doubt("Dòng chức vụ không đọc được; suy ra từ dòng ký thay.")
    return settled(case, document)


def _unsigned(findings: HeaderFindings, document: Document, reason: str) -> TextField:
    """Nothing of a signer: a Word file holds all that is written, a page may hold it as a picture."""
    return absent(0.95) if document.source == "word" or is_bare(findings, document) else missing(reason)


def is_bare(findings: HeaderFindings, document: Document) -> bool:
    """Whether a file of digital text has neither head nor foot: a mere annex or a form, which none is due to."""
    if document.source not in ("digital", "word"):
        return False
    own = ("issuer", "date", "place", "signer_title", "signer_name", "recipients", "summary", "type")
    kinds = findings.candidates.get("type") or []
    return not any(findings.candidates.get(name) for name in own) or any(one.rule in _FORMS for one in kinds)


def resolve_authority(findings: HeaderFindings, document: Document, title: str | None) -> TextField:
    """On whose behalf the document is signed."""
    found = first(findings, "signer_authority")
    if found is None:
        if title is None:
            return _unsigned(findings, document, "Không thấy phần ký của văn bản.")
        own = first(findings, "signer_title")
        if is_deputys(title):
            return _deputy_for(findings, document)
        if own and is_recognised(document, own.spans) and _is_of_a_unit(title, findings):
            return missing("Người ký là cấp trưởng của một đơn vị thuộc cơ quan; không thấy dòng TL. hoặc TUQ.")
        if document.source == "scan" and not (own and stands_alone(document, own)):
            return missing("Không thấy dòng thẩm quyền; trên bản quét chữ KT. có thể viết tay.")
        return absent()
    case, recognised = restored_case(found, document), is_recognised(document, found.spans)
    if found.details.get("spoilt"):
        if _is_head_before_deputy(findings, document, found):
            case.confidence = max(case.confidence, _AGREED)
        else:
            case.doubt("Chữ trước chức vụ cấp trưởng có thể là KT. viết tay.")
    head = document.text[found.spans[-1].start : found.spans[-1].end]
    if title_in(head):
        before = " ".join(document.text[span.start : span.end] for span in found.spans[:-1])
        case = case_of(found, " ".join(f"{before} KT. {title_like(head) or head}".split()))
        case.doubt("Chức vụ cấp trưởng in sẵn, cấp phó ký: chữ KT. có thể viết tay.")
    elif recognised and title is not None and not is_deputys(title):
        own = first(findings, "signer_title")
        if own is None or not _shows_all(document, found, own):
            case.doubt("Trên bản quét, dòng ký thay có thể bị mất.")
    elif recognised and title and _lacks_deputy(found, title):
        case.raw, case.value = found.value, f"{case.value} KT. {re.sub('^PHÓ ', '', title)}"
        case.doubt("Cấp phó ký thay; dòng KT. không đọc được.")
    elif recognised and title is None:
        case.doubt("Trên bản quét không thấy chức vụ người ký.")
    if recognised and not is_borne_out(case.value or "", found.spans, document):
        case.doubt("Dòng thẩm quyền trên bản quét có chữ không rõ.")
    if recognised and replaces_clear_word(case.value or "", found.spans, document):
        case.doubt("Dòng thẩm quyền đọc rõ nhưng không phải chức vụ quen dùng, có thể là chức vụ khác.")
    if recognised and _stops_short(case.value or ""):
        case.doubt("Sau KT. trên bản quét không đọc được chức vụ nào.")
    if recognised and _may_lack_body(findings, document, found):
        case.doubt("Trên dòng KT. của bản quét có thể còn dòng TM. không đọc được.")
    if recognised and goes_on(document, found, first(findings, "signer_title")):
        case.doubt("Sau dòng thẩm quyền trên bản quét còn nét chữ không đọc được.")
    return settled(case, document)


def _is_of_a_unit(title: str, findings: HeaderFindings) -> bool:
    """Whether a title is that of the head of a unit which the issuer is not: he signs TL. or TUQ. (NĐ 30 Điều 13)."""
    issuer = first(findings, "issuer")
    unit = load("signing").tables["titles"]["units"].get(level(title).strip())
    return issuer is not None and unit is not None and not level(said(issuer)).startswith(unit)


def _lacks_unit(title: str, findings: HeaderFindings) -> bool:
    """Whether the head of a unit that is not the issuer stands without the unit's name, which a row below may have."""
    whole = level(title).strip() in load("signing").tables["titles"]["of_units"]["heads"]
    return whole and _is_of_a_unit(title, findings)


def _stops_short(authority: str) -> bool:
    """Whether `KT.` is followed by no title that is known, so that part of it was lost.

    >>> _stops_short("TM. ỦY BAN NHÂN DÂN KT. CHỦ"), _stops_short("KT. CHỦ TỊCH"), _stops_short("TM. ỦY BAN NHÂN DÂN")
    (True, False, False)
    """
    match = _FOR_HEAD.search(authority)
    return match is not None and title_in(match["head"]) is None


def _may_lack_body(findings: HeaderFindings, document: Document, found: Mention) -> bool:
    """Whether a deputy signs for a People's Committee or Council with a row right above `KT.`: `TM. …` stands there."""
    issuer = first(findings, "issuer")
    council = issuer is not None and re.search("ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG", level_marks(said(issuer)).upper())
    return bool(council) and said(found).startswith("KT") and not stands_below_white(document, found)


def _is_head_before_deputy(findings: HeaderFindings, document: Document, found: Mention) -> bool:
    """Whether the title under a head's with spoilt letters before it is that head's deputy's: then they are `KT.`."""
    match, title = _FOR_HEAD.search(said(found)), first(findings, "signer_title")
    # Of two lines the first may have been any other authority.
    if match is None or title is None or len(found.spans) > 1:
        return False
    head = match["head"].strip()
    return is_deputy_of(said(title), head) or (
        title_in(said(title)) == title_in(head) and shows_deputy(document, found, head, title)
    )


def _lacks_deputy(found: Mention, title: str) -> bool:
    """Whether a deputy of a People's Committee signs without the line KT. CHỦ TỊCH, which is then lost."""
    return title.startswith("PHÓ ") and "ỦY BAN NHÂN DÂN" in level_marks(said(found)) and "KT" not in found.value


def _deputy_for(findings: HeaderFindings, document: Document) -> TextField:
    """A deputy signs for the head (NĐ 30/2020/NĐ-CP Điều 13): the line KT., often by hand, is proposed by the title."""
    title = first(findings, "signer_title")
    head = heads_title(said(title)) if title else None
    if title is None or head is None or not is_recognised(document, title.spans):
        return missing("Cấp phó ký nhưng không thấy dòng thẩm quyền (KT., TM. …).")
    case = Case(f"KT. {head}", 0.7, "signing.authority.deputy", title.spans, raw=title.value)
    case.crop = crop_of(document, title.spans, margin=30)
    if shows_head(document, title, head):
        case.confidence = _AGREED
        return settled(case, document)
    case.doubt("Cấp phó ký thay; dòng KT. không đọc được, có thể viết tay.")
    return settled(case, document)


def resolve_signer(findings: HeaderFindings, document: Document) -> TextField:
    """The printed name of the one who signed."""
    found = first(findings, "signer_name")
    if found is None and first(findings, "signer_title"):
        return missing("Có chức vụ nhưng không thấy họ tên người ký.")
    if found is None:
        return _unsigned(findings, document, "Không thấy họ tên người ký.")
    name = mended_name(found.value) if is_recognised(document, found.spans) else found.value
    case = case_of(found, name)
    words = name.split()
    if is_recognised(document, found.spans):
        if len(words) < 3 or words[0] in ("Văn", "Thị") or found.details.get("stroke"):
            case.doubt("Họ tên có thể thiếu chữ đầu do dấu và chữ ký đè lên.")
        if found.details.get("alone"):
            case.doubt("Họ tên đứng một mình, không đọc được chức vụ ở trên.")
        if name != found.value:
            case.doubt("Họ tên đọc không rõ, lấy theo họ hoặc chữ đệm gần nhất.")
        elif not is_surname(words[0]) or not all(is_of_names(w) or _is_agreed(w, found, document) for w in words):
            case.doubt("Họ tên có chữ ít gặp, có thể do đọc sai từ bản quét.")
    return settled(case, document)


def _is_agreed(word: str, found: Mention, document: Document) -> bool:
    """Whether a syllable that names seldom have, nor its letters with other marks, was read so in all cleanings."""
    sure = [
        one.confidence or 0.0
        for span in found.spans
        for _, one in document.words_in(*span)
        if document.text[one.start : one.end].strip(".,;:'`_") == word
    ]
    return is_syllable(word) and not has_twin_in_names(word) and min(sure, default=0.0) >= _AGREED_READINGS


def mended_name(name: str) -> str:
    """The name with its surname as it is spelt, where recognition has it all but for a letter or its beginning.

    `Văn` and `Thị` in the middle, that lost their marks, get them back: names with a bare one are rare.

    >>> mended_name("Trân Hoàng Tuấn"), mended_name("Kftrễn Trúc Giang"), mended_name("Lê Văn Ba")
    ('Trần Hoàng Tuấn', 'Nguyễn Trúc Giang', 'Lê Văn Ba')
    >>> mended_name("Lê Van Ba"), mended_name("Trần Thi Thi")
    ('Lê Văn Ba', 'Trần Thị Thi')
    """
    if " " not in name:
        return name
    first, *middle, last = name.split()
    middle = [_MIDDLES.get(word, word) for word in middle]
    return " ".join((nearest_surname(first) or first, *middle, last))
