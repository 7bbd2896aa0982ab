"""deploy/kubernetes: valid for Kubernetes' own schemas, closed, and with probes that tell the truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.http.product import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
FILES = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
VERSION = "1.28"
OBJECTS: list[dict[str, Any]] = [found for path in FILES for found in yaml.safe_load_all(path.read_text("utf-8"))]
WORKLOADS = [found for found in OBJECTS if found["kind"] == "Deployment"]


def name_of(found: dict[str, Any]) -> str:
    return f"{found['kind']} {found['metadata']['name']}"


def one(kind: str, name: str) -> dict[str, Any]:
    (found,) = (found for found in OBJECTS if (found["kind"], found["metadata"]["name"]) == (kind, name))
    return found


def containers() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for workload in WORKLOADS:
        pod = workload["spec"]["template"]["spec"]
        for container in pod["containers"]:
            yield pod, container


@pytest.mark.parametrize("found", OBJECTS, ids=name_of)
def test_an_object_is_valid_to_the_letter(found: dict[str, Any]) -> None:
    kubernetes_validate.validate(found, VERSION, strict=True)


def test_kustomize_names_every_file_and_no_other() -> None:
    kustomization = yaml.safe_load((DEPLOY / "kustomization.yaml").read_text("utf-8"))

    assert {f"kubernetes/{path.name}" for path in FILES} == set(kustomization["resources"])
    for generated in kustomization["configMapGenerator"]:
        assert all((DEPLOY / name).is_file() for name in generated["files"])


def test_every_container_is_as_closed_as_the_restricted_standard_asks_and_more() -> None:
    for pod, container in containers():
        own = container["securityContext"]
        assert pod["securityContext"]["runAsNonRoot"]
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert (False, True, {"drop": ["ALL"]}) == (
            own["allowPrivilegeEscalation"],
            own["readOnlyRootFilesystem"],
            own["capabilities"],
        )
        assert {"cpu", "memory"} <= container["resources"]["requests"].keys()
        assert "memory" in container["resources"]["limits"]
    assert "restricted" == one("Namespace", "faq")["metadata"]["labels"]["pod-security.kubernetes.io/enforce"]


def test_what_is_mounted_is_there_and_what_is_selected_exists() -> None:
    for pod, container in containers():
        assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    labels = [workload["spec"]["template"]["metadata"]["labels"] for workload in WORKLOADS]
    for service in (found for found in OBJECTS if found["kind"] == "Service"):
        assert service["spec"]["selector"] in labels


def test_a_bot_is_alive_without_its_stores_and_ready_only_when_a_question_would_be_answered() -> None:
    _, bot = next(pair for pair in containers() if pair[1]["name"] == "bot")

    assert "/webhooks/website/live" == bot["livenessProbe"]["httpGet"]["path"]
    assert "/webhooks/website/ready" == bot["readinessProbe"]["httpGet"]["path"]
    assert bot["startupProbe"]["periodSeconds"] * bot["startupProbe"]["failureThreshold"] >= 60


def test_there_are_never_fewer_than_two_bots_and_more_when_they_are_busy() -> None:
    scaler, bots = one("HorizontalPodAutoscaler", "faq-bot")["spec"], one("Deployment", "faq-bot")["spec"]

    assert scaler["minReplicas"] >= 2
    assert scaler["maxReplicas"] > scaler["minReplicas"]
    assert "replicas" not in bots, "an apply would undo what the autoscaler chose"
    assert 0 == bots["strategy"]["rollingUpdate"]["maxUnavailable"]
    assert 1 == one("PodDisruptionBudget", "faq-bot")["spec"]["maxUnavailable"]


def test_nothing_may_be_reached_but_what_is_named() -> None:
    nothing = one("NetworkPolicy", "faq-nothing")["spec"]
    bots = one("NetworkPolicy", "faq-bot")["spec"]

    assert ({}, ["Ingress", "Egress"]) == (nothing["podSelector"], nothing["policyTypes"])
    assert not {"ingress", "egress"} & nothing.keys()
    assert [{"podSelector": {"matchLabels": {"app": "faq-nginx"}}}] == bots["ingress"][0]["from"]
    outside = [s for s in OBJECTS if s["kind"] == "Service" and s["spec"].get("type") == "LoadBalancer"]
    assert [{"app": "faq-nginx"}] == [service["spec"]["selector"] for service in outside]


def test_nginx_gets_every_value_that_its_configuration_asks_for() -> None:
    asked = set(re.findall(r"\$\{(FAQ_\w+)\}", (DEPLOY / "nginx" / "faq.conf.template").read_text("utf-8")))
    _, container = next(pair for pair in containers() if pair[1]["name"] == "nginx")
    compose = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))

    assert asked == {entry["name"] for entry in container["env"] if entry["name"].startswith("FAQ_")}
    assert asked == {name for name in compose["services"]["nginx"]["environment"] if name.startswith("FAQ_")}
