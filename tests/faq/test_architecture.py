"""faq/ is plain Python: it knows neither Rasa nor Sanic, and importing it does nothing."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    p.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    for p in (ROOT / "faq").rglob("*.py")
)
STRANGERS = (
    "rasa",
    "rasa_sdk",
    "sanic",
    "spacy",
    "tensorflow",
    "actions",
    "channels",
    "stores",
    "nlu",
    "ops",
    "insights",
)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("module", MODULES)
def test_no_module_of_faq_imports_what_is_around_it(module: str) -> None:
    path = ROOT / (module.replace(".", "/") + ".py")
    path = path if path.exists() else path.with_suffix("") / "__init__.py"
    assert imported(path) & set(STRANGERS) == set()


WATCH = """
import importlib, json, sys
import yaml
seen = []
ours = %r

def watch(event, arguments):
    if event == "open":
        path, mode = str(arguments[0]), str(arguments[1])
        if "__pycache__" not in path and not path.endswith((".py", ".pyc", ".so")) and path != "None":
            seen.append(f"{event} {path} {mode}")
    elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.mkdir", "os.remove", "os.rename", "shutil.", "urllib.")):
        seen.append(event)

sys.addaudithook(watch)
importlib.import_module(sys.argv[1])
print(json.dumps({"seen": seen, "strangers": sorted(set(ours) & set(sys.modules))}))
"""


def test_importing_faq_reads_no_file_opens_no_connection_and_starts_nothing() -> None:
    for module in MODULES:
        outcome = subprocess.run(
            [sys.executable, "-c", WATCH % (STRANGERS,), module], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert json.loads(outcome.stdout) == {"seen": [], "strangers": []}, module


def test_ruff_guards_the_same_border() -> None:
    foreign = ROOT / "faq" / "guard.py"
    outcome = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--output-format", "concise", "--stdin-filename", str(foreign), "-"],
        cwd=ROOT, input="import rasa\nfrom rasa_sdk import Tracker\nimport sanic\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome.stdout.count("TID251") == 3, outcome.stdout + outcome.stderr
