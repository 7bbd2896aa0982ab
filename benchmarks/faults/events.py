"""Webhooks that were acknowledged before the bot was killed: each is answered all the same."""

from __future__ import annotations

import signal
import time
from typing import Any, Final

from benchmarks.faults.places import Place
from stores.conversations import Conversations
from stores.database import engine_for
from tests.http.product import until
from tests.platforms.talking import Person

KILLED_AT: Final = (0.3, 0.6)  # shares of the events
WAIT_SECONDS: Final = 300  # for the last answer: a start, a lease, and what waits
AGAIN_SECONDS: Final = 0.5


def measure(place: Place, turns: int) -> dict[str, Any]:
    """One event each of so many people, the bot killed twice meanwhile; what became of those that were acknowledged."""
    driver = place.telegram
    if driver is None:
        raise LookupError("no messaging channel is open in this place")
    kills = {int(share * turns) for share in KILLED_AT}
    people, refused, back = [], 0, 0.0
    for number in range(turns):
        person = Person(driver, place.door, f"{time.time_ns()}-{number}")
        delivery = driver.text(person.name, "what is infant mental health")
        if number in kills:
            place.bot.signal("bot", signal.SIGKILL)
        began = time.monotonic()
        while not _taken(person, delivery):
            refused += 1
            time.sleep(AGAIN_SECONDS)
        back = max(back, time.monotonic() - began)
        people.append(person)
    healed = time.monotonic()
    _wait(people)
    answers = [len(person.seen()) for person in people]
    return {
        "acknowledged": turns,
        "lost": answers.count(0),
        "doubled": _stored_twice(place),
        "empty": sum(not shown.text.strip() for person in people for shown in person.seen()),
        "not_kept": 0,
        "unanswered": answers.count(0),
        "refused": refused,
        "broken": 0,
        "silence": round(time.monotonic() - healed, 2),
        "back": round(back, 2),
        "note": f"{sum(count > 1 for count in answers)} answers shown twice",
    }


def _stored_twice(place: Place) -> int:
    """Conversations that hold more than the one message that was said in each."""
    store = Conversations(engine_for(f"sqlite:///{place.folder}/conversations.sqlite"))
    telegram = [conversation for conversation in store.ids() if conversation.startswith("telegram-")]
    return sum(len([m for m in store.messages(one) if m.type_name == "user"]) > 1 for one in telegram)


def _taken(person: Person, delivery: Any) -> bool:
    try:
        return person.send(delivery) == 200
    except OSError:
        return False


def _wait(people: list[Person]) -> None:
    try:
        until(lambda: all(person.seen() for person in people), WAIT_SECONDS, lambda: "")
    except AssertionError:
        return  # what is missing is counted
