"""Explanations: the next band, and what is known of the unknown."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dxkpi.core.assessment import NotAssessed
from dxkpi.core.basis.calendar import FiscalYear, parse_day
from dxkpi.core.basis.mark import signs
from dxkpi.core.basis.record import Better
from dxkpi.core.basis.rounding import Mode
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.explain import Explanation, explain
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.method.method import FORMULAS
from dxkpi.core.method.rating import RatingScale
from tests.build import actual, declared, indicator, plan, publish
from tests.core.test_reconcile import published, unknown

R3 = FiscalYear(2021)


def explained(*others: Any, of: dict[str, Any] | None = None, **changes: Any) -> Explanation:
    own = declared(indicator(**changes), *others)
    return explain(own[0], DeclaredPlan("data/targets/p.yaml", plan(**(of or {}))), own, R3)


@pytest.mark.parametrize(
    ("b", "t", "a", "rating", "reached_at", "missing"),
    [
        ("0", "6000", "5445", "achieved", "6000", "555"),
        ("0", "8", "4", "from60", "5", "1"),
        ("500", "419", "447", "achieved", "419", "28"),
        ("16.9", "12.0", "19.9", "from30", "15.4", "4.5"),
    ],
)
def test_the_next_rating_is_reached_by(b: str, t: str, a: str, rating: str, reached_at: str, missing: str) -> None:
    found = explained(baseline={"value": b}, target={"value": t}, actuals=actual(a)).next
    assert found is not None
    assert (found.rating.id, found.actual, found.missing) == (rating, Fraction(reached_at), Fraction(missing))


@pytest.mark.parametrize(
    ("changes", "value", "missing", "beyond"),
    [
        ({"baseline": None, "better": "higher", "actuals": actual("73.5")}, "100", "26.5", False),
        (
            {"direction": "increase", "baseline": {"value": "12"}, "target": None, "actuals": actual("12")},
            "12",
            "0",
            True,
        ),
        ({"direction": "decrease", "baseline": {"value": "5"}, "target": None, "actuals": actual("9")}, "5", "4", True),
        (
            {"direction": "range", "baseline": None, "target": {"min": "40", "max": "60"}, "actuals": actual("61")},
            "60",
            "1",
            False,
        ),
        (
            {"direction": "range", "baseline": None, "target": {"min": "40", "max": "60"}, "actuals": actual("39")},
            "40",
            "1",
            False,
        ),
        (
            {
                "direction": "keep",
                "better": "lower",
                "baseline": None,
                "target": {"value": "90"},
                "actuals": actual("90.1"),
            },
            "90",
            "0.1",
            False,
        ),
        (
            {
                "baseline": None,
                "better": "higher",
                "target": {"value": "30", "tolerance": "3"},
                "actuals": actual("26"),
            },
            "27",
            "1",
            False,
        ),
        (
            {"better": "lower", "baseline": {"value": "13.5"}, "target": {"value": "23.0"}, "actuals": actual("23.1")},
            "23",
            "0.1",
            False,
        ),
    ],
)
def test_where_only_met_or_missed_can_be_told_the_way_is_to_the_value_that_decides(
    changes: dict[str, Any], value: str, missing: str, beyond: bool
) -> None:
    found = explained(**changes).next
    assert found is not None
    assert (found.rating.id, found.actual, found.missing, found.beyond) == (
        "achieved",
        Fraction(value),
        Fraction(missing),
        beyond,
    )


def test_about_the_target_is_enough_for_the_next_rating() -> None:
    found = explained(target={"value": "100", "tolerance_percent": "5"}, actuals=actual("90")).next
    assert found is not None
    assert (found.rating.id, found.actual, found.missing) == ("achieved", Fraction(95), Fraction(5))


def test_a_change_of_the_baseline_is_where_it_stands() -> None:
    found = explained(direction="relative", baseline={"value": "120"}, target={"change": "10"}, actuals=actual("126"))
    assert found.inputs[0].place.path == ("target", "change")
    assert found.next is not None
    assert (found.next.actual, found.next.missing) == (Fraction(128), Fraction(2))


LINE = {
    "target_year": "R4",
    "method": {"formula": "position", "against": "straight_line"},
    "ratings": [
        {"id": "on-line", "label": "目安値以上", "group": "順調", "from_target": ["on", "beyond"]},
        {"id": "behind", "label": "目安値未満", "group": "遅れ"},
    ],
}
BY_YEAR = {"formula": "distance", "against": "year_target"}
WHOLE = {"formula": "distance", "against": "target", "rounding": {"digits": "0", "rated": "rounded"}}


@pytest.mark.parametrize(
    ("of", "changes", "reached_at", "missing", "digits", "beyond"),
    [
        # the line stands at 66 2/3, and at 33 1/3 where it falls
        (LINE, {"baseline": {"value": "0", "year": "R1"}}, "67", "37", 0, False),
        (
            LINE,
            {"baseline": {"value": "100", "year": "R1"}, "target": {"value": "0"}, "actuals": actual("40")},
            "33",
            "7",
            0,
            False,
        ),
        ({"method": BY_YEAR}, {"target": {"value": "90", "by_year": {"R3": "40.5"}}}, "40.5", "10.5", 1, False),
        ({"method": WHOLE}, {"target": {"value": "60"}}, "36", "6", 0, False),  # 59.5% is 35.7
        ({"method": WHOLE}, {"target": {"value": "1000"}, "actuals": actual("590")}, "595", "5", 0, False),
        ({"method": WHOLE}, {"target": {"value": "1000"}, "actuals": actual("990")}, "995", "5", 0, False),
        (
            {"method": WHOLE},
            {"target": {"value": "1000", "tolerance": "8"}, "actuals": actual("990")},
            "992",
            "2",
            0,
            False,
        ),
        (
            {"method": WHOLE},
            {"target": {"value": "60", "exclusive": "true"}, "actuals": actual("59")},
            "60",
            "1",
            0,
            True,
        ),
    ],
)
def test_the_value_that_is_told_suffices(
    of: dict[str, Any], changes: dict[str, Any], reached_at: str, missing: str, digits: int, beyond: bool
) -> None:
    found = explained(of=of, **{"actuals": actual("30"), **changes}).next
    assert found is not None
    assert (found.actual, found.missing) == (Fraction(reached_at), Fraction(missing))
    assert (found.digits, found.beyond) == (digits, beyond)


LIBRARY = [
    {"id": "a", "label": "110%以上", "group": "g", "at_least": "110"},
    {"id": "b", "label": "80%以上", "group": "g", "at_least": "80"},
    {"id": "c", "label": "80%未満", "group": "g"},
]
BEYOND = [
    {"id": "s", "label": "目標超", "group": "g", "from_target": "beyond"},
    {"id": "a", "label": "それ以外", "group": "g"},
]


@pytest.mark.parametrize(
    ("ratings", "method", "changes", "expected"),
    [
        # reaching the target is A or B, and nothing says which
        (LIBRARY, {"formula": "distance", "without_rate": {}}, {"baseline": None, "better": "higher"}, None),
        (
            LIBRARY,
            {"formula": "distance", "without_rate": {"met": "b"}},
            {"baseline": None, "better": "higher"},
            ("b", 100, False),
        ),
        # about the target is on it and not beyond
        (BEYOND, {"formula": "position"}, {"target": {"value": "100", "tolerance": "10"}}, ("s", 100, True)),
        # more than the baseline is met, and there is nothing to be beyond
        (BEYOND, {"formula": "position"}, {"direction": "decrease", "baseline": {"value": "40"}, "target": None}, None),
    ],
)
def test_only_a_rating_that_is_certain_there_is_told(
    ratings: list[dict[str, Any]],
    method: dict[str, Any],
    changes: dict[str, Any],
    expected: tuple[str, int, bool] | None,
) -> None:
    found = explained(of={"ratings": ratings, "method": {"against": "target", **method}}, **changes).next
    told = (found.rating.id, int(found.actual), found.beyond) if found else None
    assert told == expected


def test_a_fall_to_zero_has_no_rate_on_the_way() -> None:
    """0 ÷ 50 says nothing of how far 50 is from zero; the way is to the target itself."""
    of = {"method": {"formula": "ratio", "against": "target"}}
    found = explained(of=of, baseline={"value": "80"}, target={"value": "0"})
    assert isinstance(found.assessment.outcome, NotAssessed)
    assert found.next is not None
    assert (found.next.rating.id, found.next.actual, found.next.missing) == ("achieved", Fraction(0), Fraction(50))


@pytest.mark.parametrize(
    ("changes", "digits"),
    [
        ({"direction": "reference", "better": "higher", "target": {"reference": {"name": "国", "value": "60.25"}}}, 2),
        (
            {
                "direction": "composite",
                "better": "higher",
                "baseline": {"parts": {"市": "0", "町": "0.5"}},
                "target": {"parts": {"市": "40", "町": "20"}, "rule": "sum"},
                "actuals": {"R3": {"parts": {"市": "30", "町": "2"}, "status": "実績"}},
            },
            1,
        ),
    ],
)
def test_it_is_told_in_the_digits_of_the_indicator_own_numbers(changes: dict[str, Any], digits: int) -> None:
    found = explained(**changes).next
    assert found is not None
    assert found.digits == digits


def test_there_is_nothing_above_achieved() -> None:
    assert explained(actuals=actual("100")).next is None


@pytest.mark.parametrize(
    ("t", "a", "lower", "bounds"),
    [("100", "73.5", Fraction(870, 14), "62.14"), ("75.0", "68.0", Fraction(65), "65")],
)
def test_the_baseline_of_a_missed_target_must_lie_above(t: str, a: str, lower: Fraction, bounds: str) -> None:
    found = explained(baseline=None, better="higher", target={"value": t}, actuals=actual(a)).possibilities
    lowest = found[-1]
    assert (lowest.rating.id, lowest.interval and lowest.interval.lower) == ("below30", lower)
    assert format(lower.__round__(2).__trunc__(), "d") == bounds.partition(".")[0]


def test_published_counts_can_leave_one_rating() -> None:
    found = explained(of=published("0", "0", "0", "2"), baseline=None, better="higher")
    assert found.concluded is None  # one indicator short of the count: 不整合 leaves nothing
    found = explained(unknown("b"), of=published("0", "0", "0", "2"), baseline=None, better="higher")
    assert found.concluded is not None
    assert found.concluded.id == "below30"


def test_every_input_has_a_place_and_a_source_or_an_assumption() -> None:
    found = explained(assumed={"baseline": "新規"})
    inputs = [(i.kind, i.place.path, i.source and i.source.document, i.assumed) for i in found.inputs]
    assert inputs == [
        ("target", ("target", "value"), "doc", None),
        ("baseline", ("baseline", "value"), None, "新規"),
        ("actual", ("actuals", "R3", 0, "value"), "doc", None),
        ("section", ("section",), "doc", None),
        ("method", ("method",), None, None),
        ("ratings", ("ratings",), None, None),
    ]


def test_an_assumed_actual_and_an_assumed_part_are_no_source_s_word() -> None:
    found = explained(assumed={"actuals": "聞き取り", "target.year": "計画の年度とした"})
    assert {i.kind: (i.source, i.assumed) for i in found.inputs if i.assumed} == {
        "actual": (None, "聞き取り"),
        "target": (None, "計画の年度とした"),
    }


numbers = st.fractions(-1000, 1000, max_denominator=1000)


PASSED = [
    {"id": "r100", "label": "100", "group": "g", "at_least": "100"},
    {"id": "r60", "label": "60", "group": "g", "more_than": "60"},
    {"id": "r0", "label": "0", "group": "g"},
]
SCALES = [plan().scale, plan(ratings=PASSED).scale]
SCALES += [
    plan(method={**WHOLE, "rounding": {"digits": "0", "mode": mode.value, "rated": "rounded"}}, ratings=PASSED).scale
    for mode in Mode
]


@given(numbers, numbers, numbers, st.sampled_from(list(Better)), st.sampled_from(SCALES))
def test_the_interval_of_a_rating_is_exactly_where_the_formula_gives_it(
    baseline: Fraction, target: Fraction, actual: Fraction, better: Better, scale: RatingScale
) -> None:
    """The law behind every interval: a baseline lies in it if and only if the formula then gives that rating."""
    missed = Progress(None, target, actual, better)
    assume(not missed.met)
    formula, bands = FORMULAS["distance"], [scale.unrounded(rating) for rating in scale.ratings]
    edges = {Fraction(0), *(band.lower for band in bands if band.lower is not None and band.lower < 1)}
    for at in (baseline, *((actual - edge * target) / (1 - edge) for edge in edges)):
        found = formula.rate(Progress(at, target, actual, better))
        assert not found.unknown
        ratings = [] if found.exact is None else [scale.of(found.exact)]
        below_target = [band for band in bands if band.lower is None or band.lower < 1]
        assert [band.rating for band in below_target if _holds(formula, band, missed, at)] == ratings


def _holds(formula: Any, band: Any, progress: Progress, baseline: Fraction) -> bool:
    interval = formula.baselines_for(band, progress)
    above = (
        interval.lower is None or baseline > interval.lower or (interval.lower_included and baseline == interval.lower)
    )
    below = (
        interval.upper is None or baseline < interval.upper or (interval.upper_included and baseline == interval.upper)
    )
    return above and below


def test_a_day_before_the_reason_was_told_does_not_rest_on_it() -> None:
    own = declared(
        indicator(unmet={"R3": {"reason": "機器の納入が遅れた"}}, suspended={"since": "R4", "reason": "終了"})
    )
    told = {"suspended", "unmet"}
    for day, kinds in (("2022-03-13", set()), ("2022-03-14", told)):
        found = explain(own[0], DeclaredPlan("data/targets/p.yaml", plan()), own, R3, parse_day(day))
        assert {each.kind for each in found.inputs} & told == kinds


def test_a_lasting_state_rests_on_the_year_that_names_it() -> None:
    of = DeclaredPlan(
        "data/targets/p.yaml", plan(states=[{"id": "done", "label": "完了", "group": "その他", "lasting": "true"}])
    )
    own = declared(indicator(states={"R2": {"state": "done", "reason": "整備を終えた"}}))
    state = next(each for each in explain(own[0], of, own, R3).inputs if each.kind == "state")
    assert (state.place.path, state.source) == (("states", "R2"), own[0].indicator.source)


def test_a_published_year_rests_on_what_its_file_says_of_the_plan() -> None:
    own = declared(indicator())
    of = publish(DeclaredPlan("data/targets/p.yaml", plan(carry="previous")), own)
    places = {each.kind: (each.place.document, each.place.path) for each in explain(own[0], of, own, R3).inputs}
    file = "data/published/p/R3.yaml"
    assert {kind: place for kind, place in places.items() if kind in {"method", "ratings", "carry"}} == {
        "method": (file, ("judged", "method")),
        "ratings": (file, ("judged", "ratings")),
        "carry": (file, ("judged", "carry")),
    }


@pytest.mark.parametrize("against", ["previous_year", "since_previous"])
@pytest.mark.parametrize(
    ("changes", "actuals", "kinds"),
    [
        ({}, {"R2": {"value": "40"}, "R3": {"value": "50"}}, ["actual", "previous_actual"]),
        (
            {"direction": "milestone", "unit": None, "baseline": None, "target": {"steps": ["甲", "乙"]}},
            {"R2": {"done": []}, "R3": {"done": ["甲"]}},
            ["actual"],
        ),
        ({"direction": "increase", "target": None}, {"R2": {"value": "40"}, "R3": {"value": "50"}}, ["actual"]),
    ],
)
def test_the_year_before_is_an_input_only_of_what_is_compared_with_it(
    against: str, changes: dict[str, Any], actuals: dict[str, Any], kinds: list[str]
) -> None:
    early = {"as_of": "2020-12", "status": "時点"}
    own = {"R2": {**actuals["R2"], **early}, "R3": {**actuals["R3"], "status": "実績"}}
    found = explained(of={"method": {"formula": "ratio", "against": against}}, actuals=own, **changes)
    assert [one.kind for one in found.inputs if one.observation] == kinds
    assert signs(found.assessment.marks) == ("途" if "previous_actual" in kinds else "")
