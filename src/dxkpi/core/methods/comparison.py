"""What an actual is compared with: the `against` of a plan's method."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.targets.measure import Progress


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around an actual of `year`; None where the data do not say.

    `first` and `last` are the years that the plan covers, `of_year` is the target of `year` alone, which may be missed
    by `slack`. `previous` looks up the actual of the year before, which few comparisons ask for.
    """

    year: FiscalYear
    baseline_year: FiscalYear | None = None
    target_year: FiscalYear | None = None
    first: FiscalYear | None = None
    last: FiscalYear | None = None
    of_year: Fraction | None = None
    slack: Fraction = Fraction(0)
    previous: Callable[[], Fraction | None] = lambda: None

    @property
    def final(self) -> bool:
        """Whether the target year has come, so that nothing short of the target itself is expected."""
        return self.target_year is not None and self.year >= self.target_year


Around = Callable[[], Setting]
"""Looks up what stands around an actual, which few comparisons ask for."""


class Comparison(Protocol):
    """A choice of the value that the actual is held against."""

    @property
    def text(self) -> str:
        """What it is, in words."""

    @property
    def target_word(self) -> str:
        """What formulas call the value in the place of the target."""

    @property
    def baseline_word(self) -> str:
        """What formulas call the value in the place of the baseline."""

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """`progress` towards that value, or why there is none in the year."""
