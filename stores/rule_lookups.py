"""Which of Rasa's rules fit a moment of a conversation, remembered by what the rules can tell of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from rasa.core.policies.rule_policy import RulePolicy

_TABLES: Final = "faq_tables"  # attribute of a policy: a table for each of its sets of rules
KEPT_MOST: Final = 4096  # moments of a table; there are about as many as intents times places in a rule
_OTHER: Final = "\0other"  # the words of a person, where no rule names words


def mend() -> None:
    """Let Rasa's rule policy look in a table; it parses every rule's JSON anew for each of the moments of each of four looks a message."""
    RulePolicy._get_possible_keys = _fitting


def _fitting(self: RulePolicy, lookup: dict[str, str], states: list[Mapping[str, Any]]) -> set[str]:
    """The keys of the rules that fit these moments, the newest last, as RulePolicy has it."""
    tables: dict[int, _Table] = self.__dict__.setdefault(_TABLES, {})
    table = tables.get(id(lookup))
    if table is None or table.lookup is not lookup or table.size != len(lookup):
        table = tables[id(lookup)] = _Table(self, lookup)
    return table.fitting(states)


class _Table:
    """The rules of one lookup by what was asked of them; `lookup` is kept, so that its id stays its own."""

    def __init__(self, policy: RulePolicy, lookup: dict[str, str]) -> None:
        self.lookup, self.size, self._policy = lookup, len(lookup), policy
        rules = [policy._rule_key_to_state(key) for key in lookup]
        self._longest = max(map(len, rules), default=0)
        self._texts = {state["user"]["text"] for rule in rules for state in rule if "text" in state.get("user", {})}
        self._known: OrderedDict[tuple[int, Any], frozenset[str]] = OrderedDict()

    def fitting(self, states: list[Mapping[str, Any]]) -> set[str]:
        """The keys that fit all moments; behind the longest rule every moment fits."""
        found = set(self.lookup)
        for place, state in enumerate(reversed(states)):
            if not found or place >= self._longest:
                break
            found &= self._at(place, state)
        return found

    def _at(self, place: int, state: Mapping[str, Any]) -> frozenset[str]:
        mark = (place, self._mark(state))
        known = self._known.get(mark)
        if known is None:
            known = self._known[mark] = self._asked(place, state)
            if len(self._known) > KEPT_MOST:
                self._known.popitem(last=False)
        return known

    def _asked(self, place: int, state: Mapping[str, Any]) -> frozenset[str]:
        fits = self._policy._is_rule_applicable
        return frozenset(key for key in self.lookup if fits(key, place, state))

    def _mark(self, state: Mapping[str, Any]) -> Any:
        """A moment as a key. Words that no rule names are all alike to the rules, and are not kept."""
        return frozenset(
            (part, frozenset((name, self._value(part, name, value)) for name, value in own.items()))
            for part, own in state.items()
        )

    def _value(self, part: str, name: str, value: Any) -> Any:
        if (part, name) == ("user", "text") and value and value not in self._texts:
            return _OTHER
        return value if not isinstance(value, list) else ("list", *value)
