"""Puts many texts to the trained model in this process, each as the first message of a conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faq.choosing import choose
from faq.conversation import Conversation
from faq.knowledge import Knowledge
from faq.reply import Reply
from faq.understanding import understanding_of

if TYPE_CHECKING:
    from rasa.core.processor import MessageProcessor

Ask = Callable[[Path, Knowledge, Sequence[str], Callable[[int], None]], list[Reply]]
AT_ONCE = 200  # texts between two signs of life


def ask_model(model: Path, knowledge: Knowledge, texts: Sequence[str], done: Callable[[int], None]) -> list[Reply]:
    """The Reply to each text by the model in an archive; `done` is told how many have theirs."""
    return replies(load(model), knowledge, texts, done)


def load(model: Path) -> MessageProcessor:
    """What reads messages in the bot, from a model's archive."""
    from rasa.core.agent import Agent  # here, because its imports take seconds and warn

    processor: MessageProcessor = Agent.load(str(model)).processor
    return processor


def replies(
    processor: MessageProcessor,
    knowledge: Knowledge,
    texts: Sequence[str],
    done: Callable[[int], None] = lambda _: None,
) -> list[Reply]:
    """The Reply to each text; `done` is told how many have theirs."""
    found: list[Reply] = []
    for text, parse_data in zip(texts, _parsed(processor, texts), strict=True):
        understood = understanding_of(text, parse_data, None)
        found.append(choose(knowledge, understood, Conversation()).reply)
        done(len(found))
    return found


def _parsed(processor: MessageProcessor, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rasa's parse data of each text, from the same graph that reads people's messages, many texts a run."""
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER

    target = processor.model_metadata.nlu_target
    for start in range(0, len(texts), AT_ONCE):
        messages = [UserMessage(text) for text in texts[start : start + AT_ONCE]]
        inputs = {PLACEHOLDER_MESSAGE: messages, PLACEHOLDER_TRACKER: None}
        for message in processor.graph_runner.run(inputs=inputs, targets=[target])[target]:
            yield message.as_dict(only_output_properties=True)
