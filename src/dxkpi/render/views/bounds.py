"""Edges of bands and intervals in words. What has no last decimal is said to be about a value, beside the fraction."""

from fractions import Fraction

from dxkpi.core.methods.protocols import Interval
from dxkpi.core.numerals import exact, number, quantity
from dxkpi.core.rating import Band

_FEWEST, _MOST = 2, 12


def ends(value: Fraction) -> bool:
    """Whether the decimals of `value` have an end."""
    return Fraction(number(value).replace(",", "")) == value


def percent(share: Fraction) -> str:
    """A ratio as a percentage: whole where its decimals end, else about."""
    return bound(share * 100, "%")


def bound(value: Fraction, unit: str | None, digits: int = _FEWEST) -> str:
    """`65%`, or `約62.14%（正確には 435/7）`."""
    if ends(value):
        return quantity(value, unit)
    return f"約{quantity(value, unit, digits)}（正確には {exact(value)}）"


def interval_phrase(interval: Interval, unit: str | None) -> str:
    """`65%より大きい`, `40%より大きく、65%以下の`: what stands before とき and はず; empty without edges."""
    digits = _digits(interval)
    lower = None if interval.lower is None else bound(interval.lower, unit, digits)
    upper = None if interval.upper is None else bound(interval.upper, unit, digits)
    below = "以下の" if interval.upper_included else "未満の"
    if lower is None:
        return "" if upper is None else f"{upper}{below}"
    if upper is None:
        return f"{lower}{'以上の' if interval.lower_included else 'より大きい'}"
    return f"{lower}{'以上' if interval.lower_included else 'より大きく'}、{upper}{below}"


def _digits(interval: Interval) -> int:
    """As many decimals as tell the two edges apart, so that an interval never looks empty."""
    lower, upper = interval.lower, interval.upper
    if lower is None or upper is None:
        return _FEWEST
    apart = (d for d in range(_FEWEST, _MOST) if number(lower, d) != number(upper, d))
    return next(apart, _MOST)


def band_phrase(band: Band) -> str:
    """The rates of a band: `60%以上100%未満`, `100%以上`, `30%未満`."""
    lower = "" if band.lower is None else f"{percent(band.lower)}{'以上' if band.rating.edge_included else '超'}"
    upper = "" if band.upper is None else f"{percent(band.upper)}{'以下' if band.upper_included else '未満'}"
    return lower + upper or "すべて"
