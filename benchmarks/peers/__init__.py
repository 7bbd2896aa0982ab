"""Other ways to classify, all behind one interface (peer.py), to measure ours beside."""

from __future__ import annotations

from benchmarks.peers.bm25 import Bm25
from benchmarks.peers.nearest import Nearest
from benchmarks.peers.ours import Ours, OursUnadapted
from benchmarks.peers.peer import Peer
from benchmarks.peers.rasa_pipeline import DEFAULT, LOGISTIC, RasaPipeline
from benchmarks.peers.tfidf import TfidfLogistic
from benchmarks.peers.vectors import our_adapter


def stock_rasa() -> Peer:
    """Rasa's default pipeline: slow to train, so asked for by itself."""
    return RasaPipeline("stock_rasa", "stock Rasa 3.6 (DIET)", DEFAULT)


def quick_peers() -> list[Peer]:
    """Every peer that trains in minutes at most, ours first."""
    return [
        Ours(),
        RasaPipeline("rasa_logistic", "Rasa's LogisticRegressionClassifier", LOGISTIC),
        TfidfLogistic(),
        Nearest(),
        Bm25(),
    ]


def public_peers() -> list[Peer]:
    """The quick peers, and ours without the adapter that was learned on our own data."""
    ours, *others = quick_peers()
    bare: list[Peer] = [OursUnadapted("ours_unadapted", "ours, encoder as published")] if our_adapter() else []
    return [ours, *bare, *others]
