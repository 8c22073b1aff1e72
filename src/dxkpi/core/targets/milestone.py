"""`milestone`: steps to take (相談窓口等の設置), rated by the share of them that is done."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from dxkpi.core.containers import ByYear, NonEmpty, OneOrMore
from dxkpi.core.figure import StepsForm, Words
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.scalars import Better, Line, Text, contradiction
from dxkpi.core.source import Actual
from dxkpi.core.spelling import clip
from dxkpi.core.targets.base import IndicatorBase, Target
from dxkpi.core.targets.baseline import Baseline
from dxkpi.core.targets.measure import Share, TargetTrajectory


class MilestoneTarget(Target):
    """The steps to take, each named once."""

    steps: NonEmpty[Line]

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        twice = next((step for step, times in Counter(self.steps).items() if times > 1), None)
        if twice is not None:
            raise contradiction(f"段階「{clip(twice)}」が二度書かれている", "一つにする", "steps")
        return self


class MilestoneActual(Actual):
    """The steps that are done, and the state in the words of the source (未整備)."""

    done: tuple[Line, ...]
    text: Text | None = None

    @property
    def form(self) -> StepsForm:
        return StepsForm(self.done, self.text)


class MilestoneBaseline(Baseline):
    """The state that the target was set from, in words."""

    text: Text

    @property
    def form(self) -> StepsForm:
        return StepsForm(None, self.text)


class Milestone(IndicatorBase):
    """Rated by steps done ÷ steps. Steps that only another target of its history has may be done beside them."""

    title = "段階を進める"
    value_key = "done"
    direction: Literal["milestone"]
    unit: Line | None = None
    baseline: MilestoneBaseline | None = None
    target: MilestoneTarget
    actuals: ByYear[OneOrMore[MilestoneActual]] = Field(default_factory=dict)

    def measure(self, year: FiscalYear, index: int) -> Share:
        actual = self.actuals[year][index]
        return Share(len({*actual.done} & {*self.target.steps}), len(self.target.steps))

    @property
    def target_form(self) -> StepsForm:
        return StepsForm(self.target.steps)

    def bounds(self) -> Mapping[str, TargetTrajectory]:
        return {"steps": TargetTrajectory(None, Fraction(len(self.target.steps)), Better.HIGHER)}

    def target_words(self) -> Words:
        return ("、".join(self.target.steps),)
