"""Values of calendar years (観光客数, 事故件数): 2021 belongs to the report of R3, and is printed as 2021年."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.app.data import Data
from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import CalendarYear, Day, FiscalYear, parse_fiscal_year
from dxkpi.core.basis.mark import Mark
from dxkpi.core.default_year import default_year
from dxkpi.core.numerals import actual_phrase, baseline_phrase, target_phrase
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.build import dataset, indicator, plan

YEARS = st.integers(1950, 2090)


@given(YEARS, YEARS)
def test_a_calendar_year_counts_as_the_fiscal_year_of_its_number(one: int, other: int) -> None:
    assert (CalendarYear(one) == FiscalYear(other)) is (one == other)
    assert (CalendarYear(one) < FiscalYear(other), FiscalYear(one) >= CalendarYear(other)) == (
        one < other,
        one >= other,
    )
    assert {FiscalYear(one): 1}.get(CalendarYear(one)) == 1
    assert type(CalendarYear(one).reported) is FiscalYear
    assert (CalendarYear(one).before.label, str(CalendarYear(one))) == (f"{one - 1}年", str(one))


@pytest.mark.parametrize(
    ("day", "fiscal", "calendar"),
    [(Day(2022, 3, 31), "R3", "2022"), (Day(2022, 4, 1), "R4", "2022"), (Day(2021, 12, 31), "R3", "2021")],
)
def test_a_day_is_in_a_year_of_each_kind(day: Day, fiscal: str, calendar: str) -> None:
    assert (str(FiscalYear(1).around(day)), str(CalendarYear(1).around(day))) == (fiscal, calendar)


def values(**years: str) -> dict[str, Any]:
    return {year[1:]: {"value": value, "status": "実績"} for year, value in years.items()}


def seen(year: str, own: Plan | None = None, **changes: Any) -> Assessment:
    keys: dict[str, Any] = {
        "year_kind": "calendar",
        "baseline": {"value": "0", "year": "2016"},
        "target": {"value": "100", "year": "2022", "by_year": {"2021": "80"}},
        "actuals": values(y2020="50", y2021="60"),
    }
    return assess(indicator(**keys | changes), own or of(), parse_fiscal_year(year))


FIVE = {"better": "higher", "actuals": values(y2017="1", y2018="2", y2019="3", y2020="4", y2021="5")}


def of(**changes: Any) -> Plan:
    return plan(**{"adopted": "2017-04", "target_year": "R6", **changes})


def test_the_value_of_2021_is_that_of_r3_and_named_by_its_year() -> None:
    found = seen("R3")
    assert (actual_phrase(found), found.carried) == ("2021年実績 60件", False)
    assert outcome_phrase(found, of()) == "達成率 60.0%（60%以上100%未満）"
    assert (baseline_phrase(found.indicator), target_phrase(found.indicator, of())) == (
        "基準値 0件（2016年）",
        "目標値 100件（2022年まで）",
    )
    assert as_written(found.indicator)["actuals"].keys() == {"2020", "2021"}


@pytest.mark.parametrize(("spelt", "year"), [("R3", "2021年"), ("令和3年度", "2021年"), ("2021", "2021年")])
def test_a_year_may_be_spelt_in_any_way(spelt: str, year: str) -> None:
    assert actual_phrase(seen("R3", actuals={spelt: {"value": "1", "status": "実績"}})) == f"{year}実績 1件"


@pytest.mark.parametrize(
    ("year", "method", "changes", "expected"),
    [
        ("R4", {}, {}, "達成率 60.0%前（60%以上100%未満）"),
        ("R3", {"against": "year_target"}, {}, "達成率 75.0%（60%以上100%未満）"),
        ("R2", {"against": "year_target"}, {}, "算定不能: その年度の目標値がないため"),
        ("R3", {"against": "straight_line"}, {}, "達成率 72.0%（60%以上100%未満）"),  # 60 of 100 × 5 ÷ 6
        ("R3", {"against": "previous_year", "formula": "ratio"}, {}, "達成率 120.0%（100%）"),
        ("R3", {}, {"counting": "summed", "baseline": None, **FIVE}, "達成率 15.0%（30%未満）"),
        ("R3", {}, {"unmet": {"R3": {"reason": "訳"}}, "suspended": {"since": "R3", "reason": "訳"}}, "進捗管理の停止"),
        ("R2", {}, {"suspended": {"since": "R3", "reason": "訳"}}, "達成率 50.0%（30%以上60%未満）"),
    ],
)  # fmt: skip
def test_every_comparison_goes_by_the_number_of_the_year(
    year: str, method: dict[str, Any], changes: dict[str, Any], expected: str
) -> None:
    own = of(method={"formula": "distance", "against": "target", **method})
    found = seen(year, own, **changes)
    mark = Mark.CARRIED.sign if found.carried else ""
    assert outcome_phrase(found, own).replace("%（", f"%{mark}（", 1) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2022-03-31", "達成率 30.0%（30%以上60%未満）"), ("2022-04-01", "達成率 60.0%（60%以上100%未満）")],
)
def test_the_target_in_force_is_that_of_the_end_of_the_report_s_year(date: str, expected: str) -> None:
    to = {"value": "200", "year": "2023"}
    revision = {"date": date, "indicator": "a", "from": {"value": "100", "year": "2022"}, "to": to, "reason": "訳",
                "decision": "会議"}  # fmt: skip
    own = of(revisions=[revision])
    found = seen("R3", own)
    assert outcome_phrase(found, own) == expected
    assert target_phrase(seen("R4", own).indicator, own) == "目標値 200件（2023年まで）"


def test_a_report_is_of_a_fiscal_year_whatever_its_values_are_of() -> None:
    own = of()
    known = dataset(own, seen("R3").indicator)
    found = default_year(known, known.plans[0])
    assert (found and found.year.label, [year.label for year in known.actual_years("p")].count("R3年度")) == (
        "R3年度",
        1,
    )
    assert {type(year) for year in known.actual_years("p")} == {FiscalYear}


PLAN = """\
plan: p
name: 計画
period: {from: R1, to: R6}
method: {formula: ratio, against: target}
sections: [{id: s, name: 分野}]
documents:
  doc: {title: 資料, publisher: 市, date: 2023-06}
