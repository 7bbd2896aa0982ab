"""What the Rasa components of this project share: made untrained, loaded with what they learned."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Generic, Text, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Learned = TypeVar("Learned")
Own = TypeVar("Own", bound="LearningComponent[Any]")


class LearningComponent(GraphComponent, Generic[Learned]):
    """A component with one thing that it learns: None until it is trained or loaded.

    `train` of a subclass sets it and stores it; `read` gets it back.
    """

    def __init__(
        self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, learned: Learned | None = None
    ) -> None:
        self._config, self._storage, self._resource, self._learned = config, storage, resource, learned

    @classmethod
    def read(cls, folder: Path, config: Dict[Text, Any]) -> Learned:
        """What was learned, from the folder that `train` wrote."""
        raise NotImplementedError

    @classmethod
    def create(
        cls: type[Own],
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Own:
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls: type[Own],
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Own:
        """The component with what it learned."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.read(folder, config))

    @property
    def learned(self) -> Learned:
        """What was learned. Raises RuntimeError before."""
        if self._learned is None:
            raise RuntimeError(f"{type(self).__name__} has not been trained or loaded; run 'make train'.")
        return self._learned
