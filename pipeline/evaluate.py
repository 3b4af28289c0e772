"""How well documents are read: the pipeline's readings against gold files made by people (docs/accuracy.md).

Comes in: a folder of gold files and something that reads documents.  Goes out: an `Evaluation`, to print or as JSON.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel

from pipeline.errors import WrongUsage
from pipeline.evaluation.belief import curve
from pipeline.evaluation.figures import (
    DATE_FAULTS,
    FIELDS,
    PAIR_SHARES,
    SHARES,
    DocumentScore,
    Miss,
    figures,
    score_document,
    sum_header,
    well_supported,
)

Reading = BaseModel | dict[str, Any]
ReadAll = Callable[[Sequence[Path]], Iterable[Reading]]

GROUPS: dict[str, tuple[str, ...]] = {
    "scan": ("scan",),
    "mixed": ("mixed",),
    "digital": ("digital",),
    "word": ("word",),
    "born": ("word", "digital"),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file: its name (that of its folder where it is called gold.json), what it says, and the document."""

    name: str
    says: dict[str, Any]
    document: Path | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all documents of a gold folder; `absent` are those whose document was not found."""

    scores: tuple[DocumentScore, ...]
    absent: tuple[str, ...] = ()

    @property
    def known(self) -> list[str]:
        """The header fields with enough gold values in the whole set."""
        return well_supported(sum_header(self.scores))

    def figures(self, sources: Sequence[str] | None = None) -> dict[str, Any]:
        """The figures over all documents, or over those of some sources (`digital`, `word`, `mixed`, `scan`)."""
        return figures([score for score in self.scores if sources is None or score.source in sources], self.known)

    def by_source(self) -> dict[str, dict[str, Any]]:
        """The figures of each kind of source that there is; `born` are digital and Word files together."""
        groups = {name: self.figures(sources) for name, sources in GROUPS.items()}
        return {name: group for name, group in groups.items() if group["documents"]}

    def by_type(self) -> dict[str, dict[str, Any]]:
        """The figures of each type of document by the gold (`Kế hoạch`, `Công văn` …), the commonest first."""
        types = Counter(score.type or "" for score in self.scores)
        return {
            name: figures([score for score in self.scores if (score.type or "") == name], self.known)
            for name, _ in types.most_common()
        }

    def belief(self) -> dict[str, list[dict[str, Any]]]:
        """Claimed and true confidence by bins, over all documents and over each kind of source that there is."""
        groups = {"all": None, **{name: sources for name, sources in GROUPS.items() if name in ("born", "scan")}}
        made = {}
        for name, sources in groups.items():
            scores = [score for score in self.scores if sources is None or score.source in sources]
            if scores:
                made[name] = curve(claim for score in scores for claim in score.claims)
        return made

    def by_file(self) -> dict[str, dict[str, Any]]:
        """The figures of each document."""
        return {score.name: figures([score], self.known) for score in self.scores}

    def misses(self) -> list[Miss]:
        """What was read otherwise than the gold says, document by document."""
        return [miss for score in self.scores for miss in score.misses]

    def as_json(self) -> dict[str, Any]:
        """All figures as one object; shares are 0 to 1."""
        return self.figures() | {"by_source": self.by_source(), "absent": list(self.absent)}


def _document(gold_file: Path, named: str) -> Path | None:
    """The document of a gold file: beside it, or in one of the folders above."""
    folders = gold_file.resolve().parents
    return next((folder / named for folder in folders if (folder / named).is_file()), None)


def _gold(path: Path, name: str) -> Gold:
    try:
        says = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise WrongUsage(f"không đọc được mẫu chuẩn {path}: {problem}") from problem
    if not (isinstance(says, dict) and isinstance(says.get("file"), str) and isinstance(says.get("header"), dict)):
        raise WrongUsage(f"{path} không phải là mẫu chuẩn: phải có file và header")
    return Gold(name, says, _document(path, says["file"]))


def gold_files(folder: Path) -> list[Gold]:
    """The gold files of a folder: NAME.json, and gold.json in the folders within.

    Raises:
        WrongUsage: there is none, or one of them is no gold file.
    """
    found = [_gold(path, path.stem) for path in sorted(folder.glob("*.json"))]
    found += [_gold(path, path.parent.name) for path in sorted(folder.glob("*/gold.json"))]
    if not found:
        raise WrongUsage(f"không có mẫu chuẩn nào trong {folder}")
    return found


def evaluate(gold_dir: Path, *, read_all: ReadAll) -> Evaluation:
    """Read the documents of all gold files and count what is right.

    Args:
        gold_dir: the folder of gold files.
        read_all: reads documents and gives their readings in the same order, as models or as their JSON.

    Raises:
        WrongUsage: the folder holds no gold files, or one that is none.
    """
    golds = gold_files(gold_dir)
    there = [gold for gold in golds if gold.document]
    readings = read_all([gold.document for gold in there if gold.document])
    read = {gold.name: _as_json(reading) for gold, reading in zip(there, readings, strict=True)}
    scores = tuple(score_document(gold.name, gold.says, read.get(gold.name)) for gold in golds)
    return Evaluation(scores, tuple(gold.name for gold in golds if not gold.document))


def _as_json(reading: Reading) -> dict[str, Any]:
    return reading.model_dump(mode="json") if isinstance(reading, BaseModel) else reading


def _percent(share: float | None) -> str:
    return f"{100 * share:6.1f}" if share is not None else "   -  "


def _field_order(name: str) -> tuple[int, str]:
    return FIELDS.index(name.split()[0]), name


def _print_group(title: str, group: dict[str, Any], out: TextIO) -> None:
    lines = [f"{title}: {group['documents']} văn bản, {group['unread']} không đọc được"]
    lines.append(f"{'':18s}" + " ".join(f"{key:>6s}" for key in SHARES) + "   gold")
    for name in sorted(group["header"], key=_field_order):
        row = group["header"][name]
        lines.append(f"{name:18s}" + " ".join(_percent(row[key]) for key in SHARES) + f" {row['gold']:5d}/{row['all']}")
    lines.append(
        f"header ({len(group['known'])} trường): sure {_percent(group['sure'])}  silent {_percent(group['silent'])}"
    )
    tasks = group["tasks"]
    for name in ("found", "right"):
        lines.append(f"tasks {name}: " + "  ".join(f"{key} {_percent(share)}" for key, share in tasks[name].items()))
    lines.append("  " + "  ".join(f"{key} {_percent(tasks[key])}" for key in PAIR_SHARES))
    lines.append("  " + "  ".join(f"{key} {tasks[key]}" for key in DATE_FAULTS))
    lines.append(f"không giao việc cho ai và đọc ra đúng như vậy: {tasks['nobody'][0]}/{tasks['nobody'][1]} văn bản")
    out.write("\n".join(lines) + "\n")


def print_evaluation(
    evaluation: Evaluation, *, by_source: bool = False, misses: bool = False, out: TextIO | None = None
) -> None:
    """Print the figures of all documents, on request of each kind of source, and what was missed, a line each."""
    to = out or sys.stdout
    _print_group("all", evaluation.figures(), to)
    for name, group in evaluation.by_source().items() if by_source else ():
        to.write("\n")
        _print_group(name, group, to)
    if evaluation.absent:
        to.write(f"\nKhông thấy văn bản của mẫu chuẩn: {', '.join(evaluation.absent)}\n")
    for miss in evaluation.misses() if misses else ():
        to.write("\t".join(json.dumps(part, ensure_ascii=False, default=str) for part in miss) + "\n")
