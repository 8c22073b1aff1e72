"""A target that is a change from the year before (前年比5%減): the two years decide, whatever the plan compares with."""

# ruff: noqa: E501 - whole messages in one line each

from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.outlook import plan_outlook
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.method_words import compared_words
from tests.build import dataset, declared, finals, indicator, plan, publish
from tests.source.telling import told_of_file


def of(**changes: Any) -> Plan:
    return plan(**{"adopted": "2020-04", "target_year": "R6", **changes})


def told(direction: str, target: dict[str, Any], own: Plan | None = None, as_of: str | None = None, **more: Any) -> str:
    """The result of R3."""
    year, day = parse_fiscal_year("R3"), parse_day(as_of) if as_of else None
    keys = {"direction": direction, "target": {**target, "from": "previous_year"}, "baseline": None}
    return outcome_phrase(assess(indicator(**keys | more), own or of(), year, day), own or of())


NO_VALUE = "算定不能: その年度の実績値がまだなく、前年度と比べられないため"
NO_BEFORE = "算定不能: 前年度の実績値がないため"


@pytest.mark.parametrize(
    ("direction", "target", "actuals", "expected"),
    [
        ("increase", {}, finals(R2="25", R3="26"), "達成区分 100%"),
        ("increase", {}, finals(R2="25", R3="25"), "達成区分 30%未満"),
        ("increase", {}, finals(R2="25", R3="24"), "達成区分 30%未満"),
        ("decrease", {}, finals(R2="25", R3="24"), "達成区分 100%"),
        ("decrease", {}, finals(R2="25", R3="25"), "達成区分 30%未満"),
        ("decrease", {}, finals(R2="-1", R3="-2"), "達成区分 100%"),
        ("relative", {"change": "-5"}, finals(R2="200", R3="190"), "達成率 100.0%（100%）"),
        ("relative", {"change": "-5"}, finals(R2="200", R3="193"), "達成率 70.0%（60%以上100%未満）"),
        ("relative", {"change": "-5"}, finals(R2="200", R3="210"), "達成率 -100.0%（30%未満）"),
        ("relative", {"change": "10"}, finals(R2="200", R3="230"), "達成率 150.0%（100%）"),
        ("relative", {"change": "10", "exclusive": "true"}, finals(R2="200", R3="220"), "達成率 100.0%（ちょうどでは未達成）（60%以上100%未満）"),
        ("relative", {"change": "10", "tolerance": "5"}, finals(R2="200", R3="216"), "達成区分 100%"),
        ("relative", {"change": "10"}, finals(R2="0", R3="5"), "算定不能: 前年度の実績値が0以下で、増減の割合が決まらないため"),
        ("relative", {"change": "10"}, finals(R2="-4", R3="5"), "算定不能: 前年度の実績値が0以下で、増減の割合が決まらないため"),
        ("relative", {"points": "3"}, finals(R2="0", R3="3"), "達成率 100.0%（100%）"),
        ("relative", {"points": "3"}, finals(R2="-4", R3="-1.6"), "達成率 80.0%（60%以上100%未満）"),
        # Neither value is carried.
        ("increase", {}, finals(R1="25", R3="26"), NO_BEFORE),
        ("increase", {}, finals(R1="25", R2="26"), NO_VALUE),
        ("relative", {"change": "-5"}, finals(R3="26"), NO_BEFORE),
        ("relative", {"change": "-5"}, {}, NO_VALUE),
    ],
)  # fmt: skip
def test_the_two_years_decide(direction: str, target: dict[str, Any], actuals: dict[str, Any], expected: str) -> None:
    assert told(direction, target, actuals=actuals) == expected


@pytest.mark.parametrize("against", ["target", "straight_line", "year_target", "elapsed_share", "previous_year"])
def test_what_the_plan_compares_with_does_not_apply(against: str) -> None:
    own = of(method={"formula": "ratio", "against": against}, period={"from": "R1", "to": "R3"})
    assert (
        told("relative", {"change": "10"}, own, actuals=finals(R2="100", R3="99")) == "達成率 90.0%（60%以上100%未満）"
    )
    assert told("decrease", {}, own, actuals=finals(R2="100", R3="99")) == "達成区分 100%"


def test_the_values_are_those_known_on_the_day() -> None:
    actuals = {
        "R2": [
            {"value": "100", "status": "速報", "known": "2021-06-01"},
            {"value": "120", "status": "実績", "known": "2022-06-01"},
        ],
        "R3": {"value": "110", "status": "実績", "known": "2022-05-01"},
    }
    assert told("increase", {}, as_of="2022-05-02", actuals=actuals) == "達成区分 100%"
    assert told("increase", {}, as_of="2022-06-02", actuals=actuals) == "達成区分 30%未満"
    assert told("increase", {}, as_of="2022-04-30", actuals=actuals) == NO_VALUE


