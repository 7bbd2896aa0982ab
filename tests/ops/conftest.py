"""A project of one fact and one greeting, small enough that Rasa trains it in seconds."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

FILES = {
    "config.yml": "recipe: default.v1\nassistant_id: small\nlanguage: en\n"
    "pipeline: [{name: KeywordIntentClassifier}]\npolicies: [{name: RulePolicy}]\n",
    "domain.yml": 'version: "3.1"\nintents: [greet, ask, wait]\nactions: [action_fact, action_slow]\n'
    "responses: {utter_hello: [{text: Hello.}]}\n",
    "data/nlu.yml": 'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n'
    "- intent: ask\n  examples: |\n    - fact\n- intent: wait\n  examples: |\n    - slowly\n",
    "data/rules.yml": 'version: "3.1"\nrules:\n- rule: hello\n  steps: [{intent: greet}, {action: utter_hello}]\n'
    "- rule: fact\n  steps: [{intent: ask}, {action: action_fact}]\n"
    "- rule: slow\n  steps: [{intent: wait}, {action: action_slow}]\n",
    "endpoints.yml": "action_endpoint: {url: 'http://127.0.0.1:5055/webhook'}\n",
    "credentials.yml": "rest:\nsmall_website.SmallWebsite:\n",
    "actions/__init__.py": "",
    "actions/fact.py": """
from rasa_sdk import Action

class Fact(Action):
    def name(self):
        return "action_fact"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="A fact.")
        return []
""",
    "actions/slow.py": """
import asyncio
from rasa_sdk import Action

class Slow(Action):
    def name(self):
        return "action_slow"

    async def run(self, dispatcher, tracker, domain):
        await asyncio.sleep(4)
        dispatcher.utter_message(text="A fact that took its time.")
        return []
""",
    "small_website.py": """
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response

class SmallWebsite(InputChannel):
    @classmethod
    def name(cls):
        return "website"

    def blueprint(self, on_new_message):
        blueprint = Blueprint("website")

        @blueprint.get("/ready")
        async def ready(request):
            return response.empty(200 if request.app.ctx.agent.is_ready() else 503)

        return blueprint
""",
}


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, in a folder with a space in its name."""
    root = tmp_path_factory.mktemp("small") / "a project"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    shutil.copytree(REPOSITORY / "knowledge", root / "knowledge")
    return root


@pytest.fixture(scope="session")
def environ(small_project: Path) -> dict[str, str]:
    """The environment in which the commands of ops work on the small project."""
    ours = {"FAQ_ROOT": str(small_project), "PYTHONPATH": str(REPOSITORY), "PATH": os.environ["PATH"]}
    return {**ours, "HOME": str(small_project), "PYTHONUNBUFFERED": "1", "VIRTUAL_ENV": sys.prefix}
