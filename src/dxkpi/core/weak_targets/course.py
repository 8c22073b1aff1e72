"""The course of the values: flat for years, the same figure copied, or none at all."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile

from dxkpi.core.figure import ValueForm
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.targets.measure import TargetTrajectory
from dxkpi.core.trajectory import FEWEST_YEARS
from dxkpi.core.weak_targets.case import Case
from dxkpi.core.weak_targets.reasons import Copied, Flat, Found, NeverMeasured, Seen, Silence, Verdict
from dxkpi.core.weak_targets.thresholds import COPIED_DIGITS, COPIES, LEVEL_SHARE, SILENT_YEARS


def flat(case: Case) -> Verdict:
    """A missed target to which hardly any of the way was gone for years; a copied figure is told as such."""
    trajectories = _ways(case)
    if not trajectories or isinstance(copied(case), Found):
        return Silence.BESIDE
    points = _points(case, trajectories)
    if len(points) < FEWEST_YEARS:
        return Silence.UNTOLD
    if all(line.at(value).met for line, value in zip(trajectories, points[-1][1], strict=True)):
        return Silence.CLEAR
    runs = (points[start:] for start in range(len(points) - FEWEST_YEARS + 1))
    still = next((run for run in runs if _still(trajectories, [values for _, values, _ in run])), None)
    if still is None:
        return Silence.CLEAR
    return Found(Flat(still[0][0], still[-1][0]), (*(seen for _, _, seen in still), case.of_target()))


_Point = tuple[FiscalYear, tuple[Fraction, ...], Seen]
"""A year, the values of all trajectories, and where they stand."""


def _ways(case: Case) -> tuple[TargetTrajectory, ...]:
    """The trajectories that single years go along; of a target that only names a direction (増加) past its baseline."""
    if case.added_up:
        return ()
    return case.trajectories or tuple(line for line in case.indicator.bounds().values() if line.only_away)


def _points(case: Case, trajectories: Sequence[TargetTrajectory]) -> list[_Point]:
    """The baseline, if its year is known, and the final actuals after it that have all parts."""
    points: list[_Point] = []
    start, year = tuple(line.baseline for line in trajectories if line.baseline is not None), case.baseline_year
    if year is not None and len(start) == len(trajectories):
        points.append((year, start, case.of_baseline()))
    for observation in case.finals:
        found = [case.indicator.along(line, observation.year, observation.index) for line in trajectories]
        values = tuple(value for value in found if value is not None)
        if len(values) == len(trajectories) and not (points and observation.year <= points[0][0]):
            points.append((observation.year, values, case.of_actual(observation)))
    return points


def _still(trajectories: Sequence[TargetTrajectory], rows: Sequence[tuple[Fraction, ...]]) -> bool:
    """Whether no value lies further from the first than a small share of the way that was left there."""
    first = rows[0]
    widths = [LEVEL_SHARE * abs(line.target - value) for line, value in zip(trajectories, first, strict=True)]
    return all(
        abs(value - start) <= width for row in rows for value, start, width in zip(row, first, widths, strict=True)
    )


def copied(case: Case) -> Verdict:
    """The same long figure year after year, up to the last record: statistics that are carried on, not taken."""
    own = case.indicator
    records = [(_numbers(observation.actual.form), case.of_actual(observation)) for observation in case.observations]
    start = _numbers(own.baseline.form) if own.baseline else {}
    first = case.observations[0].year if case.observations else None
    if start and first and (case.baseline_year is None or case.baseline_year < first):
        records.insert(0, (start, case.of_baseline()))
    if own.value_key == "done":
        return Silence.BESIDE
    if len(records) < COPIES:
        return Silence.UNTOLD
    last = records[-1][0]
    same = list(takewhile(lambda record: record[0] == last, reversed(records)))
    if len(same) < COPIES or max(map(_digits, last.values()), default=0) < COPIED_DIGITS:
        return Silence.CLEAR
    return Found(Copied(len(same)), tuple(seen for _, seen in reversed(same)))


def _numbers(form: ValueForm) -> dict[str, Decimal]:
    """The numbers of a baseline or an actual, by part."""
    return {cell.part: cell.number for cell in form.cells}


def _digits(number: Decimal) -> int:
    """How many significant digits a number has, zeros at its end not counted: of 65,600 three."""
    return len(number.normalize().as_tuple().digits)


def never_measured(case: Case) -> Verdict:
    """A target without any actual since its baseline, or since the plan began, while others have had theirs for years.

    Where no target has one, it is the records that are wanting, and nothing is said of any.
    """
    begun, based = case.plan.plan.first_year, case.baseline_year
    if any(_counts(observation.year, begun, based) for observation in case.observations):
        return Silence.CLEAR
    since = max((year for year in (begun, based) if year is not None), default=None)
    if since is None or case.newest is None:
        return Silence.UNTOLD
    years = case.newest.start - since.start
    if years < SILENT_YEARS:
        return Silence.CLEAR
    return Found(NeverMeasured(since, years), (*case.of_start(), case.of_target()))


def _counts(year: FiscalYear, begun: FiscalYear | None, based: FiscalYear | None) -> bool:
    """Whether an actual of `year` comes after the baseline; where that has no year, not before the plan."""
    if based is not None:
        return year > based
    return begun is None or year >= begun
