"""Asks the package index for known advisories on every locked package: python -m ops.audit [PACKAGE …].

Reads the index's JSON about a version (`vulnerabilities`). A package that could not be looked up fails the audit; so does an advisory
that docs/advisories.yml does not list with a reason. pip-audit would do the first half, but needs a newer `packaging` than Rasa takes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from ops.plain_errors import FAILED, PlainError, guarded

ROOT: Final = Path(__file__).resolve().parent.parent
LOCK: Final = "requirements-dev.txt"  # holds requirements.txt
LISTED: Final = Path("docs", "advisories.yml")
AT_ONCE: Final = 4  # calls of the index
SECONDS: Final = 30.0  # for one answer
Ask = Callable[[str], Any]  # from an address to its JSON; raises OSError or ValueError


@dataclass(frozen=True)
class Package:
    """A locked package."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True)
class Advisory:
    """A known hole. `ids`: every name that it has; `fixed_in`: versions without it."""

    package: Package
    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]
    summary: str

    def __str__(self) -> str:
        mended = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "no fixed version"
        return f"{self.package}: {', '.join(self.ids)} ({mended}) {self.summary}".strip()


@dataclass(frozen=True)
class Audit:
    """What was found: packages looked up, those that could not be with the reason, and their advisories."""

    looked_up: int
    unknown: Mapping[Package, str]
    advisories: Sequence[Advisory]


def locked(lock: Path) -> list[Package]:
    """The packages of a lock file."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE)
    return [Package(name, version) for name, version in pins]


def audit(packages: Iterable[Package], index: str, ask: Ask) -> Audit:
    """Look every package up. `index`: the address under which a package's JSON is."""
    wanted = list(packages)
    with ThreadPoolExecutor(AT_ONCE) as several:
        answers = list(several.map(lambda package: _look_up(package, index, ask), wanted))
    unknown = {package: answer for package, answer in zip(wanted, answers, strict=True) if isinstance(answer, str)}
    found = [advisory for answer in answers if not isinstance(answer, str) for advisory in answer]
    return Audit(len(wanted) - len(unknown), unknown, found)


def _look_up(package: Package, index: str, ask: Ask) -> list[Advisory] | str:
    """The advisories on a package, or why there is no knowing."""
    try:
        told = ask(f"{index}/{package.name}/{package.version}/json")
        if str(told["info"]["version"]) != package.version:
            return "the index answered for another version"
        return [_advisory(package, one) for one in told["vulnerabilities"] if not one.get("withdrawn")]
    except urllib.error.HTTPError as error:
        return f"the index answered {error.code}"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"no usable answer ({type(error).__name__})"


def _advisory(package: Package, told: Mapping[str, Any]) -> Advisory:
    ids = (str(told["id"]), *(str(alias) for alias in told.get("aliases") or ()))
    return Advisory(package, ids, tuple(map(str, told.get("fixed_in") or ())), str(told.get("summary") or ""))


def listed(path: Path) -> list[Mapping[str, Any]]:
    """The rows of docs/advisories.yml."""
    rows: list[Mapping[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["advisories"]
    return rows


def unlisted(found: Iterable[Advisory], rows: Iterable[Mapping[str, Any]]) -> list[Advisory]:
    """Advisories that no row names for the version that is locked."""
    known = {(row["package"], str(row["version"]), name) for row in rows for name in row["ids"]}
    return [one for one in found if not any((one.package.name, one.package.version, name) in known for name in one.ids)]


def index_address() -> str:
    """Where the JSON of the package index is that pip is set to use; PyPI's own when it is set to none."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    simple = os.environ.get("PIP_INDEX_URL") or told
    if simple:
        return re.sub(r"/simple/?$", "/pypi", simple.rstrip("/"))
    from pip._internal.models.index import PyPI  # here, because nobody but this command needs pip

    address: str = PyPI.pypi_url
    return address


def fetch(address: str) -> Any:
    """The JSON at an address. Raises OSError or ValueError."""
    if urlsplit(address).scheme not in ("https", "http"):
        raise ValueError("an index is asked by HTTP")
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # checked above
        return json.loads(answer.read())


def report(done: Audit, rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], bool]:
    """What to say, line by line, and whether the audit holds."""
    new = unlisted(done.advisories, rows)
    lines = [f"NOT LOOKED UP: {package}: {reason}" for package, reason in done.unknown.items()]
    lines += [f"NOT LISTED in {LISTED}: {advisory}" for advisory in new]
    known = len(done.advisories) - len(new)
    lines.append(
        f"{done.looked_up} packages looked up, {len(done.unknown)} could not be; {len(new)} advisories not listed, {known} listed."
    )
    return lines, not (new or done.unknown)


def main() -> int:
    """Audit all locked packages, or those named; 1 unless all were looked up and every advisory is listed."""
    parser = argparse.ArgumentParser(prog="python -m ops.audit", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "packages", nargs="*", metavar="PACKAGE", help="names of locked packages; all when none is named"
    )
    parser.add_argument("--index", help="address of the index's JSON, such as https://index.example/pypi")
    chosen = parser.parse_args()
    packages = locked(ROOT / LOCK)
    if strangers := set(chosen.packages) - {package.name for package in packages}:
        raise PlainError(f"{', '.join(sorted(strangers))} is not locked in {LOCK}; name packages as they stand there.")
    wanted = [package for package in packages if package.name in chosen.packages or not chosen.packages]
    lines, holds = report(audit(wanted, chosen.index or index_address(), fetch), listed(ROOT / LISTED))
    print("\n".join(lines))
    return 0 if holds else FAILED


if __name__ == "__main__":
    sys.exit(guarded(main))
