"""The register of incoming documents, as it would be printed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from pipeline.exports.so_den import build_sheets
from pipeline.review.web.site import Here
from pipeline.store import documents as records
from pipeline.store.tables import documents as table
from pipeline.store.times import vietnam_date

router = APIRouter()
ROWS = 100


@router.get("/so-den")
def show_register(request: Request, site: Here, nam: int | None = None, trang: int = 1, so: int = 1) -> Response:
    """The registers of a year, the latest entries first; `so` chooses one of several."""
    year = nam or vietnam_date(site.now()).year
    with site.store.reading() as connection:
        found = list(records.stream(connection, [table.c.register_year == year]))
    sheets = build_sheets(found, year=year)
    chosen = sheets[min(max(1, so), len(sheets)) - 1]
    rows = chosen.table.rows[::-1]
    pages = max(1, -(-len(rows) // ROWS))
    page = min(max(1, trang), pages)
    ids = {str(each.arrival_number): each.id for each in found if each.directive}
    return site.page(
        request, "register.html", year=year, sheets=sheets, chosen=chosen, number=sheets.index(chosen) + 1,
        rows=rows[(page - 1) * ROWS : page * ROWS], total=len(rows), page_number=page, page_count=pages, ids=ids,
    )  # fmt: skip
