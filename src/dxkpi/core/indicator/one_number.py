"""The directions of one number a year: a value to reach, to hold or to stay within, a trend, or no target."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import finite, ratio
from dxkpi.core.basis.record import (
    Better,
    BetterSide,
    ByYear,
    Flag,
    Integer,
    Line,
    Number,
    Record,
    Year,
    contradiction,
    one_of,
)
from dxkpi.core.basis.rounding import MOST_DIGITS, Mode, rounded
from dxkpi.core.indicator.attested import Counting
from dxkpi.core.indicator.base import (
    ABSENT,
    ChangeTarget,
    Margin,
    NumberIndicator,
    Target,
    better_side,
    refuse_side_unknown,
)
from dxkpi.core.indicator.baseline import NumberBaseline
from dxkpi.core.indicator.figure import (
    POINTS,
    Amount,
    KeptForm,
    NumberForm,
    PointsForm,
    RangeForm,
    ReferenceForm,
    RelativeForm,
    Words,
)
from dxkpi.core.indicator.progress import Goal, Progress, TargetTrajectory, Verdict, passes
from dxkpi.core.vocabulary import CHOICES

_PERCENT = 100
_COUNTED = {Counting.CUMULATIVE: "累計", Counting.YEARLY: "単年度", Counting.SUMMED: "累計"}
_KEPT = "維持する水準にあれば達成、外れれば未達成"


class YearCounting(StrEnum):
    """The meaning of yearly targets under a running total: the total by then, or the amount that each year adds."""

    CUMULATIVE = "cumulative"
    YEARLY = "yearly"


YearCountingName = Annotated[YearCounting, one_of(YearCounting)]


class Tolerant(Target):
    """A target that is met even if slightly missed: by `tolerance` in its unit, or by a percentage of its value."""

    tolerance: Number | None = None
    tolerance_percent: Number | None = None

    @model_validator(mode="after")
    def _tolerates_something(self) -> Self:
        told = {"tolerance": self.tolerance, "tolerance_percent": self.tolerance_percent}
        for key, width in told.items():
            if width is not None and width < 0:
                raise contradiction("許容幅が負である", f"{key} は0以上で書く", key)
        if None not in told.values():
            raise contradiction(
                "許容幅が二通りに書かれている",
                "目標値と同じ単位なら tolerance、目標値に対する割合なら tolerance_percent だけを書く",
                "tolerance_percent",
            )
        return self

    @property
    def margin(self) -> Margin:
        return Margin(False, self.tolerance, self.tolerance_percent)


class Aim(Tolerant):
    """A target to reach; with `exclusive` it has to be passed (超, 未満)."""

    exclusive: Flag = False

    @model_validator(mode="after")
    def _near_or_beyond(self) -> Self:
        if self.exclusive and (self.tolerance is not None or self.tolerance_percent is not None):
            raise contradiction(
                "超・未満（exclusive）なのに、許容幅がある",
                "ちょうどでも足りない目標か、少し足りなくてもよい目標（程度）か、どちらかにする",
                "exclusive",
            )
        return self

    @property
    def margin(self) -> Margin:
        return Margin(self.exclusive, self.tolerance, self.tolerance_percent)


class _Reaching(NumberIndicator):
    """Met when the actual reaches a value on the better side."""

    has_trajectory = True
    better: BetterSide | None = None

    @property
    def goal(self) -> Fraction:
        """The value to reach, in the indicator's unit."""
        raise NotImplementedError

    @property
    def better_side(self) -> Better:
        return better_side(self.better, self.start, self.goal)

    @model_validator(mode="after")
    def _adds_up_years(self) -> Self:
        if self._by_year_counting is YearCounting.YEARLY and not self.counted_up:
            raise contradiction(
                "累計でない指標の年度ごとの目標値を、足す（by_year_counting: yearly）ことになっている",
                "実績値も目標値も累計なら counting: cumulative か summed を書く。"
                "単年度の目標値と単年度の実績値を比べるなら、by_year_counting の行を消す",
                *("target", "by_year_counting"),
            )
        return self

    @property
    def _by_year_counting(self) -> YearCounting | None:
        return getattr(self.target, "by_year_counting", None)

    @property
    def years_written(self) -> Mapping[FiscalYear, Decimal]:
        written = self.target.years if self.target else {}
        if self._by_year_counting is not YearCounting.YEARLY:
            return written
        return dict(self._running(written))

    def _running(self, each: Mapping[FiscalYear, Decimal]) -> Iterator[tuple[FiscalYear, Decimal]]:
        """Yield what the amounts of single years come to, up to the first year that has none."""
        before, total = None, self._before_years
        for year in sorted(each, key=lambda own: own.start):
            if before is not None and year.start != before.start + 1:
                return
            before, total = year, total + each[year]
            yield year, total

    @property
    def _before_years(self) -> Decimal:
        """The value that the amounts of single years are added to."""
        return Decimal(0)

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        goal, margin = self.goal, self.target.margin if self.target else Margin()
        side = better_side(self.better, self.start, goal)
        return (TargetTrajectory(self.start, goal, side, margin.exclusive, margin.slack(goal)),)

    def measure(self, year: FiscalYear, index: int) -> Progress:
        return self.trajectories()[0].at(ratio(self.actuals[year][index].value))

    def _aimed(self, value: Decimal | Fraction, margin: Margin, *more: Words) -> Words:
        """Return the target value with its margin, and with a remark where it limits a worsening."""
        higher, slack = self.better_side is Better.HIGHER, margin.words(self.unit)
        notes: list[Words] = [(_COUNTED[self.counting],)] if self.counting else []
        notes = [*notes, *filter(None, more), *([slack] if slack else [])]
        if self.start is not None and passes(self.start, self.goal, self.better_side) and not margin.exclusive:
            notes.append(("これ以上に保つ" if higher else "これ以下に抑える",))
        near = ("超" if higher else "未満") if margin.exclusive else "程度" if slack else ""
        return ("目標値 ", Amount(value, self.unit), near, *_bracketed(*notes))


