"""The directions that are met or not: a trend, a level to keep, a range; and no target at all."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import (
    Better,
    BetterSide,
    ByYear,
    Number,
    Record,
    contradiction,
)
from dxkpi.core.indicator.baseline import NumberBaseline
from dxkpi.core.indicator.figure import (
    Amount,
    KeptForm,
    RangeForm,
    Words,
    bracketed,
)
from dxkpi.core.indicator.number import NumberIndicator, SincePrevious
from dxkpi.core.indicator.progress import Goal, TargetTrajectory, Verdict, passes
from dxkpi.core.indicator.target import ABSENT, ChangeTarget, Target, Tolerant

_KEPT = "維持する水準にあれば達成、外れれば未達成"


class _Trend(SincePrevious):
    """Better than the baseline, or than the year before, by however little (増加を目指します)."""

    baseline: Annotated[NumberBaseline | None, ABSENT]
    target: ChangeTarget | None = None
    side: ClassVar[Better]
    words: ClassVar[tuple[str, str, str]]

    @property
    def better_side(self) -> Better:
        return self.side

    def bounds(self) -> Mapping[str, TargetTrajectory]:
        if self.baseline is None:
            return {}
        start = ratio(self.baseline.value)
        return {"value": TargetTrajectory(start, start, self.side, exclusive=True)}

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        assert self.baseline is not None
        actual, baseline = ratio(self.actuals[year][index].value), ratio(self.baseline.value)
        goal, (_, good, bad) = Goal(actual, baseline, self.side, beyond=True), self.words
        reason = f"{'前年度の実績値' if self.since_previous else '基準値'}を{good}達成、同じか{bad}未達成"
        return Verdict(passes(actual, baseline, self.side), reason, goal, baseline, no_target=True)

    def target_words(self) -> Words:
        return (f"{'前年度からの' if self.since_previous else ''}{self.words[0]}を目指す",)


class Increase(_Trend):
    """Met when the actual is strictly above the baseline: 25 → 26 is met, 12 → 12 is not."""

    title = "基準値より増やす"
    side = Better.HIGHER
    words = ("増加", "上回れば", "下回れば")
    direction: Literal["increase"]


class Decrease(_Trend):
    """Met when the actual is strictly below the baseline."""

    title = "基準値より減らす"
    side = Better.LOWER
    words = ("減少", "下回れば", "上回れば")
    direction: Literal["decrease"]


class KeepTarget(Tolerant):
    """A value to hold; a loss within the tolerance still counts as held. `by_year` are those of single years."""

    ends_with = ("value",)
    value: Annotated[Number | None, ABSENT]
    by_year: ByYear[Number] | None = None

    @property
    def years(self) -> Mapping[FiscalYear, Decimal]:
        return self.by_year or {}

    @property
    def final(self) -> Decimal:
        """The value to hold in the end."""
        return self.years[max(self.years)] if self.value is None else self.value


class Keep(NumberIndicator):
    """Met while the actual is at the value or better, less the tolerance."""

    title = "水準を維持する"
    goal_name = "保つ値"
    direction: Literal["keep"]
    target: KeepTarget
    better: BetterSide

    @property
    def better_side(self) -> Better:
        return self.better

    @property
    def target_form(self) -> KeptForm:
        return KeptForm(self.target.final, self.target.tolerance)

    def bounds(self) -> Mapping[str, TargetTrajectory]:
        value = ratio(self.target.final)
        return {"value": TargetTrajectory(self.start, value, self.better, slack=self.target.margin.slack(value))}

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        held = self.bounds()["value"].at(ratio(self.actuals[year][index].value))
        return Verdict(held.met, _KEPT, Goal(held.actual, held.enough, self.better), self.start)

    def target_words(self) -> Words:
        side = "以上" if self.better is Better.HIGHER else "以下"
        return (Amount(self.target.final, self.unit), f"{side}を維持", *bracketed(self.target.margin.words(self.unit)))


class RangeOfYear(Record):
    """Two values of a single year, both included."""

    lower: Number = Field(alias="min")
    upper: Number = Field(alias="max")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.upper < self.lower:
            raise contradiction("max が min より小さい", "min と max を入れ替える", "max")
        return self


class RangeTarget(Target):
    """Two values, both included; `by_year` are those of single years."""

    ends_with = ("lower", "upper")
    lower: Annotated[Number | None, ABSENT] = Field(alias="min")
    upper: Annotated[Number | None, ABSENT] = Field(alias="max")
    by_year: ByYear[RangeOfYear] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.upper is not None and self.lower is not None and self.upper < self.lower:
            raise contradiction("max が min より小さい", "min と max を入れ替える", "max")
        return self

    @property
    def years(self) -> Mapping[FiscalYear, RangeOfYear]:
        return self.by_year or {}

    @property
    def final(self) -> tuple[Decimal, Decimal]:
        """The lower and the upper value to stay within in the end."""
        if self.lower is None or self.upper is None:
            last = self.years[max(self.years)]
            return last.lower, last.upper
        return self.lower, self.upper

    def aimed_at(self, of_year: RangeOfYear) -> Self:
        return self.model_copy(update={"lower": of_year.lower, "upper": of_year.upper, "by_year": None})


class Range(NumberIndicator):
    """Met while the actual is between the two values."""

    title = "範囲の中に保つ"
    direction: Literal["range"]
    target: RangeTarget

    @property
    def target_form(self) -> RangeForm:
        return RangeForm(*self.target.final)

    def bounds(self) -> Mapping[str, TargetTrajectory]:
        lower, upper = map(ratio, self.target.final)
        return {
            "min": TargetTrajectory(self.start, lower, Better.HIGHER),
            "max": TargetTrajectory(self.start, upper, Better.LOWER),
        }

    def target_words(self) -> Words:
        lower, upper = self.target.final
        return (Amount(lower, self.unit), "以上", Amount(upper, self.unit), "以下")

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        actual = self.actuals[year][index]
        reached, lower, upper = map(ratio, (actual.value, *self.target.final))
        goal = Goal(reached, lower, Better.HIGHER) if reached < lower else Goal(reached, upper, Better.LOWER)
        inside = lower <= reached <= upper
        return Verdict(inside, "範囲の中にあれば達成、外れれば未達成", goal, self._seen_from(goal, inside=inside))

    def _seen_from(self, goal: Goal, *, inside: bool) -> Fraction | None:
        """Return the baseline as far outside the range as it is, but on the side of the range where the actual is."""
        if self.start is None:
            return None
        lower, upper = map(ratio, self.target.final)
        outside = max(lower - self.start, self.start - upper, Fraction(0))
        if not outside:
            return goal.actual if inside else goal.value
        return goal.value - outside if goal.better is Better.HIGHER else goal.value + outside


class Monitor(NumberIndicator):
    """Monitored without a target: reported as 推移, outside all counts."""

    title = "推移を見る。目標なし"
    rated = False
    direction: Literal["monitor"]
    target: None = None
    expected: ByYear[Number] = Field(default_factory=dict)

    @property
    def expectations(self) -> Mapping[FiscalYear, Decimal]:
        return self.expected

    def measure(self, year: FiscalYear, index: int) -> None:  # noqa: ARG002
        return None

    def target_words(self) -> Words:
        return ("目標値なし（推移を見る）",)
