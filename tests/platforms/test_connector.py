"""The connector apart from any platform's ways: closed channels, floods, a platform that is down, the end of the process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from channels.messaging.counting import COUNTS
from channels.messaging.keys import Keys
from channels.messaging.parts import Incoming
from channels.messaging.sealing import Sealing
from stores.conversations import Conversations
from stores.database import engine_for
from stores.inbox import Inbox, Taken
from stores.journal import JournalError
from stores.steady import steady_for
from tests.http.product import until
from tests.platforms.fake import Fault
from tests.platforms.in_process import KNOWLEDGE, InProcess
from tests.platforms.talking import PATIENCE, Person, words
from tests.platforms.telegram import TelegramDriver


@pytest.fixture
def driver() -> Iterator[TelegramDriver]:
    made = TelegramDriver()
    yield made
    made.fake.stop()


def health(bot: InProcess) -> tuple[int, dict[str, str]]:
    answer = bot.door.call("GET", "/webhooks/telegram/")
    return answer.status, {name: said for name, said in answer.json.items() if name != "counts"}


def test_a_channel_without_its_secret_is_closed_by_name_and_the_rest_runs(
    driver: TelegramDriver, tmp_path: Path
) -> None:
    bot = InProcess(tmp_path, [driver], FAQ_TELEGRAM_SECRET="changeme")
    try:
        reason = "FAQ_TELEGRAM_SECRET is a placeholder, not a secret"
        assert health(bot) == (503, {"channel": "telegram", "status": "unready", "reason": reason})
        assert Person(driver, bot.door, "Ann").send(driver.text("Ann", "hello")) == 503
        assert driver.fake.taken == []
    finally:
        bot.stop()


def test_a_platform_that_is_down_at_start_makes_the_channel_unready_and_not_the_bot(
    driver: TelegramDriver, tmp_path: Path
) -> None:
    driver.fake.stop()
    bot = InProcess(tmp_path, [driver])
    try:
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "still asking")
        status, said = health(bot)
        assert (status, said["reason"].startswith("Telegram does not answer")) == (503, True)
    finally:
        bot.stop()
        driver.fake = TelegramDriver().fake


def test_a_wrong_token_makes_the_channel_unready_with_the_reason(driver: TelegramDriver, tmp_path: Path) -> None:
    bot = InProcess(tmp_path, [driver], FAQ_TELEGRAM_TOKEN="7007:another-token-of-good-length")
    try:
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "still asking")
        assert health(bot)[1]["reason"] == "Telegram refuses the secrets (HTTP 401)"
    finally:
        bot.stop()


def test_a_flood_is_asked_once_to_slow_down_with_the_emergency_lines(driver: TelegramDriver, tmp_path: Path) -> None:
    bot = InProcess(tmp_path, [driver], FAQ_RATE_LIMIT="3")
    bot.core.slow = 0.3
    ann, ben = Person(driver, bot.door, "Ann"), Person(driver, bot.door, "Ben")
    try:
        for _ in range(12):
            assert ann.send(driver.text("Ann", "hello")) == 200
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "work is left")
        slow = [shown for shown in ann.seen() if KNOWLEDGE.phrase("too_fast") in words([shown])]
        assert (len(ann.seen()), len(slow)) == (4, 1)
        assert "911" in slow[0].text
        assert ben.say("hello"), "one person's flood costs nobody else anything"
    finally:
        bot.stop()


def test_what_was_acknowledged_is_answered_before_the_process_ends(driver: TelegramDriver, tmp_path: Path) -> None:
    bot = InProcess(tmp_path, [driver])
    bot.core.slow = 0.5
    person = Person(driver, bot.door, "Ann")
    assert person.send(driver.text("Ann", "hello")) == 200
    bot.stop()

    assert len(person.seen()) == 1


def test_an_event_from_before_a_restart_is_not_answered_again(driver: TelegramDriver, tmp_path: Path) -> None:
    delivery = driver.text("Ann", "hello")
    for _ in range(2):
        bot = InProcess(tmp_path, [driver])
        assert Person(driver, bot.door, "Ann").send(delivery) == 200
        until(lambda bot=bot: bot.is_idle("telegram"), PATIENCE, lambda: "work is left")  # type: ignore[misc]
        bot.stop()

    assert len(driver.seen("Ann")) == 1


def test_a_platform_that_never_recovers_loses_the_message_after_some_tries(
    driver: TelegramDriver, tmp_path: Path
) -> None:
    bot, counts = InProcess(tmp_path, [driver]), COUNTS["telegram"]
    lost = counts["lost"]
    try:
        driver.fake.faults.extend([Fault(502)] * 4)
        assert Person(driver, bot.door, "Ann").send(driver.text("Ann", "hello")) == 200
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "still trying")
        assert counts["lost"] == lost + 1
        assert [t.status for t in driver.fake.taken if t.name == "sendMessage"] == [502] * 4
        assert Person(driver, bot.door, "Ann").say("hello")
    finally:
        bot.stop()


@contextmanager
def without_database(bot: InProcess) -> Iterator[None]:
    """Whoever asks for a connection gets an error. To move the file away would race with its log."""

    def refuse(*_: object) -> None:
        raise sa.exc.OperationalError("connect", None, OSError("away"))

    engine = engine_for(bot.chosen.database_url)
    sa.event.listen(engine, "checkout", refuse)
    try:
        yield
    finally:
        sa.event.remove(engine, "checkout", refuse)


def test_while_the_database_is_away_people_are_answered_once_and_it_is_stored_afterwards(
    driver: TelegramDriver, tmp_path: Path
) -> None:
    bot = InProcess(tmp_path, [driver])
    try:
        person, delivery = Person(driver, bot.door, "Ann"), driver.text("Ann", "hello")
        circuit = steady_for(bot.chosen).circuit
        with without_database(bot):
            assert person.hears(delivery)
            assert person.send(delivery) == 200, "the platform sends it again"
        until(lambda: not circuit.is_away, PATIENCE, lambda: "the store does not come back")
        assert person.send(delivery) == 200
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "work is left")
        assert len(person.seen()) == 1
        stored = Conversations(engine_for(bot.chosen.database_url))
        assert [2] == [len(stored.messages(conversation)) for conversation in stored.ids()]
    finally:
        bot.stop()


def test_when_neither_database_nor_journal_takes_it_the_platform_is_told_to_send_it_again(
    driver: TelegramDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("OSError")

    bot = InProcess(tmp_path, [driver])
    try:
        person, delivery = Person(driver, bot.door, "Ann"), driver.text("Ann", "hello")
        with without_database(bot), monkeypatch.context() as disk:
            disk.setattr("stores.journal.Journal.add", full)
            assert person.send(delivery) == 503
        circuit = steady_for(bot.chosen).circuit
        until(lambda: not circuit.is_away, PATIENCE, lambda: "the store does not come back")
        assert person.hears(delivery)
    finally:
        bot.stop()


def test_what_a_killed_process_had_acknowledged_is_answered_once_by_the_next(
    driver: TelegramDriver, tmp_path: Path
) -> None:
    first = InProcess(tmp_path, [driver])
    chosen, delivery = first.chosen, driver.text("Ann", "hello")
    first.stop()
    (event,) = driver.connector(chosen)._platform.events(Incoming(delivery.headers, delivery.body))
    keys, sealed = Keys("telegram", chosen.secret), Sealing(chosen.secret).seal(event)
    taken = Taken(keys.event(event.id), keys.conversation(event.person), "telegram", sealed)
    Inbox(engine_for(chosen.database_url)).take(taken, time.time(), 0.0)  # by a process that is gone for long
    assert b"hello" not in (tmp_path / "conversations.sqlite").read_bytes() + sealed.encode()

    bot = InProcess(tmp_path, [driver])
    try:
        until(lambda: driver.seen("Ann"), PATIENCE, lambda: "no answer")
        assert Person(driver, bot.door, "Ann").send(delivery) == 200
        until(lambda: bot.is_idle("telegram"), PATIENCE, lambda: "work is left")
        assert len(driver.seen("Ann")) == 1
        assert Inbox(engine_for(chosen.database_url)).left_behind("telegram", time.time() + 1000) == []
    finally:
        bot.stop()


def test_what_cannot_be_answered_before_the_end_is_left_to_the_next_process(
    driver: TelegramDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.messaging.connector.DRAIN_SECONDS", 0.1)
    first = InProcess(tmp_path, [driver])
    first.core.slow = 60
    assert Person(driver, first.door, "Ann").send(driver.text("Ann", "hello")) == 200
    first.stop()
    bot = InProcess(tmp_path, [driver])
    try:
        until(lambda: driver.seen("Ann"), PATIENCE, lambda: "no answer")
    finally:
        bot.stop()
