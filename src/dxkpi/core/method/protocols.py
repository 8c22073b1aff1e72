"""The protocols of formulas and comparison values, and the closed set of reasons for which there is no rate."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.method.rating import Band, Rate


class NotAssessedReason(StrEnum):
    """What is missing, or what the plan's method leaves undecided."""

    BASELINE_UNKNOWN = "baseline_unknown"
    NO_ACTUAL = "no_actual"
    NONE_OF_YEAR = "none_of_year"
    PART_MISSING = "part_missing"
    YEARS_MISSING = "years_missing"
    BASELINE_YEAR_UNKNOWN = "baseline_year_unknown"
    TARGET_YEAR_UNKNOWN = "target_year_unknown"
    YEAR_TARGET_UNKNOWN = "year_target_unknown"
    PREVIOUS_UNKNOWN = "previous_unknown"
    PERIOD_UNKNOWN = "period_unknown"
    SHARE_OF_DECREASE = "share_of_decrease"
    NO_RATE = "no_rate"

    @property
    def waits(self) -> bool:
        """Whether actuals are all that is missing."""
        return self in {NotAssessedReason.NO_ACTUAL, NotAssessedReason.NONE_OF_YEAR, NotAssessedReason.YEARS_MISSING}


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


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two edges; None is without end, and each edge says whether it belongs."""

    lower: Fraction | None
    lower_included: bool
    upper: Fraction | None
    upper_included: bool


class Formula(Protocol):
    """How a rate comes about from baseline, target and actual."""

    @property
    def text(self) -> str:
        """The formula in words."""

    @property
    def rising(self) -> str:
        """The formula in words where more is better."""

    def filling(self, progress: Progress) -> str:
        """The formula for `progress`, with `{actual}`, `{baseline}` and `{target}` to put values in."""

    def rate(self, progress: Progress) -> Rate:
        """The rate, or why there is none."""

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """The actual that gives `rate`, in the indicator's unit; `progress` has a rate."""

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:
        """Where the baseline of a missed target must lie for its rate to fall into `band`; None: it has no say."""
