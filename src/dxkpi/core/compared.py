"""The measure of an indicator in a fiscal year, towards the value that its method compares with."""

from fractions import Fraction
from functools import partial
from typing import assert_never

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.progress import Every, Measure, Progress, Share, Verdict, Weakest
from dxkpi.core.indicator.target import Stepwise, YearCounting
from dxkpi.core.method.method import Method
from dxkpi.core.method.protocols import NotAssessedReason, Setting
from dxkpi.core.observations import Observation, Vintage
from dxkpi.core.plan.plan import Plan


def due(indicator: Indicator, plan: Plan) -> FiscalYear | None:
    """The year by which the target in force shall be reached: its own, else that of the plan."""
    return indicator.due or plan.target_year


def beginning(indicator: Indicator, plan: Plan) -> FiscalYear | None:
    """Return the fiscal year of the baseline; for a summed indicator the year before the plan, with a sum of zero."""
    if indicator.added_up:
        return FiscalYear(plan.first_year.start - 1) if plan.first_year else None
    return indicator.baseline.year if indicator.baseline else None


def amounts_begin(indicator: Indicator, plan: Plan) -> FiscalYear | None:
    """Return the year from which amounts of single years add up to what the actuals count; None where it is unknown.

    That is the year after the baseline; a running total without one counts from the plan's first year.
    """
    begun = beginning(indicator, plan)
    if begun is not None:
        return FiscalYear(begun.start + 1)
    return None if indicator.baseline else plan.first_year


def counted_alike(indicator: Indicator, plan: Plan) -> Indicator:
    """Return `indicator`; without its targets of single years where their sum begins in another year than the count."""
    target = indicator.target
    if not isinstance(target, Stepwise) or target.by_year_counting is not YearCounting.YEARLY:
        return indicator
    begin = amounts_begin(indicator, plan)
    if begin is None or min(target.years) == begin:
        return indicator
    return indicator.model_copy(
        update={"target": target.model_copy(update={"by_year": None, "by_year_counting": None})}
    )


def compared(
    vintage: Vintage, year: FiscalYear, then: FiscalYear, observation: Observation | None, method: Method
) -> Measure | NotAssessedReason:
    """Return the measure that `method` compares in `year` with the value of the year `then`, or why there is none.

    `observation` is the one that `year` is judged by.
    """
    found = measured(vintage, year, observation)
    aim = found if isinstance(found, NotAssessedReason) else _aimed(vintage.indicator, vintage.plan, method, then)
    if isinstance(aim, NotAssessedReason):
        return aim
    if aim is not vintage.indicator:
        vintage = vintage._replace(indicator=aim)
        found = measured(vintage, year, observation)
    return found if isinstance(found, NotAssessedReason) else _towards(found, vintage, then, method)


def measured(vintage: Vintage, year: FiscalYear, observation: Observation | None) -> Measure | NotAssessedReason:
    """Measure the `observation` that `year` is judged by, or the sum of the plan's years up to it; else say why not."""
    indicator = vintage.indicator
    if observation is None:
        return NotAssessedReason.NO_ACTUAL
    if indicator.lacks_baseline:
        return NotAssessedReason.BASELINE_UNKNOWN
    measure = indicator.measure(observation.year, observation.index)
    if measure is None:
        return NotAssessedReason.PART_MISSING
    if not (indicator.added_up and isinstance(measure, Progress)):
        return measure
    total = _total(vintage, year)
    return total if isinstance(total, NotAssessedReason) else measure._replace(actual=total)


def _total(vintage: Vintage, year: FiscalYear) -> Fraction | NotAssessedReason:
    years = vintage.summed(year)
    if years is None:
        return NotAssessedReason.PERIOD_UNKNOWN
    if years.not_begun:
        return NotAssessedReason.NO_ACTUAL
    return NotAssessedReason.YEARS_MISSING if years.total is None else years.total


def _aimed(indicator: Indicator, plan: Plan, method: Method, year: FiscalYear) -> Indicator | NotAssessedReason:
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


def _towards(measure: Measure, vintage: Vintage, year: FiscalYear, method: Method) -> Measure | NotAssessedReason:
    """Return `measure` towards the value that `method` compares with in `year`, or the reason why there is none.

    Steps, and directions without a trajectory (増加, 維持, 範囲), are compared with themselves in every year. The year
    before is compared only with an actual of the year itself: an earlier one would be compared with itself.
    """
    comparison = method.comparison
    match measure:
        case Verdict() | Share():
            return measure
        case _ if comparison.looks_back and not vintage.of_year(year):
            return NotAssessedReason.NONE_OF_YEAR
        case Progress():
            return comparison.apply(measure, partial(_setting, vintage, year))
        case Weakest(parts) | Every(parts):
            found: list[tuple[str, Progress]] = []
            for part, progress in parts:
                applied = comparison.apply(progress, partial(_setting, vintage, year, part))
                if isinstance(applied, NotAssessedReason):
                    return applied
                found.append((part, applied))
            return measure._replace(parts=tuple(found))
        case _:
            assert_never(measure)


def _setting(vintage: Vintage, year: FiscalYear, part: str | None = None) -> Setting:
    indicator, plan = vintage.indicator, vintage.plan
    return Setting(
        year,
        beginning(indicator, plan),
        due(indicator, plan),
        plan.first_year,
        plan.last_year,
        lambda: _of_year_before(vintage, year, part),
    )


def _of_year_before(vintage: Vintage, year: FiscalYear, part: str | None) -> Fraction | None:
    """Return the actual of the year before, and of no earlier one; a summed indicator starts at zero."""
    before = year.before
    if years := vintage.summed(before):
        return Fraction(0) if years.not_begun else years.total
    known = vintage.of_year(before)
    match measured(vintage, before, known[-1]) if known else None:
        case Progress(actual=actual):
            return actual
        case Weakest(parts) | Every(parts):
            return next((progress.actual for name, progress in parts if name == part), None)
        case _:
            return None
