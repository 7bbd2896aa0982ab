"""Where a message goes whose token opens nothing any more."""

from __future__ import annotations

from channels.tokens import Tokens

SECRET = "a secret that is made up for this test alone"


def at(now: float, secret: str = SECRET) -> Tokens:
    return Tokens(secret, 100, lambda: now)


def test_the_same_message_of_an_expired_token_finds_the_same_conversation() -> None:
    old, token = at(0).issue()
    found = at(1000).successor(token, "m1")

    assert at(1000).conversation(token) is None
    assert found == at(2000).successor(token, "m1")
    assert found not in (None, old)


def test_another_message_or_another_token_finds_another_one() -> None:
    (_, one), (_, two) = at(0).issue(), at(0).issue()
    found = {at(1000).successor(token, message) for token in (one, two) for message in ("m1", "m2")}

    assert len(found) == 4


def test_a_forged_token_has_no_successor_so_that_nobody_can_choose_a_conversation_for_another() -> None:
    _, foreign = at(0, "another secret, as long as the first one is").issue()
    for token in (foreign, "", "a.b.c", "nonsense"):
        assert at(1000).successor(token, "m1") is None


def test_a_token_can_be_made_anew_for_a_conversation() -> None:
    conversation, _ = at(0).issue()
    assert at(50).conversation(at(0).token_of(conversation)) == conversation
