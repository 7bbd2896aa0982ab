"""The comparison as one page that needs nothing else: var/test-all/test-all.html."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from faq.knowledge import Knowledge
from faq.understanding import fact_id
from nlu.intent_model import kind_of
from ops.pages import render
from ops.trials.comparing import by_topic, compare, kinds_of_error, scores, wrong
from ops.trials.keeping import FOLDER, Run
from ops.trials.outcomes import Outcome
from ops.trials.questions import DEVELOPMENT, TRAINING

PAGE: Final = FOLDER / "test-all.html"
_KINDS: Final = {
    "out_of_scope": "says that it is not covered",
    "advice": "cannot advise",
    "smalltalk": "small talk",
}
_SORTS: Final = {
    "ask": "fact that is gone",
    "crisis": "danger",
    "oos": "not covered",
    "advice": "asks for advice",
    "smalltalk": "small talk",
    "followup": "follow-up",
    "tell": "tells of",
}
_GROUPS: Final = (("New questions (development set)", DEVELOPMENT), ("Questions it was trained on", TRAINING))


def page(knowledge: Knowledge, now: Run, before: Run | None) -> str:
    """The page: figures, what is worse, what is better, figures by topic, and every question that is not right now."""
    topics = by_topic(now)
    values: Mapping[str, object] = {
        "now": now,
        "before": before,
        "changes": compare(before, now) if before else None,
        "groups": scores(now, before, _groups(now)),
        "topics": sorted(scores(now, before, topics), key=lambda s: (s.change, s.right / s.asked)),
        "errors": kinds_of_error(now.outcomes),
        "wrong": wrong(now),
        "did": lambda o: did(knowledge, o),
        "name": lambda topic: name(knowledge, topic),
        "wanted": lambda o: " and ".join(name(knowledge, intent) for intent in o.asked.intents),
    }
    return render("test_all.html", values)


def name(knowledge: Knowledge, intent: str) -> str:
    """An intent in words: a fact by its title."""
    fact = fact_id(intent)
    if fact in knowledge.facts:
        return knowledge.facts[fact].title
    sort, _, rest = intent.partition("_")
    return f"{_SORTS.get(sort, sort)}: {rest.replace('_', ' ')}"


def did(knowledge: Knowledge, o: Outcome) -> str:
    """What the bot did, in words."""
    facts = ", ".join(name(knowledge, f"ask_{fact}") for fact in o.facts)
    if o.kind == "answer":
        return f"answers: {facts}"
    if o.kind == "clarify":
        return f"offers: {facts}"
    if o.kind == "crisis":
        return f"gives help lines ({o.category.replace('_', ' ')})"
    return _KINDS[o.kind]


def _groups(run: Run) -> list[tuple[str, list[Outcome]]]:
    """The outcomes by the sort of question, danger first, for each group."""
    found = []
    for title, group in _GROUPS:
        rows = [o for o in run.outcomes if o.asked.group == group]
        danger = [o for o in rows if kind_of(o.topic) == "crisis"]
        facts = [o for o in rows if kind_of(o.topic) == "fact"]
        others = [o for o in rows if kind_of(o.topic) not in ("crisis", "fact")]
        for sort, chosen in (("danger", danger), ("facts", facts), ("all else", others)):
            if chosen:
                found.append((f"{title}: {sort}", chosen))
    return found
