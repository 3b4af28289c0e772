"""Approve the sure documents of a list together, after a look at a sample of them."""

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from pipeline.review.web.corrections import Reviewer
from pipeline.review.web.site import Here, ask_name, reviewer_of
from pipeline.store import documents as records
from pipeline.store.records import StoredDocument
from pipeline.store.tables import documents as table

router = APIRouter()
_MOST = 500
_SHARE = 20


class Batch(BaseModel):
    """The list that was shown, and the share in percent."""

    ids: list[int] = Field(min_length=1, max_length=_MOST)
    share: int = Field(ge=1, le=100)


def ids_in(typed: str) -> list[int]:
    """The ids of an address.

    >>> ids_in("3,1,x,3")
    [1, 3]
    """
    found = {int(each) for each in typed.split(",") if each.isascii() and each.isdecimal() and len(each) < 16}
    return sorted(found)[:_MOST]


@router.get("/duyet-loat")
def show_batch(request: Request, site: Here, ids: str = "", phan: int = _SHARE) -> Response:
    """The sample to look at, and the rest that would be approved."""
    if reviewer_of(request) is None:
        return ask_name(request)
    share = min(100, max(1, phan))
    with site.store.reading() as connection:
        found = {each.id: each for each in records.stream(connection, [table.c.id.in_(ids_in(ids))])}
    sample = site.desk.sample(list(found), share / 100)
    chosen: list[StoredDocument] = [found[each] for each in sample.chosen]
    rest: list[StoredDocument] = [found[each] for each in sample.rest]
    ready = all(each.state == "approved" for each in chosen) and bool(chosen)
    return site.page(
        request, "batch.html", chosen=chosen, rest=rest, share=share, ready=ready, ids=",".join(map(str, found)),
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
