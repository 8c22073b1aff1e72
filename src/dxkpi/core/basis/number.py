"""The only way from written text to numbers: Decimal as written, Fraction for arithmetic.

Neither here nor in what follows is there a float, and no text is accepted that a reader could take for another number.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Self

from dxkpi.core.basis.number_spelling import is_number, misspelt
from dxkpi.core.basis.rounding import rounded

MOST_DECIMALS = 6
"""The largest number of decimals that data write; a number whose decimals do not end is rounded to so many."""


def parse_number(text: str) -> Decimal:
    """Return the number that `text` writes, exactly and with its trailing zeros.

    >>> parse_number("73.50")
    Decimal('73.50')

    Raises:
        Misspelt: for every other spelling, with the right one where it is unmistakable.
    """
    if is_number(text):
        number = Decimal(text)
        # A Decimal keeps the sign of -0, and would print it.
        return number or number.copy_abs()
    raise misspelt(text)


class Quotient(Decimal):
    """A number that is written as numerator and denominator: exact in arithmetic, of six decimals for all else.

    It counts in hundredths where `per` is 100 (%). `printed` is the number that its source prints beside it.

    >>> third = Quotient(Decimal(1), Decimal(3), per=100)
    >>> third, ratio(third)
    (Decimal('33.333333'), Fraction(100, 3))
    """

    __slots__ = ("denominator", "numerator", "per", "printed")
    numerator: Decimal
    denominator: Decimal
    per: int
    printed: Decimal | None

    def __new__(cls, numerator: Decimal, denominator: Decimal, printed: Decimal | None = None, per: int = 1) -> Self:
        """Return the quotient of two numbers, the second of them not zero."""
        exact = Fraction(numerator) / Fraction(denominator) * per
        own = super().__new__(cls, finite(_as_data_write(exact)))
        own.numerator, own.denominator, own.printed, own.per = numerator, denominator, printed, per
        return own

    def __eq__(self, other: object) -> bool:
        """Say whether both are written alike and in the same unit; of another number, whether it is its value."""
        if isinstance(other, Quotient):
            return (self.written, self.per) == (other.written, other.per)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        """Say the opposite of `==`."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of its value."""
        return super().__hash__()

    @property
    def exact(self) -> Fraction:
        """Its exact value in its unit."""
        return Fraction(self.numerator) / Fraction(self.denominator) * self.per

    def counted(self, per: int) -> "Quotient":
        """Return it in a unit of which 1 is so many."""
        return Quotient(self.numerator, self.denominator, self.printed, per)

    @property
    def halves(self) -> tuple[Decimal, Decimal]:
        """Its numerator and its denominator."""
        return self.numerator, self.denominator

    @property
    def written(self) -> dict[str, Decimal]:
        """Its numbers by the keys that they are written under."""
        found = {"numerator": self.numerator, "denominator": self.denominator, "value": self.printed}
        return {key: number for key, number in found.items() if number is not None}


def pooled(quotients: Sequence[Quotient]) -> Quotient:
    """Return the quotient of the totals of numerators and of denominators, in the unit of the quotients.

    >>> pooled([Quotient(Decimal(1), Decimal(2), per=100), Quotient(Decimal(1), Decimal(6), per=100)]).written
    {'numerator': Decimal('2'), 'denominator': Decimal('8')}
    """
    over, under = (sum(each, Decimal(0)) for each in zip(*(quotient.halves for quotient in quotients), strict=True))
    return Quotient(over, under, per=quotients[0].per)


class WrittenFraction(Fraction):
    """A number of the data in exact arithmetic: as long as nothing is computed from it, it keeps its decimals.

    >>> whole = ratio(Decimal("5.0"))
    >>> ending(whole), ending(whole + 0), whole == 5
    (1, 0, True)
    """

    __slots__ = ("decimals",)
    decimals: int

    def __new__(cls, number: Decimal) -> Self:
        """Return the exact value of a number as written."""
        own = super().__new__(cls, number)
        own.decimals = decimals_of(number)
        return own


def ratio(number: Decimal) -> Fraction:
    """Return `number` as a Fraction, for exact arithmetic."""
    return number.exact if isinstance(number, Quotient) else _ratio(str(number))


@lru_cache(maxsize=1 << 12)
def _ratio(written: str) -> Fraction:  # 5 and 5.0 are equal, and would be one key
    return WrittenFraction(Decimal(written))


def finite(value: Fraction) -> Decimal:
    """Return a value whose decimals end, written out; other values are rounded to as many decimals as data write.

    >>> finite(Fraction(1331, 10)), finite(Fraction(-120)), finite(Fraction(8, 3))
    (Decimal('133.1'), Decimal('-120'), Decimal('2.666667'))
    """
    digits = ending(value)
    if digits is None:
        return finite(_as_data_write(value))
    return Decimal((int(value < 0), tuple(map(int, str(abs(int(value * 10**digits))))), -digits))


def _as_data_write(value: Fraction) -> Fraction:
    return Fraction(rounded(value, MOST_DECIMALS), 10**MOST_DECIMALS)


def ending(value: Fraction) -> int | None:
    """Return the number of decimals that write `value` exactly, or None where they do not end; if written, its own.

    >>> ending(Fraction(5, 16)), ending(Fraction(5, 3))
    (4, None)
    """
    if isinstance(value, WrittenFraction):
        return value.decimals
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def decimals_of(printed: Decimal) -> int:
    """Return the number of decimals that a finite number is written with.

    >>> decimals_of(Decimal("37.50")), decimals_of(Decimal("38")), decimals_of(Decimal("1E+2"))
    (2, 0, 0)
    """
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(-exponent, 0)
