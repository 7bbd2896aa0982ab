"""The twenty dialogues hold on the website, with the action server restarted in their middle, and in a terminal."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversation.dialogue import Dialogue, Reply, assert_fits, dialogues, speak, words_of
from tests.http.product import START_SECONDS, Product, until
from tests.shell.terminal import PROMPT, Terminal

DIALOGUES = dialogues()
START_OVER = "start over"
each_dialogue = pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.name)


def assert_all_fit(dialogue: Dialogue, replies: list[Reply]) -> None:
    for turn, reply in zip(dialogue.turns, replies, strict=True):
        assert_fits(turn, reply)


@pytest.fixture(scope="module")
def on_the_website(product: Product) -> dict[str, list[Reply]]:
    """The replies by the dialogue's name."""
    return {dialogue.name: speak(product.door.session(), dialogue.turns) for dialogue in DIALOGUES}


@pytest.fixture(scope="module")
def with_a_restart(product: Product) -> dict[str, list[Reply]]:
    """The replies when the action server is killed half-way through every dialogue."""
    chats = {dialogue.name: product.door.session() for dialogue in DIALOGUES}
    half = {d.name: speak(chats[d.name], d.turns[: len(d.turns) // 2]) for d in DIALOGUES}
    before = product.signal("action_server", signal.SIGKILL)
    until(lambda: product.pid("action_server") not in (before, None), START_SECONDS, product.said)
    product.wait_until_ready()
    return {
        d.name: [*half[d.name], *speak(chats[d.name], d.turns[len(d.turns) // 2 :], half[d.name][-1])]
        for d in DIALOGUES
    }


@pytest.fixture(scope="module")
def terminal(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    shell = Terminal.shell(tmp_path_factory.mktemp("shell"))
    try:
        shell.read_until(PROMPT, START_SECONDS)
        yield shell
    finally:
        shell.close()


def test_there_are_twenty_of_four_to_eight_turns_by_different_people() -> None:
    assert len(DIALOGUES) == 20
    assert all(4 <= len(dialogue.turns) <= 8 for dialogue in DIALOGUES)
    assert len({dialogue.person for dialogue in DIALOGUES}) == 20


@each_dialogue
def test_every_reply_fits_on_the_website(dialogue: Dialogue, on_the_website: dict[str, list[Reply]]) -> None:
    assert_all_fit(dialogue, on_the_website[dialogue.name])


@each_dialogue
def test_a_restart_of_the_action_server_in_the_middle_changes_no_reply(
    dialogue: Dialogue, with_a_restart: dict[str, list[Reply]], on_the_website: dict[str, list[Reply]]
) -> None:
    assert with_a_restart[dialogue.name] == on_the_website[dialogue.name]


@each_dialogue
def test_the_terminal_says_the_same(
    dialogue: Dialogue, terminal: Terminal, on_the_website: dict[str, list[Reply]]
) -> None:
    """One terminal for all: each begins by starting over, which forgets the one before."""
    terminal.reply_to(START_OVER, within="start over. What would you like to know?")
    last: Reply | None = None
    for turn, expected in zip(dialogue.turns, on_the_website[dialogue.name], strict=True):
        first, *others = expected["text"].splitlines()
        shown = terminal.reply_to(words_of(turn, last), within=first)
        assert [] == [line for line in others if line not in shown], shown
        assert not re.search(r'"kind"|custom|Traceback', shown), shown
        last = expected


def test_the_paper_shows_the_dialogues_as_they_are() -> None:
    paper = (Path(__file__).resolve().parents[2] / "docs" / "dialogues.md").read_text("utf-8")
    for dialogue in DIALOGUES:
        assert f". {dialogue.person}\n" in paper
        for turn in dialogue.turns:
            assert f"**{turn.says}**" in paper or turn.taps
