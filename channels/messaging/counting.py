"""What a channel counts, without saying who or what: for operators and tests."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

COUNTS: Final[defaultdict[str, Counter[str]]] = defaultdict(Counter)  # by channel; since the process started
