from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load import operations, page, rated, scale_table, search, shares, soak_table
from benchmarks.load.__main__ import main as load_main
from benchmarks.load.kept import Kept
from benchmarks.load.plan import Limits, holds
from benchmarks.load.search import Search
from benchmarks.load.stopping import STOPPED, until_stopped
from benchmarks.load.watching import Meter, taken
from ops.plain_errors import PlainError

LINK = {"id": "c1", "title": "More"}


def test_the_search_ends_just_below_the_rate_that_breaks() -> None:
    looking = Search(8.0)
    while (rate := looking.next()) is not None:
        looking.tell(rate, rate <= 31.0)

    assert looking.best
    assert 31.0 / search.NEAR <= looking.best <= 31.0
    assert len(looking.tried) <= 9


def test_the_search_goes_down_when_the_first_rate_breaks_and_ends_when_nothing_holds() -> None:
    slow = Search(8.0)
    while (rate := slow.next()) is not None:
        slow.tell(rate, rate <= 1.5)
    dead = Search(8.0)
    while (rate := dead.next()) is not None:
        dead.tell(rate, held=False)

    assert 1.4 <= (slow.best or 0) <= 1.5
    assert dead.best is None


def test_limits_are_broken_by_one_of_them() -> None:
    good = {"p95": 400.0, "p99": 900.0, "errors": {}, "sent": 5000, "gave_up": False}

    assert holds(good, Limits())
    assert holds({**good, "errors": {"timeout": 1}}, Limits())
    for worse in ({"p95": 501.0}, {"p99": 1001.0}, {"errors": {"timeout": 2}}, {"sent": 0}, {"gave_up": True}):
        assert not holds({**good, **worse}, Limits())


def test_finished_steps_are_not_measured_again_until_asked(tmp_path: Path) -> None:
    first = Kept("part", [1], folder=tmp_path)
    first.step("a", lambda: {"n": 1})

    assert {"n": 1} == Kept("part", [1], folder=tmp_path).step("a", lambda: {"n": 2})
    assert {"n": 2} == Kept("part", [1], again=True, folder=tmp_path).step("a", lambda: {"n": 2})
    assert {} == Kept("part", [2], folder=tmp_path).steps


def test_what_was_measured_is_written_when_the_measurement_is_stopped() -> None:
    told: list[bool] = []

    assert STOPPED == until_stopped(lambda: os.kill(os.getpid(), signal.SIGTERM), told.append)
    assert 0 == until_stopped(lambda: None, told.append)
    assert [False, True] == told


def test_processes_are_weighed_by_role() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)  # a-bot"])
    try:
        meter = Meter([child.pid], {"a-bot": "bot"})
        time.sleep(0.3)
        found = meter.read()
        assert {"bot"} == set(taken([child.pid], {"a-bot": "bot"})) == set(found)
        assert found["bot"]["rss"] > 1
        assert found["bot"]["descriptors"] >= 3
    finally:
        child.kill()
        child.wait()


def test_a_share_of_a_core_is_written_where_the_kernel_reads_it_and_removed_after(tmp_path: Path) -> None:
    (tmp_path / "cpu.cfs_quota_us").touch()
    with shares.share("one", 0.25, [tmp_path]) as own:
        assert str(shares.PERIOD // 4) == (own.folder / "cpu.cfs_quota_us").read_text()
        (own.folder / "cpu.stat").write_text("nr_periods 10\nnr_throttled 4\nthrottled_time 7\n")
        assert (4, 10) == own.throttled()
    with pytest.raises(PlainError, match="root on Linux"):
        shares.means([tmp_path / "nothing"])


def test_operations_are_counted_a_turn() -> None:
    assert {"Redis set": 2.0, "Redis evalsha": 1.5} == operations.between(
        {"Redis set": 10}, {"Redis set": 30, "Redis evalsha": 15}, 10
    )


def test_the_line_through_the_rates_tells_how_far_each_lies_off_it() -> None:
    slope, constant, residuals = scale_table.line([(1, 5.0), (2, 9.0), (4, 17.0)])

    assert (4.0, 1.0) == pytest.approx((slope, constant))
    assert [0, 0, 0] == pytest.approx(residuals)


def soaked(path: Path, grows: float) -> list[soak_table.Sample]:
    rows = [f"{at},bot,{300 * (1 + grows * at / 3600)},20,1.0" for at in range(0, 3601, 10)]
    path.write_text("\n".join(["seconds,process,rss_mb,descriptors,cpu_seconds", *rows]) + "\n")
    return soak_table.read(path)


def test_growth_after_the_first_minutes_is_told_and_drawn(tmp_path: Path) -> None:
    samples = soaked(tmp_path / "soak.csv", 0.06)
    found = soak_table.growth([s for s in samples if s.process == soak_table.ALL])
    soak_table.draw(samples, tmp_path / "soak.svg")

    assert found
    assert 0.0459 == pytest.approx(found.share, abs=0.003)
    assert (20, 20) == found.descriptors
    assert (tmp_path / "soak.svg").read_text().startswith("<?xml")
    assert "| all |" in soak_table.text("# top", samples, {}, 5)


def test_a_page_that_is_not_whole_says_so() -> None:
    assert "Stopped before its end" in page.head("Title", "command", is_whole=False)
    assert "Stopped" not in page.head("Title", "command", is_whole=True)


def test_an_unknown_part_is_refused_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == load_main(["nothing"])
    assert "rated, open, scale, soak" in capsys.readouterr().err


def run(bots: int, rate: float) -> dict[str, Any]:
    """A run that held its rate, as it is kept."""
    figures = {
        "sent": 600,
        "p50": 100.0,
        "p95": 300.0,
        "p99": 400.0,
        "max": 500.0,
        "seconds": 60.0,
        "errors": {},
        "gave_up": False,
    }
    figures |= {"late_p99": 2.0, "generator_cpu": 0.5}
    taken = {
        name: {"cpu": 6.0, "cores": 0.1, "rss": 100.0, "descriptors": 20} for name in ("bot", "Redis", "PostgreSQL")
    }
    counted = {"operations": {"Redis commands": 4.0}, "used_up": [0.5] * bots}
    return {"bots": bots, "rate": rate, "held": True, "figures": figures, "taken": taken, "load": "0.1", **counted}


def test_the_rated_page_has_both_rates_and_their_ratio() -> None:
    steps = {"epochs": 10, "ours step 8": run(1, 8.0), "ours hold 8": run(1, 8.0), "stock hold 3.2": run(1, 3.2)}

    assert "| rated load, messages a second | 8 | 3.2 | 2.50 | ≥ 2 |" in rated.text(steps, True, rated.options([]))
    assert "--bots 2" in rated.text({}, False, rated.options(["--bots", "2"]))


def test_the_page_of_more_bots_has_operations_a_bottleneck_and_a_projection_that_is_called_one() -> None:
    steps = {f"{bots} hold {rate:g}": run(bots, rate) for bots, rate in ((1, 4.0), (2, 8.0), (4, 16.0))}
    text = scale_table.text({**steps, "1 done": True}, True, 0.25, 60, 180)

    assert "| Redis commands | 4.0 | 4.0 | 4.0 |" in text
    assert "Projected, not measured" in text
    assert "32 bots 128" in text
    assert "| 4 | 16 | 4.00 |" in text
