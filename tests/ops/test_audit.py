"""An audit holds only when every package was looked up and every advisory is listed with a reason; on an index of our own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ops import audit

ROOT = Path(__file__).resolve().parents[2]
ROWS = audit.listed(ROOT / audit.LISTED)
GOOD, BAD = audit.Package("good", "1.0"), audit.Package("bad", "2.0")
HOLE = {"id": "PYSEC-2099-1", "aliases": ["CVE-2099-1"], "fixed_in": ["2.1"], "summary": "A hole.", "withdrawn": None}
ROW = {"package": "bad", "version": "2.0", "ids": ["CVE-2099-1"]}


class Index(ThreadingHTTPServer):
    """A package index on loopback. `told`: status and body by path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: dict[str, tuple[int, bytes]] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/pypi"

    def tell(self, package: audit.Package, *vulnerabilities: Any, **more: Any) -> None:
        """What the index says of a package."""
        body = {"info": {"version": package.version}, "vulnerabilities": list(vulnerabilities), **more}
        self.told[f"/pypi/{package.name}/{package.version}/json"] = 200, json.dumps(body).encode()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        index: Any = self.server
        status, body = index.told.get(self.path, (404, b""))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def index() -> Iterator[Index]:
    made = Index()
    made.tell(GOOD)
    yield made
    made.shutdown()
    made.server_close()


def audited(index: Index, *rows: Any) -> tuple[str, bool]:
    lines, holds = audit.report(audit.audit([GOOD, BAD], index.address, audit.fetch), rows)
    return "\n".join(lines), holds


def test_packages_without_a_hole_are_fine(index: Index) -> None:
    index.tell(BAD)
    said, holds = audited(index)

    assert holds
    assert "2 packages looked up, 0 could not be" in said


def test_an_advisory_that_is_not_listed_fails_and_is_named(index: Index) -> None:
    index.tell(BAD, HOLE)
    said, holds = audited(index)

    assert not holds
    assert all(word in said for word in ("NOT LISTED", "bad 2.0", "PYSEC-2099-1", "CVE-2099-1", "fixed in 2.1"))


def test_an_advisory_that_is_listed_by_any_of_its_names_holds(index: Index) -> None:
    index.tell(BAD, HOLE)

    assert audited(index, ROW)[1]


@pytest.mark.parametrize("other", [{"package": "good"}, {"version": "2.0.1"}, {"ids": ["CVE-2099-2"]}])
def test_a_row_for_another_package_version_or_hole_lists_nothing(index: Index, other: dict[str, Any]) -> None:
    index.tell(BAD, HOLE)

    assert not audited(index, {**ROW, **other})[1]


def test_a_withdrawn_advisory_is_none(index: Index) -> None:
    index.tell(BAD, {**HOLE, "withdrawn": "2099-02-01T00:00:00Z"})

    assert audited(index)[1]


@pytest.mark.parametrize(
    "answer",
    [
        (404, b""),
        (500, b""),
        (200, b""),
        (200, b"<html>"),
        (200, b"{}"),
        (200, b"[]"),
        (200, b'{"vulnerabilities": []}'),
    ],
)
def test_a_package_that_could_not_be_looked_up_fails_and_is_named(index: Index, answer: tuple[int, bytes]) -> None:
    index.told["/pypi/bad/2.0/json"] = answer
    said, holds = audited(index)

    assert not holds
    assert "NOT LOOKED UP: bad 2.0: " in said
    assert "1 packages looked up, 1 could not be" in said


def test_an_answer_about_another_version_is_none(index: Index) -> None:
    index.tell(BAD, info={"version": "2.1"})

    assert "NOT LOOKED UP: bad 2.0: the index answered for another version" in audited(index)[0]


def test_an_index_that_is_away_or_no_web_address_fails() -> None:
    for address in ("http://127.0.0.1:9/pypi", f"file://{ROOT}"):
        assert audit.audit([GOOD], address, audit.fetch).unknown


def test_the_command_fails_by_name_and_knows_only_locked_packages(index: Index) -> None:
    command = [sys.executable, "-m", "ops.audit", "--index", index.address]
    failed, unknown = (
        subprocess.run([*command, name], cwd=ROOT, capture_output=True, text=True, check=False)
        for name in ("rasa", "nobody")
    )

    assert (1, True) == (failed.returncode, "NOT LOOKED UP: rasa 3.6.21: the index answered 404" in failed.stdout)
    assert (1, True) == (unknown.returncode, "nobody is not locked" in unknown.stderr)


# ---- docs/advisories.yml ----


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['package']} {row['ids'][0]}")
def test_a_listed_advisory_is_of_a_locked_version_and_says_why_it_cannot_be_reached(row: dict[str, Any]) -> None:
    assert {"package", "version", "ids", "what", "why", "checked", "from"} == set(row)
    assert audit.Package(row["package"], str(row["version"])) in audit.locked(ROOT / audit.LOCK), "judge it anew"
    assert all(re.fullmatch(r"(CVE|PYSEC)-\d{4}-\d+|GHSA(-[0-9a-z]{4}){3}", one) for one in row["ids"])
    assert min(len(str(row["what"])), len(str(row["why"]))) > 20
    assert isinstance(row["checked"], date)
    assert row["from"] in ("memory", "index")


def test_no_advisory_is_listed_twice() -> None:
    names = [(row["package"], name) for row in ROWS for name in row["ids"]]

    assert len(names) == len(set(names))
