"""The twenty dialogues hold on the website, with the action server restarted in their middle, and in a terminal."""

from __future__ import annotations

import re
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conversation.dialogue import Dialogue, Reply, assert_fits, dialogues, speak, words_of
from tests.http.product import START_SECONDS, Product, until
from tests.shell.terminal import PROMPT, Terminal

DIALOGUES = dialogues()
START_OVER = "start over"
TERMINALS = 3
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
def in_a_terminal(
    model: None, on_the_website: dict[str, list[Reply]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What is shown after each turn, by the dialogue's name. A few terminals share the dialogues: one answers in a second or so."""

    def talk(place: int) -> dict[str, list[str]]:
        shell = Terminal.shell(tmp_path_factory.mktemp("shell"))
        try:
            shell.read_until(PROMPT, START_SECONDS)
            return {d.name: typed(shell, d, on_the_website[d.name]) for d in DIALOGUES[place::TERMINALS]}
        finally:
            shell.close()

    with ThreadPoolExecutor(TERMINALS) as people:
        return {name: shown for part in people.map(talk, range(TERMINALS)) for name, shown in part.items()}


def typed(shell: Terminal, dialogue: Dialogue, expected: list[Reply]) -> list[str]:
    """What is shown after each turn. It begins by starting over, which forgets the dialogue before."""
    shell.reply_to(START_OVER, within="start over. What would you like to know?")
    shown: list[str] = []
    for turn, last, reply in zip(dialogue.turns, [None, *expected], expected, strict=False):
        shown.append(shell.reply_to(words_of(turn, last), within=reply["text"].splitlines()[0]))
    return shown


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
    dialogue: Dialogue, in_a_terminal: dict[str, list[str]], on_the_website: dict[str, list[Reply]]
) -> None:
    for shown, reply in zip(in_a_terminal[dialogue.name], on_the_website[dialogue.name], strict=True):
        assert [] == [line for line in reply["text"].splitlines() if line not in shown], shown
        assert not re.search(r'"kind"|custom|Traceback', shown), shown


def test_the_paper_shows_the_dialogues_as_they_are() -> None:
    paper = (Path(__file__).resolve().parents[2] / "docs" / "dialogues.md").read_text("utf-8")
    for dialogue in DIALOGUES:
        assert f". {dialogue.person}\n" in paper
        for turn in dialogue.turns:
            assert f"**{turn.says}**" in paper or turn.taps
