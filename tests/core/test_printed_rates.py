"""How a plan prints rates and shares: factors, zeros with their decimals, the mean of rates, and rows that add up."""

# ruff: noqa: E501 - whole messages in one line each

from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import percent_figure, rate, rate_figure
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.shares import ShareRounding
from dxkpi.core.publication.owed import CorrectionParts, owed
from dxkpi.core.report import build_report
from dxkpi.render.blocks import Paragraph
from dxkpi.render.views.answer import answer
from dxkpi.render.views.explain_rate import steps_to_print
from dxkpi.render.views.method_words import method_lines
from dxkpi.render.views.report import share_words
from dxkpi.rules.published.contradicts_percent import CONTRADICTS_PERCENT
from tests.build import dataset as of_dataset
from tests.build import declared, finals, indicator, plan, publish
from tests.source.telling import told_of_file

THIRD = Fraction(1, 3)


def of(**method: Any) -> Plan:
    return plan(method={"formula": "ratio", "against": "target", **method})


@pytest.mark.parametrize(
    ("rounding", "share", "expected"),
    [
        ({"as": "factor"}, "19/20", "0.95"),
        ({"as": "factor"}, "1", "1.00"),
        ({"as": "factor"}, "1/3", "0.33"),
        ({"as": "factor"}, "0", "0"),
        ({"as": "factor", "zero": "digits"}, "0", "0.00"),
        ({"as": "factor"}, "25/2", "12.50"),
        ({"as": "factor"}, "-1/3", "-0.33"),
        ({"as": "factor", "digits": "1"}, "19/20", "0.95"),  # 1.0 would be another rating
        ({"as": "factor", "digits": "1"}, "4/5", "0.8"),
        ({"as": "factor", "digits": "0"}, "2", "2"),
        ({"as": "factor", "digits": "3"}, "1/3", "0.333"),
        ({"as": "factor", "digits": "1", "rated": "rounded"}, "19/20", "1.0"),
        ({"as": "factor", "mode": "down"}, "999/1000", "0.99"),
        ({"as": "factor"}, "9999/10000", "0.9999"),
        ({"zero": "digits"}, "0", "0.0%"),
        ({"zero": "digits", "digits": "2"}, "0", "0.00%"),
        ({"zero": "plain", "digits": "2"}, "0", "0%"),
        ({"digits": "0"}, "1/3", "33%"),
        ({}, "1/3", "33.3%"),
    ],
)
def test_a_rate_is_printed_as_its_plan_prints_it(rounding: dict[str, str], share: str, expected: str) -> None:
    scale = of(rounding=rounding).scale
    assert scale is not None
    assert rate(Fraction(share), scale) == expected


@pytest.mark.parametrize(
    ("rounding", "share", "steps"),
    [
        ({"as": "factor"}, "19/20", "19/20 = 0.95"),
        ({"as": "factor"}, "1/3", "1/3 → 0.33"),
        ({"as": "factor"}, "363/400", "363/400 = 0.9075 → 0.91"),
        ({}, "363/400", "363/400 = 90.75% → 90.8%"),
    ],
)
def test_the_steps_to_it_are_in_its_unit(rounding: dict[str, str], share: str, steps: str) -> None:
    scale = of(rounding=rounding).scale
    assert scale is not None
    assert steps_to_print(Fraction(share), scale) == steps


def test_the_method_says_so() -> None:
    own = of(rounding={"as": "factor", "zero": "digits"}, headline="mean_rate")
    assert own.method is not None
    lines = tuple(method_lines(own.method, own.declared_ratings))
    assert lines[0].endswith("達成率は倍率（95% は 0.95）で示し、表示だけを小数第2位に四捨五入する。0も同じ桁で示す")
    assert lines[-1] == (
        "答えの初めの率は、率のある指標の達成率（丸める前の率）の平均。"
        "再掲の指標は一度だけ数え、うち（別の指標の内数）は入れない"
    )


