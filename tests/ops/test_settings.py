"""Settings come from the environment, have safe defaults, and are refused in words."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ops import settings
from ops.settings import ROWS, SettingsError, load

REFUSED = [
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "5005.0"),
    ("PORT", "-1"),
    ("PORT", "５００５"),
    ("FAQ_RATE_LIMIT", "-1"),
    ("FAQ_RATE_LIMIT", "many"),
    ("FAQ_ALLOWED_ORIGINS", "*"),
    ("FAQ_ALLOWED_ORIGINS", "null"),
    ("FAQ_ALLOWED_ORIGINS", "example.org"),
    ("FAQ_ALLOWED_ORIGINS", "https://example.org/"),
    ("FAQ_ALLOWED_ORIGINS", "https://example.org/page"),
    ("FAQ_ALLOWED_ORIGINS", "https://*.example.org"),
    ("FAQ_ALLOWED_ORIGINS", "https://user@example.org"),
    ("FAQ_ALLOWED_ORIGINS", "https://example.org:99999"),
    ("FAQ_ALLOWED_ORIGINS", "https://good.org,javascript://bad"),
    ("FAQ_DATABASE_URL", "mysql://host/name"),
    ("FAQ_DATABASE_URL", "conversations.sqlite"),
    ("FAQ_REDIS_URL", "localhost:6379"),
    ("FAQ_RABBITMQ_URL", "localhost:5672"),
    ("FAQ_HOST", "everywhere"),
    ("FAQ_BEHIND_PROXY", "maybe"),
    ("FAQ_SESSION_DAYS", "0"),
    ("FAQ_SESSION_DAYS", "366"),
    ("FAQ_KEEP_DAYS", "0"),
    ("FAQ_KEEP_DAYS", "3651"),
    ("FAQ_KEEP_DAYS", "forever"),
    ("FAQ_LOG_LEVEL", "LOUD"),
    ("FAQ_SHELL_WHY", "perhaps"),
    ("FAQ_MESSENGER_VERSION", "26"),
    ("FAQ_MESSENGER_VERSION", "v26.0/me"),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_value_that_is_not_allowed_is_refused_with_name_value_and_what_is_allowed(
    tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        load({name: value}, tmp_path)

    allowed = next(row.allowed for row in ROWS if row.name == name)
    assert f"{name} is {value!r}; allowed: {allowed}." == str(refusal.value)


def test_without_any_setting_the_defaults_are_safe(tmp_path: Path) -> None:
    chosen = load({}, tmp_path)

    assert (5005, 30, (), "", 30) == (
        chosen.port,
        chosen.rate_limit,
        chosen.allowed_origins,
        chosen.redis_url,
        chosen.session_days,
    )
    assert f"sqlite:///{tmp_path}/var/conversations.sqlite" == chosen.database_url
    assert "WARNING" == chosen.log_level
    assert ("", "127.0.0.1", False) == (chosen.rabbitmq_url, chosen.host, chosen.behind_proxy)


def test_an_empty_value_counts_as_unset(tmp_path: Path) -> None:
    assert 5005 == load({"PORT": " "}, tmp_path).port


def test_good_values_are_taken_as_they_mean(tmp_path: Path) -> None:
    environ = {
        "PORT": "8080",
        "FAQ_RATE_LIMIT": "0",
        "FAQ_ALLOWED_ORIGINS": "https://WWW.Example.org, http://localhost:3000,http://[::1]:80",
        "FAQ_SECRET": "s" * 32,
        "FAQ_DATABASE_URL": "postgresql://user:pass@db/faq",
        "FAQ_REDIS_URL": "rediss://cache:6379/1",
        "FAQ_LOG_LEVEL": "info",
    }
    chosen = load(environ, tmp_path)

    assert ("https://www.example.org", "http://localhost:3000", "http://[::1]:80") == chosen.allowed_origins
    assert (8080, 0, "s" * 32, "INFO") == (chosen.port, chosen.rate_limit, chosen.secret, chosen.log_level)
    assert not (tmp_path / "var").exists(), "a secret that is given is not written down"


def test_every_row_becomes_an_attribute_and_explains_itself(tmp_path: Path) -> None:
    chosen = load({}, tmp_path)

    for row in ROWS:
        assert hasattr(chosen, row.name.removeprefix("FAQ_").lower())
        assert row.help
        assert row.allowed


def test_a_secret_that_is_too_short_is_refused_and_not_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="FAQ_SECRET is a value of 6 characters; allowed: at least 32") as refusal:
        load({"FAQ_SECRET": "hunter"}, tmp_path)

    assert "hunter" not in str(refusal.value)


def test_a_password_in_an_address_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refusal:
        load({"FAQ_DATABASE_URL": "mysql://user:pass@word@host/name"}, tmp_path)

    assert "mysql://user:***@host/name" in str(refusal.value)


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first, second = load({}, tmp_path).secret, load({}, tmp_path).secret

    assert first == second
    assert len(first) >= 32
    assert 0o600 == stat.S_IMODE((tmp_path / settings.SECRET_FILE).stat().st_mode)
    assert ["secret"] == [path.name for path in (tmp_path / "var").iterdir()]


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: load({}, tmp_path).secret, range(64)))

    assert 1 == len(secrets)


def test_a_secret_file_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "secret").write_text("")

    with pytest.raises(SettingsError, match="it holds 0 characters"):
        load({}, tmp_path)


def test_the_settings_of_a_child_are_those_of_the_root_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAQ_ROOT", str(tmp_path))
    monkeypatch.setenv("PORT", "5010")

    assert (tmp_path, 5010) == (settings.current().root, settings.current().port)
