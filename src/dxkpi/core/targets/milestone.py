"""`milestone`: steps to take (相談窓口等の設置), rated by the share of them that is done."""

from collections import Counter
from typing import Literal, Self

from pydantic import Field, model_validator

from dxkpi.core.containers import ByYear, NonEmpty, OneOrMore
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.scalars import Text, contradiction
from dxkpi.core.source import Actual
from dxkpi.core.spelling import clip, nearest
from dxkpi.core.targets.base import Baseline, IndicatorBase, Target
from dxkpi.core.targets.measure import Share


class MilestoneTarget(Target):
    """The steps to take, each named once."""

    steps: NonEmpty[Text]

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        twice = next((step for step, times in Counter(self.steps).items() if times > 1), None)
        if twice is not None:
            raise contradiction(f"段階「{clip(twice)}」が二度書かれている", "一つにする", "steps")
        return self


class MilestoneActual(Actual):
    """The steps that are done, and the state in the words of the source (未整備)."""

    done: tuple[Text, ...]
    text: Text | None = None


class MilestoneBaseline(Baseline):
    """The state that the target was set from, in words."""

    text: Text


class Milestone(IndicatorBase):
    """Rated by steps done ÷ steps."""

    direction: Literal["milestone"]
    unit: Text | None = None
    baseline: MilestoneBaseline | None = None
    target: MilestoneTarget
    actuals: ByYear[OneOrMore[MilestoneActual]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _done_steps_exist(self) -> Self:
        for year, records in self.actuals.items():
            for record in records:
                for step in record.done:
                    if step not in self.target.steps:
                        meant = nearest(step, self.target.steps) or self.target.steps[0]
                        raise contradiction(
                            f"「{clip(step)}」は目標の段階 steps にない",
                            f"steps の語をそのまま書く（近いもの: {clip(meant)}）",
                            "actuals",
                            str(year),
                        )
        return self

    def measure(self, year: FiscalYear, index: int) -> Share:
        actual = self.actuals[year][index]
        return Share(len(set(actual.done)), len(self.target.steps))
