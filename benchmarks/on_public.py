"""The same pipeline on public data, beside its peers: python -m benchmarks.on_public [--datasets FOLDER] [--without-stock].

Nothing is tuned to these data: ours runs with the settings of config.yml. Results are kept (peers/cache.py): an interrupted run
goes on where it stopped, and a peer that is not done yet is said to be missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import public_table
from benchmarks.measures import auroc, unknown_accepted
from benchmarks.peers import STOCK_TITLE, public_peers, stock_rasa
from benchmarks.peers.cache import Labelled, Run, kept, run
from benchmarks.peers.peer import Peer
from benchmarks.public_data import OUT, DatasetMissingError, Task, banking, clinc, clinc_few

ROOT = Path(__file__).resolve().parent.parent
DATASETS = ROOT.parent / "shared" / "datasets"
DRAWS = 3  # of few examples an intent, for the peers that train quickly
ONLY_FEW = frozenset({"rasa_logistic"})  # slow to train: left out where all examples are learned from
# In the order of their cost to stock Rasa; each is read only when its turn comes.
TASKS: dict[str, Callable[[Path, int], Task]] = {
    "BANKING77, 5 an intent": lambda folder, draw: banking(folder, 5, draw),
    "BANKING77, 10 an intent": lambda folder, draw: banking(folder, 10, draw),
    "CLINC150, 10 an intent": lambda folder, draw: clinc_few(folder, 10, draw),
    "BANKING77, full": lambda folder, draw: banking(folder, None, draw),
    "CLINC150, full": lambda folder, draw: clinc(folder),
}


@dataclass(frozen=True)
class Figures:
    """What one peer reached on one task, shares from 0 to 1. What needs out-of-scope queries is None where there are none.

    `accuracy`: of the best label, in-scope texts only. `kept_accuracy`: the same when what scores below the threshold is refused.
    `refused`: out-of-scope texts below the threshold. `accepted`: out-of-scope texts accepted where 95 % of the in-scope ones are.
    """

    accuracy: float
    kept_accuracy: float | None = None
    refused: float | None = None
    auroc: float | None = None
    accepted: float | None = None


def figures(task: Task, done: Run) -> Figures:
    """Figures of a run on the task's test texts followed by its tuning texts."""
    best = [ranking[0] for ranking in done.rankings]
    tests, tunes = best[: len(task.test.texts)], best[len(task.test.texts) :]
    known = [
        (label == wanted, score)
        for (label, score), wanted in zip(tests, task.test.labels, strict=True)
        if wanted != OUT
    ]
    unknown = [score for (_, score), wanted in zip(tests, task.test.labels, strict=True) if wanted == OUT]
    accuracy = float(np.mean([good for good, _ in known]))
    if not unknown:
        return Figures(accuracy)
    least = threshold(tunes, task.tuning)
    scores = [score for _, score in known]
    return Figures(
        accuracy,
        float(np.mean([good and score >= least for good, score in known])),
        float(np.mean([score < least for score in unknown])),
        auroc(scores, unknown),
        unknown_accepted(scores, unknown),
    )


def threshold(best: Sequence[tuple[str, float]], tuning: Labelled) -> float:
    """The score below which to refuse: on the tuning texts, the mean of in-scope accuracy and out-of-scope recall is highest there."""
    score = np.array([s for _, s in best])
    good = np.array([label == wanted for (label, _), wanted in zip(best, tuning.labels, strict=True)])
    out = np.array([wanted == OUT for wanted in tuning.labels])
    candidates = np.unique(score)
    reached = [
        (good & ~out & (score >= t)).sum() / (~out).sum() + (out & (score < t)).sum() / out.sum() for t in candidates
    ]
    return float(candidates[int(np.argmax(reached))])


def work(folder: Path, names: Sequence[str], peers: Sequence[Peer], draws: int) -> Iterator[tuple[Task, Peer]]:
    """Every task of `names` with every peer, each draw of few examples by itself."""
    for name in names:
        for draw in range(draws):
            task = TASKS[name](folder, draw)
            if task.shots is None and draw:
                break
            yield from ((task, peer) for peer in peers if task.shots or peer.name not in ONLY_FEW)


def measure(todo: Sequence[tuple[Task, Peer]]) -> dict[tuple[str, str], list[Figures]]:
    """Figures by task's name and peer's title, one for each draw; says what it does."""
    found: dict[tuple[str, str], list[Figures]] = {}
    for task, peer in todo:
        texts = task.test.texts + task.tuning.texts
        if not _is_kept(task, peer):
            print(f"{task.name}, draw {task.draw + 1}: {peer.title} …", flush=True)
        found.setdefault((task.name, peer.title), []).append(figures(task, run(peer, task.train, texts)))
    return found


def _is_kept(task: Task, peer: Peer) -> bool:
    return kept(peer, task.train, task.test.texts + task.tuning.texts) is not None


def main(argv: list[str] | None = None) -> None:
    """Measure every peer on every task and write results/public.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.on_public", description=__doc__)
    parser.add_argument("--datasets", type=Path, default=DATASETS, help="folder of the public data")
    parser.add_argument("--tasks", nargs="*", default=list(TASKS), choices=list(TASKS), help="only these")
    parser.add_argument(
        "--without-stock",
        action="store_true",
        help="take stock Rasa's results where they are kept, and train it on nothing",
    )
    parser.add_argument("--kept", action="store_true", help="run nothing: write the table of what is kept")
    chosen = parser.parse_args(argv)
    try:
        todo = list(work(chosen.datasets, chosen.tasks, public_peers(), DRAWS))
        tasks = [TASKS[name](chosen.datasets, 0) for name in chosen.tasks]
    except DatasetMissingError as error:
        print(f"Public data are left out: {error}. Name their folder with --datasets.", file=sys.stderr)
        return
    stock = [(task, stock_rasa(len(task.train.texts))) for task in tasks]
    if chosen.kept:
        todo = [one for one in todo if _is_kept(*one)]
    if chosen.without_stock or chosen.kept:
        stock = [one for one in stock if _is_kept(*one)]
    titles = [*(peer.title for peer in public_peers()), STOCK_TITLE]
    found = measure(todo)
    public_table.write(found, chosen.tasks, titles)
    for one in stock:  # last, because each takes up to hours, and a table with what there is may be wanted meanwhile
        found.update(measure([one]))
        public_table.write(found, chosen.tasks, titles)
    print(public_table.write(found, chosen.tasks, titles))


if __name__ == "__main__":
    main()
