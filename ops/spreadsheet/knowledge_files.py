"""The files of knowledge/ with the changes of a spreadsheet in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from ops.plain_errors import PlainError
from ops.spreadsheet.comparing import Change
from ops.spreadsheet.fact_text import change_entry, new_entry
from ops.spreadsheet.files import ENTRIES, LISTS_OF
from ops.spreadsheet.layout import LISTS, PHRASES
from ops.spreadsheet.yaml_text import YamlText, field, listed, scalar


def changed_files(root: Path, changes: Sequence[Change]) -> dict[Path, bytes]:
    """The new content of each file of knowledge/ that changes, by its path from the root."""
    by_file: dict[str, list[Change]] = {}
    for change in changes:
        by_file.setdefault(_file_of(change), []).append(change)
    found = {}
    for name, own in by_file.items():
        path = Path("knowledge", name)
        old = (root / path).read_bytes().decode("utf8")  # its line ends as they are
        found[path] = _edited(old, own).encode("utf8")
    return found


def _file_of(change: Change) -> str:
    record = change.record
    if record.sheet in ENTRIES:
        return ENTRIES[record.sheet][0]
    if record.sheet == PHRASES:
        return "phrases.yml"
    name = record.key.partition(".")[0]
    return next(file for file, names in LISTS_OF.items() if name in names)


def _edited(text: str, changes: Sequence[Change]) -> str:
    file = YamlText(text)
    entries = [c for c in changes if c.record.sheet in ENTRIES]
    if entries:
        _edit_entries(file, entries)
    for change in changes:
        record = change.record
        if record.sheet in (PHRASES, LISTS):
            names = (("phrases",) if record.sheet == PHRASES else ()) + tuple(record.key.split("."))
            old = field(file.root, *names)
            if old is None:
                raise PlainError(
                    f"'{record.key}' is not in the files any more; run make export and start from the new file."
                )
            file.replace(old, scalar(record.text("text"), old) if record.sheet == PHRASES else listed(record.texts("items"), old, bare=True))  # fmt: skip
    return file.result()


def _edit_entries(file: YamlText, changes: Sequence[Change]) -> None:
    items = field(file.root, ENTRIES[changes[0].record.sheet][1])
    if not isinstance(items, yaml.SequenceNode):
        raise PlainError("A file of knowledge/ has no list of entries; run make check.")
    at = {str(getattr(field(entry, "id"), "value", "")): n for n, entry in enumerate(items.value)}
    kept = dict(at)
    for change in changes:
        if change.kind == "changed":
            change_entry(file, items.value[at[change.record.key]], change.record, change.fields)
        elif change.kind == "removed":
            file.remove_item(items, kept.pop(change.record.key))
    new = [new_entry(c.record) for c in changes if c.kind == "new"]
    if new and not kept:
        raise PlainError("All entries of a sheet would be removed; keep at least one.")
    if new:
        file.insert_after(items.value[max(kept.values())], "\n" + "\n\n".join(new))
