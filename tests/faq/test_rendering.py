from __future__ import annotations

import json

import pytest

from faq import composing
from faq.choosing import Outcome
from faq.conversation import MEMORY, Conversation
from faq.knowledge import Knowledge
from faq.rendering.plain_text import whole_text
from faq.rendering.rasa_message import rasa_message
from faq.reply import Kind, Reply


def every_reply(k: Knowledge) -> list[Reply]:
    answers = [composing.answer(k, (f,)) for f in k.facts]
    dangers = [
        composing.crisis(k, c, language)
        for c in k.order
        if f"crisis_{c}.opening" in k.phrases
        for language in ("en", "es")
    ]
    rest = [
        composing.clarify(k, ("age_range", "resources")),
        composing.advice(k, "advice_medical", "age_range"),
        composing.say(k, Kind.OUT_OF_SCOPE, "oos_other", composing.STARTERS),
        composing.unavailable(k),
    ]
    return [*answers, *dangers, *rest]


def test_plain_text_holds_the_whole_reply_without_blank_lines(knowledge: Knowledge) -> None:
    for reply in every_reply(knowledge):
        text = whole_text(knowledge, reply)
        assert "\n\n" not in text
        assert text == text.strip()
        assert not {"{", "}"} & set(text)
        assert all(block.as_text() in text for block in reply.blocks)
        assert all(source.url in text for source in reply.sources)
        assert [f"{n}. {c.title}" for n, c in enumerate(reply.choices, 1)] == [
            line for line in text.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")
        ]


def test_an_answer_names_sheet_section_and_link(knowledge: Knowledge) -> None:
    lines = whole_text(knowledge, composing.answer(knowledge, ("iecmh_definition",))).splitlines()
    assert "From: Fast Facts: Infant Early Childhood Mental Health, Definition" in lines
    assert any(
        line.startswith("Infant Early Childhood Mental Health Policy Series: https://www.zerotothree.org/")
        for line in lines
    )


def test_a_help_line_reads_as_one_line(knowledge: Knowledge) -> None:
    line = composing.helpline(knowledge.helplines["domestic_violence"]).as_text()
    assert line == "National Domestic Violence Hotline: call 1-800-799-7233 or text START to 88788 (24 hours a day)"


def test_the_reply_is_data_as_the_contract_has_it(knowledge: Knowledge) -> None:
    for reply in every_reply(knowledge):
        data = json.loads(json.dumps(reply.as_dict(whole_text(knowledge, reply))))
        assert set(data) == {"kind", "facts", "text", "blocks", "sources", "choices"}
        assert data["kind"] in {"answer", "clarify", "out_of_scope", "advice", "crisis", "smalltalk"}
        fields = {
            "paragraph": {"type", "text"},
            "list": {"type", "items"},
            "quote": {"type", "text", "attribution"},
            "helpline": {"type", "name", "call", "text", "hours"},
        }
        assert all(set(block) == fields[block["type"]] for block in data["blocks"])
        assert all(set(source) == {"id", "title", "section", "url"} for source in data["sources"])
        assert all(set(choice) == {"id", "title"} for choice in data["choices"])


@pytest.mark.parametrize("channel", ["website", "rest", ""])
def test_rasa_carries_text_reply_memory_and_buttons_that_send_plain_words(channel: str, knowledge: Knowledge) -> None:
    outcome = Outcome(composing.clarify(knowledge, ("age_range",)), Conversation(facts=("age_range",)))
    message = rasa_message(knowledge, outcome, channel)
    assert message["custom"]["kind"] == "clarify"
    assert message["text"] == message["custom"]["text"]
    assert message[MEMORY] == outcome.after.as_dict()
    assert [b["payload"] for b in message["buttons"]] == ["Which ages are covered", "None of these"]
    assert not any(b["payload"].startswith("/") for b in message["buttons"])


def test_the_shell_gets_text_alone(knowledge: Knowledge) -> None:
    outcome = Outcome(composing.answer(knowledge, ("age_range",)), Conversation())
    assert set(rasa_message(knowledge, outcome, "cmdline")) == {"text", MEMORY}


def test_no_choices_no_buttons(knowledge: Knowledge) -> None:
    outcome = Outcome(composing.crisis(knowledge, "overdose", "en"), Conversation())
    assert "buttons" not in rasa_message(knowledge, outcome, "rest")
