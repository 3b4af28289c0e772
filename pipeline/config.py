"""Where things lie and what an office has set: VANTHU_HOME, VANTHU_DATABASE_URL and vanthu.toml.

Comes in: the environment and the settings file.  Goes out: one frozen `Config` that everything else is given.
"""

import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.errors import BadSettings
from pipeline.system_words import reason
from rules.toml_faults import toml_fault

SETTINGS_NAME = "vanthu.toml"
NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_OWN_ONLY = 0o700


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InboxSettings(_Settings):
    """When a file counts as complete: unchanged in size and time for `quiet_seconds`, looked at every `poll_seconds`.

    `batch` is the largest number of files that one flow run takes.  A machine that has said nothing for `lease_seconds`
    counts as dead, and others take over what it had begun.
    """

    quiet_seconds: float = Field(default=5, ge=0, le=3600)
    poll_seconds: float = Field(default=5, gt=0, le=3600)
    batch: int = Field(default=500, ge=1, le=5000)
    lease_seconds: float = Field(default=90, ge=1, le=3600)


class FolderMeaning(_Settings):
    """What a subfolder of the inbox says of the files in it; a deeper folder's word goes before its parent's."""

    direction: Literal["den", "di"] | None = None
    topic: NonEmpty | None = None
    unit: NonEmpty | None = None
    register_name: NonEmpty | None = Field(default=None, alias="register")


class Bounds(_Settings):
    """How much one document may ask for; beyond it the reading is stopped and the file stands among the failed ones.

    Time: `seconds` and `seconds_per_page` for each page, at most `seconds_most`.  Memory: MiB of one reading process
    with its children.  `workers` reading processes run side by side (default: one for each core).
    """

    seconds: float = Field(default=120, gt=0)
    seconds_per_page: float = Field(default=20, ge=0)
    seconds_most: float = Field(default=900, gt=0)
    memory_mib: int = Field(default=1536, ge=256)
    file_mib: int = Field(default=300, ge=1)
    workers: int | None = Field(default=None, ge=1, le=256)


class RegisterSettings(_Settings):
    """The incoming register (sổ đăng ký văn bản đến): its name, and the first số đến of a year if not 1."""

    name: NonEmpty = "den"
    first_number: dict[Annotated[int, Field(ge=2000, le=2999)], Annotated[int, Field(ge=1)]] = {}


class Config(_Settings):
    """Everything that is set.  `home` is absolute; `database_url` None means the SQLite file in it."""

    home: Path
    database_url: str | None = Field(default=None, repr=False)
    own_office: NonEmpty | None = None
    inbox_settings: InboxSettings = Field(default=InboxSettings(), alias="inbox")
    folders: dict[str, FolderMeaning] = {}
    bounds: Bounds = Bounds()
    register_settings: RegisterSettings = Field(default=RegisterSettings(), alias="register")

    @property
    def inbox(self) -> Path:
        """Where files are dropped."""
        return self.home / "inbox"

    @property
    def taken(self) -> Path:
        """Where a file stands once it has been taken in."""
        return self.home / "da-tiep-nhan"

    @property
    def failed(self) -> Path:
        """Where a file stands that could not be read, with the reason beside it."""
        return self.home / "loi"

    @property
    def apart(self) -> Path:
        """Where files with a secrecy mark stand."""
        return self.home / "dat-rieng"

    @property
    def archive(self) -> Path:
        """Each original once, named by its SHA-256."""
        return self.home / "archive"

    @property
    def exports(self) -> Path:
        """Where exports go if nothing else is said."""
        return self.home / "exports"

    @property
    def rules(self) -> Path:
        """The office's own rules, laid over the packaged ones."""
        return self.home / "rules"

    @property
    def store_url(self) -> str:
        """The database of the store, as SQLAlchemy names it."""
        return self.database_url or f"sqlite:///{self.home / 'vanthu.db'}"

    @property
    def workers(self) -> int:
        """How many documents are read side by side."""
        return self.bounds.workers or os.cpu_count() or 1

    def meaning_of(self, folder: PurePosixPath) -> FolderMeaning:
        """What the settings say of a file in this subfolder of the inbox (relative, `.` for the inbox itself).

        >>> config = Config(home=Path("/srv"), folders={
        ...     "di": FolderMeaning(direction="di"), "di/y-te": FolderMeaning(topic="Y tế")})
        >>> config.meaning_of(PurePosixPath("di/y-te/2026"))
        FolderMeaning(direction='di', topic='Y tế', unit=None, register_name=None)
        >>> config.meaning_of(PurePosixPath(".")).direction
        'den'
        """
        said: dict[str, Any] = {"direction": "den"}
        for depth in range(1, len(folder.parts) + 1):
            entry = self.folders.get("/".join(folder.parts[:depth]))
            if entry:
                said.update(entry.model_dump(exclude_none=True))
        return FolderMeaning.model_construct(**said)


