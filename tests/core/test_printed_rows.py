"""Rows that governments printed with their rate or class come out as printed; the sources are those of the presets.

A printed rate that contradicts its own values is not here (長崎県: 121÷120 printed as 100%, 85÷96 as 98%).
"""

from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Rated
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.count_table import counted
from dxkpi.core.numerals import percent_of
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.presets import PRESET_KEYS
from dxkpi.core.report import build_report
from dxkpi.render.verdicts import rate_phrase
from dxkpi.source.presets import shipped
from tests.build import actual, assessed, declared, finals, indicator, plan

PRESETS = shipped().records


def plan_by(name: str) -> Plan:
    """A plan with the method of that name, of H27 to R7."""
    preset = PRESETS[name]
    given = {key: as_written(getattr(preset, key)) for key in PRESET_KEYS if getattr(preset, key)}
    period = {"period": {"from": "H27", "to": "R7"}, "target_year": "R7"}
    return plan(**period, **{"suspended": None} | ({"ratings": []} | given), method=as_written(preset.method))


def result(of: Plan, year: str = "R3", **changes: Any) -> tuple[str, str]:
    """The rating and the rate as printed, of an absolute indicator."""
    outcome = assess(indicator(**changes), of, parse_fiscal_year(year)).outcome
    assert isinstance(outcome, Rated), outcome
    return outcome.rating.id, rate_phrase(outcome, of)


def only(value: str, **more: Any) -> dict[str, Any]:
    """What is held: a value of R3 and no baseline."""
    return {"baseline": None, "actuals": actual(value), "better": "higher", **more}


@pytest.mark.parametrize(
    ("method", "changes", "printed"),
    [
        # 大分県: 計画時119・目標133・実績119; 死傷事故5,200→4,917
        ("oita", only("119", target={"value": "150", "by_year": {"R3": "133"}}), ("short", "89.5%")),
        (
            "oita",
            only("4917", better="lower", target={"value": "5000", "by_year": {"R3": "5200"}}),
            ("achieved", "105.8%"),
        ),
        # 鹿児島県の町: 「80%以上」に実績「75%以上」
        ("kagoshima-town", only("75", unit="%", target={"value": "80"}), ("not-reached", "93.8%")),
        # 福知山市: 職員の「15人削減」は削減数で計算し、113.3%
        ("kagoshima-town", only("17", unit="人", target={"value": "15"}), ("reached", "113.3%")),
        # 静岡県 社会資本: 当初・目標・実績がどれも20.0%
        (
            "shizuoka-infrastructure",
            only("20.0", unit="%", baseline={"value": "20.0"}, target={"value": "20.0", "by_year": {"R3": "20.0"}}),
            ("reached", "100.0%"),
        ),
    ],
)
def test_a_printed_rate(method: str, changes: dict[str, Any], printed: tuple[str, str]) -> None:
    assert result(plan_by(method), **changes) == printed


def test_a_value_of_a_survey_two_years_old_fills_its_column() -> None:
    """大分県 prints the value of H25 in the column of H27, so with its class; here it carries its mark as well."""
    of = plan_by("oita")
    survey = finals(R1="119")
    own = indicator(baseline=None, better="higher", target={"value": "133", "by_year": {"R3": "133"}}, actuals=survey)
    assessment = assess(own, of, parse_fiscal_year("R3"))
    assert isinstance(assessment.outcome, Rated)
    assert assessment.outcome.rating.id == "short"
    assert [mark.sign for mark in assessment.marks] == ["前"]


GUNMA = plan(
    method={"formula": "position", "against": "target", "dead_band": {"within": "3"}},
    ratings=[
        {"id": "a", "label": "達成", "group": "達成", "from_target": ["beyond", "on"]},
        {"id": "b", "label": "前進", "group": "未達成", "from_baseline": "better"},
        {"id": "c", "label": "横ばい", "group": "未達成", "from_baseline": "same"},
        {"id": "d", "label": "後退", "group": "未達成"},
    ],
)
"""群馬県's classes. It prints no width of 横ばい: any from 2.5 points on gives its two rows."""


