"""How well personal details are redacted: python -m benchmarks.redaction prints a table and writes benchmarks/results/redaction.md."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluate import ROOT
from faq.personal.redacting import redact
from tests.faq.personal.examples import KEPT, details, found_in, lookalikes

# Each was written after the patterns were mended from the one before it, measured once, and then mended from.
AT_FIRST_SIGHT = {
    "first": "119 of 134 texts with details and 194 of 197 look-alikes right",
    "second": "recall 0.875, precision 0.889",
    "third": "recall 0.697, precision 0.852",
}
SETS = {
    "first": ("details.txt", "lookalikes.txt"),
    "second": ("second_details.txt", "second_lookalikes.txt"),
    "third": ("third_details.txt", "third_lookalikes.txt"),
}
RESULTS = Path("benchmarks", "results", "redaction.md")


@dataclass(frozen=True)
class Score:
    """Details by mark: how many there were, were found, and were found where there were none; texts left exactly as they should be."""

    there: Counter[str]
    found: Counter[str]
    wrong: Counter[str]
    exact: int
    texts: int

    @property
    def recall(self) -> float:
        """Share of the details that were found."""
        return self.found.total() / self.there.total()

    @property
    def precision(self) -> float:
        """Share of what was found that was there."""
        return self.found.total() / (self.found.total() + self.wrong.total())


def score(personal: str, harmless: str) -> Score:
    """The score on a file of texts with details and on one of look-alikes; a detail is found when its mark stands in its place."""
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    exact = 0
    texts = [*zip(details(personal), found_in(personal), strict=True), *(((t, t), []) for t in lookalikes(harmless))]
    for (text, wanted), marks in texts:
        redacted = redact(text, KEPT)
        given = Counter(mark for _, mark in redacted.details)
        # Where the text is not as it should be, a mark alone proves nothing: none of its details counts as found.
        there.update(marks)
        if redacted.text == wanted:
            exact += 1
            found.update(given)
        else:
            wrong.update(given)
    return Score(there, found, wrong, exact, len(texts))


def table() -> str:
    """The scores as Markdown."""
    lines = [
        "# Redaction of personal details",
        "",
        "Made by `python -m benchmarks.redaction`. The texts stand in `tests/faq/personal/`: half of them hold details, half only look so. A detail counts as found",
        "only when its text came out exactly as it should; what was found in any other text counts as wrong. Each set was written after the patterns had",
        "been mended from the one before, and measured before they were mended from it. That first sight says how well they do on texts that they have not",
        f"seen: {'; '.join(f'{name}: {figures}' for name, figures in AT_FIRST_SIGHT.items())}. The table says how they do now.",
        "",
        "| texts | number | exactly right | details | recall | precision |",
        "|---|---|---|---|---|---|",
    ]
    scores = {name: score(*files) for name, files in SETS.items()}
    for name, one in scores.items():
        shares = f"{one.recall:.3f} | {one.precision:.3f}"
        lines.append(f"| {name} | {one.texts} | {one.exact} | {one.there.total()} | {shares} |")
    lines += ["", "Recall by what it is:", "", f"| | {' | '.join(scores)} |", f"|---|{'---|' * len(scores)}"]
    for mark in sorted(next(iter(scores.values())).there):
        cells = (f"{one.found[mark]} of {one.there[mark]}" for one in scores.values())
        lines.append(f"| {mark.strip('[]')} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table and keep it."""
    said = table()
    (ROOT / RESULTS).write_text(said, "utf-8")
    print(said)


if __name__ == "__main__":
    main()
