"""One server in this process with all channels open, and one running product with all channels open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.http.product import REPOSITORY, Product
from tests.platforms.driver import Driver
from tests.platforms.drivers import DRIVERS
from tests.platforms.in_process import InProcess
from tests.platforms.talking import Channel


@pytest.fixture(scope="session")
def drivers() -> Iterator[dict[str, Driver]]:
    made = {kind.connector.name(): kind() for kind in DRIVERS}
    yield made
    for driver in made.values():
        driver.fake.stop()


@pytest.fixture(scope="session")
def in_process(drivers: dict[str, Driver], tmp_path_factory: pytest.TempPathFactory) -> Iterator[InProcess]:
    bot = InProcess(tmp_path_factory.mktemp("channels"), list(drivers.values()))
    yield bot
    bot.stop()


@pytest.fixture(params=[kind.connector.name() for kind in DRIVERS])
def channel(request: pytest.FixtureRequest, in_process: InProcess, drivers: dict[str, Driver]) -> Iterator[Channel]:
    """A channel; at the end of the test nothing may have been sent that the platform would refuse."""
    found = Channel(drivers[request.param], in_process)
    yield found
    refused, found.driver.fake.refused[:] = list(found.driver.fake.refused), []
    found.driver.fake.faults.clear()
    assert refused == []


@pytest.fixture(scope="session")
def open_product(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, dict[str, Driver]]]:
    """The product as it is started, every channel's line in its file, on platforms of its own."""
    folder = tmp_path_factory.mktemp("open")
    made = {kind.connector.name(): kind() for kind in DRIVERS}
    lines = [f"{kind.connector.__module__}.{kind.connector.__qualname__}:" for kind in DRIVERS]
    credentials = folder / "credentials.yml"
    credentials.write_text("\n".join([(REPOSITORY / "credentials.yml").read_text(), *lines, ""]))
    environ = {name: value for driver in made.values() for name, value in driver.environment().items()}
    product = Product(folder, FAQ_CREDENTIALS=str(credentials), **environ)
    try:
        product.wait_until_ready()
        yield product, made
    finally:
        product.stop()
        for driver in made.values():
            driver.fake.stop()
