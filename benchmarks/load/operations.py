"""What PostgreSQL and Redis were asked for: counted by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import psycopg2
import redis

_QUERY: Final = """SELECT xact_commit + xact_rollback AS transactions, tup_inserted + tup_updated + tup_deleted AS "rows written",
tup_fetched AS "rows fetched" FROM pg_stat_database WHERE datname = current_database()"""
_OURS: Final = (
    "info",
    "client",
    "auth",
    "hello",
    "select",
    "ping",
    "config|get",
)  # how a counter or a connection asks, no turn


def postgresql(url: str) -> dict[str, float]:
    """Transactions, rows written and rows fetched since the database was made."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_QUERY)
            row = cursor.fetchone()
            names = [column.name for column in cursor.description or ()]
    finally:
        connection.close()
    return {f"PostgreSQL {name}": float(value) for name, value in zip(names, row or (), strict=False)}


def redis_commands(url: str) -> dict[str, float]:
    """Commands since the start, by name and all together."""
    with redis.from_url(url) as client:
        stats: Mapping[str, Mapping[str, float]] = client.info("commandstats")
    calls = {name.removeprefix("cmdstat_"): float(own["calls"]) for name, own in stats.items()}
    turns = {f"Redis {name}": count for name, count in calls.items() if name not in _OURS}
    return {"Redis commands": sum(turns.values()), **turns}


def between(before: Mapping[str, float], after: Mapping[str, float], turns: int) -> dict[str, float]:
    """Operations a turn between two counts."""
    return {name: round((after[name] - before.get(name, 0.0)) / turns, 2) for name in after} if turns else {}
