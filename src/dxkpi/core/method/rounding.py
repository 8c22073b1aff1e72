"""Rounding and clipping of a plan's rates before they are rated or printed; exact arithmetic throughout."""

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Self, assert_never

from pydantic import model_validator

from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Count, Number, Record, contradiction, one_of
from dxkpi.core.basis.rounding import MOST_DIGITS, Mode

_HALF = Fraction(1, 2)
_PERCENT = 100


class RatedOn(StrEnum):
    """The rate that the bands apply to: the exact or the rounded one."""

    EXACT = "exact"
    ROUNDED = "rounded"


class Rounding(Record):
    """Decimals of a percentage, rounding mode, and whether bands apply to the rounded rate."""

    digits: Count
    mode: Annotated[Mode, one_of(Mode)] = Mode.HALF_UP
    rated: Annotated[RatedOn, one_of(RatedOn)] = RatedOn.EXACT

    @model_validator(mode="after")
    def _few_digits(self) -> Self:
        if self.digits > MOST_DIGITS:
            raise contradiction("桁が多すぎる", f"digits は0から{MOST_DIGITS}までで書く", "digits")
        return self

    def least(self, edge: Fraction, *, included: bool) -> tuple[Fraction, bool]:
        """Return the least rate (ratio) that rounds to `edge` or more, and whether it is included.

        With `included` false, the rate must round to more than `edge`. A rate that is not included is the infimum.
        """
        unit = Fraction(1, _PERCENT * 10**self.digits)
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
