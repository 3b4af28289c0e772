"""Downloads: the original as it came, Phụ lục 2, the task list, the register; made when they are asked for."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import sqlalchemy as sa
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import FileResponse, Response

from pipeline.exports import phu_luc_2, so_den
from pipeline.exports.tasks import write_tasks
from pipeline.review.web.page_pictures import MISSING
from pipeline.review.web.queue_pages import NAMES, filters_of
from pipeline.review.web.site import Here, Site, ids_in
from pipeline.shown import one_line
from pipeline.store import documents as records
from pipeline.store.archive import Archive
from pipeline.store.records import StoredDocument
from pipeline.store.tables import documents as table
from pipeline.store.times import vietnam_date

router = APIRouter()
_AT_ONCE = 5000
# What comes from outside is never shown in our pages, only saved: even a browser that opens it runs nothing of it.
_NOTHING_RUNS = "sandbox; default-src 'none'"
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/jsonl",
}


def _headers(name: str) -> dict[str, str]:
    plain = "".join(char if char.isascii() and char.isprintable() and char not in '"\\' else "_" for char in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": disposition, "Content-Security-Policy": _NOTHING_RUNS}


@router.get("/van-ban/{document_id}/goc")
def original(site: Here, document_id: int) -> Response:
    """The original, byte for byte."""
    found = next(_documents(site, [document_id]), None)
    if found is None or found.sha256 is None or found.state == "set_apart":
        raise HTTPException(404, "Không có bản gốc của văn bản này.")
    if not site.has_original(found):
        raise HTTPException(404, MISSING)
    path = Archive(site.config.archive).path_of(found.sha256)
    return FileResponse(
        path, media_type="application/octet-stream", headers=_headers(one_line(found.file_name) or "tep")
    )


def _documents(site: Site, ids: list[int] | None) -> Iterator[StoredDocument]:
    """These documents, or all; a question to the database names not too many at once."""
    wanted: list[list[sa.ColumnElement[bool]]] = [[]]
    if ids is not None:
        wanted = [[table.c.id.in_(ids[first : first + _AT_ONCE])] for first in range(0, len(ids), _AT_ONCE)]
    with site.store.reading() as connection:
        for some in wanted:
            yield from records.stream(connection, some)


def _chosen(request: Request, site: Site, ids: str) -> Iterator[StoredDocument]:
    """The documents that were ticked; else those of the list that is shown; else all."""
    if ids:
        return _documents(site, ids_in(ids))
    asked = request.query_params
    if not any(asked.get(name) for name in NAMES):
        return _documents(site, None)
    return _documents(site, sorted(site.desk.listed(filters_of(asked), asked.get("tim") or None)))


@router.get("/tai-ve/nhiem-vu")
def task_list(request: Request, site: Here, ids: str = "", dang: Literal["json", "jsonl"] = "json") -> Response:
    """The task list for other programs."""
    out = io.StringIO()
    write_tasks(_chosen(request, site, ids), dang, out)
    return Response(out.getvalue(), media_type=_TYPES[dang], headers=_headers(f"nhiem-vu.{dang}"))


@router.get("/tai-ve/phu-luc-2")
def annual_list(
    request: Request, site: Here, nam: int | None = None, ids: str = "", dang: Literal["docx", "xlsx"] = "docx"
) -> Response:
    """Phụ lục 2 of a year."""
    year = nam or vietnam_date(site.now()).year
    register = phu_luc_2.build_rows(list(_chosen(request, site, ids)), year=year)
    with tempfile.TemporaryDirectory(prefix="vanthu-") as folder:
        path = Path(folder) / f"phu-luc-2-{year}.{dang}"
        (phu_luc_2.write_docx if dang == "docx" else phu_luc_2.write_xlsx)(register, path)
        return Response(path.read_bytes(), media_type=_TYPES[dang], headers=_headers(path.name))


@router.get("/tai-ve/so-den")
def incoming_register(site: Here, nam: int | None = None) -> Response:
    """The register of incoming documents of a year."""
    year = nam or vietnam_date(site.now()).year
    with tempfile.TemporaryDirectory(prefix="vanthu-") as folder:
        path = Path(folder) / f"so-den-{year}.xlsx"
        so_den.write_xlsx(_documents(site, None), path, year=year)
        return Response(path.read_bytes(), media_type=_TYPES["xlsx"], headers=_headers(path.name))
