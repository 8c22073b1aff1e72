"""Rounding and clipping of a plan's rates before they are rated or printed; exact arithmetic throughout."""

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Self, assert_never

from pydantic import Field, model_validator

from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Count, Number, Record, contradiction, one_of
from dxkpi.core.basis.rounding import MOST_DIGITS, Mode, rounded

_HALF = Fraction(1, 2)
_PERCENT = 100


class RatedOn(StrEnum):
    """The rate that the bands apply to: the exact or the rounded one."""

    EXACT = "exact"
    ROUNDED = "rounded"


class PrintedAs(StrEnum):
    """Form of a printed rate: 95 % or 0.95."""

    PERCENT = "percent"
    FACTOR = "factor"


class Zero(StrEnum):
    """Form of a printed rate of zero: 0 alone, or with the decimals of all others."""

    PLAIN = "plain"
    DIGITS = "digits"


class Rounding(Record):
    """The form of printed rates, their decimals, the rounding mode, and whether bands apply to the rounded rate.

    Without `digits` a percentage has one decimal, a factor two.
    """

    digits: Count | None = None
    mode: Annotated[Mode, one_of(Mode)] = Mode.HALF_UP
    rated: Annotated[RatedOn, one_of(RatedOn)] = RatedOn.EXACT
    printed_as: Annotated[PrintedAs, one_of(PrintedAs)] = Field(default=PrintedAs.PERCENT, alias="as")
    zero: Annotated[Zero, one_of(Zero)] = Zero.PLAIN

    @property
    def factor(self) -> bool:
        """True if it prints 0.95 in place of 95%."""
        return self.printed_as is PrintedAs.FACTOR

    @property
    def decimals(self) -> int:
        """Decimals of what is printed."""
        return self.digits if self.digits is not None else 2 if self.factor else 1

    @property
    def percent_decimals(self) -> int:
        """Decimals of the rate in percent: -1 is tens."""
        return self.decimals - 2 if self.factor else self.decimals

    @model_validator(mode="after")
    def _few_digits(self) -> Self:
        if self.decimals > MOST_DIGITS:
            raise contradiction("桁が多すぎる", f"digits は0から{MOST_DIGITS}までで書く", "digits")
        return self

    def apply(self, rate: Fraction) -> Fraction:
        """Return `rate` (ratio) rounded."""
        digits = self.percent_decimals
        return rounded(rate * _PERCENT, digits, self.mode) / (_PERCENT * Fraction(10) ** digits)

    def least(self, edge: Fraction, *, included: bool) -> tuple[Fraction, bool]:
        """Return the least rate (ratio) that rounds to `edge` or more, and whether it is included.

        With `included` false, the rate must round to more than `edge`. A rate that is not included is the infimum.
        """
        unit = 1 / (_PERCENT * Fraction(10) ** self.percent_decimals)
        steps = ceil(edge / unit) if included else floor(edge / unit) + 1
        match self.mode:
            case Mode.DOWN:
                return steps * unit, True
            case Mode.UP:
                return (steps - 1) * unit, False
            case Mode.HALF_UP:
                return (steps - _HALF) * unit, steps > 0
            case Mode.HALF_EVEN:
                return (steps - _HALF) * unit, steps % 2 == 0
            case _:
                assert_never(self.mode)


class Clip(Record):
    """The lowest and the highest rate, in percent, that is shown and rated; None: unbounded."""

    lower: Number | None = None
    upper: Number | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lower is None and self.upper is None:
            raise contradiction("下の端 lower も上の端 upper も書かれていない", "切る側を書く（例 lower: 0）")
        if self.lower is not None and self.upper is not None and self.upper < self.lower:
            raise contradiction("upper が lower より小さい", "lower と upper を入れ替える", "upper")
        return self

    def apply(self, rate: Fraction) -> Fraction:
        """Return `rate` (ratio) clipped to both ends."""
        if self.lower is not None:
            rate = max(rate, ratio(self.lower) / 100)
        if self.upper is not None:
            rate = min(rate, ratio(self.upper) / 100)
        return rate
