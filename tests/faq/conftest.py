"""The knowledge of the repository, read once."""

from __future__ import annotations

import pytest

from faq.knowledge import Knowledge, load
from tests.faq.making import KNOWLEDGE


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Everything in knowledge/."""
    return load(KNOWLEDGE)
