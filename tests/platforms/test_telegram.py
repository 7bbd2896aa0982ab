"""What is Telegram's alone: its HTML, buttons, groups, commands, topics."""

from __future__ import annotations

import json
from typing import Any

import pytest

from channels.messaging.parts import Sent
from channels.telegram.events import Reader
from channels.telegram.render import TEXT_MOST, render
from channels.wording import Wording
from faq.reply import Choice, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply, SourceNote
from tests.http.product import REPOSITORY, until
from tests.platforms.talking import PATIENCE, Channel
from tests.platforms.telegram import GROUP, TelegramDriver
from tests.platforms.telegram_api import BOT, USERNAME, FakeTelegram

WORDING = Wording(REPOSITORY)


def read(**message: Any) -> list[Sent]:
    person = {"id": 1, "is_bot": False}
    body = {"message_id": 9, "chat": {"id": 1, "type": "private"}, "from": person, **message}
    return [e.sent for e in reader().events(json.dumps({"update_id": 1, "message": body}).encode())]


def reader() -> Reader:
    return Reader(str(BOT), USERNAME.lower())


def group(text: str, **more: Any) -> list[Sent]:
    return read(chat={"id": GROUP, "type": "group"}, text=text, **more)


def shown(reply: Reply) -> list[Any]:
    fake = FakeTelegram()
    try:
        return [fake.take("sendMessage", dict(call.body))[1] for call in render(reply, {"chat_id": 1}, WORDING)]
    finally:
        fake.stop()


@pytest.mark.parametrize("text", ["hello", "/restart", "What is toxic stress?", "/startle me", f"hello @{USERNAME}"])
def test_in_private_every_text_is_said_to_the_bot(text: str) -> None:
    assert read(text=text) == [Sent.TEXT]


@pytest.mark.parametrize("text", ["/start", "/start deep-link", f"/start@{USERNAME}", "/help"])
def test_the_commands_that_telegram_shows_everybody_are_greeted(text: str) -> None:
    assert read(text=text) == [Sent.START]


def test_in_a_group_only_a_name_a_command_or_a_reply_to_the_bot_counts() -> None:
    assert group("hello") == []
    assert group("hello @SomebodyElse") == []
    assert group("hello", reply_to_message={"from": {"id": 5}}) == []
    assert group("/start@OtherBot") == []
    assert group(f"@{USERNAME.lower()} hello") == [Sent.TEXT]
    assert group("hello", reply_to_message={"from": {"id": BOT}}) == [Sent.TEXT]
    assert group("/start") == [Sent.START]


def test_a_person_has_another_conversation_in_a_group_than_in_private() -> None:
    def person(chat: dict[str, Any]) -> str:
        body = {"message_id": 9, "chat": chat, "from": {"id": 1}, "text": f"@{USERNAME} hello"}
        (event,) = reader().events(json.dumps({"update_id": 1, "message": body}).encode())
        return event.person

    people = {person({"id": 1, "type": "private"}), *(person({"id": n, "type": "group"}) for n in (-1, -2))}
    assert len(people) == 3


def test_an_answer_in_a_group_replies_to_the_message_in_its_topic() -> None:
    body = {
        "message_id": 9,
        "message_thread_id": 4,
        "is_topic_message": True,
        "chat": {"id": GROUP, "type": "supergroup"},
        "from": {"id": 1},
        "text": "/help",
    }
    (event,) = reader().events(json.dumps({"update_id": 1, "message": body}).encode())
    (call, *_) = render(Reply(Kind.SMALLTALK, (), (Paragraph("Hi"),)), event.address, WORDING)

    assert (call.body["chat_id"], call.body["message_thread_id"]) == (GROUP, 4)
    assert call.body["reply_parameters"]["message_id"] == 9


def test_every_character_of_html_is_escaped_and_comes_back_as_it_was() -> None:
    nasty = "a < b && c > d \"e\" 'f' </b><script>x</script> &amp; &lt;"
    reply = Reply(
        Kind.ANSWER,
        (),
        (Paragraph(nasty), ItemList((nasty,)), Quote(nasty, nasty), HelplineBlock(nasty, "911", "", nasty)),
        (SourceNote("s", nasty, nasty, 'https://example.org/?a="b"&c=<d>'), SourceNote("t", nasty, "", "javascript:x")),
        (Choice("c1", nasty),),
    )
    (message,) = shown(reply)

    assert message.text.count(nasty) == 9
    assert message.links == ('https://example.org/?a="b"&c=<d>',)


@pytest.mark.parametrize("unit", ["One sentence is here. ", "\U0001f476 babies! ", "word ", "x", "a < b & c. "])
def test_a_reply_of_any_length_is_split_within_the_limit_and_whole(unit: str) -> None:
    text = unit * (9000 // len(unit))
    messages = shown(Reply(Kind.ANSWER, (), (Paragraph(text),), (), (Choice("c1", "One"),)))

    assert len(messages) > 2
    assert "".join("".join(m.text for m in messages).split()).startswith("".join(text.split()))
    assert [bool(m.buttons) for m in messages] == [False] * (len(messages) - 1) + [True]
    assert all(len(m.text.encode("utf-16-le")) // 2 <= TEXT_MOST for m in messages)


def test_long_numbers_are_shown_so_that_telegram_makes_them_tappable() -> None:
    (message,) = shown(Reply(Kind.CRISIS, (), (HelplineBlock("Line", "1-833-852-6262", "Text 988", ""),)))

    assert message.text == "Line: call +1-833-852-6262 or text 988"


@pytest.mark.parametrize("channel", ["telegram"], indirect=True)
def test_a_tap_ends_its_waiting_sign_and_typing_shows(channel: Channel) -> None:
    driver, fake = channel.driver, channel.driver.fake
    assert isinstance(driver, TelegramDriver)
    person = channel.person()
    person.say("What counters toxic stress?")
    typed, ended = len(fake.calls("sendChatAction")), len(fake.calls("answerCallbackQuery"))
    person.choose(1)
    until(channel.is_done, PATIENCE, lambda: "work is left")

    assert len(fake.calls("answerCallbackQuery")) == ended + 1
    assert len(fake.calls("sendChatAction")) == typed + 1
    assert driver.fake.queries == set()


@pytest.mark.parametrize("channel", ["telegram"], indirect=True)
def test_a_choice_that_is_not_there_any_more_offers_others(channel: Channel) -> None:
    person = channel.person()

    assert person.hears(channel.driver.tap(person.name, "c0000000000"))[-1].buttons
