"""The tables of results/public.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.cost_table import machine
from benchmarks.stock_bot import EPOCHS, FEWER_EPOCHS, MANY

if TYPE_CHECKING:
    from benchmarks.on_public import Figures

RESULT = Path(__file__).resolve().parent / "results" / "public.md"
NOT_RUN = "not run"
Found = Mapping[tuple[str, str], "list[Figures]"]
HEAD = """# On public data, beside the peers, {day}

By `make bench PARTS=public` on {machine}. Every peer learns the same training texts and ranks the same test texts; nothing is
tuned to these data: ours runs with the settings of config.yml. Few examples an intent are drawn with fixed seeds, three draws
(one for stock Rasa): mean, and in brackets the lowest and the highest. BANKING77 is Casanueva et al. 2020 (CC BY 4.0), CLINC150
is Larson et al. 2019 (CC BY 3.0). Stock Rasa learns for its default of {epochs} epochs, from more than {many:,} training texts for
{fewer}, as a hundred would take hours. Rasa's
logistic regression is not run on the full data.

## Right intent, in per cent

In-scope test texts, the intent ranked first, nothing refused.

{accuracy}

## Out of scope: CLINC150

The threshold on a peer's own score is chosen on the validation part, where the mean of in-scope accuracy and out-of-scope
recall is highest. AUROC: chance that an in-scope text scores above an out-of-scope one. FPR95: out-of-scope texts accepted when
95 % of the in-scope ones are.

{scope}
"""


def write(found: Found, tasks: Sequence[str], peers: Sequence[str]) -> str:
    """Write results/public.md and give its text; what was not run says so."""
    scope = [t for t in tasks if any(f.auroc is not None for p in peers for f in found.get((t, p), ()))]
    text = HEAD.format(
        day=datetime.now(timezone.utc).date().isoformat(),
        machine=machine(),
        epochs=EPOCHS,
        many=MANY,
        fewer=FEWER_EPOCHS,
        accuracy=_table(found, peers, tasks, lambda figures: _spread([100 * f.accuracy for f in figures])),
        scope=_scope(found, peers, scope) if scope else "None of the data sets run has out-of-scope queries.",
    )
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf8")
    return text


def _table(found: Found, peers: Sequence[str], tasks: Sequence[str], cell: Callable[[list[Figures]], str]) -> str:
    lines = [f"| peer | {' | '.join(tasks)} |", "|---|" + "---|" * len(tasks)]
    for peer in peers:
        cells = [cell(found[task, peer]) if (task, peer) in found else NOT_RUN for task in tasks]
        lines.append(f"| {peer} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _scope(found: Found, peers: Sequence[str], tasks: Sequence[str]) -> str:
    lines = [
        "| data | peer | in scope, right and accepted | out of scope refused | AUROC | FPR95 |",
        "|---|---|---|---|---|---|",
    ]
    for task in tasks:
        for peer in peers:
            own = found.get((task, peer), [])
            columns = [
                [f.kept_accuracy for f in own],
                [f.refused for f in own],
                [f.auroc for f in own],
                [f.accepted for f in own],
            ]
            cells = [_spread([100 * v for v in values if v is not None]) for values in columns]
            lines.append(f"| {task} | {peer} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _spread(values: Sequence[float]) -> str:
    if not values:
        return NOT_RUN
    mean = f"{sum(values) / len(values):.1f}"
    return mean if len(values) == 1 else f"{mean} ({min(values):.1f}-{max(values):.1f})"
