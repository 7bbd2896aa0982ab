"""Rasa's graphs of components, run in an order that is worked out once."""

from __future__ import annotations

from typing import Any, Final

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

_ORDERS: Final = "faq_orders"  # attribute of a runner: by targets, the nodes in their order


def mend() -> None:
    """Run graphs without dask, which Rasa lets plan the same few nodes anew several times a message, and log all inputs as text."""
    DaskGraphRunner.run = _run


def order_of(schema: GraphSchema, targets: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The nodes that targets need, each with the names of what it needs and behind all of these."""
    order: dict[str, tuple[str, ...]] = {}

    def visit(name: str) -> None:
        node = schema.nodes.get(name)
        if node is None or name in order:  # what has no node is an input of the run
            return
        needs = tuple(node.needs.values())
        for need in needs:
            visit(need)
        order[name] = needs

    for target in targets:
        visit(target)
    return tuple(order.items())


def _run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """What the targets give, by name, as DaskGraphRunner.run has it. Raises GraphRunError."""
    wanted = tuple(targets or self._graph_schema.target_names)
    orders: dict[tuple[str, ...], Any] = self.__dict__.setdefault(_ORDERS, {})
    if wanted not in orders:
        orders[wanted] = order_of(self._graph_schema, list(wanted))
    order = orders[wanted]
    found: dict[str, Any] = {}
    for name, value in (inputs or {}).items():
        if isinstance(value, str) and any(value == node for node, _ in order):
            raise GraphRunError(f"Input value '{value}' clashes with a node name.")
        found[name] = (name, value)
    try:
        for name, needs in order:
            if name not in found:  # an input may stand in the place of a node
                found[name] = self._instantiated_nodes[name](*(found.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(found[name] for name in wanted)
