"""Who reviews: a name asked once for each browser, as stated and not proven."""

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from pipeline.review.web.site import LONGEST_NAME, Here, clean_name, remember_name

router = APIRouter()


class Named(BaseModel):
    """What the page sends."""

    name: str


@router.get("/ten")
def ask(request: Request, site: Here, ve: str = "/") -> Response:
    """The page that asks."""
    return site.page(request, "name.html", back=_own_path(ve), longest=LONGEST_NAME)


@router.post("/ten")
def answer(named: Named) -> Response:
    """Remember it in this browser."""
    name = clean_name(named.name)
    if not name:
        raise HTTPException(400, "Hãy ghi họ tên người xem lại.")
    response = JSONResponse({"name": name})
    remember_name(response, name)
    return response


def _own_path(back: str) -> str:
    r"""Only a path of these pages: never another site.

    >>> [_own_path(back) for back in ("/van-ban/5?cua=a", "//elsewhere.example/", "https://a.example", "/\\a.example")]
    ['/van-ban/5?cua=a', '/', '/', '/']
    """
    fits = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if fits else "/"
