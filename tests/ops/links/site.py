"""A web site on loopback that gives every kind of answer."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGES = {
    "/": "Home of the site",
    "/page": "A page",
    "/new/page": "A page",
    "/folder/renamed": "Another name",
    "/folder/soft": "Page not found | The site",
    "/fall-back": "The fall-back",
    "/get-only": "For GET alone",
    "/flaky": "Up again",
    "/takes-a-while": "At last",
}
LEADS = {
    "/moved": (301, "/moved/again"),
    "/moved/again": (308, "/new/page"),
    "/for-now": (302, "/new/page"),
    "/slash": (301, "/slash/"),
    "/home": (301, "/"),
    "/loop": (301, "/loop/back"),
    "/loop/back": (301, "/loop"),
}
STATUSES = {"/gone": 410, "/broken": 500, "/shut": 403}


class Site(ThreadingHTTPServer):
    """`title_of_page` may be changed; `asked` holds every request as method and path; `most_at_once`: slow ones; `any_address`: shows a page for whatever is asked."""

    daemon_threads = True

    def __init__(self, any_address: bool = False, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.any_address, self.titles, self.asked, self.agents = any_address, dict(PAGES), Counter[str](), set[str]()
        self.at_once = self.most_at_once = 0
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.home = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path, site = self.path.partition("?")[0], self.server
        site.asked[f"{self.command} {path}"] += 1
        site.agents.add(self.headers["User-Agent"])
        if path == "/slow":
            time.sleep(1.5)
        if path == "/takes-a-while":
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
            time.sleep(0.2)
            site.at_once -= 1
        if path == "/hangs-up":
            self.close_connection = True
            return
        if path == "/flaky" and site.asked["GET /flaky"] + site.asked["HEAD /flaky"] < 3:
            self._send(503, "busy")
        elif path == "/get-only" and self.command == "HEAD":
            self._send(405, "no")
        elif path in LEADS:
            status, to = LEADS[path]
            self._send(status, "", Location=to)
        elif path == "/paper.pdf":
            self._send(200, "%PDF", **{"Content-Type": "application/pdf"})
        elif path in site.titles or path == "/slash/" or site.any_address:
            self._send(
                200, f"<html><head><title>{site.titles.get(path, 'The site')}</title></head><h1>Hello</h1></html>"
            )
        else:
            self._send(STATUSES.get(path, 404), "nothing")

    def _send(self, status: int, body: str, **headers: str) -> None:
        content = body.encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(content)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def certificate(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate that nobody vouches for."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]),
    )
    now = datetime.now(timezone.utc)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "tls.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.pem")
    return context
