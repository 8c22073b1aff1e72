"""`absolute`: a value to reach (目標値 6,000時間), and `reference`: a value that others set (全産業と同じ水準)."""

from typing import Literal, Self

from pydantic import model_validator

from dxkpi.core.containers import ByYear
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better, BetterSide, Number, Record, Text, Year
from dxkpi.core.targets.base import NumberIndicator, Target, better_side
from dxkpi.core.targets.measure import Progress, TargetTrajectory
from dxkpi.core.targets.tolerance import Aim


class AbsoluteTarget(Aim):
    """A number to reach.

    `by_year` are the targets of single years on the way, for plans that hold the actual against them.
    """

    value: Number
    by_year: ByYear[Number] | None = None


class Absolute(NumberIndicator):
    """Met when the actual reaches the value on the good side.

    A target on the worse side of its baseline is legal where `better` says so: it limits a worsening.
    """

    direction: Literal["absolute"]
    target: AbsoluteTarget
    better: BetterSide | None = None

    @model_validator(mode="after")
    def _knows_its_good_side(self) -> Self:
        better_side(self.better, self.start, ratio(self.target.value))
        return self

    @property
    def better_side(self) -> Better:
        return better_side(self.better, self.start, ratio(self.target.value))

    @property
    def trajectory(self) -> TargetTrajectory:
        """The way from baseline to target."""
        target, start = self.target, self.start
        goal = ratio(target.value)
        return TargetTrajectory(
            start, goal, better_side(self.better, start, goal), target.exclusive, target.slack(goal)
        )

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        return (self.trajectory,)

    def measure(self, year: FiscalYear, index: int) -> Progress:
        return self.trajectory.at(ratio(self.actuals[year][index].value))


class Referenced(Record):
    """A value that somebody else's statistics give, and of which fiscal year."""

    name: Text
    value: Number
    year: Year | None = None


class ReferenceTarget(Target):
    """To reach the same level as something else."""

    reference: Referenced


class Reference(NumberIndicator):
    """As `absolute`, with the referenced value as the target."""

    direction: Literal["reference"]
    target: ReferenceTarget
    better: BetterSide | None = None

    @model_validator(mode="after")
    def _knows_its_good_side(self) -> Self:
        better_side(self.better, self.start, ratio(self.target.reference.value))
        return self

    @property
    def better_side(self) -> Better:
        return better_side(self.better, self.start, ratio(self.target.reference.value))

    @property
    def trajectory(self) -> TargetTrajectory:
        """The way from baseline to the referenced value."""
        return TargetTrajectory(self.start, ratio(self.target.reference.value), self.better_side)

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        return (self.trajectory,)

    def measure(self, year: FiscalYear, index: int) -> Progress:
        return self.trajectory.at(ratio(self.actuals[year][index].value))
