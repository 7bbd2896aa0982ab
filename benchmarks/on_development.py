"""Ours and its peers on our own data: python -m benchmarks.on_development [--without-stock] [--model FILE].

All learn data/nlu. Thresholds, ours and the peers', are chosen on the development set by the costs of benchmarks/costs.py; the
held-out set chose nothing. Results of peers are kept (peers/cache.py).
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import development_report
from benchmarks.development import Example, examples
from benchmarks.evaluate import MODEL, ROOT, Result
from benchmarks.peers import quick_peers
from benchmarks.peers.cache import kept, run
from benchmarks.peers.our_data import StockBot, questions
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import Peer, Ranking
from benchmarks.rules import AS_SHIPPED, Rule, choose_rule, reply
from benchmarks.whole_bot import HELD_OUT, whole
from faq.knowledge import load
from nlu.intent_model import Calibration


@dataclass(frozen=True)
class Column:
    """One way to reply: its results on the development set and on the held-out set, and its rankings of the former if it has any."""

    title: str
    development: list[Result]
    held_out: list[Result]
    rankings: tuple[Ranking, ...] = ()
    rule: Rule | None = None


def ours(model: Path) -> Column:
    """The whole bot."""
    return Column("ours, whole", *whole(model))


def columns_of(peer: Peer) -> list[Column]:
    """A peer by the rule with the least cost on the development set; stock Rasa also as it ships."""
    rankings = _rankings(peer)
    tunes, tests = examples(), examples(HELD_OUT)
    tuned, tested = rankings[: len(tunes)], rankings[len(tunes) :]
    chosen = choose_rule(tunes, tuned)

    def column(title: str, rule: Rule) -> Column:
        return Column(title, _results(tunes, tuned, rule), _results(tests, tested, rule), tuned, rule)

    shipped = [column(f"{peer.title} as it ships", AS_SHIPPED)] if isinstance(peer, StockBot) else []
    return [column(peer.title, chosen), *shipped]


def uncalibrated() -> tuple[Ranking, ...]:
    """Rankings of the development set by our classifier without temperature and biases."""
    return _rankings(Ours("ours_uncalibrated", "ours, uncalibrated", Calibration()))[: len(examples())]


def is_kept(peer: Peer) -> bool:
    """Whether nothing needs to be trained for this peer."""
    return kept(peer, questions(isinstance(peer, Ours)), _texts()) is not None


def _rankings(peer: Peer) -> tuple[Ranking, ...]:
    if not is_kept(peer):
        print(f"On our data: {peer.title} …", flush=True)
    return run(peer, questions(isinstance(peer, Ours)), _texts()).rankings


def _texts() -> tuple[str, ...]:
    return tuple(e.text for e in (*examples(), *examples(HELD_OUT)))


def _results(messages: Sequence[Example], rankings: Sequence[Ranking], rule: Rule) -> list[Result]:
    return [
        Result(e, reply(r, rule), f"{r[0][0]}@{r[0][1]:.2f}" if r else "")
        for e, r in zip(messages, rankings, strict=True)
    ]


def main(argv: list[str] | None = None) -> None:
    """Measure all, and write results/peers.md with its plots."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.on_development", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL, help="the trained bot to measure")
    parser.add_argument(
        "--without-stock",
        action="store_true",
        help="leave stock Rasa out unless its results are kept: training takes an hour",
    )
    chosen = parser.parse_args(argv)
    logging.disable(logging.WARNING)
    columns = [ours(chosen.model), *(c for peer in quick_peers() for c in columns_of(peer))]
    if not chosen.without_stock or is_kept(StockBot()):
        columns.extend(columns_of(StockBot()))
    facts = sorted(load(ROOT / "knowledge").facts)
    print(development_report.write(columns, uncalibrated(), facts, len(questions().texts)))


if __name__ == "__main__":
    main()
