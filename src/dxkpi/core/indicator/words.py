"""The directions whose targets are words: `milestone` (steps to take) and `judged` (which people rate)."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Better, ByYear, Line, NonEmpty, OneOrMore, Text, contradiction
from dxkpi.core.basis.text import clip
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.indicator.base import IndicatorBase
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.figure import StepsForm, Words
from dxkpi.core.indicator.progress import Share, TargetTrajectory
from dxkpi.core.indicator.target import Target


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
    """The steps done, and the state in the words of the source (未整備)."""

    done: tuple[Line, ...]
    text: Text | None = None

    @property
    def form(self) -> StepsForm:
        return StepsForm(self.done, self.text)


class WordsBaseline(Baseline):
    """The state that the target was set from, in words."""

    text: Text

    @property
    def form(self) -> StepsForm:
        return StepsForm(None, self.text)


class Milestone(IndicatorBase):
    """Rated by steps done ÷ steps. Steps of earlier or later targets of its history may be done as well."""

    title = "段階を進める"
    value_key = "done"
    direction: Literal["milestone"]
    unit: Line | None = None
    baseline: WordsBaseline | None = None
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


class JudgedTarget(Target):
    """A target in words."""

    text: Text


class JudgedActual(Actual):
    """A result in words."""

    text: Text

    @property
    def form(self) -> StepsForm:
        return StepsForm(None, self.text)


class Judged(IndicatorBase):
    """A target without a number: people rate it (`judged`)."""

    title = "人が評価する、数値のない目標"
    value_key = "text"
    by_people = True
    direction: Literal["judged"]
    unit: None = None
    baseline: WordsBaseline | None = None
    target: JudgedTarget
    actuals: ByYear[OneOrMore[JudgedActual]] = Field(default_factory=dict)

    def measure(self, year: FiscalYear, index: int) -> None:  # noqa: ARG002
        return None

    @property
    def target_form(self) -> StepsForm:
        return StepsForm(None, self.target.text)

    def target_words(self) -> Words:
        return (self.target.text,)
