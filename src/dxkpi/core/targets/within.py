"""`keep`: stay at a value or better; `range`: stay between two values."""

from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better, BetterSide, Number, contradiction
from dxkpi.core.targets.base import NumberIndicator, Target
from dxkpi.core.targets.measure import Goal, Verdict, reaches
from dxkpi.core.targets.tolerance import Tolerant


class KeepTarget(Tolerant):
    """A value to hold; what may be lost of it still counts as held."""

    value: Number


_KEPT = "維持する水準にあれば達成、外れれば未達成"


class Keep(NumberIndicator):
    """Met while the actual is at the value or better, less the tolerance."""

    direction: Literal["keep"]
    target: KeepTarget
    better: BetterSide

    @property
    def better_side(self) -> Better:
        return self.better

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        reached, edge = ratio(self.actuals[year][index].value), self.edge
        return Verdict(reaches(reached, edge, self.better), _KEPT, Goal(reached, edge, self.better), self.start)

    @property
    def edge(self) -> Fraction:
        """The value that still counts as held."""
        value = ratio(self.target.value)
        slack = self.target.slack(value)
        return value - slack if self.better is Better.HIGHER else value + slack


class RangeTarget(Target):
    """Two values, both included."""

    lower: Number = Field(alias="min")
    upper: Number = Field(alias="max")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.upper < self.lower:
            raise contradiction("max が min より小さい", "min と max を入れ替える", "max")
        return self


class Range(NumberIndicator):
    """Met while the actual is between the two values."""

    direction: Literal["range"]
    target: RangeTarget

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        actual = self.actuals[year][index]
        reached, lower, upper = ratio(actual.value), ratio(self.target.lower), ratio(self.target.upper)
        goal = Goal(reached, lower, Better.HIGHER) if reached < lower else Goal(reached, upper, Better.LOWER)
        inside = lower <= reached <= upper
        return Verdict(inside, "範囲の中にあれば達成、外れれば未達成", goal, self._seen_from(goal, inside=inside))

    def _seen_from(self, goal: Goal, *, inside: bool) -> Fraction | None:
        """The baseline, as far outside the range as it is, on the side of it that the actual is on."""
        if self.start is None:
            return None
        lower, upper = ratio(self.target.lower), ratio(self.target.upper)
        outside = max(lower - self.start, self.start - upper, Fraction(0))
        if not outside:
            return goal.actual if inside else goal.value
        return goal.value - outside if goal.better is Better.HIGHER else goal.value + outside
