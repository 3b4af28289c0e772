"""The queue: what waits for a person, filtered, searched, a page at a time; and the way to the next one."""

import secrets
from collections.abc import Mapping
from typing import Any, cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from pipeline.review.views import OPEN_STATES, Concern, DueFilter, Filters
from pipeline.review.web.site import Here, ask_name, ids_in, reviewer_of
from pipeline.store.records import STATES, Direction
from pipeline.store.times import vietnam_date

router = APIRouter()
ALL_STATES = "tat-ca"
USUAL_SHARE = 20
# The filters of the address, which stay while one goes through the pages and the documents.
NAMES = ("trang-thai", "loai", "co-quan", "chu-de", "han", "lien-quan", "huong", "chac", "tim")
# A batch of which the sample is being looked at (pipeline.review.web.batches): its documents, the share in percent.
BATCH = ("loat", "phan")


def filters_of(asked: Mapping[str, str]) -> Filters:
    """The filters that an address names; what it names wrongly does not filter.

    >>> filters_of({"trang-thai": "approved", "han": "week", "chac": "khong"}).states
    ('approved',)
    """
    state = asked.get("trang-thai", "")
    states = STATES if state == ALL_STATES else (state,) if state in STATES else OPEN_STATES
    sure = {"co": True, "khong": False}.get(asked.get("chac", ""))
    return Filters(
        states, asked.get("loai") or None, asked.get("co-quan") or None, asked.get("chu-de") or None,
        cast(DueFilter | None, _one_of(asked.get("han"), DueFilter)),
        cast(Concern | None, _one_of(asked.get("lien-quan"), Concern)),
        cast(Direction | None, _one_of(asked.get("huong"), Direction)), sure,
    )  # fmt: skip


def _one_of(value: str | None, kind: Any) -> str | None:
    return value if value in get_args(kind) else None


def kept_query(asked: Mapping[str, str], **more: object) -> str:
    """The filters of an address as a query, with more beside them."""
    kept = {name: asked[name] for name in NAMES + BATCH if asked.get(name)}
    return urlencode({**kept, **{name: value for name, value in more.items() if value is not None}})


@router.get("/")
def show_queue(request: Request, site: Here, trang: int = 1) -> Response:
    """The list."""
    asked = request.query_params
    found = site.desk.queue(filters_of(asked), max(1, trang), asked.get("tim") or None)
    values: dict[str, Any] = {
        "found": found, "asked": asked, "choices": site.desk.choices(), "today": vietnam_date(site.now()),
        "query": kept_query(asked), "states": STATES, "all_states": ALL_STATES,
        "is_filtered": any(asked.get(name) for name in NAMES),
        "earlier": kept_query(asked, trang=found.page - 1) if found.page > 1 else None,
        "later": kept_query(asked, trang=found.page + 1) if found.page < found.pages else None,
    }  # fmt: skip
    return site.page(request, "queue.html", **values)


@router.get("/tiep")
def go_on(request: Request, site: Here, cua: str | None = None, sau: int | None = None) -> Response:
    """The next document of the queue that no other window holds."""
    reviewer = reviewer_of(request)
    if reviewer is None:
        return ask_name(request)
    asked, window = request.query_params, cua or new_window()
    if asked.get("loat"):
        chosen = site.desk.sample(ids_in(asked["loat"]), share_of(asked) / 100).chosen
        found = site.desk.next_of(chosen, window, reviewer, sau)
    else:
        found = site.desk.next(window, reviewer, sau, filters_of(asked), asked.get("tim") or None)
    if found is None:
        return RedirectResponse(list_address(asked, het="1"), 303)
    return RedirectResponse(f"/van-ban/{found}?{kept_query(asked, cua=window)}", 303)


def list_address(asked: Mapping[str, str], **more: object) -> str:
    """The list that one came from: the batch, if one goes through its sample, else the queue."""
    if asked.get("loat"):
        return f"/duyet-loat?{urlencode({'ids': asked['loat'], 'phan': share_of(asked)})}"
    return f"/?{kept_query(asked, **more)}"


def share_of(asked: Mapping[str, str]) -> int:
    """The share of a batch that is looked at, in percent.

    >>> share_of({"phan": "40"}), share_of({"phan": "900"}), share_of({})
    (40, 100, 20)
    """
    typed = asked.get("phan", "")
    return min(100, max(1, int(typed))) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else USUAL_SHARE


def new_window() -> str:
    """A name for a browser window."""
    return secrets.token_hex(8)
