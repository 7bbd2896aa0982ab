"""The task in the bot that deletes conversations and the staff report once they are as old as the settings say."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

import structlog
from sanic import Sanic

from insights.kept_report import delete_when_old
from ops.settings import Settings
from stores.database import engine_for
from stores.journal import forget_everywhere
from stores.keeping import DAY, Keeping
from stores.steady import journal_folder

logger = structlog.get_logger()
LOOK_SECONDS: Final = 600  # how often a process looks whether it is its turn
_NAME: Final = "faq_sweeping"


async def sweep(app: Sanic, _loop: Any, chosen: Settings) -> None:
    """Begin the task of this process; each channel asks for it, and one is enough."""
    if getattr(app.ctx, _NAME, None) is None:
        setattr(app.ctx, _NAME, asyncio.get_running_loop().create_task(_sweep(chosen)))


async def rest(app: Sanic, _loop: Any) -> None:
    """End the task, with the server."""
    task = getattr(app.ctx, _NAME, None)
    if task is not None:
        task.cancel()
        setattr(app.ctx, _NAME, None)


async def _sweep(chosen: Settings) -> None:
    while True:
        try:
            oldest = time.time() - chosen.keep_days * DAY
            await asyncio.to_thread(forget_everywhere, journal_folder(chosen), before=oldest)
            keeping = Keeping(engine_for(chosen.database_url), chosen.keep_days)
            await asyncio.to_thread(keeping.sweep, time.time())
            await asyncio.to_thread(delete_when_old, chosen.root, chosen.keep_days, time.time())
        except Exception as error:  # the store may be away for a while; the next look may find it  # noqa: BLE001
            logger.error("keeping.not_swept", error=type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)
