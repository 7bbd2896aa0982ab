"""Other ways to classify, all behind one interface (peer.py), to measure ours beside."""

from __future__ import annotations

from benchmarks.peers.bm25 import Bm25
from benchmarks.peers.nearest import Nearest
from benchmarks.peers.ours import Ours, OursUnadapted
from benchmarks.peers.peer import Peer
from benchmarks.peers.rasa_pipeline import LOGISTIC, RasaPipeline, default
from benchmarks.peers.tfidf import TfidfLogistic
from benchmarks.peers.vectors import our_adapter
from benchmarks.stock_bot import epochs_for

STOCK_TITLE = "stock Rasa 3.6 (DIET)"


def stock_rasa(questions: int) -> Peer:
    """Rasa's default pipeline, for so many training questions: slow to train, so asked for by itself."""
    return RasaPipeline("stock_rasa", STOCK_TITLE, default(epochs_for(questions)))


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
