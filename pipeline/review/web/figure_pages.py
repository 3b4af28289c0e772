"""The office in numbers: plots made here as SVG, each with its numbers as a table beside it."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from pipeline.review.web import plots
from pipeline.review.web.site import Here

router = APIRouter()
# The pictures hold no script; styles within them are their own.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@router.get("/so-lieu")
def show_figures(request: Request, site: Here) -> Response:
    """All plots."""
    figures = site.desk.figures()
    return site.page(request, "figures.html", figures=figures, charts=plots.charts(figures))


@router.get("/so-lieu/{name}.svg")
def plot(site: Here, name: str) -> Response:
    """One plot."""
    found = next((chart for chart in plots.charts(site.desk.figures()) if chart.name == name), None)
    if found is None:
        raise HTTPException(404, "Không có biểu đồ này.")
    return Response(plots.drawn(found), media_type="image/svg+xml", headers={"Content-Security-Policy": _POLICY})
