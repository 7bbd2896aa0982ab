"""The widget's files as they are served: small, compressed, cached by version, and for every page."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
import shutil
import subprocess

import pytest

from channels.joining import joined
from channels.pages import takes_gzip
from tests.http.client import Door
from tests.http.product import ORIGIN, REPOSITORY

WIDGET = REPOSITORY / "widget"
WRITTEN = joined({path.name: path.read_bytes() for path in WIDGET.iterdir() if path.suffix in (".js", ".css", ".svg")})
FILES = sorted(WRITTEN)
SCRIPTS = [name for name in FILES if name.endswith(".js")]
OF_THE_WIDGET = [name for name in SCRIPTS if name.startswith("widget")]
HASHED = re.compile(r"\b([a-z-]+)\.[0-9a-f]{10}\.js\b")
MOST, LAUNCHER_MOST = 20_000, 4_000  # bytes over the wire
GZIP = {"Accept-Encoding": "gzip, deflate, br"}
TREES = REPOSITORY / "tests" / "widget" / "trees.js"
NO_PARSER = shutil.which("node") is None or not (TREES.parent / "node_modules" / "acorn").is_dir()


def served(door: Door, name: str) -> str:
    return door.website("GET", f"/{name}").content.decode("utf-8")


def hashed_names(door: Door) -> set[str]:
    """Every name with a digest that leads on from the launcher, its own included."""
    waiting, found = {pinned(door)["src"]}, set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(re.findall(r"[a-z-]+\.[0-9a-f]{10}\.js", served(door, name))) - found
    return found


def pinned(door: Door) -> dict[str, str]:
    """The attributes of the pinned tag on the keeper's page, its address cut down to the name."""
    page = html.unescape(door.website("GET", "/").content.decode("utf-8"))
    (tag,) = set(re.findall(r"<script src=\S+ integrity=[^>]+></script>", page))
    found = dict(re.findall(r'(\w+)="([^"]+)"', tag))
    return {**found, "src": found["src"].rpartition("/")[2]}


def test_the_whole_chat_is_the_launcher_one_script_and_the_words_of_another_language() -> None:
    assert OF_THE_WIDGET == ["widget-panel.js", "widget-words-es.js", "widget.js"]


def test_all_scripts_together_are_at_most_20_kb_and_the_launcher_at_most_4(door: Door) -> None:
    sizes = {name: len(door.website("GET", f"/{name}", headers=GZIP).content) for name in OF_THE_WIDGET}

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


def test_the_pinned_tag_carries_the_digest_of_what_it_loads(door: Door) -> None:
    tag = pinned(door)
    content = door.website("GET", f"/{tag['src']}").content

    assert tag["integrity"] == "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()
    assert tag["crossorigin"] == "anonymous"
    assert tag["src"].split(".")[1] == hashlib.sha256(content).hexdigest()[:10]
    assert content == door.website("GET", "/widget.js").content


def test_every_script_that_the_launcher_leads_to_has_a_name_that_changes_with_it(door: Door) -> None:
    names = hashed_names(door)
    assert sorted(HASHED.sub(r"\1.js", name) for name in names) == sorted(OF_THE_WIDGET)
    for name in names:
        answer = door.website("GET", f"/{name}")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert hashlib.sha256(answer.content).hexdigest()[:10] == name.split(".")[1]
        for script in re.findall(r"(?:\./|HOME\})([a-z-]+\.js)\b", answer.content.decode("utf-8")):
            assert script not in SCRIPTS, "loaded by a name that may be out of date"


def test_the_plain_name_is_kept_for_minutes_and_then_asked_for_again(door: Door) -> None:
    assert door.website("GET", "/widget.js").headers["Cache-Control"] == "public, max-age=300"


def test_a_digest_that_never_was_is_not_there(door: Door) -> None:
    assert door.website("GET", f"/widget.{'0' * 10}.js").status == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ORIGIN])
@pytest.mark.parametrize("name", FILES)
def test_a_file_may_be_loaded_by_any_page(door: Door, name: str, origin: str) -> None:
    answer = door.website("GET", f"/{name}", headers={"Origin": origin})

    assert answer.status == 200
    assert answer.headers["Vary"] == "Accept-Encoding", "the same for every page, so that caches may share it"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_what_any_page_may_load_no_other_page_may_call(door: Door) -> None:
    other = {"Origin": "https://evil.example"}
    for method, path in (("POST", "/session"), ("GET", "/messages"), ("GET", "/live"), ("GET", "/transcript")):
        assert door.website(method, path, headers=other).status == 403
    assert door.website("OPTIONS", "/widget.js", headers=other).status == 405


def test_scripts_come_without_their_comments(door: Door) -> None:
    for name in SCRIPTS:
        script = served(door, name)
        assert "@ts-check" not in script
        assert "/**" not in script
        assert len(HASHED.sub(r"\1.js", script)) < len(WRITTEN[name])


@pytest.mark.skipif(NO_PARSER, reason="node or acorn is not there (scripts/setup_tests.sh)")
def test_scripts_mean_the_same_as_in_the_repository(door: Door) -> None:
    pairs = [(WRITTEN[name].decode("utf-8"), HASHED.sub(r"\1.js", served(door, name))) for name in SCRIPTS]
    compared = subprocess.run(
        ["node", TREES], input=json.dumps(pairs), capture_output=True, text=True, check=True, timeout=60
    )

    assert json.loads(compared.stdout) == [True] * len(SCRIPTS)
