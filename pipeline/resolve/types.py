"""Decide the type of a document: the title line, checked against the symbol.

Comes in: the findings of the head.  Goes out: the field `type`.
"""

import re

from rapidfuzz.distance import Levenshtein

from extractors.document import Document
from extractors.finding.findings import HeaderFindings
from extractors.finding.head.types import types_of_symbol
from pipeline.models import TextField
from pipeline.resolve.signer import is_bare
from pipeline.resolve.weigh import Case, absent, case_of, is_recognised, missing, settled
from rules.spelling import fold


def resolve_type(findings: HeaderFindings, document: Document) -> TextField:
    """The type in ordinary case; an official letter without a printed type is `Công văn`."""
    found = next(iter(findings.candidates.get("type") or []), None)
    symbol = next(iter(findings.candidates.get("symbol") or []), None)
    names = types_of_symbol(re.sub(r"\s+", "", symbol.value)) if symbol else ()
    if found is None:
        if is_bare(findings, document):
            return absent(0.95)
        if not names or symbol is None:
            return missing("Không thấy tên loại văn bản.")
        case = Case(names[0], 0.7, "header.type.symbol", symbol.spans, raw=symbol.value)
        case.doubt("Tên loại không thấy trên trang; suy ra từ ký hiệu.")
        return settled(case, document)
    name = found.details.get("name") or found.value
    case = case_of(found, name)
    letter = found.rule == "header.type.letter"
    case.confidence = 0.97 if found.details.get("exact") else 0.92
    if is_recognised(document, found.spans) and name in names:
        case.confidence = 0.97
    if not letter and not found.details.get("exact") and name not in names:
        # The page says something else than the type's name, and nothing but the likeness speaks for it.
        case.doubt("Tên loại in trên trang đọc không đúng chữ, ký hiệu không xác nhận.")
    if letter and names and "Công văn" not in names and symbol is not None:
        case.doubt(f"Không thấy tên loại, nhưng ký hiệu {symbol.value} là của {names[0]}.")
    elif not letter and names and name not in names and symbol is not None:
        alike = [n for n in names if Levenshtein.distance(fold(n), fold(name), score_cutoff=2) <= 2]
        if is_recognised(document, found.spans) and alike:
            case.value, case.raw = alike[0], found.value
        case.doubt(f"Tên loại không hợp với ký hiệu {symbol.value}.")
    return settled(case, document)