class _Valued(_Reaching):
    """A direction whose value is written directly, so that it may equal the baseline."""

    @model_validator(mode="after")
    def _knows_its_good_side(self) -> Self:
        starts = (ratio(own.baseline.value) if own.baseline else None for own in self.breaks)
        refuse_side_unknown(self.better, self.better_side, starts, self.goal)
        return self


def _bracketed(*notes: Words) -> Words:
    """Join notes behind a value: `（累計、許容幅 3件）`."""
    words = [word for note in notes if note for word in ("、", *note)]
    return ("（", *words[1:], "）") if words else ()


class Stepwise(Aim):
    """A target with targets of single years on the way (`by_year`), for plans that hold the actual against them."""

    by_year: ByYear[Number] | None = None
    by_year_counting: YearCountingName | None = None

    @model_validator(mode="after")
    def _counts_something(self) -> Self:
        if self.by_year_counting and not self.by_year:
            reason = "年度ごとの目標値がないのに、その数え方（by_year_counting）がある"
            raise contradiction(reason, "by_year を書くか、by_year_counting の行を消す", "by_year_counting")
        return self

    @property
    def years(self) -> Mapping[FiscalYear, Decimal]:
        return self.by_year or {}


class AbsoluteTarget(Stepwise):
    """A number to reach."""

    ends_with = ("value",)
    value: Annotated[Number | None, ABSENT]

    @property
    def final(self) -> Decimal:
        """The number to reach in the end."""
        return self.years[max(self.years)] if self.value is None else self.value

    @model_validator(mode="after")
    def _adds_up_to_a_value(self) -> Self:
        if self.by_years_alone and self.by_year_counting is YearCounting.YEARLY:
            raise contradiction(
                "年度だけの量を足す目標（by_year_counting: yearly）なのに、最終の目標値がない",
                "足して達する最終の累計を value に書く",
                "by_year_counting",
            )
        return self

    def aimed_at(self, of_year: Decimal) -> Self:
        return self.model_copy(update={"value": of_year, "by_year": None, "by_year_counting": None})


