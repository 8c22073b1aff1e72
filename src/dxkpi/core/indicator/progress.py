"""What a direction makes of an indicator's values before any formula: a closed set of ways to compare.

A direction says what is compared; the plan's formula (core.methods) says what rate that gives.
"""

from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Better


@dataclass(frozen=True, slots=True)
class Progress:
    """The way from a baseline to a target, and how far along it the actual stands. Values in the indicator's unit.

    The target has to be passed where it is `exclusive` (超, 未満), and may be missed by `slack` (程度).
    """

    baseline: Fraction | None
    target: Fraction
    actual: Fraction
    better: Better
    exclusive: bool = False
    slack: Fraction = Fraction(0)

    @property
    def met(self) -> bool:
        """Whether the actual reaches the target, or passes it where the target itself is not enough."""
        return reaches(self.actual, self.enough, self.better) and not self.just_short

    @property
    def enough(self) -> Fraction:
        """The value that will do: the target, or what may be short of it."""
        if not self.slack:
            return self.target
        return self.target - self.slack if self.better is Better.HIGHER else self.target + self.slack

    @property
    def tolerated(self) -> bool:
        """Whether the actual is short of the target, and counts as having reached it."""
        return bool(self.slack) and self.met and not reaches(self.actual, self.target, self.better)

    @property
    def just_short(self) -> bool:
        """Whether the actual stands on a target that has to be passed (超, 未満)."""
        return self.exclusive and self.actual == self.target


@dataclass(frozen=True, slots=True)
class TargetTrajectory:
    """The straight line from a baseline to a target: of the whole, or of one `part` that counts by itself.

    `first` and `last` are the years of its ends, as far as they are known. Values in the indicator's unit.
    """

    baseline: Fraction | None
    target: Fraction
    better: Better
    exclusive: bool = False
    slack: Fraction = Fraction(0)
    part: str | None = None
    first: FiscalYear | None = None
    last: FiscalYear | None = None

    @property
    def only_away(self) -> bool:
        """Whether it only leads away from the baseline, to no value (増加を目指す)."""
        return self.exclusive and self.baseline == self.target

    def at(self, actual: Fraction) -> Progress:
        """How far along it an actual stands."""
        return Progress(self.baseline, self.target, actual, self.better, self.exclusive, self.slack)

    def value(self, year: FiscalYear) -> Fraction:
        """The line's value of `year` (目安値), level beyond both ends; baseline and years are known."""
        assert self.baseline is not None
        assert self.first is not None
        assert self.last is not None
        if year >= self.last:
            return self.target
        gone = max(year.start - self.first.start, 0)
        share = Fraction(gone, self.last.start - min(self.first.start, year.start))
        return self.baseline + (self.target - self.baseline) * share

    def share(self, value: Fraction) -> Fraction:
        """How much of the way lies behind `value`: 0 at the baseline, 1 at the target, beyond both kept."""
        assert self.baseline is not None
        return (value - self.baseline) / (self.target - self.baseline)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Met or not, with no rate in between. `reason` says what was compared, in Japanese.

    `goal` is the nearest value that would do, where one value decides; None where it takes several. `baseline` is what
    the actual of `goal` set out from, if that is known.
    """

    met: bool
    reason: str
    goal: "Goal | None" = None
    baseline: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A value to come to from `actual`, in the indicator's unit; `beyond`: it has to be passed."""

    actual: Fraction
    value: Fraction
    better: Better
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many equal steps are done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Weakest:
    """Several ways of which the shortest counts, by the name of its part."""

    parts: tuple[tuple[str, Progress], ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Several ways of which each has to be gone to its end, by the name of its part."""

    parts: tuple[tuple[str, Progress], ...]


Measure = Progress | Verdict | Share | Weakest | Every


def reaches(actual: Fraction, value: Fraction, better: Better) -> bool:
    """Whether `actual` is at `value` or on its good side."""
    return actual >= value if better is Better.HIGHER else actual <= value


def passes(actual: Fraction, value: Fraction, better: Better) -> bool:
    """Whether `actual` is strictly on the good side of `value`."""
    return actual > value if better is Better.HIGHER else actual < value
