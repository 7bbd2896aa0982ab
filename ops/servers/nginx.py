"""nginx with the configuration of deploy/nginx, on loopback."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from channels.wording import Wording
from ops import network
from ops.plain_errors import PlainError
from ops.processes import Child
from ops.servers.server import Server, program, takes_calls

PACKAGE: Final = "nginx"
SAID_FILE: Final = Path("deploy", "nginx", "said.conf")
SAID: Final = (  # the place in nginx, the status, and the phrase
    ("too_long", 413, "too_long"),
    ("too_fast", 429, "too_fast"),
    ("away", 503, "server_error"),
    ("nothing", 404, "not_found"),
)
_TEMPLATE: Final = Path("deploy", "nginx", "faq.conf.template")
_MAIN: Final = """daemon off;
pid "{folder}/pid";
error_log "{folder}/error.log" emerg;  # anything less grave would hold addresses of people
worker_processes 1;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path "{folder}/body";
    proxy_temp_path "{folder}/proxy";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
    include "{folder}/faq.conf";
}}
"""


def prepare(
    folder: Path, root: Path, bots: Sequence[int], port: int | None = None, requests: int = 50, template: str = ""
) -> Server:
    """Write the configuration for bots at these ports of this machine, with a certificate of its own.

    `port`: a free one when None. `requests`: calls a second that one address may make. `template`: in the place of
    deploy/nginx/faq.conf.template.
    """
    own, port, plain = folder / "nginx", port or network.free_port(), network.free_port()
    own.mkdir()
    make_certificate(own)
    values = {
        "FAQ_PORT": f"{network.HOST}:{port}",
        "FAQ_PLAIN_PORT": f"{network.HOST}:{plain}",
        "FAQ_SERVERS": " ".join(f"server {network.HOST}:{bot} max_fails=1 fail_timeout=5s;" for bot in bots),
        "FAQ_CERTIFICATE": str(own / "certificate.pem"),
        "FAQ_CERTIFICATE_KEY": str(own / "key.pem"),
        "FAQ_ACCESS_LOG": str(own / "access.log"),
        "FAQ_REQUESTS": str(requests),
        "FAQ_SAID": str(root / SAID_FILE),
    }
    (own / "faq.conf").write_text(filled(template or (root / _TEMPLATE).read_text("utf-8"), values), "utf-8")
    (own / "nginx.conf").write_text(_MAIN.format(folder=own), "utf-8")
    command = command_for(own)
    url = f"https://{network.HOST}:{port}"
    return Server("nginx", port, url, [Child("nginx", command, dict(os.environ), own)], lambda: takes_calls(port))


def command_for(own: Path) -> list[str]:
    """nginx on the configuration in a folder, in the foreground."""
    nginx = program("nginx", PACKAGE, "usr/sbin")
    return [nginx, "-p", str(own), "-c", str(own / "nginx.conf"), "-e", str(own / "error.log")]


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its ${FAQ_…} put in; KeyError names one that has no value."""
    return re.sub(r"\$\{(FAQ_[A-Z_]+)\}", lambda found: values[found[1]], template)


def said(root: Path) -> str:
    """deploy/nginx/said.conf: what nginx says when no bot can, with the emergency lines because somebody in need may read it."""
    wording, lines = Wording(root), ["# Made by `python -m ops.servers.nginx` from knowledge/; change nothing here."]
    for name, status, code in SAID:
        emergency = "" if code == "not_found" else wording.emergency()
        body = json.dumps({"error": {"code": code, "message": f"{wording.phrase(code)} {emergency}".strip()}})
        # A quote would end nginx's string, and a dollar sign begin a variable.
        text = body.replace("'", "\\u0027").replace("$", "\\u0024").replace("\\", "\\\\")
        retry = " add_header Retry-After 10 always;" if status in (429, 503) else ""
        lines.append(f"location @{name} {{ default_type application/json;{retry} return {status} '{text}'; }}")
    return "\n".join(lines) + "\n"


def make_certificate(folder: Path) -> None:
    """Make key.pem and certificate.pem for 127.0.0.1 that are good for a week and that nobody trusts by itself."""
    names = f"subjectAltName=IP:{network.HOST},DNS:localhost"
    command = [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "7", "-subj", "/CN=localhost", "-addext", names]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        raise PlainError(f"A certificate could not be made: {made.stderr.strip()[-300:]}")


def main() -> None:
    """Write deploy/nginx/said.conf anew."""
    root = Path(__file__).resolve().parents[2]
    (root / SAID_FILE).write_text(said(root), "utf-8")


if __name__ == "__main__":
    main()
