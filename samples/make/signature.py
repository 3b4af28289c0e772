"""Signature fields whose appearance shows what the page itself leaves blank.

Offices stamp number, day and signer over the finished page this way.  The fields here hold an appearance and no
signature: nothing is claimed to be signed.
"""

import io
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.make.places import find, gap

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
PRINT_AND_LOCKED = 4 | 128
DESCENT = 0.1


def appearance(lines: list[str], width: float, height: float, size: float, colour: tuple[float, ...]) -> bytes:
    """A PDF of one page with these lines of text; width, height and size in points."""
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    sheet = io.BytesIO()
    canvas = Canvas(sheet, pagesize=(width, height), invariant=True)
    canvas.setFont("Serif", size)
    canvas.setFillColorRGB(*colour)
    for index, text in enumerate(lines):
        if len(lines) == 1:
            canvas.drawCentredString(width / 2, size * DESCENT, text)
        else:
            canvas.drawString(2, height - size * 0.95 - index * size * 1.2, text)
    canvas.save()
    return sheet.getvalue()


def add_field(pdf: pikepdf.Pdf, page: int, box: tuple[float, ...], name: str, drawn: bytes) -> None:
    """Add a signature field with this appearance; the box counts from the top left of the page."""
    with pikepdf.open(io.BytesIO(drawn)) as source:
        form = pdf.copy_foreign(source.pages[0].as_form_xobject())
    target = pdf.pages[page - 1]
    top = float(target.mediabox[3])
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            F=PRINT_AND_LOCKED,
            P=target.obj,
            Rect=Array([box[0], top - box[3], box[2], top - box[1]]),
            AP=Dictionary(N=form),
        )
    )
    if "/Annots" not in target.obj:
        target.obj.Annots = Array()
    target.obj.Annots.append(widget)
    pdf.Root.AcroForm.Fields.append(widget)


def add_fields(path: Path, entries: list[dict[str, Any]]) -> None:
    """Add the fields of a text's `make.fields`: in a gap (`gap`, a pattern) or below some words (`below`)."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(), SigFlags=1))
        for entry in entries:
            if "below" in entry:
                words = find(path, entry["below"])
                middle = (words.box[0] + words.box[2]) / 2
                left, upper, width, height = middle - 80, words.box[3] + 8, 160.0, 44.0
                page, box = words.page, (left, upper, left + width, upper + height)
            else:
                page, box = gap(path, entry["gap"])
            size = entry.get("size", 13.0)
            drawn = appearance(
                entry["text"], box[2] - box[0], box[3] - box[1], size, tuple(entry.get("colour", [0, 0, 0]))
            )
            add_field(pdf, page, box, entry["name"], drawn)
        pdf.save(path, deterministic_id=True)
