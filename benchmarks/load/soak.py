"""Hours of load: python -m benchmarks.load soak [--minutes M] [--rate R]; half the rated load when no rate is named.

Memory and file descriptors are written down every ten seconds into a CSV under var/load/, so that what was measured is there however
the measurement ends. It cannot go on where it stopped: the processes that it watches are gone.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from benchmarks.cost_server import Server
from benchmarks.load import page, soak_table
from benchmarks.load.bots import ROLES, ours, prepare_ours, warm_up
from benchmarks.load.plan import Found, Plan
from benchmarks.load.sending import ROOT, Sending
from benchmarks.load.stopping import until_stopped
from benchmarks.load.watching import taken, tree

MINUTES: Final = 60.0
SAMPLE_SECONDS: Final = 10.0
RATE: Final = 10.0  # messages a second; `--rate` says another
_COMMAND: Final = "python -m benchmarks.load soak"
COLUMNS: Final = ("seconds", "process", "rss_mb", "descriptors", "cpu_seconds")


def measure(found: dict[str, Any], path: Path, chosen: argparse.Namespace) -> None:
    """Put load on the bot for so many minutes and sample what it takes. `found`: where the generator's figures go."""
    prepare_ours()
    with tempfile.TemporaryDirectory() as name, ours(Path(name)) as server:
        warm_up(server.base, "website")
        plan = Plan(server.base, "website", chosen.rate, 60 * chosen.minutes)
        print(f"{chosen.rate:g} messages a second for {chosen.minutes:g} minutes; {path} grows …", flush=True)
        sending, over = Sending(plan, Path(name)), None
        try:
            over = _sampled(server, sending, path, chosen.sample)
        finally:
            over = over or sending.stop()
            if over:
                found.update(over.figures())


def _sampled(server: Server, sending: Sending, path: Path, every: float) -> Found:
    """Sample until the generator is done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    start, number = time.monotonic(), 0
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        while True:
            at = time.monotonic() - start
            for role, own in taken(tree(server.pid), ROLES).items():
                writer.writerow([round(at, 1), role, own.rss, own.descriptors, round(own.cpu, 2)])
            file.flush()
            number += 1
            over = sending.wait(max(0.1, start + number * every - time.monotonic()))
            if over is not None:
                return over


def main(argv: list[str] | None = None) -> int:
    """Measure, and write results/load_soak.md with its plot; a shorter trial only prints."""
    parser = argparse.ArgumentParser(prog=_COMMAND, description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second: half the rated load")
    parser.add_argument("--sample", type=float, default=SAMPLE_SECONDS, help="seconds between two samples")
    chosen = parser.parse_args(argv)
    is_trial = chosen.minutes < MINUTES
    path = ROOT / "var" / "load" / f"soak-{datetime.now(timezone.utc):%Y%m%d-%H%M%S}.csv"
    figures: dict[str, Any] = {}

    def write(whole: bool) -> None:
        samples = soak_table.read(path)
        plot = (path.with_suffix(".svg") if is_trial else page.RESULTS / "load_soak.svg") if samples else None
        top = page.head(f"Soak, {chosen.minutes:g} minutes", f"{_COMMAND} --rate {chosen.rate:g}", whole)
        text = soak_table.text(top, samples, figures, chosen.rate)
        if plot:
            soak_table.draw(samples, plot)
        page.write("load_soak.md", text, is_trial)

    return until_stopped(lambda: measure(figures, path, chosen), write)
