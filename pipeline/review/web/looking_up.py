"""Small questions while somebody types: what a time means, which bodies there are."""

from typing import Any

from fastapi import APIRouter

from pipeline.review.phrases import header_date
from pipeline.review.web.site import Here
from pipeline.shown import as_date, shown_date

router = APIRouter()
_LONGEST = 2000


@router.get("/nghia")
def meaning(site: Here, chu: str, ngay: str = "", kieu: str = "han") -> dict[str, Any]:
    """What a typed time means, or several parted by semicolons; `kieu=ngay` for the day of the document."""
    if kieu == "ngay":
        iso = header_date(chu[:_LONGEST])
        return {
            "understood": iso is not None or not chu.strip(),
            "shown": shown_date(iso) if iso else "Chưa hiểu ngày này.",
        }
    phrases = [phrase for each in chu[:_LONGEST].split(";") if (phrase := each.strip())]
    found = [site.desk.date_phrase(phrase, as_date(ngay)) for phrase in phrases[:10]]
    said = "; ".join(each.shown + (f" ({each.doubt})" if each.doubt else "") for each in found)
    return {"understood": all(each.understood for each in found), "shown": said}


@router.get("/goi-y")
def suggestions(site: Here, chu: str) -> dict[str, Any]:
    """Bodies whose names fit."""
    found = site.desk.suggest(chu[:200])
    return {"found": [{"name": each.name, "seen": each.seen} for each in found]}
