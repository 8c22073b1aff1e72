"""What holds of every line and pace, whatever the figures are."""

from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.outlook import outlook_of
from dxkpi.core.trajectory import Outlook, OutlookStatus, Pace, Point, Track, TrackStatus
from tests.build import indicator, plan

FIRST = 2018
VALUES = st.integers(-(10**9), 10**9)
SPANS = st.tuples(st.integers(2, 30), st.integers(0, 30)).map(lambda both: (both[0], both[0] + 1 + both[1]))
"""How many years are gone, and after how many the target year comes."""


def outlook(
    baseline: int, target: int, actual: int, span: tuple[int, int], against: str = "target", loose: Any = None
) -> tuple[Track, Progress, Outlook]:
    """A way seen `span[0]` years after its baseline; its measure by the plan's method; all of it."""
    year, last = FiscalYear(FIRST + span[0]), FiscalYear(FIRST + span[1])
    own = plan(adopted="2018-04", target_year=str(last.start), method={"formula": "distance", "against": against})
    records = {str(FIRST + 1): [final(baseline)], str(year.start): [final(actual)]}
    if loose:
        records[str(year.start)].append(loose)
    declared = indicator(
        baseline={"value": str(baseline), "year": str(FIRST)}, target={"value": str(target)}, actuals=records
    )
    assessment = assess(declared, own, year)
    found = outlook_of(assessment, own)
    assert isinstance(assessment.measure, Progress)
    (way,) = found.tracks
    assert isinstance(way, Track)
    return way, assessment.measure, found


def final(value: int) -> dict[str, Any]:
    return {"value": str(value), "status": "実績"}


def told(way: Track) -> Pace:
    assert isinstance(way.pace, Pace)
    return way.pace


@given(VALUES, VALUES, VALUES, SPANS)
def test_both_paces_lead_from_where_they_begin_to_where_they_end(b: int, t: int, a: int, span: tuple[int, int]) -> None:
    assume(b != t)
    way, _, _ = outlook(b, t, a, span)
    pace = told(way)
    assert b + pace.observed * pace.gone == a
    assert a + pace.required * pace.left == t
    assert a + pace.observed * pace.left == pace.projection
    assert (pace.gone, pace.gone + pace.left) == span


@given(VALUES, VALUES, VALUES, SPANS)
def test_behind_the_line_is_where_the_pace_is_not_enough(b: int, t: int, a: int, span: tuple[int, int]) -> None:
    assume(b != t)
    way, _, _ = outlook(b, t, a, span)
    pace = told(way)
    assert (way.status is TrackStatus.BEHIND) is (not pace.enough)
    more = pace.observed - pace.required if way.trajectory.better is Better.HIGHER else pace.required - pace.observed
    assert way.status is (TrackStatus.AHEAD if more > 0 else TrackStatus.BEHIND if more < 0 else TrackStatus.ON_TRACK)


@given(VALUES, st.integers(-(10**6), 10**6), SPANS)
def test_whoever_walks_the_line_is_on_it(b: int, a_year: int, span: tuple[int, int]) -> None:
    assume(a_year)
    way, _, found = outlook(b, b + a_year * span[1], b + a_year * span[0], span)
    assert found == Outlook(OutlookStatus.ON_TRACK, way.last, (way,))
    assert way.status is TrackStatus.ON_TRACK
    assert told(way).observed == told(way).required == a_year
    assert told(way).enough


@given(VALUES, VALUES, VALUES, SPANS)
def test_the_line_is_that_of_the_method_that_compares_with_it(b: int, t: int, a: int, span: tuple[int, int]) -> None:
    assume(b != t)
    way, measure, _ = outlook(b, t, a, span, against="straight_line")
    assert way.trajectory.value(way.year) == measure.target
    assert (way.status is TrackStatus.BEHIND) is (not measure.met)


@given(VALUES, VALUES, VALUES, SPANS, st.integers(-1000, 1000).filter(bool), VALUES)
def test_a_unit_of_another_size_zero_or_sign_changes_no_position(
    b: int, t: int, a: int, span: tuple[int, int], size: int, zero: int
) -> None:
    assume(b != t)
    own, _, _ = outlook(b, t, a, span)
    other, _, _ = outlook(b * size + zero, t * size + zero, a * size + zero, span)
    assert other.status is own.status
    assert other.trajectory.share(Fraction(a * size + zero)) == own.trajectory.share(Fraction(a))
    assert (told(other).observed, told(other).required) == (told(own).observed * size, told(own).required * size)
    assert (told(other).enough, told(other).met) == (told(own).enough, told(own).met)


@given(VALUES, VALUES, VALUES, SPANS, VALUES, st.sampled_from(["見込", "速報", "時点"]))
def test_what_is_not_final_changes_nothing(
    b: int, t: int, a: int, span: tuple[int, int], other: int, status: str
) -> None:
    assume(b != t)
    _, _, own = outlook(b, t, a, span)
    loose = {"value": str(other), "status": status, "known": "2099-01-01"}
    _, _, same = outlook(b, t, a, span, loose=loose)
    assert same == own


@given(VALUES, VALUES, VALUES, SPANS)
def test_the_line_moves_by_equal_steps_from_baseline_to_target(b: int, t: int, a: int, span: tuple[int, int]) -> None:
    assume(b != t)
    way, _, _ = outlook(b, t, a, span)
    values = [way.trajectory.value(FiscalYear(FIRST + gone)) for gone in range(span[1] + 1)]
    assert (values[0], values[-1]) == (Fraction(b), Fraction(t))
    assert len({after - before for before, after in pairwise(values)}) == 1
    assert way.points[-1] == Point(way.year, Fraction(a))


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=8), st.integers(1, 10**7), st.integers(1, 9))
def test_what_is_added_up_stands_as_if_the_sums_had_been_declared(values: list[int], t: int, left: int) -> None:
    first, year = FIRST + 1, FiscalYear(FIRST + len(values))
    own = plan(period={"from": str(first), "to": str(year.start + left)}, target_year=str(year.start + left))
    target = {"value": str(t)}
    single = {str(first + n): final(value) for n, value in enumerate(values)}
    sums = {str(first + n): final(value) for n, value in enumerate(accumulate(values))}
    added = indicator(counting="summed", baseline=None, target=target, actuals=single)
    declared = indicator(baseline={"value": "0", "year": str(FIRST)}, target=target, actuals=sums)
    found, same = (outlook_of(assess(one, own, year), own) for one in (added, declared))
    assert [way._replace(summed=False) for way in found.tracks if isinstance(way, Track)] == list(same.tracks)
