"""What holds of weak targets whatever the values are."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear, parse_fiscal_year
from dxkpi.core.scalars import Better
from dxkpi.core.targets.measure import Progress
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.check import CHECKS, check_plan
from dxkpi.core.weak_targets.excess import excess
from dxkpi.core.weak_targets.reasons import FarExceeded, Flat, Found, Kind, OutOfReach, Verdict
from tests import build
from tests.render.outcomes import directions

YEARS = ("R2", "R3", "R4")
PLAN = DeclaredPlan("data/targets/p.yaml", build.plan(target_year="R7"))
VALUES = st.integers(-1000, 1000)
ROWS = st.fixed_dictionaries(dict.fromkeys(YEARS, VALUES))


def case(start: int, goal: int, values: Mapping[str, int], better: Better, times: int = 1) -> Case:
    """From `start` in R1 to `goal` in R7 with final actuals, everything in units `times` as small."""
    own = build.indicator(
        baseline={"value": str(start * times), "year": "R1"},
        target={"value": str(goal * times)},
        better=better.value,
        actuals={year: {"value": str(value * times), "status": "実績"} for year, value in values.items()},
    )
    (declared,) = build.declared(own)
    return Case(declared, PLAN, FiscalYear(2022), newest=FiscalYear(2022))


def said(verdict: Verdict, sign: int = 1, times: int = 1) -> Any:
    """What is told, as numbers that neither the size of the unit nor the good side changes."""
    if not isinstance(verdict, Found):
        return verdict
    paths = tuple(seen.place.path for seen in verdict.seen)
    match verdict.reason:
        case OutOfReach(pace=pace):
            share = sign * times
            return Kind.OUT_OF_REACH, paths, pace.observed / share, pace.required / share, pace.projection / share
        case _:
            return verdict.reason, paths


@given(VALUES, VALUES, ROWS, st.sampled_from(Better), st.sampled_from([10, 1000]))
def test_another_unit_changes_nothing(
    start: int, goal: int, values: dict[str, int], better: Better, times: int
) -> None:
    one, other = case(start, goal, values, better), case(start, goal, values, better, times)
    for check in CHECKS.values():
        assert said(check(one)) == said(check(other), times=times)


@given(VALUES, st.integers(1, 500), ROWS)
def test_falling_is_rising_seen_in_a_mirror(start: int, way: int, values: dict[str, int]) -> None:
    up = case(start, start + way, values, Better.HIGHER)
    down = case(-start, -start - way, {year: -value for year, value in values.items()}, Better.LOWER)
    for check in CHECKS.values():
        assert said(check(up)) == said(check(down), sign=-1)


SIZES = st.fractions(min_value=Fraction(1, 100), max_value=100)


@given(SIZES, SIZES)
def test_without_a_baseline_the_mirror_of_a_multiple_is_its_reciprocal(goal: Fraction, actual: Fraction) -> None:
    up = excess(Progress(None, goal, actual, Better.HIGHER))
    assert up == excess(Progress(None, 1 / goal, 1 / actual, Better.LOWER)) == FarExceeded(actual / goal, by_way=False)


@given(VALUES, st.integers(1, 500), ROWS)
def test_nobody_is_both_far_beyond_a_target_and_short_of_it(start: int, way: int, values: dict[str, int]) -> None:
    own = case(start, start + way, values, Better.HIGHER)
    found = {kind for kind, check in CHECKS.items() if isinstance(check(own), Found)}
    assert Kind.FAR_EXCEEDED not in found or found.isdisjoint({Kind.OUT_OF_REACH, Kind.FLAT})


@given(VALUES, st.integers(1, 500), ROWS)
def test_what_is_flat_has_kept_to_a_twentieth_of_the_way(start: int, way: int, values: dict[str, int]) -> None:
    verdict = CHECKS[Kind.FLAT](case(start, start + way, values, Better.HIGHER))
    course = {"R1": start} | values
    if isinstance(verdict, Found):
        assert isinstance(verdict.reason, Flat)
        run = [value for year, value in course.items() if parse_fiscal_year(year) >= verdict.reason.since]
        assert len(run) >= 3
        assert max(abs(value - run[0]) for value in run) * 20 <= abs(start + way - run[0])


@given(st.lists(st.sampled_from(directions()), unique_by=lambda one: one.id), st.integers(2017, 2026), st.booleans())
def test_any_targets_can_be_looked_at_in_any_year(own: list[Any], year: int, early: bool) -> None:
    as_of = Day(2022, 1, 30) if early else None
    found = check_plan(PLAN, build.declared(*own), FiscalYear(year), as_of)
    for looked in found.looked:
        assert 0 <= looked.found <= looked.told <= found.targets - looked.untold
    seen = [one for weak in found.weak for one in weak.found.seen if one.observation]
    assert all(one.observation and one.observation.year <= FiscalYear(year) for one in seen)
    if as_of:
        assert all(
            one.observation and one.observation.known and one.observation.known.certainly_by(as_of) for one in seen
        )