def report_of(own: Plan, *indicators: Indicator) -> list[str]:
    report = build_report(own, declared(*indicators), parse_fiscal_year("R3"))
    return [str(block.text) for block in answer(report) if isinstance(block, Paragraph)]


def valued(identifier: str, value: str, **more: Any) -> Indicator:
    return indicator(id=identifier, actuals=finals(R3=value), **more)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ({}, "達成率の平均は122.2%（率のある3指標）"),
        ({"clip": {"upper": "100"}}, "達成率の平均は55.6%（率のある3指標）"),
        ({"rounding": {"as": "factor"}}, "達成率の平均は1.22（率のある3指標）"),
    ],
)
def test_the_mean_is_of_exact_rates_after_clipping(method: dict[str, Any], expected: str) -> None:
    own = of(headline="mean_rate", **method)
    trend = valued("d", "5", direction="increase", target=None)
    stopped = valued("e", "5", suspended={"since": "R3", "reason": "中止"})
    found = report_of(
        own, valued("a", "300"), valued("b", "100", target={"value": "150"}), valued("c", "0"), trend, stopped
    )
    assert found[0].partition("。")[0] == expected


def test_the_mean_bears_the_marks_of_its_members() -> None:
    carried = indicator(id="b", actuals=finals(R2="50"))
    found = report_of(of(headline="mean_rate"), valued("a", "100"), carried)
    assert found[0].startswith("達成率の平均は75.0%前（率のある2指標）。2指標のうち")


def test_a_part_of_another_indicator_is_not_in_the_mean() -> None:
    found = report_of(of(headline="mean_rate"), valued("a", "100"), valued("b", "0"), valued("women", "0", of="b"))
    assert found[0] == "達成率の平均は50.0%（率のある2指標）。2指標のうち1指標が達成（50.0%）。"


def test_there_is_no_mean_of_no_rates() -> None:
    assert report_of(of(headline="mean_rate"), valued("a", "5", direction="increase", target=None)) == [
        "1指標のうち1指標が達成（100.0%）。", "内訳: データから判定1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "shares", "digits", "printed"),
    [
        ("half_up", [THIRD, THIRD, THIRD], 1, "33.3 33.3 33.3"),
        ("down", [Fraction(2, 3), THIRD, None], 1, "66.6 33.3 -"),
        ("largest_remainder", [THIRD, THIRD, THIRD], 1, "33.4 33.3 33.3"),  # ties by the order of columns
        ("largest_remainder", [THIRD, THIRD, THIRD], 0, "34 33 33"),
        ("largest_remainder", [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3)], 0, "17 17 66"),
        ("largest_remainder", [Fraction(1), Fraction(0)], 1, "100 0"),
        ("largest_remainder", [Fraction(1, 7), None, Fraction(2, 7)], 1, "14.3 - 28.6"),
        ("largest_remainder", [None, None], 1, "- -"),
        ("half_up", [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3)], 0, "17 17 67"),
    ],
)
def test_a_row_of_shares_is_rounded_together(
    how: str, shares: list[Fraction | None], digits: int, printed: str
) -> None:
    found = ShareRounding(how).printed(shares, digits)
    assert " ".join("-" if own is None else f"{float(own * 100):g}" for own in found) == printed


@pytest.mark.parametrize(("zero", "printed"), [("plain", "0%"), ("digits", "0.0%")])
def test_a_share_of_zero_is_printed_as_a_rate_is(zero: str, printed: str) -> None:
    report = build_report(of(rounding={"zero": zero}), declared(valued("a", "100")), parse_fiscal_year("R3"))
    assert report.overview is not None
    assert [share_words(share) for share in report.overview.percentages] == ["100.0%", printed, printed, printed]


@pytest.mark.parametrize("how", ShareRounding)
def test_what_is_published_follows_from_its_rows(how: ShareRounding) -> None:
    three = plan(shares={"rounding": how.value})
    own = [valued(identifier, value) for identifier, value in (("a", "100"), ("b", "70"), ("c", "40"))]
    data = of_dataset(three, *own)
    frozen = publish(data.plans[0], data.indicators).plan.published[parse_fiscal_year("R3")]
    first = {"half_up": "33.3", "down": "33.3", "largest_remainder": "33.4"}[how.value]
    assert frozen.percent.total is not None
    assert [str(own) for own in frozen.percent.total.values()] == [first, "33.3", "33.3", "0"]


