"""What `rasa test` and `make test-all` do with the trained model, in this process: its start is paid for once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml

from faq.knowledge import load
from faq.reply import Kind
from ops.train import MODEL
from ops.trials.running import load as load_model
from ops.trials.running import replies
from tests.http.product import REPOSITORY
from tests.ops.trials.making import asked

STORIES = [("test_stories.yml", True), ("stories.yml", False)]  # with what people write, and by intent alone
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def processor(model: None) -> Any:
    return load_model(REPOSITORY / MODEL)


@pytest.mark.parametrize(("name", "e2e"), STORIES)
def test_rasa_test_core_finds_every_story_and_every_step_of_it_right(
    processor: Any, tmp_path: Path, name: str, e2e: bool
) -> None:
    from rasa.core.agent import Agent
    from rasa.core.test import test

    path = REPOSITORY / "tests" / name
    agent = Agent(domain=processor.domain)
    agent.processor = processor
    report = asyncio.run(
        test(str(path), agent, out_directory=str(tmp_path), fail_on_prediction_errors=True, e2e=e2e, disable_plotting=True)
    )  # fmt: skip
    stories = yaml.safe_load(path.read_text("utf-8"))["stories"]

    assert len(stories) == report["report"]["conversation_accuracy"]["total"]
    assert 1.0 == report["report"]["conversation_accuracy"]["accuracy"] == report["accuracy"]


def test_rasa_test_nlu_reads_our_intents(processor: Any, tmp_path: Path) -> None:
    from rasa.nlu.test import run_evaluation

    questions = tmp_path / "questions.yml"
    questions.write_text(
        'version: "3.1"\nnlu:\n- intent: ask_help_courts\n  examples: |\n    - how can judges help?\n- intent: smalltalk_greet\n  examples: |\n    - hello\n'
    )
    found = asyncio.run(
        run_evaluation(str(questions), processor, output_directory=str(tmp_path), errors=True, disable_plotting=True)
    )  # fmt: skip

    assert 1.0 == found["intent_evaluation"]["accuracy"]
    assert "ask_help_courts" in (tmp_path / "intent_report.json").read_text("utf-8")


def test_many_questions_at_once_get_the_replies_that_each_gets_alone(processor: Any) -> None:
    knowledge = load(REPOSITORY / "knowledge")
    texts = ["how can judges help?", "I want to kill myself", "how old? and what is toxic stress?", "", "?"]
    questions = [*(asked(text) for text in texts), asked("where is that from?", "followup_source")]
    together = replies(processor, knowledge, questions)

    assert together == [replies(processor, knowledge, [question])[0] for question in questions]
    assert [Kind.ANSWER, Kind.CRISIS] == [reply.kind for reply in together[:2]]
    assert Kind.ANSWER is together[-1].kind, "a follow-up is put right after an answer"