class Absolute(_Valued):
    """A value to reach (目標値 6,000時間).

    A target on the worse side of its baseline is legal where `better` says so: it limits a worsening.
    """

    title = "目標値に達する"
    direction: Literal["absolute"]
    target: AbsoluteTarget

    @property
    def goal(self) -> Fraction:
        return ratio(self.target.final)

    @property
    def _before_years(self) -> Decimal:
        return self.baseline.value if self.baseline else Decimal(0)

    @property
    def target_form(self) -> NumberForm:
        return NumberForm(self.target.final)

    def target_words(self) -> Words:
        return self._aimed(self.target.final, self.target.margin)


class Referenced(Record):
    """A value from other statistics, with its fiscal year; `by_year` where it moves with the years (全国平均).

    With `by_year`, `value` is that of the years before.
    """

    name: Line
    value: Annotated[Number | None, ABSENT]
    year: Year | None = None
    by_year: ByYear[Number] | None = None

    @model_validator(mode="before")
    @classmethod
    def _may_move(cls, written: Any) -> Any:  # noqa: ANN401
        moves = isinstance(written, dict) and isinstance(written.get("by_year"), dict) and written["by_year"]
        return {**written, "value": ABSENT} if moves and "value" not in written else written

    def known_in(self, year: FiscalYear) -> FiscalYear | None:
        """Return the year of `by_year` whose value `year` is held against: its own, else the latest before it."""
        return max((own for own in self.by_year or {} if own <= year), default=None)

    @property
    def current(self) -> tuple[Decimal, FiscalYear | None]:
        """The value and its year: of several, the latest."""
        if self.value is not None:
            return self.value, self.year
        years = self.by_year or {}
        return years[max(years)], max(years)


class ReferenceTarget(Target):
    """A target to reach the same level as something else."""

    reference: Referenced

    @property
    def place(self) -> tuple[str, ...]:
        (value, year), each = self.reference.current, self.reference.by_year or {}
        return ("reference", "by_year", str(year)) if year in each and each[year] == value else ()

    def with_years(self, kind: Callable[[FiscalYear], FiscalYear]) -> Self:
        own = self.reference
        each = {kind(year): value for year, value in own.by_year.items()} if own.by_year else None
        moved = own.model_copy(update={"year": kind(own.year) if own.year else None, "by_year": each})
        return super().with_years(kind).model_copy(update={"reference": moved})


class Reference(_Valued):
    """A value set by others (全産業と同じ水準)."""

    title = "ほかの値と同じ水準にする"
    direction: Literal["reference"]
    target: ReferenceTarget

    @property
    def goal(self) -> Fraction:
        return ratio(self.target.reference.current[0])

    @property
    def moves(self) -> bool:
        return bool(self.target.reference.by_year)

    def moved_to(self, year: FiscalYear) -> Self | None:
        own = self.target.reference
        known = own.known_in(year)
        if known is None or own.by_year is None:
            return None if own.value is None else self
        reference = own.model_copy(update={"value": own.by_year[known], "year": known})
        target = self.target.model_copy(update={"reference": reference})
        return self.model_copy(update={"target": target, "better": self.better_side})

    @property
    def target_form(self) -> ReferenceForm:
        return ReferenceForm(self.target.reference.name, *self.target.reference.current)

    def target_words(self) -> Words:
        value, year = self.target.reference.current
        return (
            f"{self.target.reference.name}と同じ水準（",
            Amount(value, self.unit),
            f"、{year.label}" if year else "",
            "）",
        )


