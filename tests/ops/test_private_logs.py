"""A log tells the type and the place of an error and repeats nobody's words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.http.product import REPOSITORY

WORDS = "zebrafinch-4417"
BEGIN = """
import asyncio, logging, sys
from ops import private_logs
logging.basicConfig(level="WARNING", stream=sys.stderr)
private_logs.install()
log = logging.getLogger("rasa")
words = "zebra" + "finch-4417"

def fail():
    try:
        raise KeyError(words)
    except KeyError as error:
        raise RuntimeError(f"500, body={words}") from error
"""
WAYS = {
    "with its traceback": "try:\n    fail()\nexcept RuntimeError:\n    log.exception('it failed for %s', 'somebody')",
    "as the message": "try:\n    fail()\nexcept RuntimeError as error:\n    log.error(error)",
    "as an argument": "try:\n    fail()\nexcept RuntimeError as error:\n    log.error('it failed: %s', error)",
    "given to the log": "try:\n    fail()\nexcept RuntimeError as error:\n    log.error(msg='100 % failed', exc_info=error)",
    "of a task that nobody waited for": "async def main():\n    asyncio.create_task(asyncio.to_thread(fail))\n    await asyncio.sleep(0.3)\nasyncio.run(main())",
    "that nobody caught": "fail()",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_an_error_is_told_by_type_and_place_without_its_words(way: str) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", BEGIN + way], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert WORDS not in outcome.stderr + outcome.stdout
    assert "RuntimeError from KeyError at <string>:" in outcome.stderr, outcome.stderr
