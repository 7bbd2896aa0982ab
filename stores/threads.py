"""Calls that block, such as those of the database, in a bounded number of threads beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import Any, Final, TypeVar

THREADS: Final = 8  # fewer than the connections of one bot; a store that hangs holds up no more
T = TypeVar("T")


async def off_loop(work: Callable[..., T], *arguments: Any) -> T:
    """Do something that blocks, in a thread; the event loop goes on with everybody else."""
    return await asyncio.get_running_loop().run_in_executor(_pool(), partial(work, *arguments))


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, "faq-store")
