"""Figures as they are printed; nothing else rounds for print.

Half up on the exact value (四捨五入), and away from zero for negatives, so that a figure and its negative print alike
but for the sign: 0.25 is 0.3 and -0.25 is -0.3 at one decimal. There is no negative zero.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import count
from math import floor

from dxkpi.core.method.rating import RatingScale
from dxkpi.core.method.rounding import Mode, RatedOn, rounded

_SHARE_DIGITS = 1
MOST_RATE_DIGITS = 4
"""The decimals of a rate that people are shown, at most."""
_ENDLESS_DIGITS = 2


def number(value: Decimal | Fraction | int, digits: int | None = None) -> str:
    """`value` with thousands commas: as written, or rounded to so many decimals.

    A Fraction without `digits` is written out where its decimals end, else rounded to two.

    >>> number(Decimal("6000")), number(Decimal("73.50")), number(Fraction(-5, 2)), number(Fraction(1, 16), 1)
    ('6,000', '73.50', '-2.5', '0.1')
    """
    if digits is None and isinstance(value, Decimal):
        return f"{value:,f}" if value else f"{abs(value):,f}"
    exact_value = Fraction(value)
    return _grouped(exact_value, _decimals(exact_value) if digits is None else digits)


def quantity(value: Decimal | Fraction | int, unit: str | None, digits: int | None = None) -> str:
    """A number and its unit, as reports write it.

    >>> quantity(Decimal("6000"), "時間"), quantity(Decimal("73.5"), "%")
    ('6,000時間', '73.5%')
    """
    return number(value, digits) + (unit or "")


def numbers_apart(first: Fraction, second: Fraction) -> tuple[str, str]:
    """Both as `number` writes them, with as many more decimals as show which of the two is larger.

    >>> numbers_apart(Fraction(280, 3), Fraction("93.33")), numbers_apart(Fraction(1, 3), Fraction(1, 3))
    (('93.333', '93.33'), ('0.33', '0.33'))
    """
    for digits in count(_ENDLESS_DIGITS):
        one, other = _decimals(first, digits), _decimals(second, digits)
        apart = Fraction(rounded(first, one), 10**one) - Fraction(rounded(second, other), 10**other)
        if (apart > 0) is (first > second) and (apart < 0) is (first < second):
            return _grouped(first, one), _grouped(second, other)
    raise AssertionError


def percent_of(share: Fraction) -> str:
    """A share of counts at one decimal; exactly none of them is `0%`.

    >>> percent_of(Fraction(50, 68)), percent_of(Fraction(0)), percent_of(Fraction(1))
    ('73.5%', '0%', '100.0%')
    """
    return f"{percent_figure(share)}%"


def percent_figure(share: Fraction) -> str:
    """The number that `percent_of` prints, without sign of percent or commas."""
    return "0" if share == 0 else _plain(share * 100, _SHARE_DIGITS)


def rate(achieved: Fraction, scale: RatingScale, digits: int = 1) -> str:
    """An achievement rate at one decimal, or at so many `digits`, and never one of another rating than its own.

    Where rounding would cross the edge of a band, more decimals are shown, up to four; where all of them would
    cross it, the rest is cut off. With an edge at 60: 363/400 is 90.8%, 1499/2500 is 59.96% and not 60.0%.
    """
    return f"{_with_commas(rate_figure(achieved, scale, digits))}%"


def rate_figure(achieved: Fraction, scale: RatingScale, digits: int = 1) -> str:
    """The number that `rate` prints, without sign of percent or commas."""
    cut = scale.clip.apply(achieved) if scale.clip else achieved
    first, mode = (
        (scale.rounding.digits + digits - 1, scale.rounding.mode) if scale.rounding else (digits, Mode.HALF_UP)
    )
    if cut == 0:
        return "0"
    if scale.rounding and scale.rounding.rated is RatedOn.ROUNDED:
        return _written(rounded(cut * 100, first, mode), first)
    passed = scale.edges_passed(cut)
    for shown in range(first, max(MOST_RATE_DIGITS, first) + 1):
        found = rounded(cut * 100, shown, mode)
        if scale.edges_passed(Fraction(found, 100 * 10**shown)) == passed:
            return _written(found, shown)
    # Cut downwards, which cannot reach the edge above. An edge of more than four decimals may lie just below:
    # its own decimals then suffice.
    for shown in count(MOST_RATE_DIGITS):
        found = floor(cut * 100 * 10**shown)
        if scale.edges_passed(Fraction(found, 100 * 10**shown)) == passed:
            return _written(found, shown)
    raise AssertionError


def exact(value: Fraction) -> str:
    """A ratio as it is reckoned with.

    >>> exact(Fraction(363, 400)), exact(Fraction(1))
    ('363/400', '1')
    """
    return str(value)


def _decimals(value: Fraction, endless: int = _ENDLESS_DIGITS) -> int:
    """How many decimals write `value` exactly, or so many where they have no end."""
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else endless


def _plain(value: Fraction, digits: int) -> str:
    return _written(rounded(value, digits), digits)


def _grouped(value: Fraction, digits: int) -> str:
    return _with_commas(_plain(value, digits))


def _written(scaled: int, digits: int) -> str:
    """A whole number of the last decimal, as a decimal number."""
    if not digits:
        return str(scaled)
    size = str(abs(scaled)).rjust(digits + 1, "0")
    return f"{'-' if scaled < 0 else ''}{size[:-digits]}.{size[-digits:]}"


def _with_commas(plain: str) -> str:
    whole, point, part = plain.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{part}"
