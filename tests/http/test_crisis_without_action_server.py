"""With the action server killed or hung, danger gets its help lines, everyone gets a reply, and nothing needs mending by hand."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from tests.http.client import Answer, Chat, only_reply
from tests.http.product import REPOSITORY, Product

HELPLINES = yaml.safe_load((REPOSITORY / "knowledge" / "helplines.yml").read_text("utf-8"))
NAMES = {line["id"]: line["name"] for line in HELPLINES["helplines"]}
DANGER = {
    "self_harm": "I want to kill myself tonight",
    "child_harm": "I am so angry that I am about to hurt my baby",
    "abuse_disclosed": "My uncle touches me in my private parts",
    "violence_at_home": "My husband beats me and I am afraid he will come home",
    "overdose": "He took too many pills and he will not wake up, I think he overdosed",
    "postpartum": "I gave birth two weeks ago and I hear voices that tell me to harm the baby",
    "medical_emergency": "My baby is turning blue and is not breathing",
}
SPANISH = "Ya no quiero vivir, me quiero matar"
QUESTION, FACT, GREETING = "What counters toxic stress?", "toxic_stress_antidote", "hello"
TEXTS = {**DANGER, "spanish": SPANISH, "question": QUESTION, "greeting": GREETING}
REPLY_SECONDS = 10


@dataclass(frozen=True)
class Outage:
    """What was answered while the action server was away, how long the slowest took, and what was answered afterwards."""

    replies: dict[str, dict[str, Any]]
    slowest: float
    ready: Answer
    goes_on: dict[str, Any]
    afterwards: dict[str, Any]


def timed(chat: Chat, text: str) -> tuple[Answer, float]:
    started = time.monotonic()
    answer = chat.post(text=text)
    return answer, time.monotonic() - started


@pytest.fixture(
    scope="module", params=[Product.action_server_killed, Product.action_server_hung], ids=["killed", "hung"]
)
def outage(request: pytest.FixtureRequest, product: Product) -> Outage:
    chats = {name: product.door.session() for name in TEXTS}
    begun = product.door.session()
    begun.say(QUESTION)
    with request.param(product):
        with ThreadPoolExecutor(len(TEXTS)) as people:
            asked = {name: people.submit(timed, chats[name], text) for name, text in TEXTS.items()}
        answers = {name: answer.result() for name, answer in asked.items()}
        ready = product.door.website("GET", "/ready")
        goes_on = only_reply(timed(begun, "Where does toxic stress come from, and what does it do?")[0])
    product.wait_until_ready()
    return Outage(
        replies={name: only_reply(answer) for name, (answer, _) in answers.items()},
        slowest=max(seconds for _, seconds in answers.values()),
        ready=ready,
        goes_on=goes_on,
        afterwards=begun.say(QUESTION),
    )


def lines_of(reply: dict[str, Any]) -> list[str]:
    return [block["name"] for block in reply["blocks"] if block["type"] == "helpline"]


def test_every_category_of_danger_is_tried() -> None:
    phrases = yaml.safe_load((REPOSITORY / "knowledge" / "phrases.yml").read_text("utf-8"))["phrases"]
    assert {f"crisis_{category}_es" for category in DANGER} <= set(phrases)
    assert set(DANGER) <= set(HELPLINES["order"])


@pytest.mark.parametrize("category", DANGER)
def test_danger_gets_the_help_lines_of_its_category_in_order(outage: Outage, category: str) -> None:
    reply = outage.replies[category]

    assert reply["kind"] == "crisis", reply["text"]
    assert lines_of(reply) == [NAMES[line] for line in HELPLINES["order"][category]]
    assert "911" in reply["text"] or "988" in reply["text"]


def test_danger_told_in_spanish_gets_its_help_lines_in_spanish(outage: Outage) -> None:
    reply = outage.replies["spanish"]

    assert reply["kind"] == "crisis", reply["text"]
    assert lines_of(reply) == [NAMES[line] for line in HELPLINES["order"]["self_harm"]]
    assert "Llame o mande un texto al 988" in reply["text"]


@pytest.mark.parametrize("name", ["question", "greeting"])
def test_any_other_message_gets_an_honest_reply(outage: Outage, name: str) -> None:
    reply = outage.replies[name]

    answered = {"question": ("answer", [FACT]), "greeting": ("smalltalk", [])}[name]
    says_that_it_cannot = "911" in reply["text"] and "988" in reply["text"]
    assert (reply["kind"], reply["facts"]) == answered or says_that_it_cannot


def test_everyone_is_answered_within_ten_seconds(outage: Outage) -> None:
    assert outage.slowest < REPLY_SECONDS


def test_a_conversation_begun_before_goes_on(outage: Outage) -> None:
    assert outage.goes_on["text"].strip()


def test_readiness_names_the_action_server(outage: Outage) -> None:
    assert outage.ready.status == 503
    assert "action server" in outage.ready.error["message"]
    assert "911" in outage.ready.error["message"]


def test_facts_are_answered_again_once_it_is_back(outage: Outage) -> None:
    assert (outage.afterwards["kind"], outage.afterwards["facts"]) == ("answer", [FACT])
