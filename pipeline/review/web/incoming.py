"""The clerk's page: drop files, see what came and what became of each, try a failed one again."""

import errno
import os
import secrets
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse, Response

from pipeline.errors import StorageFull
from pipeline.review.web.site import Here, Site
from pipeline.shown import one_line
from pipeline.store import documents as records
from pipeline.store.records import StoredDocument
from pipeline.store.tables import documents as table
from pipeline.store.times import VIETNAM, utc_text
from pipeline.system_words import reason

router = APIRouter()
_MOST_SHOWN = 200
_LONGEST_NAME_BYTES = 180
_TRIES = 10_000
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


@router.get("/tiep-nhan")
def show_incoming(request: Request, site: Here) -> Response:
    """What came today, what failed, and a place to drop files on."""
    return site.page(request, "incoming.html", folders=site.actions.folders, **_lists(site))


@router.get("/tiep-nhan/bang")
def fresh_lists(site: Here) -> dict[str, Any]:
    """The lists alone, for a page that stays open."""
    return {"html": site.fragment("incoming_lists.html", **_lists(site))}


def _lists(site: Site) -> dict[str, Any]:
    failed = _some(site, table.c.state == "failed")
    return {
        "waiting": waiting(site.config.inbox), "today": _some(site, table.c.received_at >= _midnight(site)),
        "failed": failed, "retrying": {each.id for each in failed if site.actions.is_retrying(each.id)},
        "most": _MOST_SHOWN,
    }  # fmt: skip


def _midnight(site: Site) -> str:
    """When today began, where the office is."""
    now = site.now().astimezone(VIETNAM)
    return utc_text(now.replace(hour=0, minute=0, second=0, microsecond=0))


def _some(site: Site, wanted: sa.ColumnElement[bool]) -> list[StoredDocument]:
    """The latest documents of a kind, the newest first."""
    with site.store.reading() as connection:
        newest = sa.select(table.c.id).where(wanted).order_by(table.c.id.desc()).limit(_MOST_SHOWN)
        return list(records.stream(connection, [table.c.id.in_(newest)]))[::-1]


def waiting(inbox: Path) -> list[str]:
    """The files that lie in the inbox, below its subfolders too; what is still being written is none."""
    found: list[str] = []
    for folder, folders, names in os.walk(inbox):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            one_line(os.fsencode((Path(folder) / name).relative_to(inbox)).decode("utf-8", "replace"))
            for name in sorted(names)
            if not name.startswith((".", "~$"))
        ]
    return found[:_MOST_SHOWN]


@router.post("/tiep-nhan")
async def take_file(request: Request, site: Here) -> Response:
    """Write one file into the inbox, whole or not at all; the request's body is the file."""
    name = safe_name(unquote(request.headers.get("x-ten-tep", "")))
    folder = unquote(request.headers.get("x-thu-muc", ""))
    if folder and folder not in site.actions.folders:
        raise HTTPException(400, "Không có thư mục này trong hộp nhận.")
    place = site.config.inbox / folder
    beside = place / f".{secrets.token_hex(8)}.part"
    most = site.config.bounds.file_mib * 1024**2
    try:
        place.mkdir(parents=True, exist_ok=True)
        size = 0
        with beside.open("xb") as file:
            async for block in request.stream():
                size += len(block)
                if size > most:
                    raise HTTPException(413, f"Tệp lớn hơn {site.config.bounds.file_mib} MiB.")
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise HTTPException(400, "Tệp rỗng.")
        return JSONResponse({"name": _put(beside, place, name)})
    except OSError as problem:
        raise StorageFull(reason(problem)) from problem
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, place: Path, name: str) -> str:
    """Give the file its name; one that is taken gets a number, nothing is written over."""
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, _TRIES):
        chosen = name if number == 1 else f"{stem} ({number}){suffix}"
        try:
            os.link(beside, place / chosen)
        except FileExistsError:
            continue
        except OSError as problem:
            if problem.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}:
                raise
            if (place / chosen).exists():
                continue
            beside.rename(place / chosen)
        return chosen
    raise HTTPException(409, "Có quá nhiều tệp cùng tên trong hộp nhận.")


def safe_name(given: str) -> str:
    r"""A file name for the inbox: no folders, no marks that do not show, nothing that a system takes for its own.

    >>> [safe_name(name) for name in ("../../x/Kế hoạch.pdf", "C:\\a\\b.docx", ".an.pdf", "a\u202efdp.exe", "con.pdf")]
    ['Kế hoạch.pdf', 'b.docx', '_.an.pdf', 'afdp.exe', '_con.pdf']
    >>> safe_name(""), len(safe_name("ế" * 5000 + ".pdf").encode())
    ('tep', 178)
    """
    name = one_line(unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2]))
    name = "".join("_" if char in '<>:"|?*' else char for char in name).rstrip(". ")
    stem, suffix = Path(name or "tep").stem, Path(name).suffix
    room = _LONGEST_NAME_BYTES - len(suffix.encode()[:20])
    name = stem.encode()[:room].decode(errors="ignore") + suffix.encode()[:20].decode(errors="ignore")
    hidden = name.startswith((".", "~")) or name.partition(".")[0].lower() in _RESERVED
    return f"_{name}" if hidden else name or "tep"


@router.post("/van-ban/{document_id}/doc-lai", status_code=202)
def retry(site: Here, document_id: int) -> dict[str, Any]:
    """Read a failed file once more."""
    found = _some(site, sa.and_(table.c.id == document_id, table.c.state == "failed"))
    if not found or found[0].sha256 is None:
        raise HTTPException(404, "Văn bản này không nằm trong danh sách chưa đọc được.")
    site.actions.retry(document_id)
    return {"retrying": True}
