"""Made-up people: each talks to the real bot, with questions written for it, the development set, written dialogues."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from benchmarks.development import Example, examples
from tests.conversation.dialogue import Dialogue, dialogues
from tests.http.client import Chat

Reply = dict[str, Any]
T = TypeVar("T")
NOTHING: Final = "oos_theme"  # label of a question of THEMES
# What people come with, by the kind of the example's label, and how often in a hundred.
WEIGHTS: Final = {"ask": 56, "oos": 22, "advice": 8, "smalltalk": 7, "followup": 3, "crisis": 4}
QUESTIONS_MOST: Final = 5
THEMES: Final = Path(__file__).with_name("made_up_questions.txt")
OF_THEMES: Final = (
    0.55  # of the questions that no fact answers, from THEMES; development questions could not be learned from a report
)
IN_DIALOGUE: Final = 0.06  # of all people, who say what a written dialogue says
TAPS_OFFERED, DECLINES = 0.6, 0.2  # of those who are offered choices
TAPS_RELATED, SAYS_AGAIN, RATES = 0.15, 0.08, 0.2  # of those who got an answer
COMMENTS: Final = {
    True: [
        "Thank you, that was clear.",
        "Short and clear. I will share it with my team.",
        "Just what I needed for my class.",
    ],
    False: [
        "That was not my question.",
        "Too general. I wanted something for my own town.",
        "It told me what I know already.",
        "I asked about <b>services</b>, not about the brain!",
    ],
}


@dataclass(frozen=True)
class Person:
    """Who writes: chance of their own, questions to draw from by label and by theme, or a dialogue to follow."""

    chance: random.Random
    by_label: Mapping[str, Sequence[Example]]
    themes: Sequence[Sequence[str]]
    dialogue: Dialogue | None

    def talk(self, chat: Chat) -> None:
        """Hold the conversation."""
        if self.dialogue is not None:
            self._follow(chat, self.dialogue)
            return
        for _ in range(self.chance.randint(1, QUESTIONS_MOST)):
            example = self.question()
            self._react(chat, example, chat.say(example.text))

    def question(self) -> Example:
        """A question: kinds by their weights, a few labels of a kind more often than others, as it is with people."""
        (kind,) = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
        if kind == "oos" and self.chance.random() < OF_THEMES:
            return Example((NOTHING,), "theme", self.chance.choice(self._skewed(self.themes)), "made up")
        labels = sorted(label for label in self.by_label if label.startswith(f"{kind}_"))
        return self.chance.choice(self.by_label[self._skewed(labels)])

    def _skewed(self, ordered: Sequence[T]) -> T:
        """One of them, the first ones most often."""
        return ordered[min(int(self.chance.expovariate(3.0) * len(ordered)), len(ordered) - 1)]

    def _follow(self, chat: Chat, dialogue: Dialogue) -> None:
        last: Reply | None = None
        for turn in dialogue.turns:
            choices = last["choices"] if last else []
            if turn.taps and turn.taps > len(choices):
                return
            last = chat.choose(choices[turn.taps - 1]["id"]) if turn.taps else chat.say(turn.says)

    def _react(self, chat: Chat, example: Example, reply: Reply) -> None:
        if self.chance.random() < RATES:
            self._rate(chat, example, reply)
        if reply["kind"] == "clarify" and self.chance.random() < TAPS_OFFERED + DECLINES:
            declines = self.chance.random() < DECLINES / (TAPS_OFFERED + DECLINES)
            chat.choose(reply["choices"][-1 if declines else 0]["id"])
        elif reply["kind"] == "answer":
            self._react_to_answer(chat, example, reply)

    def _react_to_answer(self, chat: Chat, example: Example, reply: Reply) -> None:
        drawn = self.chance.random()
        if drawn < TAPS_RELATED and reply["choices"]:
            chat.choose(self.chance.choice(reply["choices"])["id"])
        elif drawn < TAPS_RELATED + SAYS_AGAIN and example.labels[0] != NOTHING:
            chat.say(self.chance.choice(self.by_label[example.labels[0]]).text)

    def _rate(self, chat: Chat, example: Example, reply: Reply) -> None:
        right = any(f"ask_{fact}" in example.labels for fact in reply["facts"])
        helpful = self.chance.random() < (0.85 if right else 0.25)
        comment = self.chance.choice(COMMENTS[helpful]) if self.chance.random() < 0.3 else ""
        seq = chat.history()[-1]["seq"]
        chat.call("POST", "/feedback", {"seq": seq, "helpful": helpful, "comment": comment})


def themes() -> list[list[str]]:
    """The questions of THEMES, theme by theme."""
    paragraphs = THEMES.read_text("utf-8").split("\n\n")
    rows = [[row for row in part.splitlines() if row and not row.startswith("#")] for part in paragraphs]
    return [part for part in rows if part]


def people(count: int, seed: int) -> Iterator[Person]:
    """So many people, the same ones each time."""
    by_label: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples():
        by_label[example.labels[0]].append(example)
    written, chance, asked = dialogues(), random.Random(seed), themes()
    for number in range(count):
        dialogue = chance.choice(written) if chance.random() < IN_DIALOGUE else None
        yield Person(random.Random(f"{seed} {number}"), by_label, asked, dialogue)
