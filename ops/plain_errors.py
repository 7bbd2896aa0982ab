"""How a command refuses: one plain sentence and a non-zero exit."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

FAILED = 1
INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C


_stopped = threading.Event()


class PlainError(Exception):
    """The command cannot go on; the message is one plain sentence that says what to do."""


def heed() -> None:
    """Raise KeyboardInterrupt when the command was told to stop; for long loops.

    The interrupt itself is lost when it comes while Python runs a finalizer: errors raised there are only printed.
    """
    if _stopped.is_set():
        raise KeyboardInterrupt


def _stop(_sign: int, _frame: FrameType | None) -> None:
    _stopped.set()
    raise KeyboardInterrupt


def guarded(command: Callable[[], int]) -> int:
    """Run a command; what a person can mend is said in one sentence, without a traceback."""
    signal.signal(signal.SIGTERM, _stop)  # ends as tidily as Ctrl-C does
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else it is ignored, and stays so
        signal.signal(signal.SIGINT, _stop)
    try:
        return command()
    except PlainError as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"This cannot go on: {error.strerror or error} ({error.filename or 'no file'}).", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return INTERRUPTED
    return FAILED
