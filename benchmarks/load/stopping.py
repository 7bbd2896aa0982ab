"""Being stopped: SIGTERM ends a measurement as Ctrl-C does, so that what it has is written and nothing is left running."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

STOPPED = 130  # exit code, as shells have it after Ctrl-C


def until_stopped(measure: Callable[[], None], write: Callable[[bool], None]) -> int:
    """Measure, then write; when stopped or failed, write what there is. `write`: told whether it is whole. The exit code."""

    def stop(_sign: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        measure()
    except KeyboardInterrupt:
        write(False)
        return STOPPED
    except BaseException:
        write(False)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
    write(True)
    return 0
