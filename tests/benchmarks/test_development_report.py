from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import development_report, errors
from benchmarks.development import Example
from benchmarks.evaluate import Result
from benchmarks.on_development import Column
from benchmarks.peers.peer import Ranking
from benchmarks.rules import AS_SHIPPED, Rule, reply
from faq.reply import Kind, Reply

RULE = Rule(danger=0.3, answer=0.6, offer=0.4)
FACTS = ["age_range", "resources"]
MESSAGES: list[tuple[str, str, Ranking]] = [
    ("ask_resources", "plain", (("ask_resources", 0.9), ("ask_age_range", 0.1))),
    ("ask_age_range", "plain", (("ask_resources", 0.7), ("ask_age_range", 0.3))),
    ("oos_other", "near", (("oos_other", 0.8), ("ask_resources", 0.2))),
    ("oos_other", "far", (("ask_resources", 0.5), ("oos_other", 0.4))),
    ("crisis_suicide", "direct", (("crisis_suicide", 0.9), ("oos_other", 0.1))),
    ("advice_sleep", "plain", (("advice_sleep", 0.9), ("oos_other", 0.1))),
    ("smalltalk_thanks", "plain", (("smalltalk_thanks", 0.9), ("oos_other", 0.1))),
]


def column(title: str, rule: Rule, with_rankings: bool = True) -> Column:
    results = [Result(Example((label,), sort, "text", "d1"), reply(r, rule), "") for label, sort, r in MESSAGES]
    rankings = tuple(r for _, _, r in MESSAGES) if with_rankings else ()
    return Column(title, results, results[:3], rankings, rule if with_rankings else None)


def test_the_report_holds_both_tables_and_small_plots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(development_report, "RESULTS", tmp_path)
    columns = [
        column("ours, whole", RULE, False),
        column("ours, classifier alone", RULE),
        column("stock as it ships", AS_SHIPPED),
    ]
    text = development_report.write(columns, columns[1].rankings, FACTS, 1234)
    assert (tmp_path / "peers.md").read_text() == text
    assert "| right fact answered | >= 92 % | 2 | 50.0 | 50.0 | 50.0 |" in text
    assert "| right label first | | 7 |  | 71.4 |  |" in text
    assert "1,234 training questions" in text
    assert "| ours, classifier alone | 0.300 | 0.600 | 0.400 |" in text
    for name in ("risk_coverage", "reliability", "confusion"):
        assert f"({name}.png)" in text
        assert 0 < (tmp_path / f"{name}.png").stat().st_size < 150_000


def result(labels: str, sort: str, given: Reply) -> Result:
    return Result(Example(tuple(labels.split("+")), sort, f"{labels} {sort}", "d1"), given, "")


@pytest.mark.parametrize(
    ("labels", "sort", "given", "kinds"),
    [
        ("ask_resources", "plain", Reply(Kind.ANSWER, ("resources",), ()), []),
        ("ask_resources", "plain", Reply(Kind.ANSWER, ("age_range",), ()), ["A wrong fact stated"]),
        ("ask_resources", "plain", Reply(Kind.CLARIFY, ("resources",), ()), ["A fact asked for, only offered"]),
        ("ask_resources", "plain", Reply(Kind.CLARIFY, ("age_range",), ()), ["A fact asked for, neither answered nor offered"]),
        ("ask_resources", "plain", Reply(Kind.ANSWER, ("resources", "age_range"), ()), ["A second fact beside the right one"]),
        ("ask_resources", "plain", Reply(Kind.CRISIS, (), ()), ["False alarm"]),
        ("ask_resources+ask_age_range", "two_part", Reply(Kind.ANSWER, ("resources",), ()), ["One of two facts missing"]),
        ("oos_other", "near", Reply(Kind.ANSWER, ("resources",), ()), ["Out of scope, yet a fact stated"]),
        ("crisis_suicide", "veiled", Reply(Kind.ADVICE, (), ()), ["Danger missed"]),
        ("crisis_suicide", "veiled", Reply(Kind.CRISIS, (), (), category="abuse"), ["Danger caught, under another category"]),
        ("crisis_suicide", "veiled", Reply(Kind.CRISIS, (), (), category="suicide"), []),
        ("advice_sleep", "plain", Reply(Kind.OUT_OF_SCOPE, (), ()), ["Advice not recognised"]),
        ("tell_role", "plain", Reply(Kind.ANSWER, ("resources",), ()), ["Small talk not recognised"]),
    ],
)  # fmt: skip
def test_each_error_is_of_its_kind(labels: str, sort: str, given: Reply, kinds: list[str]) -> None:
    assert [s.name for s in errors.SORTS if s.belongs(result(labels, sort, given))] == kinds


def test_the_page_shows_ten_examples_at_most_and_what_would_mend_them() -> None:
    wrong = [result("ask_resources", f"n{i}", Reply(Kind.ANSWER, ("age_range",), ())) for i in range(12)]
    text = errors.page(wrong)
    assert "## A wrong fact stated: 12" in text
    assert text.count("→ `answer age_range`") == 10
    assert "## Danger missed: none" in text
    assert errors.page(wrong) == text
    assert all(len(sort.mend) > 40 for sort in errors.SORTS)
