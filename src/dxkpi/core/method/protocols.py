"""The protocols of formulas and comparison values, and the closed set of reasons for which there is no rate."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, NamedTuple, Protocol

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator.progress import Progress
from dxkpi.core.method.rating import Band, Rate


class NotAssessedReason(StrEnum):
    """Reason for not assessing: missing data, or a case that the plan's method leaves undecided."""

    BASELINE_UNKNOWN = "baseline_unknown"
    NO_ACTUAL = "no_actual"
    NONE_OF_YEAR = "none_of_year"
    TOO_OLD = "too_old"
    PART_MISSING = "part_missing"
    YEARS_MISSING = "years_missing"
    BASELINE_YEAR_UNKNOWN = "baseline_year_unknown"
    TARGET_YEAR_UNKNOWN = "target_year_unknown"
    YEAR_TARGET_UNKNOWN = "year_target_unknown"
    PREVIOUS_UNKNOWN = "previous_unknown"
    ACROSS_BREAK = "across_break"
    PREVIOUS_NOT_POSITIVE = "previous_not_positive"
    PERIOD_UNKNOWN = "period_unknown"
    SHARE_OF_DECREASE = "share_of_decrease"
    BEFORE_TARGET_YEAR = "before_target_year"
    NO_RATE = "no_rate"
    FORMULA_INAPPLICABLE = "formula_inapplicable"
    PERIOD_RUNNING = "period_running"
    NOT_JUDGED = "not_judged"

    @property
    def waits(self) -> bool:
        """True if only actuals, or the rating by people, are missing."""
        return self in _WAITING


_WAITING = frozenset(
    {
        NotAssessedReason.NO_ACTUAL,
        NotAssessedReason.NONE_OF_YEAR,
        NotAssessedReason.TOO_OLD,
        NotAssessedReason.YEARS_MISSING,
        NotAssessedReason.NOT_JUDGED,
    }
)


class Setting(NamedTuple):
    """Context of an actual of `year`; None where the data do not say.

    `first` and `last` are the fiscal years that the plan covers. `previous` looks up the actual of the year before,
    which few comparisons need.
    """

    year: FiscalYear
    baseline_year: FiscalYear | None = None
    target_year: FiscalYear | None = None
    first: FiscalYear | None = None
    last: FiscalYear | None = None
    previous: Callable[[], Fraction | None] = lambda: None

    @property
    def final(self) -> bool:
        """True from the target year on, when the target itself is due."""
        return self.target_year is not None and self.year >= self.target_year


Around = Callable[[], Setting]
"""Looks up the context of an actual, which few comparisons need."""


class Comparison(ABC):
    """A choice of the comparison value, with the facts that assessment and words depend on."""

    text: ClassVar[str]
    """Its name in Japanese."""
    target_word: ClassVar[str] = "目標値"
    """The word that replaces 目標値 in formulas."""
    baseline_word: ClassVar[str] = "基準値"
    """The word that replaces 基準値 in formulas."""

    final: ClassVar[bool] = False
    """True if every year is compared with the final target."""
    final_at_end: ClassVar[bool] = False
    """True if from the plan's last year on the final target is compared with, whenever that is due."""
    own_target: ClassVar[bool] = False
    """True if a year is compared with a target of its own."""
    by_year: ClassVar[bool] = False
    """True if the value is another one in every year."""
    looks_back: ClassVar[bool] = False
    """True if the actual of the year before is used as well."""
    rising_only: ClassVar[bool] = False
    """True if it is undefined where less is better."""

    @property
    def aim(self) -> str:
        """The value to reach, in one word: `目標`, or the value on the way (`年度目標値`)."""
        return "目標" if self.target_word == Comparison.target_word else self.target_word

    @abstractmethod
    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """Return `progress` towards that value, or the reason why there is none in the year."""


class Interval(NamedTuple):
    """Values between two edges; None is unbounded, and each edge has a flag whether it is included."""

    lower: Fraction | None
    lower_included: bool
    upper: Fraction | None
    upper_included: bool


class Formula(Protocol):
    """Computation of a rate from baseline, target and actual."""

    @property
    def text(self) -> str:
        """The formula in words."""

    @property
    def rising(self) -> str:
        """The formula in words where more is better."""

    def filling(self, progress: Progress) -> str:
        """Return the formula for `progress`, with `{actual}`, `{baseline}` and `{target}` as placeholders."""

    def rate(self, progress: Progress) -> Rate:
        """Return the rate as a ratio, or the reason why there is none."""

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """Return the actual that gives `rate` (ratio), in the indicator's unit; `progress` must have a rate."""

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:
        """Return the interval that the baseline of a missed target must be in for `band`; None: it does not matter."""
