"""results/peers.md: ours beside its peers on our own data, with plots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import plots
from benchmarks.cost_table import machine
from benchmarks.evaluate import Result, rows
from benchmarks.measures import area_under_risk, calibration_error, reliability, risk_coverage
from benchmarks.peers.peer import Ranking
from benchmarks.rules import NEVER, Rule, cost_of
from benchmarks.stock_bot import epochs_for
from faq.reply import Kind
from faq.understanding import fact_id
from nlu.intent_model import kind_of

if TYPE_CHECKING:
    from benchmarks.on_development import Column

RESULTS = Path(__file__).resolve().parent / "results"
HEAD = """# Ours beside the peers, on our own data, {day}

By `make bench PARTS=peers` on {machine}. All learned the same {taught} training questions. A peer's reply is made from its ranking
by one rule: danger when its best crisis label scores high enough; otherwise its best label decides: a fact is stated from one
score on, three are offered from a lower one on, below it the question is refused; other kinds are replied to as such. The three
thresholds of each peer are those with the least total cost on the development set, by `benchmarks/costs.py`, which chose ours too.
Stock Rasa learned for {epochs} epochs. As it ships it believes its best label, danger included, unless it scores below 0.3 or is less than 0.1 ahead of the next.

## Development set, {tuned} messages, in per cent

The thresholds were chosen on it. Cost: mean cost of a message, in choices offered. Right label first: accuracy of the bare
ranking, all kinds of intent. AURC: area under the curve of risk against coverage, times 1,000, below.

{development}

## Held-out set, {tested} messages by other writers, in per cent

Nothing was chosen on it.

{held_out}

## Thresholds

{thresholds}

## Risk against coverage

![Risk against coverage](risk_coverage.png)

Messages of the development set that ask for one fact, or that nothing answers, ordered by the score of each peer's best fact. A
fact stated to the latter is wrong, so no curve ends at 0. Messages without a fact among a peer's ten best labels come last, all
at once. The star is what the whole bot does.

## Calibration of our classifier

![Reliability](reliability.png)

Expected calibration error over ten ranges of confidence, on the development set's messages of one label: {before:.3f} before
calibration, {after:.3f} with the temperature and the biases of config.yml, which move decisions towards the lesser cost and so
away from the bare probability.

## Confusion of the facts

![Confusion](confusion.png)

What the whole bot did with the messages of the development set that ask for one fact.
"""


def write(columns: Sequence[Column], bare: Sequence[Ranking], facts: Sequence[str], taught: int) -> str:
    """Write the page and its plots; give the page. `bare`: our classifier's rankings before calibration."""
    whole, alone = columns[0], columns[1]
    curves = {c.title: risk_coverage(*stated(c.development, c.rankings)) for c in columns if _has_curve(c)}
    plots.risk_coverage(curves, {whole.title: operating_point(whole.development)}, RESULTS / "risk_coverage.png")
    before, after = _believed(whole.development, bare), _believed(alone.development, alone.rankings)
    bins = {"before calibration": reliability(*before), "calibrated": reliability(*after)}
    plots.reliability(bins, RESULTS / "reliability.png")
    plots.confusion(*confusion(whole.development, facts), RESULTS / "confusion.png")
    text = HEAD.format(
        day=datetime.now(timezone.utc).date().isoformat(),
        machine=machine(),
        taught=f"{taught:,}",
        epochs=epochs_for(taught),
        tuned=f"{len(whole.development):,}",
        tested=f"{len(whole.held_out):,}",
        development=_table(columns, [c.development for c in columns], with_area=True),
        held_out=_table(columns, [c.held_out for c in columns], with_area=False),
        thresholds=_thresholds(columns),
        before=calibration_error(*before),
        after=calibration_error(*after),
    )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "peers.md").write_text(text, encoding="utf8")
    return text


def stated(results: Sequence[Result], rankings: Sequence[Ranking]) -> tuple[list[float], list[bool]]:
    """Score of the best fact, and whether it is right, for each message that asks for one fact or is out of scope."""
    scores, right = [], []
    for result, ranking in zip(results, rankings, strict=True):
        if not _about_facts(result):
            continue
        fact, score = next(((fact_id(i), s) for i, s in ranking if fact_id(i)), ("", -NEVER))
        scores.append(score)
        right.append(any(result.equals(fact, wanted) for wanted in result.wanted))
    return scores, right


