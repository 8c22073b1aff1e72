"""What the actuals of single years add up to, where the target is that of all years of the plan together."""

from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.plan import Plan
from dxkpi.core.reading import Reading, of_year
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.base import NumberActual


@dataclass(frozen=True, slots=True)
class Sum:
    """The records of the plan's years so far, oldest first, and the years that have none."""

    readings: tuple[Reading, ...]
    missing: tuple[FiscalYear, ...]

    @property
    def not_begun(self) -> bool:
        """Whether the plan has no year yet that could be added."""
        return not (self.readings or self.missing)

    @property
    def total(self) -> Fraction | None:
        """What they add up to; None where a year is missing, or none has come yet."""
        if self.missing or self.not_begun:
            return None
        values = (reading.actual.value for reading in self.readings if isinstance(reading.actual, NumberActual))
        return sum(map(ratio, values), Fraction(0))


def is_summed(indicator: Indicator) -> bool:
    """Whether the actuals of an indicator are added up."""
    return indicator.added_up


def summed(indicator: Indicator, plan: Plan, year: FiscalYear, as_of: Day | None = None) -> Sum | None:
    """The actuals from the plan's first year to `year`; None where none are added up, or the first is not known."""
    if not is_summed(indicator) or plan.first_year is None:
        return None
    years = [FiscalYear(start) for start in range(plan.first_year.start, year.start + 1)]
    found = {one: known[-1] for one in years if (known := of_year(indicator, plan, one, as_of))}
    return Sum(tuple(found.values()), tuple(one for one in years if one not in found))
