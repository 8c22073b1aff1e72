"""What an actual is held against, year by year, and what is said where the data do not give it."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assessment import Assessment, NotAssessed, Rated, SpecialStatus
from dxkpi.core.indicator.progress import Progress, Weakest
from dxkpi.core.method.method import COMPARISONS, in_words
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.render.verdicts import outcome_phrase
from tests.build import actual, assessed, finals, plan

F = Fraction


def towards(against: str, year: str, *, method: dict[str, Any] | None = None, **changes: Any) -> Assessment:
    """An indicator 20 (H30) → 100 (R5) of a plan of R1 to R5, 30 in R1 and 60 in R3, held against `against`."""
    declared = {
        "baseline": {"value": "20", "year": "H30"},
        "target": {"value": "100"},
        "actuals": finals(R1="30", R3="60", R5="90"),
    }
    own = plan(
        adopted="2019-04", target_year="R5", method={"formula": "distance", "against": against, **(method or {})}
    )
    return assessed(year=year, of=own, **{**declared, **changes})


def way(assessment: Assessment) -> tuple[Fraction | None, Fraction]:
    assert isinstance(assessment.measure, Progress)
    return assessment.measure.baseline, assessment.measure.target


BY_YEAR = {"value": "100", "by_year": {"R1": "25", "令和3年度": "50"}}


@pytest.mark.parametrize(
    ("against", "year", "expected"),
    [
        ("target", "R1", (F(20), F(100))),
        ("target", "R5", (F(20), F(100))),
        ("year_target", "R1", (F(20), F(25))),
        ("year_target", "R3", (F(20), F(50))),
        ("year_target", "R5", (F(20), F(100))),
        ("straight_line", "R1", (F(20), F(36))),
        ("straight_line", "R2", (F(20), F(52))),
        ("straight_line", "R3", (F(20), F(68))),
        ("straight_line", "R4", (F(20), F(84))),
        ("straight_line", "R5", (F(20), F(100))),
        ("elapsed_share", "R1", (F(20), F(20))),
        ("elapsed_share", "R3", (F(20), F(60))),
        ("elapsed_share", "R5", (F(20), F(100))),
    ],
)
def test_the_value_of_a_year(against: str, year: str, expected: tuple[Fraction, Fraction]) -> None:
    assert way(towards(against, year, target=BY_YEAR)) == expected


def test_the_year_before_stands_in_the_place_of_target_or_baseline() -> None:
    both = finals(R2="45", R3="60")
    assert way(towards("previous_year", "R3", actuals=both)) == (F(20), F(45))
    assert way(towards("since_previous", "R3", actuals=both)) == (F(45), F(100))


@pytest.mark.parametrize("against", ["previous_year", "since_previous"])
def test_an_actual_of_an_earlier_year_is_not_held_against_itself(against: str) -> None:
    """30 in R1, nothing in R2: that is not 100% of the year before, and not as good as it."""
    found = towards(against, "R2")
    assert isinstance(found.outcome, NotAssessed)
    assert (found.outcome.why, found.outcome.met, found.carried) == (NotAssessedReason.NONE_OF_YEAR, None, False)
    waiting = plan(
        method={"formula": "distance", "against": against},
        states=[{"id": "unknown", "label": "未判明", "group": "その他", "when": "no_actual"}],
    )
    state = assessed(year="R3", of=waiting, actuals=finals(R2="30")).outcome
    assert isinstance(state, SpecialStatus)
    assert state.state.id == "unknown"


@pytest.mark.parametrize(
    ("against", "changes", "why"),
    [
        ("year_target", {}, NotAssessedReason.YEAR_TARGET_UNKNOWN),
        ("year_target", {"target": {"value": "100", "by_year": {"R2": "50"}}}, NotAssessedReason.YEAR_TARGET_UNKNOWN),
        ("straight_line", {"baseline": {"value": "20"}}, NotAssessedReason.BASELINE_YEAR_UNKNOWN),
        ("straight_line", {"baseline": None, "better": "higher"}, NotAssessedReason.BASELINE_UNKNOWN),
        ("previous_year", {}, NotAssessedReason.PREVIOUS_UNKNOWN),
        ("since_previous", {}, NotAssessedReason.PREVIOUS_UNKNOWN),
        ("elapsed_share", {"target": {"value": "10"}}, NotAssessedReason.SHARE_OF_DECREASE),
    ],
)
def test_without_it_nothing_is_assessed_and_any_rating_is_possible(
    against: str, changes: dict[str, Any], why: NotAssessedReason
) -> None:
    outcome = towards(against, "R3", **changes).outcome
    assert isinstance(outcome, NotAssessed)
    assert (outcome.why, outcome.met, len(outcome.possible)) == (why, None, 4)


def test_a_plan_without_end_has_no_line_and_no_share() -> None:
    for against, why in (
        ("straight_line", NotAssessedReason.TARGET_YEAR_UNKNOWN),
        ("elapsed_share", NotAssessedReason.PERIOD_UNKNOWN),
    ):
        own = plan(target_year="R9", method={"formula": "distance", "against": against}).model_copy(
            update={"target_year": None}
        )
        outcome = assessed(of=own).outcome
        assert isinstance(outcome, NotAssessed)
        assert outcome.why is why


def test_the_line_ends_in_the_year_of_the_indicator_own_target() -> None:
    assert way(towards("straight_line", "R1", target={"value": "100", "year": "R3"})) == (F(20), F(20) + F(80, 3))
    assert way(towards("straight_line", "R4", target={"value": "100", "year": "R3"})) == (F(20), F(100))


def test_a_share_of_the_years_ends_in_the_year_of_the_indicator_own_target() -> None:
    early = {"value": "100", "year": "R3"}
    assert way(towards("elapsed_share", "R2", target=early)) == (F(20), F(40))
    assert way(towards("elapsed_share", "R3", target=early)) == (F(20), F(100))
    assert way(towards("elapsed_share", "R4", target=early)) == (F(20), F(100))


def test_about_the_target_of_a_year_is_in_percent_of_that_target() -> None:
    """50程度（10%）: 45 will do in R3, though a tenth of the final target is 10."""
    for written, enough in (({"tolerance_percent": "10"}, 45), ({"tolerance": "3"}, 47)):
        found = towards("year_target", "R3", target=BY_YEAR | written)
        assert isinstance(found.measure, Progress)
        assert found.measure.enough == enough


def test_the_line_is_level_before_the_baseline() -> None:
    found = towards("straight_line", "R1", baseline={"value": "20", "year": "R2"})
    assert way(found) == (F(20), F(20))
    assert isinstance(found.outcome, Rated)
    assert (found.outcome.rating.id, found.outcome.rate) == ("achieved", None)


def test_a_target_to_be_passed_has_to_be_passed_only_in_the_end() -> None:
    on_the_line = finals(R3="68", R5="100")
    passed = {"value": "100", "exclusive": "true"}
    early = towards("straight_line", "R3", target=passed, actuals=on_the_line).outcome
    late = towards("straight_line", "R5", target=passed, actuals=on_the_line).outcome
    assert isinstance(early, Rated)
    assert isinstance(late, Rated)
    assert (early.rating.id, late.rating.id) == ("achieved", "from60")


def test_a_line_that_limits_a_worsening() -> None:
    """糖尿病予備群: 13.5 → 23.0 at most; 11.4 is better than any point of the line."""
    found = towards(
        "straight_line",
        "R3",
        baseline={"value": "13.5", "year": "H30"},
        target={"value": "23.0"},
        better="lower",
        actuals=finals(R3="11.4"),
    )
    assert way(found) == (F("13.5"), F("19.2"))
    assert isinstance(found.outcome, Rated)
    assert (found.outcome.rating.id, found.outcome.rate, found.outcome.met) == ("achieved", None, True)


def test_every_part_of_a_target_has_its_own_line() -> None:
    found = towards(
        "straight_line",
        "R3",
        direction="composite",
        baseline={"parts": {"県": "0", "市": "10"}, "year": "H30"},
        target={"parts": {"県": "10", "市": "60"}, "rule": "worst"},
        actuals={"R3": {"parts": {"県": "6", "市": "25"}, "status": "実績"}},
    )
    assert isinstance(found.measure, Weakest)
    assert [(name, way.target) for name, way in found.measure.parts] == [("県", F(6)), ("市", F(40))]
    assert isinstance(found.outcome, Rated)
    assert (found.outcome.rating.id, found.outcome.rate) == ("from30", F(1, 2))


@pytest.mark.parametrize(
    ("against", "city", "rating"),
    [
        ("straight_line", "40", "achieved"),
        ("straight_line", "39", "below30"),
        ("elapsed_share", "36", "achieved"),
        ("elapsed_share", "35", "below30"),
        ("target", "40", "below30"),
        ("target", "60", "below30"),
    ],
)
def test_where_all_parts_count_each_is_held_against_its_own_value(against: str, city: str, rating: str) -> None:
    """県 0 → 10 and 市 10 → 60 in five years: 6 and 40 on the line of the third, 6 and 36 of 10 and 60 by share."""
    found = towards(
        against,
        "R3",
        direction="composite",
        baseline={"parts": {"県": "0", "市": "10"}, "year": "H30"},
        target={"parts": {"県": "10", "市": "60"}, "rule": "all"},
        actuals={"R3": {"parts": {"県": "6", "市": city}, "status": "実績"}},
    )
    assert isinstance(found.outcome, Rated)
    assert (found.outcome.rating.id, found.outcome.rate) == (rating, None)


def test_a_part_is_compared_with_itself_a_year_before() -> None:
    parts: dict[str, Any] = {"baseline": {"parts": {"県": "0"}}, "target": {"parts": {"県": "10"}, "rule": "worst"}}
    years: dict[str, Any] = {
        "R2": {"parts": {"県": "5"}, "status": "実績"},
        "R3": {"parts": {"県": "8"}, "status": "実績"},
    }
    found = towards("since_previous", "R3", direction="composite", actuals=years, **parts)
    assert isinstance(found.measure, Weakest)
    assert [progress.baseline for _, progress in found.measure.parts] == [F(5)]
    alone = towards("since_previous", "R3", direction="composite", actuals={"R3": years["R3"]}, **parts)
    assert isinstance(alone.outcome, NotAssessed)
    assert alone.outcome.why is NotAssessedReason.PREVIOUS_UNKNOWN


def test_a_trend_is_judged_by_its_baseline_whatever_the_plan_compares_with() -> None:
    for against in COMPARISONS:
        found = towards(against, "R3", direction="increase", target=None, baseline={"value": "12"}).outcome
        assert isinstance(found, Rated)
        assert found.rating.id == "achieved"


def test_an_indicator_can_be_an_exception() -> None:
    for indicator, rate in (("a", F(60, 100)), ("other", F(60 - 20, 68 - 20))):
        method = {"exceptions": [{"indicators": [indicator], "formula": "ratio", "against": "target", "reason": "例"}]}
        found = towards("straight_line", "R3", method=method).outcome
        assert isinstance(found, Rated)
        assert found.rate == rate


def test_a_plan_can_have_another_formula_where_the_baseline_is_not_known() -> None:
    """新見市: 基準値がない指標は 実績 ÷ 目標."""
    method = {"without_baseline": "ratio"}
    without = towards("target", "R3", method=method, baseline=None, better="higher").outcome
    with_it = towards("target", "R3", method=method).outcome
    assert isinstance(without, Rated)
    assert isinstance(with_it, Rated)
    assert (without.rate, with_it.rate) == (F(3, 5), F(1, 2))


@pytest.mark.parametrize(
    ("exception", "known", "unknown"),
    [
        (None, F(1, 2), F(3, 5)),
        ({"formula": "ratio_mirrored"}, F(3, 5), F(3, 5)),
        ({"formula": "distance"}, F(1, 2), None),
        ({"against": "target"}, F(1, 2), F(3, 5)),
    ],
)
def test_the_formula_of_an_exception_holds_where_the_baseline_is_not_known(
    exception: dict[str, str] | None, known: F, unknown: F | None
) -> None:
    """基準値がない指標は 実績 ÷ 目標 とする計画でも、例外に式があればその式による."""
    own = [{"indicators": ["a"], "reason": "例", **exception}] if exception else []
    method = {"without_baseline": "ratio", "exceptions": own}
    assert getattr(towards("target", "R3", method=method).outcome, "rate", None) == known
    found = towards("target", "R3", method=method, baseline=None, better="higher").outcome
    assert getattr(found, "rate", None) == unknown
    assert isinstance(found, Rated) is (unknown is not None)


@pytest.mark.parametrize(
    ("formula", "against", "words"),
    [
        ("distance", "target", "(実績値 - 基準値) ÷ (目標値 - 基準値)"),
        ("distance", "straight_line", "(実績値 - 基準値) ÷ (目安値 - 基準値)"),
        ("ratio", "year_target", "実績値 ÷ 年度目標値（減らす目標では 年度目標値 ÷ 実績値）"),
        ("ratio", "elapsed_share", "実績値 ÷ 按分した目標値"),
        ("ratio_mirrored", "elapsed_share", "実績値 ÷ 按分した目標値"),
        ("distance", "elapsed_share", "(実績値 - 基準値) ÷ (按分した目標値 - 基準値)"),
        ("distance", "since_previous", "(実績値 - 前年度の実績値) ÷ (目標値 - 前年度の実績値)"),
    ],
)
def test_a_formula_names_what_it_is_held_against(formula: str, against: str, words: str) -> None:
    assert in_words(formula, against) == words


YEARLY = {"formula": "ratio", "against": "year_target"}


def by_year(year: str = "R3", **changes: Any) -> str:
    """The result of a year, in one phrase, by the target of that year."""
    of = plan(method=YEARLY, target_year="R5", period={"from": "R1", "to": "R5"})
    return outcome_phrase(assessed(year=year, of=of, **changes), of)


NO_TARGET = "算定不能: その年度の目標値がないため"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"target": {"value": "100", "by_year": {"R3": "50"}}}, "達成率 100.0%（100%）"),
        ({"target": {"value": "100", "by_year": {"R3": "50.1"}}}, "達成率 99.8%（60%以上100%未満）"),
        ({"target": {"value": "100", "by_year": {"R2": "50"}}}, NO_TARGET),
        (
            {"direction": "relative", "baseline": {"value": "40"}, "target": {"change": "50", "by_year": {"R3": "25"}}},
            "達成率 100.0%（100%）",
        ),
        (
            {"direction": "relative", "baseline": {"value": "40"}, "target": {"points": "20", "by_year": {"R3": "11"}}},
            "達成率 98.0%（60%以上100%未満）",
        ),
        (
            {
                "direction": "relative",
                "baseline": {"value": "40"},
                "target": {"points": "20", "tolerance": "1", "by_year": {"R3": "11"}},
            },
            "達成区分 100%",
        ),
        (
            {"direction": "keep", "better": "higher", "target": {"value": "60", "by_year": {"R3": "50"}}},
            "達成区分 100%",
        ),
        (
            {"direction": "keep", "better": "higher", "target": {"value": "50", "by_year": {"R3": "50.1"}}},
            "達成区分 30%未満",
        ),
        ({"direction": "keep", "better": "higher", "target": {"value": "60", "by_year": {"R2": "50"}}}, NO_TARGET),
        ({"direction": "keep", "better": "higher", "target": {"value": "50"}}, "達成区分 100%"),
        (
            {"direction": "range", "target": {"min": "60", "max": "70", "by_year": {"R3": {"min": "40", "max": "50"}}}},
            "達成区分 100%",
        ),
        (
            {"direction": "range", "target": {"min": "40", "max": "70", "by_year": {"R3": {"min": "51", "max": "70"}}}},
            "達成区分 30%未満",
        ),
    ],
)
def test_the_target_of_a_year_is_written_as_the_final_one(changes: dict[str, Any], expected: str) -> None:
    """An actual of 50 in R3, two years before the target year."""
    assert by_year(**changes) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("sum", "達成率 80.0%（60%以上100%未満）"),
        ("worst", "達成率 50.0%（30%以上60%未満）"),
        ("all", "達成区分 30%未満"),
    ],
)
def test_parts_have_targets_of_years_too(rule: str, expected: str) -> None:
    target = {"parts": {"県": "10", "市": "90"}, "rule": rule, "by_year": {"R3": {"parts": {"県": "4", "市": "6"}}}}
    actuals = {"R3": {"parts": {"県": "5", "市": "3"}, "status": "実績"}}
    found = by_year(direction="composite", better="higher", baseline=None, target=target, actuals=actuals)
    assert found == expected


def test_the_parts_of_a_year_are_those_of_the_target() -> None:
    target = {"parts": {"県": "10", "市": "90"}, "rule": "all", "by_year": {"R3": {"parts": {"県": "4"}}}}
    with pytest.raises(ValidationError, match="「市」"):
        assessed(direction="composite", better="higher", baseline=None, target=target, actuals=None)


@pytest.mark.parametrize(
    ("target", "counting", "year", "expected"),
    [
        ({"by_year": {"R1": "20", "R2": "30", "R3": "50"}}, "cumulative", "R3", "達成率 100.0%（100%）"),
        (
            {"by_year": {"R1": "20", "R2": "30", "R3": "50"}, "by_year_counting": "cumulative"},
            "cumulative",
            "R3",
            "達成率 100.0%（100%）",
        ),
        (
            {"by_year": {"R1": "20", "R2": "30", "R3": "50"}, "by_year_counting": "yearly"},
            "cumulative",
            "R3",
            "達成率 50.0%（30%以上60%未満）",
        ),
        ({"by_year": {"R1": "20", "R3": "30"}, "by_year_counting": "yearly"}, "cumulative", "R3", NO_TARGET),
        (
            {"by_year": {"R1": "0", "R2": "20", "R3": "30"}, "by_year_counting": "yearly"},
            "summed",
            "R3",
            "達成率 240.0%（100%）",
        ),
        # The actuals are added up from R1 on.
        ({"by_year": {"R2": "20", "R3": "30"}, "by_year_counting": "yearly"}, "summed", "R3", NO_TARGET),
        ({"by_year": {"H30": "9", "R1": "0", "R2": "20"}, "by_year_counting": "yearly"}, "summed", "R2", NO_TARGET),
    ],
)
def test_the_targets_of_years_are_running_totals_or_amounts_of_a_year(
    target: dict[str, Any], counting: str, year: str, expected: str
) -> None:
    actuals = {key: {"value": value, "status": "実績"} for key, value in (("R1", "30"), ("R2", "40"), ("R3", "50"))}
    own = {"target": {"value": "100", **target}, "counting": counting, "actuals": actuals}
    start = None if counting == "summed" else {"value": "0"}
    assert by_year(year=year, baseline=start, **own) == expected


def test_amounts_of_years_are_added_to_the_baseline_of_a_running_total() -> None:
    target = {"value": "160", "by_year": {"R2": "20", "R3": "20"}, "by_year_counting": "yearly"}
    own: dict[str, Any] = {"baseline": {"value": "100"}, "counting": "cumulative", "target": target}
    assert by_year(**own, actuals=actual("140")) == "達成率 100.0%（100%）"
    assert by_year(**own, actuals=actual("139")) == "達成率 99.3%（60%以上100%未満）"


@pytest.mark.parametrize(
    ("baseline", "of", "expected"),
    [
        ({"value": "100", "year": "R1"}, {}, "達成率 100.0%（100%）"),
        ({"value": "100", "year": "H30"}, {}, NO_TARGET),
        ({"value": "100", "year": "R2"}, {}, NO_TARGET),
        (None, {"adopted": "2020-09"}, "達成率 350.0%（100%）"),
        (None, {"adopted": "2019-09"}, NO_TARGET),
        (None, {}, "達成率 350.0%（100%）"),
    ],
)
def test_amounts_of_years_begin_where_the_running_total_does(
    baseline: dict[str, Any] | None, of: dict[str, Any], expected: str
) -> None:
    target = {"value": "160", "by_year": {"R2": "20", "R3": "20"}, "by_year_counting": "yearly"}
    own: dict[str, Any] = {"baseline": baseline, "better": "higher", "counting": "cumulative", "target": target}
    years = plan(method=YEARLY, target_year="R5", **{"adopted": None} | of)
    assert outcome_phrase(assessed(of=years, **own, actuals=actual("140")), years) == expected


@pytest.mark.parametrize("counting", [None, "yearly"])
def test_only_under_a_running_total_are_years_added(counting: str | None) -> None:
    target = {"value": "160", "by_year": {"R2": "20"}, "by_year_counting": "yearly"}
    with pytest.raises(ValidationError, match="累計でない"):
        assessed(target=target, counting=counting)
