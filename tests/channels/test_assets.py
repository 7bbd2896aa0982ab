"""Files under names that change with their content, and those of the past."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from channels.assets import Assets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "widget"
    folder.mkdir()
    (folder / "widget.js").write_text("import(`${HOME}widget-a.js${again}`); // why\n")
    (folder / "widget-a.js").write_text('const { b } = await import("./widget-b.js");\n')
    (folder / "widget-b.js").write_text("export const b = 1;\n")
    (folder / "page.css").write_text("a { color: red }")
    (folder / "page.html").write_text("a page is no file")
    (folder / "widget-types.d.ts").write_text("nor is this")
    return folder


def assets(folder: Path) -> Assets:
    return Assets(folder, folder.parent / "kept")


def test_scripts_load_each_other_by_hashed_names(folder: Path) -> None:
    files = assets(folder).current()

    assert sorted(files) == ["page.css", "widget-a.js", "widget-b.js", "widget.js"]
    assert files["widget-b.js"].hashed_name in files["widget-a.js"].content.decode()
    assert files["widget-a.js"].hashed_name in files["widget.js"].content.decode()


def test_an_edit_changes_the_name_of_everything_that_leads_to_it_at_once(folder: Path) -> None:
    found = assets(folder)
    before = found.current()
    (folder / "widget-b.js").write_text("export const b = 1000;\n")
    after = found.current()

    changed = {name for name in before if before[name].hashed_name != after[name].hashed_name}
    assert changed == {"widget.js", "widget-a.js", "widget-b.js"}


def test_a_hashed_name_lasts_and_a_plain_one_does_not(folder: Path) -> None:
    found = assets(folder)
    plain = found.find("widget.js")
    assert plain is not None
    hashed = found.find(plain.hashed_name)
    assert hashed is not None
    assert (plain.lasting, hashed.lasting) == (False, True)
    assert plain.content == hashed.content


def test_what_was_served_before_an_update_is_served_after_it(folder: Path) -> None:
    found = assets(folder)
    old = found.current()["widget.js"]
    found.keep()
    (folder / "widget.js").write_text("'new';")
    kept = assets(folder).find(old.hashed_name)

    assert kept is not None
    assert (kept.content, kept.lasting, kept.content_type) == (old.content, True, old.content_type)


def test_a_kept_file_that_was_damaged_is_not_served(folder: Path) -> None:
    found = assets(folder)
    old = found.current()["widget.js"]
    found.keep()
    (folder / "widget.js").write_text("'new';")
    (folder.parent / "kept" / old.hashed_name).write_text("'cut off")

    assert found.find(old.hashed_name) is None


@pytest.mark.parametrize(
    "name", ["../secret", "..", "", "page.html", "widget-types.d.ts", "widget.0.js", "/etc/passwd", "\0"]
)
def test_nothing_else_is_found(folder: Path, name: str) -> None:
    assert assets(folder).find(name) is None


def test_a_place_that_cannot_be_written_is_done_without(folder: Path) -> None:
    blocked = folder.parent / "a file"
    blocked.write_text("in the way")
    found = Assets(folder, blocked / "kept")
    found.keep()

    assert found.find("widget.js") is not None


def test_scripts_that_load_each_other_keep_their_plain_names(folder: Path) -> None:
    (folder / "widget-b.js").write_text('import("./widget-a.js");\n')
    files = assets(folder).current()

    assert "./widget-a.js" in files["widget-b.js"].content.decode()
    assert assets(folder).find("widget-a.js") is not None


def test_what_cannot_be_read_is_left_out_and_takes_nothing_else_away(folder: Path) -> None:
    before = assets(folder).current()
    (folder / "nowhere.js").symlink_to("gone.js")
    (folder / "round.js").symlink_to("round.js")
    (folder / "folder.css").mkdir()
    (folder / "damaged.js").write_bytes(b"\xff\xfe")

    assert assets(folder).current() == before
    assert [assets(folder).find(name) for name in ("nowhere.js", "round.js", "folder.css", "damaged.js")] == [None] * 4


def test_what_is_left_out_is_logged_once(folder: Path) -> None:
    (folder / "round.js").symlink_to("round.js")
    with capture_logs() as logs:
        for _ in range(3):
            assets(folder).current()

    assert [(entry["event"], entry["file"]) for entry in logs] == [("widget.file_left_out", "round.js")]
