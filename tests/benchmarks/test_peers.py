from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.peers import quick_peers
from benchmarks.peers.bm25 import Bm25
from benchmarks.peers.cache import Labelled, kept, key, run
from benchmarks.peers.nearest import Nearest
from benchmarks.peers.ours import Ours
from benchmarks.peers.peer import Peer, Predict, Ranking, ranked
from benchmarks.peers.tfidf import TfidfLogistic

QUESTIONS = {
    "age": ["which ages are covered", "what ages do you mean", "how old can the child be", "up to what age is it", "is there an age limit", "is my child too old", "what age does it end", "from what age on", "ages please", "what is the age range"],
    "links": ["send me the links", "all the links please", "where are the links", "list of links", "which links do you have", "links to read more", "do you have any links", "show me the links", "give me a link", "what links are there"],
    "rain": ["is it raining", "will it rain tomorrow", "is it going to rain", "rain today or not", "how much rain fell", "do i need a rain coat", "when does the rain stop", "is rain expected", "so much rain lately", "rain forecast please"],
}  # fmt: skip
TRAIN = Labelled(
    tuple(text for texts in QUESTIONS.values() for text in texts),
    tuple(label for label, texts in QUESTIONS.items() for _ in texts),
)
OTHERS = ["what age is too old", "where are all the links", "does it rain a lot"]


class Counting:
    """A peer that counts its trainings and always answers the same."""

    name, title, settings = "counting", "counting", "1"

    def __init__(self) -> None:
        self.trained = 0

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        self.trained += 1

        def predict(others: Sequence[str]) -> list[Ranking]:
            return [((labels[0], 0.75), (labels[-1], 0.25)) for _ in others]

        return predict


@pytest.mark.parametrize("peer", [Ours(), TfidfLogistic(), Nearest(), Bm25()], ids=lambda p: p.name)
def test_a_peer_learns_thirty_texts_and_ranks_the_right_label_first(peer: Peer) -> None:
    rankings = peer.fit(TRAIN.texts, TRAIN.labels)(OTHERS)
    assert [ranking[0][0] for ranking in rankings] == ["age", "links", "rain"]
    for ranking in rankings:
        scores = [score for _, score in ranking]
        assert scores == sorted(scores, reverse=True)
        assert sorted(label for label, _ in ranking) == ["age", "links", "rain"]


def test_a_text_of_unknown_words_alone_gets_a_ranking_from_bm25_too() -> None:
    (ranking,) = Bm25().fit(TRAIN.texts, TRAIN.labels)(["zxcv qwer"])
    assert [score for _, score in ranking] == [0, 0, 0]


def test_equal_scores_rank_in_the_order_of_the_labels() -> None:
    assert ranked(["b", "a", "c"], [1, 2, 1]) == (("a", 2.0), ("b", 1.0), ("c", 1.0))


def test_every_peer_names_what_its_results_depend_on() -> None:
    peers = quick_peers()
    assert len({p.name for p in peers}) == len(peers) == 5
    assert all(p.settings and p.title for p in peers)


def test_a_kept_run_is_the_same_and_trains_nothing(tmp_path: Path) -> None:
    peer = Counting()
    first = run(peer, TRAIN, OTHERS, tmp_path)
    assert run(peer, TRAIN, OTHERS, tmp_path) == first
    assert first.rankings == ((("age", 0.75), ("rain", 0.25)),) * 3
    assert peer.trained == 1


def test_a_kept_run_is_not_used_when_data_or_settings_change(tmp_path: Path) -> None:
    peer = Counting()
    run(peer, TRAIN, OTHERS, tmp_path)
    fewer = Labelled(TRAIN.texts[:-1], TRAIN.labels[:-1])
    relabelled = Labelled(TRAIN.texts, ("links", *TRAIN.labels[1:]))
    assert kept(peer, fewer, OTHERS, tmp_path) is None
    assert kept(peer, relabelled, OTHERS, tmp_path) is None
    assert kept(peer, TRAIN, OTHERS[:2], tmp_path) is None
    before = key(peer, TRAIN, OTHERS)
    peer.settings = "2"
    assert key(peer, TRAIN, OTHERS) != before
    assert kept(peer, TRAIN, OTHERS, tmp_path) is None


def test_an_interrupted_run_leaves_nothing_behind_that_is_taken_for_a_result(tmp_path: Path) -> None:
    class Broken(Counting):
        def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(Broken(), TRAIN, OTHERS, tmp_path)
    assert kept(Broken(), TRAIN, OTHERS, tmp_path) is None
