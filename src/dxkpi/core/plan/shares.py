"""The rounding of the shares of a table: each rounded, each cut, or so that they add up to what the table holds."""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, assert_never

from dxkpi.core.basis.record import Record, one_of
from dxkpi.core.basis.rounding import Mode, rounded

SHARE_DIGITS = 1
"""Decimals of a printed share in percent: the R3 report prints 73.5%, and lets a row add up to what it does."""
_PERCENT = 100


class ShareRounding(StrEnum):
    """Rounding of the shares of a row: of each alone, or of all together with the largest remainders rounded up."""

    HALF_UP = "half_up"
    DOWN = "down"
    LARGEST_REMAINDER = "largest_remainder"

    def printed(self, exact: Sequence[Fraction | None], digits: int = SHARE_DIGITS) -> tuple[Fraction | None, ...]:
        """Return the shares (ratios) of a row as printed with `digits` decimals in percent; None where there is none.

        >>> thirds = (Fraction(1, 3), Fraction(1, 3), Fraction(1, 3))
        >>> [str(share * 100) for share in ShareRounding.LARGEST_REMAINDER.printed(thirds) if share is not None]
        ['167/5', '333/10', '333/10']
        """
        unit = _PERCENT * Fraction(10) ** digits
        mode = Mode.HALF_UP if self is ShareRounding.HALF_UP else Mode.DOWN
        counted = [None if share is None else rounded(share * _PERCENT, digits, mode) for share in exact]
        match self:
            case ShareRounding.HALF_UP | ShareRounding.DOWN:
                pass
            case ShareRounding.LARGEST_REMAINDER:
                whole = rounded(sum(filter(None, exact), Fraction(0)) * _PERCENT, digits)
                left = whole - sum(filter(None, counted))
                rest = [(share or Fraction(0)) * unit % 1 for share in exact]
                # Of equal remainders that of the first column is rounded up.
                for position in sorted(range(len(exact)), key=lambda n: -rest[n])[:left]:
                    counted[position] = (counted[position] or 0) + 1
            case _:
                assert_never(self)
        return tuple(None if own is None else own / unit for own in counted)


class Shares(Record):
    """The rounding of the shares of the tables."""

    rounding: Annotated[ShareRounding, one_of(ShareRounding)]
