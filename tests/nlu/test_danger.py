from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.danger import LONG_WORDS, Alarm, by_learning
from nlu.intent_model import Reading
from nlu.text_detector import TextDetector

ALARM = Alarm(whole=1.0, part=2.0)


def reading(*ranking: tuple[str, float], crisis: float = 0.5, text: str = "x") -> Reading:
    """A reading; at a crisis mass of one half the classifier has no view of its own."""
    return Reading(text, (*ranking, ("crisis_general", 0.0)), {"crisis": crisis}, 0.9)


CALM, OVERDOSE, HARM = (
    reading(("oos_other", 0.9)),
    reading(("crisis_overdose", 0.9)),
    reading(("oos_other", 0.5), ("crisis_child_harm", 0.4)),
)


@pytest.mark.parametrize(
    ("scores", "category"),
    [
        ([0.9, 1.9, 1.9], None), ([1.0, 0.0, 0.0], "general"), ([0.0, 2.0, 0.0], "overdose"), ([0.0, 0.0, 2.5], "child_harm"),
        ([1.2, 2.1, 2.5], "child_harm"), ([-5.0, -5.0, -5.0], None),
    ],
)  # fmt: skip
def test_the_reading_furthest_above_its_threshold_decides_the_category(
    scores: list[float], category: str | None
) -> None:
    found = by_learning([CALM, OVERDOSE, HARM], np.array(scores), ALARM)
    assert (found.category if found else None) == category


def test_a_learned_danger_says_who_noticed_in_which_language_and_how_sure() -> None:
    found = by_learning([OVERDOSE], np.array([3.0]), ALARM, "es")
    assert found is not None
    assert (found.by, found.language) == ("learned", "es")
    assert found.confidence == pytest.approx(0.953, abs=0.001)


def test_the_classifier_s_own_view_raises_and_lowers_the_alarm() -> None:
    sure_of_danger = reading(("crisis_overdose", 0.9), crisis=0.9)
    sure_of_none = reading(("advice_medical", 0.99), crisis=0.01)

    assert by_learning([sure_of_danger], np.array([0.5]), ALARM) is not None
    assert by_learning([sure_of_none], np.array([2.0]), ALARM) is None


def test_a_long_message_is_judged_by_its_clauses_alone() -> None:
    story = reading(("oos_other", 0.9), text="word " * (LONG_WORDS + 1))

    assert by_learning([story, CALM], np.array([9.0, 0.0]), ALARM) is None
    found = by_learning([story, OVERDOSE], np.array([9.0, 2.5]), ALARM)
    assert found is not None
    assert found.category == "overdose"


DANGEROUS = [
    "he hurts me",
    "i am scared of him",
    "she hit me hard",
    "he hit my son",
    "i am so scared",
    "hurts me every day",
]
HARMLESS = [
    "which ages are covered",
    "send me the links",
    "what is attachment",
    "the links please",
    "which ages",
    "what is the age",
]


def space(texts: list[str]) -> np.ndarray:
    """Unit vectors by counting letters."""
    counts = np.array([[text.count(chr(97 + i)) + 0.01 for i in range(26)] for text in texts], dtype=np.float32)
    return counts / np.linalg.norm(counts, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def detector() -> TextDetector:
    """A detector that has seen twelve messages."""
    texts = [*DANGEROUS, *HARMLESS] * 3
    return TextDetector.train(texts, space(texts), np.array(([True] * 6 + [False] * 6) * 3))


def test_danger_scores_above_nought_and_harmless_messages_below(detector: TextDetector) -> None:
    assert detector.scores(DANGEROUS, space(DANGEROUS)).min() > 0
    assert detector.scores(HARMLESS, space(HARMLESS)).max() < 0
    unseen = ["he hit me and i am scared", "which links are covered"]
    first, second = detector.scores(unseen, space(unseen))
    assert first > 0 > second


def test_a_saved_detector_scores_the_same(detector: TextDetector, tmp_path: Path) -> None:
    detector.save(tmp_path)
    texts = [*DANGEROUS, *HARMLESS, ""]
    assert np.allclose(
        TextDetector.load(tmp_path).scores(texts, space(texts)), detector.scores(texts, space(texts)), atol=1e-4
    )
