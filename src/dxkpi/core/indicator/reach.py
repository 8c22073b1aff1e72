"""The directions of one number a year that has a value to reach."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import finite, ratio
from dxkpi.core.basis.record import (
    Better,
    BetterSide,
    ByYear,
    Line,
    Number,
    Record,
    Year,
    contradiction,
)
from dxkpi.core.indicator.attested import Counting
from dxkpi.core.indicator.baseline import NumberBaseline
from dxkpi.core.indicator.figure import (
    POINTS,
    Amount,
    NumberForm,
    PointsForm,
    ReferenceForm,
    RelativeForm,
    Words,
    bracketed,
)
from dxkpi.core.indicator.number import NumberIndicator, SincePrevious, better_side, refuse_side_unknown
from dxkpi.core.indicator.progress import Progress, TargetTrajectory
from dxkpi.core.indicator.target import (
    ABSENT,
    ChangeTarget,
    Margin,
    RoundedTo,
    Stepwise,
    Target,
    YearCounting,
)

_PERCENT = 100
_COUNTED = {Counting.CUMULATIVE: "累計", Counting.YEARLY: "単年度", Counting.SUMMED: "累計"}


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
        side = self.better_side
        return (TargetTrajectory(self.start, goal, side, margin.exclusive, margin.slack(goal)),)

    def measure(self, year: FiscalYear, index: int) -> Progress:
        return self.trajectories()[0].at(ratio(self.actuals[year][index].value))

    def _aimed(self, value: Decimal | Fraction, margin: Margin, *more: Words) -> Words:
        """Return the target value with its margin, and with a remark where it limits a worsening."""
        higher, slack = self.better_side is Better.HIGHER, margin.words(self.unit)
        notes: list[Words] = [(_COUNTED[self.counting],)] if self.counting else []
        notes = [*notes, *filter(None, more), *([slack] if slack else [])]
        if self.trajectories()[0].limits and not margin.exclusive:
            notes.append(("これ以上に保つ" if higher else "これ以下に抑える",))
        near = ("超" if higher else "未満") if margin.exclusive else "程度" if slack else ""
        return ("目標値 ", Amount(value, self.unit), near, *bracketed(*notes))


class _Valued(_Reaching):
    """A direction whose value is written directly, so that it may equal the baseline."""

    @model_validator(mode="after")
    def _knows_its_good_side(self) -> Self:
        side = self.better_side
        if self.breaks:
            starts = (ratio(definition.baseline.value) if definition.baseline else None for definition in self.breaks)
            refuse_side_unknown(self.better, side, starts, self.goal)
        return self


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
        referenced = self.reference
        each = {kind(year): value for year, value in referenced.by_year.items()} if referenced.by_year else None
        moved = referenced.model_copy(
            update={"year": kind(referenced.year) if referenced.year else None, "by_year": each}
        )
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
        referenced = self.target.reference
        known = referenced.known_in(year)
        if known is None or referenced.by_year is None:
            return None if referenced.value is None else self
        reference = referenced.model_copy(update={"value": referenced.by_year[known], "year": known})
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
        series = ((("breaks", str(n), "baseline"), definition.baseline) for n, definition in enumerate(self.breaks))
        for keys, baseline in ((("baseline",), self.baseline), *series):
            if baseline is not None:
                yield keys, baseline.value
                yield from (((*keys, "restated", str(n)), one.value) for n, one in enumerate(baseline.revisions))

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
            return (*more, *bracketed(to, self.target.margin.words(self.unit)))
        return self._aimed(self.goal, self.target.margin, more, to)
