"""What deploy/ says is what the program does: the deployments by name, version and entry, the commands of the units."""

import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows import pool
from flows.cli import build_parser
from flows.orchestration import API_VARIABLE, SETTINGS

DEPLOY = Path(__file__).parent.parent / "deploy"


def test_the_deployment_file_names_what_the_watcher_would_make():
    said = yaml.safe_load((DEPLOY / "prefect.yaml").read_text("utf-8"))["deployments"]
    # Prefect reads its settings when it is first imported: here that must be left to the program itself.
    load = "import sys; from prefect.flows import load_flow_from_entrypoint as load; print(load(sys.argv[1]).name)"
    flows = {
        subprocess.run(
            [sys.executable, "-c", load, each["entrypoint"]], cwd=DEPLOY.parent, env={**os.environ, **SETTINGS},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for each in said
    }  # fmt: skip

    assert flows == {pool.TAKING_IN, "đọc lại văn bản"}
    assert {each["name"] for each in said} == {pool.DEPLOYMENT}
    assert {each["work_pool"]["name"] for each in said} == {pool.POOL}
    assert {each["version"] for each in said} == {importlib.metadata.version("vanthu")}


@pytest.mark.parametrize(("unit", "command"), [("watch", "serve"), ("worker", "worker")])
def test_a_unit_runs_a_command_that_there_is(unit, command):
    [words] = re.findall(r"^ExecStart=\S+/vanthu (.*)$", (DEPLOY / f"vanthu-{unit}.service").read_text("utf-8"), re.M)

    assert build_parser().parse_args(words.split()).command == command


def test_the_environment_names_what_several_machines_share():
    named = {line.split("=")[0] for line in (DEPLOY / "vanthu.env").read_text("utf-8").splitlines() if "=" in line}

    assert named == {"VANTHU_HOME", "VANTHU_DATABASE_URL", API_VARIABLE}


def test_the_server_of_the_office_tells_nobody_anything():
    unit = (DEPLOY / "vanthu-prefect.service").read_text("utf-8")

    for name in ("PREFECT_SERVER_ANALYTICS_ENABLED", "DO_NOT_TRACK"):
        assert f"{name}={SETTINGS[name]}" in unit
