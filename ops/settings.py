"""Settings: read once from the environment, checked, and kept in one frozen object."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ops import casts, secret
from ops.channel_settings import CHANNEL_ROWS, ChannelSettings
from ops.plain_errors import PlainError
from ops.rows import Row

SECRET_FILE = Path("var", "secret")  # relative to the root; readable by its owner alone


class SettingsError(PlainError, ValueError):
    """A setting has a value that is not allowed; the message is one plain sentence."""


_GENERAL: tuple[Row, ...] = (
    Row(
        "PORT",
        "5005",
        "where `make run` listens, on 127.0.0.1",
        casts.whole(1, 65535),
        "a whole number from 1 to 65535",
    ),
    Row(
        "FAQ_RATE_LIMIT",
        "30",
        "messages a minute in one conversation; 0 switches all limits off",
        casts.whole(0, 10_000),
        "a whole number from 0 to 10000",
    ),
    Row(
        "FAQ_ALLOWED_ORIGINS",
        "",
        "other web sites whose pages may embed the widget",
        casts.origins,
        "origins like https://www.example.org, separated by commas, without a path or *",
    ),
    Row(
        "FAQ_SECRET",
        "",
        "signs conversation tokens; when unset, made once and kept in var/secret",
        casts.secret,
        "at least 32 characters",
        private=True,
    ),
    Row(
        "FAQ_DATABASE_URL",
        "sqlite:///{root}/var/conversations.sqlite",
        "where conversations are kept",
        casts.database_url,
        "an SQLAlchemy address that begins with sqlite:/// or postgresql://",
    ),
    Row(
        "FAQ_REDIS_URL",
        "",
        "where several bots keep their locks and limits; when unset, in the process",
        casts.redis_url,
        "an address that begins with redis:// or rediss://",
    ),
    Row(
        "FAQ_RABBITMQ_URL",
        "",
        "where every stored event is sent to, at least once; when unset, none is",
        casts.rabbitmq_url,
        "an address that begins with amqp:// or amqps://",
    ),
    Row(
        "FAQ_HOST",
        "127.0.0.1",
        "the address that the bot listens on; another one only where nobody but the proxy can reach it",
        casts.address,
        "an address like 127.0.0.1 or 0.0.0.0",
    ),
    Row(
        "FAQ_BEHIND_PROXY",
        "no",
        "whether a proxy stands in front and tells in X-Real-IP who calls, as deploy/nginx does",
        casts.yes_or_no,
        "yes or no",
    ),
    Row(
        "FAQ_SESSION_DAYS",
        "30",
        "how many days a conversation can be returned to",
        casts.whole(1, 365),
        "a whole number from 1 to 365",
    ),
    Row(
        "FAQ_KEEP_DAYS",
        "30",
        "after how many days what was said is deleted; nobody returns to a conversation for longer than that",
        casts.whole(1, 3650),
        "a whole number from 1 to 3650",
    ),
    Row(
        "FAQ_LOG_LEVEL",
        "WARNING",
        "how much the bot writes to the terminal",
        casts.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "DEBUG, INFO, WARNING or ERROR",
    ),
    Row(
        "FAQ_CREDENTIALS",
        "{root}/credentials.yml",
        "the file whose lines open channels",
        str,
        "the path of a file",
    ),
    Row(
        "FAQ_SHELL_WHY",
        "no",
        "whether `make shell` says under each reply what was understood, how surely, what came next, and why it was chosen",
        casts.yes_or_no,
        "yes or no",
    ),
)
ROWS: tuple[Row, ...] = (*_GENERAL, *CHANNEL_ROWS)


@dataclass(frozen=True)
class Settings(ChannelSettings):
    """Every setting, checked; `root` is the folder of the repository."""

    root: Path
    port: int
    rate_limit: int
    allowed_origins: tuple[str, ...]
    secret: str
    database_url: str
    redis_url: str
    rabbitmq_url: str
    host: str
    behind_proxy: bool
    session_days: int
    keep_days: int
    log_level: str
    credentials: str
    shell_why: bool


def load(environ: Mapping[str, str], root: Path) -> Settings:
    """Read every setting from `environ`; an empty value counts as unset."""
    values = {row.name.removeprefix("FAQ_").lower(): _read(row, environ, root) for row in ROWS}
    values["secret"] = values["secret"] or _kept_secret(root / SECRET_FILE)
    return Settings(root=root, **values)


def root() -> Path:
    """The folder of the project; the supervisor tells its children in FAQ_ROOT."""
    return Path(os.environ.get("FAQ_ROOT") or Path(__file__).parent.parent).resolve()


def current() -> Settings:
    """Read the settings of this process."""
    return load(os.environ, root())


def shell_why() -> bool:
    """Whether FAQ_SHELL_WHY is yes in this process. It was checked at start, so anything else means no."""
    return os.environ.get("FAQ_SHELL_WHY", "").strip().lower() == "yes"


def _read(row: Row, environ: Mapping[str, str], root: Path) -> Any:
    text = environ.get(row.name, "").strip()
    try:
        return row.cast(text or row.default.replace("{root}", str(root)))
    except ValueError:
        shown = f"a value of {len(text)} characters" if row.private else repr(casts.without_password(text))
        raise SettingsError(f"{row.name} is {shown}; allowed: {row.allowed}.") from None


def _kept_secret(path: Path) -> str:
    try:
        return secret.kept_secret(path)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"FAQ_SECRET is unset and {path} cannot be used ({error}); "
            "make var/ writable, delete the file, or set FAQ_SECRET."
        ) from error
