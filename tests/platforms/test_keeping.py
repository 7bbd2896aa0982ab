"""What is kept of a conversation on every messaging channel, and what is not: the greeting, ERASE, what only fits a page."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from channels.messaging.erasing import asks_to_erase
from channels.messaging.telling import told
from faq import composing
from faq.answering import message_for
from faq.conversation import MEMORY, Conversation, conversation_of
from faq.doors import worded_for
from faq.reply import Kind
from stores.conversations import Conversations
from stores.database import engine_for, metadata
from tests.http.product import until
from tests.platforms.in_process import DANGER, KNOWLEDGE, InProcess
from tests.platforms.shared import QUESTION, fitting, settled, stress_answer
from tests.platforms.talking import PATIENCE, Channel, Person, words
from tests.platforms.telegram import TelegramDriver

APP = worded_for(KNOWLEDGE, "telegram")


# ---- The greeting ----


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_number_typed_after_the_greeting_takes_that_choice_of_it(channel: Channel, place: int) -> None:
    person = channel.person()
    person.hears(fitting(channel, channel.driver.start(person.name)))
    fact = KNOWLEDGE.facts[composing.STARTERS[place - 1]]
    shown = words(person.say(str(place)))

    block = " ".join(composing.answer(KNOWLEDGE, (fact.id,)).blocks[0].as_text().split())
    assert block.split("- ")[0] in shown or fact.short.text in shown


def test_being_greeted_again_forgets_nothing_that_was_told(channel: Channel) -> None:
    person = channel.person()
    person.say(DANGER)
    shown = words(person.hears(fitting(channel, channel.driver.start(person.name))))

    assert KNOWLEDGE.phrase("crisis_lines_stay") in shown


def test_a_told_reply_begins_a_conversation_as_rasa_does_and_only_then() -> None:
    greeting = composing.say(KNOWLEDGE, Kind.SMALLTALK, "greeting", composing.STARTERS)
    shown, first = told(KNOWLEDGE, [], greeting, "telegram", 5.0)
    _, second = told(KNOWLEDGE, first, greeting, "telegram", 6.0)

    assert [e.get("name") or e["event"] for e in first] == [
        "action_session_start",
        "session_started",
        "action_listen",
        "bot",
    ]
    assert [e["event"] for e in second] == ["bot"]
    assert shown == greeting
    assert conversation_of([*first, *second]).offered == tuple(choice.id for choice in greeting.choices)


def test_a_told_reply_keeps_what_was_said_before_it() -> None:
    before = Conversation(facts=("toxic_stress",), role="judge")
    event = {"event": "bot", "metadata": {MEMORY: before.as_dict()}}
    greeting = composing.say(KNOWLEDGE, Kind.SMALLTALK, "greeting", composing.STARTERS)
    after = conversation_of(told(KNOWLEDGE, [event], greeting, "telegram", 5.0)[1])

    assert (after.facts, after.role) == (before.facts, before.role)


# ---- ERASE ----


@pytest.mark.parametrize(
    "text",
    [
        "ERASE",
        "erase",
        " Erase. ",
        "please erase",
        "/erase",
        "BORRAR",
        "delete my messages",
        "Erase this chat, please!",
        "delete everything",
    ],
)
def test_the_word_alone_and_plain_requests_erase(text: str) -> None:
    assert asks_to_erase(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I erase this?",
        "does stress erase memories",
        "how do I delete my messages",
        "delete",
        "erase my pain",
        "he will delete my messages",
        "do not erase",
        "",
        "I want to erase myself",
    ],
)
def test_other_words_erase_nothing(text: str) -> None:
    assert not asks_to_erase(text)


def test_erase_removes_the_conversation_from_every_store_and_says_so(channel: Channel) -> None:
    person, other = channel.person(), channel.person()
    other.say(QUESTION)
    kept = set(channel.bot.core.conversations.ids())
    person.say(QUESTION)
    (mine,) = set(channel.bot.core.conversations.ids()) - kept

    assert words(person.say("ERASE")) == APP.phrase("erased")
    settled(channel)
    assert set(channel.bot.core.conversations.ids()) == kept
    assert mine not in everything_stored(channel.bot)
    assert stress_answer()[:30] in words(person.say(QUESTION)), "the person may begin anew"


def test_after_erase_nothing_is_remembered_and_an_old_message_sent_again_is_not_answered(channel: Channel) -> None:
    person = channel.person()
    question = channel.driver.text(person.name, QUESTION)
    person.hears(question)
    person.say("erase")
    count = len(person.seen())
    assert person.send(question) == 200
    settled(channel)

    assert len(person.seen()) == count
    assert KNOWLEDGE.phrase("source_of_answer") not in words(person.say("where does that come from?"))


def test_when_it_cannot_be_erased_the_person_is_not_told_that_it_was(tmp_path: Path) -> None:
    driver = TelegramDriver()
    bot = InProcess(tmp_path, [driver])
    person = Person(driver, bot.door, "Ann", lambda: bot.is_idle("telegram"))
    try:
        person.say(QUESTION)

        async def fails(_conversation: str) -> None:
            raise OSError("made up by a test")

        bot.connectors["telegram"]._replying.exchange.forget = fails  # type: ignore[method-assign]
        shown = words(person.say("ERASE"))
        assert APP.phrase("erased") not in shown
        assert "911" in shown
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "work is left")
    finally:
        bot.stop()
        driver.fake.stop()


def everything_stored(bot: InProcess) -> str:
    """Every row of every table."""
    engine = engine_for(bot.chosen.database_url)
    assert isinstance(Conversations(engine), Conversations)
    with engine.connect() as connection:
        return str([row for table in metadata.sorted_tables for row in connection.execute(sa.select(table))])


# ---- What only fits a page ----


@pytest.mark.parametrize("category", ["violence_at_home", "watched"])
@pytest.mark.parametrize("spanish", ["", "_es"])
def test_a_messaging_app_speaks_of_deleting_the_conversation_and_not_of_a_page(category: str, spanish: str) -> None:
    name = f"crisis_{category}{spanish}.closing"

    assert "Leave this page" in worded_for(KNOWLEDGE, "website").phrase(name)
    assert ("BORRAR" if spanish else "ERASE") in APP.phrase(name)


def test_nothing_that_is_said_in_a_messaging_app_speaks_of_the_page_or_its_buttons() -> None:
    said = {
        name: text for name, text in APP.phrases.items() if not name.startswith("ui_") and not name.endswith("_app")
    }
    doors_own = {"session_expired", "bad_token", "not_found", "wrong_method", "transcript_title", "privacy_line"}
    speaking = [
        n
        for n, text in said.items()
        if "this page" in text or "browser" in text or "navegador" in text or "On the website" in text
    ]

    assert set(speaking) <= doors_own


def test_the_answer_in_an_app_has_the_wording_for_apps_and_on_a_page_that_for_pages() -> None:
    told_of = {
        "event": "user",
        "text": "my husband hits me",
        "parse_data": {"intent": {"name": "crisis_violence_at_home"}},
    }
    said = {
        channel: message_for(KNOWLEDGE, [told_of], channel)["text"]
        for channel in ("website", "rest", "cmdline", "messenger")
    }

    assert [channel for channel, text in said.items() if "ERASE" in text] == ["messenger"]
    assert [channel for channel, text in said.items() if "Leave this page" in text] == ["website", "rest", "cmdline"]
