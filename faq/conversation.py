"""The context of a conversation: what is remembered from turn to turn, for how long, and what forgets it.

This is the only place where context is kept. It is a small typed state, written into the metadata of each bot message in
the tracker and read back from the last one, so it survives a restart of either server and never leaves its conversation.

| remembered | for how long | forgotten by |
|---|---|---|
| `facts`, the facts last answered | until other facts are answered | start over |
| `earlier`, facts answered before those | the last EARLIER_MOST | start over |
| `offered`, the choices last shown | until another reply | any reply that shows others or none |
| `role`, who the person said they are | the whole conversation | another role, start over |
| `danger`, the category of danger told | DANGER_TURNS turns after it was last told | two fact answers, start over |
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from faq.reply import Kind, Reply

EARLIER_MOST = 5
DANGER_TURNS = 6
ANSWERS_THAT_CALM = 2
START_OVER = "restart"  # category of the reply that begins anew
DECLINED = "declined"  # category of the reply to somebody who meant none of the choices
MEMORY = "faq_memory"  # key in a bot message's metadata


@dataclass(frozen=True)
class Conversation:
    """What is remembered. `danger_age` counts turns, `calm` fact answers, since danger was last told."""

    facts: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    role: str = ""
    danger: str = ""
    danger_language: str = "en"
    danger_age: int = 0
    calm: int = 0
    kind: str = ""
    category: str = ""
    turns: int = 0

    def after(self, reply: Reply, role: str = "", language: str = "en") -> Conversation:
        """The state once `reply` has been given. `role`: who the person just said they are; `language`: of danger told."""
        kept = Conversation(turns=self.turns) if reply.category == START_OVER else self
        return replace(
            kept._with_facts(reply)._with_danger(reply, language),
            offered=tuple(choice.id for choice in reply.choices),
            role=role or kept.role,
            kind=reply.kind.value,
            category=reply.category,
            turns=self.turns + 1,
        )

    def _with_facts(self, reply: Reply) -> Conversation:
        if reply.kind is not Kind.ANSWER or reply.facts == self.facts:
            return self
        earlier = tuple(f for f in (*self.facts, *self.earlier) if f not in reply.facts)
        return replace(self, facts=reply.facts, earlier=tuple(dict.fromkeys(earlier))[:EARLIER_MOST])

    def _with_danger(self, reply: Reply, language: str) -> Conversation:
        if reply.kind is Kind.CRISIS:
            return replace(self, danger=reply.category, danger_language=language, danger_age=0, calm=0)
        if not self.danger:
            return self
        calm = self.calm + (reply.kind is Kind.ANSWER)
        if calm >= ANSWERS_THAT_CALM or self.danger_age + 1 > DANGER_TURNS:
            return replace(self, danger="", danger_age=0, calm=0)
        return replace(self, danger_age=self.danger_age + 1, calm=calm)

    def without_facts_gone(self, known: Collection[str]) -> Conversation:
        """The state without facts that knowledge no longer holds: files may be edited while a conversation lives."""
        facts = tuple(f for f in self.facts if f in known)
        return replace(self, facts=facts, earlier=tuple(f for f in self.earlier if f in known))

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON-ready data, without what is empty."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items() if v}


def conversation_of(events: Iterable[Mapping[str, Any]]) -> Conversation:
    """The state after the events of a tracker (Rasa's JSON form, oldest first); a new one when nothing was said.

    A restart event forgets everything before it.
    """
    memory: Mapping[str, Any] = {}
    for event in events:
        if event.get("event") == "restart":
            memory = {}
        elif event.get("event") == "bot":
            memory = (event.get("metadata") or {}).get(MEMORY) or memory
    return _read(memory)


def _read(memory: Mapping[str, Any]) -> Conversation:
    known = {k: v for k, v in memory.items() if k in Conversation.__dataclass_fields__}
    return Conversation(**{k: tuple(v) if isinstance(v, list) else v for k, v in known.items()})
