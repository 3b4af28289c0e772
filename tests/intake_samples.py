"""A stand-in for the reading that the intake tests hand to worker processes: what it does is said by the file's name.

It lives in a module of its own because a fresh process must be able to import it.
"""

import hashlib
import os
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

from extractors.document import Page  # noqa: F401 - a fresh process loads the real packages, as in life
from extractors.errors import Broken, Encrypted, Secret
from pipeline.models import Directive

EMPTY_FIELDS = (
    "issuer", "issuer_parent", "type", "number", "symbol", "code", "place", "date", "summary",
    "signer_authority", "signer_title", "signer_name", "urgency", "secrecy", "recipients", "references",
)  # fmt: skip


def directive_of(path: Path, file_name: str, values: dict[str, str] | None = None, tasks: int = 2) -> Directive:
    """A directive with two tasks whose words are the file's own first line."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    said = content.decode("utf-8", "replace").splitlines()
    header: dict[str, Any] = {key: {"status": "absent", "confidence": 1} for key in EMPTY_FIELDS}
    for key, value in (values or {}).items():
        header[key] = {"value": value, "status": "auto", "confidence": 0.9}
    return Directive.model_validate(
        {
            "source": {
                "file_name": file_name, "sha256": sha256, "media_type": "text/plain", "pages": 1, "text": "digital",
            },
            "header": header,
            "tasks": [
                {
                    "id": hashlib.sha256(f"{sha256}{count}".encode()).hexdigest()[:12],
                    "quote": said[0] if said else "",
                    "page": 1, "evidence": [], "action": f"việc {count}", "lead": [],
                    "concerns_us": {"value": "unknown", "reason": "chưa đặt tên cơ quan"},
                    "status": "auto", "confidence": 0.9,
                }
                for count in range(tasks)
            ],
        }
    )  # fmt: skip


def read_by_name(path: Path, *, file_name: str, own_office: str | None = None) -> Directive:
    """Do what the name says; everything else reads at once."""
    name = unicodedata.normalize("NFC", file_name or path.name)
    (path.parent / "đang đọc.pid").write_text(str(os.getpid())) if path.name.startswith("mãi") else None
    for word, act in ACTS.items():
        if word in unicodedata.normalize("NFC", path.name) or word in name:
            act(path)
    return directive_of(path, file_name)


def read_by_content(path: Path, *, file_name: str, own_office: str | None = None) -> Directive:
    """The first line may carry header values: `number=5;issuer=Sở Nội vụ`; `hỏng` and `mật` fail."""
    first = path.read_text("utf-8", "replace").splitlines()[:1]
    said = first[0] if first else ""
    if said.startswith("hỏng"):
        raise Broken
    if said.startswith("mật"):
        raise Secret("MẬT")
    pairs = dict(part.split("=", 1) for part in said.split(";") if "=" in part)
    return directive_of(path, file_name, {key: value for key, value in pairs.items() if key in EMPTY_FIELDS})


def _refuse(path: Path) -> None:
    raise Encrypted


def _sleep(path: Path) -> None:
    time.sleep(0.5)


def _never_end(path: Path) -> None:
    time.sleep(1000)


def _eat(path: Path) -> None:
    held = []
    while True:
        held.append(bytearray(os.urandom(1 << 20)) * 10)
        time.sleep(0.01)


def _eat_at_once(path: Path) -> None:
    bytearray(1 << 42)


def _bear(path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])
    (path.parent / "con.pid").write_text(str(child.pid))
    time.sleep(1000)


ACTS = {
    "khoá": _refuse,
    "chậm": _sleep,
    "lỗi chương trình": lambda path: 1 / 0,
    "mãi không xong": _never_end,
    "nuốt bộ nhớ": _eat,
    "hết bộ nhớ": _eat_at_once,
    "tự chết": lambda path: os._exit(9),
    "bị hệ thống diệt": lambda path: os.kill(os.getpid(), 9),
    "có tiến trình con": _bear,
}


def tell_what_is_loaded(path: Path, *, file_name: str, own_office: str | None = None) -> Directive:
    """Name the modules that this process holds instead of the file."""
    return directive_of(path, " ".join(sorted(sys.modules)))
