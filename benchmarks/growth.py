"""How cost grows with intents and turns: python -m benchmarks.growth [turns] [understanding] [bots] [--datasets FOLDER] [--again].

Models and measurements are kept under benchmarks/cache/growth by a hash of what they were made from; an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Final

from benchmarks import cost_projects, growth_bots, growth_table, growth_turns, growth_understanding
from benchmarks.cost_projects import OURS, ROOT, copy_ours, digest, train_ours
from benchmarks.cost_running import texts
from benchmarks.cost_table import machine
from benchmarks.growth_data import our_questions, public_questions
from benchmarks.peers.vectors import vectors
from benchmarks.public_data import DatasetMissingError

CACHE: Final = ROOT / "benchmarks" / "cache" / "growth"
DATASETS: Final = ROOT.parent / "shared" / "datasets"
RESULTS: Final = ROOT / "benchmarks" / "results"
PARTS: Final = ("turns", "understanding", "bots")
_OWN: Final = ("benchmarks/growth_data.py", "benchmarks/growth_understanding.py")


def kept(name: str, made_from: str, again: bool, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A measurement as it was kept, or done now and kept."""
    path = CACHE / f"{name}-{made_from}.json"
    if again or not path.is_file():
        found = work()
        CACHE.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(found), "utf-8")
        draft.replace(path)  # whole or not at all
    result: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return result


def turns(datasets: Path, again: bool) -> dict[str, Any]:
    """Turns of a conversation, on the product as it stands."""
    project = cost_projects.CACHE / "ours"
    copy_ours(project)
    train_ours(project)
    made_from = f"{digest(project, OURS)}-{digest(ROOT, ('benchmarks/growth_turns.py',))}"
    return kept("turns", made_from, again, lambda: growth_turns.measure(project))


def understanding(datasets: Path, again: bool) -> dict[str, Any]:
    """The understanding alone, the number of questions kept the same and growing with the intents."""
    public = public_questions(datasets)
    code = digest(ROOT, ("nlu", "faq/folding.py", "data/nlu/facts", *_OWN))
    known = None
    trained: dict[str, Any] = {}
    for way, choose in (
        ("grown", growth_understanding.growing_questions),
        ("same", growth_understanding.same_questions),
    ):
        for count in growth_understanding.COUNTS:
            name, folder = f"{way}-{count}", CACHE / f"model-{way}-{count}-{code}"

            def work(chosen: Any = choose, count: int = count, folder: Path = folder) -> dict[str, Any]:
                nonlocal known
                known = known or growth_understanding.all_known({**our_questions(), **public}, vectors)
                return growth_understanding.train(chosen(known, count), folder)

            trained[name] = {"folder": str(folder), **kept(f"train-{name}", code, False, work)}
            print(f"understanding, {name}: {trained[name]}", flush=True)
    asked = texts(growth_understanding.MESSAGES)
    made_from = digest(ROOT, ("nlu", "faq/folding.py", "data/nlu/facts", "tests/nlu/development", *_OWN))
    folders = {name: Path(t["folder"]) for name, t in trained.items()}
    figures = kept("read", made_from, again, lambda: growth_understanding.read(folders, asked, vectors(asked)))
    return {name: {**trained[name], **figures[name]} for name in trained}


def bots(datasets: Path, again: bool) -> dict[str, Any]:
    """The whole bot with facts made from public intents."""
    trained = growth_bots.train(CACHE, growth_bots.facts_of_ours(), public_questions(datasets))
    projects = {count: found["project"] for count, found in trained.items()}
    by = "-".join(digest(p, OURS)[:8] for p in projects.values())
    figures = kept("bots", by, again, lambda: growth_bots.measure(projects))
    return {**figures, "training": {str(count): found["training"] for count, found in trained.items()}}


WORK: Final = {"turns": turns, "understanding": understanding, "bots": bots}


def main(argv: list[str] | None = None) -> None:
    """Measure the parts named (all when none is) and write results/growth.md from every part measured so far."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--datasets", type=Path, default=DATASETS, help="folder of the public data")
    parser.add_argument("--again", action="store_true", help="measure again although a measurement is kept")
    chosen = parser.parse_args(argv)
    summary = CACHE / "summary.json"
    found: dict[str, Any] = json.loads(summary.read_text("utf-8")) if summary.is_file() else {}
    for part in chosen.parts or PARTS:
        try:
            figures = WORK[part](chosen.datasets, chosen.again)
        except DatasetMissingError as error:
            print(f"{part}: left out, {error}", flush=True)
            continue
        found[part] = {"day": datetime.now(timezone.utc).date().isoformat(), "figures": figures}
        CACHE.mkdir(parents=True, exist_ok=True)
        summary.write_text(json.dumps(found), "utf-8")
    page = growth_table.page(found, machine())
    (RESULTS / "growth.md").write_text(page, "utf-8")
    print(page)


if __name__ == "__main__":
    main()
