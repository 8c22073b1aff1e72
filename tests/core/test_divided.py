"""Values of a numerator and a denominator: exact wherever they are judged, shown as what they are, and pooled."""

# ruff: noqa: E501 - whole messages in one line each

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Rated
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.number import Quotient, ratio
from dxkpi.core.basis.quantity import quantity_of, written_quantity
from dxkpi.core.basis.text import Misspelt
from dxkpi.core.numerals import baseline_phrase, value_phrase
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.publication.conformity import conformity
from dxkpi.core.published_rows import row_of, same
from dxkpi.render.json_v1.base import baseline_value, target_value
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.flat import indicator_row
from tests.build import dataset, declared, indicator, plan, publish
from tests.source.telling import told_of_file


def over(numerator: str, denominator: str, **more: str) -> dict[str, Any]:
    return {"numerator": numerator, "denominator": denominator, **more}


def of_year(value: Any, status: str = "実績", **more: Any) -> dict[str, Any]:
    return {"value": value, "status": status, **more}


def rated(own: Any, of: Plan | None = None, year: str = "R3", as_of: str | None = None) -> Fraction | None:
    """The exact rate of an indicator in a year; None where there is none."""
    outcome = assess(own, of or plan(), parse_fiscal_year(year), parse_day(as_of) if as_of else None).outcome
    return outcome.rate if isinstance(outcome, Rated) else None


@pytest.mark.parametrize(
    ("unit", "value", "shown", "exact"),
    [
        ("%", over("3", "8"), "3/8（37.5%）", Fraction(75, 2)),
        ("%", over("1", "3"), "1/3（33.33%）", Fraction(100, 3)),
        ("％", over("12.5", "50"), "12.5/50（25％）", Fraction(25)),
        ("‰", over("3", "1000"), "3/1,000（3‰）", Fraction(3)),
        ("人", over("9", "4"), "9/4（2.25人）", Fraction(9, 4)),
        (None, over("-1", "3"), "-1/3（-0.33）", Fraction(-1, 3)),
        ("%", over("3", "8", value="37.5"), "3/8（37.5%）", Fraction(75, 2)),
        ("%", over("2", "3", value="66.7"), "2/3（66.67%、資料では66.7%）", Fraction(200, 3)),
        ("%", over("0", "8"), "0/8（0%）", Fraction(0)),
    ],
)
def test_a_value_is_exact_in_its_unit(unit: str | None, value: Any, shown: str, exact: Fraction) -> None:
    own = indicator(unit=unit, actuals={"R3": of_year(value)})
    found = own.actuals[parse_fiscal_year("R3")][0]
    assert (value_phrase(own, found), ratio(found.form.number or Decimal())) == (shown, exact)
    assert as_written(found)["value"] == value


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, Fraction(1, 3)),
        ({"baseline": {"value": over("1", "5")}, "target": {"value": "50"}}, Fraction(4, 9)),
        ({"counting": "cumulative"}, Fraction(1, 3)),
        ({"direction": "relative", "baseline": {"value": over("1", "6")}, "target": {"points": "20"}}, Fraction(5, 6)),
        ({"direction": "relative", "baseline": {"value": over("1", "6")}, "target": {"change": "100"}}, Fraction(1)),
        ({"direction": "relative", "baseline": {"value": over("1", "6")}, "target": {"change": "50", "rounded": {"digits": "-1"}}}, Fraction(5, 4)),
        ({"direction": "reference", "target": {"reference": {"name": "国", "value": "50"}}}, Fraction(2, 3)),
        ({"year_kind": "calendar", "actuals": {"2021": of_year(over("1", "3"))}}, Fraction(1, 3)),
        ({"baseline": {"value": "0", "restated": [{"date": "2022-01", "value": over("1", "6"), "reason": "改めた"}]}}, Fraction(1, 5)),
    ],
)  # fmt: skip
def test_every_direction_judges_it_exactly(own: dict[str, Any], expected: Fraction) -> None:
    assert rated(indicator(**{"unit": "%", "actuals": {"R3": of_year(over("1", "3"))}} | own)) == expected


@pytest.mark.parametrize(
    ("direction", "before", "now", "expected"),
    [
        ("increase", over("1", "3"), over("2", "6"), "達成区分 30%未満"),
        ("increase", over("1", "3"), "33.333334", "達成区分 100%"),
        ("increase", "33.333333", over("1", "3"), "達成区分 100%"),
        ("decrease", "33.333333", over("1", "3"), "達成区分 30%未満"),
    ],
)
def test_a_step_smaller_than_any_decimal_counts(direction: str, before: Any, now: Any, expected: str) -> None:
    own = indicator(
        unit="%", direction=direction, target=None, baseline={"value": before}, actuals={"R3": of_year(now)}
    )
    assert outcome_phrase(assess(own, plan(), parse_fiscal_year("R3")), plan()) == expected
    year_before = indicator(unit="%", direction=direction, target={"from": "previous_year"}, baseline=None,
                            actuals={"R2": of_year(before), "R3": of_year(now)})  # fmt: skip
    assert outcome_phrase(assess(year_before, plan(), parse_fiscal_year("R3")), plan()) == expected


