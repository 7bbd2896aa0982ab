from __future__ import annotations

import pytest
from rasa.shared.core.events import Event, UserUttered

from stores import event_types


@pytest.fixture(autouse=True)
def mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(Event.resolve_by_type))
    event_types.mend()


def test_a_type_stands_for_the_same_class_each_time() -> None:
    assert UserUttered is Event.resolve_by_type("user") is Event.resolve_by_type("user")
    assert "action_answer" == Event.from_parameters({"event": "action", "name": "action_answer"}).action_name


def test_an_unknown_type_is_refused_or_has_the_default_and_neither_is_remembered() -> None:
    assert UserUttered is Event.resolve_by_type("nothing", UserUttered)
    with pytest.raises(ValueError, match="nothing"):
        Event.resolve_by_type("nothing")
    assert Event.resolve_by_type("topic") is None


def test_it_is_mended_once() -> None:
    first = Event.resolve_by_type
    event_types.mend()
    assert first is Event.resolve_by_type
