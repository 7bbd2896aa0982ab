"""What the doors themselves say: errors, the emergency lines, the greeting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from faq import composing
from faq.answering import unavailable_message
from faq.choices import title_of
from faq.doors import worded_for
from faq.knowledge import Knowledge
from faq.live import live_knowledge
from faq.rendering.plain_text import whole_text
from faq.reply import Kind, Paragraph, Reply


class Wording:
    """Sentences from knowledge/ as they stand now, for doors that speak without Rasa, in the wording for one channel."""

    def __init__(self, root: Path | None = None, channel: str = "website") -> None:
        self._channel = channel
        root = root or Path(os.environ.get("FAQ_ROOT") or Path(__file__).resolve().parent.parent)
        self._files = live_knowledge(root / "knowledge")

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge now."""
        return worded_for(self._files.current(), self._channel)

    def edit_refused(self) -> bool:
        """Whether the files were edited into something that cannot be used, so that their last good state is served."""
        self._files.current()
        return self._files.refused

    def phrase(self, phrase_id: str) -> str:
        """The sentence under an id."""
        return self.knowledge.phrase(phrase_id)

    def emergency(self) -> str:
        """The emergency lines in one sentence."""
        return f"{self.phrase('emergency_lead')} {'; '.join(self.emergency_lines())}."

    def emergency_lines(self) -> list[str]:
        """Each emergency line in words."""
        return [composing.helpline(line).as_text() for line in self.knowledge.lines_for("emergency")]

    def greeting(self) -> dict[str, Any]:
        """The Reply that opens a conversation."""
        reply = composing.say(self.knowledge, Kind.SMALLTALK, "greeting", composing.STARTERS)
        return reply.as_dict(whole_text(self.knowledge, reply))

    def unavailable(self, recipient: str) -> list[dict[str, Any]]:
        """What REST answers when something behind it has failed."""
        message = unavailable_message(self.knowledge, "rest")
        text, custom = (
            {"recipient_id": recipient, "text": message["text"]},
            {"recipient_id": recipient, "custom": message["custom"]},
        )
        return [text, custom]

    def unavailable_reply(self) -> dict[str, Any]:
        """The Reply when something behind the bot has failed."""
        custom: dict[str, Any] = unavailable_message(self.knowledge, "website")["custom"]
        return custom

    def not_kept(self) -> dict[str, Any]:
        """The Reply that says that what was said could not be kept, with the emergency lines."""
        knowledge = self.knowledge
        said = Paragraph(f"{knowledge.phrase('not_kept')} {knowledge.phrase('emergency_lead')}")
        lines = (composing.helpline(line) for line in knowledge.lines_for("emergency"))
        reply = Reply(Kind.SMALLTALK, (), (said, *lines))
        return reply.as_dict(whole_text(knowledge, reply))

    def title_of_choice(self, choice: str) -> str:
        """The words on a choice by its id, or ""."""
        return title_of(self.knowledge, choice)
