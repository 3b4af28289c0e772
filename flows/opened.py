"""What a flow works with in a process of its own, opened from the environment: settings, store, reading processes."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from flows.log import LOG, keep_log
from flows.rereading import Rereading
from flows.take_in import Intake, Report
from pipeline.config import load_config, prepare_home
from pipeline.store.store import Store
from pipeline.workers import Readers

Kind = Literal["take_in", "read_again"]


@contextlib.contextmanager
def opened(kind: Kind, keys: Sequence[int]) -> Iterator[Callable[[int], Report]]:
    """The work to do with each key, on the home and the store that the environment names.

    All arrivals of the batch are claimed at once: no other machine is to begin them while this one lives.
    """
    config = load_config()
    prepare_home(config)
    keep_log(config)
    with Store(config) as store, Readers(config.bounds, config.workers, config.own_office) as readers:
        intake = Intake(config, store, readers)
        LOG.info("bắt đầu một đợt %d văn bản", len(keys))
        if kind == "take_in":
            for key in keys:
                store.claim(key)
        yield intake.take_in if kind == "take_in" else Rereading(intake)
        LOG.info("xong đợt")
