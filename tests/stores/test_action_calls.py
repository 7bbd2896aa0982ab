from __future__ import annotations

import pytest
import rasa.core.actions.action
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from stores import action_calls


@pytest.fixture
def mended(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    monkeypatch.setattr(rasa.core.actions.action, "DEFAULT_REQUEST_TIMEOUT", 300)
    action_calls.mend()
    return RemoteAction("action_answer", None)


def test_an_answer_of_the_right_form_is_taken(mended: RemoteAction) -> None:
    assert mended._validate_action_result({"events": [], "responses": [{"text": "yes"}]})
    assert mended._validate_action_result({"events": [{"event": "restart"}], "responses": []})


@pytest.mark.parametrize(
    "wrong", [[], None, {"events": [{"name": "no type"}]}, {"events": {}}, {"responses": ["text"]}]
)
def test_an_answer_of_another_form_is_refused_as_rasa_does(mended: RemoteAction, wrong: object) -> None:
    with pytest.raises(ValidationError):
        mended._validate_action_result(wrong)


def test_a_call_has_an_end(mended: RemoteAction) -> None:
    assert action_calls.ACTION_SECONDS == rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT
