"""Cumulative and single-year values (累計 / 単年): what is added up, and what a missing year leaves open."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated, SpecialStatus
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.numerals import actual_phrase, target_phrase
from dxkpi.core.publication.conformity import conformity
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.cautions import cautions
from tests.build import dataset, finals, indicator, plan, publish
from tests.render.outcomes import explained, shown

F = Fraction
YEARS = {"R1": "20", "R2": "30", "R3": "25", "R4": "60"}
PLAN = {"period": {"from": "R1", "to": "R5"}, "target_year": "R5"}


def over(year: str, *, against: str = "target", formula: str = "distance", **changes: Any) -> Assessment:
    """A target of 300 in five years, of which 20, 30, 25 and 60 were added one year each."""
    method = {"formula": formula, "against": against}
    told = {"target": {"value": "300"}, "counting": "summed", "baseline": None, "actuals": finals(**YEARS)} | changes
    return assess(indicator(**told), plan(**PLAN, method=method), parse_fiscal_year(year))


def rate(found: Assessment) -> Fraction | None:
    assert isinstance(found.outcome, Rated), found.outcome
    return found.outcome.rate


def test_what_is_judged_is_the_sum_of_the_plan_s_years_so_far() -> None:
    assert [rate(over(year)) for year in ("R1", "R2", "R3", "R4")] == [F(20, 300), F(50, 300), F(75, 300), F(135, 300)]
    assert rate(over("R3", formula="ratio")) == F(1, 4)


def test_years_before_the_plan_are_not_added() -> None:
    assert rate(over("R1", actuals=finals(H30="100", **YEARS))) == F(20, 300)


def test_the_line_begins_with_nothing_in_the_year_before_the_plan() -> None:
    assert rate(over("R1", against="straight_line")) == F(20, 60)
    assert rate(over("R3", against="straight_line")) == F(75, 180)
    assert rate(over("R3", against="elapsed_share")) == F(75, 180)


def test_the_year_before_is_the_sum_of_the_years_before() -> None:
    assert rate(over("R3", against="since_previous")) == F(75 - 50, 300 - 50)
    assert rate(over("R3", against="previous_year", formula="ratio")) == F(75, 50)


def test_before_the_plan_there_was_nothing_whatever_is_recorded_of_it() -> None:
    for actuals in (finals(**YEARS), finals(H30="100", **YEARS)):
        assert rate(over("R1", against="since_previous", actuals=actuals)) == F(20, 300)
    before = over("H30", actuals=finals(H30="100", **YEARS))
    assert isinstance(before.outcome, NotAssessed)
    assert before.outcome.why is NotAssessedReason.NO_ACTUAL
    assert actual_phrase(before)


@pytest.mark.parametrize("missing", ["R1", "R2", "R3"])
def test_a_missing_year_leaves_the_sum_open_and_is_named(missing: str) -> None:
    some = {year: value for year, value in YEARS.items() if year != missing}
    found = over("R3", actuals=finals(**some))
    assert isinstance(found.outcome, NotAssessed)
    assert (found.outcome.why, found.outcome.met, len(found.outcome.possible)) == (
        NotAssessedReason.YEARS_MISSING,
        None,
        4,
    )
    assert list(cautions(found, plan(**PLAN))) == [f"累計に要る{parse_fiscal_year(missing).label}の実績値がない"]
    assert outcome_phrase(found, plan(**PLAN)) == (
        "算定不能: 計画の期間に実績値のない年度があり、累計を求められないため"
    )


def test_a_sum_that_waits_for_a_year_is_among_those_that_have_no_actual_yet() -> None:
    waiting = {"id": "pending", "label": "未判明", "group": "その他", "when": "no_actual"}
    own = indicator(counting="summed", baseline=None, target={"value": "300"}, actuals=finals(R1="20"))
    outcome = assess(own, plan(**PLAN, states=[waiting]), parse_fiscal_year("R2")).outcome
    assert isinstance(outcome, SpecialStatus)
    assert outcome.state.id == "pending"


def test_without_the_first_year_of_the_plan_there_is_no_sum() -> None:
    own = indicator(counting="summed", baseline=None, target={"value": "300"}, actuals=finals(**YEARS))
    outcome = assess(own, plan(adopted=None), parse_fiscal_year("R3")).outcome
    assert isinstance(outcome, NotAssessed)
    assert outcome.why is NotAssessedReason.PERIOD_UNKNOWN


def test_the_sum_is_of_what_was_known_on_a_day() -> None:
    early = {"value": "20", "status": "見込", "known": "2020-03-01"}
    late = {"value": "22", "status": "実績", "known": "2021-06-01"}
    second = {"value": "30", "status": "実績", "known": "2021-05-01"}
    own = indicator(
        counting="summed", baseline=None, target={"value": "100"}, actuals={"R1": [early, late], "R2": second}
    )
    of, year = plan(**PLAN), parse_fiscal_year("R2")
    found = [assess(own, of, year, parse_day(day)).outcome for day in ("2021-04-30", "2021-05-31", "2021-06-30")]
    assert isinstance(found[0], NotAssessed)
    assert [o.rate for o in found[1:] if isinstance(o, Rated)] == [F(50, 100), F(52, 100)]


def test_values_that_are_not_added_are_judged_as_they_are() -> None:
    for counting in (None, "cumulative", "yearly"):
        own: dict[str, Any] = {"counting": counting, "baseline": {"value": "0"}}
        assert rate(over("R3", **own)) == F(25, 300)


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        (
            {"baseline": {"value": "5"}},
            ("baseline",),
            "単年度の実績を足す指標（counting: summed）に基準値がある",
        ),
        (
            {"direction": "increase", "target": None, "baseline": {"value": "5"}},
            ("counting",),
            "目標の型 increase では、単年度の実績を足して目標と比べることはできない",
        ),
        (
            {"direction": "keep", "better": "higher", "baseline": None},
            ("counting",),
            "目標の型 keep では、単年度の実績を足して目標と比べることはできない",
        ),
    ],
)
def test_what_cannot_be_added_up(changes: dict[str, Any], place: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        indicator(**{"counting": "summed", **changes})
    context = refused.value.errors()[0]["ctx"]
    assert (context["keys"], context["reason"]) == (place, reason)


def test_a_report_says_what_the_years_add_up_to() -> None:
    found = over("R3")
    assert actual_phrase(found) == "R3年度実績 25件、R元年度からの累計 75件"
    assert target_phrase(found.indicator) == "目標値 300件（累計）"
    assert target_phrase(indicator(counting="yearly")) == "目標値 100件（単年度）"


def test_a_year_that_is_not_final_is_told_of_the_sum() -> None:
    actuals = finals(**YEARS) | {"R2": {"value": "30", "status": "見込"}}
    assert list(cautions(over("R3", actuals=actuals), plan(**PLAN))) == [
        "累計に含むR2年度の値は見込であり、確定した実績ではない"
    ]


def test_an_explanation_shows_every_year_and_the_sum() -> None:
    from tests.render.test_explain_view import items, paragraphs

    told = {"counting": "summed", "baseline": None, "target": {"value": "300"}, "actuals": finals(**YEARS)}
    own = explained(of=PLAN, **told)
    assert [item.text for item in items(own) if item.text.startswith("実績")] == [
        "実績: R元年度実績 20件", "実績: R2年度実績 30件", "実績: R3年度実績 25件",
    ]  # fmt: skip
    assert "累計（R元年度〜R3年度）: 20 + 30 + 25 = 75件" in paragraphs(own)
    assert "(75 - 0) ÷ (300 - 0) = 1/4 = 25.0%" in paragraphs(own)


def test_what_is_declared_is_shown() -> None:
    from dxkpi.render.text import text
    from tests.render.docs import show_doc

    told = shown(counting="summed", baseline=None, target={"value": "300"}, actuals=finals(R3="25"))
    page = text(show_doc(told.declared, told.plan, told.assessments, told.where), 100, colour=False)
    assert "・基準値: 0（累計の始まり）" in page
    assert "・累計・単年の別: 実績値は単年度の値、目標値は累計（実績値を足して比べる）" in page


OWN: Any = {"counting": "summed", "baseline": None, "target": {"value": "300"}}


def test_a_published_year_rests_on_all_the_years_that_were_added() -> None:
    data = dataset(plan(**PLAN), indicator(**OWN, actuals=finals(**YEARS)))
    out = publish(data.plans[0], data.of_plan("p"), day="2022-03-31")
    other = dataset(out.plan, indicator(**OWN, actuals=finals(**{**YEARS, "R1": "21"})))
    (deviation,) = conformity(replace(other, plans=(out,)), out.published[0]).deviations
    assert [own.path for own in deviation.differences] == [("exact_rate",)]


CEILING = {"better": "lower", "target": {"value": "100"}}


def ceiling(year: str, *, against: str = "target", formula: str = "ratio", **changes: Any) -> str:
    """A result in one phrase, of 20, 30, 25 and 60 under a ceiling of 100 for five years."""
    method = {"formula": formula, "against": against}
    told = {**CEILING, "counting": "summed", "baseline": None, "actuals": finals(**YEARS)} | changes
    of = plan(**PLAN, method=method)
    return outcome_phrase(assess(indicator(**told), of, parse_fiscal_year(year)), of)


RUNNING = "算定不能: 期間の途中であり、累計が上限の中に収まるかはまだ決まらないため"
MISSED = "算定不能: この式では率が出ない。未達成は確か"


@pytest.mark.parametrize(
    ("year", "changes", "expected"),
    [
        ("R1", {}, RUNNING),
        ("R3", {}, RUNNING),
        ("R4", {}, "達成率 74.1%（60%以上100%未満）"),
        ("R4", {"formula": "distance"}, MISSED),
        ("R3", {"target": {"value": "75"}}, RUNNING),
        ("R3", {"target": {"value": "74.999999"}}, "達成率 99.9999%（60%以上100%未満）"),
        ("R3", {"target": {"value": "70", "tolerance": "5"}}, RUNNING),
        (
            "R3",
            {"target": {"value": "75", "exclusive": "true"}},
            "達成率 100.0%（ちょうどでは未達成）（60%以上100%未満）",
        ),
        ("R5", {"actuals": finals(**YEARS, R5="1"), "target": {"value": "136"}}, "達成率 100.0%（100%）"),
        ("R3", {"target": {"value": "100", "year": "R3"}}, "達成率 133.3%（100%）"),
        ("R3", {"counting": "cumulative"}, RUNNING),
        ("R5", {"counting": "cumulative"}, RUNNING),
        ("R5", {"counting": "cumulative", "actuals": finals(R5="60")}, "達成率 166.7%（100%）"),
        ("R3", {"counting": "yearly"}, "達成率 400.0%（100%）"),
        ("R3", {"counting": "cumulative", "direction": "keep"}, RUNNING),
        ("R3", {"counting": "cumulative", "direction": "keep", "target": {"value": "24"}}, "達成区分 30%未満"),
        ("R3", {"counting": "yearly", "direction": "keep"}, "達成区分 100%"),
        ("R3", {"counting": "cumulative", "better": "higher"}, "達成率 25.0%（30%未満）"),
        ("R3", {"against": "straight_line", "formula": "ratio"}, "達成率 80.0%（60%以上100%未満）"),
        (
            "R3",
            {"against": "year_target", "target": {"value": "100", "by_year": {"R3": "80"}}},
            "達成率 106.7%（100%）",
        ),
    ],
)
def test_a_ceiling_for_a_sum_is_kept_only_at_its_end(year: str, changes: dict[str, Any], expected: str) -> None:
    """Exceeded it is missed for certain; by lines and by targets of years each year is judged as ever."""
    assert ceiling(year, **changes) == expected
