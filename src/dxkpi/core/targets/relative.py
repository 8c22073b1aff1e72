"""`relative`: a target that is said as a change of the baseline (10%増, 8割減)."""

from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better, BetterSide, Number, contradiction
from dxkpi.core.targets.base import NumberIndicator, better_side
from dxkpi.core.targets.baseline import NumberBaseline
from dxkpi.core.targets.measure import Progress, TargetTrajectory
from dxkpi.core.targets.tolerance import Aim

_PERCENT = 100


class RelativeTarget(Aim):
    """By how many percent of the baseline its value shall change: 10 is 10%増, -80 is 8割減."""

    change: Number

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.change:
            raise contradiction(
                "基準値からの増減が0%である", "今の水準を保つ目標なら direction: keep とし、保つ値を書く", "change"
            )
        return self


class Relative(NumberIndicator):
    """As `absolute`, with the changed baseline as the target: exact, and never rounded."""

    direction: Literal["relative"]
    baseline: NumberBaseline
    target: RelativeTarget
    better: BetterSide | None = None

    @model_validator(mode="after")
    def _has_something_to_change(self) -> Self:
        if self.baseline.value <= 0:
            raise contradiction(
                "基準値が0以下なので、増減の割合から目標値が決まらない",
                "direction: absolute とし、目標値を value に書く",
                "baseline",
                "value",
            )
        for position, restated in enumerate(self.baseline.restated or ()):
            if restated.value <= 0:
                raise contradiction(
                    "改めた基準値が0以下なので、増減の割合から目標値が決まらない",
                    "値を確かめる。正しければ、計画の revisions で目標の言い方を決め直す",
                    *("baseline", "restated", str(position), "value"),
                )
        return self

    @property
    def goal(self) -> Fraction:
        """The value to reach, in the indicator's unit."""
        return ratio(self.baseline.value) * (1 + ratio(self.target.change) / _PERCENT)

    @property
    def better_side(self) -> Better:
        return better_side(self.better, self.start, self.goal)

    @property
    def trajectory(self) -> TargetTrajectory:
        """The way from baseline to target."""
        target, start, goal = self.target, self.start, self.goal
        return TargetTrajectory(
            start, goal, better_side(self.better, start, goal), target.exclusive, target.slack(goal)
        )

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        return (self.trajectory,)

    def measure(self, year: FiscalYear, index: int) -> Progress:
        return self.trajectory.at(ratio(self.actuals[year][index].value))