def test_a_report_names_both_values_and_what_the_target_comes_to() -> None:
    own = indicator(direction="relative", baseline=None, target={"change": "-5", "from": "previous_year"},
                    actuals=finals(R2="200", R3="193"))  # fmt: skip
    found = assess(own, of(), parse_fiscal_year("R3"))
    assert list(compared_words(found, of())) == ["前年度の実績値 200件", "目標値 190件"]
    assert (found.carried, found.indicator.baseline) == (False, None)


def test_there_is_no_line_to_look_ahead_on() -> None:
    own = indicator(direction="relative", baseline=None, target={"change": "-5", "from": "previous_year"})
    seen = plan_outlook(of(), parse_fiscal_year("R3"), [assess(own, of(), parse_fiscal_year("R3"))])
    assert len(seen.seen) == 1


FILE = """\
id: a
name: 指標
plan: p
section: s
unit: 件
direction: {direction}
{more}target: {target}
"""


@pytest.mark.parametrize(
    ("direction", "more", "target", "told"),
    [
        ("increase", "", "{from: previous_year}", []),
        ("relative", "counting: yearly\n", "{change: -5, from: previous_year}", []),
        (
            "increase", "", "{year: R6}",
            ["1:1 KPI202 必要なキー「baseline」（基準値）がない"],
        ),
        (
            "increase", "", "{from: baseline}",
            ["7:16 KPI210 「baseline」はprevious_yearではない", "  「previous_year」と書く（前年度の実績値）"],
        ),
        (
            "increase", "baseline: {value: 5}\n", "{from: previous_year}",
            ["7:1 KPI212 前年度の実績値からの増減（from: previous_year）なのに、基準値がある",
             "  baseline を消す（資料の基準値は note に書ける）。基準値からの増減なら、target の from を消す"],
        ),
        (
            "relative", "counting: cumulative\n", "{change: 5, from: previous_year}",
            ["8:27 KPI212 累計の指標に、前年度の実績値からの増減（from: previous_year）がある",
             "  累計は減らないので、前年度とは比べられない。単年度の値なら counting の行を消すか、yearly とする"],
        ),
        (
            "increase", "counting: summed\n", "{from: previous_year}",
            ["7:11 KPI212 目標の型 increase では、単年度の実績を足して目標と比べることはできない"],
        ),
        (
            "relative", "", "{change: 5, from: previous_year, by_year: {R3: 3}}",
            ["7:42 KPI212 前年度の実績値からの増減（from: previous_year）に、年度ごとの目標値がある",
             "  by_year を消す。どの年度も、前年度の実績値と比べる"],
        ),
        (
            "increase", "carry: {allow: any, reason: 訳}\n", "{from: previous_year}",
            ["7:1 KPI212 前年度の実績値と比べる目標は、その年度と前年度の値だけで判定するので、carry は働かない", "  carry を消す"],
        ),
        ("absolute", "better: higher\n", "{value: 5, from: previous_year}", ["8:20 KPI214 キー「from」は、目標の型 absolute では使わない"]),
    ],
)  # fmt: skip
def test_what_is_written_beside_it(direction: str, more: str, target: str, told: list[str]) -> None:
    found = told_of_file("indicators/p/s/a.yaml", FILE.format(direction=direction, more=more, target=target))
    assert found[: len(told)] == told
    assert bool(found) == bool(told)


def test_without_from_everything_is_as_ever() -> None:
    own = indicator(direction="relative", baseline={"value": "100"}, target={"change": "-5"}, actuals=finals(R3="96"))
    assert outcome_phrase(assess(own, of(), parse_fiscal_year("R3")), of()) == "達成率 80.0%（60%以上100%未満）"


@pytest.mark.parametrize(("direction", "keys"), [("decrease", {}), ("relative", {"change": "-5"})])
def test_a_published_row_says_what_its_target_is_a_change_of(direction: str, keys: dict[str, str]) -> None:
    target = {**keys, "from": "previous_year"}
    own = indicator(direction=direction, target=target, baseline=None, actuals=finals(R2="25", R3="24"))
    row = publish(dataset(of()).plans[0], declared(own)).published[0].published.rows["a"]
    assert as_written(row)["target"] == target


def test_a_target_without_a_value_is_no_part_of_a_published_row() -> None:
    own = indicator(direction="decrease", target={"note": "注記"}, actuals=finals(R3="24"))
    assert publish(dataset(of()).plans[0], declared(own)).published[0].published.rows["a"].target is None
