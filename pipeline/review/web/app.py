"""The application of the pages: which routes there are, and what stands around all of them."""

import contextlib
import datetime
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from extractors.errors import Failure
from pipeline.config import Config
from pipeline.review.desk import Desk
from pipeline.review.pictures import Pictures
from pipeline.review.web import (
    batches,
    corrections,
    document_pages,
    downloads,
    figure_pages,
    incoming,
    looking_up,
    names,
    page_pictures,
    queue_pages,
    registers,
)
from pipeline.review.web.guard import Guard, hosts_of, own_secret
from pipeline.review.web.site import HERE, Actions, Site, make_templates
from pipeline.store.store import Store
from pipeline.store.times import utc_now

_ROOMS = (
    queue_pages, document_pages, corrections, looking_up, page_pictures, names, incoming, registers, batches,
    figure_pages, downloads,
)  # fmt: skip
_TOLD = {
    404: "Không có trang này.",
    405: "Trang này không nhận yêu cầu như vậy.",
}


def create_app(
    config: Config, store: Store, actions: Actions, port: int, now: Callable[[], datetime.datetime] = utc_now
) -> Guard:
    """The pages over one store, for a server that listens on this port of the loopback address."""
    pictures, secret = Pictures(config.archive), own_secret(config.home)

    @contextlib.asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        yield
        pictures.close()

    app = FastAPI(title="vanthu", docs_url=None, redoc_url=None, openapi_url=None, lifespan=living)
    app.state.site = Site(
        config, store, Desk(store, now), pictures, actions, secret, make_templates(), now
    )  # fmt: skip
    app.mount("/static", StaticFiles(directory=HERE / "static"), "static")
    for room in _ROOMS:
        app.include_router(room.router)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(Failure, _tell_failure)
    return Guard(app, secret, hosts_of(port))


def _tell_http(request: Request, problem: Exception) -> Response:
    """A page that says what is wrong; programs get the sentence alone."""
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    detail = problem.detail if isinstance(problem, HTTPException) else ""
    said = _TOLD.get(status, "Có lỗi.") if not detail or detail.isascii() else detail
    return _told(request, status, said, "")


def _tell_failure(request: Request, problem: Exception) -> Response:
    if not isinstance(problem, Failure):
        raise problem
    return _told(request, 503, problem.message, problem.next_step)


def _told(request: Request, status: int, message: str, next_step: str) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"message": f"{message} {next_step}".strip()}, status)
    site: Site = request.app.state.site
    return site.page(request, "problem.html", status, message=message, next_step=next_step)
