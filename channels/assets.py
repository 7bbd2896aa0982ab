"""The widget's scripts, styles and pictures as they are served: slim, compressed, and under names that change with their content."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import structlog

from channels.joining import joined
from channels.slimming import without_comments

logger = structlog.get_logger()
TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
LAUNCHER: Final = "widget.js"
_HASHED: Final = re.compile(r"[a-z][a-z-]*\.(?P<digest>[0-9a-f]{10})\.(?:js|css|svg)\Z")
# How a script names another one: import "./widget-draw.js", and with the address worked out `${HOME}widget-panel.js`.
_NAMED: Final = re.compile(r"(?P<before>\./|\$\{HOME\})(?P<name>[a-z][a-z-]*\.js)\b")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent. `lasting`: whether its name changes with its content, so that it may be kept for good."""

    name: str
    content: bytes
    zipped: bytes
    digest: str
    lasting: bool = False

    @property
    def content_type(self) -> str:
        """The media type."""
        return TYPES[Path(self.name).suffix]

    @property
    def hashed_name(self) -> str:
        """The name with the digest in it."""
        return _hashed(self.name, self.digest)

    @property
    def integrity(self) -> str:
        """What a page may hold the content to (Subresource Integrity)."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.content).digest()).decode()


class Assets:
    """The files of a folder, by plain and by hashed name; an edit shows at the next call.

    What was once served under a hashed name is kept in `kept`, because pages out there go on asking for it after an update:
    those with a pinned tag, and those that were loaded before the update and open the chat after it.
    """

    def __init__(self, folder: Path, kept: Path) -> None:
        self._folder, self._kept = folder, kept

    def current(self) -> Mapping[str, Asset]:
        """The newest version of each file, by plain name."""
        return _read(self._folder, _stamps(self._folder))

    def find(self, name: str) -> Asset | None:
        """The file of a plain name, of a hashed name, or of a hashed name of the past."""
        found = _read_by_any_name(self._folder, _stamps(self._folder)).get(name)
        return found or self._past(name)

    def keep(self) -> None:
        """Store each file under its hashed name. A folder that cannot be written is done without."""
        try:
            self._kept.mkdir(parents=True, exist_ok=True)
            for asset in self.current().values():
                path = self._kept / asset.hashed_name
                if not path.exists():
                    half = path.with_name(f"{path.name}.half")
                    half.write_bytes(asset.content)
                    half.replace(path)
        except OSError:
            return

    def _past(self, name: str) -> Asset | None:
        match = _HASHED.match(name)
        if match is None:
            return None
        try:
            content = (self._kept / name).read_bytes()
        except OSError:
            return None
        if _digest(content) != match["digest"]:  # damaged: browsers would keep it for a year
            return None
        return Asset(name, content, _zip(content), match["digest"], lasting=True)


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time of change and size of each file, which say whether anything was edited."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix not in TYPES:
            continue
        try:
            stamp = path.stat()
        except OSError as error:  # a link that leads nowhere; or an editor is putting another in its place
            _skip(path, type(error).__name__)
            continue
        if stat.S_ISREG(stamp.st_mode):
            found.append((path.name, stamp.st_mtime_ns, stamp.st_size))
        else:
            _skip(path, "not a file")
    return tuple(found)


@lru_cache(maxsize=2)
def _read(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> dict[str, Asset]:
    written = dict(_contents(folder, [name for name, _, _ in stamps]))
    sources = {name: _slim(name, content) for name, content in joined(written).items()}
    made: dict[str, Asset] = {}
    for name in sources:
        _make(name, sources, made, ())
    return made


def _contents(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each file that can be read; one that cannot must not take the others away."""
    for name in names:
        try:
            content = (folder / name).read_bytes()
            content.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            _skip(folder / name, type(error).__name__)
        else:
            yield name, content


@lru_cache(maxsize=32)  # said once for each reason, and not at every call
def _skip(path: Path, why: str) -> None:
    logger.warning("widget.file_left_out", file=path.name, why=why)


@lru_cache(maxsize=2)
def _read_by_any_name(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> dict[str, Asset]:
    return {name: asset for plain in _read(folder, stamps).values() for name, asset in _names(plain)}


def _names(asset: Asset) -> Iterator[tuple[str, Asset]]:
    yield asset.name, asset
    yield asset.hashed_name, Asset(asset.name, asset.content, asset.zipped, asset.digest, lasting=True)


def _slim(name: str, content: bytes) -> bytes:
    return without_comments(content.decode("utf-8")).encode("utf-8") if name.endswith(".js") else content


def _make(name: str, sources: Mapping[str, bytes], made: dict[str, Asset], asking: tuple[str, ...]) -> Asset:
    """A file with the hashed names of those that it loads, made first; files that load each other keep the plain names."""
    if name in made:
        return made[name]

    def hashed(match: re.Match[str]) -> str:
        other = match["name"]
        if other not in sources or other in (*asking, name):
            return match[0]
        return match["before"] + _make(other, sources, made, (*asking, name)).hashed_name

    content = sources[name]
    if name.endswith(".js"):
        content = _NAMED.sub(hashed, content.decode("utf-8")).encode("utf-8")
    made[name] = Asset(name, content, _zip(content), _digest(content))
    return made[name]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _hashed(name: str, digest: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{digest}.{ending}"


def _zip(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)  # the same bytes on every server, as a strong ETag promises
