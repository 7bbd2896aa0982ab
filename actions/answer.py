"""The action that looks up facts: reads the tracker, asks faq for the message, dispatches it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from faq.answering import EVENTS_READ, message_for
from faq.live import LiveKnowledge, live_knowledge
from ops import settings


@lru_cache(maxsize=1)
def knowledge_files() -> LiveKnowledge:
    """The knowledge of this process; FAQ_ROOT names another root than the one this file is in."""
    root = os.environ.get("FAQ_ROOT") or Path(__file__).resolve().parent.parent
    return live_knowledge(Path(root) / "knowledge")


class ActionAnswer(Action):
    """Answers with facts, choices or a follow-up, whatever fits the message and the conversation."""

    def name(self) -> str:
        """The name that rules.yml calls."""
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """One message, and no events: the memory rides on the message."""
        channel, events = tracker.get_latest_input_channel() or "", tracker.events[-EVENTS_READ:]
        message = message_for(knowledge_files().current(), events, channel, settings.shell_why())
        dispatcher.utter_message(json_message=message.pop("custom", None), **message)
        return []
