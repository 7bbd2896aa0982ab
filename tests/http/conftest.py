"""One running product, shared by all tests over HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.http.client import Chat, Door
from tests.http.product import REPOSITORY, Product


@pytest.fixture(scope="session")
def model() -> None:
    """A current model; `make train` makes it before, so that this takes no time."""
    subprocess.run([sys.executable, "-m", "ops.train", "--if-needed"], cwd=REPOSITORY, check=True)


@pytest.fixture(scope="session")
def product(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("product"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


@pytest.fixture
def door(product: Product) -> Door:
    return product.door


@pytest.fixture
def chat(door: Door) -> Chat:
    return door.session()
