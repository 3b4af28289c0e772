"""Digital signatures in a PDF: who signed, in whose name, when.  Read only; nothing is checked over a network.

Comes in: a path.  Goes out: one `Signature` for each signed field.  The file is never altered.
"""

from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import cms

from extractors.document import Box, Signature
from extractors.reading.pdf.times import iso_time

_MOST_FIELDS = 5000
_DEEPEST = 12


def signatures_in(path: Path) -> tuple[Signature, ...]:
    """The signatures of a file, in the order of its form's fields; none where its structure cannot be read."""
    try:
        with pikepdf.open(path) as file:
            return tuple(_signature(file, field) for field in _signed_fields(file))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return ()


def _signed_fields(file: pikepdf.Pdf) -> list[Any]:
    form = file.Root.get("/AcroForm")
    found: list[Any] = []
    if not isinstance(form, pikepdf.Dictionary):
        return found
    waiting: list[tuple[Any, int]] = [(field, 0) for field in _listed(form.get("/Fields"))]
    looked = 0
    while waiting and looked < _MOST_FIELDS:
        field, depth = waiting.pop(0)
        looked += 1
        if not isinstance(field, pikepdf.Dictionary):
            continue
        if field.get("/FT") == "/Sig" and isinstance(field.get("/V"), pikepdf.Dictionary):
            found.append(field)
        if depth < _DEEPEST:
            waiting.extend((kid, depth + 1) for kid in _listed(field.get("/Kids")))
    return found


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _signature(file: pikepdf.Pdf, field: Any) -> Signature:
    value = field["/V"]
    name, organisation, signed_at = _from_certificate(value.get("/Contents"))
    name = name or _text(value.get("/Name"))
    # Some software writes its local time into the signature as if it were UTC; the field's own date bears its zone.
    signed_at = iso_time(_text(value.get("/M")) or "") or signed_at
    page, box = _place(file, field)
    return Signature(name, organisation, signed_at, page, box)


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, pikepdf.String) else None


def _from_certificate(contents: Any) -> tuple[str | None, str | None, str | None]:
    """Name, organisation and signing time by the signature itself; its padding of zeros is left off."""
    if not isinstance(contents, pikepdf.String):
        return None, None, None
    try:
        signed = cms.ContentInfo.load(bytes(contents), strict=False)["content"]
        signer = signed["signer_infos"][0]
        subject = _signing_certificate(signed, signer).subject.native
        return _first(subject.get("common_name")), _first(subject.get("organization_name")), _signing_time(signer)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError):
        return None, None, None


def _first(value: Any) -> str | None:
    """A name may be given several times; the last is the narrowest."""
    if isinstance(value, list):
        return str(value[-1]) if value else None
    return str(value) if value else None


def _signing_certificate(signed: Any, signer: Any) -> Any:
    """The one that the signer names by issuer and number, else the one that issued none of the others."""
    certificates = [choice.chosen for choice in signed["certificates"]]
    named = signer["sid"].chosen
    for certificate in certificates:
        if signer["sid"].name == "issuer_and_serial_number":
            if certificate.serial_number == named["serial_number"].native:
                return certificate
        elif certificate.key_identifier == named.native:
            return certificate
    issuers = {certificate.issuer.hashable for certificate in certificates}
    return next(c for c in certificates if c.subject.hashable not in issuers)


def _signing_time(signer: Any) -> str | None:
    for attribute in signer["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            return str(attribute["values"][0].native.isoformat())
    return None


def _place(file: pikepdf.Pdf, field: Any) -> tuple[int | None, Box | None]:
    """The page of the field's widget, and its box where the page is neither turned nor cropped oddly."""
    widget = field if "/Rect" in field else next((kid for kid in _listed(field.get("/Kids")) if "/Rect" in kid), None)
    if widget is None:
        return None, None
    for number, page in enumerate(file.pages, 1):
        notes = _listed(page.obj.get("/Annots"))
        if any(note.objgen == widget.objgen != (0, 0) for note in notes if isinstance(note, pikepdf.Dictionary)):
            return number, _box(page, widget)
    return None, None


def _box(page: pikepdf.Page, widget: Any) -> Box | None:
    left, low, right, high = sorted_corners([float(side) for side in widget["/Rect"]])
    x0, _, _, y1 = sorted_corners([float(side) for side in page.cropbox])
    if right - left < 1 or high - low < 1 or int(page.obj.get("/Rotate", 0)) % 360:
        return None
    return Box(left - x0, y1 - high, right - x0, y1 - low)


def sorted_corners(rect: list[float]) -> tuple[float, float, float, float]:
    """Left, low, right, high of a rectangle given by any two corners.

    >>> sorted_corners([10, 20, 0, 5])
    (0, 5, 10, 20)
    """
    return min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3])
