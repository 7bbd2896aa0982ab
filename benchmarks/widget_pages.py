"""The chat widgets that are compared, each on the same small page, and a server on this machine that answers just enough for them."""

from __future__ import annotations

import gzip
import json
import mimetypes
import queue
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from channels.assets import Assets
from channels.wording import Wording

ROOT: Final = Path(__file__).resolve().parent.parent
OURS: Final = "this one"
SECONDS_FOR_NPM: Final = 300
SECONDS_OF_SILENCE: Final = 20
SOCKET: Final = "/socket.io/"


@dataclass(frozen=True)
class Widget:
    """One widget: its npm package with version ("" for ours), what stands in the page, and what a person presses and types into."""

    name: str
    package: str
    tags: str
    launcher: str
    input: str

    @property
    def folder(self) -> str:
        """The part of the address under which its files are."""
        return self.name.replace("@", "").replace("/", "-").replace(" ", "-")


WIDGETS: Final = (
    Widget(OURS, "", '<script src="/this-one/widget.js" defer></script>', "button.launcher", "textarea"),
    Widget(
        "rasa-webchat",
        "rasa-webchat@1.0.1",
        '<script src="/rasa-webchat/lib/index.js"></script><script>WebChat.default({socketUrl: location.origin, customData: {}}, null)</script>',
        ".rw-launcher",
        ".rw-new-message",
    ),
    Widget(
        "@n8n/chat",
        "@n8n/chat@1.37.0",
        '<link href="/n8n-chat/dist/style.css" rel="stylesheet"><script type="module">import {createChat} from "/n8n-chat/dist/chat.bundle.es.js"; createChat({webhookUrl: "/stub"})</script>',
        ".chat-window-toggle",
        ".chat-inputs textarea",
    ),
    Widget(
        "open-chat-studio-widget",
        "open-chat-studio-widget@0.6.0",
        '<script type="module" src="/open-chat-studio-widget/dist/open-chat-studio-widget/open-chat-studio-widget.esm.js"></script><open-chat-studio-widget chatbot-id="x" api-base-url="/stub" button-text="Ask"></open-chat-studio-widget>',
        "button[class*=chat-btn]",
        "textarea",
    ),
    Widget(
        "deep-chat",
        "deep-chat@2.4.2",
        '<script type="module" src="/deep-chat/dist/deepChat.bundle.js"></script><deep-chat demo="true"></deep-chat>',
        "",
        "#text-input",
    ),
    Widget(
        "botframework-webchat",
        "botframework-webchat@4.18.1",
        '<div id="chat"></div><script src="/botframework-webchat/dist/webchat.js"></script><script>const still = (...said) => ({subscribe(to) { said.forEach((s) => (to.next ?? to).call(to, s)); return {unsubscribe() {}}; }}); WebChat.renderWebChat({directLine: {activity$: still(), connectionStatus$: still(0, 1, 2), postActivity: () => still("1"), end() {}}}, document.getElementById("chat"))</script>',
        "",
        "[data-id=webchat-sendbox-input]",
    ),
)
PAGE: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>A page</title><link rel="icon" href="data:,"></head><body><h1>A page</h1><p>What it says.</p>{tags}</body></html>"""


def fetch(folder: Path) -> list[str]:
    """Unpack each package into a folder by `npm pack`, without its scripts; what could not be had, in words."""
    missing = []
    for widget in WIDGETS:
        if not widget.package:
            continue
        try:
            command = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(folder), widget.package]
            packed = subprocess.run(
                command, check=True, capture_output=True, text=True, timeout=SECONDS_FOR_NPM
            ).stdout.split()[-1]
            with tarfile.open(folder / packed) as archive:
                archive.extractall(folder / widget.folder)  # noqa: S202 - npm has checked it against the registry
        except (OSError, subprocess.SubprocessError, tarfile.TarError, IndexError) as error:
            missing.append(f"{widget.package} ({type(error).__name__})")
    return missing


class _Site:
    """What is at an address: pages, the packages' files, our files as the product sends them, and small answers to calls."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._assets = Assets(ROOT / "widget", folder / "kept")
        self._greeting = Wording(ROOT).greeting()
        self._zipped: dict[str, tuple[bytes, str]] = {}

    def get(self, path: str) -> tuple[bytes, str] | None:
        """Content, compressed, and its type."""
        if path not in self._zipped:
            found = self._read(path)
            if found is None:
                return None
            self._zipped[path] = (gzip.compress(found[0], 9), found[1])
        return self._zipped[path]

    def _read(self, path: str) -> tuple[bytes, str] | None:
        first, _, rest = path.lstrip("/").partition("/")
        widget = next((w for w in WIDGETS if w.folder == first), None)
        if widget is None:
            return None
        if not rest:
            return PAGE.format(tags=widget.tags).encode(), "text/html; charset=utf-8"
        if not widget.package:
            asset = self._assets.find(rest)
            return (asset.content, asset.content_type) if asset else None
        file = self._folder / widget.folder / "package" / rest
        if ".." in rest or not file.is_file():
            return None
        kind = "text/javascript" if file.suffix == ".mjs" else mimetypes.guess_type(file.name)[0]
        return file.read_bytes(), kind or "application/octet-stream"

    def stub(self, path: str) -> dict[str, Any]:
        """What a call is answered with, whatever the widget."""
        if path.endswith("/session"):
            return {"token": "a.b.c", "expires_in": 1000, "replies": [self._greeting]}
        return {
            "data": [],
            "messages": [],
            "session_id": "s",
            "conversationId": "c",
            "token": "t",
            "chatbot": {"name": "x"},
        }


