"""Examples of every remaining kind of error of ours, with what would mend them: results/errors.md.

Taken from the development set only: the held-out set stays unread.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.evaluate import Result, wrong_stated
from faq.reply import Kind
from nlu.intent_model import kind_of

RESULT = Path(__file__).resolve().parent / "results" / "errors.md"
MOST = 10


@dataclass(frozen=True)
class Sort:
    """One kind of error: its name, which results are of it, and what would mend it."""

    name: str
    belongs: Callable[[Result], bool]
    mend: str


def _wants(kind: str) -> Callable[[Result], bool]:
    return lambda r: kind_of(r.example.labels[0]) == kind


def _one_fact(r: Result) -> bool:
    return len(r.wanted) == 1


def _matched(r: Result) -> int:
    return sum(r.matches(f) for f in r.wanted)


def _of(r: Result, *kinds: Kind) -> bool:
    return r.reply.kind in kinds


SORTS: tuple[Sort, ...] = (
    Sort("A wrong fact stated", lambda r: bool(r.wanted) and wrong_stated(r), "Neighbours whose difference lies in one word that few training questions hold: the Alliance and the association, the definition and the uses of \"IECMH\", who looks after a baby and why it matters. More questions that name both neighbours and ask for one; for questions that quote a piece of the sheet (\"social function base\"), the sheet's own phrases as questions of their fact."),
    Sort("A fact asked for, neither answered nor offered", lambda r: _one_fact(r) and not _of(r, Kind.ANSWER, Kind.CRISIS) and not (_of(r, Kind.CLARIFY) and _matched(r)), "The fact stands second, behind advice or an out-of-scope intent that talks of the same people (judges, grandparents, caseworkers). More questions asked by such people about the sheet rather than about their case, and words seen nowhere else (\"bibliography\", \"apego seguro\", a citation). Some have the right fact just below the share from which facts are offered; a lower one would show it, and show facts to more messages that nothing answers."),
    Sort("A fact asked for, only offered", lambda r: _one_fact(r) and _of(r, Kind.CLARIFY) and _matched(r) > 0, "Two facts truly fit, or the message is too short to tell (\"bench guidance\"). Offering is right for most; where one fact is meant, questions of that fact in the words of the profession that asks. \"Reason no. 1\" needs the numbers of the sheet's lists as questions."),
    Sort("A second fact beside the right one", lambda r: _one_fact(r) and _of(r, Kind.ANSWER) and _matched(r) > 0 and len(r.reply.facts) > 1, "One long or doubled question taken for two. The detector of two questions needs more examples that hold \"and\" or give a list or a reason first, and ask for one thing."),
    Sort("One of two facts missing", lambda r: len(r.wanted) == 2 and not (_of(r, Kind.ANSWER) and _matched(r) == 2), "The second question leans on the first (\"contact them\", \"is that right too\"), or one of the two is so sure that the other's share vanishes. Reading the clause of the second question with the first question's subject put in for the pronoun would mend the former; asking the ranking again without the first fact, the latter."),
    Sort("Out of scope, yet a fact stated", lambda r: _wants("out_of_scope")(r) and _of(r, Kind.ANSWER), "In most the whole message is read as out of scope with near certainty and one clause, or a name in it, still brings a fact (\"brain architecture of GPT-4\", \"what cutoff\"). A clause should have to outweigh what the whole says against it. The others need a trap question of their own."),
    Sort("Out of scope, yet facts offered", lambda r: _wants("out_of_scope")(r) and _of(r, Kind.CLARIFY), "The words of a fact with one word that changes everything (\"ball recall\", \"rehab\"). Offering is a mild error here; trap questions with such words mend it."),
    Sort("Out of scope, taken for advice or small talk", lambda r: _wants("out_of_scope")(r) and _of(r, Kind.ADVICE, Kind.SMALLTALK), "Complaints, orders and personal questions far from the subject, for which the far out-of-scope questions have few of the same form. More far questions as complaints and orders. The reply to advice says no as well, so little is lost there."),
    Sort("Danger missed", lambda r: _wants("crisis")(r) and not _of(r, Kind.CRISIS), "Danger that no word tells: it has to be inferred from the situation (the third cabinet, he checks what I looked at, a goodbye letter). The encoder knows likeness, not consequence: more veiled messages of each such situation would help, and probably a larger encoder."),
    Sort("Danger caught, under another category", lambda r: _wants("crisis")(r) and _of(r, Kind.CRISIS) and f"crisis_{r.reply.category}" != r.example.labels[0], "Most are danger in two categories at once: an overdose is a medical emergency, pills taken on purpose are self-harm, a mother after birth speaks of her child, a child tells of violence at home. 911 is among the lines of every category, and most lines overlap, so the harm is small. Labels that admit two categories, in training and in measuring, would mend most."),
    Sort("False alarm", lambda r: not _wants("crisis")(r) and _of(r, Kind.CRISIS), "Words of danger in a harmless frame: told long ago, a joke, a film, a definition, a symptom that is fine. More look-alikes of each frame, and the frame itself (\"years ago\", \"for a class\", \"real question tho\") as a feature of the detector. A few are messages where a careful reader might hand out the lines as well."),
    Sort("Advice not recognised", lambda r: _wants("advice")(r) and not _of(r, Kind.ADVICE, Kind.CRISIS), "A few words that tell a state and ask nothing; without more words they are as well read as somebody telling of themselves. The reply invites them to say more, which is fitting."),
    Sort("Small talk not recognised", lambda r: _wants("smalltalk")(r) and not _of(r, Kind.SMALLTALK, Kind.CRISIS), "Questions about the bot that share their words with facts about the association or with reporting a family. More of them in the two intents about the bot and about privacy."),
)  # fmt: skip


def page(results: Sequence[Result]) -> str:
    """The page: of each kind of error how many there are, what would mend them, and up to ten of them."""
    day = datetime.now(timezone.utc).date().isoformat()
    parts = [
        f"# What ours still gets wrong, on the development set ({len(results):,} messages), {day}",
        "By `make bench PARTS=understanding`. Up to ten examples of each kind, drawn with a fixed seed: label, sort, writer, what the bot did.",
    ]
    chance = random.Random(1)
    for sort in SORTS:
        wrong = [r for r in results if sort.belongs(r)]
        if not wrong:
            parts.append(f"## {sort.name}: none")
            continue
        shown = chance.sample(wrong, min(MOST, len(wrong)))
        parts.append(f"## {sort.name}: {len(wrong)}\n\n{sort.mend}\n\n" + "\n".join(map(_line, shown)))
    return "\n\n".join(parts) + "\n"


def _line(r: Result) -> str:
    e = r.example
    did = " ".join([r.reply.kind.value, *([r.reply.category] if r.reply.category else []), *r.reply.facts])
    return f"- {e.text}<br>`{'+'.join(e.labels)}` ({e.sort}, {e.writer}) → `{did}`"


def write(results: Sequence[Result]) -> None:
    """Write results/errors.md."""
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(page(results), encoding="utf8")
