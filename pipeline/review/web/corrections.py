"""What the document's page sends: changes, drafts, undo, approval; and what it gets back."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field, ValidationError
from starlette.responses import Response

from pipeline.models import Directive, Reference
from pipeline.review.changes import CHANGE, Change, SetField
from pipeline.review.views import Conflict, Refused, Result
from pipeline.review.web.document_pages import GONE, loads, panel, said_others, today_of, with_pages
from pipeline.review.web.site import Here, Site, reviewer_of

router = APIRouter()
_LONGEST_DRAFT = 40_000


class Sent(BaseModel):
    """Every write names the window and the version that it saw."""

    window: str = Field(min_length=1, max_length=64, pattern="^[0-9A-Za-z]+$")
    version: int = 0


class SentChange(Sent):
    """A change."""

    change: dict[str, Any]


class SentDraft(Sent):
    """What is being typed; None: it is not wanted any more."""

    path: str = Field(max_length=200)
    value: Annotated[str, Field(max_length=_LONGEST_DRAFT)] | None


class Leaving(Sent):
    """The page is being closed."""

    load: str = ""


def stated_reviewer(request: Request) -> str:
    """The name of the browser, without which nothing is written."""
    found = reviewer_of(request)
    if found is None:
        raise HTTPException(403, "Chưa có họ tên người xem lại; hãy tải lại trang.")
    return found


Reviewer = Annotated[str, Depends(stated_reviewer)]


@router.post("/van-ban/{document_id}/sua")
def correct(site: Here, document_id: int, sent: SentChange, reviewer: Reviewer) -> dict[str, Any]:
    """Write one change."""
    try:
        change = CHANGE.validate_python(sent.change)
    except ValidationError as problem:
        raise HTTPException(400, "Yêu cầu sửa không đúng dạng; hãy tải lại trang.") from problem
    if isinstance(change, SetField) and change.field == "references" and isinstance(change.value, str):
        change = change.model_copy(update={"value": _references(site, document_id, change.value)})
    found = site.desk.correct(document_id, sent.version, reviewer, change, sent.window)
    return _told(site, document_id, sent, reviewer, found, change)


def _references(site: Site, document_id: int, typed: str) -> tuple[Reference, ...]:
    """Cited documents as lines: a line that stands there already keeps all that is known of it."""
    directive: Directive | None = site.store.by_id(document_id).directive
    known = {" ".join(each.raw.split()): each for each in directive.header.references.value} if directive else {}
    lines = [" ".join(line.split()) for line in typed.splitlines()]
    return tuple(known.get(line, Reference(raw=line, evidence=())) for line in lines if line)


@router.post("/van-ban/{document_id}/viec/{act}")
def act(site: Here, document_id: int, act: str, sent: Sent, reviewer: Reviewer) -> dict[str, Any]:
    """Undo, redo or approve."""
    acts: dict[str, Callable[[int, int, str, str], Result]] = {
        "hoan-tac": site.desk.undo, "lam-lai": site.desk.redo, "duyet": site.desk.approve,
    }  # fmt: skip
    if act not in acts:
        raise HTTPException(404, "Không có việc này.")
    found = acts[act](document_id, sent.version, reviewer, sent.window)
    return _told(site, document_id, sent, reviewer, found, None)


def _told(
    site: Site, document_id: int, sent: Sent, reviewer: str, found: Result, change: Change | None
) -> dict[str, Any]:  # fmt: skip
    """The answer: the panel as it is now, or both sides of a conflict, or the reason why not."""
    if isinstance(found, Refused):
        return {"kind": "refused", "path": found.path, "message": found.message}
    if isinstance(found, Conflict):
        body = site.fragment("conflict.html", conflict=found, can_insist=change is not None)
        return {"kind": "conflict", "version": found.version, "path": found.path, "html": body}
    opened = site.desk.open(document_id, sent.window, reviewer)
    if opened is None:
        raise HTTPException(404, GONE)
    return {
        "kind": "saved", "version": found.version, "state": found.record.state, "task": found.task,
        "html": panel(site, with_pages(site, opened), today_of(site)),
    }  # fmt: skip


@router.get("/van-ban/{document_id}/bang")
def fresh_panel(site: Here, document_id: int, cua: str, reviewer: Reviewer) -> dict[str, Any]:
    """The panel as it stands now."""
    opened = site.desk.open(document_id, cua, reviewer)
    if opened is None:
        raise HTTPException(404, GONE)
    return {"version": opened.record.version, "html": panel(site, with_pages(site, opened), today_of(site))}


@router.put("/van-ban/{document_id}/nhap")
def draft(site: Here, document_id: int, sent: SentDraft, reviewer: Reviewer) -> dict[str, Any]:
    """Keep what is being typed."""
    if sent.value is None:
        site.desk.drop_draft(document_id, sent.window, sent.path)
    else:
        site.desk.draft(document_id, sent.window, sent.path, sent.value)
    return {"kept": sent.value is not None, "by": reviewer}


@router.put("/van-ban/{document_id}/giu")
def hold(site: Here, document_id: int, sent: Sent, reviewer: Reviewer) -> dict[str, Any]:
    """The window still has it open."""
    version, others = site.desk.touch(document_id, sent.window)
    return {"version": version, "others": said_others(others, reviewer)}


@router.put("/van-ban/{document_id}/dong")
def leave(request: Request, site: Here, document_id: int, sent: Leaving) -> Response:
    """The window has closed it; one that is shown again meanwhile has not."""
    if loads(request).get(sent.window) == sent.load:
        site.desk.leave(document_id, sent.window)
    return Response(status_code=204)
