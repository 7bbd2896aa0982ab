"""`make report`: what people asked, as one HTML page made from the stored conversations."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from faq.knowledge import load
from insights import kept_report
from insights.making import Order, findings
from insights.meaning import Meaning
from insights.page import page
from insights.period import Period, PeriodError, period_of
from ops import bot, settings
from ops.plain_errors import PlainError, guarded
from stores.database import engine_for


def main(argv: list[str] | None = None) -> int:
    """Make the page and say where it is."""
    asked = _asked(argv)
    chosen = settings.current()
    period = _period(asked)
    bot.check_database(chosen.database_url)
    bot.check_knowledge(chosen.root)
    path = Path(asked.out or chosen.root / kept_report.PLACE).resolve()
    if path.is_dir():
        raise PlainError(
            f"OUT is '{asked.out}', which is a folder; name a file, such as OUT={asked.out.rstrip('/')}/report.html."
        )
    found = findings(
        engine_for(chosen.database_url), Order(period, time.time(), chosen.keep_days, asked.sample), Meaning()
    )
    kept_report.write(page(found, load(chosen.root / "knowledge")), path)
    print(
        f"What people asked from {period.first} to {period.last}: {found.figures.conversations_total:,} conversations, "
        f"{found.figures.messages_total:,} messages, {found.questions:,} different questions without an answer.\n"
        f"Open it in a browser: {path.as_uri()}"
    )
    return 0


def _asked(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make report", description=__doc__)
    parser.add_argument("--from", dest="first", default="", metavar="DAY", help="the first day, such as 2026-11-01")
    parser.add_argument("--to", dest="last", default="", metavar="DAY", help="the last day; today when not given")
    parser.add_argument("--days", default="", metavar="N", help="so many days up to the last; 30 when not given")
    parser.add_argument(
        "--out", default="", metavar="FILE", help=f"where to write it; {kept_report.PLACE} when not given"
    )
    parser.add_argument("--sample", action="store_true", help="say on the page that the conversations are made up")
    return parser.parse_args(argv)


def _period(asked: argparse.Namespace) -> Period:
    try:
        return period_of(asked.first, asked.last, asked.days, time.time())
    except PeriodError as error:
        raise PlainError(str(error)) from None


if __name__ == "__main__":
    sys.exit(guarded(main))
