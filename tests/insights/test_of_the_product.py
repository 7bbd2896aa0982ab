"""The report of the running bot: what people really said to it, as it really stored that."""

from __future__ import annotations

import time

from faq.knowledge import Knowledge
from insights.making import Order, findings
from insights.meaning import Meaning
from insights.page import page
from insights.period import period_of
from stores.database import engine_for
from tests.http.product import Product

CANARY = "zebrafinch"


def test_a_refused_question_and_a_thumb_stand_in_it_and_nothing_from_where_danger_was_told(
    product: Product, meaning: Meaning, knowledge: Knowledge
) -> None:
    chat, in_danger = product.door.session(), product.door.session()
    assert chat.say("what is toxic stress")["facts"] == ["toxic_stress"]
    assert chat.say(f"where do I get a {CANARY} license in Erie")["kind"] == "out_of_scope"
    assert chat.call("POST", "/feedback", {"seq": 2, "helpful": True, "comment": f"{CANARY} says thanks"}).status == 204
    assert in_danger.say(f"I want to kill myself, {CANARY}4417")["kind"] == "crisis"
    in_danger.say(f"where do I get a {CANARY}4418 license in Erie")

    now = time.time()
    engine = engine_for(f"sqlite:///{product.folder}/conversations.sqlite")
    found = findings(engine, Order(period_of("", "", "2", now), now, 30), meaning)
    drawn = page(found, knowledge)

    assert f"where do I get a {CANARY} license in Erie" in drawn
    assert f"{CANARY} says thanks" in drawn
    assert f"{CANARY}44" not in drawn
    assert found.figures.facts["toxic_stress"] >= 1
    assert found.figures.helpful["answer"][0] >= 1
    assert sum(found.figures.seconds) >= 4
    assert {channel for _, channel in found.figures.messages} >= {"website"}
