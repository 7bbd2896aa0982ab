from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from ops import check, generate

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of everything that `make check` looks at."""
    for folder in ("knowledge", "data", "tests/nlu/development"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "domain.yml", tmp_path)
    for path, text in generate.files(tmp_path).items():
        path.write_text(text, encoding="utf8")
    return tmp_path


def change(project: Path, file: str, old: str, new: str) -> int:
    """Replace words once; the line they stand on."""
    path = project / file
    text = path.read_text(encoding="utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf8")
    return text[: text.index(old)].count("\n") + 1


def told(project: Path) -> list[str]:
    return [str(p) for p in check.problems(project)]


def test_the_repository_itself_has_no_problem() -> None:
    assert told(ROOT) == []


def test_checking_takes_seconds_and_says_in_one_line_what_was_looked_at() -> None:
    started = time.monotonic()
    outcome = subprocess.run([sys.executable, "-m", "ops.check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    *warnings, last = outcome.stdout.splitlines()
    assert re.fullmatch(
        r"All checks passed \(27 facts, reading grade \d\.\d in the median and \d\.\d at most, .*\)\.", last
    )
    assert [line for line in warnings if not re.match(r"warning: |note: |… and ", line)] == []
    assert time.monotonic() - started < 60  # 3 seconds on a free machine


# Each: file, words, what they become, what is told behind "file:line: id: " (the line on which the words stand).
BROKEN = {
    "a sentence without a source": (
        "knowledge/facts.yml", "They build the foundation", "All 90 build the foundation", "facts.yml", "brain_connections: the number '90'",
    ),
    "an answer that is hard to read": (
        "knowledge/facts.yml", '"It depends on the term."', '"Developmentally appropriate terminological differentiation necessitates comprehensive interdisciplinary considerations."',
        "", "age_range: has reading grade",
    ),
    "a crisis text that is hard to read": (
        "knowledge/phrases.yml", "You did right to write.", "Communicating immediately constitutes an exceptionally responsible determination under considerable circumstances",
        "phrases.yml", "crisis_overdose.opening: has reading grade",
    ),
    "a character that SMS cannot carry": (
        "knowledge/facts.yml", "Infant mental health is about children ages 0 to 3. Infant early", "Infant mental health is about children – ages 0 to 3. Infant early",
        "facts.yml", "age_range: 'short' holds –, which text messages cannot carry",
    ),
    "a help line's number in a phrase": (
        "knowledge/phrases.yml", "A lawyer or a legal aid office can.\"", "A lawyer can, at 1-800-555-0199.\"", "phrases.yml",
        "advice_legal: gives the number 18005550199; only 911 and 988 may stand here",
    ),
    "a wrong short number": (
        "knowledge/phrases.yml", "In danger, call 911, or call or text 988.\"", "In danger, call 999.\"", "phrases.yml", "media: gives the number 999",
    ),
    "an option of 988 that has ended": (
        "knowledge/phrases.yml", "988 is open day and night.", "988 is open day and night. Press 3.", "phrases.yml",
        "crisis_self_harm.closing: gives 'press3', an option of 988 that ended",
    ),
    "a number that was dropped": (
        "knowledge/helplines.yml", 'call: "1-833-852-6262"', 'call: "1-833-943-5746"', "", "maternal_hotline: gives '18339435746'",
    ),
    "mending that changed a word": (
        "knowledge/source_mended.txt", "a lifetime of learning and", "a lifetime of playing and", "", "has other letters or digits than source.txt",
    ),
    "a generated file that was edited": ("domain.yml", "  - ask_age_range\n", "", "", "domain.yml:1: is out of date; run make generate"),
    "a question under an unknown name": (
        "data/nlu/facts/age_range.yml", "intent: ask_age_range", "intent: ask_agerange", "", "ask_agerange: the intent of",
    ),
    "an unknown field": ("knowledge/facts.yml", "title: Which ages are covered", "titel: Which ages are covered", "facts.yml", "age_range: unknown field 'titel'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_told_with_file_line_id_and_what_to_do(case: str, project: Path) -> None:
    file, old, new, place, message = BROKEN[case]
    line = change(project, file, old, new)
    found = told(project)
    assert [p for p in found if message in p and (not place or p.startswith(f"{place}:{line}: "))], found


def test_warnings_do_not_fail_the_check(project: Path) -> None:
    found = check.findings(project, date(2026, 11, 22))
    assert ([], 2) == (found.errors, len(found.warnings)), "nobody has tried the links and the lines yet"
    assert found.remarks == ["the meaning of questions was not compared: there is no trained model yet; run make train"]


def test_a_file_of_questions_that_is_no_yaml_is_told_with_its_line(project: Path) -> None:
    (project / "data/nlu/small_talk.yml").write_text("nlu:\n  - intent: [a\n", encoding="utf8")
    assert [p for p in told(project) if p.startswith("data/nlu/small_talk.yml:3: is not valid YAML")]


def test_a_question_copied_from_the_development_set_is_told(project: Path) -> None:
    text = (project / "tests/nlu/development/d1.tsv").read_text(encoding="utf8").splitlines()[0].split("\t")[2]
    line = (
        change(project, "data/nlu/facts/imh_definition.yml", "    examples: |\n", f"    examples: |\n      - {text}\n")
        + 1
    )
    assert any(
        p.startswith(f"data/nlu/facts/imh_definition.yml:{line}: ask_imh_definition: ") and "is measured on at" in p
        for p in told(project)
    )


def test_problems_make_the_command_fail_with_a_line_each_and_no_traceback(project: Path) -> None:
    change(project, "knowledge/facts.yml", "They build the foundation", "All 90 build the foundation")
    outcome = subprocess.run(
        [sys.executable, "-m", "ops.check"], cwd=ROOT, env={**os.environ, "FAQ_ROOT": str(project)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert outcome.returncode == 1
    assert outcome.stdout.splitlines()[-1] == "1 problem, see above."
    assert outcome.stderr == ""


def test_each_sentence_is_printed_above_its_excerpts_for_a_person_to_judge() -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", "ops.check", "--side-by-side"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = outcome.stdout.splitlines()
    at = lines.index("  It lets a baby explore and learn.")
    assert lines[at + 1] == "      < secure attachment, which allows an infant to explore and learn"
    assert sum(line.startswith("      < ") for line in lines) > 150
