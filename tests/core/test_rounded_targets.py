"""A target that is worked out from a change: exact, rounded as the body rounds it, or as the paper prints it."""

# ruff: noqa: E501 - whole messages in one line each

from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.numerals import target_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.render.verdicts import outcome_phrase
from tests.build import actual, finals, indicator, plan
from tests.source.telling import told_of_file


def of(**changes: Any) -> Plan:
    return plan(**{"method": {"formula": "ratio", "against": "target"}, **changes})


def told(target: dict[str, Any], value: str, own: Plan | None = None, as_of: str | None = None, **more: Any) -> str:
    """The target, and the result of a value of R3; the baseline is 73."""
    keys = {"direction": "relative", "baseline": {"value": "73"}, "target": target, "actuals": actual(value)}
    of_plan, day = own or of(), parse_day(as_of) if as_of else None
    found = assess(indicator(**keys | more), of_plan, parse_fiscal_year("R3"), day)
    return f"{target_phrase(found.indicator)}: {outcome_phrase(found, of_plan)}"


@pytest.mark.parametrize(
    ("target", "value", "expected"),
    [
        ({"change": "10"}, "80.2", "目標値 80.3件（基準値の10%増）: 達成率 99.9%（60%以上100%未満）"),
        ({"change": "10"}, "80.3", "目標値 80.3件（基準値の10%増）: 達成率 100.0%（100%）"),
        ({"change": "10", "rounded": {"digits": "0"}}, "80", "目標値 80件（基準値の10%増、整数に四捨五入）: 達成率 100.0%（100%）"),
        ({"change": "10", "rounded": {"digits": "0", "mode": "up"}}, "80", "目標値 81件（基準値の10%増、整数に切り上げ）: 達成率 98.8%（60%以上100%未満）"),
        ({"change": "10", "rounded": {"digits": "0", "mode": "down"}}, "80", "目標値 80件（基準値の10%増、整数に切り捨て）: 達成率 100.0%（100%）"),
        ({"change": "-10", "rounded": {"digits": "0"}}, "66", "目標値 66件（基準値の10%減、整数に四捨五入）: 達成率 100.0%（100%）"),
        ({"change": "-10", "rounded": {"digits": "0", "mode": "down"}}, "66", "目標値 65件（基準値の10%減、整数に切り捨て）: 達成率 98.5%（60%以上100%未満）"),
        ({"change": "10", "rounded": {"digits": "-1"}}, "80", "目標値 80件（基準値の10%増、10の位に四捨五入）: 達成率 100.0%（100%）"),
        ({"change": "50", "rounded": {"digits": "-2", "mode": "up"}}, "110", "目標値 200件（基準値の50%増、100の位に切り上げ）: 達成率 55.0%（30%以上60%未満）"),
        ({"points": "0.26", "rounded": {"digits": "1"}}, "73.3", "目標値 73.3件（基準値から0.26ポイント増、小数第1位に四捨五入）: 達成率 100.0%（100%）"),
        # Halves: 73 × 1.5 = 109.5.
        ({"change": "50", "rounded": {"digits": "0"}}, "110", "目標値 110件（基準値の50%増、整数に四捨五入）: 達成率 100.0%（100%）"),
        ({"change": "50", "rounded": {"digits": "0", "mode": "half_even"}}, "110", "目標値 110件（基準値の50%増、整数に偶数への丸め）: 達成率 100.0%（100%）"),
        # As printed, whatever it was rounded by.
        ({"change": "10", "value": "81"}, "81", "目標値 81件（基準値の10%増）: 達成率 100.0%（100%）"),
        ({"change": "10", "value": "81", "rounded": {"digits": "0"}}, "80", "目標値 81件（基準値の10%増、整数に四捨五入）: 達成率 98.8%（60%以上100%未満）"),
        ({"change": "10", "value": "80", "exclusive": "true"}, "80", "目標値 80件超（基準値の10%増）: 達成率 100.0%（ちょうどでは未達成）（60%以上100%未満）"),
    ],
)  # fmt: skip
def test_the_rounded_or_printed_target_is_judged(target: dict[str, Any], value: str, expected: str) -> None:
    assert told(target, value) == expected


