"""A class for what got better although no target value was set (without_target)."""

# ruff: noqa: E501 - whole messages in one line each

from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import build_report
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.answer import list_sentence, report_sentence
from dxkpi.render.views.method_words import asked
from tests.build import declared, finals, indicator, plan
from tests.source.telling import told_of_file

RATINGS: list[dict[str, Any]] = [
    {"id": "done", "label": "達成", "group": "達成", "at_least": "100"},
    {"id": "up", "label": "改善", "group": "改善", "from_baseline": "better", "without_target": "true"},
    {"id": "near", "label": "おおむね", "group": "未達成", "at_least": "80"},
    {"id": "short", "label": "未達成", "group": "未達成"},
]
NO_VALUE: dict[str, Any] = {"baseline": {"value": "50"}, "target": None}


def of(**changes: Any) -> Plan:
    return plan(**{"ratings": RATINGS, "target_year": "R3"} | changes)


def told(value: str, own: Plan | None = None, **more: Any) -> str:
    found = assess(indicator(actuals=finals(R3=value), **more), own or of(), parse_fiscal_year("R3"))
    return outcome_phrase(found, own or of())


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [
        ("51", {"direction": "increase", **NO_VALUE}, "達成区分 改善"),
        ("50", {"direction": "increase", **NO_VALUE}, "達成区分 未達成"),
        ("49", {"direction": "increase", **NO_VALUE}, "達成区分 未達成"),
        ("49", {"direction": "decrease", **NO_VALUE}, "達成区分 改善"),
        ("51", {"direction": "decrease", **NO_VALUE}, "達成区分 未達成"),
        ("100", {}, "達成率 100.0%（達成）"),
        ("85", {}, "達成率 85.0%（おおむね）"),
        ("50", {}, "達成率 50.0%（未達成）"),
        ("50", {"direction": "keep", "better": "higher", "baseline": None, "target": {"value": "50"}}, "達成区分 達成"),
    ],
)
def test_only_what_has_no_target_takes_it(value: str, more: dict[str, Any], expected: str) -> None:
    assert told(value, **more) == expected


def test_a_plan_without_it_rates_a_gain_as_met() -> None:
    own = of(ratings=[rating for rating in RATINGS if rating["id"] != "up"])
    assert told("51", own, direction="increase", **NO_VALUE) == "達成区分 達成"


def test_what_takes_it_is_among_those_that_met_their_target() -> None:
    trend = indicator(id="b", direction="increase", actuals=finals(R3="51"), **NO_VALUE)
    short = indicator(id="c", actuals=finals(R3="85"))
    report = build_report(of(), declared(trend, short), parse_fiscal_year("R3"))
    assert report_sentence(report) == "2指標のうち1指標が達成（50.0%）"
    assert list_sentence(report.assessments, report.plan) == "2指標のうち1指標が達成、1指標が未達成"


def test_nobody_is_said_to_have_reached_a_value_that_was_not_set() -> None:
    own = of(method={"formula": "ratio", "against": "year_target"})
    trend = indicator(id="b", direction="increase", actuals=finals(R3="51"), **NO_VALUE)
    met = indicator(id="c", target={"value": "80", "by_year": {"R3": "80"}}, actuals=finals(R3="85"))
    year = parse_fiscal_year("R3")
    assert report_sentence(build_report(own, declared(met), year)) == "1指標のうち1指標が年度目標値に到達（100.0%）"
    assert report_sentence(build_report(own, declared(trend, met), year)) == "2指標のうち2指標が達成（100.0%）"


def test_a_gain_that_the_plan_counts_with_missed_targets_is_not_counted_as_met() -> None:
    own = of(ratings=[rating | ({"group": "未達成"} if rating["id"] == "up" else {}) for rating in RATINGS])
    trend = indicator(id="b", direction="increase", actuals=finals(R3="51"), **NO_VALUE)
    report = build_report(own, declared(trend), parse_fiscal_year("R3"))
    assert report_sentence(report) == "1指標の達成区分は、達成 0、改善 1、おおむね 0、未達成 0"


def test_a_change_within_the_dead_band_is_no_gain() -> None:
    own = of(method={"formula": "distance", "against": "target", "dead_band": {"within": "2"}})
    assert [told(value, own, direction="increase", **NO_VALUE) for value in ("52", "53")] == [
        "達成区分 未達成",
        "達成区分 改善",
    ]


def test_the_year_before_is_what_it_is_better_than() -> None:
    aim: dict[str, Any] = {"direction": "increase", "baseline": None, "target": {"from": "previous_year"}}
    actuals = finals(R2="60", R3="61")
    found = assess(indicator(actuals=actuals, **aim), of(), parse_fiscal_year("R3"))
    assert outcome_phrase(found, of()) == "達成区分 改善"


def test_the_words_of_the_method_name_whom_it_is_for() -> None:
    own = of()
    assert own.method is not None
    assert [asked(rating, own.method, own.ratings) for rating in own.ratings] == [
        "100%以上",
        "目標値のない指標（増加・減少を目指す）で、基準値より良い",
        "80%以上",
        "そのほか",
    ]


FILE = """\
plan: x
name: 計画
target_year: R3
method: {formula: ratio, against: target}
ratings:
  - {id: done, label: 達成, group: 達成, at_least: 100}
  - {id: up, label: 改善, group: 改善, %s}
  - {id: short, label: 未達成, group: 未達成}
sections: [{id: s, name: 分野}]
"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("from_baseline: better, without_target: true", []),
        (
            "from_target: short, without_target: true",
            ["7:5 KPI212 目標値のない指標（増加・減少を目指す）の区分 without_target なのに、基準値より良いという条件がない",
             "  from_baseline: better と書く"],
        ),
        (
            "from_baseline: better, without_target: true, at_least: 50",
            ["7:91 KPI212 目標値のない指標の区分 without_target に、目標値や率による条件がある", "  at_least の行を消す"],
        ),
    ],
)  # fmt: skip
def test_it_asks_for_a_gain_and_nothing_else(written: str, told: list[str]) -> None:
    assert told_of_file("targets/x.yaml", FILE % written) == told
