from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy.exc

from stores import database
from stores.conversations import Conversations
from tests.stores.saying import said


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/conversations.sqlite"


def test_connections_are_kept_between_calls(url: str) -> None:
    engine = database.engine_for(url)
    with engine.connect() as first:
        one = first.connection.connection
    with engine.connect() as second:
        assert one is second.connection.connection


def test_nothing_is_written_into_a_database_that_was_taken_away(url: str, tmp_path: Path) -> None:
    conversations = Conversations(database.engine_for(url))
    conversations.append("c", [said("before")])
    (tmp_path / "conversations.sqlite").rename(tmp_path / "elsewhere.sqlite")
    with pytest.raises(sqlalchemy.exc.SQLAlchemyError):
        conversations.append("c", [said("lost")])
    with pytest.raises(sqlalchemy.exc.SQLAlchemyError):
        database.check(url)
