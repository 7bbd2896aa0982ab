"""Checks of what people say: data/nlu/ (trained on), tests/nlu/development/ and tests/nlu/held_out/ (measured on, never trained on)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from faq.folding import words_key
from faq.located import KnowledgeError, Problem, read_text
from ops.checks.near_duplicates import near_duplicates

FACT_LEAST: Final = 10  # questions of a fact: with fewer it is found by its own words alone
FACT_WELL: Final = 40  # questions of a fact with which it is understood in most wordings
KIND_LEAST: Final = 120  # questions of each other kind
TRAINING: Final = Path("data/nlu")
MARKUP: Final = re.compile(r"\][({\[]")  # Rasa would read [words](like these) as an entity
MEASURED: Final = (Path("tests/nlu/development"), Path("tests/nlu/held_out"))


@dataclass(frozen=True)
class Question:
    """One thing a person says, the intent(s) it is an example of, and where it stands."""

    text: str
    intents: tuple[str, ...]
    file: str
    line: int

    @property
    def key(self) -> str:
        """What makes two questions the same: letters and digits; the text itself when it has none."""
        return words_key(self.text) or self.text


def training(root: Path) -> list[Question]:
    """Every question of data/nlu/, with its line."""
    return [question for path in sorted((root / TRAINING).rglob("*.yml")) for question in _questions(path, root)]


def measured_on(root: Path) -> list[Question]:
    """Every message of the development and the held-out set, with its line."""
    found = []
    for path in (path for folder in MEASURED for path in sorted((root / folder).glob("*.tsv"))):
        for number, row in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
            labels, _, text = row.split("\t")
            found.append(Question(text, tuple(labels.split("+")), path.relative_to(root).as_posix(), number))
    return found


def _questions(path: Path, root: Path) -> Iterator[Question]:
    name = path.relative_to(root).as_posix()
    for item in _items(path, name):
        intent, examples = _field(item, "intent"), _field(item, "examples")
        if isinstance(examples, yaml.SequenceNode):  # with metadata: a second fact asked for
            for example in examples.value:
                text, also = _field(example, "text"), _field(_field(example, "metadata"), "also")
                intents = (intent.value, also.value) if also.value else (intent.value,)
                yield Question(text.value.strip(), intents, name, text.start_mark.line + 1)
            continue
        for offset, row in enumerate(examples.value.splitlines(), 1):
            if row.strip():
                yield Question(
                    row.strip().removeprefix("- "), (intent.value,), name, examples.start_mark.line + 1 + offset
                )


def _items(path: Path, name: str) -> list[yaml.MappingNode]:
    """The entries under `nlu`. Raises KnowledgeError when there are none to be read."""
    try:
        document = yaml.compose(read_text(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        line = error.problem_mark.line + 1 if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark else 1
        message = "is not valid YAML; check the indentation, and that each question begins with '- '"
        raise KnowledgeError([Problem(name, line, "", message)]) from error
    items = _field(document, "nlu") if isinstance(document, yaml.MappingNode) else document
    if not isinstance(items, yaml.SequenceNode):
        raise KnowledgeError([Problem(name, 1, "", "has no list under 'nlu:'; compare with another file of data/nlu/")])
    for item in items.value:
        examples = _field(item, "examples") if isinstance(item, yaml.MappingNode) else None
        if examples is None or not examples.value or not _field(item, "intent").value:
            message = "this entry needs 'intent:' and 'examples: |' with a question on each line below it"
            raise KnowledgeError([Problem(name, item.start_mark.line + 1, "", message)])
    return list(items.value)


def _field(node: yaml.Node, name: str) -> yaml.Node:
    return next((value for key, value in node.value if key.value == name), yaml.ScalarNode("", ""))


def problems(root: Path, intents: Sequence[str]) -> list[Problem]:
    """Everything wrong with the questions, given the intents of the domain."""
    taught, measured = training(root), measured_on(root)
    return [
        *_unknown(taught, intents),
        *_markup(taught),
        *_few(taught, intents),
        *_repeated(taught),
        *_shared(taught, measured),
    ]


def warnings(root: Path, intents: Sequence[str]) -> list[Problem]:
    """What a person should look at: facts with few questions, messages to measure on that ask for what is no intent."""
    return [*_not_many(training(root), intents), *_outdated(measured_on(root), intents)]


def _not_many(questions: Sequence[Question], intents: Sequence[str]) -> Iterator[Problem]:
    counts = Counter(q.intents[0] for q in questions)
    for intent in intents:
        if intent.startswith("ask_") and FACT_LEAST <= counts[intent] < FACT_WELL:
            message = f"has {counts[intent]} questions; with {FACT_WELL} it is understood far better, so write more"
            yield Problem(TRAINING.as_posix(), 1, intent, message)


def _outdated(questions: Sequence[Question], intents: Sequence[str]) -> Iterator[Problem]:
    known, first = set(intents), dict[str, Question]()
    counts: Counter[str] = Counter()
    for q in questions:
        for intent in (i for i in q.intents if i not in known):
            first.setdefault(intent, q)
            counts[intent] += 1
    for intent, q in first.items():
        message = f"{counts[intent]} messages to measure on ask for this, which is not in domain.yml; take them out"
        yield Problem(q.file, q.line, intent, message)


def _markup(questions: Sequence[Question]) -> Iterator[Problem]:
    for q in questions:
        if MARKUP.search(q.text) or q.text.startswith("/"):
            message = f"'{q.text}' begins with / or holds [words](like these), which Rasa reads as a command; take the signs out"
            yield Problem(q.file, q.line, q.intents[0], message)


def _unknown(questions: Sequence[Question], intents: Sequence[str]) -> Iterator[Problem]:
    for q in questions:
        for intent in q.intents:
            if intent not in intents:
                message = f"the intent of '{q.text}' is not in domain.yml; correct its name, or add the fact and run make generate"
                yield Problem(q.file, q.line, intent, message)


def _few(questions: Sequence[Question], intents: Sequence[str]) -> Iterator[Problem]:
    counts = Counter(q.intents[0] for q in questions)
    for intent in intents:
        least = FACT_LEAST if intent.startswith("ask_") else 1
        if counts[intent] < least:
            where = f" into {TRAINING.as_posix()}/facts/{intent[4:]}.yml" if intent.startswith("ask_") else ""
            message = f"has {counts[intent]} questions, at least {least} are needed; write more{where}"
            yield Problem(TRAINING.as_posix(), 1, intent, message)
    kinds: Counter[str] = Counter()
    for intent, count in counts.items():
        kinds[intent.split("_")[0]] += count
    for kind in ("oos", "advice", "crisis", "smalltalk"):
        if kinds[kind] < KIND_LEAST:
            yield Problem(
                str(TRAINING), 1, kind, f"has {kinds[kind]} questions, at least {KIND_LEAST} are needed; write more"
            )


def _repeated(questions: Sequence[Question]) -> Iterator[Problem]:
    first: dict[str, Question] = {}
    for q in questions:
        other = first.setdefault(q.key, q)
        if other is not q:
            why = "twice" if other.intents == q.intents else f"under {other.intents[0]} too"
            yield Problem(
                q.file, q.line, q.intents[0], f"'{q.text}' stands {why} ({other.file}:{other.line}); remove one"
            )


def _shared(taught: Sequence[Question], measured: Sequence[Question]) -> Iterator[Problem]:
    known = {q.key: q for q in taught}
    for q in measured:
        if q.key in known:
            other = known[q.key]
            message = f"'{q.text}' is measured on at {q.file}:{q.line}; remove it here"
            yield Problem(other.file, other.line, other.intents[0], message)
    for i, j in near_duplicates([q.text for q in taught], [q.text for q in measured]):
        if taught[i].key != measured[j].key:
            message = f"'{taught[i].text}' is nearly '{measured[j].text}', measured on at {measured[j].file}:{measured[j].line}; remove it here"
            yield Problem(taught[i].file, taught[i].line, taught[i].intents[0], message)
