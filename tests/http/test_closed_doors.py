"""What Rasa would open to whoever reaches it is closed: its HTTP API, its other channels, its version."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

import pytest
import rasa.server
from rasa.core.channels import BUILTIN_CHANNELS

from tests.http.client import WEBSITE, Door
from tests.http.product import SECRET, Product

# Every route of `rasa run --enable-api`, as Rasa's own source has them.
ROUTES = sorted(
    (method.upper(), re.sub(r"<[^>]+>", "somebody", path))
    for method, path in re.findall(
        r'@app\.(get|post|put|delete|patch)\(\s*"([^"]+)"', Path(rasa.server.__file__).read_text("utf-8")
    )
)
CHANNELS = sorted(set(BUILTIN_CHANNELS) - {"rest"})
BODY = {"text": "hello", "message": "hello", "sender": "somebody", "name": "action_listen", "model_file": "/etc/passwd"}
TELLING = [
    "/",
    "/status",
    "/version",
    "/metrics",
    "/openapi",
    "/docs",
    "/debug",
    "/.env",
    "/.git/config",
    "/domain.yml",
]


def test_the_list_is_of_rasa_own_routes() -> None:
    assert {("GET", "/"), ("PUT", "/model"), ("GET", "/domain"), ("POST", "/model/train")} < set(ROUTES)
    assert len(ROUTES) >= 19


@pytest.mark.parametrize("token", ["", "?token=", "?token=rasaToken", "?include_events=ALL"])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_route_of_rasa_own_api_is_there(door: Door, method: str, path: str, token: str) -> None:
    answer = door.call(method, path + token, BODY)
    assert (answer.status, answer.error["code"]) == (404, "not_found")


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_of_rasa_that_is_not_ours_is_open(door: Door, channel: str) -> None:
    for path in (f"/webhooks/{channel}/webhook", f"/webhooks/{channel}/", f"/webhooks/{channel}", f"/{channel}/"):
        assert {door.call(method, path, BODY).status for method in ("GET", "POST")} == {404}, path


@pytest.mark.parametrize("path", TELLING)
def test_an_address_that_often_tells_too_much_tells_nothing(door: Door, path: str) -> None:
    answer = door.call("GET", path)
    assert (answer.status, answer.error["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/live", "/ready", "/", "/chat", "/nope"])
def test_an_answer_names_no_library_no_version_and_no_secret(product: Product, path: str) -> None:
    answer = product.door.website("GET", path)
    told = f"{answer.headers} {answer.content.decode('utf-8') if path in ('/live', '/ready', '/nope') else ''}".lower()
    versions = {found.version for found in distributions() if found.metadata["Name"] in ("rasa", "sanic", "rasa-sdk")}

    assert [word for word in ("rasa", "sanic", "python", SECRET.lower(), *versions) if word in told] == []
    assert {answer.headers[name] for name in ("Server", "X-Powered-By", "Via")} == {None}


def test_what_the_health_calls_say_is_one_word(door: Door) -> None:
    assert [door.website("GET", path).json for path in ("/live", "/ready")] == [{"status": "live"}, {"status": "ready"}]


def test_the_action_server_listens_on_loopback_and_only_there(product: Product) -> None:
    pid = product.pid("action_server")
    inodes = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if "socket" in str(link.readlink())}
    table = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    listening = {row[1].partition(":")[0] for row in table if row[3] == "0A" and f"socket:[{row[9]}]" in inodes}

    assert listening == {"0100007F"}


def test_the_website_channel_is_where_it_is_said_to_be(door: Door) -> None:
    assert door.call("GET", f"{WEBSITE}/live").status == 200
