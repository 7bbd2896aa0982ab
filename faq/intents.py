"""The intents that are not facts, by kind: what domain.yml lists and what phrases.yml needs wording for."""

from __future__ import annotations

from typing import Final

CRISIS: Final = (
    "self_harm",
    "child_harm",
    "abuse_disclosed",
    "violence_at_home",
    "overdose",
    "postpartum",
    "medical_emergency",
)
OUT_OF_SCOPE: Final = ("child_health", "parent_mood", "development", "careers", "services", "other")
ADVICE: Final = ("medical", "development", "legal", "child_welfare", "parent_health")
SMALL_TALK: Final = (
    "greet", "thanks", "goodbye", "bot", "capabilities", "human", "privacy", "language", "praise", "complaint", "repeat", "restart", "affirm", "deny", "wait",
)  # fmt: skip
FOLLOW_UPS: Final = ("source", "more", "shorter", "why", "example", "who", "item", "correction", "about")
