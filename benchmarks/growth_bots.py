"""How the cost of the whole bot grows with its facts: copies of the product with facts and questions made from public intents."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.cost_projects import ROOT, copy_ours, train_ours
from benchmarks.cost_running import in_turns, start_ours, stopped, texts
from benchmarks.cost_server import Server
from benchmarks.growth_data import Questions
from ops import generate

FACTS: Final = (27, 100, 227)
QUESTIONS: Final = 40  # of each public intent: as many as README asks for at least
MESSAGES: Final = 300
_NEIGHBOURS: Final = ("imh_definition", "three_reasons", "caregiver_role")  # facts that every made fact leads on to


def write(project: Path, made: Questions) -> None:
    """A copy of the product with one more fact for each intent of `made`, generated files included."""
    copy_ours(project)
    facts = project / "knowledge" / "facts.yml"
    known = yaml.safe_load(facts.read_text("utf-8"))
    known["facts"] += [_fact(intent, number) for number, intent in enumerate(made, 1)]
    facts.write_text(yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=1000), "utf-8")
    entries = [{"intent": i, "examples": "".join(f"- {_plain(q)}\n" for q in qs[:QUESTIONS])} for i, qs in made.items()]
    public = project / "data" / "nlu" / "facts" / "public.yml"
    if entries:
        public.write_text(yaml.safe_dump({"version": "3.1", "nlu": entries}, sort_keys=False, width=1000), "utf-8")
    for path, text in generate.files(project).items():
        path.write_text(text, "utf-8")


def _plain(question: str) -> str:
    """A question without what Rasa would read as the mark of an entity."""
    return question.translate(str.maketrans("[](){}", "      ")).strip()


def _fact(intent: str, number: int) -> dict[str, Any]:
    title = f"Public intent {number}"
    sentence = {"text": f"This is the answer to {title.lower()}.", "excerpts": ["made up for a measurement"]}
    return {
        "id": intent.removeprefix("ask_"),
        "title": title,
        "question": f"What is {title.lower()}?",
        "names": [title.lower()],
        "answer": [{"paragraph": [sentence]}],
        "short": sentence["text"],
        "short_excerpts": sentence["excerpts"],
        "sources": [{"id": "sheet_three_reasons", "section": "none"}],
        "links": [],
        "related": list(_NEIGHBOURS),
        "more": _NEIGHBOURS[0],
        "why": _NEIGHBOURS[0],
        "example": _NEIGHBOURS[0],
    }


def train(folder: Path, ours: int, public: Questions, counts: Sequence[int] = FACTS) -> dict[int, dict[str, Any]]:
    """Train a bot for each count of facts, the smallest first: its project's folder and the cost of its training."""
    found = {}
    for count in counts:
        project = folder / f"facts-{count}"
        write(project, dict(list(public.items())[: count - ours]))
        print(f"Training the bot with {count} facts …", flush=True)
        found[count] = {"project": project, "training": asdict(train_ours(project))}
    return found


def measure(projects: Mapping[int, Path], messages: int = MESSAGES) -> dict[str, Any]:
    """Start, memory and reply times of each bot, all running at once and asked by turns: figures by count of facts."""
    figures: dict[str, dict[str, Any]] = {}
    servers: dict[str, Server] = {}
    with tempfile.TemporaryDirectory() as kept, ExitStack() as running:
        for count, project in projects.items():
            server = running.enter_context(stopped(partial(start_ours, project, Path(kept))))
            figures[str(count)] = {"start": round(server.first_answer(), 2)}
            servers[str(count)] = server
        in_turns(servers, texts(20, seed=5), 1)
        for name, found in in_turns(servers, texts(messages), 1).items():
            figures[name] |= {**found, "memory": servers[name].memory()}
    return {**figures, "load_average": os.getloadavg()[1]}


def facts_of_ours(root: Path = ROOT) -> int:
    """How many facts the product has."""
    return len(yaml.safe_load((root / "knowledge" / "facts.yml").read_text("utf-8"))["facts"])
