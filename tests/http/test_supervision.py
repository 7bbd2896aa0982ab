"""What dies comes back with its conversations; what cannot keep conversations does not start."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import yaml

from ops import network
from tests.http.client import Door, only_reply
from tests.http.product import REPOSITORY, START_SECONDS, Product, environment, until

QUESTION, FACT = "What is the five numbers resource?", "five_numbers"


def test_a_killed_bot_comes_back_with_its_conversations(product: Product) -> None:
    chat = product.door.session()
    first = chat.post(id="before", text=QUESTION)
    before = product.signal("bot", signal.SIGKILL)
    assert_stood_in_for(product)
    until(lambda: product.pid("bot") not in (before, None), START_SECONDS, product.said)
    product.wait_until_ready()

    assert [message["seq"] for message in chat.history()] == [1, 2]
    assert chat.post(id="before", text=QUESTION).json == first.json
    again = chat.post(text=QUESTION)
    assert (again.json["seq"], only_reply(again)["facts"]) == (4, [FACT])


def assert_stood_in_for(product: Product) -> None:
    """The port answers at once, with the emergency lines, whoever asks."""
    for method, path in (("POST", "/messages"), ("GET", "/chat"), ("POST", "/chat"), ("GET", "/live")):
        answer = product.door.website(method, path, b"{}")
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert b"988" in answer.content


def test_a_database_in_a_folder_that_is_a_file_is_refused_in_one_sentence(model: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    port = network.free_port()
    url = f"sqlite:///{tmp_path}/file/conversations.sqlite"
    refused = subprocess.run(
        [sys.executable, "-m", "ops.run"],
        cwd=REPOSITORY,
        env=environment(tmp_path, PORT=str(port), FAQ_DATABASE_URL=url),
        capture_output=True,
        text=True,
        check=False,
        timeout=START_SECONDS,
    )

    shutil.rmtree(REPOSITORY / "var" / f"run-{port}")

    assert refused.returncode == 1
    (sentence,) = refused.stderr.splitlines()
    assert "FAQ_DATABASE_URL" in sentence
    assert sentence.endswith(".")


def test_a_store_that_cannot_be_imported_stops_the_start(model: None, tmp_path: Path) -> None:
    endpoints = yaml.safe_load((REPOSITORY / "endpoints.yml").read_text("utf-8"))
    endpoints["tracker_store"]["type"] = "stores.tracker.NoSuchStore"
    (tmp_path / "endpoints.yml").write_text(yaml.safe_dump(endpoints), "utf-8")
    port = network.free_port()
    options = {"--port": str(port), "--interface": "127.0.0.1", "--credentials": "credentials.yml"}
    more = {"--model": "models/faq.tar.gz", "--endpoints": str(tmp_path / "endpoints.yml")}
    refused = subprocess.run(
        [sys.executable, "-m", "ops.rasa_cli", "run", *(word for pair in {**options, **more}.items() for word in pair)],
        cwd=REPOSITORY,
        env={**environment(tmp_path, PORT=str(port)), "PYTHONPATH": str(REPOSITORY), "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=False,
        timeout=START_SECONDS,
    )

    assert refused.returncode == 1
    assert "The store of endpoints.yml was not opened" in refused.stderr
    assert not Door(port).is_ready()
