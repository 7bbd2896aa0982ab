"""The page of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_COLUMNS: Final = (
    ("turns", "acknowledged"), ("lost", "lost"), ("doubled", "doubled"), ("empty", "empty"), ("said not kept", "not_kept"),
    ("gave up", "unanswered"), ("refused tries", "refused"), ("broken tries", "broken"), ("longest silence, s", "silence"),
    ("back after, s", "back"),
)  # fmt: skip
_HEAD: Final = """# What survives which fault

People write all the time, each message with an id of its own, and send again what was refused or broken off, as the widget does.
Meanwhile something breaks. When it is mended, what they were told is compared with what is stored. How: `benchmarks/faults/`.
Again: `python -m benchmarks.faults`, or some by name: `python -m benchmarks.faults bot-killed rolling --turns 200`.

- **turns**: messages acknowledged with 200. **lost**: acknowledged as kept, and the message or its reply is not stored as shown.
- **doubled**: stored more than once. **empty**: acknowledged without words. **said not kept**: acknowledged with `"kept": false`.
- **refused tries**: an error with the emergency lines. **broken tries**: the connection broke off, as it does when a process is killed.
- **longest silence**: of one try, until its answer, refusal or end. **back after**: from the mending, or from the kill where nothing
  is mended by hand, to the end of the first try begun since that was acknowledged.
- For webhooks, *turns* are events acknowledged, *longest silence* is the time from the last acknowledgement to the last answer. A bot
  that is killed between sending an answer and noting that shows it twice: no platform takes an id that would prevent it.

"""


def page(found: Mapping[str, Mapping[str, Any]], titles: Mapping[str, tuple[str, str]], machine: str) -> str:
    """The page, from figures by fault. `titles`: of each fault, in words, and its number in the list of faults."""
    names = [title for title, _ in _COLUMNS]
    lines = [f"| fault | no. | {' | '.join(names)} | day | note |", "|---|---|" + "---:|" * len(names) + "---|---|"]
    for name, (title, number) in titles.items():
        if name in found:
            figures = found[name]
            cells = ["none" if figures[key] is None else str(figures[key]) for _, key in _COLUMNS]
            lines.append(f"| {title} | {number} | {' | '.join(cells)} | {figures['day']} | {figures.get('note', '')} |")
    left_out = [f"- `{name}`: not measured yet." for name in titles if name not in found]
    return (
        _HEAD
        + f"Machine: {machine}.\n\n"
        + "\n".join(lines)
        + "\n"
        + "\n".join(["", *left_out, ""] if left_out else [])
    )
