"""Faults under load: python -m benchmarks.faults [FAULT ...] [--turns 2000] [--people 8] [--seconds 60] [--again].

Each fault's figures are kept under benchmarks/cache/faults and not measured again, unless with fewer messages; an interrupted run
goes on.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from benchmarks.cost_table import machine
from benchmarks.faults import events, table
from benchmarks.faults.breaking import FAULTS, PATIENCE
from benchmarks.faults.judging import judged
from benchmarks.faults.people import People
from benchmarks.faults.places import Place, single
from tests.http.product import until

ROOT: Final = Path(__file__).resolve().parents[2]
CACHE: Final = ROOT / "benchmarks" / "cache" / "faults"
RESULTS: Final = ROOT / "benchmarks" / "results" / "faults.md"
EVENTS: Final = "webhooks-killed"
TITLES: Final = {
    **{name: (fault.title, fault.number) for name, fault in FAULTS.items()},
    EVENTS: ("the bot is killed twice while webhooks are acknowledged", "1, 12"),
}
BREAKS_AT: Final = 0.2  # of the turns
AFTER_SECONDS: Final = 5  # that people write on, once all is healed, also when enough is said
LASTS_MOST: Final = 900  # seconds: then people say nothing more, and what there is counts


def measure(name: str, place: Place, turns: int, people: int, seconds: float) -> dict[str, Any]:
    """The figures of one fault."""
    if name == EVENTS:
        return events.measure(place, turns)
    crowd = People(place.door, turns, people)
    writing = threading.Thread(target=crowd.write)
    writing.start()
    try:
        until(lambda: crowd.acknowledged() >= BREAKS_AT * turns, LASTS_MOST, lambda: "nobody is answered")
        healed = FAULTS[name].work(place, seconds)
        time.sleep(AFTER_SECONDS)
        crowd.may_end()
    except BaseException:
        crowd.stop()
        raise
    finally:
        writing.join(LASTS_MOST)
        crowd.stop()
        writing.join()
    until(place.door.is_ready, PATIENCE, lambda: "it does not get ready again")
    figures = judged(place.door, crowd.said, healed).as_dict()
    if also := FAULTS[name].also:
        lost, note = also(place)
        figures |= {"lost": figures["lost"] + lost, "note": note}
    return figures


def run(names: Sequence[str], turns: int, people: int, seconds: float) -> None:
    """Measure faults, those of one place after each other, and keep each."""
    by_place: dict[Any, list[str]] = {}
    for name in names:
        by_place.setdefault(FAULTS[name].place if name in FAULTS else single, []).append(name)
    for make, here in by_place.items():
        print(f"Starting what {', '.join(here)} need …", flush=True)
        with make() as place:
            for name in here:
                began = time.monotonic()
                try:
                    figures = measure(name, place, turns, people, seconds)
                except LookupError as reason:
                    print(f"{name}: left out, {reason}", flush=True)
                    continue
                _keep(name, {**figures, "day": datetime.now(timezone.utc).date().isoformat()})
                print(f"{name}: {figures} ({time.monotonic() - began:.0f} s)", flush=True)
                write()


def _keep(name: str, figures: dict[str, Any]) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    draft = CACHE / f"{name}.part"
    draft.write_text(json.dumps(figures), "utf-8")
    draft.replace(CACHE / f"{name}.json")


def _is_kept(name: str, turns: int) -> bool:
    """Whether a fault was measured with at least so many messages."""
    path = CACHE / f"{name}.json"
    return path.is_file() and json.loads(path.read_text("utf-8"))["acknowledged"] >= turns


def write() -> None:
    """Write the page from all that is kept."""
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in CACHE.glob("*.json")}
    RESULTS.write_text(table.page(found, TITLES, machine()), "utf-8")


def main(argv: list[str] | None = None) -> None:
    """Measure what is named, or all that is not kept yet."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument(
        "faults", nargs="*", metavar="FAULT", help=f"some of {', '.join(TITLES)}; all when none is named"
    )
    parser.add_argument("--turns", type=int, default=2000, help="messages acknowledged for each fault, at least")
    parser.add_argument("--people", type=int, default=8, help="who write at the same time")
    parser.add_argument("--seconds", type=float, default=60, help="how long a lasting fault lasts")
    parser.add_argument("--again", action="store_true", help="measure again although figures are kept")
    chosen = parser.parse_args(argv)
    unknown = [name for name in chosen.faults if name not in TITLES]
    if unknown:
        parser.error(f"there is no fault '{unknown[0]}'; the faults are {', '.join(TITLES)}")
    names = [name for name in TITLES if name in chosen.faults or not chosen.faults]
    wanted = [name for name in names if chosen.again or not _is_kept(name, chosen.turns)]
    run(wanted, chosen.turns, chosen.people, chosen.seconds)
    write()


if __name__ == "__main__":
    main()
