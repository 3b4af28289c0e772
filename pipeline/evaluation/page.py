"""The page of figures, docs/accuracy.md, out of the figures of one or more gold sets.

Comes in: figures as JSON (docs/accuracy.json, kept so that the page can be made where a set is not at hand).
Goes out: Markdown.
"""

from typing import Any

from pipeline.evaluate import Evaluation
from pipeline.evaluation.figures import DATE_FAULTS, FIELDS, PAIR_SHARES, SHARES

Figures = dict[str, Any]

_INTRODUCTION = """\
# Accuracy

Made by `make docs` from `vanthu evaluate`; the figures lie in `accuracy.json` beside this page.
All shares are per cent.

A **gold file** ([gold.md](gold.md)) is what people read from the pages by eye; where the page is silent, so is it.
For a header field:

- *gold*: the number of documents that have a value there;
- *exact*: the value agrees with the gold (case, blanks, tone-mark placement and usual abbreviations are levelled;
  both empty is right too);
- *close*: at least 0.9 of the words agree (issuer, summary, signer) or of the lines (recipients);
- *sure*: the status is `auto`, `absent` or `confirmed`, so nobody is asked to look;
- *silent*: sure and wrong, the worst there is.

The table of confidence goes over all values that were read: in a bin of confidence, *claimed* is the mean of what the
values claim, *right* the share of them that is right; calibrated means that the two are alike.
What a value for review may claim is fitted (`rules/confidence.toml`); `scripts/fit_confidence.py` fits it again on any
folder of gold files and prints the curve cross-validated by document.

A read task is paired with the gold task whose quote it holds to at least 0.6 of its character trigrams.
*found* counts pairs, *right* those whose lead and due dates agree as well; both as F1 (precision, recall).
*due*, *lead*, *support* and *report to* are shares of the pairs; *dated right* of the pairs whose gold has a date.
*extra date* are dates on tasks that have none, *invented* dates counted from a day that nobody knows,
*ungrounded* dates without a place in the document.
*nobody* are documents that oblige nobody and were left without a task.

What the figures cannot tell: gold files are made by people, and two careful people agree on 0.98 of the tasks and on
0.88 of them in every part; above that a figure means nothing.
"""

_SETS = {
    "samples": (
        "The samples",
        "The documents of `samples/`, written for this project; the readers were developed on them.",
    ),
    "offices": (
        "Documents of offices",
        "Real documents of many offices, not part of this project; the readers were developed on them as well, so on "
        "documents that nobody has seen the figures are a little lower.",
    ),
    "rescanned": (
        "The offices' scans, scanned anew",
        "The same scans turned a little, larger or smaller, paler or darker and compressed again "
        "(`scripts/rescan.py`, seed 5), so that recognition makes other slips: what is lost against the originals was "
        "learnt by heart or stood at the edge of what can be read.",
    ),
}


def figures_of(evaluation: Evaluation, *, name_files: bool) -> Figures:
    """Everything the page needs of one set; the names of its files only where they may be told."""
    made = evaluation.as_json() | {"belief": evaluation.belief(), "by_type": _short(evaluation.by_type())}
    del made["absent"]
    kept: Figures = _rounded(made | ({"by_file": _short(evaluation.by_file())} if name_files else {}))
    return kept


def _short(groups: dict[str, Figures]) -> dict[str, Figures]:
    """Of each group what its row shows."""
    return {
        name: {
            "documents": group["documents"],
            "header": _header_share(group),
            "gold": group["tasks"]["gold"],
            "read": group["tasks"]["read"],
            "found": group["tasks"]["found"]["f1"],
            "right": group["tasks"]["right"]["f1"],
        }
        for name, group in groups.items()
    }


def _header_share(group: Figures) -> float | None:
    rows = [row for name, row in group["header"].items() if name in FIELDS]
    total = sum(row["all"] for row in rows)
    return sum(row["exact"] * row["all"] for row in rows) / total if total else None


def _rounded(value: Any) -> Any:
    """Shares to four places, so that the kept file changes where a figure does."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list) else value


def page(sets: dict[str, Figures]) -> str:
    """The page for the sets by their name (`samples`, `offices`, `rescanned`)."""
    parts = [_INTRODUCTION]
    for name, made in sets.items():
        title, about = _SETS[name]
        parts += [
            f"## {title}\n\n{about}\n",
            _header_table(made),
            *([_belief_table(made)] if "belief" in made else []),
            _task_table(made),
            _kind_table("type", made["by_type"]),
        ]
        if "by_file" in made:
            parts.append(_kind_table("file", made["by_file"]))
    return "\n".join(parts)


def _share(value: float | None) -> str:
    return f"{100 * value:.1f}" if value is not None else ""


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _header_table(made: Figures) -> str:
    groups = {name: group for name, group in made["by_source"].items() if name != "born"}
    head = ["field", "gold", *SHARES]
    head += [f"exact, {name} ({group['documents']})" for name, group in groups.items()]
    rows = []
    for name in sorted(made["header"], key=lambda name: (FIELDS.index(name.split()[0]), name)):
        row = made["header"][name]
        shares = [_share(row[key]) for key in SHARES]
        shares += [_share(group["header"].get(name, {}).get("exact")) for group in groups.values()]
        rows.append([name, str(row["gold"]), *shares])
    over = f"Over the {len(made['known'])} fields with ten gold values or more: "
    sums = f"sure {_share(made['sure'])}, silent {_share(made['silent'])}.\n"
    return f"### Header, {made['documents']} documents\n\n{_table(head, rows)}\n{over}{sums}"


def _belief_table(made: Figures) -> str:
    groups = made["belief"]
    head = ["confidence", *(f"{part}, {name}" for name in groups for part in ("values", "claimed", "right"))]
    rows = []
    for bins in zip(*groups.values(), strict=True):
        cells = [text for one in bins for text in (str(one["values"]), _share(one["claimed"]), _share(one["right"]))]
        rows.append([f"{bins[0]['from']:.2f}–{bins[0]['to']:.2f}", *cells])
    return f"### Confidence\n\n{_table(head, rows)}"


def _f1(figures: Figures) -> str:
    if figures["f1"] is None:
        return ""
    return f"{_share(figures['f1'])} ({_share(figures['precision']) or '–'}, {_share(figures['recall']) or '–'})"


def _task_table(made: Figures) -> str:
    head = ["source", "documents", "gold", "read", "found", "right"]
    head += [name.replace("_", " ") for name in (*PAIR_SHARES, *DATE_FAULTS)] + ["nobody"]
    rows = []
    for name, group in {"all": made, **made["by_source"]}.items():
        tasks = group["tasks"]
        row = [name, *(str(tasks[key]) for key in ("documents", "gold", "read"))]
        row += [_f1(tasks["found"]), _f1(tasks["right"])]
        row += [_share(tasks[key]) for key in PAIR_SHARES]
        row += [str(tasks[key]) for key in DATE_FAULTS]
        rows.append([*row, f"{tasks['nobody'][0]} of {tasks['nobody'][1]}"])
    return f"### Tasks\n\n{_table(head, rows)}"


def _kind_table(kind: str, groups: dict[str, Figures]) -> str:
    head = [kind, "documents", "header exact", "tasks in gold", "tasks read", "found", "right"]
    rows = []
    for name, row in groups.items():
        counts = (str(row["documents"]), _share(row["header"]), str(row["gold"]), str(row["read"]))
        rows.append([name or "(none)", *counts, _share(row["found"]), _share(row["right"])])
    return f"### By {kind}\n\n{_table(head, rows)}"
