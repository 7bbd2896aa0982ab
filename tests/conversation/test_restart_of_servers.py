"""Context survives the restart of either server."""

from __future__ import annotations

import signal

import pytest

from tests.conversation.expecting import assert_about, assert_answers, assert_kind
from tests.http.client import Chat
from tests.http.product import START_SECONDS, Product, until


@pytest.mark.parametrize("server", ["bot", "action_server"])
def test_answers_roles_choices_and_danger_are_remembered(product: Product, server: str) -> None:
    listed, role, choosing, danger = (product.door.session() for _ in range(4))
    listed.say("why does infant mental health matter")
    role.say("I'm a home visitor")
    offered = choosing.say("how can i help")
    danger.say("my husband beats me and i am scared he comes home")

    _restart(product, server)

    assert_about(listed.say("the second one"), "toxic_stress")
    assert_answers(role.say("so how can I help?"), "help_home_visitors")
    assert_answers(choosing.say("the second one"), offered["facts"][1])
    assert_kind(danger.say("i dont know what to do"), "crisis")


def test_with_the_action_server_away_context_is_kept_too(product: Product, chat: Chat) -> None:
    chat.say("what is toxic stress")
    with product.action_server_killed():
        chat.say("hello")
    product.wait_until_ready()
    assert_answers(chat.say("say that shorter please"), "toxic_stress")


def _restart(product: Product, server: str) -> None:
    before = product.signal(server, signal.SIGKILL)
    until(lambda: product.pid(server) not in (before, None), START_SECONDS, product.said)
    product.wait_until_ready()
