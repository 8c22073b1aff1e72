"""An indicator whose values are numbers of one unit, and its good side."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Self

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import Quotient, ratio
from dxkpi.core.basis.quantity import Quantity
from dxkpi.core.basis.record import (
    Better,
    ByYear,
    Line,
    OneOrMore,
    contradiction,
)
from dxkpi.core.basis.text import clip
from dxkpi.core.basis.unit import is_share
from dxkpi.core.indicator.attested import (
    Actual,
    Counting,
    CountingName,
)
from dxkpi.core.indicator.base import IndicatorBase
from dxkpi.core.indicator.baseline import NumberBaseline
from dxkpi.core.indicator.figure import NumberForm
from dxkpi.core.indicator.history import NumberBreak
from dxkpi.core.indicator.progress import TargetTrajectory, passes
from dxkpi.core.indicator.target import ABSENT


class NumberActual(Actual):
    """An actual that is one number."""

    value: Quantity

    @property
    def form(self) -> NumberForm:
        return NumberForm(self.value)


class NumberIndicator(IndicatorBase):
    """An indicator whose values are numbers of one unit; `counting` is their scope in fiscal years."""

    unit: Line | None = None
    baseline: NumberBaseline | None = None
    breaks: tuple[NumberBreak, ...] = ()
    counting: CountingName | None = None
    actuals: ByYear[OneOrMore[NumberActual]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if not self.added_up:
            return self
        if self.direction != "absolute":
            raise contradiction(
                f"目標の型 {self.direction} では、単年度の実績を足して目標と比べることはできない",
                "counting: summed は、累計の目標値のある direction: absolute の指標にだけ書く",
                "counting",
            )
        if self.unit and is_share(self.unit):
            raise contradiction(
                f"割合（{clip(self.unit)}）の単年度の実績を足している（counting: summed）",
                "割合は足しても期間の割合にならない。年度ごとの割合で判定するなら counting: yearly、"
                "値がその年度までを通した割合なら counting: cumulative にする",
                "counting",
            )
        for year, records in self.actuals.items():
            if any(isinstance(actual.value, Quotient) for actual in records):
                raise contradiction(
                    f"分子と分母で書いた{year.formal}の値を、年度ごとに足す（counting: summed）ことになっている",
                    "率は足しても期間の率にならない。年度ごとの率で判定するなら counting: yearly にする。"
                    "期間を通した率なら counting: cumulative とし、分子と分母をその年度までの合計で書く",
                    "counting",
                )
        if self.baseline is not None:
            raise contradiction(
                "単年度の実績を足す指標（counting: summed）に基準値がある",
                "累計は計画の始まりの0から数える。基準値の行を消し、計画の前の単年度の値は note に書く",
                "baseline",
            )
        for position, definition in enumerate(self.breaks):
            if definition.baseline is not None:
                raise contradiction(
                    "単年度の実績を足す指標（counting: summed）の定義の変更に、基準値がある",
                    "累計は計画の始まりの0から数える。baseline を消す",
                    *("breaks", str(position), "baseline"),
                )
        return self

    @property
    def redefined(self) -> tuple[NumberBreak, ...]:
        return self.breaks

    @property
    def added_up(self) -> bool:
        return self.counting is Counting.SUMMED

    @property
    def counted(self) -> Counting | None:
        return self.counting

    @property
    def start(self) -> Fraction | None:
        """The baseline for exact arithmetic, None where unknown; zero for a summed indicator."""
        baseline = self.baseline
        if baseline is not None:
            return ratio(baseline.value)
        return Fraction(0) if self.added_up else None

    def along(self, trajectory: TargetTrajectory, year: FiscalYear, index: int) -> Fraction:  # noqa: ARG002 - it is the only one
        return ratio(self.actuals[year][index].value)


_SIDES = "better: higher（高いほど良い）か better: lower（低いほど良い）を書く"


def better_side(declared: Better | None, start: Fraction | None, goal: Fraction) -> Better:
    """Return the better side: as declared, else the side of the baseline on which the target lies.

    Raises:
        PydanticCustomError: where neither decides.
    """
    if declared is not None:
        return declared
    if start is not None and goal > start:
        return Better.HIGHER
    if start is None or goal == start:
        raise contradiction(
            "増えるのが良いのか減るのが良いのか、基準値と目標値からは分からない",
            _SIDES,
            "better",
        )
    return Better.LOWER


def refuse_side_unknown(
    declared: Better | None, side: Better, starts: Iterable[Fraction | None], goal: Fraction
) -> None:
    """Refuse changes of definition after which the good side does not follow from the baseline, or is another one.

    `starts` are the baselines after each of them.

    Raises:
        PydanticCustomError: a contradiction at the first of them.
    """
    for position, start in enumerate(starts):
        if declared is None and (start is None or not passes(goal, start, side)):
            raise contradiction(
                "増えるのが良いのか減るのが良いのか、定義の変更の後の基準値と目標値からは分からない",
                _SIDES,
                *("breaks", str(position), *(() if start is None else ("baseline",))),
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
        for position, definition in enumerate(self.breaks):
            if definition.baseline is not None:
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
