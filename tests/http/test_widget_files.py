"""The widget's files as they are served: small, compressed, cached by version, and for every page."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess

import pytest

from channels.pages import takes_gzip
from tests.http.client import Door
from tests.http.product import ORIGIN, REPOSITORY

WIDGET = REPOSITORY / "widget"
FILES = sorted(path.name for path in WIDGET.iterdir() if path.suffix in (".js", ".css", ".html", ".svg"))
SCRIPTS = [name for name in FILES if name.endswith(".js")]
MOST, LAUNCHER_MOST = 20_000, 4_000  # bytes over the wire
GZIP = {"Accept-Encoding": "gzip, deflate, br"}
TREES = REPOSITORY / "tests" / "widget" / "trees.js"
NO_PARSER = shutil.which("node") is None or not (TREES.parent / "node_modules" / "acorn").is_dir()


def test_all_scripts_together_are_at_most_20_kb_and_the_launcher_at_most_4(door: Door) -> None:
    sizes = {name: len(door.website("GET", f"/{name}", headers=GZIP).content) for name in SCRIPTS}

    assert sum(sizes.values()) <= MOST, sizes
    assert sizes["widget.js"] <= LAUNCHER_MOST


@pytest.mark.parametrize("name", FILES)
def test_a_file_comes_compressed_to_who_takes_it_and_plain_to_who_does_not(door: Door, name: str) -> None:
    zipped, plain = (door.website("GET", f"/{name}", headers=headers) for headers in (GZIP, {}))

    assert (zipped.headers["Content-Encoding"], plain.headers["Content-Encoding"]) == ("gzip", None)
    assert gzip.decompress(zipped.content) == plain.content
    assert len(zipped.content) < len(plain.content)
    assert zipped.headers["ETag"] != plain.headers["ETag"]
    for answer in (zipped, plain):
        assert answer.status == 200
        assert answer.headers.get_all("Vary") == ["Accept-Encoding"]
        assert answer.headers["ETag"].startswith('"'), "strong"
        assert int(answer.headers["Content-Length"]) == len(answer.content)


@pytest.mark.parametrize("encoding", [GZIP, {}], ids=["gzip", "plain"])
def test_each_encoding_is_asked_for_again_by_its_own_tag(door: Door, encoding: dict[str, str]) -> None:
    tag = door.website("GET", "/widget.js", headers=encoding).headers["ETag"]
    for held in (tag, f'"older", {tag}', f"W/{tag}", "*"):
        again = door.website("GET", "/widget.js", headers={**encoding, "If-None-Match": held})
        assert (again.status, again.content, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Vary"] == "Accept-Encoding"

    other = {} if encoding else GZIP
    assert door.website("GET", "/widget.js", headers={**other, "If-None-Match": tag}).status == 200


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("*", True),
        ("br, *;q=0.1", True),
        ("x-gzip", True),
        ("", False),
        ("br", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("*;q=0", False),
        ("gzip;q=much", False),
        (";;,=,q", False),
    ],
)
def test_only_who_takes_gzip_gets_it(accepted: str, taken: bool) -> None:
    assert takes_gzip(accepted) is taken


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ORIGIN])
@pytest.mark.parametrize("name", FILES)
def test_a_file_may_be_loaded_by_any_page(door: Door, name: str, origin: str) -> None:
    answer = door.website("GET", f"/{name}", headers={"Origin": origin})

    assert answer.status == 200
    assert answer.headers["Vary"] == "Accept-Encoding", "the same for every page, so that caches may share it"
    if name.endswith((".js", ".css")):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_what_any_page_may_load_no_other_page_may_call(door: Door) -> None:
    other = {"Origin": "https://evil.example"}
    for method, path in (("POST", "/session"), ("GET", "/messages"), ("GET", "/live"), ("GET", "/transcript")):
        assert door.website(method, path, headers=other).status == 403
    assert door.website("OPTIONS", "/widget.js", headers=other).status == 405


def test_scripts_come_without_their_comments(door: Door) -> None:
    for name in SCRIPTS:
        served = door.website("GET", f"/{name}").content.decode("utf-8")
        assert "@ts-check" not in served
        assert "/**" not in served
        assert len(served) < (WIDGET / name).stat().st_size


@pytest.mark.skipif(NO_PARSER, reason="node or acorn is not there (scripts/setup_tests.sh)")
def test_scripts_mean_the_same_as_in_the_repository(door: Door) -> None:
    pairs = [
        ((WIDGET / name).read_text("utf-8"), door.website("GET", f"/{name}").content.decode("utf-8"))
        for name in SCRIPTS
    ]
    compared = subprocess.run(
        ["node", TREES], input=json.dumps(pairs), capture_output=True, text=True, check=True, timeout=60
    )

    assert json.loads(compared.stdout) == [True] * len(SCRIPTS)
