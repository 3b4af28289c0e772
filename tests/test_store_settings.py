"""The settings file: what it may say, and how a wrong one is told."""

import tomllib
from pathlib import Path, PurePosixPath

import pytest

from pipeline.config import Config, load_config, prepare_home
from pipeline.errors import BadSettings


def write(home: Path, text: str) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    (home / "vanthu.toml").write_text(text, "utf-8")
    return {"VANTHU_HOME": str(home)}


def test_without_a_file_everything_has_its_default(tmp_path):
    config = load_config({"VANTHU_HOME": str(tmp_path / "nhà")})

    assert config.inbox == tmp_path / "nhà" / "inbox"
    assert config.store_url == f"sqlite:///{tmp_path / 'nhà' / 'vanthu.db'}"
    assert config.bounds.seconds_most == 900
    assert config.own_office is None


def test_the_database_url_wins_and_is_not_shown(tmp_path):
    config = load_config({"VANTHU_HOME": str(tmp_path), "VANTHU_DATABASE_URL": "postgresql://clerk:kín@db/vt"})

    assert config.store_url == "postgresql://clerk:kín@db/vt"
    assert "kín" not in repr(config)


def test_folders_carry_meaning_and_the_deeper_word_wins(tmp_path):
    environ = write(
        tmp_path,
        """
        own_office = "Sở Y tế tỉnh Bình Sơn"
        [folders."y-te"]
        topic = "Y tế"
        unit = "Phòng Nghiệp vụ"
        [folders."y-te/di"]
        direction = "di"
        [register]
        first_number = { 2026 = 77 }
        """,
    )

    config = load_config(environ)
    meaning = config.meaning_of(PurePosixPath("y-te/di/quý 1"))

    assert (meaning.direction, meaning.topic, meaning.unit) == ("di", "Y tế", "Phòng Nghiệp vụ")
    assert config.meaning_of(PurePosixPath("khác")).topic is None
    assert config.register_settings.first_number == {2026: 77}


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("own_ofice = 'x'", "own_ofice", "không có mục cài đặt này"),
        ("own_office = 3", "own_office", "phải là chữ"),
        ("own_office = '  '", "own_office", "không được để trống"),
        ("inbox = 3", "inbox", "phải là một nhóm"),
        ("[inbox]\nquiet_seconds = 'năm'", "inbox.quiet_seconds", "phải là số"),
        ("[bounds]\nmemory_mib = 4", "bounds.memory_mib", "từ 256"),
        ("[bounds]\nworkers = 1.5", "bounds.workers", "phải là số nguyên"),
        ("[folders.di]\ndirection = 'ra'", "folders.di.direction", "'den', 'di'"),
        ("[register.first_number]\n1999 = 2", "register.first_number.1999", "từ 2000"),
        ("home = '/x'", "home", "biến môi trường"),
        ("own_office = ", "vanthu.toml", "sai cú pháp"),
    ],
)
def test_a_wrong_setting_is_told_by_key_and_reason(tmp_path, text, key, reason):
    with pytest.raises(BadSettings) as told:
        load_config(write(tmp_path, text))

    assert key in told.value.detail
    assert reason in told.value.detail


def test_a_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "vanthu.toml").write_bytes("own_office = 'Sở'".encode("utf-16"))

    with pytest.raises(BadSettings, match="UTF-8"):
        load_config({"VANTHU_HOME": str(tmp_path)})


def test_the_home_is_made_once_and_its_settings_are_left_alone(tmp_path):
    config = Config(home=tmp_path / "vanthu-data")
    prepare_home(config)
    settings = config.home / "vanthu.toml"
    settings.write_text("own_office = 'Sở Nội vụ'", "utf-8")
    prepare_home(config)

    assert sorted(p.name for p in config.home.iterdir()) == sorted(
        ["archive", "da-tiep-nhan", "dat-rieng", "exports", "inbox", "loi", "rules", "vanthu.toml"]
    )
    assert settings.read_text("utf-8") == "own_office = 'Sở Nội vụ'"


def test_every_line_of_the_written_settings_is_true(tmp_path):
    """Uncommented, the template loads; and as it is it changes nothing."""
    prepare_home(Config(home=tmp_path))
    template = (tmp_path / "vanthu.toml").read_text("utf-8")
    lines = [line.removeprefix("# ") for line in template.splitlines() if " = " in line or line.startswith("# [")]

    assert tomllib.loads(template) == {}
    assert load_config(write(tmp_path, "\n".join(lines))).folders["y-te"].topic == "Y tế dự phòng"
