"""Text that stands on a page only as the appearance of an annotation: signature fields, form fields, notes.

Number and date of many documents are put there by the office's software when it is signed.  pdfium draws the
appearances into its own copy of the page (the file itself is never touched), and the text layer is read again.

Comes in: an open file and the number of a page.  Goes out: what the appearances say, each token at its place.
"""

from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.document import Box, Origin
from extractors.errors import MissingPart
from extractors.reading.pdf.text import Frame, tokens_of
from extractors.reading.printed import Token

_MOST = 500
_DRAWN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP)
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_WIDEST, _HIGHEST = 130.0, 40.0
"""An appearance no larger than this, in points, may hold a number or a day as a picture; seals are larger."""


@dataclass(frozen=True, slots=True)
class Field:
    """A drawn annotation: where it stands, and what its text counts as."""

    box: Box
    origin: Origin

    def holds(self, token: Token) -> bool:
        """Whether the middle of a token lies in it, with a point to spare."""
        x, y = (token.box.x0 + token.box.x1) / 2, (token.box.top + token.box.bottom) / 2
        b = self.box
        return b.x0 - 1 <= x <= b.x1 + 1 and b.top - 1 <= y <= b.bottom + 1


def fields_on(file: pdfium.PdfDocument, page: pdfium.PdfPage) -> list[Field]:
    """The annotations of a page that are drawn and may hold text."""
    fields: list[Field] = []
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return fields
    frame, rect = Frame.of(page), raw.FS_RECTF()
    for at in range(min(count, _MOST)):
        note = raw.FPDFPage_GetAnnot(page.raw, at)
        try:
            kind = raw.FPDFAnnot_GetSubtype(note)
            shown = not raw.FPDFAnnot_GetFlags(note) & _HIDDEN and raw.FPDFAnnot_GetRect(note, rect)
            if kind not in _DRAWN or not shown:
                continue
            signed = (
                kind == raw.FPDF_ANNOT_WIDGET
                and file.formenv is not None
                and raw.FPDFAnnot_GetFormFieldType(file.formenv.raw, note) == raw.FPDF_FORMFIELD_SIGNATURE
            )
            box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
            fields.append(Field(box, "signature" if signed else "text"))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return fields


def tokens_in_fields(
    file: pdfium.PdfDocument, at: int, fields: list[Field], before: list[Token]
) -> tuple[list[Token], list[str]]:
    """What the appearances on a page add to its text layer, by text or by picture.

    Goes out: the new tokens, and warnings (Vietnamese) for what could not be read.
    """
    page = file[at]
    try:
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    finally:
        page.close()
    page = file[at]
    try:
        known = Counter(_key(token) for token in before)
        new = []
        for token in tokens_of(page):
            if known[_key(token)] > 0:
                known[_key(token)] -= 1
                continue
            owner = next((field for field in fields if field.holds(token)), None)
            if owner is not None:
                token.origin = owner.origin
                new.append(token)
        return _with_pictures(page, fields, before, new)
    finally:
        page.close()


def _key(token: Token) -> tuple[str, int, int]:
    return token.text, round(token.box.x0), round(token.box.top)


def _with_pictures(
    page: pdfium.PdfPage, fields: list[Field], before: list[Token], new: list[Token]
) -> tuple[list[Token], list[str]]:
    """Small appearances without text are read from their picture: a number is often put there so."""
    bare = [
        field
        for field in fields
        if field.box.x1 - field.box.x0 <= _WIDEST
        and field.box.bottom - field.box.top <= _HIGHEST
        and not any(field.holds(token) for token in new)
        and not any(field.holds(token) for token in before)
    ]
    if not bare:
        return new, []
    from extractors.reading.pdf.pictures import tokens_in_picture

    found, warnings = list(new), []
    for field in bare[:8]:
        try:
            found.extend(tokens_in_picture(page, field.box))
        except MissingPart:
            warnings.append("Có ô chữ ký chứa hình ảnh nhưng máy chưa cài thành phần nhận dạng chữ để đọc.")
            break
    return found, warnings
