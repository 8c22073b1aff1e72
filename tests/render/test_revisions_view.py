"""A decision's words in every command that tells them, in every format: text of the data stays text."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from typing import Any

import pytest
from markdown_it import MarkdownIt

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.explain import explain
from dxkpi.core.outcome import Outcome
from dxkpi.core.outcomes.indicator import ExplainOutcome, ShowOutcome
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.report import Scope, build_report
from dxkpi.render.blocks import Grid, Item, Items
from dxkpi.render.formats import Look, render, view
from dxkpi.render.plain import plain
from tests.build import dataset, declared, indicator, plan
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import compared, listed, where
from tests.render.papers import R3
from tests.render.test_diff_view import OURS

LONG = "長い" * 2_000
WORDS = [*(words for words in HOSTILE if words.strip()), "::error file=a::b", "\n::warning::x", "##[error]x", LONG]
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def revision(words: str, **more: Any) -> dict[str, Any]:
    """A decision of R3 that halves the target of `a`, in these words."""
    own = {"date": "2021-12-01", "indicator": "a", "from": {"value": "100"}, "to": {"value": "50"}}
    return own | {"reason": words, "decision": words} | more


@cache
def told(words: str) -> tuple[Outcome, ...]:
    """What every command says of a decision in these words."""
    return tuple(_told(words))


def _told(words: str) -> Iterator[Outcome]:
    own, adopted = plan(revisions=[revision(words)]), plan()
    indicators = declared(indicator())
    declaring = DeclaredPlan("targets/p.yaml", own)
    yield ReportOutcome((build_report(own, indicators, R3, Scope(original=True)),))
    for year in (FiscalYear(2020), R3):  # before the decision and under it
        yield ExplainOutcome(explain(indicators[0], declaring, indicators, year), where)
    yield ShowOutcome(indicators[0], declaring, (assess(indicator(), own, R3),), where)
    yield listed(indicator(), of=own)
    yield compared(dataset(adopted, indicator()), dataset(own, indicator()))
    yield compared(dataset(own, indicator()), dataset(plan(revisions=[revision(f"{words}2")]), indicator()))


@pytest.mark.parametrize("words", WORDS)
def test_nothing_acts_on_a_terminal_or_on_what_reads_the_log_of_a_job(words: str) -> None:
    for outcome in told(words):
        for form in ("text", "markdown"):
            written = render(outcome, form, Look(detail=True)).decode()
            assert not ACTING.search(written)
            assert not re.search(r"^\s*(?:::|##\[)", written, re.MULTILINE)


@pytest.mark.parametrize("length", range(30, 40))
def test_nor_does_the_start_of_a_line_that_was_broken(length: int) -> None:
    for outcome in told(f"{'あ' * length} ::error file=a::b"):
        written = render(outcome, "text", Look(width=80, detail=True)).decode()
        assert not re.search(r"^\s*::", written, re.MULTILINE)


@pytest.mark.parametrize("words", WORDS)
def test_in_markdown_text_of_the_data_stays_text(words: str) -> None:
    for outcome in told(words):
        written = render(outcome, "markdown", Look(detail=True)).decode()
        assert not re.search(r"@\w|#\d|://|www\.\w|:[\w+-]+:", written.replace("\\", ""))
        assert not re.search(r"<(?!!--)", OURS.sub("", READER.render(written)))


@pytest.mark.parametrize("words", WORDS)
def test_a_program_gets_the_words_as_they_are(words: str) -> None:
    for outcome in told(words):
        written = render(outcome, "json", Look()).decode()
        assert not re.search("[\x00-\x09\x0b-\x1f]", written)
        assert any(words in text for text in _texts(json.loads(written)))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict() | list():
            for own in value.values() if isinstance(value, dict) else value:
                yield from _texts(own)
        case _:
            return


@pytest.mark.parametrize("words", [*map(line, WORDS)])
def test_no_target_of_another_time_is_a_formula(words: str) -> None:
    steps = {
        "direction": "milestone",
        "baseline": None,
        "unit": None,
        "target": {"steps": [words, "開設"]},
        "actuals": {"R3": {"done": [words], "status": "実績"}},
    }
    change = {"from": {"steps": [words, "開設"]}, "to": {"steps": [f"{words}2", "開設"]}}
    report = build_report(plan(revisions=[revision("訳", **change)]), declared(indicator(**steps)), R3)
    raw = render(ReportOutcome((report,)), "csv", Look(table="indicators")).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(raw, newline=""))
    for column, literal in (("target_text", f"{words}2、開設"), ("adopted_target_text", f"{words}、開設")):
        assert row[column] in {plain(literal), f"'{plain(literal)}"}
        assert not row[column].startswith(tuple("=+-@＝＋－＠\t\r\n"))


# The bars of show


def shown(of: dict[str, Any], **changes: Any) -> list[Any]:
    own, one = plan(**of), indicator(**changes)
    years = tuple(assess(one, own, year) for year in sorted(one.actuals))
    return list(view(ShowOutcome(declared(one)[0], DeclaredPlan("targets/p.yaml", own), years, where), Look()))


def grid(doc: list[Any]) -> Grid:
    return next(block for block in doc if isinstance(block, Grid))


RECORDS = {f"R{n}": {"value": str(20 * n), "status": "実績"} for n in range(1, 6)}
THRICE = [
    revision("一", date="2020-12-01", to={"value": "50"}),
    revision("二", date="2021-05-01", **{"from": {"value": "50"}}, to={"value": "80"}),
    revision("三", date="2022-02-01", **{"from": {"value": "80"}}, to={"value": "60"}),
    revision("四", date="2023-02-01", **{"from": {"value": "60"}}, to={"value": "100"}),
]


def test_every_target_that_years_are_judged_by_has_its_bar() -> None:
    found = grid(shown({"revisions": THRICE}, actuals=RECORDS))
    assert found.rows == (
        ("R元年度", "20件", "####", "実績"),
        ("R2年度", "40件", "########", "実績"),
        ("R3年度", "60件", "############", "実績"),
        ("R4年度", "80件", "################", "実績"),
        ("R5年度", "100件", "####################", "実績"),
        ("目標", "100件", "####################", "R元年度まで（策定時）"),
        ("目標改", "50件", "##########", "R2年度だけ"),
        ("目標改", "60件", "############", "R3年度だけ"),  # the 80 of May was no target at the end of a year
        ("目標改", "100件", "####################", "R4年度から"),
    )
    assert found.total == 4


def test_an_adopted_target_that_no_year_of_the_plan_was_judged_by_has_none() -> None:
    found = grid(shown({"revisions": [revision("一", date="2020-02-01")]}, actuals=RECORDS))
    assert [row for row in found.rows if row[0].startswith("目標")] == [("目標改", "50件", "##########", "R元年度から")]


def test_a_value_of_parts_is_as_long_as_what_counts_of_it() -> None:
    parts = {
        "direction": "composite", "better": "higher", "baseline": None,
        "target": {"parts": {"県": "10", "市": "10"}, "rule": "sum"},
        "actuals": {year: {"parts": {"県": "10", "市": "10", "町": "20"}, "status": "実績"} for year in ("R2", "R3")},
    }  # fmt: skip
    change = {"from": {"parts": {"県": "10", "市": "10"}}, "to": {"parts": {"県": "10", "市": "10", "町": "20"}}}
    rows = grid(shown({"revisions": [revision("一", **change)]}, **parts)).rows
    assert [(row[0], len(row[2])) for row in rows] == [("R2年度", 10), ("R3年度", 20), ("目標", 10), ("目標改", 20)]


def test_the_history_says_which_years_each_decision_counts_for() -> None:
    (items,) = [b.items for b in shown({"revisions": THRICE}) if isinstance(b, Items) and "策定時" in b.items[0].text]
    assert items[:3] == (
        Item("策定時の目標: 100件", ("data/data/indicators/p/s/a.yaml:3:1",)),
        Item(
            "2020年12月1日改定（R2年度から）: 100件 → 50件",
            ("data/targets/p.yaml:4:1", "理由: 一", "決定: 一"),
        ),
        Item(
            "2021年5月1日改定（R3年度のうちに、さらに改定）: 50件 → 80件",
            ("data/targets/p.yaml:4:1", "理由: 二", "決定: 二"),
        ),
    )


def test_a_decision_older_than_all_eras_is_told_by_the_western_year() -> None:
    doc = shown({"revisions": [revision("一", date="1900-01-01")]}, actuals=RECORDS)
    assert [row[3] for row in grid(doc).rows if row[0] == "目標改"] == ["1899年度から"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([], ["見直し"], "目標値の改定（記録あり）: {}"),
        (["見直し"], [], "目標値の改定の記録の削除: {}"),
        (["見直し"], ["縮小"], "目標値の改定の記録の変更: 理由 見直し → 縮小、決定 見直し → 縮小"),
    ],
)
def test_a_comparison_tells_a_decision_by_its_day_and_from_what_to_what(
    before: list[str], after: list[str], told: str
) -> None:
    old, new = (dataset(plan(revisions=[revision(words) for words in own]), indicator()) for own in (before, after))
    whole = "決定の日 2021-12-01、改定前 値 100件、改定後 値 50件、理由 見直し、決定 見直し"
    assert told.format(whole) in render(compared(old, new), "text", Look()).decode()


def test_a_revision_of_a_single_year_says_which_and_its_results_say_by_which_target() -> None:
    years = [{"by_year": {"R3": value, "R4": "70", "R5": "100"}} for value in ("60", "40")]
    own = plan(
        target_year="R5",
        method={"formula": "ratio", "against": "year_target"},
        revisions=[revision("工事", **dict(zip(("from", "to"), years, strict=True)))],
    )
    written = indicator(target={"value": "100", **years[0]})
    report = ReportOutcome((build_report(own, declared(written), R3, Scope(original=True)),))
    assert "目標値は改定後（2021年12月1日改定 R3年度 60件 → 40件（工事））" in render(report, "text", Look()).decode()
    assert "| 指標 | R3年度 40件  | 達成率 125.0%改（100%） | R3年度 60件" in render(report, "text", Look()).decode()
    shown = ShowOutcome(declared(written)[0], DeclaredPlan("targets/p.yaml", own), (assess(written, own, R3),), where)
    assert "（改定後の目標 R3年度 40件）" in render(shown, "text", Look()).decode()
