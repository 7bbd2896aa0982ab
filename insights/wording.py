"""The report's names for what is counted, in plain words."""

from __future__ import annotations

from typing import Final

CHANNELS: Final = {
    "website": "Website",
    "rest": "REST (staff and servers)",
    "cmdline": "Shell (make shell)",
    "telegram": "Telegram",
    "messenger": "Messenger",
    "slack": "Slack",
    "twilio_sms": "SMS",
    "twilio_whatsapp": "WhatsApp",
}
KINDS: Final = {
    "answer": "Answered",
    "clarify": "Offered choices",
    "out_of_scope": "Could not answer",
    "advice": "Asked for advice: named who can help",
    "crisis": "Told of danger: gave help lines",
    "smalltalk": "Small talk",
    "none": "Got no reply",
}
CATEGORIES: Final = {
    "advice": {
        "advice_medical": "Medical",
        "advice_development": "A child's development",
        "advice_legal": "Law, custody, courts",
        "advice_child_welfare": "Child welfare",
        "advice_parent_health": "A parent's health",
    },
    "out_of_scope": {
        "oos_child_health": "Children's health",
        "oos_parent_mood": "Parents' mood",
        "oos_development": "How children develop",
        "oos_careers": "Jobs, training, certificates",
        "oos_services": "Services and programs",
        "oos_other": "Anything else",
        "language": "Written in Spanish",
        "steering": "Tried to steer the bot",
        "unreadable": "Could not be read",
        "unavailable": "Something behind the bot failed",
    },
}
DANGERS: Final = {
    "self_harm": "Harm to oneself",
    "child_harm": "Harm to a child",
    "abuse_disclosed": "Abuse told of",
    "violence_at_home": "Violence at home",
    "overdose": "Overdose",
    "postpartum": "After giving birth",
    "medical_emergency": "Medical emergency",
}


def name_of(names: dict[str, str], key: str) -> str:
    """The plain name under a key; the key in words when it has none yet."""
    return names.get(key) or key.replace("_", " ").strip().capitalize() or "Unknown"
