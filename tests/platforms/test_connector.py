"""The connector apart from any platform's ways: closed channels, floods, a platform that is down, the end of the process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from channels.messaging.counting import COUNTS
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


def test_a_database_that_fails_makes_the_platform_send_again(driver: TelegramDriver, tmp_path: Path) -> None:
    bot = InProcess(tmp_path, [driver])
    try:
        delivery = driver.text("Ann", "hello")
        (tmp_path / "conversations.sqlite").rename(tmp_path / "away")
        (tmp_path / "conversations.sqlite").mkdir()
        assert Person(driver, bot.door, "Ann").send(delivery) == 503
        (tmp_path / "conversations.sqlite").rmdir()
        (tmp_path / "away").rename(tmp_path / "conversations.sqlite")
        assert Person(driver, bot.door, "Ann").hears(delivery)
    finally:
        bot.stop()
