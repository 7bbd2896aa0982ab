"""How a command refuses: one plain sentence and a non-zero exit."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

FAILED = 1
INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C


class PlainError(Exception):
    """The command cannot go on; the message is one plain sentence that says what to do."""


def guarded(command: Callable[[], int]) -> int:
    """Run a command; what a person can mend is said in one sentence, without a traceback."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as tidily as Ctrl-C does
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