def test_it_is_carried_and_known_like_any_other() -> None:
    own = indicator(unit="%", actuals={"R2": of_year(over("1", "3"), known="2021-05-01")})
    found = assess(own, plan(), parse_fiscal_year("R3"))
    assert (found.carried, rated(own)) == (True, Fraction(1, 3))
    assert rated(own, plan(carry="none")) is None
    assert rated(own, as_of="2021-04-30") is None


def test_the_target_after_a_revision_is_held_against_it() -> None:
    revised = {
        "date": "2020-06",
        "indicator": "a",
        "from": {"value": "100"},
        "to": {"value": "50"},
        "reason": "改定",
        "decision": "会議",
    }
    own = indicator(unit="%", actuals={"R3": of_year(over("1", "3"))})
    assert rated(own, plan(revisions=[revised])) == Fraction(2, 3)


POOLED: dict[str, Any] = {
    "unit": "%",
    "direction": "composite",
    "better": "higher",
    "baseline": None,
    "target": {"value": "40", "rule": "pooled", "parts": ["県", "市"]},
}


def pooled(parts: dict[str, Any], **more: Any) -> Any:
    return indicator(**POOLED | {"actuals": {"R3": {"parts": parts, "status": "実績"}}} | more)


SMALL_AND_LARGE = {"県": over("20", "100"), "市": over("39", "60")}
START = {"baseline": {"parts": {"県": over("10", "100"), "市": over("30", "60")}}, "better": None}


@pytest.mark.parametrize(
    ("parts", "more", "expected"),
    [
        (SMALL_AND_LARGE, {}, None),  # the formula asks for the baseline
        (SMALL_AND_LARGE, START, Fraction(19, 24)),
        (SMALL_AND_LARGE | {"村": over("1", "1")}, START, Fraction(19, 24)),  # no target counts it
        ({"県": over("20", "100")}, START, None),
        ({"県": over("20", "100"), "市": "65"}, START, None),
        (SMALL_AND_LARGE, {**START, "unit": "‰", "target": {**POOLED["target"], "value": "400"}}, Fraction(19, 24)),
    ],
)  # fmt: skip
def test_pooled_parts_are_divided_together(parts: Any, more: dict[str, Any], expected: Fraction | None) -> None:
    assert rated(pooled(parts, **more)) == expected


@pytest.mark.parametrize(("year", "expected"), [("R2", None), ("R3", Fraction(59, 48)), ("R4", Fraction(59, 64))])
def test_pooled_parts_have_targets_of_single_years(year: str, expected: Fraction | None) -> None:
    own = plan(target_year="R4", method={"formula": "ratio", "against": "year_target"})
    for value in ({"value": "40"}, {}):
        by_year = {"R3": "30"} if value else {"R3": "30", "R4": "40"}
        aim = {**value, "rule": "pooled", "parts": ["県", "市"], "by_year": by_year}
        assert rated(pooled(SMALL_AND_LARGE, target=aim), own, year) == expected


def test_what_is_published_says_it_again() -> None:
    divided = indicator(id="b", unit="%", baseline={"value": over("1", "5")}, actuals={"R3": of_year(over("1", "3"))})
    both = dataset(plan(), divided, pooled(SMALL_AND_LARGE, **START))
    frozen = publish(both.plans[0], both.indicators)
    row = frozen.plan.published[parse_fiscal_year("R3")].rows["b"]
    assert as_written(row)["actual"]["value"] == {"numerator": "1", "denominator": "3"}
    assert ratio(row.actual.value if row.actual and row.actual.value else Decimal()) == Fraction(100, 3)
    assert conformity(dataset(frozen.plan, divided, pooled(SMALL_AND_LARGE, **START)), frozen.published[0]).sound
    printed = indicator(id="b", unit="%", baseline={"value": "20"}, actuals={"R3": of_year("33.3")})
    assert not conformity(dataset(frozen.plan, printed, pooled(SMALL_AND_LARGE, **START)), frozen.published[0]).sound


