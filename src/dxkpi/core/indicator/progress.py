"""Measures: a direction's comparison of an indicator's values before any formula, as a closed union.

A direction says what is compared; the plan's formula (core.method) gives the rate.
"""

from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Better


class Progress(NamedTuple):
    """Baseline, target and actual of an indicator, in its unit.

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
        """True if the actual reaches the target, or passes it where reaching is not enough."""
        return reaches(self.actual, self.enough, self.better) and not self.just_short

    @property
    def enough(self) -> Fraction:
        """The value that suffices: the target less the tolerated shortfall."""
        if not self.slack:
            return self.target
        return self.target - self.slack if self.better is Better.HIGHER else self.target + self.slack

    @property
    def tolerated(self) -> bool:
        """True if the actual misses the target by a tolerated amount."""
        return bool(self.slack) and self.met and not reaches(self.actual, self.target, self.better)

    @property
    def just_short(self) -> bool:
        """True if the actual equals a target that has to be passed (超, 未満)."""
        return self.exclusive and self.actual == self.target


class TargetTrajectory(NamedTuple):
    """The straight line from a baseline to a target: of the whole, or of one `part` that is judged by itself.

    `first` and `last` are the fiscal years of its ends, as far as known. Values are in the indicator's unit.
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
        """True if it leads away from the baseline to no particular value (増加を目指す)."""
        return self.exclusive and self.baseline == self.target

    @property
    def limits(self) -> bool:
        """True if the target limits a worsening: it lies on the worse side of the baseline."""
        return self.baseline is not None and passes(self.baseline, self.target, self.better)

    def at(self, actual: Fraction) -> Progress:
        """Return the progress of an actual along it."""
        return Progress(self.baseline, self.target, actual, self.better, self.exclusive, self.slack)

    def value(self, year: FiscalYear) -> Fraction:
        """Return the value of the line in `year` (目安値), constant beyond both ends; needs baseline and years."""
        assert self.baseline is not None
        assert self.first is not None
        assert self.last is not None
        if year >= self.last:
            return self.target
        gone = max(year.start - self.first.start, 0)
        share = Fraction(gone, self.last.start - min(self.first.start, year.start))
        return self.baseline + (self.target - self.baseline) * share

    def share(self, value: Fraction) -> Fraction:
        """Return the share of the way that `value` has covered: 0 at the baseline, 1 at the target, unbounded."""
        assert self.baseline is not None
        return (value - self.baseline) / (self.target - self.baseline)


class Verdict(NamedTuple):
    """Met or not, without a rate. `reason` says in Japanese what was compared.

    `goal` is the nearest value that would suffice, where one value decides; None where it takes several. `baseline` is
    the baseline of the actual of `goal`, if known. `no_target`: no value is set, and any gain is enough (増加を目指す).
    """

    met: bool
    reason: str
    goal: "Goal | None" = None
    baseline: Fraction | None = None
    no_target: bool = False


class Goal(NamedTuple):
    """The value to reach from `actual`, in the indicator's unit; `beyond`: it has to be passed."""

    actual: Fraction
    value: Fraction
    better: Better
    beyond: bool = False


class Share(NamedTuple):
    """Number of equal steps done, out of a total."""

    done: int
    total: int


class Weakest(NamedTuple):
    """Several parts, by name, of which the one with the lowest result counts."""

    parts: tuple[tuple[str, Progress], ...]


class Every(NamedTuple):
    """Several parts, by name, each of which has to reach its target."""

    parts: tuple[tuple[str, Progress], ...]


Measure = Progress | Verdict | Share | Weakest | Every


def reaches(actual: Fraction, value: Fraction, better: Better) -> bool:
    """Say whether `actual` is at `value` or on its better side."""
    return actual >= value if better is Better.HIGHER else actual <= value


def passes(actual: Fraction, value: Fraction, better: Better) -> bool:
    """Say whether `actual` is strictly on the better side of `value`."""
    return actual > value if better is Better.HIGHER else actual < value
