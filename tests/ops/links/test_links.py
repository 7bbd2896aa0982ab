"""`make links`: dates and dead links are written, a person gets a list, and without internet nothing changes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from faq import composing
from faq.knowledge import Knowledge, load
from faq.live import LiveKnowledge
from ops.links.__main__ import check
from ops.links.asking import Patience
from ops.links.listing import PAGE
from ops.links.writing import Mark, marked, write_marks
from ops.network import free_port
from ops.plain_errors import PlainError, guarded
from tests.ops.links.conftest import set_link
from tests.ops.links.site import Site

TODAY = date(2026, 11, 22)
QUICK = Patience(answer=0.6, tries=1, pause=0.01)
STATEMENTS, PRESENTATIONS, POLICY = "pa_aimh_statements", "alliance_presentations", "policy_series_page"


def run(root: Path, today: date = TODAY) -> str:
    check(root, today, QUICK)
    return (root / PAGE).read_text("utf-8")


def status(root: Path, source: str) -> tuple[str, str]:
    found = load(root / "knowledge").sources[source]
    return found.status, found.last_checked


def under(page: str, heading: str) -> str:
    """What stands under a heading of the list that begins so."""
    _, found, rest = page.partition(f"<h2>{heading}")
    return rest.partition("<h2>")[0] if found else ""


def test_a_dead_link_is_marked_and_the_bot_shows_its_fall_back_without_a_restart(root: Path, site: Site) -> None:
    dead, instead = f"{site.home}/nothing-here", f"{site.home}/fall-back"
    set_link(root, POLICY, "url", f'"{dead}"')
    set_link(root, POLICY, "fallback_url", f'"{instead}"')
    served = LiveKnowledge(root / "knowledge")
    assert dead in shown(served.current())

    page = run(root)

    assert ("gone", TODAY.isoformat()) == status(root, POLICY)
    assert instead in shown(served.current())
    assert dead not in shown(served.current())
    assert dead in under(page, "Dead: the bot shows the fall-back")


def shown(knowledge: Knowledge) -> list[str]:
    return [source.url for source in composing.answer(knowledge, ("policy_series",)).sources]


def test_only_the_marks_are_written_and_every_other_byte_stays(root: Path, site: Site) -> None:
    set_link(root, STATEMENTS, "url", f'"{site.home}/gone"   # a note')
    before = {p.name: p.read_bytes() for p in (root / "knowledge").iterdir()}
    run(root)
    after = {p.name: p.read_bytes() for p in (root / "knowledge").iterdir()}

    assert {"sources.yml"} == {name for name in before if before[name] != after[name]}
    old, new = (files["sources.yml"].decode().splitlines() for files in (before, after))
    changed = [(a.strip(), b.strip()) for a, b in zip(old, new, strict=True) if a != b]
    assert {
        ("last_checked: null", f"last_checked: {TODAY.isoformat()}"),
        ("status: unchecked", "status: ok"),
        ("status: unchecked", "status: gone"),
    } == set(changed)


def test_a_second_run_on_the_same_day_changes_nothing(root: Path) -> None:
    first = run(root)
    before = (root / "knowledge" / "sources.yml").read_bytes()

    assert first == run(root)
    assert before == (root / "knowledge" / "sources.yml").read_bytes()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/shut", "lets no program in"), ("/broken", "has a fault"), ("/slow", "too long"), ("/loop", "circle"),
     ("/folder/soft", "Page not found"), ("/home", "home page"), ("/hangs-up", "broke off")],
)  # fmt: skip
def test_what_only_a_person_can_judge_is_listed_and_not_marked(root: Path, site: Site, path: str, words: str) -> None:
    set_link(root, STATEMENTS, "url", f'"{site.home}{path}"')
    page = run(root)

    assert ("unchecked", "") == status(root, STATEMENTS)
    assert words in under(page, "Doubtful (")


def test_a_moved_page_is_listed_with_its_new_address_and_stays_as_it_works(root: Path, site: Site) -> None:
    set_link(root, STATEMENTS, "url", f'"{site.home}/moved"')
    page = run(root)

    assert ("ok", TODAY.isoformat()) == status(root, STATEMENTS)
    assert f"{site.home}/new/page" in under(page, "Moved (")


def test_a_dead_link_whose_fall_back_is_dead_or_missing_comes_first(root: Path, site: Site) -> None:
    set_link(root, STATEMENTS, "url", f'"{site.home}/gone"')
    set_link(root, STATEMENTS, "fallback_url", f'"{site.home}/gone/too"')
    set_link(root, "pa_aimh_home", "url", f'"{site.home}/nothing-here"')
    set_link(root, POLICY, "fallback_url", f'"{site.home}/gone/spare"')
    page = run(root)
    first = under(page, "Dead, and nothing takes its place")

    assert f"{site.home}/gone" in first
    assert f"{site.home}/nothing-here" in first
    assert "/gone/spare" not in first
    assert "/gone/spare" in under(page, "Dead fall-backs")


def test_a_link_that_opens_again_is_shown_again_unless_a_person_called_it_moved(root: Path, site: Site) -> None:
    set_link(root, STATEMENTS, "status", "gone")
    set_link(root, PRESENTATIONS, "status", "moved")
    page = run(root)

    assert "ok" == status(root, STATEMENTS)[0]
    assert "moved" == status(root, PRESENTATIONS)[0]
    assert PRESENTATIONS in under(page, "Back again")


def test_a_changed_title_stays_doubtful_until_a_person_writes_a_date(root: Path, site: Site) -> None:
    set_link(root, STATEMENTS, "url", f'"{site.home}/folder/renamed"')
    run(root)
    site.titles["/folder/renamed"] = "Casino"
    later, looked, after = (TODAY + timedelta(days=n) for n in (7, 14, 15))

    assert "Casino" in under(run(root, later), "Doubtful (")
    page = run(root, later + timedelta(days=1))
    assert f"So since {later.isoformat()}" in under(page, "Doubtful (")
    set_link(root, STATEMENTS, "last_checked", looked.isoformat())
    assert "Casino" in under(run(root, looked), "Doubtful, and looked at")
    assert "" == under(run(root, after), "Doubtful")
    assert ("ok", after.isoformat()) == status(root, STATEMENTS)


def test_a_changed_title_of_a_help_lines_chat_is_told_once_as_no_date_can_settle_it(root: Path, site: Site) -> None:
    path = root / "knowledge" / "helplines.yml"
    path.write_text(path.read_text("utf-8").replace(f"{site.home}/page", f"{site.home}/folder/renamed", 1), "utf-8")
    run(root)
    site.titles["/folder/renamed"] = "Casino"

    assert "Casino" in under(run(root), "Doubtful (")
    assert "" == under(run(root), "Doubtful")


def test_a_site_that_shows_a_page_for_any_address_is_doubtful(root: Path) -> None:
    every = Site(any_address=True)
    set_link(root, STATEMENTS, "url", f'"{every.home}/news/some-page"')
    page = run(root)
    every.close()

    assert "for any address" in under(page, "Doubtful (")


def test_help_lines_that_nobody_tried_are_to_be_phoned(root: Path) -> None:
    path = root / "knowledge" / "helplines.yml"
    text = path.read_text("utf-8")
    head, found, tail = text.partition("- id: poison_help")
    recent = (TODAY - timedelta(days=30)).isoformat()
    path.write_text(head + found + tail.replace("last_checked: null", f"last_checked: {recent}", 1), "utf-8")
    listed = under(run(root), "Help lines to be phoned")

    assert "Childhelp" in listed
    assert "Poison Help" not in listed
    assert "Poison Help" in under(run(root, TODAY + timedelta(days=200)), "Help lines to be phoned")


def test_without_internet_nothing_changes_and_the_command_fails_in_one_sentence(
    root: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    for path in (root / "knowledge").glob("*.yml"):
        path.write_text(path.read_text("utf-8").replace(site.home, nowhere), "utf-8")
    before = {p: p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}

    assert 1 == guarded(lambda: len(check(root, TODAY, QUICK)))
    assert "No site answered, so there is no internet here. Nothing was changed" in capsys.readouterr().err
    assert before == {p: p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_a_network_that_answers_everything_with_a_sign_in_page_changes_nothing(root: Path, site: Site) -> None:
    for path in (root / "knowledge").glob("*.yml"):
        path.write_text(path.read_text("utf-8").replace(f"{site.home}/page", f"{site.home}/home"), "utf-8")
    before = (root / "knowledge" / "sources.yml").read_bytes()

    with pytest.raises(PlainError, match="something stands between"):
        check(root, TODAY, QUICK)
    assert before == (root / "knowledge" / "sources.yml").read_bytes()


def test_a_file_into_which_no_date_can_be_written_is_refused_and_stays(root: Path) -> None:
    path = root / "knowledge" / "sources.yml"
    path.write_text(path.read_text("utf-8").replace("    last_checked: null\n", "", 1), "utf-8")
    before = path.read_bytes()

    with pytest.raises(PlainError, match="sheet_three_reasons needs a line of its own for 'last_checked'"):
        check(root, TODAY, QUICK)
    assert before == path.read_bytes()


def test_a_mark_that_would_spoil_the_file_is_refused(root: Path) -> None:
    before = (root / "knowledge" / "sources.yml").read_bytes()

    with pytest.raises(PlainError, match="nothing was changed"):
        write_marks(root / "knowledge", {STATEMENTS: Mark("perhaps", "2026-11-22")})
    assert before == (root / "knowledge" / "sources.yml").read_bytes()


def test_line_ends_and_comments_on_the_line_stay(root: Path) -> None:
    path = root / "knowledge" / "sources.yml"
    set_link(root, STATEMENTS, "status", "unchecked  # nobody looked")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    text = marked(path, {STATEMENTS: Mark("ok", "2026-11-22")})
    assert "status: ok  # nobody looked\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
