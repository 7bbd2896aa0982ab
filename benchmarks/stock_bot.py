"""A stock Rasa bot for the same questions: the default pipeline and policies of Rasa 3.6, plain texts, made into a project of its own."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.cost_projects import Training, digest, trained
from faq import composing
from faq.knowledge import Knowledge
from faq.rendering.plain_text import whole_text
from faq.understanding import fact_id

EPOCHS: Final = 100  # Rasa's own default
# A hundred take hours with many questions. After ten of these DIET's own log has 97 to 98 % of our training questions right.
MANY, FEWER_EPOCHS = 2000, 10
MODEL: Final = "models/stock.tar.gz"
FALLBACK: Final = "nlu_fallback"
_THANKS: Final = "Thank you for telling me. Ask me about the mental health of babies and young children."
_VERSION: Final = {"version": "3.1"}
_BAR: Final = re.compile(
    r"Epochs: +\d+%[^\r\n]*? (?P<done>\d+)/\d+ \[(?:(?P<hours>\d+):)?(?P<minutes>\d+):(?P<seconds>\d+)<"
)


def epochs_for(questions: int) -> int:
    """For how many epochs a stock pipeline is trained here."""
    return EPOCHS if questions <= MANY else FEWER_EPOCHS


def write(project: Path, data: Path, knowledge: Knowledge, epochs: int = EPOCHS) -> None:
    """Make a project from training questions (a folder of Rasa's YAML) and the facts' answers; a model trained before stays."""
    shutil.rmtree(project / "data", ignore_errors=True)
    shutil.copytree(data, project / "data" / "nlu")
    intents = sorted(_intents(data))
    _dump(project / "config.yml", config(epochs))
    _dump(project / "domain.yml", domain(intents, knowledge))
    _dump(project / "data" / "rules.yml", {**_VERSION, "rules": [_rule(i) for i in [*intents, FALLBACK]]})
    _dump(project / "data" / "stories.yml", {**_VERSION, "stories": stories(intents)})
    _dump(project / "credentials.yml", {"rest": None})
    _dump(project / "endpoints.yml", {})  # conversations in memory, as `rasa init` leaves it


def config(epochs: int = EPOCHS) -> dict[str, Any]:
    """The pipeline and the policies that Rasa 3.6.21 takes by default (rasa/engine/recipes/config_files/default_config.yml)."""
    sure: dict[str, Any] = {"epochs": epochs, "constrain_similarities": True}
    return {
        "recipe": "default.v1",
        "assistant_id": "stock",
        "language": "en",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", **sure},
            {"name": "EntitySynonymMapper"},
            {"name": "ResponseSelector", **sure},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ],
        "policies": [
            {"name": "MemoizationPolicy"},
            {"name": "RulePolicy"},
            {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": epochs},
            {"name": "TEDPolicy", "max_history": 5, **sure},
        ],
    }


def domain(intents: list[str], knowledge: Knowledge) -> dict[str, Any]:
    """One intent a fact and one text an intent."""
    texts = {_utter(i): [{"text": _text(i, knowledge)}] for i in [*intents, FALLBACK]}
    return {**_VERSION, "intents": intents, "responses": texts}


def stories(intents: list[str]) -> list[dict[str, Any]]:
    """Three short conversations, as many as `rasa init` comes with."""
    facts = [i for i in intents if fact_id(i)]
    others = [i for i in intents if not fact_id(i)]
    first, last = others[0], others[-1]
    asked = [(first, facts[0], last), (facts[1], facts[2], last), (first, facts[3])]
    return [{"story": f"conversation {n}", "steps": [s for i in c for s in _steps(i)]} for n, c in enumerate(asked, 1)]


def train(project: Path) -> Training:
    """Train it with Rasa's own command, for the epochs it was written with."""
    made_from = digest(project, ("config.yml", "domain.yml", "data"))
    command = [sys.executable, "-m", "rasa", "train", "--force", "--skip-validation", "--fixed-model-name", "stock"]
    return trained(project, command, project / MODEL, made_from)


def reckoned(done: Training, log: str, epochs: int) -> Training:
    """What a training would have cost with Rasa's own number of epochs: a short one's cost with epochs like its later ones added.

    `log`: what Rasa wrote; tqdm's bars say when each epoch was over. The first epoch, in which TensorFlow compiles, counts once. Batches
    grow from epoch to epoch and make them shorter, so this is rather too little than too much.
    """
    models: list[dict[int, int]] = []
    for bar in _BAR.finditer(log):
        if int(bar["done"]) == 0:
            models.append({})
        models[-1][int(bar["done"])] = 3600 * int(bar["hours"] or 0) + 60 * int(bar["minutes"]) + int(bar["seconds"])
    added = sum((EPOCHS - epochs) * (seconds[epochs] - seconds[1]) / (epochs - 1) for seconds in models)
    longer = 1 + added / done.wall
    return Training(round(done.wall * longer, 1), round(done.cpu * longer, 1), done.model_mb)


def command(port: int) -> list[str]:
    """Serve it as a Rasa user would, on loopback."""
    options = {"--interface": "127.0.0.1", "--port": str(port), "--model": MODEL, "--credentials": "credentials.yml"}
    return [sys.executable, "-m", "rasa", "run", *(part for pair in options.items() for part in pair)]


def _intents(data: Path) -> set[str]:
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(data.rglob("*.yml"))]
    return {entry["intent"] for file in files for entry in file["nlu"] if "intent" in entry}


def _text(intent: str, knowledge: Knowledge) -> str:
    fact = fact_id(intent)
    if fact not in knowledge.facts:
        return _THANKS
    return whole_text(knowledge, composing.answer(knowledge, (fact,)))


def _utter(intent: str) -> str:
    return f"utter_{intent}"


def _steps(intent: str) -> list[dict[str, str]]:
    return [{"intent": intent}, {"action": _utter(intent)}]


def _rule(intent: str) -> dict[str, Any]:
    return {"rule": intent, "steps": _steps(intent)}


def _dump(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000), "utf-8")