"""
FILE = """\
id: a
name: 指標
plan: p
section: s
unit: 人
direction: absolute
%sbetter: higher
target: {value: 9, year: R6}
actuals:
  %s
source: {document: doc, page: 1}
"""


def codes(record: str, kind: str = "calendar") -> list[str]:
    text = FILE % (f"year_kind: {kind}\n", record)
    tree = DictTree({"targets/p.yaml": PLAN, "indicators/p/s/a.yaml": text})
    return [finding.diagnostic.rule.code for finding in Data(tree, load(tree)).findings]


@pytest.mark.parametrize(
    ("record", "calendar", "fiscal"),
    [
        # A day or months of the year.
        ("2021: {value: 1, status: 実績, as_of: 2021-01-01}", ["KPI312"], ["KPI311"]),
        ("2021: {value: 1, status: 実績, as_of: 2020-12-31}", ["KPI311"], ["KPI311"]),
        ("2021: {value: 1, status: 実績, as_of: 2021-12-31}", [], ["KPI312"]),
        ("2021: {value: 1, status: 実績, as_of: 2022-03-31}", [], []),
        ("2021: {value: 1, status: 実績, as_of: 2022-04-01}", ["KPI311"], []),
        ("2021: {value: 1, status: 実績, period: {from: 2021-01, to: 2021-03}}", [], ["KPI311"]),
        ("2021: {value: 1, status: 実績, period: {from: 2022-01, to: 2022-03}}", ["KPI311"], []),
        # Final though the year runs on: its end is the 31st of December.
        ("2021: {value: 1, status: 実績, known: 2021-09-29}", ["KPI345"], ["KPI345"]),
        ("2021: {value: 1, status: 実績, known: 2021-09-30}", [], ["KPI345"]),
        ("2021: {value: 1, status: 実績, known: 2021-12-31}", [], []),
        # Known before the year began.
        ("2021: {value: 1, status: 実績, known: 2021-02-01}", ["KPI345"], ["KPI310"]),
        ("2021: {value: 1, status: 実績, known: 2020-12-31}", ["KPI310"], ["KPI310"]),
    ],
)
def test_what_a_year_may_hold(record: str, calendar: list[str], fiscal: list[str]) -> None:
    assert (codes(record), codes(record, "fiscal")) == (calendar, fiscal)
