"""What the bot costs, side by side with stock Rasa: python -m benchmarks.cost [--train-only] [--messages N] [--epochs N] [--again].

What a running bot costs does not depend on how long it was trained, so `--epochs 3` gives all but the stock bot's training time, which
is then reckoned from those epochs and said to be. Trainings and measurements are kept under benchmarks/cache/cost by a hash of what they were made from; an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks import cost_running, cost_table, stock_bot
from benchmarks.cost_projects import CACHE, OURS, ROOT, copy_ours, digest, train_ours
from faq.knowledge import load

RESULTS: Final = ROOT / "benchmarks" / "results"
MESSAGES: Final = 1000
_MEASURED_BY: Final = (
    "benchmarks/cost_load.py",
    "benchmarks/cost_running.py",
    "benchmarks/cost_server.py",
    "tests/nlu/development",
)


def prepare(epochs: int) -> tuple[Path, Path]:
    """The projects of ours and of the stock bot with the files of now."""
    ours, stock = CACHE / "ours", CACHE / f"stock-{epochs}"
    copy_ours(ours)
    stock_bot.write(stock, ROOT / "data" / "nlu", load(ROOT / "knowledge"), epochs)
    return ours, stock


def train(ours: Path, stock: Path, epochs: int) -> dict[str, Any]:
    """Both trainings, done now or kept: {"ours": cost, "stock": cost, "load_average": text}."""
    note = CACHE / "load_average.json"
    found = json.loads(note.read_text("utf-8")) if note.is_file() else {}
    trained = {}
    for name, project, work in (("ours", ours, train_ours), ("stock", stock, stock_bot.train)):
        print(f"Training {name} …", flush=True)
        done = work(project)
        if name == "stock" and epochs != stock_bot.EPOCHS:
            log = (project / "training.log").read_text("utf-8", errors="replace")
            done = stock_bot.reckoned(done, log, epochs)
        trained[name] = asdict(done)
        if found.get(name, {}).get("cost") != trained[name]:  # done just now
            found[name] = {"cost": trained[name], "load": round(os.getloadavg()[2], 1)}
            note.write_text(json.dumps(found), "utf-8")
    return {**trained, "load_average": f"{found['ours']['load']} (ours), {found['stock']['load']} (stock)"}


def measured(ours: Path, stock: Path, messages: int, again: bool) -> dict[str, Any]:
    """What was measured on the running bots, now or kept."""
    made_from = "-".join([
        digest(ours, OURS), digest(stock, ("config.yml", "domain.yml", "data")), digest(ROOT, _MEASURED_BY), str(messages)
    ])  # fmt: skip
    kept = CACHE / f"running-{made_from}.json"
    if again or not kept.is_file():
        print("Measuring both, by turns …", flush=True)
        found = cost_running.measure(ours, stock, messages)
        draft = kept.with_suffix(".part")
        draft.write_text(json.dumps(found), "utf-8")
        draft.replace(kept)  # whole or not at all
    result: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return result


def questions(data: Path) -> int:
    """How many training questions a folder of Rasa's YAML holds."""
    files = [yaml.safe_load(path.read_text("utf-8")) for path in data.rglob("*.yml")]
    return sum(_count(entry.get("examples", "")) for file in files for entry in file["nlu"])


def _count(examples: str | list[Any]) -> int:
    """Questions stand as lines, or as entries of their own where they carry more than their text."""
    return len(examples) if isinstance(examples, list) else sum(line.startswith("- ") for line in examples.splitlines())


def main(argv: list[str] | None = None) -> None:
    """Train both when needed, measure both by turns, and write results/cost.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cost", description=__doc__)
    parser.add_argument("--train-only", action="store_true", help="train both and stop")
    parser.add_argument("--messages", type=int, default=MESSAGES, help="messages of each measurement")
    parser.add_argument(
        "--epochs",
        type=int,
        help="of the stock bot; with fewer than Rasa's default, its training time is reckoned",
    )
    parser.add_argument("--again", action="store_true", help="measure again although a measurement is kept")
    chosen = parser.parse_args(argv)
    epochs = chosen.epochs or stock_bot.epochs_for(questions(ROOT / "data" / "nlu"))
    ours, stock = prepare(epochs)
    training = train(ours, stock, epochs)
    if chosen.train_only:
        return
    result = {
        **measured(ours, stock, chosen.messages, chosen.again),
        "training": training,
        "day": datetime.now(timezone.utc).date().isoformat(),
        "machine": cost_table.machine(),
        "rasa": version("rasa"),
        "epochs": epochs,
        "questions": questions(ROOT / "data" / "nlu"),
    }
    text = cost_table.page(result)
    if chosen.messages == MESSAGES:  # a trial leaves the results alone
        (RESULTS / "cost.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