def operating_point(results: Sequence[Result]) -> tuple[float, float]:
    """Share of the messages about facts that is answered with a fact, and share of those answered that is wrong."""
    about = [r for r in results if _about_facts(r)]
    answered = [r for r in about if r.reply.kind is Kind.ANSWER]
    wrong = sum(not any(r.matches(f) for f in r.wanted) for r in answered)
    return len(answered) / len(about), wrong / max(1, len(answered))


def confusion(results: Sequence[Result], facts: Sequence[str]) -> tuple[np.ndarray, list[str], list[str]]:
    """Counts of facts asked for (rows) by what was stated or done (columns), with the names of both."""
    done = [k.value for k in Kind if k is not Kind.ANSWER]
    columns = [*facts, *done]
    counts = np.zeros((len(facts), len(columns)), dtype=int)
    for r in (r for r in results if len(r.wanted) == 1):
        if r.reply.kind is not Kind.ANSWER:
            became = r.reply.kind.value
        else:
            became = r.wanted[0] if r.matches(r.wanted[0]) else r.reply.facts[0]
        counts[facts.index(r.wanted[0]), columns.index(became)] += 1
    return counts, list(facts), columns


def _about_facts(result: Result) -> bool:
    return len(result.wanted) == 1 or kind_of(result.example.labels[0]) == "out_of_scope"


def _has_curve(column: Column) -> bool:
    return bool(column.rankings) and "as it ships" not in column.title


def _believed(results: Sequence[Result], rankings: Sequence[Ranking]) -> tuple[list[float], list[bool]]:
    """Confidence in the best label, and whether it is right, for each message of one label."""
    pairs = [
        (
            ranking[0][1],
            ranking[0][0] == r.example.labels[0] or any(r.equals(fact_id(ranking[0][0]), f) for f in r.wanted),
        )
        for r, ranking in zip(results, rankings, strict=True)
        if len(r.example.labels) == 1
    ]
    return [score for score, _ in pairs], [right for _, right in pairs]


def _table(columns: Sequence[Column], groups: Sequence[list[Result]], with_area: bool) -> str:
    lines = [
        f"| measure | to reach | n | {' | '.join(c.title for c in columns)} |",
        "|---|---|---|" + "---|" * len(columns),
    ]
    for name, belongs, counts, goal in rows():
        chosen = [[r for r in group if belongs(r)] for group in groups]
        if chosen[0]:
            cells = [f"{100 * sum(map(counts, c)) / len(c):.1f}" for c in chosen]
            lines.append(f"| {name} | {goal} | {len(chosen[0])} | {' | '.join(cells)} |")
    costs = [f"{np.mean([cost_of(r.example, r.reply) for r in group]):.2f}" for group in groups]
    lines.append(f"| cost | | {len(groups[0])} | {' | '.join(costs)} |")
    if with_area:
        firsts = [
            f"{100 * np.mean(_believed(c.development, c.rankings)[1]):.1f}" if _has_curve(c) else "" for c in columns
        ]
        lines.append(
            f"| right label first | | {sum(len(r.example.labels) == 1 for r in groups[0])} | {' | '.join(firsts)} |"
        )
        areas = [
            f"{1000 * area_under_risk(*stated(c.development, c.rankings)):.0f}" if _has_curve(c) else ""
            for c in columns
        ]
        lines.append(f"| AURC | | {sum(map(_about_facts, groups[0]))} | {' | '.join(areas)} |")
    return "\n".join(lines)


def _thresholds(columns: Sequence[Column]) -> str:
    lines = ["| peer | danger from | fact stated from | offered from |", "|---|---|---|---|"]
    lines.extend(f"| {c.title} | {_numbers(c.rule)} |" for c in columns if c.rule and _has_curve(c))
    return "\n".join(lines)


def _numbers(rule: Rule) -> str:
    return " | ".join(
        "never" if v is None or v == NEVER else f"{v:.3f}" for v in (rule.danger, rule.answer, rule.offer)
    )
