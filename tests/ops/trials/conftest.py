"""What tests of a page need to draw it."""

from __future__ import annotations

from tests.widget.conftest import browser  # noqa: F401 - a fixture
