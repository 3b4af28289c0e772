"""spaCy and underthesea without their parts that speak to a network.

Both import web clients when they are imported: spaCy for its own command line (`spacy download`), underthesea for
models that it fetches.  Reading official documents has no use for either, and starts sooner without them.
"""

import importlib
import pickle
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")
# Read by underthesea with a fallback for where they cannot be imported; the tagger and what it needs is not among them.
_FETCHED_MODELS = tuple(
    f"underthesea.{name}"
    for name in (
        "pipeline.classification", "pipeline.sentiment", "pipeline.lang_detect", "pipeline.dependency_parse",
        "pipeline.translate", "agent", "address",
    )
)  # fmt: skip


def offline_spacy() -> Any:
    """The module `spacy`; only its `spacy.info` is missing."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    places = {name: ModuleType(name) for name in _COMMAND_LINE}
    places["spacy.cli.info"].__dict__["info"] = None
    with _in_place_of(places):
        spacy = importlib.import_module("spacy")
    vars(spacy).pop("cli", None)
    return spacy


def offline_underthesea() -> Any:
    """The module `underthesea`, without the models that it would have to fetch."""
    with _in_place_of(dict.fromkeys(_FETCHED_MODELS)):
        underthesea = importlib.import_module("underthesea")
    importlib.import_module("underthesea.models.fast_crf_sequence_tagger").joblib = _WordLists  # type: ignore[attr-defined]
    return underthesea


class _WordLists:
    """Stands for joblib where underthesea loads its word lists, plain pickles of 30,000 words without arrays.

    joblib unpickles in Python whatever is in a file; the reader in C takes a sixth of the time.
    """

    @staticmethod
    def load(path: str) -> Any:
        """What the packaged file holds."""
        with Path(path).open("rb") as file:
            return pickle.load(file)


@contextmanager
def _in_place_of(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Let imports find these instead (None: nothing), and the true ones again afterwards."""
    absent = [name for name in modules if name not in sys.modules]
    sys.modules.update({name: modules[name] for name in absent})  # type: ignore[misc]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