class _Wire:
    """As much of Engine.IO 4 by polling as it takes for rasa-webchat to find itself connected; one visitor at a time."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[str] = queue.Queue()

    def read(self, address: str) -> str:
        """What the server has to say, after a while when it has nothing."""
        if "sid=" not in address:
            self._waiting = queue.Queue()
            return '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":60000,"maxPayload":100000}'
        try:
            return self._waiting.get(timeout=SECONDS_OF_SILENCE)
        except queue.Empty:
            return "2"  # are you there?

    def write(self, said: str) -> None:
        """Take up what the browser said."""
        if said.startswith("40"):
            self._waiting.put('40{"sid":"s"}')
        if "session_request" in said:
            self._waiting.put('42["session_confirm","s"]')


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle is no error."""


def _handler(site: _Site, wire: _Wire) -> type[BaseHTTPRequestHandler]:
    """What answers each request from the site, and speaks the socket's wire."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            found = site.get(path)
            if path == SOCKET:
                self._answer(200, gzip.compress(wire.read(self.path).encode()), "text/plain; charset=utf-8")
            elif found is not None:
                self._answer(200, found[0], found[1])
            elif path.startswith(("/stub", "/this-one/")):
                self._answer(200, gzip.compress(json.dumps(site.stub(path)).encode()), "application/json")
            else:
                self._answer(404, gzip.compress(b"{}"), "application/json")

        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            if self.path.startswith(SOCKET):
                wire.write(said)
                return self._answer(200, gzip.compress(b"ok"), "text/plain; charset=utf-8")
            status = 201 if self.path.endswith("/session") else 200
            return self._answer(status, gzip.compress(json.dumps(site.stub(self.path)).encode()), "application/json")

        def _answer(self, status: int, content: bytes, kind: str) -> None:
            self.send_response(status)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Encoding", "gzip"),
                ("Content-Length", str(len(content))),
                ("Cache-Control", "max-age=600"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
            """Nothing on the terminal."""

    return Handler


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The site on a free port of this machine; its address."""
    server = _Server(("127.0.0.1", 0), _handler(_Site(folder), _Wire()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
