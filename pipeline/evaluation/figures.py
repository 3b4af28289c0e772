"""One document's reading against its gold file, counted; and the counts of many documents as figures.

Comes in: a gold file and a reading, as JSON objects.  Goes out: `DocumentScore`, and `figures` over any group of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractors.finding.findings import HEADER_FIELDS
from pipeline.evaluation.belief import Claim
from pipeline.evaluation.words import due_dates, names, pairs, plain_value, quote_share, same_bodies, word_f1

FIELDS = tuple(name for name in HEADER_FIELDS if name != "references")
Object = dict[str, Any]

SHARES = ("exact", "close", "sure", "silent")
PAIR_SHARES = ("due", "dated_right", "lead", "support", "report_to")
DATE_FAULTS = ("invented", "extra_date", "ungrounded")

_ROLES = ("lead", "support", "report_to")
_CLOSE_IS_SHOWN = frozenset({"issuer", "issuer_parent", "summary", "signer_authority", "signer_title"})
_CLOSE_IS_RIGHT = frozenset({"summary", "recipients"})
_SURE = frozenset({"auto", "absent", "confirmed"})
_MAY_BE_BY_HAND = frozenset({"number", "date"})
_CLOSE_ENOUGH, _SAME_RECIPIENT, _SAME_QUOTE = 0.9, 0.85, 0.6
_ENOUGH_SUPPORT = 10


class Miss(NamedTuple):
    """Something read otherwise than a clerk would: `kind` is a header field, `task`, `missed` or `extra`."""

    name: str
    kind: str
    wanted: Any
    read: Any
    note: Any = None


@dataclass
class DocumentScore:
    """The counts of one document; `header` by field, for number and date also by printed and written by hand."""

    name: str
    source: str | None
    type: str | None
    unread: bool
    header: dict[str, Counter[str]] = field(default_factory=dict)
    tasks: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def _value(header: Object, name: str) -> tuple[Any, Any]:
    got = header.get(name, header.get(f"{name}_printed"))
    return (got.get("value"), got.get("status")) if isinstance(got, dict) else (got, None)


def _agreement(name: str, wanted: Any, got: Any) -> tuple[bool, bool]:
    """Whether a value is exactly, and whether it is closely that of the gold."""
    if name == "recipients":
        left, right = names(wanted), names(got)
        both = len(pairs(left, right, word_f1, _SAME_RECIPIENT))
        share = 2 * both / (len(left) + len(right)) if left or right else 1.0
        return both == len(left) == len(right), share >= _CLOSE_ENOUGH
    exact = plain_value(name, wanted) == plain_value(name, got)
    return exact, exact or (name in _CLOSE_IS_SHOWN and word_f1(wanted, got) >= _CLOSE_ENOUGH)


def _score_header(truth: Object, header: Object, score: DocumentScore) -> None:
    by_hand = truth.get("handwritten") or []
    for name in FIELDS:
        wanted = truth.get(name, truth.get(f"{name}_printed"))
        got, status = _value(header, name)
        if name == "recipients":
            wanted, got = names(wanted), names(got)
        exact, close = _agreement(name, wanted, got)
        right, sure = close if name in _CLOSE_IS_RIGHT else exact, status in _SURE
        counts = {"all": 1, "gold": bool(wanted), "exact": exact, "close": close, "sure": sure}
        row = Counter[str]({key: int(value) for key, value in counts.items()} | {"silent": int(sure and not right)})
        score.header[name] = row
        if name in _MAY_BE_BY_HAND and wanted:
            score.header[f"{name} {'by hand' if name in by_hand else 'printed'}"] = row
        if not right:
            score.misses.append(Miss(score.name, name, wanted, got, status))
        _note_claim(header.get(name), right, score)


def _note_claim(read: object, right: bool, score: DocumentScore) -> None:
    """Keep what a reading that tells its confidence claims of a value."""
    if isinstance(read, dict) and read.get("value") and isinstance(read.get("confidence"), int | float):
        sure = read.get("status") in _SURE
        score.claims.append(Claim(str(read.get("rule")), float(read["confidence"]), right, score.name, sure))


def _quotes(tasks: Sequence[Object]) -> list[str]:
    return [str(task.get("quote") or "") for task in tasks]


def _dated(dates: set[tuple[str, Any]]) -> bool:
    return any(kind != "open" for kind, _ in dates)


def _score_pair(gold: Object, read: Object, score: DocumentScore) -> None:
    wanted, got = due_dates(gold), due_dates(read)
    agree = {key: same_bodies(gold.get(key), read.get(key)) for key in _ROLES}
    due, open_ended = wanted == got, any(kind == "open" for kind, _ in wanted)
    unasked = _dated(got) and not _dated(wanted)
    right = agree["lead"] and due
    counts = agree | {
        "due": due,
        "dated": _dated(wanted),
        "dated_right": _dated(wanted) and due,
        "invented": unasked and open_ended,
        "extra_date": unasked and not open_ended,
        "right": right,
    }
    score.tasks.update({key: int(value) for key, value in counts.items()})
    if not right:
        sides = [[names(task.get("lead")), sorted(map(str, dates))] for task, dates in ((gold, wanted), (read, got))]
        score.misses.append(Miss(score.name, "task", sides[0], sides[1], _quotes([gold])[0][:80]))


def _score_tasks(gold: list[Object], read: list[Object], score: DocumentScore) -> None:
    binding = [task for task in gold if not task.get("optional")]
    optional = [task for task in gold if task.get("optional")]
    found = pairs(_quotes(binding), _quotes(read), quote_share, _SAME_QUOTE)
    paired = {j for _, j in found}
    left = [j for j in range(len(read)) if j not in paired]
    allowed = pairs(_quotes(optional), _quotes([read[j] for j in left]), quote_share, _SAME_QUOTE)
    spare = {left[j] for _, j in allowed}
    bare = sum(
        bool(deadline.get("due") or deadline.get("rrule")) and not deadline.get("evidence")
        for task in read
        for deadline in task.get("deadlines") or []
    )
    nobody = not binding
    clean = nobody and len(read) == len(spare)
    score.tasks.update(documents=1, nobody=int(nobody), nobody_clean=int(clean), ungrounded=bare)
    score.tasks.update(gold=len(binding), read=len(read) - len(spare), found=len(found))
    for i, j in found:
        _score_pair(binding[i], read[j], score)
    seen = {i for i, _ in found}
    for i, quote in enumerate(_quotes(binding)):
        if i not in seen:
            score.misses.append(Miss(score.name, "missed", quote[:120], None))
    for j, quote in enumerate(_quotes(read)):
        if j not in paired | spare:
            score.misses.append(Miss(score.name, "extra", None, quote[:120]))


def _objects(value: Any) -> bool:
    return not value or (isinstance(value, list) and all(isinstance(item, dict) for item in value))


def _task_well_formed(task: Object) -> bool:
    bodies = [task.get(role) or [] for role in _ROLES]
    return _objects(task.get("deadlines")) and all(isinstance(value, list | str | dict) for value in bodies)


def well_formed(read: object) -> bool:
    """Whether a reading has the shape that can be counted at all."""
    if not isinstance(read, dict):
        return False
    header, tasks = read.get("header") or {}, read.get("tasks") or []
    if not isinstance(header, dict) or not _objects(tasks):
        return False
    recipients, _ = _value(header, "recipients")
    return isinstance(recipients, list | str | dict | None) and all(_task_well_formed(task) for task in tasks)


def score_document(name: str, gold: Object, read: object) -> DocumentScore:
    """Count what one reading has right; one of another shape counts as empty."""
    truth = gold.get("header") or {}
    score = DocumentScore(name, gold.get("source"), truth.get("type"), unread=not well_formed(read))
    reading: Object = read if isinstance(read, dict) and not score.unread else {}
    _score_header(truth, reading.get("header") or {}, score)
    if gold.get("tasks") is not None:
        _score_tasks(gold["tasks"], reading.get("tasks") or [], score)
    return score


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _precision_recall(found: int, gold: int, read: int) -> dict[str, float | None]:
    return {
        "precision": _ratio(found, read),
        "recall": _ratio(found, gold),
        "f1": _ratio(2 * found, gold + read),
    }


def _task_figures(counts: Counter[str]) -> dict[str, Any]:
    gold, read, found = counts["gold"], counts["read"], counts["found"]
    return {
        "documents": counts["documents"],
        "gold": gold,
        "read": read,
        "found": _precision_recall(found, gold, read),
        "right": _precision_recall(counts["right"], gold, read),
        "nobody": [counts["nobody_clean"], counts["nobody"]],
        "dated_right": _ratio(counts["dated_right"], counts["dated"]),
        **{agreed: _ratio(counts[agreed], found) for agreed in ("due", *_ROLES)},
        **{fault: counts[fault] for fault in DATE_FAULTS},
    }


def sum_header(scores: Iterable[DocumentScore]) -> dict[str, Counter[str]]:
    """The header counts of several documents, added up by field."""
    rows: dict[str, Counter[str]] = {}
    for score in scores:
        for name, row in score.header.items():
            rows.setdefault(name, Counter()).update(row)
    return rows


def well_supported(rows: dict[str, Counter[str]]) -> list[str]:
    """The fields with ten gold values or more: the ones that `sure` and `silent` go over."""
    return [name for name, row in rows.items() if name in FIELDS and row["gold"] >= _ENOUGH_SUPPORT]


def figures(scores: Sequence[DocumentScore], known: Sequence[str]) -> dict[str, Any]:
    """The figures of a group of documents, as JSON; shares are 0 to 1, None where there was nothing to count.

    `known` are the fields that the two sums over the whole header go over.
    """
    rows = sum_header(scores)
    counts: Counter[str] = Counter()
    for score in scores:
        counts.update(score.tasks)
    total = sum(rows[name]["all"] for name in known if name in rows)
    return {
        "documents": len(scores),
        "unread": sum(score.unread for score in scores),
        "header": {
            name: {"all": row["all"], "gold": row["gold"], **{key: _ratio(row[key], row["all"]) for key in SHARES}}
            for name, row in rows.items()
        },
        "known": list(known),
        "sure": _ratio(sum(rows[name]["sure"] for name in known if name in rows), total),
        "silent": _ratio(sum(rows[name]["silent"] for name in known if name in rows), total),
        "tasks": _task_figures(counts),
    }
