"""The in-process answer generator: what the bot says without the action server."""

from __future__ import annotations

import logging
import os
from itertools import islice
from pathlib import Path
from typing import Any

import rasa.core.actions.action
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from faq.answering import EVENTS_READ, Events, answered, message_for, unavailable_message
from faq.live import live_knowledge
from ops import settings
from stores import action_calls, event_types, graph_runs, rule_lookups

logger = logging.getLogger(__name__)
UNAVAILABLE = "utter_unavailable"


class KnowledgeNLG(NaturalLanguageGenerator):
    """Says what `faq` chooses, from the files in knowledge/ as they stand now.

    `utter_reply` answers the message. `utter_unavailable`, the last step of every rule, speaks only when nothing was said since
    the person last spoke: it answers in this process, so that a dead action server costs nobody their answer, and only when that
    fails too says that something is not working.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        root = os.environ.get("FAQ_ROOT") or Path(__file__).resolve().parent.parent
        self._knowledge = live_knowledge(Path(root) / "knowledge")
        logging.getLogger(rasa.core.actions.action.__name__).addFilter(_nothing_left_to_say)
        for slow in (action_calls, event_types, graph_runs, rule_lookups):
            slow.mend()
        logging.getLogger(rasa.core.actions.action.__name__).addFilter(_is_news)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The message for an utter action; an empty one when nothing is left to say."""
        events = _newest_events(tracker)
        if utter_action == UNAVAILABLE and answered(events):
            return None
        channel = tracker.get_latest_input_channel() or ""
        try:
            return message_for(self._knowledge.current(), events, channel, settings.shell_why())
        except Exception as error:  # whatever it is, the person gets a reply  # noqa: BLE001
            logger.error("an answer failed (%s); the emergency lines were given", type(error).__name__)
            return unavailable_message(self._knowledge.current(), channel)


def _is_news(record: logging.LogRecord) -> bool:
    """False for Rasa's complaint that utter_unavailable said nothing, which is as it should be."""
    return UNAVAILABLE not in record.getMessage()


def _newest_events(tracker: DialogueStateTracker) -> Events:
    newest = list(islice(reversed(tracker.events), EVENTS_READ))
    return [event.as_dict() for event in reversed(newest)]


def _nothing_left_to_say(record: logging.LogRecord) -> bool:
    """Whether a log record is worth writing: Rasa calls it an error each time `utter_unavailable` is silent, as it should be."""
    return f"Couldn't create message for response '{UNAVAILABLE}'" not in record.getMessage()