def test_a_correction_gives_rates_with_the_digits_that_were_published() -> None:
    own = of(rounding={"digits": "0"})
    was = of_dataset(own, valued("a", "66.6"))
    frozen = publish(was.plans[0], was.indicators).plan
    before, after = (of_dataset(frozen, valued("a", value)) for value in ("66.6", "83.3"))
    parts = CorrectionParts(parse_day("2022-07-01"), "訂正", percent_figure, rate_figure)
    corrections = [one.correction for one in owed(before, after, parts) if one.indicator]
    assert [(one["from"]["rate"], one["to"]["rate"]) for one in corrections] == [("67", "83")]


@pytest.mark.parametrize(
    ("how", "percent", "told"),
    [
        (None, ("33.3", "66.7"), []),
        (None, ("33.3", "66.6"), ["66.6% は、公表件数 2 ÷ 3 = 66.7% と合わない/この行は、切り捨てなら合う。資料がそう丸めるなら、計画に shares: {rounding: down} と書く"]),
        (None, ("33", "67"), []),
        (None, ("33.3", "60.0"), ["60.0% は、公表件数 2 ÷ 3 = 66.7% と合わない/"]),
        ("down", ("33.3", "66.6"), []),
        ("down", ("33.3", "66.7"), ["66.7% は、公表件数 2 ÷ 3 = 66.6% と合わない/この行は、四捨五入なら合う。資料がそう丸めるなら、計画に shares: {rounding: half_up} と書く"]),
        ("largest_remainder", ("33.3", "66.7"), []),
    ],
)  # fmt: skip
def test_a_papers_shares_are_held_against_what_its_plan_prints(
    how: str | None, percent: tuple[str, str], told: list[str]
) -> None:
    year = {"source": {"document": "doc", "page": "1"}, "counts": {"s": {"achieved": "1", "below30": "2"}},
            "percent": {"total": dict(zip(("achieved", "below30"), percent, strict=True))}}  # fmt: skip
    own = plan(published={"R3": year}, **({"shares": {"rounding": how}} if how else {}))
    found = [
        (d.message.partition("公表割合 ")[2], d.hint.partition("確かめる")[2].lstrip("。"))
        for d in CONTRADICTS_PERCENT.check(of_dataset(own))
    ]
    assert ["/".join(own) for own in found] == told


FILE = """\
plan: x
name: 計画
target_year: R3
method: {%s}
sections: [{id: s, name: 分野}]
%s"""


@pytest.mark.parametrize(
    ("method", "more", "told"),
    [
        ("formula: ratio, against: target, headline: mean_rate, rounding: {as: factor}", "shares: {rounding: down}\n", []),
        (
            "formula: ratio, against: target", "headline: mean_rate\n",
            ["6:1 KPI201 「headline」というキーは、ここにはない", "  「headline」は method の中に書く"],
        ),
        (
            "formula: ratio, against: target", "shares: {rounding: floor}\n",
            ["6:20 KPI210 「floor」はhalf_up / down / largest_remainder のどれかではない",
             "  half_up（四捨五入）、down（切り捨て）、largest_remainder（合計が合うように、切り捨てた端数の大きいものから切り上げる（同じ端数なら、先の列から））のどれかを書く"],
        ),
        (
            "formula: position, against: target, headline: mean_rate", "ratings: [{id: a, label: 達, group: 達, from_target: [beyond, on]}, {id: b, label: 未, group: 未}]\n",
            ["4:56 KPI212 率を出さない方法（formula: position）なのに、達成率の平均を答えとしている", "  headline の行を消す"],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused(method: str, more: str, told: list[str]) -> None:
    assert told_of_file("targets/x.yaml", FILE % (method, more)) == told