class SincePrevious(NumberIndicator):
    """A direction whose target is a change: of the baseline, or of the value of the year before, and then without one.

    In the second case it gets the value of the year before as its baseline when a year is measured.
    """

    @model_validator(mode="before")
    @classmethod
    def _may_lack_a_baseline(cls, written: Any) -> Any:  # noqa: ANN401
        target = written.get("target") if isinstance(written, dict) else None
        lacks = isinstance(target, dict) and target.get("from") is not None and "baseline" not in written
        return {**written, "baseline": ABSENT} if lacks else written

    @model_validator(mode="after")
    def _changes_one_thing(self) -> Self:
        if not self.since_previous:
            return self
        if self.baseline is not None:
            raise contradiction(
                "前年度の実績値からの増減（from: previous_year）なのに、基準値がある",
                "baseline を消す（資料の基準値は note に書ける）。基準値からの増減なら、target の from を消す",
                "baseline",
            )
        for position, own in enumerate(self.breaks):
            if own.baseline is not None:
                raise contradiction(
                    "前年度の実績値からの増減（from: previous_year）なのに、定義の変更に基準値がある",
                    "baseline を消す。定義が変わった年度は、前年度と比べられないので判定しない",
                    *("breaks", str(position), "baseline"),
                )
        if self.counted_up:
            raise contradiction(
                "累計の指標に、前年度の実績値からの増減（from: previous_year）がある",
                "累計は減らないので、前年度とは比べられない。単年度の値なら counting の行を消すか、yearly とする",
                *("target", "from"),
            )
        return self


class RoundedTo(Record):
    """Decimals to which a body rounds a target that it works out from a change; -1 is tens."""

    digits: Integer
    mode: Annotated[Mode, one_of(Mode)] = Mode.HALF_UP

    @model_validator(mode="after")
    def _few_digits(self) -> Self:
        if abs(self.digits) > MOST_DIGITS:
            hint = f"digits は-{MOST_DIGITS}から{MOST_DIGITS}までで書く（10の位なら -1、整数なら 0、小数第1位なら 1）"
            raise contradiction("桁が多すぎる", hint, "digits")
        return self

    def apply(self, value: Fraction) -> Fraction:
        """Return `value` rounded."""
        return rounded(value, self.digits, self.mode) / Fraction(10) ** self.digits

    @property
    def words(self) -> str:
        """Say how it rounds: `整数に四捨五入`."""
        if self.digits < 0:
            place = f"{10**-self.digits}の位"
        else:
            place = f"小数第{self.digits}位" if self.digits else "整数"
        return f"{place}に{CHOICES['mode'][self.mode]}"


class RelativeTarget(Stepwise, ChangeTarget):
    """By how much a value shall change: `change` in percent of the baseline, or `points` in the unit (ポイント).

    10 is 10%増 or 10ポイント増, -80 is 8割減 or 80ポイント減; `by_year` says the same of single years. With `from` it
    is a change of the value of the year before.
    """

    change: Number | None = None
    points: Number | None = None
    rounded: RoundedTo | None = None
    value: Number | None = None

    @model_validator(mode="after")
    def _is_of_one_baseline(self) -> Self:
        if self.since and self.value is not None:
            raise contradiction(
                "前年度の実績値からの増減（from: previous_year）に、目標値 value がある",
                "value を消す。目標値は、年度ごとに前年度の実績値から求める",
                "value",
            )
        return self

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.change is None and self.points is None:
            raise contradiction(
                "基準値からの増減が書かれていない",
                "基準値の何%かの増減なら change（10%増は change: 10）、"
                "何ポイントかの増減なら points（3ポイント増は points: 3）を書く",
            )
        if self.change is not None and self.points is not None:
            raise contradiction(
                "増減が、%（change）とポイント（points）の二通りに書かれている",
                "基準値の何%かの増減なら change だけを、何ポイントかの増減なら points だけを書く",
                "points",
            )
        if not (self.change or self.points):
            what, key = ("0%", "change") if self.points is None else ("0ポイント", "points")
            hint = "今の水準を保つ目標なら direction: keep とし、保つ値を書く"
            raise contradiction(f"基準値からの増減が{what}である", hint, key)
        if self.since and self.by_year:
            raise contradiction(
                "前年度の実績値からの増減（from: previous_year）に、年度ごとの目標値がある",
                "by_year を消す。どの年度も、前年度の実績値と比べる",
                "by_year",
            )
        return self

    @property
    def amount(self) -> Decimal:
        """The percentage or the points."""
        return (self.change if self.points is None else self.points) or Decimal(0)

    def aimed_at(self, of_year: Decimal) -> Self:
        key = "change" if self.points is None else "points"
        return self.model_copy(update={key: of_year, "value": None, "by_year": None, "by_year_counting": None})


