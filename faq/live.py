"""Live knowledge: edited files are served without a restart; a broken edit keeps the last good state."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path
from typing import Final

from faq.knowledge import FILES, Knowledge, load
from faq.located import KnowledgeError

logger = logging.getLogger(__name__)
CHANGING: Final = ".changing"  # a file in the folder while a program moves several files into it (ops/writing.py)
_Stamp = tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=4)
def live_knowledge(folder: Path) -> LiveKnowledge:
    """The one LiveKnowledge of this process for a folder: it is read once, and what is wrong with it is said once."""
    return LiveKnowledge(folder)


class LiveKnowledge:
    """Knowledge that is read again when a file of `folder` has changed.

    The first read raises KnowledgeError when the files are wrong; later ones log it and keep what was good. What is handed out is
    whole: files that change while they are read, or of which some are still to come, are read later.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = self._read_stamp()
        self._knowledge = load(folder)
        self.refused = False  # whether the files as they stand now cannot be used

    def current(self) -> Knowledge:
        """The knowledge as it stands in the files now; costs a look at each file's time, no reading, while nothing changes."""
        stamp = self._read_stamp()
        if stamp != self._stamp and not (self._folder / CHANGING).exists():
            self._read_again(stamp)
        return self._knowledge

    def _read_again(self, stamp: _Stamp) -> None:
        try:
            found, problem = load(self._folder), ""
        except (KnowledgeError, OSError) as error:
            found, problem = self._knowledge, str(error)
        if self._read_stamp() != stamp or (self._folder / CHANGING).exists():
            return  # it may be half of one state and half of another
        self._stamp, self._knowledge, self.refused = stamp, found, bool(problem)
        if problem:
            logger.error("knowledge was edited and cannot be used, the last good state is served: %s", problem)

    def _read_stamp(self) -> _Stamp:
        found = []
        for name in FILES:
            try:
                status = (self._folder / name).stat()
                found.append((status.st_mtime_ns, status.st_size, status.st_ino))
            except OSError:
                found.append((0, 0, 0))
        return tuple(found)
