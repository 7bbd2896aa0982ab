from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from benchmarks import growth, growth_bots, growth_table, growth_understanding
from benchmarks.growth_data import our_questions, public_questions, regrouped, shares
from benchmarks.growth_understanding import Known, growing_questions, read, same_questions
from benchmarks.public_data import DatasetMissingError
from faq.knowledge import load


def known(intents: int, each: int) -> Known:
    chance = np.random.default_rng(1)
    names = [f"ask_{chr(97 + i)}" for i in range(intents) for _ in range(each)]
    vectors = np.eye(16)[[ord(n[-1]) - 97 for n in names]] + chance.normal(0, 0.2, (len(names), 16))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Known([f"question {n} about {name}" for n, name in enumerate(names)], vectors.astype(np.float32), names)


def test_parts_are_shared_out_by_size() -> None:
    assert {"a": 3, "b": 1} == shares({"a": 30, "b": 10}, 4)
    assert 50 == sum(shares({"a": 30, "b": 10, "c": 11}, 50).values())


def test_intents_are_joined_when_fewer_are_wanted_and_split_when_more() -> None:
    some = known(8, 20)
    for count in (3, 8, 20):
        new = regrouped(some.vectors, some.intents, count)
        assert count == len(set(new))
        assert len(some.intents) == len(new)


def test_a_split_keeps_questions_of_one_intent_apart_from_those_of_others() -> None:
    some = known(4, 20)
    new = regrouped(some.vectors, some.intents, 12)
    assert all(part.startswith(intent) for part, intent in zip(new, some.intents, strict=True))


def test_the_same_questions_stay_under_more_intents() -> None:
    some = known(6, 20)
    few, many = same_questions(some, 3, most=60), same_questions(some, 20, most=60)
    assert few.texts == many.texts
    assert (60, 3, 20) == (len(few.texts), len(set(few.intents)), len(set(many.intents)))


def test_questions_grow_with_the_intents() -> None:
    some = known(6, 20)
    few, all_of_them, many = (growing_questions(some, count, each=5) for count in (2, 6, 12))
    assert {"ask_a": 5, "ask_b": 5} == Counter(few.intents)
    assert 30 == len(all_of_them.texts)
    assert 12 == len(set(many.intents))
    assert max(Counter(many.intents).values()) <= 5


def test_saved_models_are_timed_and_weighed(tmp_path: Path) -> None:
    some = known(4, 12)
    made = growth_understanding.train(some, tmp_path / "model")
    assert (4, 48) == (made["intents"], made["questions"])
    found = read({"model": tmp_path / "model"}, some.texts[:3], some.vectors[:3])["model"]
    assert {"memory_mb", "median_ms", "cpu_ms"} == set(found)
    assert found["median_ms"] > 0


def test_a_bot_gets_a_fact_and_an_intent_for_each_made_one(tmp_path: Path) -> None:
    made = {f"ask_bank_{n}": [f"where is [my] card (number {n}), {m}?" for m in range(60)] for n in range(3)}
    growth_bots.write(tmp_path, made)
    facts = load(tmp_path / "knowledge").facts
    assert growth_bots.facts_of_ours() + 3 == len(facts)
    assert set(made) <= set(yaml.safe_load((tmp_path / "domain.yml").read_text())["intents"])
    assert "ask_bank_2" in (tmp_path / "data" / "rules.yml").read_text()
    written = yaml.safe_load((tmp_path / "data" / "nlu" / "facts" / "public.yml").read_text())["nlu"]
    assert [growth_bots.QUESTIONS] * 3 == [len(e["examples"].splitlines()) for e in written]
    assert "[" not in written[0]["examples"]


def test_our_own_questions_are_read_by_intent() -> None:
    assert growth_bots.facts_of_ours() == len(our_questions())
    assert all(intent.startswith("ask_") and questions for intent, questions in our_questions().items())


def test_missing_public_data_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DatasetMissingError):
        public_questions(tmp_path)
    monkeypatch.setattr(growth, "CACHE", tmp_path)
    monkeypatch.setattr(growth, "RESULTS", tmp_path)
    growth.main(["understanding", "bots", "--datasets", str(tmp_path)])
    said = capsys.readouterr().out
    assert "understanding: left out, banking77_train.csv is not in" in said
    assert "bots: left out" in said


def test_a_measurement_is_kept_until_what_it_was_made_from_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "CACHE", tmp_path)
    done: list[int] = []

    def work() -> dict[str, Any]:
        done.append(1)
        return {"ms": len(done)}

    assert {"ms": 1} == growth.kept("turns", "these", False, work) == growth.kept("turns", "these", False, work)
    assert {"ms": 2} == growth.kept("turns", "others", False, work)
    assert {"ms": 3} == growth.kept("turns", "others", True, work)


def test_the_page_compares_the_last_with_the_first() -> None:
    turn = {"median_ms": 10.0, "most_ms": 20.0, "replies": 40, "action_bytes": 12000}
    row = {"intents": 27, "questions": 270, "wall": 1.0, "cpu": 1.0, "memory_mb": 5.0, "median_ms": 2.0, "cpu_ms": 2.0}
    bot = {"p50": 9.0, "p95": 12.0, "cpu_ms": 8.0, "memory": {"bot": 500.0, "action server": 90.0}, "start": 20.0}
    found = {
        "turns": {"website": {"5": turn, "100": turn, "500": {**turn, "median_ms": 12.0}}},
        "understanding": {"grown-27": row, "grown-2000": {**row, "median_ms": 3.0}, "same-27": row, "same-2000": row},
        "bots": {"27": bot, "training": {"27": {"wall": 100.0, "cpu": 90.0, "model_mb": 50.0}}},
    }
    page = growth_table.page({part: {"day": "2026-01-01", "figures": f} for part, f in found.items()}, "2 cores")
    assert "| website | 10.0 | 10.0 | 12.0 | 1.20 | 12,000 | 12,000 | 12,000 |" in page
    assert "last by first 1.50 by the clock, 1.00 of CPU" in page
    assert "| 27 | 9.0 | 12.0 | 8.0 | 590 | 20.0 | 100 | 90 |" in page
