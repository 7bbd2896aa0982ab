"""The form of a setting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One setting: its name, its default as text, what it is for, its cast, and what is allowed in words."""

    name: str
    default: str
    help: str
    cast: Callable[[str], Any]
    allowed: str
    private: bool = False  # a private value is never shown in an error
