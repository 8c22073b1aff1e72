"""Ratings (達成区分): the bands of a plan, and which of them a rate falls into."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.number import ratio
from dxkpi.core.scalars import Flag, Id, Number, Record, Text

_PERCENT = 100


class Rating(Record):
    """A band: from `at_least` percent (included) up to the band above it; the lowest has no lower edge."""

    id: Id
    label: Text
    group: Text
    at_least: Number | None = None

    @property
    def edge(self) -> Fraction | None:
        """The lower edge as a ratio, included; None for the lowest band."""
        return None if self.at_least is None else ratio(self.at_least) / _PERCENT

    @property
    def met(self) -> bool:
        """Whether an indicator in this band has reached its target."""
        return self.at_least is not None and self.at_least >= _PERCENT


class SuspendedRating(Record):
    """How a plan reports indicators that it no longer tracks."""

    label: Text
    group: Text
    in_denominator: Flag = True


@dataclass(frozen=True, slots=True)
class Band:
    """A rating with both edges as ratios: `lower` included, `upper` not; None is without end."""

    rating: Rating
    lower: Fraction | None
    upper: Fraction | None


@dataclass(frozen=True, slots=True)
class RatingScale:
    """The ratings of a plan, best first, each with a lower edge but the last."""

    ratings: tuple[Rating, ...]

    def of(self, rate: Fraction) -> Rating:
        """The rating of an exact rate (ratio, not percent)."""
        return next(r for r in self.ratings if r.edge is None or rate >= r.edge)

    @property
    def best(self) -> Rating:
        """What a target takes that is met without a rate."""
        return next(r for r in reversed(self.ratings) if r.met)

    @property
    def best_unmet(self) -> Rating:
        """The band below achieved."""
        return self.unmet[0]

    @property
    def lowest(self) -> Rating:
        """What a target takes that is missed without a rate."""
        return self.ratings[-1]

    @property
    def unmet(self) -> tuple[Rating, ...]:
        """Every rating short of the target, best first."""
        return tuple(r for r in self.ratings if not r.met)

    def bands(self) -> Iterator[Band]:
        """Every rating with its edges, best first."""
        upper: Fraction | None = None
        for rating in self.ratings:
            yield Band(rating, rating.edge, upper)
            upper = rating.edge

    def band(self, rating: Rating) -> Band:
        """`rating` with its edges."""
        return next(band for band in self.bands() if band.rating == rating)

    def above(self, rating: Rating) -> Rating | None:
        """The next better rating, if there is one."""
        position = self.ratings.index(rating)
        return self.ratings[position - 1] if position else None
