"""Slack's messages: mrkdwn, sections and buttons within the limits, a fallback that holds everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from channels.slack.mrkdwn import names, plain
from channels.slack.render import SECTION_MOST, TEXT_MOST, render
from channels.wording import Wording
from faq import composing
from faq.reply import Choice, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply, SourceNote
from tests.http.product import REPOSITORY
from tests.platforms.fake import LimitError, Shown
from tests.platforms.in_process import KNOWLEDGE
from tests.platforms.slack_api import FakeSlack, Mrkdwn

WORDING = Wording(REPOSITORY)
WHERE = {"channel": "D0123456789"}
CATEGORIES = [category for category in KNOWLEDGE.order if f"crisis_{category}.opening" in KNOWLEDGE.phrases]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeSlack]:
    made = FakeSlack()
    yield made
    made.stop()


def bodies(reply: Reply) -> list[dict[str, Any]]:
    return [dict(call.body) for call in render(reply, WHERE, WORDING)]


def shown(fake: FakeSlack, reply: Reply) -> list[Shown]:
    return [message for body in bodies(reply) if (message := fake.take("chat.postMessage", body)[1])]


def flat(text: str) -> str:
    return " ".join(text.split())


# ---- What a person wrote ----


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("a &lt;b&gt; &amp;amp; &amp;lt;", "a <b> &amp; &lt;"),
        ("see <https://example.org/a?b=1&amp;c=2|example.org>", "see example.org"),
        ("see <https://example.org/a?b=1&amp;c=2>", "see https://example.org/a?b=1&c=2"),
        ("<mailto:ann@example.org|ann@example.org> <tel:+18005551234|800-555-1234>", "ann@example.org 800-555-1234"),
        ("<mailto:ann@example.org> <tel:988>", "ann@example.org 988"),
        ("<@U12AB> and <@U12AB|maria> ask", " and  ask"),
        ("<#C12AB|parents> <#C12AB>", "#parents "),
        ("<!here> <!subteam^S1|@team> <!subteam^S1> <!date^1^{date}|Monday>", "@here @team @subteam Monday"),
        ("< | > <>", "  "),
        ("*bold* _it_ ~no~ `code`", "*bold* _it_ ~no~ `code`"),
    ],
)
def test_marked_words_are_read_as_they_were_typed_and_accounts_are_left_out(written: str, words: str) -> None:
    assert plain(written) == words


def test_who_is_named_is_found() -> None:
    assert names("<@U1> <@U2|x> <#C3> &lt;@U4&gt;") == {"U1", "U2"}


# ---- What the bot says ----


@pytest.mark.parametrize("fact", KNOWLEDGE.facts)
def test_every_answer_is_whole_without_marks_in_it_and_again_in_its_fallback(fake: FakeSlack, fact: str) -> None:
    reply = composing.answer(KNOWLEDGE, (fact,))
    seen = flat(" ".join(message.text for message in shown(fake, reply)))
    fallback = flat(" ".join(Mrkdwn(body["text"]).plain for body in bodies(reply)))

    for block in reply.blocks:
        assert all(part in seen for part in flat(block.as_text()).split("- "))
    assert seen in fallback
    assert all(choice.title in fallback for choice in reply.choices)


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_crisis_reply_is_whole_open_and_its_numbers_can_be_tapped(
    fake: FakeSlack, category: str, language: str
) -> None:
    reply = composing.crisis(KNOWLEDGE, category, language)
    (message,) = shown(fake, reply)
    (body,) = bodies(reply)

    assert all(flat(b.text) in flat(message.text) for b in reply.blocks if isinstance(b, Paragraph))
    for line in (block for block in reply.blocks if isinstance(block, HelplineBlock) and block.call):
        digits = "".join(filter(str.isdigit, line.call))
        assert any(link.startswith("tel:") and digits.endswith(link[-10:].lstrip("tel:+")) for link in message.links), (
            line
        )
    assert all(block["expand"] for block in body["blocks"] if block["type"] == "section")


@pytest.mark.parametrize("phrase", [name for name, text in KNOWLEDGE.phrases.items() if isinstance(text, str)])
def test_no_phrase_has_marks_that_slack_would_take_for_format(phrase: str) -> None:
    (body,) = bodies(Reply(Kind.SMALLTALK, (), (Paragraph(KNOWLEDGE.phrase(phrase)),)))

    assert Mrkdwn(body["text"]).plain == KNOWLEDGE.phrase(phrase)


def test_every_character_with_a_meaning_is_escaped_and_comes_back_as_it_was(fake: FakeSlack) -> None:
    nasty = "a < b && c > d <!channel> <@U1> <https://x|y> &amp; &lt; | \"e\" 'f'"
    reply = Reply(
        Kind.ANSWER,
        (),
        (Paragraph("a < b"), ItemList((nasty,)), Quote(nasty, nasty), HelplineBlock(nasty, "911", "", nasty)),
        (
            SourceNote("s", nasty, nasty, 'https://example.org/?a="b"&c=<d>|e f'),
            SourceNote("t", nasty, "", "javascript:x"),
        ),
        (Choice("c1", nasty),),
    )
    (message,) = shown(fake, reply)

    assert message.text.count("<!channel> <@U1>") == 8
    assert 'https://example.org/?a="b"&c=%3Cd%3E%7Ce%20f' in message.links
    assert not [link for link in message.links if "javascript" in link]


@pytest.mark.parametrize("unit", ["One sentence is here. ", "\U0001f476 babies! ", "word ", "x", "a < b & c. "])
def test_a_reply_of_any_length_is_split_within_the_limits_and_whole(fake: FakeSlack, unit: str) -> None:
    text = unit * (9000 // len(unit))
    messages = shown(fake, Reply(Kind.ANSWER, (), (Paragraph(text),), (), (Choice("c1", "One"),)))

    assert len(messages) > 2
    assert "".join("".join(m.text for m in messages).split()).startswith("".join(text.split()))
    assert [bool(m.buttons) for m in messages] == [False] * (len(messages) - 1) + [True]


def test_as_many_choices_as_a_message_takes_leave_room_for_them_in_the_fallback(fake: FakeSlack) -> None:
    choices = tuple(Choice(f"c{n}", f"{n} {'long ' * 20}") for n in range(25))
    reply = Reply(Kind.CLARIFY, (), (Paragraph("Which one? " * 300),), (), choices)
    messages = shown(fake, reply)

    assert len(messages[-1].buttons) == 25
    assert all(len(button.title) <= 75 for button in messages[-1].buttons)
    assert all(len(body["text"]) <= TEXT_MOST for body in bodies(reply))


def test_the_thread_is_kept_in_every_message() -> None:
    calls = render(
        Reply(Kind.ANSWER, (), (Paragraph("word " * 2000),)), {**WHERE, "thread_ts": "1700000000.000001"}, WORDING
    )

    assert len(calls) > 1
    assert {call.body["thread_ts"] for call in calls} == {"1700000000.000001"}


# ---- The fake platform refuses what Slack refuses ----


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def actions(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(buttons)}


def button(text: str = "One", **fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": {"type": "plain_text", "text": text}, "action_id": "a", "value": "c1", **fields}


TOO_MUCH: dict[str, dict[str, Any]] = {
    "section": section("x" * (SECTION_MOST + 1)),
    "title": actions(button("x" * 76)),
    "value": actions(button(value="x" * 2001)),
    "action_id": actions(button(action_id="x" * 256)),
    "elements": actions(*(button(action_id=f"a{n}") for n in range(26))),
    "header": {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_the_fake_platform_and_slacks_own_models_refuse_a_block_beyond_its_limit(fake: FakeSlack, what: str) -> None:
    with pytest.raises(SlackObjectFormationError):
        Block.parse(TOO_MUCH[what]).to_dict()  # type: ignore[union-attr]
    with pytest.raises(LimitError):
        fake.take("chat.postMessage", {**WHERE, "text": "x", "blocks": [TOO_MUCH[what]]})


@pytest.mark.parametrize(
    "body",
    [
        {"text": "x" * (TEXT_MOST + 1)},
        {"text": " "},
        {"text": "x", "as_user": True},
        {"text": "x", "blocks": [section("x")] * 51},
        {"text": "x", "blocks": [section("x" * 3000)] * 5},
        {"text": "x", "blocks": [{**section("x"), "color": "red"}]},
        {"text": "x", "blocks": [section("a & b")]},
        {"text": "x", "blocks": [section("a < b")]},
        {"text": "x", "blocks": [section("<javascript:x|y>")]},
        {"text": "x", "blocks": [actions(button(), button())]},
        {"text": "x", "thread_ts": "yesterday"},
        {"text": "x", "channel": "#general"},
    ],
)
def test_the_fake_platform_refuses_other_messages_that_slack_would_not_take(
    fake: FakeSlack, body: dict[str, Any]
) -> None:
    with pytest.raises(LimitError):
        fake.take("chat.postMessage", {**WHERE, **body})
