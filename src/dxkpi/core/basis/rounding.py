"""Rounding of exact numbers to decimals."""

from enum import StrEnum
from fractions import Fraction
from typing import assert_never

MOST_DIGITS = 6


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
    # In integers, as each step of a Fraction looks for a common divisor, and all that is printed is rounded.
    over: int = value.numerator * 10 ** max(digits, 0)
    under: int = value.denominator * 10 ** max(-digits, 0)
    below, rest = divmod(over, under)
    match mode:
        case Mode.HALF_UP:
            # round() goes to the even neighbour and would print 1/16 as 6.2%, where 四捨五入 gives 6.3%.
            return below + (2 * rest > under or (2 * rest == under and over > 0))
        case Mode.HALF_EVEN:
            return below + (2 * rest > under or (2 * rest == under and below % 2 == 1))
        case Mode.DOWN:
            return below
        case Mode.UP:
            return below + (rest > 0)
        case _:
            assert_never(mode)