@pytest.mark.parametrize(("before", "now"), [("95.0", "92.9"), ("82.5", "85.0")])
def test_a_change_within_the_dead_band_is_unchanged(before: str, now: str) -> None:
    shares: dict[str, Any] = {
        "unit": "%",
        "baseline": {"value": before},
        "target": {"value": "100"},
        "actuals": actual(now),
    }
    assert result(GUNMA, **shares) == ("c", "")


TWO = [
    {"id": "met", "label": "達成", "group": "達成", "from_target": ["beyond", "on"]},
    {"id": "short", "label": "未達成", "group": "未達成"},
]


def test_a_target_on_the_worse_side_of_the_baseline() -> None:
    """糖尿病予備群: 基準13.5, 目標23.0 held down, 実績11.4 is printed as the best class."""
    own: dict[str, Any] = {
        "baseline": {"value": "13.5"},
        "target": {"value": "23.0"},
        "better": "lower",
        "actuals": actual("11.4"),
    }
    assert result(plan(method={"formula": "position", "against": "target"}, ratings=TWO), **own) == ("met", "")


def test_a_target_to_be_passed_is_not_met_by_the_same_value() -> None:
    """千葉県 地方創生: 「93%超」 and 93% is 進展せず among the targets met."""
    own: dict[str, Any] = {"unit": "%", "baseline": {"value": "90"}, "target": {"value": "93", "exclusive": "true"}}
    of = plan(method={"formula": "position", "against": "target"}, ratings=TWO)
    assert result(of, **own, actuals=actual("93")) == ("short", "")
    assert result(of, **own, actuals=actual("93.1")) == ("met", "")


@pytest.mark.parametrize(("value", "met"), [("38.8", False), ("40", True), ("60", True), ("60.1", False)])
def test_a_range(value: str, met: bool) -> None:
    """国 男女共同参画: 「40%以上60%以下」."""
    own = assessed(
        direction="range",
        unit="%",
        baseline=None,
        target={"min": "40", "max": "60"},
        actuals=actual(value),
    )
    assert isinstance(own.outcome, Rated)
    assert own.outcome.met is met


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        # 千葉県 ICT利活用戦略 R3: rates follow from the counts of its classes
        ({"unit": "業務", "target": {"value": "70"}, "actuals": actual("51")}, ("from60", "72.9%")),
        ({"unit": "社", "target": {"value": "25"}, "actuals": actual("20")}, ("from60", "80.0%")),
        ({"direction": "increase", "baseline": {"value": "25"}, "target": None, "actuals": actual("26")}, None),
        ({"baseline": {"value": "12"}, "target": {"value": "54"}, "actuals": actual("12")}, ("below30", "0%")),
    ],
)
def test_rows_of_the_first_plan(changes: dict[str, Any], printed: tuple[str, str] | None) -> None:
    assert result(plan(), **changes) == (printed or ("achieved", ""))


@pytest.mark.parametrize(
    ("known", "of_all", "part", "share"),
    [(65, 72, 56, "86.2%"), (43, 72, 24, "55.8%"), (54, 76, 36, "66.7%"), (42, 42, 24, "57.1%")],
)
def test_the_share_is_of_those_known(known: int, of_all: int, part: int, share: str) -> None:
    """千葉県 地方創生 H30 (86.2%), 総合計画 R5 (66.7%) and R2 (57.1%); R4 of the first prints its counts alone."""
    own = [
        indicator(id=f"i{n}", target={"value": "100"}, actuals=actual("50" if n < part else "0") if n < known else None)
        for n in range(of_all)
    ]
    report = build_report(plan_by("chiba-sosei"), declared(*own), parse_fiscal_year("R3"))
    rated = [a.outcome.rating.id for a in report.assessments if isinstance(a.outcome, Rated)]
    assert (rated.count("progress"), rated.count("none")) == (part, known - part)
    assert report.overview
    count, percentage = counted(report.overview, "progress")
    assert (count, percent_of(percentage.exact or Fraction(0))) == (part, share)
