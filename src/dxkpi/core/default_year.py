"""The year that is meant where none is named: plan by plan the newest that enough indicators have a value of."""

from collections.abc import Sequence
from typing import NamedTuple

from dxkpi.core.assess import apart
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.observations import Vintage
from dxkpi.core.plan.plan import Plan


class YearCoverage(NamedTuple):
    """The number of indicators of `plan` that count in `year`, and of those among them with a value `of_year`."""

    plan: Plan
    year: FiscalYear
    of_year: int
    indicators: int

    @property
    def enough(self) -> bool:
        """True if at least half of them have one."""
        return 2 * self.of_year >= self.indicators


class DefaultYear(NamedTuple):
    """The year that is taken, and the newer ones that have values, but too few, the newest first."""

    year: FiscalYear
    passed_over: tuple[YearCoverage, ...] = ()


def default_year(dataset: Dataset, declared: DeclaredPlan, as_of: Day | None = None) -> DefaultYear | None:
    """Return the newest year of a plan in which at least half of its indicators have a value of that year.

    Where none has half, the newest with any value; None where the plan covers no year with a value. Values that were
    not known on `as_of` do not count.
    """
    plan = declared.plan
    own = [declared.indicator for declared in dataset.of_plan(plan.plan)]
    found_in = {year.reported for one in own for year in (*one.actuals, *one.judged) if _has(one, plan, year, as_of)}
    years = sorted((year for year in found_in if plan.covers(year)), reverse=True)
    passed_over: list[YearCoverage] = []
    for year in years:
        found = _coverage([one for one in own if plan.lists(one, year)], plan, year, as_of)
        if found.enough:
            return DefaultYear(year, tuple(passed_over))
        passed_over.append(found)
    return DefaultYear(years[0]) if years else None


def _coverage(own: Sequence[Indicator], plan: Plan, year: FiscalYear, as_of: Day | None) -> YearCoverage:
    """Count the indicators with a value of `year`: of those that are rated in it, of all where none is.

    A rating by people is as good as a value. Suspended indicators and those that the data put into a state are not
    rated.
    """
    then = plan.in_year(year)
    known = ((one, Vintage(one, plan, as_of).released.indicator) for one in own if then.ratings and one.counts)
    rated = [one for one, released in known if apart(released, then, year) is None]
    counting = rated or own
    return YearCoverage(plan, year, sum(_has(one, plan, year, as_of) for one in counting), len(counting))


def _has(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None) -> bool:
    if as_of is None:  # which is asked of every indicator of large data
        return year in indicator.actuals or year in indicator.judged
    known = Vintage(indicator, plan, as_of)
    return bool(known.of_year(year)) or year in known.released.indicator.judged


def newest_of(found: Sequence[DefaultYear]) -> DefaultYear:
    """Return the newest of the years of several plans, and of each plan the newest year that is newer still.

    Raises:
        ValueError: where there is none.
    """
    newest = max(own.year for own in found)
    newer = (coverage for own in found for coverage in own.passed_over[:1] if coverage.year > newest)
    return DefaultYear(newest, tuple(newer))