class Relative(_Reaching, SincePrevious):
    """A change of the baseline (10%増, 3ポイント増).

    The target is the changed baseline, exact where nothing says how it is rounded; a printed `value` is taken as it is.
    """

    title = "基準値を何%か、何ポイントか増やす・減らす"
    direction: Literal["relative"]
    baseline: Annotated[NumberBaseline | None, ABSENT]
    target: RelativeTarget

    @model_validator(mode="after")
    def _has_something_to_change(self) -> Self:
        if self.target.points is not None or self.baseline is None:
            return self
        if self.baseline.value <= 0:
            raise contradiction(
                "基準値が0以下なので、増減の割合から目標値が決まらない",
                "direction: absolute とし、目標値を value に書く",
                "baseline",
                "value",
            )
        for path, value in self._later_values():
            if value <= 0:
                raise contradiction(
                    "改めた基準値が0以下なので、増減の割合から目標値が決まらない",
                    "値を確かめる。正しければ、計画の revisions で目標の言い方を決め直す",
                    *path,
                    "value",
                )
        return self

    def _later_values(self) -> Iterator[tuple[tuple[str, ...], Decimal]]:
        """Yield the values that its baseline has later on, with the keys that lead to their records."""
        series = ((("breaks", str(n), "baseline"), own.baseline) for n, own in enumerate(self.breaks))
        for keys, own in ((("baseline",), self.baseline), *series):
            if own is not None:
                yield keys, own.value
                yield from (((*keys, "restated", str(n)), one.value) for n, one in enumerate(own.revisions))

    def in_series(self, year: FiscalYear) -> Self:
        own = super().in_series(year)
        if self.break_in(year) is None or own.target.value is None:
            return own
        return own.model_copy(
            update={"target": own.target.model_copy(update={"value": None})}
        )  # of the former baseline

    @property
    def better_side(self) -> Better:
        return better_side(self.better, Fraction(0), ratio(self.target.amount))

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        return () if self.baseline is None else super().trajectories()

    @property
    def goal(self) -> Fraction:
        return self.changed if self.target.value is None else ratio(self.target.value)

    @property
    def changed(self) -> Fraction:
        """The baseline as changed, rounded where the target says so."""
        assert self.baseline is not None
        start, to = ratio(self.baseline.value), self.target.rounded
        if self.target.points is not None:
            exact = start + ratio(self.target.points)
        else:
            exact = start * (1 + ratio(self.target.amount) / _PERCENT)
        return to.apply(exact) if to else exact

    @property
    def target_form(self) -> RelativeForm | PointsForm | None:
        if self.baseline is None:
            return None
        if self.target.points is not None:
            return PointsForm(self.target.points, finite(self.goal))
        return RelativeForm(self.target.amount, finite(self.goal))

    def target_words(self) -> Words:
        amount, points = self.target.amount, self.target.points is not None
        by = Amount(abs(amount), POINTS if points else "%")
        start = "前年度" if self.since_previous else "基準値"
        to: Words = (self.target.rounded.words,) if self.target.rounded else ()
        way = "増" if amount > 0 else "減"
        more = (start if points else f"{start}の", "から" if points else "", by, way)
        if self.baseline is None:
            return (*more, *_bracketed(to, self.target.margin.words(self.unit)))
        return self._aimed(self.goal, self.target.margin, more, to)


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
        return (Amount(self.target.final, self.unit), f"{side}を維持", *_bracketed(self.target.margin.words(self.unit)))


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
