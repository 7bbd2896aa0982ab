"""What holds for every test, and one running product that all tests over HTTP share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import HealthCheck, settings

from ops.servers import postgresql, redis
from tests.http.client import Chat, Door
from tests.http.product import REPOSITORY, Product
from tests.servers.running import Running, running

# The same examples each time, and no clock: a slow machine fails nothing.
settings.register_profile(
    "repository", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repository")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that need the trained model come last: `make test` trains it while the others run."""
    late = {item.path for item in items if "model" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path in late)


@pytest.fixture(scope="session")
def model() -> None:
    """A current model; waits for the process that is training it."""
    subprocess.run([sys.executable, "-m", "ops.train", "--if-needed"], cwd=REPOSITORY, check=True)


@pytest.fixture(scope="session")
def product(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("product"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Running]:
    with running(partial(postgresql.prepare, is_safe=False)) as server:
        yield server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Running]:
    with running(redis.prepare) as server:
        yield server


@pytest.fixture
def door(product: Product) -> Door:
    return product.door


@pytest.fixture
def chat(door: Door) -> Chat:
    return door.session()
