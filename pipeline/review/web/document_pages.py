"""The page of one document: its pages with every value's place marked, and what was read beside them."""

import datetime
import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from pipeline.review.views import Holder, Opened
from pipeline.review.web import showing
from pipeline.review.web.queue_pages import kept_query, list_address, new_window
from pipeline.review.web.site import Here, Site, ask_name, reviewer_of
from pipeline.shown import as_date
from pipeline.store.listing import count_doubts
from pipeline.store.times import vietnam_date

router = APIRouter()
GONE = "Không có văn bản này, hoặc văn bản chưa đọc được."


@router.get("/van-ban/{document_id}")
def show_document(request: Request, site: Here, document_id: int, cua: str | None = None) -> Response:
    """The document, held by this window; a window without a name gets one."""
    reviewer = reviewer_of(request)
    if reviewer is None:
        return ask_name(request)
    if not cua or not cua.isalnum() or len(cua) > 64:
        address = f"/van-ban/{document_id}?{kept_query(request.query_params, cua=new_window())}"
        return RedirectResponse(address, 303)
    opened = site.desk.open(document_id, cua, reviewer)
    if opened is None or opened.record.directive is None:
        raise HTTPException(404, GONE)
    if opened.record.state == "read":
        site.desk.begin(document_id, reviewer, cua)
        opened = site.desk.open(document_id, cua, reviewer) or opened
    opened = with_pages(site, opened)
    load = secrets.token_hex(8)
    loads(request)[cua] = load
    pages = pages_of(site, opened)
    values: dict[str, Any] = {
        "window": cua, "load": load, "record": opened.record, "pages": pages,
        "query": kept_query(request.query_params), "back": list_address(request.query_params),
        "panel": panel(site, opened, today_of(site)),
        "text_lines": [] if pages else lines_of(opened), "has_original": site.has_original(opened.record),
        "others": said_others(opened.others, reviewer),
    }  # fmt: skip
    return site.page(request, "document.html", **values)


def said_others(others: Iterable[Holder], reviewer: str) -> str:
    """Who else has it open, as the page says it; other windows of one's own have no name."""
    names = [each.reviewer if each.reviewer != reviewer else "một cửa sổ khác của bạn" for each in others]
    return ", ".join(dict.fromkeys(names))


def with_pages(site: Site, opened: Opened) -> Opened:
    """The document with pages to look at, where there can be any."""
    return replace(opened, text=site.text_of(opened.record, opened.text))


def loads(request: Request) -> dict[str, str]:
    """Which showing of a window is its latest: what an earlier one says when it closes does not count."""
    found: dict[str, str] = request.app.state.__dict__.setdefault("loads", {})
    while len(found) > 1000:
        found.pop(next(iter(found)))
    return found


def today_of(site: Site) -> datetime.date:
    """Today where the office is."""
    return vietnam_date(site.now())


def pages_of(site: Site, opened: Opened) -> list[dict[str, Any]]:
    """Number and size in points of each page that can be shown."""
    text = opened.text
    if text is None:
        is_shown = opened.record.directive is not None and site.has_original(opened.record)
        count = opened.record.directive.source.pages if opened.record.directive and is_shown else None
        return [
            {"number": number, "width": 595, "height": 842, "problem": None} for number in range(1, (count or 0) + 1)
        ]
    return [
        {"number": page.number, "width": page.width, "height": page.height, "problem": page.problem}
        for page in text.pages
    ]


def lines_of(opened: Opened) -> list[dict[str, Any]]:
    """The lines of a text without pages, each with its place in the text."""
    text = opened.text
    if text is None:
        return []
    return [{"start": line.start, "text": text.text[line.start : line.end]} for line in text.lines]


def panel(site: Site, opened: Opened, today: datetime.date) -> str:
    """The right side: header, tasks, what may have been missed, what was rejected."""
    directive = opened.record.directive
    if directive is None:
        raise HTTPException(404, GONE)
    fields = showing.fields_of(directive, opened.drafts)
    tasks = showing.tasks_of(directive, opened.drafts)
    doubts = count_doubts(directive) - len(directive.warnings)
    return site.fragment(
        "panel.html", opened=opened, record=opened.record, directive=directive, fields=fields, tasks=tasks,
        missed=showing.missed_of(directive), marks=showing.marks_of(directive, opened.text), doubts=doubts,
        today=today, day=as_date(directive.header.date.value), stops=stops_of(opened),
        has_original=site.has_original(opened.record),
    )  # fmt: skip


def stops_of(opened: Opened) -> bool:
    """Whether the document may not be changed any more."""
    return opened.record.state == "withdrawn"


@router.get("/van-ban/{document_id}/lich-su")
def show_history(request: Request, site: Here, document_id: int) -> Response:
    """Everything that happened to it, the newest first."""
    entries = site.desk.history(document_id)
    if not entries:
        raise HTTPException(404, GONE)
    record = site.store.by_id(document_id)
    return site.page(request, "history.html", record=record, entries=entries[::-1], cua=request.query_params.get("cua"))


@router.get("/van-ban/{document_id}/doi-chieu")
def show_comparison(request: Request, site: Here, document_id: int) -> Response:
    """What the machine read beside what holds."""
    rows = site.desk.compare(document_id)
    if not rows:
        raise HTTPException(404, GONE)
    record, changed = site.store.by_id(document_id), sum(not row.same for row in rows)
    return site.page(
        request, "compare.html", record=record, rows=rows, changed=changed, cua=request.query_params.get("cua")
    )
