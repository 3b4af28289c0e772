"""Documents for the tests of exports: invented offices, invented texts."""

from dataclasses import replace

from extractors.finding.findings import HEADER_FIELDS
from pipeline.models import Body, ConcernsUs, Deadline, Directive, ErrorInfo, Evidence, Header, Source, Task
from pipeline.store.records import StoredDocument

EMPTY_STATUS = {"urgency": "absent", "secrecy": "absent", "issuer_parent": "absent"}


def evidence(text, start=0, page=1):
    return {"origin": "text", "page": page, "box": (72.0, 90.0, 300.0, 104.0), "start": start, "end": start + len(text),
            "text": text}  # fmt: skip


def header(status=None, reasons=None, raw=None, **values):
    """Header fields by name; those not named are missing, with the reason that a reader would give."""
    fields = {}
    for name in HEADER_FIELDS:
        empty = () if name in {"recipients", "references"} else None
        value = values.get(name, empty)
        standing = (status or {}).get(name, "auto" if value else EMPTY_STATUS.get(name, "missing"))
        shown = [evidence(str(value))] if value and name not in {"recipients", "references"} else []
        fields[name] = {
            "value": value, "raw": (raw or {}).get(name, value if shown else None), "status": standing,
            "confidence": 0.9 if value else 0.0, "rule": f"header.{name}" if value else None, "evidence": shown,
            "reasons": (reasons or {}).get(name, ()),
        }  # fmt: skip
    return Header.model_validate(fields)


def task(quote="Phòng Tổng hợp lập danh sách, gửi về Văn phòng trước ngày 15/6/2022", page=2, **changes):
    at = Evidence.model_validate(evidence(quote, 200, page))
    made = {
        "id": "0123456789ab", "quote": quote, "page": page, "evidence": (at,), "action": "lập danh sách",
        "lead": (Body(name="Phòng Tổng hợp", raw="Phòng Tổng hợp", evidence=(at,)),),
        "deadlines": (Deadline(raw="trước ngày 15/6/2022", kind="before", due="2022-06-14", evidence=(at,), rule="r"),),
        "concerns_us": ConcernsUs(value="unknown", reason="Chưa khai báo cơ quan mình."), "status": "auto",
        "confidence": 0.9,
    }  # fmt: skip
    return Task(**(made | changes))


def directive(file_name="ke-hoach.pdf", tasks=(), warnings=(), **fields):
    source = Source(file_name=file_name, sha256="ab" * 32, media_type="application/pdf", pages=2, text="digital")
    return Directive(source=source, header=header(**fields), tasks=tuple(tasks), warnings=tuple(warnings))


def stored(number=1, state="approved", reading=None, **changes):
    document = StoredDocument(
        id=number, sha256=f"{number:064x}", file_name=f"tep-{number}.pdf", state=state, version=1,
        received_at="2026-04-06T01:02:03.456Z", directive=reading,
    )  # fmt: skip
    return replace(document, **changes)


BESIDE = ("direction", "topic", "unit", "file_name", "register", "arrival_number", "arrival_date", "superseded_by")
PLAN = {
    "issuer": "Ủy ban nhân dân huyện Phú Lâm",
    "type": "Kế hoạch",
    "symbol": "KH-UBND",
    "date": "2022-04-06",
    "summary": "Phòng chống thiên tai năm 2022",
}


def register_row(at=1, state="approved", **fields):
    """A read document with the values of a register row; `status`, `reasons` and `raw` go to the header."""
    beside = {key: fields.pop(key) for key in BESIDE if key in fields}
    own = {"code": f"{at}/KH-UBND", "number": str(at)}
    return stored(at, state, directive(**(PLAN | own | fields)), **beside)


def failed(number=9, code="BROKEN", message="Tệp bị hỏng hoặc tải về chưa đủ."):
    error = ErrorInfo(code=code, message=message, next_step="Tải lại hoặc xin nơi gửi bản khác.")
    return stored(number, "failed", None, error=error)
