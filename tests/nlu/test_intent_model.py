from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from nlu.intent_model import Calibration, IntentModel, kind_of

QUESTIONS = {
    "ask_age_range": ["which ages", "what ages are covered", "how old can a child be", "up to what age", "age limit please", "is my child too old"],
    "ask_resources": ["send the links", "all links please", "where are the links", "list of links", "which links do you have", "links please"],
    "smalltalk_thanks": ["thank you", "thanks a lot", "many thanks", "thx", "thank you so much", "thanks"],
    "oos_other": ["is it raining", "who won the game", "what time is it", "is it going to rain", "who is the president", "what is the time"],
}  # fmt: skip
TEXTS = [text for texts in QUESTIONS.values() for text in texts]
INTENTS = [intent for intent, texts in QUESTIONS.items() for _ in texts]


def vectors_of(texts: list[str]) -> np.ndarray:
    """Unit vectors by counting letter pairs: near in spelling is near in space."""
    found = np.zeros((len(texts), 27 * 27), dtype=np.float32)
    for row, text in zip(found, texts, strict=True):
        codes = [0, *(ord(c) - 96 if "a" <= c <= "z" else 0 for c in text.lower()), 0]
        for left, right in itertools.pairwise(codes):
            row[left * 27 + right] += 1
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    """A model of four intents."""
    return IntentModel.train(TEXTS, vectors_of(TEXTS), INTENTS, Calibration())


def test_what_was_learned_is_known(model: IntentModel) -> None:
    readings = model.read(TEXTS, vectors_of(TEXTS))
    assert [r.ranking[0][0] for r in readings] == INTENTS
    assert min(r.nearness for r in readings) > 0.99


def test_other_words_for_the_same_are_understood(model: IntentModel) -> None:
    texts = ["thank you very much", "which ages please", "the links"]
    assert [r.ranking[0][0] for r in model.read(texts, vectors_of(texts))] == [
        "smalltalk_thanks",
        "ask_age_range",
        "ask_resources",
    ]


def test_a_ranking_holds_every_intent_best_first_and_sums_to_one(model: IntentModel) -> None:
    reading = model.read(["which links"], vectors_of(["which links"]))[0]
    probabilities = [p for _, p in reading.ranking]
    assert {i for i, _ in reading.ranking} == set(QUESTIONS)
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1)
    assert sum(reading.kinds.values()) == pytest.approx(1)
    assert set(reading.kinds) == {"fact", "smalltalk", "out_of_scope"}


def test_unknown_text_is_near_to_nothing(model: IntentModel) -> None:
    texts = ["zyx qqq jjj vvv", "wwkkvv"]
    assert max(r.nearness for r in model.read(texts, vectors_of(texts))) < 0.3


def test_a_saved_model_gives_the_same_probabilities(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path, Calibration())
    texts = [*TEXTS, "something new", ""]
    vectors = vectors_of(texts)
    vectors[-1] = 0
    assert again.intents == model.intents
    assert np.allclose(again.raw(texts, vectors)[0], model.raw(texts, vectors)[0], atol=1e-6)


def test_a_model_file_holds_arrays_and_text_but_no_code(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {p.suffix for p in tmp_path.iterdir()} <= {".npz", ".json"}
    for path in tmp_path.glob("*.npz"):
        with np.load(path, allow_pickle=False) as state:
            assert all(state[name].dtype != object for name in state)


def test_a_higher_temperature_is_less_sure_of_the_same(tmp_path: Path, model: IntentModel) -> None:
    model.save(tmp_path)
    cooler = IntentModel.load(tmp_path, Calibration(temperature=3.0)).read(["thanks"], vectors_of(["thanks"]))[0]
    usual = model.read(["thanks"], vectors_of(["thanks"]))[0]
    assert cooler.ranking[0][0] == usual.ranking[0][0]
    assert cooler.ranking[0][1] < usual.ranking[0][1]


def test_a_bias_moves_a_whole_kind(tmp_path: Path, model: IntentModel) -> None:
    model.save(tmp_path)
    tilted = IntentModel.load(tmp_path, Calibration(kind_bias={"fact": 5.0})).read(["thanks"], vectors_of(["thanks"]))[
        0
    ]
    assert tilted.kinds["fact"] > model.read(["thanks"], vectors_of(["thanks"]))[0].kinds["fact"]


def test_nothing_is_read_from_nothing(model: IntentModel) -> None:
    assert model.read([], np.zeros((0, 729), dtype=np.float32)) == []


@pytest.mark.parametrize(
    ("intent", "kind"),
    [
        ("ask_toxic_stress", "fact"), ("oos_other", "out_of_scope"), ("tell_role", "smalltalk"), ("advice_legal", "advice"),
        ("crisis_overdose", "crisis"), ("followup_more", "followup"), ("smalltalk_bot", "smalltalk"),
    ],
)  # fmt: skip
def test_the_kind_of_an_intent_is_in_its_name(intent: str, kind: str) -> None:
    assert kind_of(intent) == kind


TWO = [
    "which ages and all the links", "links please and what ages", "how old, and where are the links", "ages plus links",
    "the links and up to what age", "age limit and list of links",
]  # fmt: skip


@pytest.fixture(scope="module")
def two_model() -> IntentModel:
    """A model that has seen questions for two facts."""
    labels = [*INTENTS, *["ask_age_range+ask_resources"] * len(TWO)]
    return IntentModel.train([*TEXTS, *TWO], vectors_of([*TEXTS, *TWO]), labels, Calibration())


def two(model: IntentModel, text: str) -> float:
    vectors = vectors_of([text])
    return model.asks_for_two(model.read([text], vectors)[0], float(model.two_scores([text], vectors)[0]))


def test_two_questions_in_one_are_noticed_and_their_facts_are_the_likeliest(two_model: IntentModel) -> None:
    text = "what ages, and the links please"
    likeliest = {intent for intent, _ in two_model.read([text], vectors_of([text]))[0].ranking[:2]}

    assert likeliest == {"ask_age_range", "ask_resources"}
    assert two(two_model, text) > 0.5 > max(two(two_model, single) for single in QUESTIONS["ask_age_range"])


def test_a_model_that_saw_no_two_questions_never_hears_two(model: IntentModel) -> None:
    assert two(model, "which ages and all the links") == 0.0


def test_a_saved_model_still_tells_two_questions(two_model: IntentModel, tmp_path: Path) -> None:
    two_model.save(tmp_path)
    again = IntentModel.load(tmp_path, Calibration())
    assert two(again, TWO[0]) == pytest.approx(two(two_model, TWO[0]), abs=1e-3)
