from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.peers import rasa_process
from benchmarks.peers.rasa_pipeline import LOGISTIC, default

TEXTS = [
    "which ages",
    "what ages",
    "how old",
    "age limit",
    "all the links",
    "send links",
    "list of links",
    "any links",
] * 3
LABELS = (["age"] * 4 + ["links"] * 4) * 3


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Rasa's own
def test_a_rasa_pipeline_learns_and_ranks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    (tmp_path / "config.yml").write_text(LOGISTIC)
    (tmp_path / "train.json").write_text(json.dumps([TEXTS, LABELS]))
    (tmp_path / "test.json").write_text(json.dumps(["what is the age limit", "the list of all links"]))
    rasa_process.train(tmp_path)
    rasa_process.predict(tmp_path)
    rankings = json.loads((tmp_path / "rankings.json").read_text())
    assert [ranking[0][0] for ranking in rankings] == ["age", "links"]
    assert all({label for label, _ in ranking} == {"age", "links"} for ranking in rankings)


def test_the_stock_pipeline_is_the_one_that_rasa_takes_by_default() -> None:
    import rasa
    import yaml

    file = Path(rasa.__file__).parent / "engine" / "recipes" / "config_files" / "default_config.yml"
    assert yaml.safe_load(default(100))["pipeline"] == yaml.safe_load(file.read_text())["pipeline"]
