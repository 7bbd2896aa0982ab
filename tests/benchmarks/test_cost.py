from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import cost, cost_projects, cost_table, stock_bot
from benchmarks.cost_load import TURNS, percentiles, send, together
from benchmarks.cost_projects import copy_ours, digest, trained
from benchmarks.cost_running import in_turns, texts
from benchmarks.cost_server import Server
from faq.knowledge import load
from ops import network
from tests.http.product import REPOSITORY, is_running, until

BOT = """
import json, subprocess, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)  # helper"])
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.dumps([{"text": "yes"}]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
print(child.pid, flush=True)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class Recorder(BaseHTTPRequestHandler):
    """A REST door that keeps what it is told and answers nothing to "silence"."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.said.append(said)  # type: ignore[attr-defined]
        body = json.dumps([] if said["message"] == "silence" else [{"text": "yes"}]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def recorder() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    server.daemon_threads = True
    server.said = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def base(server: Any) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_percentiles_are_values_that_were_measured() -> None:
    assert {"p50": 50, "p95": 95, "p99": 99} == percentiles(list(range(1, 101)))
    assert {"p50": 7, "p95": 7, "p99": 7} == percentiles([7])
    assert 2 == percentiles([3, 1, 2])["p50"]


def test_every_text_is_sent_once_in_short_conversations(recorder: Any) -> None:
    load = send(base(recorder), [str(n) for n in range(12)], 1)
    assert [str(n) for n in range(12)] == [s["message"] for s in recorder.said]
    assert len(load.milliseconds) == 12
    senders = [s["sender"] for s in recorder.said]
    assert [TURNS, TURNS, 2] == [senders.count(s) for s in dict.fromkeys(senders)]


def test_clients_share_out_the_texts(recorder: Any) -> None:
    load = send(base(recorder), [str(n) for n in range(40)], 8)
    assert sorted(map(str, range(40))) == sorted(s["message"] for s in recorder.said)
    assert len(load.milliseconds) == 40
    assert load.rate == pytest.approx(40 / load.seconds)


def test_a_message_without_a_reply_is_counted(recorder: Any) -> None:
    loads = [send(base(recorder), ["a", "silence"], 1), send(base(recorder), ["silence"], 1)]
    assert 2 == together(loads).unanswered


def test_a_bot_that_is_gone_is_counted_and_not_waited_for() -> None:
    load = send(f"http://127.0.0.1:{network.free_port()}", ["a", "b"], 1)
    assert (2, 2) == (len(load.milliseconds), load.unanswered)


def test_messages_to_measure_with_are_the_same_each_time() -> None:
    assert texts(30) == texts(30)
    assert texts(30) != texts(30, seed=9)
    many = texts(5000)
    assert 5000 == len(many)
    assert set(many) == set(texts(4000))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    port = network.free_port()
    command = [sys.executable, "-c", BOT, str(port)]
    running = Server(command, tmp_path, {}, port, tmp_path / "log", {"subprocess": "bot", "# helper": "helper"})
    yield running
    running.stop()


def test_a_server_is_weighed_with_its_children_and_ends_with_them(server: Server, tmp_path: Path) -> None:
    assert server.first_answer() > 0
    weights = server.memory()
    assert {"bot", "helper"} == set(weights)
    assert all(mb > 1 for mb in weights.values())
    assert server.cpu() >= 0
    child = int((tmp_path / "log").read_text().split()[0])
    server.stop()
    until(lambda: not is_running(child), 30, lambda: "the child lives on")


def test_servers_get_the_same_messages_by_turns(recorder: Any, server: Server) -> None:
    server.first_answer()
    figures = in_turns({"one": server}, [str(n) for n in range(25)], 2)
    assert (25, 0) == (figures["one"]["messages"], figures["one"]["unanswered"])
    assert figures["one"]["p50"] <= figures["one"]["p95"] <= figures["one"]["p99"]


def test_a_bot_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no model')"]
    dead = Server(command, tmp_path, {}, network.free_port(), tmp_path / "log", {})
    with pytest.raises(RuntimeError, match="no model"):
        dead.first_answer()
    dead.stop()


def test_the_stock_bot_has_the_pipeline_that_rasa_takes_by_default() -> None:
    import rasa

    path = Path(rasa.__file__).parent / "engine" / "recipes" / "config_files" / "default_config.yml"
    default, ours = yaml.safe_load(path.read_text()), stock_bot.config()
    assert default["pipeline"] == ours["pipeline"]
    assert default["policies"] == ours["policies"]


def test_the_stock_bot_answers_every_intent_and_every_fact(tmp_path: Path) -> None:
    knowledge = load(REPOSITORY / "knowledge")
    stock_bot.write(tmp_path, REPOSITORY / "data" / "nlu", knowledge)
    domain, rules = (yaml.safe_load((tmp_path / n).read_text()) for n in ("domain.yml", "data/rules.yml"))
    steps = {r["steps"][0]["intent"]: r["steps"][1]["action"] for r in rules["rules"]}
    assert {*domain["intents"], stock_bot.FALLBACK} == set(steps)
    assert set(steps.values()) == set(domain["responses"])
    for fact in knowledge.facts.values():
        (said,) = domain["responses"][f"utter_{fact.intent}"]
        assert fact.sentences[0].text in said["text"]


def test_a_short_training_of_the_stock_bot_is_reckoned_to_its_full_length() -> None:
    log = (
        "Epochs:   0%|  | 0/3 [00:00<?, ?it/s]\rEpochs:  33%|x | 1/3 [00:50<01:40, 50.0s/it]\r"
        "Epochs:  66%|xx| 2/3 [01:00<00:20, 20.0s/it, t_loss=1.2]\rEpochs: 100%|xx| 3/3 [01:10<00:00, 20.0s/it]\n"
        "Processed rules: 100%|xx| 9/9 [00:07<00:00]\nEpochs:   0%|  | 0/3 [00:00<?, ?it/s]\r"
        "Epochs:  33%|x | 1/3 [00:00<00:00, 1s/it]\rEpochs: 100%|xx| 3/3 [1:00:00<00:00, 1800s/it]\n"
    )
    done = stock_bot.reckoned(cost_projects.Training(wall=4000.0, cpu=2000.0, model_mb=30.0), log, epochs=3)
    assert done.wall == pytest.approx(4000 + 97 * 10 + 97 * 1800)
    assert done.cpu == pytest.approx(done.wall / 2)


def test_a_copy_has_the_product_and_keeps_the_model_trained_in_it(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "faq.tar.gz").write_bytes(b"model")
    (tmp_path / "faq").mkdir()
    (tmp_path / "faq" / "gone.py").write_text("")
    copy_ours(tmp_path)
    assert (tmp_path / "knowledge" / "facts.yml").is_file()
    assert (tmp_path / "models" / "faq.tar.gz").is_file()
    assert not (tmp_path / "faq" / "gone.py").exists()
    assert digest(REPOSITORY, ("knowledge", "config.yml")) == digest(tmp_path, ("knowledge", "config.yml"))
    (tmp_path / "knowledge" / "facts.yml").write_text("facts: []\n")
    assert digest(REPOSITORY, ("knowledge", "config.yml")) != digest(tmp_path, ("knowledge", "config.yml"))


def test_the_copy_has_every_module_that_the_bot_loads(tmp_path: Path) -> None:
    copy_ours(tmp_path)
    environ = cost_projects.environment(tmp_path)
    code = "import channels.website, channels.rest, ops.run, ops.action_server, stores.tracker, nlu.safety_net, ops.rasa_cli"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_training_is_done_once_for_the_same_data_and_again_for_other(tmp_path: Path) -> None:
    model, marks = tmp_path / "model", tmp_path / "marks"
    code = "open('model', 'w').write('m'); open('marks', 'a').write('x')"
    first = trained(tmp_path, [sys.executable, "-c", code], model, "these")
    assert first == trained(tmp_path, [sys.executable, "-c", code], model, "these")
    assert "x" == marks.read_text()
    trained(tmp_path, [sys.executable, "-c", code], model, "others")
    assert "xx" == marks.read_text()


def test_a_training_without_a_model_says_what_went_wrong(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="too little memory"):
        trained(tmp_path, [sys.executable, "-c", "print('too little memory')"], tmp_path / "model", "these")


def test_a_copy_knows_none_of_this_repositorys_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FAQ_ROOT", "elsewhere")
    environ = cost_projects.ours_environment(tmp_path, 5999, tmp_path / "db")
    assert "FAQ_ROOT" not in environ
    assert ("5999", "0", str(tmp_path)) == tuple(environ[n] for n in ("PORT", "FAQ_RATE_LIMIT", "PYTHONPATH"))


def figures(size: float) -> dict[str, Any]:
    load = {
        "messages": 1000, "unanswered": 0, "rate": 10 / size, "cpu_ms": 9 * size, "p50_by_block": [8 * size] * 10, "p50": 8 * size,
        "p95": 12 * size, "p99": 20 * size,
    }  # fmt: skip
    memory = {"bot": 400 * size, "action server": 100 * size}
    return {
        "starts": [10 * size, 11 * size, 30 * size],
        "memory_at_start": memory,
        "memory": memory,
        "one": load,
        "many": load,
    }


def test_the_page_shows_each_cost_its_ratio_and_the_aim() -> None:
    training = {who: {"wall": s, "cpu": s, "model_mb": 50.0} for who, s in (("ours", 100.0), ("stock", 400.0))}
    result = {
        "ours": figures(1), "stock": figures(2), "training": {**training, "load_average": "0.1"}, "load_average": 0.5, "day": "2026-01-01",
        "machine": "2 cores", "rasa": "3.6", "epochs": 100, "questions": 9000,
    }  # fmt: skip
    page = cost_table.page(result)
    assert "| training, s by the clock | 100 | 400 | 0.25 | ≤ 0.5 |" in page
    assert "| start to first answer, s | 11.0 | 22.0 | 0.50 | ≤ 0.4 |" in page
    assert "| memory after 1,000 messages, MB | 500 | 1000 | 0.50 | ≤ 0.7 |" in page
    assert "| reply p95, ms, one client | 12.0 | 24.0 | 0.50 | ≤ 0.5 |" in page
    assert "| replies a second, 8 clients | 10.0 | 5.0 | 2.00 |  |" in page
    assert "reckoned" not in page
    assert "training is reckoned" in cost_table.page({**result, "epochs": 3})


def test_training_questions_are_counted_in_both_their_forms(tmp_path: Path) -> None:
    lines = {"intent": "a", "examples": "- one\n- two - and a half\n"}
    entries = {"intent": "b", "examples": [{"text": "three", "metadata": {"also": "a"}}]}
    (tmp_path / "all.yml").write_text(yaml.safe_dump({"nlu": [lines, entries]}))
    assert 3 == cost.questions(tmp_path)


def test_the_machine_is_named_by_its_kind_alone() -> None:
    said = cost_table.machine()
    assert "cores" in said
    assert "GiB" in said
