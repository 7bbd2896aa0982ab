"""The bot and its action server: what must hold before they start, and how each is started."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
from pathlib import Path
from typing import Any

import yaml

from faq.knowledge import load
from faq.located import KnowledgeError
from ops import environment, fingerprint, trusted_models, writing
from ops.network import HOST
from ops.plain_errors import PlainError
from ops.processes import Child
from ops.settings import Settings
from ops.train import MODEL, train
from stores import database

_REMOTE_ENDPOINTS = ("models", "nlu")  # Rasa would fetch a model there, or send every message there
BOT_STOP_SECONDS = 16  # what is in hand is answered within ten, or left to the next process


def prepare(settings: Settings) -> None:
    """Refuse when the bot could not work: database, knowledge, and a current, trusted model, trained now when needed."""
    writing.recover(settings.root)
    check_database(settings.database_url)
    check_knowledge(settings.root)
    check_credentials(settings.credentials)
    check_endpoints(settings.root)
    trusted_models.check(settings.root)
    train(settings.root, if_needed=True)


def check_database(url: str) -> None:
    """Refuse when conversations could not be kept; nothing falls back to memory unseen."""
    try:
        database.check(url)
    except Exception as error:  # drivers raise what they like
        reason = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
        said = f"The database of FAQ_DATABASE_URL cannot be opened ({reason[0]}); mend it or choose another."
        raise PlainError(said) from error


def check_knowledge(root: Path) -> None:
    """Refuse when knowledge/ holds a mistake; the error names file, line, id and what to do."""
    try:
        load(root / "knowledge")
    except KnowledgeError as error:
        raise PlainError(f"knowledge/ cannot be used:\n{error}") from error


def check_credentials(path: str) -> None:
    """Refuse when the file that opens channels is not there."""
    if not Path(path).is_file():
        raise PlainError(f"FAQ_CREDENTIALS is '{path}', and there is no such file; name one, or leave it unset.")


def check_endpoints(root: Path) -> None:
    """Refuse when endpoints.yml would let another server give the bot its model or its understanding."""
    endpoints = yaml.safe_load((root / "endpoints.yml").read_text("utf-8")) or {}
    if remote := [name for name in _REMOTE_ENDPOINTS if endpoints.get(name)]:
        raise PlainError(
            f"endpoints.yml has '{remote[0]}'; take it out: a model comes from {MODEL.parent}/ and nowhere else."
        )


def state_folder(settings: Settings) -> Path:
    """Where a run keeps its own files: one folder a port, so that two runs do not disturb each other."""
    folder = settings.root / "var" / f"run-{settings.port}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_endpoints(settings: Settings, action_port: int) -> Path:
    """A copy of endpoints.yml that leads to this run's own action server."""
    endpoints: dict[str, Any] = yaml.safe_load((settings.root / "endpoints.yml").read_text("utf-8")) or {}
    endpoints["action_endpoint"] = {
        **(endpoints.get("action_endpoint") or {}),
        "url": f"{action_url(action_port)}/webhook",
    }
    path = state_folder(settings) / "endpoints.yml"
    path.write_text(yaml.safe_dump(endpoints, sort_keys=False), "utf-8")
    return path


def action_url(port: int) -> str:
    """Where the action server answers."""
    return f"http://{HOST}:{port}"


def child_environment(settings: Settings, action_port: int) -> dict[str, str]:
    """What both processes find in their environment."""
    more = {
        "PORT": str(settings.port),
        "FAQ_ACTION_URL": action_url(action_port),
        "SANIC_WORKERS": "1",
        "ACTION_SERVER_SANIC_WORKERS": "1",
        # The products of one message are small: a second thread costs more waiting than it saves.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    return environment.for_child(settings.root, settings.log_level, **more)


def action_server(settings: Settings, port: int) -> Child:
    """The action server as a child to supervise."""
    command = [sys.executable, "-m", "ops.action_server", "--port", str(port)]
    environ = child_environment(settings, port)
    return Child("action server", command, environ, settings.root, beats=True, ends_last=True, stop_seconds=3)


def rasa_server(settings: Settings, command: list[str], action_port: int, listening: socket.socket | None) -> Child:
    """The bot as a child to supervise; `listening`: a socket that outlives it."""
    environ = child_environment(settings, action_port)
    return Child("bot", command, environ, settings.root, beats=True, listening=listening, stop_seconds=BOT_STOP_SECONDS)


def relays(settings: Settings, action_port: int) -> list[Child]:
    """What sends events to RabbitMQ, as a child to supervise; none when there is no RabbitMQ."""
    if not settings.rabbitmq_url:
        return []
    command = [sys.executable, "-m", "ops.relay"]
    environ = child_environment(settings, action_port)
    return [
        Child("event relay", command, environ, settings.root, stop_seconds=5)
    ]  # what it has not confirmed is sent again


def own_model(settings: Settings) -> Path:
    """A copy of the model, which was just found whole, for this run alone: a bot that is started again finds the one that served before.

    What comes into models/ meanwhile, a broken file too, counts from the next `make run` on, which checks it first.
    """
    folder = state_folder(settings) / "model"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    model = settings.root / MODEL
    for path in (model, fingerprint.beside(model)):
        shutil.copyfile(path, folder / path.name)
    return folder / model.name


def rasa_command(settings: Settings, verb: str, endpoints: Path, port: int, model: Path | None = None) -> list[str]:
    """`rasa run` or `rasa shell`, on loopback, without Rasa's own HTTP API."""
    return [
        sys.executable,
        "-m",
        "ops.rasa_cli",
        verb,
        "--interface",
        settings.host,
        "--port",
        str(port),
        "--endpoints",
        str(endpoints),
        "--credentials",
        settings.credentials,
        "--model",
        str(model or settings.root / MODEL),
    ]


def write_state(path: Path, children: list[Child], action_port: int) -> None:
    """Leave the process ids where an operator, or a test, finds them."""
    pids = {child.name.replace(" ", "_"): child.process.pid if child.process else None for child in children}
    draft = path.with_suffix(".new")
    draft.write_text(
        json.dumps({"supervisor": os.getpid(), **pids, "action_url": action_url(action_port)}) + "\n", "utf-8"
    )
    draft.replace(path)
