"""What all pages share: store, desk, pictures, what the service can do, and how a template becomes a page."""

import datetime
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from extractors.document import Document
from pipeline.config import Config
from pipeline.review.desk import Desk
from pipeline.review.pictures import Pictures
from pipeline.review.web import wording
from pipeline.review.web.guard import SESSION, token_of
from pipeline.shown import one_line
from pipeline.store.archive import Archive
from pipeline.store.records import StoredDocument
from pipeline.store.store import Store
from pipeline.store.times import utc_now

HERE = Path(__file__).parent
NAME_COOKIE = "vanthu_ten"
_YEAR_SECONDS = 365 * 86400
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Actions:
    """What the service around the pages can do, told by whoever starts it.

    `retry` reads the original of a document once more, in the background; `folders` are the subfolders of the inbox
    that the settings give a meaning to.
    """

    retry: Callable[[int], None]
    is_retrying: Callable[[int], bool] = lambda _: False
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """One home with its pages."""

    config: Config
    store: Store
    desk: Desk
    pictures: Pictures
    actions: Actions
    secret: bytes
    templates: Environment
    now: Callable[[], datetime.datetime] = utc_now

    def has_original(self, record: StoredDocument) -> bool:
        """Whether the original still stands in the archive."""
        return record.sha256 is not None and Archive(self.config.archive).path_of(record.sha256).is_file()

    def text_of(self, record: StoredDocument, text: Document | None) -> Document | None:
        """The text with pages to look at: those of a Word file are rendered when it is first opened.

        Without the original there is nothing to look at, and the text has no pages.
        """
        if text is None or record.sha256 is None:
            return text
        if not self.has_original(record):
            return replace(text, pages=())
        return text if text.pages else self.pictures.placed(record.sha256, text) or text

    def fragment(self, template: str, **values: Any) -> str:
        """A part of a page."""
        return self.templates.get_template(template).render(**values)

    def page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A whole page, with the token of this browser in it; a browser without a session gets one."""
        session = request.cookies.get(SESSION) or secrets.token_urlsafe(24)
        told = {"token": token_of(self.secret, session), "reviewer": reviewer_of(request), "here": request.url.path}
        response = HTMLResponse(self.fragment(template, **told, **values), status)
        if SESSION not in request.cookies:
            response.set_cookie(SESSION, session, httponly=True, samesite="strict", path="/")
        return response


def reviewer_of(request: Request) -> str | None:
    """The name that this browser was given, as stated."""
    return clean_name(unquote(request.cookies.get(NAME_COOKIE, ""))) or None


def clean_name(typed: str) -> str:
    r"""A name in one line without characters that do not show.

    >>> clean_name("  Lê  Thị\u202e Hoa ")
    'Lê Thị Hoa'
    """
    return one_line(typed)[:LONGEST_NAME].strip()


def remember_name(response: Response, name: str) -> None:
    """Keep the name in this browser."""
    response.set_cookie(
        NAME_COOKIE, quote(name, safe=""), max_age=_YEAR_SECONDS, httponly=True, samesite="strict", path="/"
    )


def ids_in(typed: str) -> list[int]:
    """The ids of an address.

    >>> ids_in("3,1,x,3")
    [1, 3]
    """
    return sorted({int(each) for each in typed.split(",") if each.isascii() and each.isdecimal() and len(each) < 16})


def ask_name(request: Request) -> Response:
    """Ask first who it is, then come back."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/ten?ve={quote(back, safe='')}", 303)


def make_templates() -> Environment:
    """The templates, everything in them escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(wording.FILTERS)
    made.globals.update(wording.GLOBALS)
    return made


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    found: Site = request.app.state.site
    return found


Here = Annotated[Site, Depends(site_of)]
