"""The table of samples in `samples/README.md`, made from every `about.toml`."""

import json
import re
import tomllib
from pathlib import Path

SAMPLES = Path(__file__).parent.parent
BETWEEN = re.compile(r"(?<=<!-- samples -->\n).*(?=<!-- /samples -->)", re.DOTALL)
COLUMNS = ("Sample", "What it is", "System", "File", "Tasks", "Exercises")


def folders() -> list[Path]:
    """The folders of samples, by name."""
    return sorted(path.parent for path in SAMPLES.glob("*/about.toml"))


def row(folder: Path) -> str:
    """One line of the table."""
    about = tomllib.loads((folder / "about.toml").read_text("utf-8"))
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    cells = (
        f"[{folder.name}]({folder.name}/{gold['file']})", about["title"], about["system"], about["kind"],
        str(len(gold["tasks"])), "; ".join(about["exercises"]),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def table() -> str:
    """The whole table with the share of documents that oblige nobody."""
    rows = [row(folder) for folder in folders()]
    golds = [json.loads((folder / "gold.json").read_text("utf-8")) for folder in folders()]
    idle = sum(not gold["tasks"] for gold in golds)
    head = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    return "\n".join([*head, *rows, "", f"{len(golds)} documents, {idle} of them without a task."]) + "\n"


def render(readme: str) -> str:
    """The text of the README with its table made new."""
    return BETWEEN.sub(lambda _: "\n" + table() + "\n", readme)
