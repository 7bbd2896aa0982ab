"""Scripts with the modules that they import put into them, so that a browser asks once and not for each in turn.

On a slow line each turn costs more than the bytes. It is smaller too: what is alike in two modules is compressed once.
The modules stay apart in the repository, and need no build step there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

_IMPORT: Final = re.compile(r'^import \{[^{}]*\} from "\./(?P<name>[a-z][a-z-]*\.js)";\n', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async function|function|class|const) )", re.MULTILINE)
_DECLARED: Final = re.compile(r"^(?:async function|function|class|const|let) (?P<name>\w+)", re.MULTILINE)


def joined(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files by name, each script with its imports in it; what is in another one is left out.

    Modules keep their own names inside, so two that declare the same one are left as they are, and load each other.
    """
    texts = {name: content.decode("utf-8") for name, content in sources.items() if name.endswith(".js")}
    inner = {module for text in texts.values() for module in _imports(text) if module in texts}
    if inner >= texts.keys():  # they import each other, and none is the outermost
        return dict(sources)
    whole = {name: "".join(_parts(name, texts, set())) for name in texts if name not in inner}
    if any(len(names) != len(set(names)) for names in map(_declared, whole.values())):
        return dict(sources)
    others = {name: content for name, content in sources.items() if name not in texts}
    return {**others, **{name: text.encode("utf-8") for name, text in whole.items()}}


def _parts(name: str, texts: Mapping[str, str], taken: set[str]) -> Iterator[str]:
    """The modules that a script needs, each once and before those that need it, and the script itself at the end."""
    taken.add(name)
    outermost = len(taken) == 1
    for module in _imports(texts[name]):
        if module in texts and module not in taken:
            yield from _parts(module, texts, taken)
    text = _IMPORT.sub(lambda found: "" if found["name"] in texts else found[0], texts[name])
    yield text if outermost else _EXPORT.sub("", text)


def _imports(text: str) -> list[str]:
    return [found["name"] for found in _IMPORT.finditer(text)]


def _declared(text: str) -> list[str]:
    return [found["name"] for found in _DECLARED.finditer(_EXPORT.sub("", text))]
