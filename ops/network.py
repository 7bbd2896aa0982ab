"""Ports of this machine, and whether something answers behind one."""

from __future__ import annotations

import http.client
import socket

HOST = "127.0.0.1"  # Rasa and the action server are never reachable from outside
BACKLOG = 200  # calls that nobody has taken yet
ASK_SECONDS = 3  # a healthy server answers in milliseconds


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, for this process and those that it starts; who calls waits until one of them takes the call."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return listening


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def status(port: int, path: str) -> int | None:
    """The HTTP status of a GET; None when nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
