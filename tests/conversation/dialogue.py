"""The twenty dialogues: who speaks, what is said, and what matters in each reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.http.client import Chat

FOLDER = Path(__file__).parent / "dialogues"
Reply = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """One message and what its reply must be. `taps`: the number of a choice shown last (from 1), taken in place of words.

    `kinds`: the kinds that are right. `any_of`: the lists of facts that are right, () when no fact matters.
    """

    says: str
    taps: int
    kinds: tuple[str, ...]
    any_of: tuple[tuple[str, ...], ...]
    contains: tuple[str, ...]


@dataclass(frozen=True)
class Dialogue:
    """One person's conversation."""

    name: str
    person: str
    turns: tuple[Turn, ...]


def dialogues() -> list[Dialogue]:
    """All of them, in the order of their files."""
    return [_dialogue(path) for path in sorted(FOLDER.glob("*.yml"))]


def speak(chat: Chat, turns: Sequence[Turn], last: Reply | None = None) -> list[Reply]:
    """The replies to turns on the website channel. `last`: the reply before the first of them."""
    replies: list[Reply] = []
    for turn in turns:
        last = chat.choose(tapped(turn, last)["id"]) if turn.taps else chat.say(turn.says)
        replies.append(last)
    return replies


def words_of(turn: Turn, last: Reply | None) -> str:
    """What the person types, or the words on what the person taps."""
    return str(tapped(turn, last)["title"]) if turn.taps else turn.says


def tapped(turn: Turn, last: Reply | None) -> dict[str, str]:
    """The choice that a turn taps."""
    assert last is not None, "a dialogue cannot begin with a tap"
    choice: dict[str, str] = last["choices"][turn.taps - 1]
    return choice


def assert_fits(turn: Turn, reply: Reply) -> None:
    """What matters in a reply is as the dialogue says."""
    said = f"{turn.says or turn.taps!r} got {reply['kind']} {reply['facts']}: {reply['text'][:200]}"
    assert reply["kind"] in turn.kinds, said
    assert not turn.any_of or tuple(reply["facts"]) in turn.any_of, said
    shown = words_shown(reply)
    assert not [words for words in turn.contains if words.lower() not in shown], said


def words_shown(reply: Reply) -> str:
    """Everything a person can read in a reply, in lower case."""
    lines = (f"{b['call']} {b['text']}" for b in reply["blocks"] if b["type"] == "helpline")
    return " ".join((reply["text"], *lines)).lower()


def _dialogue(path: Path) -> Dialogue:
    data = yaml.safe_load(path.read_text("utf-8"))
    return Dialogue(path.stem, data["person"], tuple(_turn(turn) for turn in data["turns"]))


def _turn(data: dict[str, Any]) -> Turn:
    assert set(data) <= {"says", "taps", "kind", "facts", "any_of", "contains"}, data
    kinds = data["kind"] if isinstance(data["kind"], list) else [data["kind"]]
    right = [data["facts"]] if "facts" in data else data.get("any_of", [])
    return Turn(
        says=data.get("says", ""),
        taps=data.get("taps", 0),
        kinds=tuple(kinds),
        any_of=tuple(tuple(facts) for facts in right),
        contains=tuple(data.get("contains", ())),
    )
