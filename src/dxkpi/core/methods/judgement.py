"""What a formula makes of a comparison: a closed set."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from dxkpi.core.rating import Band
from dxkpi.core.targets.measure import Progress


@dataclass(frozen=True, slots=True)
class ByRate:
    """Rated by an exact rate (ratio). `just_short`: the target had to be passed and was only reached."""

    rate: Fraction
    just_short: bool = False


@dataclass(frozen=True, slots=True)
class ByVerdict:
    """Met or missed, without a rate. `reason` says in Japanese why there is none."""

    met: bool
    reason: str


@dataclass(frozen=True, slots=True)
class BaselineMissing:
    """Missed for certain; by how much cannot be said without the baseline."""


Judgement = ByRate | ByVerdict | BaselineMissing


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

    def judge(self, progress: Progress) -> Judgement:
        """The rate, or what can be said without one."""

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """The actual that gives `rate`, in the indicator's unit; `progress` has a rate."""

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:
        """Where the baseline of a missed target must lie for its rate to fall into `band`; None: it has no say."""
