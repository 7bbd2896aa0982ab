"""The papers agree with the code: commands, settings, paths, names, links, decisions, version."""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

from faq.knowledge import load
from ops.settings import ROWS

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAPERS = [README, ROOT / "CHANGELOG.md", ROOT / "NOTICE", *sorted((ROOT / "docs").rglob("*.md"))]
MARKDOWN = [paper for paper in PAPERS if paper.suffix == ".md"]
CONTRACT_COMMANDS = ("run", "test", "shell", "train", "bench", "report")
DECISION_HEADINGS = ["Status", "Context", "Decision", "Consequences"]
DECISION_LINES = 50
FACTS = set(load(ROOT / "knowledge").facts)
# Names that Python, Rasa or a package of ours gives, not a file of this repository.
FOREIGN_NAMES = {"input_channel"}
REGISTRY = re.compile(r"pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(?:org|com)|--(?:extra-)?index-url[ =]|--find[-]links")
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def section(paper: Path, heading: str) -> str:
    _, found, rest = paper.read_text("utf-8").partition(f"\n## {heading}\n")
    assert found, f"{name_of(paper)} has no section '{heading}'"
    return rest.partition("\n## ")[0]


def in_backticks(paper: Path) -> list[str]:
    return re.findall(
        r"`([^`\n]+)`", re.sub(r"^ *```.*?^ *```", "", paper.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    )


def is_there(path: str) -> bool:
    """Whether a path exists, or is one that git ignores because it is made on each machine."""
    made_here = [
        line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    return path.split("/")[0] in made_here or (ROOT / path).exists()


@lru_cache(maxsize=1)
def kept_files() -> tuple[Path, ...]:
    """What git keeps, or would keep once added."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in sorted(set(listed.split("\0")) - {""}) if (path := ROOT / name).is_file())


@lru_cache(maxsize=1)
def code() -> str:
    """Everything kept but the papers, their tests, the lock and the messages to measure on."""
    apart = ("docs/", "tests/", "requirements", "README", "CHANGELOG", "NOTICE", "LICENSE")
    files = (path for path in kept_files() if not name_of(path).startswith(apart))
    return "\n".join(path.read_text("utf-8", "replace") for path in files)


def slugs(paper: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[Path, str]]:
    found = [(p, target) for p in MARKDOWN for target in re.findall(r"\]\(([^)\s]+)\)", p.read_text("utf-8"))]
    return [(paper, target) for paper, target in found if not re.match(r"https?://", target)]


def test_every_make_command_in_the_papers_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for paper in PAPERS:
        named = set(re.findall(r"(?:`|^)(?:\w+=\S+ )*make ([a-z-]+)", paper.read_text("utf-8"), re.MULTILINE))
        assert set() == named - targets, f"{name_of(paper)} names targets that the Makefile does not have"


@pytest.mark.parametrize("command", CONTRACT_COMMANDS)
def test_the_readme_has_each_command_of_the_contract(command: str) -> None:
    assert f"| `make {command}` |" in section(README, "Commands")


def test_the_first_screen_shows_both_commands_and_a_picture() -> None:
    first = README.read_text("utf-8").partition("\n## ")[0]

    assert re.search(r"^make run\b", first, re.MULTILINE)
    assert re.search(r"^make test\b", first, re.MULTILINE)
    assert "](docs/images/widget.png)" in first


def test_the_settings_table_is_the_rows_of_the_code() -> None:
    wanted = [
        f"| `{row.name}` | {f'`{row.default}`' if row.default else 'unset'} | {row.help} | {row.allowed} |"
        for row in ROWS
    ]
    head, _, *shown = [line for line in section(README, "Settings").splitlines() if line.startswith("|")]

    assert "| name | default | meaning | allowed |" == head
    assert wanted == shown


def test_the_map_names_every_folder_and_nothing_that_is_not_there() -> None:
    block = section(README, "Map of folders").split("```")[1]
    mapped = [line.split()[0] for line in block.strip().splitlines()]
    folders = {name_of(path).split("/")[0] + "/" for path in kept_files() if path.parent != ROOT}

    assert [] == [path for path in mapped if not is_there(path)]
    assert set() == {folder for folder in folders if not folder.startswith(".")} - set(mapped)


@pytest.mark.parametrize("paper", MARKDOWN, ids=name_of)
def test_every_path_in_backticks_exists(paper: Path) -> None:
    paths = [
        text for text in in_backticks(paper) if re.fullmatch(r"[\w.-]+/[\w./-]*|[\w.-]+\.(?:yml|txt|toml|md)", text)
    ]

    assert [] == [path for path in paths if not is_there(path)]


@pytest.mark.parametrize("paper", MARKDOWN, ids=name_of)
def test_every_name_in_backticks_stands_in_the_code(paper: Path) -> None:
    names = {text for text in in_backticks(paper) if re.fullmatch(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+", text)}

    assert set() == {name for name in names - FOREIGN_NAMES if not re.search(rf"\b{name}\b", code())}


@pytest.mark.parametrize("paper", MARKDOWN, ids=name_of)
def test_every_fact_that_a_paper_names_exists(paper: Path) -> None:
    text = paper.read_text("utf-8")
    named = re.findall(
        r"\bask_([a-z_]+[a-z])|data/nlu/facts/([a-z_]+)\.yml|[Ff]acts? `([a-z_]+)`|id such as `([a-z_]+)`", text
    )

    assert set() == {fact for groups in named for fact in groups if fact} - FACTS


@pytest.mark.parametrize(
    ("paper", "target"), links(), ids=lambda value: value if isinstance(value, str) else name_of(value)
)
def test_every_link_leads_somewhere(paper: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    destination = (paper.parent / path).resolve() if path else paper

    assert destination.is_relative_to(ROOT), f"{target} leads out of the repository"
    assert destination.exists(), f"{name_of(paper)} links to {target}, which is not there"
    assert not anchor or anchor in slugs(destination), f"{name_of(destination)} has no heading for #{anchor}"


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)] == [path.name[:4] for path in DECISIONS]


@pytest.mark.parametrize("decision", DECISIONS, ids=name_of)
def test_a_decision_has_its_number_its_four_headings_and_less_than_fifty_lines(decision: Path) -> None:
    lines = decision.read_text("utf-8").splitlines()
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]

    assert re.match(rf"# {int(decision.name[:4])}\. \w", lines[0])
    assert DECISION_HEADINGS == headings
    assert len(lines) < DECISION_LINES
    assert all(section(decision, heading).strip() for heading in headings)


def test_no_kept_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in kept_files():
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if REGISTRY.search(line.replace("--no-emit-index-url", "")) or MACHINE_PATH.search(line):
                found.append(f"{name_of(path)}:{number}")

    assert [] == found


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_holds_no_address(lock: str) -> None:
    assert [] == [line for line in (ROOT / lock).read_text("utf-8").splitlines() if "://" in line]


def test_the_changelog_has_the_version_of_the_project() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)

    assert version
    assert f"\n## [{version[1]}] - " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_licence_is_the_whole_apache_licence_and_the_notice_names_whose_work_is_used() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    notice = (ROOT / "NOTICE").read_text("utf-8")

    assert "Version 2.0, January 2004" in licence
    assert "9. Accepting Warranty or Additional Liability." in licence
    assert "END OF TERMS AND CONDITIONS" in licence
    for owner in (
        "all-MiniLM-L6-v2",
        "spacy-lookups-data",
        "PA-AIMH",
        "ZERO TO THREE",
        "Nadine Burke Harris",
        "Mother Jones",
    ):
        assert owner in notice
