"""Puts many questions to the trained model in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faq.choosing import choose
from faq.conversation import Conversation
from faq.knowledge import Knowledge
from faq.reply import Reply
from faq.understanding import understanding_of
from ops.trials.questions import Asked

if TYPE_CHECKING:
    from rasa.core.processor import MessageProcessor

Ask = Callable[[Path, Knowledge, Sequence[Asked], Callable[[int], None]], list[Reply]]
AT_ONCE = 200  # texts between two signs of life


def ask_model(model: Path, knowledge: Knowledge, asked: Sequence[Asked], done: Callable[[int], None]) -> list[Reply]:
    """The Reply to each question by the model in an archive; `done` is told how many have theirs."""
    return replies(load(model), knowledge, asked, done)


def load(model: Path) -> MessageProcessor:
    """What reads messages in the bot, from a model's archive."""
    from rasa.core.agent import Agent  # here, because its imports take seconds and warn

    processor: MessageProcessor = Agent.load(str(model)).processor
    return processor


def replies(
    processor: MessageProcessor,
    knowledge: Knowledge,
    asked: Sequence[Asked],
    done: Callable[[int], None] = lambda _: None,
) -> list[Reply]:
    """The Reply to each question as the first of a conversation; to one that leans on something, right after an answer."""
    found: list[Reply] = []
    first, answered = Conversation(), _after_an_answer(knowledge)
    for question, parse_data in zip(asked, _parsed(processor, [a.text for a in asked]), strict=True):
        before = answered if question.leans else first
        understood = understanding_of(question.text, parse_data, None, context=bool(before.facts))
        found.append(choose(knowledge, understood, before).reply)
        done(len(found))
    return found


def _after_an_answer(knowledge: Knowledge) -> Conversation:
    """A conversation in which a fact with a list was just answered, so that every sort of follow-up has something to lean on."""
    fact = next((f for f in knowledge.facts.values() if f.items), next(iter(knowledge.facts.values())))
    understood = understanding_of(fact.question, {"intent": {"name": fact.intent}}, None)
    return choose(knowledge, understood, Conversation()).after


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
