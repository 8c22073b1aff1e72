"""An indicator's measure towards the value that its plan's method compares with, year by year."""

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import assert_never

from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.method import Method
from dxkpi.core.methods import COMPARISONS, LOOKING_BACK
from dxkpi.core.methods.comparison import Setting
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.number import ratio
from dxkpi.core.observations import Observation, is_summed, of_year, summed
from dxkpi.core.plan import Plan
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.absolute import Absolute
from dxkpi.core.targets.measure import Every, Measure, Progress, Share, Verdict, Weakest


def measured(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, observation: Observation | None
) -> Measure | NotAssessedReason:
    """How `observation`, which `year` is judged by, compares, or what the years of the plan add up to by then."""
    if observation is None:
        return NotAssessedReason.NO_ACTUAL
    measure = indicator.measure(observation.year, observation.index)
    if measure is None:
        return NotAssessedReason.PART_MISSING
    if not (is_summed(indicator) and isinstance(measure, Progress)):
        return measure
    years = summed(indicator, plan, year, as_of)
    if years is None:
        return NotAssessedReason.PERIOD_UNKNOWN
    if years.not_begun:
        return NotAssessedReason.NO_ACTUAL
    return NotAssessedReason.YEARS_MISSING if years.total is None else replace(measure, actual=years.total)


def compared(
    measure: Measure, indicator: Indicator, plan: Plan, method: Method, year: FiscalYear, as_of: Day | None
) -> Measure | NotAssessedReason:
    """`measure` towards the value that `method` compares with in `year`, or why there is none.

    Steps and what has no way to progress (増加, 維持, 範囲) are held against themselves in every year. The year before
    is compared only with an actual of the year itself: one of an earlier year would be held against itself.
    """
    comparison = COMPARISONS[method.against]
    match measure:
        case Verdict() | Share():
            return measure
        case _ if method.against in LOOKING_BACK and not of_year(indicator, plan, year, as_of):
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
            return replace(measure, parts=tuple(found))
        case _:
            assert_never(measure)


def _setting(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, part: str | None = None) -> Setting:
    return Setting(
        year,
        beginning(indicator, plan),
        (indicator.target.year if indicator.target else None) or plan.target_year,
        plan.first_year,
        plan.last_year,
        *_of_year(indicator, year),
        lambda: _previous(indicator, plan, year, as_of, part),
    )


def beginning(indicator: Indicator, plan: Plan) -> FiscalYear | None:
    """The year of the baseline; of what is added up the year before the plan, when there was nothing yet."""
    if is_summed(indicator):
        return FiscalYear(plan.first_year.start - 1) if plan.first_year else None
    return indicator.baseline.year if indicator.baseline else None


def _of_year(indicator: Indicator, year: FiscalYear) -> tuple[Fraction | None, Fraction]:
    """The target of the year alone, and what may be short of it."""
    target = indicator.target if isinstance(indicator, Absolute) else None
    set_for = (target.by_year or {}).get(year) if target else None
    if target is None or set_for is None:
        return None, Fraction(0)
    return ratio(set_for), target.slack(ratio(set_for))


def _previous(
    indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None, part: str | None
) -> Fraction | None:
    """The actual of the year before, and of no earlier one; what is added up was nothing before the plan."""
    before = FiscalYear(year.start - 1)
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
