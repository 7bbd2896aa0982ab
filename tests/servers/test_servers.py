"""Each server starts on a port of its own, answers, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from ops import network
from ops.servers import postgresql, rabbitmq, redis
from ops.servers.server import MissingError, Server, program
from tests.servers.running import running

PREPARE: dict[str, Callable[[Path], Server]] = {
    "postgresql": partial(postgresql.prepare, is_safe=False),
    "redis": redis.prepare,
    "rabbitmq": rabbitmq.prepare,
}


@pytest.mark.parametrize("name", PREPARE)
def test_a_server_answers_while_it_is_needed_and_frees_its_port_at_the_end(name: str) -> None:
    with running(PREPARE[name]) as server:
        assert server.server.is_up()

    assert network.is_free(server.server.port)


def test_a_missing_program_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(MissingError, match="sudo apt-get install --yes --no-install-recommends no-such-package"):
        program("no-such-program", "no-such-package", "usr/lib/nowhere/*/bin")
