"""The messaging channels in this process, as the tests of the platforms have them."""

from __future__ import annotations

from tests.platforms.conftest import drivers, in_process

__all__ = ["drivers", "in_process"]