def test_each_year_is_rounded_and_a_printed_value_is_of_the_final_target_alone() -> None:
    own = of(method={"formula": "ratio", "against": "year_target"}, target_year="R6")
    target = {"change": "10", "by_year": {"R3": "5"}, "value": "81"}
    assert told({**target, "rounded": {"digits": "0"}}, "77", own).endswith("達成率 100.0%（100%）")  # 76.65
    assert told(target, "77", own).endswith("達成率 100.5%（100%）")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-01-31", "目標値 80件（基準値の10%増）: 達成率 100.0%（100%）"),
        (None, "目標値 88件（基準値の10%増）: 達成率 90.9%（60%以上100%未満）"),
    ],
)
def test_a_printed_value_holds_until_the_baseline_is_restated(as_of: str | None, expected: str) -> None:
    restated = [{"date": "2021-02", "value": "80", "reason": "遡及改定"}]
    actuals = {"R2": {"value": "80", "status": "実績", "known": "2020-12"}}
    more: dict[str, Any] = {"baseline": {"value": "73", "restated": restated}, "actuals": actuals}
    assert told({"change": "10", "value": "80"}, "80", as_of=as_of, **more) == expected


def test_a_value_that_was_decided_after_the_restatement_is_judged() -> None:
    restated = [{"date": "2021-02", "value": "80", "reason": "遡及改定"}]
    revision = {
        "date": "2021-05",
        "indicator": "a",
        "from": {"value": "80"},
        "to": {"value": "90"},
        "reason": "訳",
        "decision": "会議",
    }
    own = of(revisions=[revision])
    more: dict[str, Any] = {"baseline": {"value": "73", "restated": restated}}
    assert (
        told({"change": "10", "value": "80"}, "90", own, **more)
        == "目標値 90件（基準値の10%増）: 達成率 100.0%（100%）"
    )


def test_a_change_from_the_year_before_is_rounded_too() -> None:
    actuals = finals(R2="73", R3="80")
    target = {"change": "10", "from": "previous_year", "rounded": {"digits": "0"}}
    assert (
        told(target, "80", baseline=None, actuals=actuals) == "前年度の10%増（整数に四捨五入）: 達成率 100.0%（100%）"
    )


FILE = "id: a\nname: 指標\nplan: p\nsection: s\nunit: 件\ndirection: relative\n{start}target: {target}\n"


@pytest.mark.parametrize(
    ("start", "target", "told"),
    [
        ("baseline: {value: 5}\n", "{change: 5, rounded: {digits: 0, mode: half_up}, value: 5}", []),
        (
            "baseline: {value: 5}\n", "{change: 5, rounded: {digits: 7}}",
            ["8:39 KPI212 桁が多すぎる", "  digits は-6から6までで書く（10の位なら -1、整数なら 0、小数第1位なら 1）"],
        ),
        ("baseline: {value: 50}\n", "{change: 5, rounded: {digits: -1}}", []),
        (
            "baseline: {value: 5}\n", "{change: 5, rounded: {digits: 0.5}}",
            ["8:39 KPI203 「0.5」は整数（例 0、1、-1）ではない", "  半角の数字だけで書く（例 6000）。数に添える言葉は note に書く"],
        ),
        ("baseline: {value: 5}\n", "{change: 5, rounded: 0}", ["8:30 KPI207 「キー: 値」の組のはずが、一つの値「0」になっている", "  例「rounded: の次の行に字下げして digits: 0」"]),
        (
            "", "{change: 5, from: previous_year, value: 5}",
            ["7:49 KPI212 前年度の実績値からの増減（from: previous_year）に、目標値 value がある",
             "  value を消す。目標値は、年度ごとに前年度の実績値から求める"],
        ),
    ],
)  # fmt: skip
def test_what_is_refused(start: str, target: str, told: list[str]) -> None:
    assert told_of_file("indicators/p/s/a.yaml", FILE.format(start=start, target=target)) == told
