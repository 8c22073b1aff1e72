"""Rounding of exact numbers to decimals."""

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

MOST_DIGITS = 6
_HALF = Fraction(1, 2)


class Mode(StrEnum):
    """Rounding mode of a value between two neighbours."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"


def rounded(value: Fraction, digits: int, mode: Mode = Mode.HALF_UP) -> int:
    """Return `value` × 10^`digits`, rounded to an integer; halves away from zero, up and down along the number line.

    >>> rounded(Fraction(996, 10), 0), rounded(Fraction(996, 10), 0, Mode.DOWN), rounded(Fraction(-5, 2), 0)
    (100, 99, -3)
    """
    scaled: Fraction = value * Fraction(10) ** digits
    match mode:
        case Mode.HALF_UP:
            # round() goes to the even neighbour and would print 1/16 as 6.2%, where 四捨五入 gives 6.3%.
            size = floor(abs(scaled) + _HALF)
            return -size if scaled < 0 else size
        case Mode.HALF_EVEN:
            below = floor(scaled)
            return below + (scaled - below > _HALF or (scaled - below == _HALF and below % 2 == 1))
        case Mode.DOWN:
            return floor(scaled)
        case Mode.UP:
            return ceil(scaled)
        case _:
            assert_never(mode)
