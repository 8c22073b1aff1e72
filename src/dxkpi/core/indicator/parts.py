"""The direction `composite`: a number for each part of a target."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal, Self, assert_never

from pydantic import Discriminator, Field, Tag, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import Quotient, ratio
from dxkpi.core.basis.quantity import Quantity
from dxkpi.core.basis.record import (
    Better,
    BetterSide,
    ByYear,
    Line,
    NonEmpty,
    Number,
    OneOrMore,
    Record,
    contradiction,
    one_of,
)
from dxkpi.core.basis.text import clip, listed
from dxkpi.core.basis.unit import is_share
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.indicator.base import IndicatorBase
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.figure import PartsForm, PooledForm, Words
from dxkpi.core.indicator.history import Break
from dxkpi.core.indicator.number import better_side, refuse_side_unknown
from dxkpi.core.indicator.progress import Every, Measure, TargetTrajectory, Weakest
from dxkpi.core.indicator.target import ABSENT, Target

Parts = dict[Line, Number]
Quantities = dict[Line, Quantity]


class Rule(StrEnum):
    """Rule that combines the parts: their total, all of them met, the worst of them, or what they come to together.

    Pooled parts are numerators and denominators, of which the totals are divided.
    """

    SUM = "sum"
    ALL = "all"
    WORST = "worst"
    POOLED = "pooled"


_RULES = {Rule.SUM: "合計で判定", Rule.ALL: "すべて達すれば達成", Rule.WORST: "最も低い部分で判定"}


class PartsOfYear(Record):
    """A number to reach for each part in a single year."""

    parts: Annotated[Parts, Field(min_length=1)]


def _names_or_parts(written: object) -> str:
    return "[names]" if isinstance(written, (list, tuple)) else "[parts]"


def _number_or_parts(written: object) -> str:
    return "[parts]" if isinstance(written, (Mapping, PartsOfYear)) else "[number]"


PartsAimed = Annotated[
    Annotated[Annotated[Parts, Field(min_length=1)], Tag("[parts]")] | Annotated[NonEmpty[Line], Tag("[names]")],
    Discriminator(_names_or_parts),
]
"""The parts of a target: a number to reach for each, or their names where one number is to be reached together."""

_OfYear = Annotated[
    Annotated[PartsOfYear, Tag("[parts]")] | Annotated[Number, Tag("[number]")], Discriminator(_number_or_parts)
]


class CompositeTarget(Target):
    """A number to reach for each part; `by_year` are those of single years, of the same parts.

    Pooled parts are named alone, and `value` is the number that they are to come to together.
    """

    ends_with = ("parts",)
    value: Number | None = None
    parts: Annotated[PartsAimed | None, ABSENT]
    rule: Annotated[Rule, one_of(Rule)]
    by_year: ByYear[_OfYear] | None = None

    @model_validator(mode="after")
    def _aims_at_what_its_rule_combines(self) -> Self:
        numbers, pooled = isinstance(self.parts, dict), self.rule is Rule.POOLED
        if pooled and (numbers or self.parts is None):
            names = self.parts or ("県", "市町村")
            raise contradiction(
                "分子と分母を合わせて判定する目標（rule: pooled）の parts に、部分の名前の並びがない",
                f"parts に部分の名前だけを並べ（parts: [{', '.join(map(clip, names))}]）、全体の目標値を value に書く",
                "parts",
            )
        if pooled and self.value is None and not self.by_year:
            raise contradiction(
                "分子と分母を合わせて判定する目標（rule: pooled）に、全体の目標値がない", "value に書く（例 value: 40）"
            )
        if not pooled and (self.value is not None or (self.parts is not None and not numbers)):
            raise contradiction(
                f"部分ごとの目標値で判定する目標（rule: {self.rule.value}）に、"
                + ("全体の目標値がある" if self.value is not None else "部分ごとの目標値がない"),
                "部分の名前をキーにして、それぞれの目標値を parts に書く（例 県: 1）。"
                "部分の分子と分母を合わせた率で判定するなら、rule: pooled とする",
                "value" if self.value is not None else "parts",
            )
        return self

    @model_validator(mode="after")
    def _says_its_years_as_its_end(self) -> Self:
        for year, own in self.years.items():
            if isinstance(own, PartsOfYear) is (self.rule is Rule.POOLED):
                raise contradiction(
                    f"{year} の年度目標の書き方が、rule: {self.rule.value} と合わない",
                    "rule: pooled では年度の右に一つの数値を（R3: 40）、ほかの rule では年度の下に parts を書く",
                    *("by_year", str(year)),
                )
        return self

    @model_validator(mode="after")
    def _has_the_same_parts_each_year(self) -> Self:
        for year, own in self.years.items():
            if not isinstance(own, PartsOfYear):
                continue
            other = next(iter(self.final.keys() ^ own.parts.keys()), None)
            if other is not None:
                raise contradiction(
                    f"{year} の年度目標の部分が、最終の目標の部分と違う（「{clip(other)}」）",
                    "by_year のどの年度にも、parts と同じ部分をすべて書く",
                    *("by_year", str(year), "parts"),
                )
        return self

    @property
    def by_years_alone(self) -> bool:
        return bool(self.years) and self.value is None and not isinstance(self.parts, dict)

    @property
    def years(self) -> Mapping[FiscalYear, PartsOfYear | Decimal]:
        return self.by_year or {}

    @property
    def final(self) -> Parts:
        """The number to reach for each part in the end; none where the parts are pooled."""
        if isinstance(self.parts, dict):
            return self.parts
        last = self.years[max(self.years)] if self.parts is None else None
        return last.parts if isinstance(last, PartsOfYear) else {}

    @property
    def together(self) -> Decimal | None:
        """The number that pooled parts are to come to in the end; None where a part has a number of its own."""
        if self.rule is not Rule.POOLED or self.value is not None:
            return self.value
        last = self.years[max(self.years)]
        return None if isinstance(last, PartsOfYear) else last

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self.parts) if isinstance(self.parts, tuple) else tuple(self.final)

    def aimed_at(self, of_year: PartsOfYear | Decimal) -> Self:
        aim = {"parts": of_year.parts} if isinstance(of_year, PartsOfYear) else {"value": of_year}
        return self.model_copy(update={**aim, "by_year": None})


class CompositeActual(Actual):
    """A number for each part of the target."""

    parts: Quantities

    @property
    def form(self) -> PartsForm:
        return PartsForm(self.parts)


class CompositeBaseline(Baseline):
    """A number for each part, as far as known."""

    parts: Quantities

    @property
    def form(self) -> PartsForm:
        return PartsForm(self.parts)


class PartsBreak(Break):
    """A change of definition of an indicator in parts."""

    baseline: CompositeBaseline | None = None


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
    breaks: tuple[PartsBreak, ...] = ()
    target: CompositeTarget
    better: BetterSide | None = None
    actuals: ByYear[OneOrMore[CompositeActual]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_no_shares(self) -> Self:
        if self.unit and self.target.rule is Rule.SUM and is_share(self.unit):
            names = ", ".join(map(clip, self.target.names))
            raise contradiction(
                f"割合（{clip(self.unit)}）の部分を合計（rule: sum）している",
                "割合は足しても全体の割合にならない。最も低い部分で判定するなら rule: worst、"
                "すべての部分が達したとき達成とするなら rule: all にする。"
                "全体の割合で判定するなら、target を「value: 全体の目標値」「rule: pooled」"
                f"「parts: [{names}]」の3行にし、実績値と基準値の部分を"
                f"「{clip(self.target.names[0])}: {{numerator: 3, denominator: 8}}」のように分子と分母で書く。"
                "分子と分母が分からず、全体の割合が資料にあるなら、direction: absolute の一つの値にする",
                *("target", "rule"),
            )
        return self

    @model_validator(mode="after")
    def _knows_its_good_side(self) -> Self:
        known, wanted = self.baseline.parts.keys() if self.baseline else set[str](), self.target.names
        strange = next((part for part in known if part not in wanted), None)
        if self.better is None and strange is not None and not {*wanted} <= known:
            raise contradiction(
                f"基準値の部分「{clip(strange)}」が、目標の部分にない",
                f"目標の部分（{listed(wanted)}）の書き間違いなら直す。"
                "前の目標の部分なら、better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
                *("baseline", "parts", strange),
            )
        self._refuse_start_undivided()
        starts = (self._together(own.baseline.parts) if own.baseline else None for own in self.breaks)
        refuse_side_unknown(self.better, self.better_side, starts, self._goal)
        return self

    def _refuse_start_undivided(self) -> None:
        """Refuse a baseline of pooled parts in which one number stands for a part, where it is to tell the good side.

        Raises:
            PydanticCustomError: a contradiction at the first of them.
        """
        if self.better is not None or self.target.rule is not Rule.POOLED:
            return
        starts: list[tuple[tuple[str, ...], CompositeBaseline | None]] = [(("baseline",), self.baseline)]
        starts += [(("breaks", str(place), "baseline"), own.baseline) for place, own in enumerate(self.breaks)]
        for keys, start in starts:
            for part, value in start.parts.items() if start else ():
                if part in self.target.names and not isinstance(value, Quotient):
                    raise contradiction(
                        f"分子と分母を合わせて判定する目標（pooled）の、基準値の部分「{clip(part)}」が一つの数である",
                        f"「{clip(part)}: {{numerator: 3, denominator: 8}}」のように分子と分母で書く。分からなければ"
                        "基準値の行を消し、better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
                        *(*keys, "parts", part),
                    )

    @property
    def redefined(self) -> tuple[PartsBreak, ...]:
        return self.breaks

    @property
    def better_side(self) -> Better:
        return better_side(self.better, self._together(self.baseline.parts if self.baseline else {}), self._goal)

    @property
    def target_form(self) -> PartsForm | PooledForm:
        if self.target.together is not None:
            return PooledForm(self.target.together, self.target.names)
        return PartsForm(self.target.final, self.target.rule.value)

    def target_words(self) -> Words:
        form = self.target_form
        if isinstance(form, PooledForm):
            return ("目標値 ", *form.words(self.unit))
        return ("目標値 ", *form.words(self.unit, remark=_RULES[self.target.rule]))

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        """Return the trajectory of all parts together, or one for each part."""
        side = self.better_side  # which asks all parts
        known = self.baseline.parts if self.baseline else {}
        if self.target.rule in _TOGETHER:
            return (TargetTrajectory(self._together(known), self._goal, side),)
        return tuple(
            TargetTrajectory(ratio(known[part]) if part in known else None, ratio(value), side, part=part)
            for part, value in self.target.final.items()
        )

    def along(self, trajectory: TargetTrajectory, year: FiscalYear, index: int) -> Fraction | None:
        parts, own = self.actuals[year][index].parts, trajectory.part
        if own is None:
            return self._together(parts)
        return ratio(parts[own]) if own in parts else None

    def measure(self, year: FiscalYear, index: int) -> Measure | None:
        found = [(trajectory, self.along(trajectory, year, index)) for trajectory in self.trajectories()]
        ways = [(trajectory.part or "", trajectory.at(value)) for trajectory, value in found if value is not None]
        if len(ways) < len(found):
            return None
        match self.target.rule:
            case Rule.SUM | Rule.POOLED:
                return ways[0][1]
            case Rule.WORST:
                return Weakest(tuple(ways))
            case Rule.ALL:
                return Every(tuple(ways))
            case _:
                assert_never(self.target.rule)

    @property
    def _goal(self) -> Fraction:
        """The value that the parts are to reach together."""
        value = self.target.together
        return ratio(value) if value is not None else sum(map(ratio, self.target.final.values()), Fraction(0))

    def _together(self, parts: Quantities) -> Fraction | None:
        """Return what those parts come to that the target has, or None where one of them is missing."""
        form = self.target_form
        if isinstance(form, PooledForm):
            whole = form.come_to(PartsForm(parts))
            return ratio(whole) if whole is not None else None
        own = [ratio(parts[part]) for part in form.names if part in parts]
        return sum(own, Fraction(0)) if len(own) == len(form.names) else None


_TOGETHER = (Rule.SUM, Rule.POOLED)
