"""The databases that every test of the stores runs on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from sqlalchemy.engine import make_url

from stores import database
from stores.conversations import Conversations
from tests.servers.running import Running


@pytest.fixture
def empty_postgresql(postgresql_server: Running) -> Iterator[str]:
    """The address of a database of its own, which is empty."""
    name = f"t{uuid4().hex}"
    _execute(postgresql_server.url, f'CREATE DATABASE "{name}"')
    url = make_url(postgresql_server.url).set(database=name).render_as_string(hide_password=False)
    yield url
    database.engine_for(url).dispose()
    _execute(postgresql_server.url, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/conversations.sqlite"
    address: str = request.getfixturevalue("empty_postgresql")
    return address


@pytest.fixture
def conversations(url: str) -> Conversations:
    return Conversations(database.engine_for(url))


def _execute(url: str, statement: str) -> None:
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        connection.cursor().execute(statement)
    finally:
        connection.close()
