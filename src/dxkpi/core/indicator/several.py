"""The directions without one number a year: `milestone` (steps), `composite` (parts) and `judged` (words alone)."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal, Self, assert_never

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import (
    Better,
    BetterSide,
    ByYear,
    Line,
    NonEmpty,
    Number,
    OneOrMore,
    Record,
    Text,
    contradiction,
    one_of,
)
from dxkpi.core.basis.text import clip, listed
from dxkpi.core.basis.unit import is_share
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.indicator.base import ABSENT, IndicatorBase, Target, better_side
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.figure import PartsForm, StepsForm, Words
from dxkpi.core.indicator.progress import Every, Measure, Share, TargetTrajectory, Weakest


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


Parts = dict[Line, Number]


class Rule(StrEnum):
    """Rule that combines the parts: their total, all of them met, or the worst of them."""

    SUM = "sum"
    ALL = "all"
    WORST = "worst"


_RULES = {Rule.SUM: "合計で判定", Rule.ALL: "すべて達すれば達成", Rule.WORST: "最も低い部分で判定"}


class PartsOfYear(Record):
    """A number to reach for each part in a single year."""

    parts: Annotated[Parts, Field(min_length=1)]


class CompositeTarget(Target):
    """A number to reach for each part; `by_year` are those of single years, of the same parts."""

    ends_with = ("parts",)
    parts: Annotated[Annotated[Parts, Field(min_length=1)] | None, ABSENT]
    rule: Annotated[Rule, one_of(Rule)]
    by_year: ByYear[PartsOfYear] | None = None

    @model_validator(mode="after")
    def _has_the_same_parts_each_year(self) -> Self:
        for year, own in self.years.items():
            other = next(iter(self.final.keys() ^ own.parts.keys()), None)
            if other is not None:
                raise contradiction(
                    f"{year} の年度目標の部分が、最終の目標の部分と違う（「{clip(other)}」）",
                    "by_year のどの年度にも、parts と同じ部分をすべて書く",
                    *("by_year", str(year), "parts"),
                )
        return self

    @property
    def years(self) -> Mapping[FiscalYear, PartsOfYear]:
        return self.by_year or {}

    @property
    def final(self) -> Parts:
        """The number to reach for each part in the end."""
        return self.years[max(self.years)].parts if self.parts is None else self.parts

    def aimed_at(self, of_year: PartsOfYear) -> Self:
        return self.model_copy(update={"parts": of_year.parts, "by_year": None})


class CompositeActual(Actual):
    """A number for each part of the target."""

    parts: Parts

    @property
    def form(self) -> PartsForm:
        return PartsForm(self.parts)


class CompositeBaseline(Baseline):
    """A number for each part, as far as known."""

    parts: Parts

    @property
    def form(self) -> PartsForm:
        return PartsForm(self.parts)


class Composite(IndicatorBase):
    """Rated by the total, by the worst part, or met when every part is met.

    Actuals may have values for parts that the target lacks: a revision removes parts and adds new ones.
    """

    title = "部分に分かれた目標"
    value_key = "parts"
    has_trajectory = True
    direction: Literal["composite"]
    unit: Line | None = None
    baseline: CompositeBaseline | None = None
    target: CompositeTarget
    better: BetterSide | None = None
    actuals: ByYear[OneOrMore[CompositeActual]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_no_shares(self) -> Self:
        if self.unit and self.target.rule is Rule.SUM and is_share(self.unit):
            raise contradiction(
                f"割合（{clip(self.unit)}）の部分を合計（rule: sum）している",
                "割合は足しても全体の割合にならない。最も低い部分で判定するなら rule: worst、"
                "すべての部分が達したとき達成とするなら rule: all にする。"
                "全体の割合が資料にあるなら、direction: absolute の一つの値にする",
                *("target", "rule"),
            )
        return self

    @model_validator(mode="after")
    def _knows_its_good_side(self) -> Self:
        known = self.baseline.parts.keys() if self.baseline else set[str]()
        strange = next((part for part in known if part not in self.target.final), None)
        if self.better is None and strange is not None and not self.target.final.keys() <= known:
            raise contradiction(
                f"基準値の部分「{clip(strange)}」が、目標の部分にない",
                f"目標の部分（{listed(self.target.final)}）の書き間違いなら直す。"
                "前の目標の部分なら、better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
                *("baseline", "parts", strange),
            )
        self._side_of_total()
        return self

    @property
    def better_side(self) -> Better:
        return self._side_of_total()

    @property
    def target_form(self) -> PartsForm:
        return PartsForm(self.target.final, self.target.rule.value)

    def target_words(self) -> Words:
        return ("目標値 ", *self.target_form.words(self.unit, remark=_RULES[self.target.rule]))

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        """Return the trajectory of the total, or one for each part."""
        side = self.better_side  # which asks all parts
        if self.target.rule is Rule.SUM:
            return (TargetTrajectory(self._start(), _total(self.target.final), side),)
        known = self.baseline.parts if self.baseline else {}
        return tuple(
            TargetTrajectory(ratio(known[part]) if part in known else None, ratio(value), side, part=part)
            for part, value in self.target.final.items()
        )

    def along(self, trajectory: TargetTrajectory, year: FiscalYear, index: int) -> Fraction | None:
        parts = self.actuals[year][index].parts
        needed = self.target.final.keys() if trajectory.part is None else {trajectory.part}
        return sum((ratio(parts[part]) for part in needed), Fraction(0)) if needed <= parts.keys() else None

    def measure(self, year: FiscalYear, index: int) -> Measure | None:
        found = [(trajectory, self.along(trajectory, year, index)) for trajectory in self.trajectories()]
        ways = [(trajectory.part or "", trajectory.at(value)) for trajectory, value in found if value is not None]
        if len(ways) < len(found):
            return None
        match self.target.rule:
            case Rule.SUM:
                return ways[0][1]
            case Rule.WORST:
                return Weakest(tuple(ways))
            case Rule.ALL:
                return Every(tuple(ways))
            case _:
                assert_never(self.target.rule)

    def _start(self) -> Fraction | None:
        known = self.baseline.parts if self.baseline else {}
        return self._total(known) if self.target.final.keys() <= known.keys() else None

    def _total(self, parts: Parts) -> Fraction:
        """Return the total of those parts that the target has."""
        return _total({part: parts[part] for part in self.target.final})

    def _side_of_total(self) -> Better:
        return better_side(self.better, self._start(), _total(self.target.final))


def _total(parts: Parts) -> Fraction:
    return sum((ratio(value) for value in parts.values()), Fraction(0))
