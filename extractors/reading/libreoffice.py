"""Let LibreOffice convert a file, in a process group of its own that is ended when it takes too long.

It gets a profile of its own in a folder that is removed afterwards, shows no window, runs no macro, updates no link,
and may use neither more memory nor more disk than its bounds.
"""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import Broken, MissingPart, TimedOut

if sys.platform != "win32":
    import resource

SECONDS = 55.0  # reading and rendering are two runs, together within the bound of a document
MOST_CPU = 180  # seconds
MOST_MEMORY = 3 * 1024**3  # address space; LibreOffice maps about 1 GB before it has read anything
MOST_OUTPUT = 500_000_000
_PROGRAMS = ("soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice")
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""  # noqa: E501


@functools.cache
def program() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


@contextlib.contextmanager
def converted(path: Path, target: str, *, suffix: str | None = None, seconds: float = SECONDS) -> Iterator[Path]:
    """The file converted to `target` (`docx`, `pdf`), in a folder that lasts as long as the context.

    `suffix` says what the file really is where its name says something else.

    Raises:
        MissingPart: LibreOffice is not installed.
        TimedOut: it took longer than `seconds`.
        Broken: it could not make anything of the file.
    """
    office = program()
    if office is None:
        raise MissingPart("LibreOffice")
    with tempfile.TemporaryDirectory(prefix="vanthu-office-", ignore_cleanup_errors=True) as folder:
        base = Path(folder)
        (base / "profile" / "user").mkdir(parents=True)
        (base / "profile" / "user" / "registrymodifications.xcu").write_text(_NO_MACROS, "utf-8")
        source = base / f"in{suffix or path.suffix.lower()}"
        shutil.copyfile(path, source)
        _run(_command(office, base, source, target), base, seconds)
        made = base / "out" / f"in.{target}"
        if not made.is_file() or not made.stat().st_size:
            raise Broken(f"LibreOffice made no {target} of {path.name}")
        yield made


def _command(office: str, base: Path, source: Path, target: str) -> list[str]:
    profile = (base / "profile").as_uri()
    # LibreOffice takes HTML for a web page, which it does not write as DOCX, unless it is told otherwise.
    told = ["--infilter=HTML (StarWriter)"] if source.suffix == ".html" else []
    return [
        office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nodefault",
        "--nolockcheck", *told, "--convert-to", target, "--outdir", str(base / "out"), str(source),
    ]  # fmt: skip


def _run(command: list[str], base: Path, seconds: float) -> None:
    settings = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(base), "TMPDIR": str(base), "LC_ALL": "C.UTF-8"}
    # A proxy that nobody serves keeps linked pictures and templates from being fetched.
    settings.update({"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"})
    process = subprocess.Popen(
        command, env=settings, cwd=base, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=_bound if sys.platform != "win32" else None,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as problem:
        raise TimedOut(f"LibreOffice, {seconds:.0f} s") from problem
    finally:
        _end(process)


def _bound() -> None:
    """Bounds that hold for all that LibreOffice starts, also when the process that waits for it was killed."""
    bounds = {
        resource.RLIMIT_CPU: MOST_CPU,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_FSIZE: MOST_OUTPUT,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in bounds.items():
        hard = resource.getrlimit(kind)[1]  # a bound that already holds may not be raised
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End what is left of the process group; its members share the group that the process began."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