@pytest.mark.parametrize(
    ("published", "today", "agrees"),
    [
        ("33.3", over("1", "3"), True),
        ("33.4", over("1", "3"), False),
        ("37.5", over("3", "8"), True),
        (over("3", "8"), over("3", "8"), True),
        (over("3", "8"), over("6", "16"), False),
    ],
)
def test_a_paper_prints_a_rate_rounded(published: Any, today: Any, agrees: bool) -> None:
    one, other = (quantity_of(value, "%") for value in (published, today))
    assert same(one, other) is agrees


def test_a_row_has_it() -> None:
    found = assess(indicator(unit="%", actuals={"R3": of_year(over("1", "3"))}), plan(), parse_fiscal_year("R3"))
    assert as_written(row_of(found, plan()))["actual"]["value"] == {"numerator": "1", "denominator": "3"}


@pytest.mark.parametrize(
    ("text", "written"),
    [("37.5", "37.5"), ("3/8", over("3", "8")), (" 12.5 / 40 ", over("12.5", "40"))],
)
def test_people_write_it_with_a_slash(text: str, written: Any) -> None:
    assert written_quantity(text) == written


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3/0", "「3/0」は分母が0より大きい分数（例 3/8）ではない"),
        ("3/-8", "「3/-8」は分母が0より大きい分数（例 3/8）ではない"),
        ("3/八", "「八」は半角の数値（例 6000、-5、73.5）ではない"),
        ("1/2/3", "「1/2/3」は半角の数値（例 6000、-5、73.5）ではない"),
    ],
)
def test_what_is_no_fraction_is_refused(text: str, told: str) -> None:
    with pytest.raises(Misspelt) as refused:
        written_quantity(text)
    assert str(refused.value) == told


def test_two_are_the_same_only_where_they_are_written_so() -> None:
    three, six = (Quotient(Decimal(n), Decimal(d), per=100) for n, d in ((3, 8), (6, 16)))
    assert (three == six, three == Decimal("37.5"), Decimal("37.5") == three, three != six) == (False, True, True, True)
    assert hash(three) == hash(Decimal("37.5"))


