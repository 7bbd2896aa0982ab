"""Rasa's events by the name of their type, looked up once and not in every class of every event that is read back."""

from __future__ import annotations

from typing import Any, Final

from rasa.shared.core.events import Event

_MENDED: Final = "faq_remembers_types"  # attribute of the function in Rasa's place


def mend() -> None:
    """Let Rasa remember which class a name stands for; it goes through all of them, and asks each whether it is abstract, each time."""
    found_by_rasa = Event.resolve_by_type
    if hasattr(found_by_rasa, _MENDED):
        return
    known: dict[str, Any] = {}

    def resolve_by_type(type_name: str, default: Any = None) -> Any:
        """The class of a type; what has none is looked up again, because a class may be defined later."""
        found = known.get(type_name)
        if found is None:
            found = found_by_rasa(type_name, default)
            if found is not None and found.type_name == type_name:  # and not the default
                known[type_name] = found
        return found

    setattr(resolve_by_type, _MENDED, True)
    Event.resolve_by_type = staticmethod(resolve_by_type)
