"""Approve the sure documents of a list together, after a look at a sample of them.

The list is fixed when one begins (its ids stand in the address): the sample stays the same while it is looked at.
"""

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from pipeline.review.views import OPEN_STATES
from pipeline.review.web.corrections import Reviewer
from pipeline.review.web.queue_pages import filters_of, share_of
from pipeline.review.web.site import Here, Site, ask_name, ids_in, reviewer_of
from pipeline.store import documents as records
from pipeline.store.listing import count_doubts
from pipeline.store.records import StoredDocument
from pipeline.store.tables import documents as table

router = APIRouter()
MOST = 500


class Batch(BaseModel):
    """The list that was shown, and the share in percent."""

    ids: list[int] = Field(min_length=1, max_length=MOST)
    share: int = Field(ge=1, le=100)


@router.get("/duyet-loat/moi")
def begin_batch(request: Request, site: Here, chon: str = "") -> Response:
    """A batch of the documents that were ticked, else of the list that is shown: those in which nothing is in doubt."""
    ticked = ids_in(chon)
    if ticked:
        total, sure = len(ticked), [each.id for each in _records(site, ticked) if _is_sure(each)]
    else:
        filters, search = filters_of(request.query_params), request.query_params.get("tim") or None
        open_ones = tuple(state for state in filters.states if state in OPEN_STATES)
        total = site.desk.queue(filters, 1, search).total
        sure = site.desk.listed(replace(filters, sure=True, states=open_ones), search, MOST)
    sure = sorted(sure[:MOST])
    told = {"ids": ",".join(map(str, sure)), "con": max(0, total - len(sure))}
    return RedirectResponse(f"/duyet-loat?{urlencode(told)}", 303)


def _records(site: Site, ids: list[int]) -> list[StoredDocument]:
    with site.store.reading() as connection:
        return list(records.stream(connection, [table.c.id.in_(ids)]))


def _is_sure(record: StoredDocument) -> bool:
    return record.state in OPEN_STATES and record.directive is not None and not count_doubts(record.directive)


@router.get("/duyet-loat")
def show_batch(request: Request, site: Here, ids: str = "", con: int = 0) -> Response:
    """The sample to look at, and the rest that would be approved; `con` of the list were left out."""
    if reviewer_of(request) is None:
        return ask_name(request)
    share = share_of(request.query_params)
    found = {each.id: each for each in _records(site, ids_in(ids)[:MOST])}
    sample = site.desk.sample(list(found), share / 100)
    chosen, rest = ([found[each] for each in part] for part in (sample.chosen, sample.rest))
    return site.page(
        request, "batch.html", chosen=chosen, rest=rest, share=share, left_out=con, most=MOST,
        ids=",".join(map(str, found)), unseen=sum(each.state != "approved" for each in chosen),
        waiting=[each for each in rest if _is_sure(each)],
    )  # fmt: skip


@router.post("/duyet-loat")
def approve_batch(site: Here, sent: Batch, reviewer: Reviewer) -> dict[str, str]:
    """Approve the rest, if the sample was found right."""
    done = site.desk.approve_sure(sent.ids, sent.share / 100, reviewer)
    if done.unchecked:
        raise HTTPException(409, f"Còn {len(done.unchecked)} văn bản trong mẫu chưa được xem và duyệt.")
    if done.corrected:
        said = f"{len(done.corrected)} văn bản trong mẫu đã phải sửa, nên cả loạt cần được xem từng văn bản."
        raise HTTPException(409, said)
    passed = f" {len(done.passed_over)} văn bản còn chỗ cần xem nên để lại." if done.passed_over else ""
    return {"message": f"Đã duyệt {len(done.approved)} văn bản.{passed}"}
