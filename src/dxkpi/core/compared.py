"""The measure of an indicator in a fiscal year, towards the value that its method compares with."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import assert_never

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.progress import Every, Measure, Progress, Share, Verdict, Weakest
from dxkpi.core.method.method import Method
from dxkpi.core.method.protocols import NotAssessedReason, Setting
from dxkpi.core.observations import Observation, is_summed, of_year, summed
from dxkpi.core.plan.plan import Plan


def measured(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, observation: Observation | None
) -> Measure | NotAssessedReason:
    """Measure the `observation` that `year` is judged by, or the sum of the plan's years up to it; else say why not."""
    if observation is None:
        return NotAssessedReason.NO_ACTUAL
    lacking = NotAssessedReason.BASELINE_UNKNOWN if indicator.lacks_baseline else NotAssessedReason.PART_MISSING
    measure = None if indicator.lacks_baseline else indicator.measure(observation.year, observation.index)
    if measure is None:
        return lacking
    if not (is_summed(indicator) and isinstance(measure, Progress)):
        return measure
    years = summed(indicator, plan, year, as_of)
    if years is None:
        return NotAssessedReason.PERIOD_UNKNOWN
    if years.not_begun:
        return NotAssessedReason.NO_ACTUAL
    return NotAssessedReason.YEARS_MISSING if years.total is None else measure._replace(actual=years.total)


def compared(
    measure: Measure, indicator: Indicator, plan: Plan, method: Method, year: FiscalYear, as_of: Day | None
) -> Measure | NotAssessedReason:
    """Return `measure` towards the value that `method` compares with in `year`, or the reason why there is none.

    Steps, and directions without a trajectory (増加, 維持, 範囲), are compared with themselves in every year. The year
    before is compared only with an actual of the year itself: an earlier one would be compared with itself.
    """
    comparison = method.comparison
    match measure:
        case Verdict() | Share():
            return measure
        case _ if method.comparison.looks_back and not of_year(indicator, plan, year, as_of):
            return NotAssessedReason.NONE_OF_YEAR
        case Progress():
            return comparison.apply(measure, partial(_setting, indicator, plan, year, as_of))
        case Weakest(parts) | Every(parts):
            found: list[tuple[str, Progress]] = []
            for part, progress in parts:
                applied = comparison.apply(progress, partial(_setting, indicator, plan, year, as_of, part))
                if isinstance(applied, NotAssessedReason):
                    return applied
                found.append((part, applied))
            return measure._replace(parts=tuple(found))
        case _:
            assert_never(measure)


def _setting(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, part: str | None = None) -> Setting:
    return Setting(
        year,
        beginning(indicator, plan),
        due(indicator, plan),
        plan.first_year,
        plan.last_year,
        lambda: _previous(indicator, plan, year, as_of, part),
    )


def due(indicator: Indicator, plan: Plan) -> FiscalYear | None:
    """The year by which the target in force shall be reached: its own, else that of the plan."""
    return (indicator.target.due if indicator.target else None) or plan.target_year


def beginning(indicator: Indicator, plan: Plan) -> FiscalYear | None:
    """Return the fiscal year of the baseline; for a summed indicator the year before the plan, with a sum of zero."""
    if is_summed(indicator):
        return FiscalYear(plan.first_year.start - 1) if plan.first_year else None
    return indicator.baseline.year if indicator.baseline else None


def aimed(indicator: Indicator, plan: Plan, method: Method, year: FiscalYear) -> Indicator | NotAssessedReason:
    """Return `indicator` with the target that `year` is held against, or why there is none.

    By targets of single years that is the one of `year`, and from the target year on the final one where it has none;
    never that of another year, where only those of single years are known.
    What has no way to progress (維持, 範囲) is held against itself where no year has a target of its own.
    """
    if indicator.moves or not method.comparison.own_target or not (indicator.has_trajectory or indicator.years_written):
        return indicator
    own, last = indicator.in_year(year), due(indicator, plan)
    if own is not None:
        return own
    over = last is not None and year >= last and not (indicator.target and indicator.target.by_years_alone)
    return indicator if over else NotAssessedReason.YEAR_TARGET_UNKNOWN


def held(
    take: Callable[[Indicator], Measure | NotAssessedReason],
    indicator: Indicator,
    plan: Plan,
    method: Method,
    year: FiscalYear,
    as_of: Day | None,
) -> Measure | NotAssessedReason:
    """Compare what `take` measures with the value for `year`, towards the target that is set for it."""
    found = take(indicator)
    aim = found if isinstance(found, NotAssessedReason) else aimed(indicator, plan, method, year)
    if isinstance(aim, NotAssessedReason):
        return aim
    measure = found if aim is indicator else take(aim)
    if isinstance(measure, NotAssessedReason):
        return measure
    return compared(measure, aim, plan, method, year, as_of)


def _previous(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, part: str | None
) -> Fraction | None:
    """Return the actual of the year before, and of no earlier one; a summed indicator starts at zero."""
    before = year.before
    if years := summed(indicator, plan, before, as_of):
        return Fraction(0) if years.not_begun else years.total
    known = of_year(indicator, plan, before, as_of)
    match measured(indicator, plan, before, as_of, known[-1]) if known else None:
        case Progress(actual=actual):
            return actual
        case Weakest(parts) | Every(parts):
            return next((progress.actual for name, progress in parts if name == part), None)
        case _:
            return None
