"""The plots of the understanding report: risk against coverage, confusion of the facts, reliability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measures import Bin

# Okabe and Ito's palette, told apart by every kind of colour vision; dashes help where colour does not.
COLOURS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)))
DOTS_PER_INCH = 110


def risk_coverage(
    curves: Mapping[str, tuple[np.ndarray, np.ndarray]], points: Mapping[str, tuple[float, float]], path: Path
) -> None:
    """Risk against coverage, one curve a peer, and single points (coverage, risk) for what decides for itself."""
    figure, axes = _axes(7.5, 5.0)
    for (name, (coverage, risk)), colour, dash in zip(curves.items(), COLOURS, DASHES, strict=False):
        axes.plot(100 * coverage, 100 * risk, color=colour, linestyle=dash, label=name, linewidth=1.8)
    for name, (share, wrong) in points.items():
        axes.plot(100 * share, 100 * wrong, marker="*", markersize=14, color=COLOURS[0], linestyle="", label=name)
    axes.set_xlabel("answered with a fact, % of messages that ask for one fact or are out of scope")
    axes.set_ylabel("wrong among those answered, %")
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=8, frameon=False, loc="upper left")
    _save(figure, path)


def reliability(bins: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """Accuracy against confidence; the area of a dot is the number of messages in it."""
    figure, axes = _axes(5.0, 5.0)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, label="perfect")
    most = max(b.count for own in bins.values() for b in own)
    for (name, own), colour, dash in zip(bins.items(), COLOURS, DASHES, strict=False):
        x, y = [b.confidence for b in own], [b.accuracy for b in own]
        axes.plot(x, y, color=colour, linestyle=dash, label=name)
        axes.scatter(x, y, s=[20 + 180 * b.count / most for b in own], color=colour, alpha=0.6)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share right")
    axes.legend(fontsize=8, frameon=False, loc="upper left")
    _save(figure, path)


def confusion(counts: np.ndarray, rows: Sequence[str], columns: Sequence[str], path: Path) -> None:
    """Counts (rows, columns) as a map of shares of each row; every count that is not 0 is written into its cell."""
    figure, axes = _axes(11.5, 9.5)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, column in zip(*np.nonzero(counts), strict=True):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=7)
    axes.set_yticks(range(len(rows)), rows, fontsize=7)
    axes.set_xlabel("what the bot stated or did")
    axes.set_ylabel("fact asked for")
    axes.grid(visible=False)
    _save(figure, path)


def _axes(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)  # draws without a screen
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, color="#DDDDDD", linewidth=0.6)
    return figure, axes


def _save(figure: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=DOTS_PER_INCH, metadata={"Software": None})
