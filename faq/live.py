"""Live knowledge: edited files are served without a restart; a broken edit keeps the last good state."""

from __future__ import annotations

import logging
from pathlib import Path

from faq.knowledge import FILES, Knowledge, load
from faq.located import KnowledgeError

logger = logging.getLogger(__name__)


class LiveKnowledge:
    """Knowledge that is read again when a file of `folder` has changed.

    The first read raises KnowledgeError when the files are wrong; later ones log it and keep what was good.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = self._read_stamp()
        self._knowledge = load(folder)

    def current(self) -> Knowledge:
        """The knowledge as it stands in the files now."""
        stamp = self._read_stamp()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._knowledge = load(self._folder)
            except (KnowledgeError, OSError) as error:
                logger.error("knowledge was edited and cannot be used, the last good state is served: %s", error)
        return self._knowledge

    def _read_stamp(self) -> tuple[tuple[int, int], ...]:
        found = []
        for name in FILES:
            try:
                status = (self._folder / name).stat()
                found.append((status.st_mtime_ns, status.st_size))
            except OSError:
                found.append((0, 0))
        return tuple(found)
