"""Pictures of pages and of places on them, and the words of a page with their boxes."""

from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from pipeline.review.pictures import Wanted
from pipeline.review.web.site import Here
from pipeline.store import texts
from pipeline.store.records import StoredDocument

router = APIRouter()
WIDTHS = (160, 1000, 1800, 2600)
_CROP_WIDTH = 900
_MARGIN = 6.0
PDF = "application/pdf"
MISSING = "Bản gốc không còn trong kho lưu; hãy chạy «vanthu verify»."


def _record(site: Here, document_id: int) -> tuple[StoredDocument, str]:
    record = next(iter(_found(site, document_id)), None)
    if record is None or record.sha256 is None or record.state == "set_apart":
        raise HTTPException(404, "Không có văn bản này.")
    if not site.has_original(record):
        raise HTTPException(404, MISSING)
    return record, record.sha256


def _found(site: Here, document_id: int) -> list[StoredDocument]:
    try:
        return [site.store.by_id(document_id)]
    except StopIteration:
        return []


def _answer(picture: bytes | None) -> Response:
    if picture is None:
        raise HTTPException(404, "Không dựng được hình của trang này.")
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/van-ban/{document_id}/trang/{page}.png")
def page_picture(site: Here, document_id: int, page: int, rong: int = WIDTHS[1]) -> Response:
    """A page, in one of the widths that the page of a document asks for."""
    record, sha256 = _record(site, document_id)
    width = min((each for each in WIDTHS if each >= rong), default=WIDTHS[-1])
    return _answer(site.pictures.picture(sha256, Wanted(page, width), paged=record.media_type == PDF))


@router.get("/van-ban/{document_id}/vung/{field}.png")
def crop_picture(site: Here, document_id: int, field: str) -> Response:
    """The place of a field that may be handwriting, large, with a little around it."""
    record, sha256 = _record(site, document_id)
    found = getattr(record.directive.header, field, None) if record.directive else None
    if found is None or found.crop is None:
        raise HTTPException(404, "Không có hình của mục này.")
    x0, top, x1, bottom = found.crop.box
    box = (x0 - 4 * _MARGIN, top - _MARGIN, x1 + 4 * _MARGIN, bottom + _MARGIN)
    wanted = Wanted(found.crop.page, _CROP_WIDTH, box)
    return _answer(site.pictures.picture(sha256, wanted, paged=record.media_type == PDF))


@router.get("/van-ban/{document_id}/trang/{page}/chu")
def page_words(site: Here, document_id: int, page: int) -> dict[str, Any]:
    """The words of a page in reading order: start, end and box of each."""
    with site.store.reading() as connection:
        stored = texts.get(connection, document_id)
    text = site.text_of(_record(site, document_id)[0], stored)
    if text is None:
        return {"words": []}
    found = [
        [word.start, word.end, *(round(edge, 1) for edge in word.box), text.text[word.start : word.end]]
        for line in text.lines
        for word in line.words
        if word.box is not None and (word.page or line.page) == page
    ]
    return {"words": found}
