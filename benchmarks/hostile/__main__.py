"""Hostile input at full size: python -m benchmarks.hostile [--inputs 20500] [--seed 7]; the result in benchmarks/results/hostile.md.

Starts the product as a user does, with every channel open on platforms of its own, and sends nothing beyond this machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.evaluate import ROOT
from benchmarks.hostile.doors import website
from benchmarks.hostile.judging import Tally, tried
from benchmarks.hostile.table import Outcome, page
from benchmarks.hostile.webhooks import webhooks
from benchmarks.hostile.world import Victim, replayed, settled, shown_to_others
from tests.http.product import Product, until
from tests.platforms.driver import Driver
from tests.platforms.drivers import DRIVERS

RESULT = ROOT / "benchmarks" / "results" / "hostile.md"
PROCESSES = ("bot", "action_server")
REPLAYS = 100  # of one event on each platform


def main(argv: list[str] | None = None) -> int:
    """Try every door, write the result; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_500, help="how many in all")
    parser.add_argument("--seed", type=int, default=7, help="the same seed makes the same inputs")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder, _product(Path(folder)) as (product, drivers):
        outcome = _tried(product, drivers, chosen.inputs, chosen.seed)
    RESULT.write_text(page(outcome), "utf-8")
    print(f"{RESULT}: {'nothing went wrong' if outcome.is_good else 'something went wrong'}", flush=True)
    return 0 if outcome.is_good else 1


def _tried(product: Product, drivers: dict[str, Driver], count: int, number: int) -> Outcome:
    victim = Victim.made(product.door, drivers, product.door)
    before = [product.pid(name) for name in PROCESSES]
    doors = [*website(product.door.session(), victim), *webhooks(drivers)]
    shares, tallies, started = sum(door.share for door in doors), list[Tally](), time.monotonic()
    for door in doors:
        tallies.append(tried(door, product.door.port, -(-count * door.share // shares), number, (victim.mark,)))
        print(f"{door.name}: {tallies[-1].inputs} inputs, {len(tallies[-1].faults)} faults", flush=True)
    settled(drivers)
    return Outcome(
        tallies,
        number,
        time.monotonic() - started,
        exits=sum(product.pid(name) != pid for name, pid in zip(PROCESSES, before, strict=True)),
        shown=shown_to_others(drivers, victim.mark),
        replays=(REPLAYS * len(drivers), sum(replayed(driver, product.door, REPLAYS) for driver in drivers.values())),
        unchanged=victim.is_unchanged(),
        ready=product.door.is_ready(),
    )


@contextmanager
def _product(folder: Path) -> Iterator[tuple[Product, dict[str, Driver]]]:
    """The product with all channels open, as tests/platforms has it."""
    drivers = {kind.connector.name(): kind() for kind in DRIVERS}
    lines = [f"{kind.connector.__module__}.{kind.connector.__qualname__}:" for kind in DRIVERS]
    credentials = folder / "credentials.yml"
    credentials.write_text("\n".join([(ROOT / "credentials.yml").read_text("utf-8"), *lines, ""]), "utf-8")
    environ = {name: value for driver in drivers.values() for name, value in driver.environment().items()}
    product = Product(folder, FAQ_CREDENTIALS=str(credentials), **environ)
    try:
        product.wait_until_ready()
        for channel in drivers:  # each asks its platform for its own name first
            path = f"/webhooks/{channel}/"
            until(lambda: product.door.call("GET", path).status == 200, 60, product.said)  # noqa: B023
        yield product, drivers
    finally:
        product.stop()
        for driver in drivers.values():
            driver.fake.stop()


if __name__ == "__main__":
    sys.exit(main())
