"""The comparison of chat widgets, without a browser and without npm: what is served, and what the table says."""

from __future__ import annotations

import gzip
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from benchmarks.widget_pages import OURS, WIDGETS, served
from benchmarks.widgets import Seen, table


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        content: bytes = answer.read()
    return gzip.decompress(content).decode("utf-8")


def test_our_files_come_as_the_product_sends_them_and_packages_from_their_folder(tmp_path: Path) -> None:
    (tmp_path / "deep-chat" / "package" / "dist").mkdir(parents=True)
    (tmp_path / "deep-chat" / "package" / "dist" / "x.js").write_text("1;")
    with served(tmp_path) as home:
        assert "/this-one/widget.js" in get(f"{home}/this-one/")
        assert "faq-chat" in get(f"{home}/this-one/widget.js")
        assert get(f"{home}/deep-chat/dist/x.js") == "1;"
        for nothing in ("/deep-chat/dist/y.js", "/deep-chat/../secret", "/nope/"):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                get(home + nothing)


def test_a_socket_is_opened_and_a_session_confirmed(tmp_path: Path) -> None:
    with served(tmp_path) as home:
        assert get(f"{home}/socket.io/?EIO=4&transport=polling").startswith("0{")
        for said, answered in ((b"40", '40{"sid":"s"}'), (b'42["session_request",{}]', '42["session_confirm","s"]')):
            with urllib.request.urlopen(f"{home}/socket.io/?EIO=4&sid=s", said, timeout=30):
                assert get(f"{home}/socket.io/?EIO=4&sid=s") == answered


def test_the_table_gives_medians_and_no_click_where_there_is_no_launcher() -> None:
    visits = [Seen(1000, 2000, 1, 3, 0, ms, 10.0) for ms in (300.0, 100.0, 200.0)]
    inline = [Seen(5000, 5000, 2, 2, 1, None, 700.0)]
    rows = table({OURS: visits, "deep-chat": inline}).splitlines()[2:]

    assert rows[0] == "| **this one** |  | 1.0 | 1 | 200 | 2.0 | 3 | 10 | 210 | 0 |"
    assert rows[1] == "| deep-chat | 2.4.2 | 5.0 | 2 | none | 5.0 | 2 | – | 700 | 1 |"
    assert len(rows) == 2
    assert len({widget.folder for widget in WIDGETS}) == len(WIDGETS)
