"""A canary sent through every door and every failure: in no log, no error, no file but the database; and personal details not even there."""

from __future__ import annotations

import http.client
import signal
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest

from tests.http.client import HOST, PATIENCE, REST, WEBSITE, Answer, Chat
from tests.http.product import REPOSITORY, Product, until

CANARY = "zebrafinch-4417"
DETAILS = {
    "Quillonbert": "[name]",
    "717-555-0188": "[phone number]",
    "quill@zanzibar.example": "[e-mail]",
    "4417 Zanzibar Street": "[address]",
    "4111 1111 1111 1111": "[card number]",
    "3/14/1991": "[date of birth]",
    "219-09-9999": "[social security number]",
}
STORY = (
    f"My name is Quillonbert {CANARY}, what counters toxic stress? I live at 4417 Zanzibar Street, call 717-555-0188 or write to "
    "quill@zanzibar.example. I was born on 3/14/1991, my ssn is 219-09-9999 and my card is 4111 1111 1111 1111."
)
KEPT = "Call 988 or 1-833-852-6262, see http://www.pa-aimh.org/ about 1 million connections"
FROM, FORWARDED = "127.0.0.77", "203.0.113.77"


@pytest.fixture(scope="module")
def bot(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    running = Product(tmp_path_factory.mktemp("canary"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


def call(bot: Product, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
    """One call from an address of its own."""
    connection = http.client.HTTPConnection(HOST, bot.door.port, timeout=PATIENCE, source_address=(FROM, 0))
    try:
        sent = {"X-Forwarded-For": FORWARDED, "Forwarded": f"for={FORWARDED}", **headers}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def files(bot: Product, stored: bool) -> Iterator[tuple[str, bytes]]:
    """What the product wrote; `stored`: the database and its log as well."""
    for folder in (bot.folder, REPOSITORY / "var" / f"run-{bot.door.port}", REPOSITORY / "var" / "widget", bot.journal):
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "faq.tar.gz" and (stored or "sqlite" not in path.name):
                yield path.name, path.read_bytes()


def assert_unseen(bot: Product, answers: list[Answer]) -> None:
    """The canary and every detail are where they may be and nowhere else."""
    words = [CANARY, *DETAILS]
    refused = [answer for answer in answers if answer.status >= 400]
    seen = [(word, answer.content) for word in words for answer in refused if word.encode() in answer.content]
    assert seen == [], "an error repeats what was sent"
    assert [(word, name) for word in words for name, content in files(bot, False) if word.encode() in content] == []
    assert [(word, name) for word in DETAILS for name, content in files(bot, True) if word.encode() in content] == []


def through_every_door(bot: Product, chat: Chat) -> list[Answer]:
    """The story in every place where something can be sent, well-formed and not."""
    say, token = f"{WEBSITE}/messages", {"Authorization": f"Bearer {chat.token}", "Content-Type": "application/json"}
    story = STORY.encode()
    bodies = [
        story,
        b"[" + story,
        b'["%s"]' % story,
        b'{"id": "%s", "text": 5}' % story,
        b'{"id": "a", "choice": "%s"}' % story,
        b'{"id": "a b", "text": "%s"}' % story,
        b'{"id": "b", "text": "%s"}' % (story * 20),
        b'{"id": "c", "text": "%s \xff"}' % story,
        b'{"id": "d", "text": "%s \\ud800 \\u0000"}' % story,
        b'{"id": "717-555-0188", "text": "%s"}' % story,
        story * 6000,
    ]
    answers = [call(bot, "POST", say, body, **token) for body in bodies]
    for path in ("/session", "/feedback", "/chat", "/transcript", "/nothing"):
        answers += [call(bot, method, f"{WEBSITE}{path}", story, **token) for method in ("PUT", "PATCH")]
        answers.append(call(bot, "GET", f"{WEBSITE}{path}?{quote(STORY)}={quote(STORY)}"))
    answers.append(call(bot, "GET", f"{WEBSITE}/{quote(STORY)}"))
    answers.append(call(bot, "GET", f"/{quote(STORY)}"))
    answers.append(
        call(
            bot,
            "GET",
            f"{WEBSITE}/messages",
            Authorization=f"Bearer {STORY}",
            Cookie=STORY,
            Referer=STORY,
            Origin=STORY,
        )
    )
    form = {"token": chat.token, "id": uuid.uuid4().hex, "text": STORY, "comment": STORY}
    for more in ({}, {"rate": f"yes {STORY}"}, {"act": STORY}, {"token": STORY}, {"turns": STORY}):
        answers.append(call(bot, "POST", f"{WEBSITE}/chat", urlencode({**form, **more}).encode()))
    answers += [
        call(bot, "POST", REST, body) for body in (story, b'{"sender": "717-555-0188", "message": "%s"}' % story)
    ]
    answers.append(
        call(bot, "POST", REST, b'{"sender": "%s", "message": "%s", "metadata": "%s"}' % (story, story, story))
    )
    answers.append(call(bot, "POST", "/webhooks/telegram/webhook", story))
    return answers


def without_page(answers: list[Answer]) -> list[Answer]:
    """Answers that are no page: a page that refuses a message gives it back in its own box, so that nothing is typed twice."""
    return [answer for answer in answers if answer.headers.get_content_type() != "text/html"]


def test_a_person_is_understood_by_all_their_words_and_remembered_without_their_details(bot: Product) -> None:
    chat = bot.door.session()
    reply = chat.say(STORY)
    danger = chat.say("my name is Quillonbert and I want to kill myself")
    chat.say(KEPT)
    comment = {"seq": 2, "helpful": True, "comment": STORY}
    assert chat.call("POST", "/feedback", comment).status == 204

    assert reply["kind"] == "answer"
    assert danger["kind"] == "crisis"
    told = [message["text"] for message in chat.history() if message["from"] == "user"]
    assert [mark for mark in DETAILS.values() if mark not in told[0]] == []
    assert told[1:] == ["my name is [name] and I want to kill myself", KEPT]
    transcript = chat.call("GET", "/transcript").content.decode()
    assert [detail for detail in DETAILS if detail in transcript] == []
    assert_unseen(bot, [])


def test_nothing_sent_through_any_door_is_repeated_or_written_down(bot: Product) -> None:
    answers = through_every_door(bot, bot.door.session())

    assert {answer.status for answer in answers} >= {200, 400, 401, 404, 405, 413}
    assert max(answer.status for answer in answers) < 500
    assert_unseen(bot, without_page(answers))
    stored = b"".join(content for _, content in files(bot, True))
    assert CANARY.encode() in stored, "what is no detail is stored, so the test looks in the right place"


def test_nothing_is_written_down_when_the_action_server_is_gone_or_hangs(bot: Product) -> None:
    with bot.action_server_killed():
        answers = through_every_door(bot, bot.door.session())
    bot.wait_until_ready()
    with bot.action_server_hung():
        answers.append(bot.door.session().post(text=STORY))
    bot.wait_until_ready()

    assert_unseen(bot, without_page(answers))


def test_nothing_is_written_down_when_the_bot_is_killed_over_a_message(bot: Product) -> None:
    chat = bot.door.session()
    with bot.action_server_hung(), ThreadPoolExecutor(1) as person:
        said = person.submit(chat.post, text=f"What counters toxic stress? {CANARY} My name is Quillonbert")
        time.sleep(1)
        bot.signal("bot", signal.SIGKILL)
        assert said.exception() is not None, said.result().content
    until(bot.door.is_ready, 120, bot.said)

    assert_unseen(bot, [])


def test_no_address_is_kept_and_erasing_leaves_no_word(bot: Product) -> None:
    chat = bot.door.session()
    through_every_door(bot, chat)
    addresses = [
        (word, name) for word in (FROM, FORWARDED) for name, content in files(bot, True) if word.encode() in content
    ]
    assert addresses == []

    chat.say(f"what is toxic stress {CANARY}-to-erase")
    assert any(f"{CANARY}-to-erase".encode() in content for _, content in files(bot, True))
    assert chat.call("DELETE", "/session").status == 204
    assert [name for name, content in files(bot, True) if f"{CANARY}-to-erase".encode() in content] == []


def test_nothing_is_written_down_when_the_database_is_gone_for_good(bot: Product) -> None:
    chat = bot.door.session()
    chat.say("hello")
    (bot.folder / "conversations.sqlite").rename(bot.folder / "away.sqlite")
    answers = through_every_door(bot, chat)

    assert 200 in {answer.status for answer in answers}, "it goes on, from the journal"
    assert_unseen(bot, without_page(answers))
    journal = b"".join(path.read_bytes() for path in bot.journal.iterdir())
    assert CANARY.encode() in journal, "so the test looks in the right place"
    assert chat.call("DELETE", "/session").status == 503, "what the database holds is not gone"
