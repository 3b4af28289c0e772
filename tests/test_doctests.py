"""The examples in docstrings are true."""

import doctest
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("rules", "extractors", "pipeline", "flows")
TRY = "import doctest, importlib, sys; sys.exit(doctest.testmod(importlib.import_module(sys.argv[1])).failed)"
# Prefect reads its settings once, when it is first imported: a process that imports these by themselves would later
# run flows against no server.
ALONE = ("flows.batch",)


def modules(package):
    found = pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
    return [name for name in (each.name for each in found) if ".migrations" not in name and "__main__" not in name]


@pytest.mark.parametrize("name", [name for package in PACKAGES for name in modules(package) if name not in ALONE])
def test_examples_in_docstrings_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", ALONE)
def test_examples_in_docstrings_hold_in_a_process_of_their_own(name):
    subprocess.run([sys.executable, "-c", TRY, name], cwd=ROOT, check=True)