def load_config(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings of the home that the environment names (default: the folder vanthu-data of the user).

    Raises:
        BadSettings: the home is a file; vanthu.toml cannot be read, or a key of it is unknown or has a wrong value;
            the detail names the key and the reason in Vietnamese.

    """
    named = environ.get("VANTHU_HOME", "").strip()
    home = Path(named).expanduser() if named else Path.home() / "vanthu-data"
    home = home.absolute()
    if home.exists() and not home.is_dir():
        raise BadSettings(f"VANTHU_HOME: {home} là một tệp, phải là thư mục")
    values = _read_settings(home / SETTINGS_NAME)
    for key in ("home", "database_url"):
        if key in values:
            raise BadSettings(f"{SETTINGS_NAME}: «{key}» không đặt ở đây mà đặt bằng biến môi trường")
    url = environ.get("VANTHU_DATABASE_URL", "").strip() or None
    try:
        return Config.model_validate({**values, "home": home, "database_url": url})
    except ValidationError as problem:
        raise BadSettings("; ".join(_complaints(problem))) from problem


def prepare_home(config: Config) -> None:
    """Make the folders of the home that are not there yet, and the settings file with every key explained."""
    for folder in (
        config.home, config.inbox, config.taken, config.failed, config.apart,
        config.archive, config.exports, config.rules,
    ):  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
    if stat.S_IMODE(config.apart.stat().st_mode) != _OWN_ONLY:
        config.apart.chmod(_OWN_ONLY)
    settings = config.home / SETTINGS_NAME
    if not settings.exists():
        settings.write_text(_template(), "utf-8")


def _read_settings(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as problem:
        raise BadSettings(f"{SETTINGS_NAME}: {toml_fault(problem)}") from problem
    except UnicodeDecodeError as problem:
        raise BadSettings(f"{SETTINGS_NAME}: không phải văn bản UTF-8") from problem
    except OSError as problem:
        raise BadSettings(f"{SETTINGS_NAME}: không đọc được ({reason(problem)})") from problem


_REASONS = {
    "extra_forbidden": "không có mục cài đặt này",
    "missing": "thiếu giá trị",
    "string_type": "phải là chữ trong dấu ngoặc kép",
    "string_too_short": "không được để trống",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "dict_type": "phải là một nhóm [..] chứ không phải một giá trị",
    "model_type": "phải là một nhóm [..] chứ không phải một giá trị",
}


def _complaints(problem: ValidationError) -> list[str]:
    complaints = []
    for error in problem.errors(include_url=False):
        key = ".".join(str(part) for part in error["loc"] if part != "[key]")
        complaints.append(f"{SETTINGS_NAME}: «{key}» {_reason(error['type'], error.get('ctx', {}))}")
    return complaints


def _reason(kind: str, context: dict[str, Any]) -> str:
    if kind == "literal_error":
        return f"chỉ nhận một trong các giá trị {context['expected'].replace(' or ', ', ')}"
    for name, word in {"ge": "từ", "gt": "lớn hơn", "le": "không quá", "lt": "nhỏ hơn"}.items():
        if name in context:
            return f"phải là số {word} {context[name]:g}"
    return _REASONS.get(kind, "có giá trị không hợp lệ")


def _template() -> str:
    return (Path(__file__).parent / "vanthu.default.toml").read_text("utf-8")