HEAD = "id: a\nname: 指標\nplan: p\nsection: s\nunit: '%'\n"
ONE = (
    HEAD
    + "direction: absolute\nbetter: higher\ntarget:\n  value: {}\nactuals:\n  R3:\n    value: {}\n    status: 実績\n"
)
MANY = HEAD + "direction: composite\nbetter: higher\ntarget: {}\n"
UNDIVIDED = HEAD + "direction: composite\ntarget: {{value: 40, rule: pooled, parts: [県, 市]}}\n{}\n"
NOT_UNDIVIDED = (
    "  「県: {numerator: 3, denominator: 8}」のように分子と分母で書く。分からなければ基準値の行を消し、"
    "better: higher（高いほど良い）か better: lower（低いほど良い）を書く"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ONE.format("50", "{numerator: 3, denominator: 8}"), []),
        (
            ONE.format("50", "{numerator: 3, denominator: 0}"),
            ["12:40 KPI212 分母が0である", "  0より大きい分母を書く。対象がない年度なら、値を書かない"],
        ),
        (
            ONE.format("50", "{numerator: 3}"),
            ["12:5 KPI202 必要なキー「denominator」（分母）がない", "  加える。例「denominator: 8」"],
        ),
        (
            ONE.format("50", "{numerater: 3, denominator: 8}"),
            ["12:13 KPI201 「numerater」というキーは、ここにはない", "  「numerator」の書き間違いなら直す"],
        ),
        (
            ONE.format("50", "3/8"),
            ["12:12 KPI203 「3/8」は半角の数値（例 6000、-5、73.5）ではない",
             "  分数は、分子と分母に分けて書く（numerator: 3 と denominator: 8）"],
        ),
        (
            ONE.format("50", "5\n    numerator: 3"),
            ["13:5 KPI201 「numerator」というキーは、ここにはない", "  「numerator」は value の中に書く"],
        ),
        (
            ONE.format("{numerator: 3, denominator: 8}", "5"),
            ["9:3 KPI207 一つの値のはずが、「キー: 値」の組になっている",
             "  一つだけ書く。[ ] や { } を文字として書くなら、値の全体を引用符で囲む"],
        ),
        (
            ONE.format("50", "{numerator: 3, denominator: 8}").replace("'%'", "件") + "counting: summed\n",
            ["14:11 KPI212 分子と分母で書いた令和3年度の値を、年度ごとに足す（counting: summed）ことになっている",
             "  率は足しても期間の率にならない。年度ごとの率で判定するなら counting: yearly にする。期間を通した率なら counting: cumulative とし、分子と分母をその年度までの合計で書く"],
        ),
        (MANY.format("{value: 40, rule: pooled, parts: [県, 市]}"), []),
        (
            MANY.format("{rule: pooled, parts: [県, 市]}"),
            ["8:1 KPI212 分子と分母を合わせて判定する目標（rule: pooled）に、全体の目標値がない", "  value に書く（例 value: 40）"],
        ),
        (
            MANY.format("{value: 40, rule: pooled, parts: {県: 1}}"),
            ["8:35 KPI212 分子と分母を合わせて判定する目標（rule: pooled）の parts に、部分の名前の並びがない",
             "  parts に部分の名前だけを並べ（parts: [県]）、全体の目標値を value に書く"],
        ),
        (
            MANY.format("{rule: worst, parts: [県, 市]}"),
            ["8:23 KPI212 部分ごとの目標値で判定する目標（rule: worst）に、部分ごとの目標値がない",
             "  部分の名前をキーにして、それぞれの目標値を parts に書く（例 県: 1）。部分の分子と分母を合わせた率で判定するなら、rule: pooled とする"],
        ),
        (
            MANY.format("{value: 40, rule: all, parts: {県: 1}}"),
            ["8:17 KPI212 部分ごとの目標値で判定する目標（rule: all）に、全体の目標値がある",
             "  部分の名前をキーにして、それぞれの目標値を parts に書く（例 県: 1）。部分の分子と分母を合わせた率で判定するなら、rule: pooled とする"],
        ),
        (
            MANY.format("{value: 40, rule: pooled, parts: [県], by_year: {R2: {parts: {県: 1}}}}"),
            ["8:57 KPI212 R2 の年度目標の書き方が、rule: pooled と合わない",
             "  rule: pooled では年度の右に一つの数値を（R3: 40）、ほかの rule では年度の下に parts を書く"],
        ),
        (
            MANY.format("{rule: sum, parts: {県: 10, 市: 20}}"),
            ["8:16 KPI212 割合（%）の部分を合計（rule: sum）している",
             "  割合は足しても全体の割合にならない。最も低い部分で判定するなら rule: worst、すべての部分が達したとき達成とするなら rule: all にする。全体の割合で判定するなら、target を「value: 全体の目標値」「rule: pooled」「parts: [県, 市]」の3行にし、実績値と基準値の部分を「県: {numerator: 3, denominator: 8}」のように分子と分母で書く。分子と分母が分からず、全体の割合が資料にあるなら、direction: absolute の一つの値にする"],
        ),
        (
            UNDIVIDED.format("baseline: {parts: {県: 10, 市: {numerator: 3, denominator: 10}}}"),
            ["8:23 KPI212 分子と分母を合わせて判定する目標（pooled）の、基準値の部分「県」が一つの数である", NOT_UNDIVIDED],
        ),
        (
            UNDIVIDED.format("baseline: {parts: {県: {numerator: 1, denominator: 10}, 市: {numerator: 3, denominator: 10}}}\n"
                             "breaks: [{from: R2, reason: 範囲を広げた, baseline: {parts: {県: {numerator: 1, denominator: 10}, 市: 4}}}]"),
            ["9:95 KPI212 分子と分母を合わせて判定する目標（pooled）の、基準値の部分「市」が一つの数である", NOT_UNDIVIDED.replace("県", "市")],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_at_its_place(text: str, told: list[str]) -> None:
    assert told_of_file("indicators/p/a.yaml", text) == told


def test_every_phrase_of_parts_says_each_and_the_csv_what_they_come_to() -> None:
    own = pooled(SMALL_AND_LARGE, **START)
    row = indicator_row(plan(), assess(own, plan(), parse_fiscal_year("R3")))
    assert [str(row[key]) for key in ("baseline_value", "target_value", "actual_value")] == ["25", "40", "36.875"]
    assert baseline_phrase(own) == "基準値 県10/100（10%）、市30/60（50%）、合わせて40/160（25%）"
    assert [one.indicator.id for one in declared(own)] == ["a"]


@pytest.mark.parametrize(
    ("baseline", "target", "shown"),
    [
        (over("7", "3"), {"change": "10"}, ("2.333333", "2.566667")),
        (over("1", "6"), {"points": "1"}, ("0.166667", "1.166667")),
        ("0.000001", {"change": "0.000001"}, ("0.000001", "0.00000100000001")),
    ],
)
def test_a_value_whose_decimals_do_not_end_has_six_of_them_for_programs(
    baseline: Any, target: dict[str, str], shown: tuple[str, str]
) -> None:
    own = indicator(direction="relative", baseline={"value": baseline}, target=target)
    row = indicator_row(plan(), assess(own, plan(), parse_fiscal_year("R3")))
    assert (f"{row['baseline_value']:f}", f"{row['target_value']:f}") == shown
    written = (baseline_value(own), target_value(own))
    assert tuple(json.loads(value.model_dump_json())["value"] for value in written if value) == shown
