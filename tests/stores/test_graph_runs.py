from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

from stores import graph_runs

BY_RASA = DaskGraphRunner.run
EDGES = {
    "tokens": {"text": "message"},
    "words": {"tokens": "tokens"},
    "both": {"a": "words", "b": "tokens"},
    "alone": {},
}


def runner(nodes: dict[str, Any], edges: dict[str, dict[str, str]]) -> DaskGraphRunner:
    """A runner of plain functions in the place of Rasa's components."""
    made = DaskGraphRunner.__new__(DaskGraphRunner)
    made._graph_schema = GraphSchema({
        name: SchemaNode(needs=needs, uses=object, constructor_name="create", fn="run", config={}, is_target=name == "both")
        for name, needs in edges.items()
    })  # fmt: skip
    made._instantiated_nodes = nodes
    made._execution_context = None
    return made


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def nodes(said: list[str]) -> dict[str, Any]:
    def node(name: str) -> Any:
        def call(*inputs: Any) -> tuple[str, Any]:
            said.append(name)
            return name, [name, *inputs]

        return call

    return {name: node(name) for name in EDGES}


@pytest.mark.parametrize("targets", [None, ["both"], ["words", "tokens"], ["both", "alone"]])
def test_a_graph_gives_what_dask_gives_and_each_node_runs_once(
    nodes: dict[str, Any], said: list[str], targets: list[str] | None
) -> None:
    wanted = BY_RASA(runner(nodes, EDGES), {"message": ["hi"]}, targets)
    by_dask, said[:] = list(said), []

    assert wanted == graph_runs._run(runner(nodes, EDGES), {"message": ["hi"]}, targets)
    assert sorted(by_dask) == sorted(said)


def test_an_input_in_the_place_of_a_node_is_taken_and_what_is_missing_is_named_to_the_node(
    nodes: dict[str, Any],
) -> None:
    for inputs in ({"message": "hi", "tokens": ["given"]}, {}):
        assert BY_RASA(runner(nodes, EDGES), dict(inputs)) == graph_runs._run(runner(nodes, EDGES), dict(inputs))


def test_an_input_that_is_a_nodes_name_and_an_error_of_a_node_are_rasas_errors(nodes: dict[str, Any]) -> None:
    def broken(*_inputs: Any) -> Any:
        raise RuntimeError

    with pytest.raises(GraphRunError, match="clashes"):
        graph_runs._run(runner(nodes, EDGES), {"message": "words"})
    with pytest.raises(GraphRunError):
        graph_runs._run(runner({**nodes, "words": broken}, EDGES), {"message": "hi"})
