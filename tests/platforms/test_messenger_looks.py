"""How a Reply looks in Messenger: quick replies, templates with buttons, and its limits."""

from __future__ import annotations

import pytest

from channels.messenger.render import messages
from channels.wording import Wording
from faq import composing
from faq.reply import Choice, HelplineBlock, ItemList, Kind, Paragraph, Quote, Reply, SourceNote
from tests.http.product import REPOSITORY
from tests.platforms.fake import Shown
from tests.platforms.in_process import KNOWLEDGE
from tests.platforms.messenger_api import FakeMessenger
from tests.platforms.talking import words

WORDING = Wording(REPOSITORY, "messenger")


def shown(reply: Reply) -> list[Shown]:
    """What a person sees; LimitError when Messenger would refuse it."""
    fake, about = FakeMessenger(), {"recipient": {"id": "7"}, "messaging_type": "RESPONSE"}
    try:
        seen = [fake.take("me/messages", {**about, "message": m})[1] for m in messages(reply, WORDING)]
    finally:
        fake.stop()
    return [message for message in seen if message]


def test_a_choice_too_long_for_a_button_is_shortened_there_and_whole_in_the_text_under_its_number() -> None:
    titles = ("Home visitors and grandparents", "Supercalifragilisticexpialidocious", "Short one", "\U0001f476" * 11)
    choices = tuple(Choice(f"c{n}", title) for n, title in enumerate(titles))
    (message,) = shown(Reply(Kind.CLARIFY, (), (Paragraph("Which one?"),), (), choices))

    expected = ["1. Home visitors…", "2. Supercalifragili…", "3. Short one"]
    assert [button.title for button in message.buttons][:3] == expected
    assert all(f"{n}. {title}" in message.text for n, title in enumerate(titles, 1))


def test_choices_that_fit_stand_on_their_buttons_alone() -> None:
    (message,) = shown(Reply(Kind.CLARIFY, (), (Paragraph("Which?"),), (), (Choice("c1", "One"), Choice("c2", "Two"))))

    assert message == Shown("7", "Which?", message.buttons)
    assert [(button.title, button.data) for button in message.buttons] == [("One", "c1"), ("Two", "c2")]


def test_more_choices_than_messenger_shows_can_still_be_typed() -> None:
    choices = tuple(Choice(f"c{n}", f"Choice {n}") for n in range(1, 16))
    (message,) = shown(Reply(Kind.CLARIFY, (), (Paragraph("Which?"),), (), choices))

    assert len(message.buttons) == 13
    assert "15. Choice 15" in message.text


def test_each_source_is_a_button_or_stands_with_its_address_in_the_text() -> None:
    sources = tuple(SourceNote(f"s{n}", f"A rather long title {n}", "", f"https://example.org/{n}") for n in range(5))
    unsafe = SourceNote("x", "Unsafe", "", "javascript:x")
    (message,) = shown(Reply(Kind.ANSWER, (), (Paragraph("So it is."),), (*sources, unsafe)))

    assert message.links == tuple(source.url for source in sources[:3])
    assert all((source.url in message.text) == (source.url not in message.links) for source in sources)
    assert "javascript" not in message.text


def test_help_lines_can_be_called_by_a_button_until_one_comes_that_no_button_can_dial() -> None:
    def dialled(category: str) -> list[str]:
        return [link for m in shown(composing.crisis(KNOWLEDGE, category, "en")) for link in m.links]

    assert dialled("violence_at_home") == ["tel:+18007997233"]
    assert dialled("child_harm") == ["tel:+18009320313", "tel:+18004224453"]
    assert dialled("self_harm") == [], "988 comes first, and a button for a line behind it would lead past it"


@pytest.mark.parametrize(
    "category", ["self_harm", "child_harm", "abuse_disclosed", "overdose", "postpartum", "general"]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_crisis_reply_is_whole_in_at_most_two_messages(category: str, language: str) -> None:
    reply = composing.crisis(KNOWLEDGE, category, language)
    seen = shown(reply)

    assert len(seen) <= 2
    assert all(line.call in words(seen) for line in KNOWLEDGE.lines_for(category))
    assert all(block.text in words(seen) for block in reply.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("unit", ["One sentence is here. ", "\U0001f476 babies! ", "word ", "x", "a < b & c. "])
@pytest.mark.parametrize("linked", [True, False])
def test_a_reply_of_any_length_is_split_within_the_limits_and_whole(unit: str, linked: bool) -> None:
    text = unit * (5000 // len(unit))
    sources = (SourceNote("s", "Title", "Section", "https://example.org/"),) if linked else ()
    seen = shown(Reply(Kind.ANSWER, (), (Paragraph(text),), sources, (Choice("c1", "One"),)))

    assert "".join("".join(m.text for m in seen).split()).startswith("".join(text.split()))
    assert [bool(m.buttons) for m in seen] == [False] * (len(seen) - 1) + [True]
    assert seen[-1].links == (("https://example.org/",) if linked else ())


def test_every_sort_of_block_is_shown_as_it_is() -> None:
    nasty = "a < b && *c* _d_ \"e\" 'f' </b> `g`"
    blocks = (Paragraph(nasty), ItemList((nasty,)), Quote(nasty, nasty), HelplineBlock(nasty, "911", "", nasty))
    (message,) = shown(Reply(Kind.ANSWER, (), blocks))

    assert message.text.count(nasty) == 6
