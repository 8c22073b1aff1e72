"""What holds of the rules of `dxkpi check-targets` whatever the values are."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.app.check_targets import checked
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_fiscal_year
from dxkpi.core.basis.finding import Ref
from dxkpi.core.basis.record import Better
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.outlook import outlook_of
from dxkpi.core.trajectory import Pace, Track
from dxkpi.rules.review import REVIEW_RULES
from dxkpi.rules.review.case import Case, ReviewRule
from dxkpi.rules.review.far_exceeded import FAR_EXCEEDED, Excess, excess
from dxkpi.rules.review.flat import FLAT
from dxkpi.rules.review.of_validate import LEAPS
from dxkpi.rules.review.out_of_reach import OUT_OF_REACH
from tests import build
from tests.render.outcomes import directions
from tests.rules.telling import located

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


LOOKED_AT = [rule for rule in REVIEW_RULES if rule is not LEAPS]
"""Slips of digits are looked for among large values only, so that the size of a unit does matter to them."""


def said(rule: ReviewRule, own: Case, sign: int = 1, times: int = 1) -> Any:
    """What is told, as numbers that neither the size of the unit nor the good side changes."""
    verdict = rule.check(own)
    if not isinstance(verdict, tuple):
        return verdict
    told = [(one.rule.code, tuple(seen.place for seen in one.related)) for one in verdict]
    if rule is not OUT_OF_REACH:
        return told, [one.message for one in verdict]
    (track,) = outlook_of(own.assessment, own.plan.plan, own.as_of).tracks
    assert isinstance(track, Track)
    assert isinstance(track.pace, Pace)
    figures = track.pace.observed, track.pace.required, track.pace.projection
    return told, [figure / (sign * times) for figure in figures]


@given(VALUES, VALUES, ROWS, st.sampled_from(Better), st.sampled_from([10, 1000]))
def test_another_unit_changes_nothing(
    start: int, goal: int, values: dict[str, int], better: Better, times: int
) -> None:
    one, other = case(start, goal, values, better), case(start, goal, values, better, times)
    for rule in LOOKED_AT:
        assert said(rule, one) == said(rule, other, times=times)


@given(VALUES, st.integers(1, 500), ROWS)
def test_falling_is_rising_seen_in_a_mirror(start: int, way: int, values: dict[str, int]) -> None:
    up = case(start, start + way, values, Better.HIGHER)
    down = case(-start, -start - way, {year: -value for year, value in values.items()}, Better.LOWER)
    for rule in LOOKED_AT:
        assert said(rule, up) == said(rule, down, sign=-1)


SIZES = st.fractions(min_value=Fraction(1, 100), max_value=100)


@given(SIZES, SIZES)
def test_without_a_baseline_the_mirror_of_a_multiple_is_its_reciprocal(goal: Fraction, actual: Fraction) -> None:
    up = excess(Progress(None, goal, actual, Better.HIGHER))
    assert up == excess(Progress(None, 1 / goal, 1 / actual, Better.LOWER)) == Excess(actual / goal, by_way=False)


@given(VALUES, st.integers(1, 500), ROWS)
def test_nobody_is_both_far_beyond_a_target_and_short_of_it(start: int, way: int, values: dict[str, int]) -> None:
    own = case(start, start + way, values, Better.HIGHER)
    far, short, flat = (isinstance(rule.check(own), tuple) for rule in (FAR_EXCEEDED, OUT_OF_REACH, FLAT))
    assert not (far and (short or flat))


@given(VALUES, st.integers(1, 500), ROWS)
def test_what_is_flat_has_kept_to_a_twentieth_of_the_way(start: int, way: int, values: dict[str, int]) -> None:
    verdict = FLAT.check(case(start, start + way, values, Better.HIGHER))
    course = {"R1": start} | values
    if isinstance(verdict, tuple):
        first = verdict[0].related[0].place
        since = first.path[1] if isinstance(first, Ref) and first.path[0] == "actuals" else "R1"
        run = [value for year, value in course.items() if year >= str(since)]
        assert len(run) >= 3
        assert max(abs(value - run[0]) for value in run) * 20 <= abs(start + way - run[0])


@given(st.lists(st.sampled_from(directions()), unique_by=lambda one: one.id), st.integers(2017, 2026), st.booleans())
def test_any_targets_can_be_looked_at_in_any_year(own: list[Any], year: int, early: bool) -> None:
    as_of = Day(2022, 1, 30) if early else None
    found = checked(PLAN, build.declared(*own), FiscalYear(year), as_of, located)
    for looked in found.coverage:
        assert 0 <= looked.found <= looked.checkable <= found.targets - looked.unknown
    records = {one.id: one.actuals for one in own}
    for place in (seen.place for kind in found.kinds for one in kind.findings for seen in one.diagnostic.related):
        assert isinstance(place, Ref)
        if place.path[0] == "actuals":
            _, written, index, *_ = place.path
            of = parse_fiscal_year(str(written))
            assert of <= FiscalYear(year)
            assert isinstance(index, int)
            known = records[place.document.rpartition("/")[2].removesuffix(".yaml")][of][index].known
            assert not as_of or (known and known.certainly_by(as_of))
