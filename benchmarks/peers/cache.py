"""Results of peers, kept by a hash of all that they depend on, so that nothing is computed twice and interrupted runs go on."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.peers.peer import Peer, Ranking

FOLDER = Path(__file__).resolve().parent.parent / "cache"
# What takes an hour and more is kept in the repository: a fresh clone need not train it again.
TRACKED = FOLDER.with_name("kept")
SLOW = frozenset({"stock_rasa"})


@dataclass(frozen=True)
class Labelled:
    """Texts with their labels."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """A peer's rankings of the test texts. What it costs to get them is measured elsewhere (benchmarks/cost.py)."""

    rankings: tuple[Ranking, ...]


def key(peer: Peer, train: Labelled, test: Sequence[str]) -> str:
    """Hash of the peer with its settings, the training data and the test texts."""
    everything = json.dumps([peer.name, peer.settings, train.texts, train.labels, list(test)])
    return hashlib.sha256(everything.encode()).hexdigest()[:24]


def place(peer: Peer, train: Labelled, test: Sequence[str], folder: Path | None = None) -> Path:
    """The file that keeps the run. `folder`: another than the usual one."""
    usual = TRACKED if peer.name in SLOW else FOLDER
    return (folder or usual) / f"{peer.name}-{key(peer, train, test)}.json.gz"


def kept(peer: Peer, train: Labelled, test: Sequence[str], folder: Path | None = None) -> Run | None:
    """The run as it was kept, or None."""
    path = place(peer, train, test, folder)
    if not path.is_file():
        return None
    found = json.loads(gzip.decompress(path.read_bytes()))
    return Run(tuple(tuple((label, score) for label, score in ranking) for ranking in found["rankings"]))


def run(peer: Peer, train: Labelled, test: Sequence[str], folder: Path | None = None) -> Run:
    """The peer's run on these data: as it was kept, or done now and kept."""
    before = kept(peer, train, test, folder)
    if before is not None:
        return before
    done = Run(tuple(peer.fit(train.texts, train.labels)(list(test))))
    path = place(peer, train, test, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(gzip.compress(json.dumps(asdict(done)).encode()))
    part.replace(path)  # whole or not at all
    return done
