"""The house keeps to its budgets: sizes, one-way imports, documented and typed public functions, no drawers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("rules", "extractors", "pipeline", "flows")
CODE_SUFFIXES = {".py", ".sh", ".js", ".css", ".html", ".jinja"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 50

TRACKED = subprocess.run(
    ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT, capture_output=True, text=True, check=True,
).stdout.split("\0")  # fmt: skip
CODE = sorted(
    path
    for path in (ROOT / name for name in TRACKED if name)
    if path.is_file() and (path.suffix in CODE_SUFFIXES or path.parent.name in {"scripts", ".ci"})
)
MODULES = [path for path in CODE if path.suffix == ".py"]
OURS = [path for path in MODULES if path.relative_to(ROOT).parts[0] in PACKAGES]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_file_outgrows_its_budget(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_no_function_outgrows_its_budget(path):
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}

    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", [p for p in OURS if p.name == "__init__.py"], ids=named)
def test_package_files_hold_only_a_docstring(path):
    body = ast.parse(path.read_text("utf-8")).body

    assert [type(node).__name__ for node in body] == ["Expr"]


def public_functions(path: Path):
    """Functions of the module and methods of its classes; one defined within another is nobody's business."""
    module = ast.parse(path.read_text("utf-8"))
    scopes = [module, *(node for node in module.body if isinstance(node, ast.ClassDef) and node.name[0] != "_")]
    for scope in scopes:
        for node in scope.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                yield node


@pytest.mark.parametrize("path", OURS, ids=named)
def test_public_functions_are_documented_and_typed(path):
    bare = [f.name for f in public_functions(path) if ast.get_docstring(f) is None or f.returns is None]

    assert bare == []


def test_there_is_no_drawer():
    assert [named(path) for path in MODULES if path.stem in {"utils", "helpers", "common", "misc"}] == []


def test_imports_run_one_way():
    """import-linter reads the contract of pyproject.toml."""
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout
