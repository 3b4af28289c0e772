"""The plots of the figures page: what each shows, and how it is drawn.

Readable without colour: series differ by hatching and brightness, every bar bears its number where there is room.
"""

import functools
import io
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.review.views import Figures
from pipeline.shown import shown_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_BARS = 26
_HATCHES = ("", "////", "....")
_SHADES = ("#24557f", "#ffffff", "#c9d6e2")
_HOURS = ((1, "dưới 1 giờ"), (4, "1–4 giờ"), (8, "4–8 giờ"), (24, "8–24 giờ"), (72, "1–3 ngày"), (168, "3–7 ngày"))
_LONGER = "trên 7 ngày"


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot: `rows` are labels with one number for each of the `series`; `note` says it in a sentence.

    `most` is the largest number that there can be, where there is one.
    """

    name: str
    title: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    note: str = ""
    sideways: bool = False
    most: float | None = None


def charts(figures: Figures) -> tuple[Chart, ...]:
    """All plots, the same whether there is anything to show or not."""
    weeks = figures.weeks[-_MOST_BARS:]
    names = [shown_date(week.monday).rpartition("/")[0] for week in weeks]
    came = tuple((name, (week.documents, week.tasks)) for name, week in zip(names, weeks, strict=True))
    share = tuple(
        (name, (round(100 * week.in_doubt / week.documents) if week.documents else 0,))
        for name, week in zip(names, weeks, strict=True)
    )
    fixed = tuple((name, (float(count),)) for name, count in figures.corrections[:15])
    months = tuple((shown_date(month), (float(count),)) for month, count in figures.due_months[-_MOST_BARS:])
    return (
        Chart("theo-tuan", "Văn bản và nhiệm vụ theo tuần đến", ("Văn bản", "Nhiệm vụ"), came),
        Chart("can-xem", "Tỷ lệ văn bản có chỗ cần xem (%)", ("% văn bản",), share, most=100),
        Chart("sua", "Chỗ phải sửa nhiều nhất", ("Số lần sửa",), fixed, sideways=True),
        Chart("den-duyet", "Từ lúc đến tới lúc duyệt", ("Văn bản",), waited(figures.hours_to_approval),
              _median(figures.hours_to_approval)),
        Chart("thang-han", "Nhiệm vụ theo tháng đến hạn", ("Nhiệm vụ",), months),
    )  # fmt: skip


def waited(hours: Sequence[float]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """How many documents waited how long.

    >>> [count for _, (count,) in waited([0.5, 3, 200])]
    [1, 1, 0, 0, 0, 0, 1]
    """
    names = [name for _, name in _HOURS] + [_LONGER]
    if not hours:
        return ()
    counts = dict.fromkeys(names, 0)
    for each in hours:
        counts[next((name for most, name in _HOURS if each < most), _LONGER)] += 1
    return tuple((name, (count,)) for name, count in counts.items())


def _median(hours: Sequence[float]) -> str:
    if not hours:
        return ""
    middle = statistics.median(hours)
    said = f"{middle:.1f} giờ" if middle < 48 else f"{middle / 24:.1f} ngày"
    return f"Một nửa số văn bản được duyệt trong vòng {said.replace('.', ',')}."


@functools.lru_cache(32)
def drawn(chart: Chart) -> bytes:
    """The plot as SVG, its words as words; the same numbers are not drawn again."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib.figure import Figure

    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "vanthu", "font.family": "sans-serif", "font.size": 10,
                "hatch.linewidth": 0.7}  # fmt: skip
    with matplotlib.rc_context(settings):
        height = max(2.2, 0.32 * len(chart.rows) + 0.9) if chart.sideways else 2.9
        figure = Figure(figsize=(6.6, height), layout="constrained")
        axes = figure.subplots()
        (_sideways if chart.sideways else _upright)(axes, chart)
        axes.spines[["top", "right"]].set_visible(False)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _upright(axes: "Axes", chart: Chart) -> None:
    from matplotlib.ticker import MaxNLocator

    width = 0.8 / len(chart.series)
    axes.set_xlim(-0.6, max(6, len(chart.rows)) - 0.4)
    for number, name in enumerate(chart.series):
        at = [place + (number - (len(chart.series) - 1) / 2) * width for place in range(len(chart.rows))]
        bars = axes.bar(
            at, [values[number] for _, values in chart.rows], width, label=name,
            color=_SHADES[number], hatch=_HATCHES[number], edgecolor=_SHADES[0],
        )  # fmt: skip
        if len(chart.rows) * len(chart.series) <= _MOST_BARS:
            axes.bar_label(bars, fmt="%g", fontsize=9, padding=1)
    names = [name for name, _ in chart.rows]
    axes.set_xticks(range(len(names)), names, rotation=60 if len(names) > 9 else 0)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if chart.most is not None:
        axes.set_ylim(0, 1.05 * chart.most)
        axes.set_yticks([chart.most * part / 4 for part in range(5)])
    if len(chart.series) > 1:
        axes.legend(frameon=False, ncols=len(chart.series), loc="lower left", bbox_to_anchor=(0, 1))


def _sideways(axes: "Axes", chart: Chart) -> None:
    from matplotlib.ticker import MaxNLocator

    names = [name for name, _ in chart.rows][::-1]
    bars = axes.barh(names, [values[0] for _, values in chart.rows][::-1], color=_SHADES[0])
    axes.bar_label(bars, fmt="%g", fontsize=9, padding=3)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
