"""A made-up web site, and a copy of knowledge/ whose links all lead to it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.links.site import Site

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


@pytest.fixture
def root(tmp_path: Path, site: Site) -> Path:
    """A project whose every link is a page of `site`, but for those in running texts."""
    folder = tmp_path / "project" / "knowledge"
    shutil.copytree(REPOSITORY / "knowledge", folder)
    for name, pattern in (
        ("sources.yml", r'(\s(?:url|fallback_url): )"[^"]*"'),
        ("helplines.yml", r'(\schat: )"[^"]*"'),
    ):
        path = folder / name
        path.write_text(re.sub(pattern, rf'\1"{site.home}/page"', path.read_text("utf-8")), "utf-8")
    for name in ("facts.yml", "phrases.yml"):  # sites that this machine cannot ask
        path = folder / name
        path.write_text(re.sub(r"\bwww\.([\w.-]+\w)", r"the site \1", path.read_text("utf-8")), "utf-8")
    return folder.parent


def set_link(root: Path, source: str, field: str, value: str) -> None:
    """Write one field of one source."""
    path = root / "knowledge" / "sources.yml"
    head, found, tail = path.read_text("utf-8").partition(f"- id: {source}\n")
    assert found
    path.write_text(head + found + re.sub(rf"(\n\s+{field}: ).*", lambda m: m[1] + value, tail, count=1), "utf-8")
