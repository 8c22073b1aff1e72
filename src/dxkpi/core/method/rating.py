"""Ratings (達成区分): their conditions, the facts they are given by, and the one that an indicator takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, NamedTuple, Self

from pydantic import model_validator

from dxkpi.core.basis.english import EnglishRating
from dxkpi.core.basis.number import ratio
from dxkpi.core.basis.record import Better, Flag, Id, Line, Number, OneOrMore, Record, contradiction, one_of
from dxkpi.core.method.rounding import Clip, RatedOn, Rounding


class TargetStatus(StrEnum):
    """Status of an actual against the comparison value; the words are those of `from_target`."""

    EXCEEDED = "beyond"
    MET = "on"
    MISSED = "short"


class BaselineChange(StrEnum):
    """Change of an actual from the baseline; the words are those of `from_baseline`."""

    IMPROVED = "better"
    UNCHANGED = "same"
    WORSENED = "worse"


TargetStatusName = Annotated[TargetStatus, one_of(TargetStatus)]
BaselineChangeName = Annotated[BaselineChange, one_of(BaselineChange)]


class Side(StrEnum):
    """Side of the baseline on which a change may be too small to count."""

    BOTH = "both"
    WORSE = "worse"


class DeadBand(Record):
    """Distance from the baseline that still counts as unchanged (横ばい): up to `within`, or less than `under`.

    In the indicator's unit, or with `relative` in percent of the baseline's absolute value.
    """

    within: Number | None = None
    under: Number | None = None
    relative: Flag = False
    side: Annotated[Side, one_of(Side)] = Side.BOTH

    @model_validator(mode="after")
    def _one_width(self) -> Self:
        if (self.within is None) == (self.under is None):
            raise contradiction(
                "横ばいの幅は within か under のどちらか一つで言う", "「以内」なら within、「未満」なら under に書く"
            )
        if self.width < 0:
            raise contradiction("横ばいの幅が負である", "0以上で書く")
        return self

    @property
    def width(self) -> Fraction:
        """The width as written."""
        written = self.within if self.within is not None else self.under
        return ratio(written) if written is not None else Fraction(0)

    def level(self, baseline: Fraction, actual: Fraction, better: Better) -> bool:
        """Say whether `actual` counts as unchanged from `baseline`."""
        change, width = abs(actual - baseline), self.width * (abs(baseline) / 100 if self.relative else 1)
        if self.side is Side.WORSE and side_of(baseline, actual, better) is BaselineChange.IMPROVED:
            return False
        return change == 0 or (change <= width if self.within is not None else change < width)


def side_of(baseline: Fraction, actual: Fraction, better: Better) -> BaselineChange:
    """Compare an actual with `baseline` exactly, without a dead band."""
    if actual == baseline:
        return BaselineChange.UNCHANGED
    return BaselineChange.IMPROVED if (actual > baseline) is (better is Better.HIGHER) else BaselineChange.WORSENED


def change_of(
    baseline: Fraction | None, actual: Fraction, better: Better, dead_band: DeadBand | None
) -> BaselineChange | None:
    """Return the change of an actual from the baseline, or None where the baseline is unknown."""
    if baseline is None:
        return None
    if dead_band and dead_band.level(baseline, actual, better):
        return BaselineChange.UNCHANGED
    return side_of(baseline, actual, better)


class Rate(NamedTuple):
    """Result of a formula: the `exact` rate (ratio), or None and, in Japanese, the `reason` why there is none.

    Without a reason the rate is certainly below one, but unknown without the baseline. `just_short`: the target had to
    be passed and was only reached, so the rate counts as below one. `inapplicable`: the formula makes no sense of these
    values, so that nothing tells how far a target was missed.
    """

    exact: Fraction | None = None
    reason: str = ""
    just_short: bool = False
    inapplicable: bool = False

    @property
    def unknown(self) -> bool:
        """True if there is a rate that cannot be computed; it is below one."""
        return self.exact is None and not self.reason


class RatingInput(NamedTuple):
    """Facts that ratings are given by. `change` is None where the baseline is unknown.

    `no_target`: no target value is set, and any gain is enough.
    """

    rate: Rate
    target_status: TargetStatus
    change: BaselineChange | None
    no_target: bool = False

    @property
    def met(self) -> bool:
        """True if the comparison value is reached."""
        return self.target_status is not TargetStatus.MISSED


_PERCENT = 100
_TARGET = Fraction(1)


class Rating(Record):
    """One rating with all its conditions; the last rating has none.

    A rate of at least `at_least` or more than `more_than` percent, a status against the comparison value, a change from
    the baseline. With `without_target` it is for what has improved although no target value was set, which then takes
    no rating that asks for a met target.
    """

    id: Id
    label: Line
    group: Line
    en: EnglishRating | None = None
    symbol: Line | None = None
    at_least: Number | None = None
    more_than: Number | None = None
    from_target: OneOrMore[TargetStatusName] | None = None
    from_baseline: OneOrMore[BaselineChangeName] | None = None
    without_target: Flag = False
    points: Number | None = None

    @property
    def heading(self) -> str:
        """Heading in tables: its symbol and label."""
        return f"{self.symbol} {self.label}" if self.symbol else self.label

    @property
    def names(self) -> tuple[str, ...]:
        """All that it can be called: as in tables, and by its parts."""
        return self.heading, self.id, self.label, self.symbol or self.id

    @cached_property
    def edge(self) -> Fraction | None:
        """The lower edge as a ratio; None where there is no condition on the rate."""
        bound = self.at_least if self.at_least is not None else self.more_than
        return None if bound is None else ratio(bound) / _PERCENT

    @property
    def edge_included(self) -> bool:
        """True if the lower edge itself is included."""
        return self.at_least is not None

    @property
    def positional(self) -> bool:
        """True if it has a condition on the status against the target or on the change from the baseline."""
        return self.from_target is not None or self.from_baseline is not None

    @property
    def asks(self) -> bool:
        """True if it has any condition."""
        return self.edge is not None or self.positional

    @property
    def met(self) -> bool:
        """True if only an indicator that met its target takes it."""
        if self.from_target is not None and TargetStatus.MISSED not in self.from_target:
            return True
        return self.edge is not None and self.edge >= _TARGET

    @property
    def beyond_only(self) -> bool:
        """True if merely reaching the target is not enough for it."""
        if self.from_target is not None and TargetStatus.MET not in self.from_target:
            return True
        return self.edge is not None and self.edge >= _TARGET and not self.passed(_TARGET)

    @property
    def missed(self) -> bool:
        """True if by its own conditions only an indicator that missed its target takes it."""
        return self.from_target is not None and set(self.from_target) == {TargetStatus.MISSED}

    def passed(self, rate: Fraction, *, just_short: bool = False) -> bool:
        """Say whether `rate` (ratio) meets its condition on the rate."""
        if self.edge is None:
            return True
        if just_short and rate == _TARGET:
            return rate > self.edge
        return rate >= self.edge if self.edge_included else rate > self.edge


def by_target(aim: str) -> tuple[Rating, Rating]:
    """Return the ratings of a plan that prints rates and declares none; `aim` names what is to be reached.

    Whether it is reached decides, never a rate of 100 %.
    """
    return (
        Rating(id="reached", label="到達", group=aim, from_target=(TargetStatus.EXCEEDED, TargetStatus.MET)),
        Rating(id="not-reached", label="未到達", group=aim),
    )


class SuspendedRating(Record):
    """A plan's reporting of indicators that it no longer tracks."""

    label: Line
    group: Line
    en: EnglishRating | None = None
    # The R3 report counts its suspended indicator: 停止 is 1.5% of the 68.
    in_denominator: Flag = True


class Band(NamedTuple):
    """A rating with both edges as ratios; None is unbounded, and each edge has a flag whether it is included.

    `upper` is included only where the band above excludes it.
    """

    rating: Rating
    lower: Fraction | None
    upper: Fraction | None
    lower_included: bool = True
    upper_included: bool = False


@dataclass(frozen=True)
class RatingScale:
    """The ratings of a plan, best first: an indicator takes the first whose conditions it meets.

    `certain_only`: where there is no rate, no edge of 100 stands for met and the lowest rating not for missed.
    """

    ratings: tuple[Rating, ...]
    rounding: Rounding | None = None
    clip: Clip | None = None
    certain_only: bool = False

    def as_rated(self, rate: Fraction) -> Fraction:
        """Return `rate` (ratio) as the bands see it: clipped, and rounded where the plan rates the rounded rate."""
        cut = self.clipped(rate)
        if self.rounding is None or self.rounding.rated is RatedOn.EXACT:
            return cut
        return self.rounding.apply(cut)

    def clipped(self, rate: Fraction) -> Fraction:
        """Return `rate` (ratio) within the bounds that the plan shows and rates."""
        return self.clip.apply(rate) if self.clip else rate

    def of(self, rate: Fraction) -> Rating:
        """Return the rating of an exact rate (ratio, not percent), where ratings have conditions on the rate only."""
        seen = self.as_rated(rate)
        return next(r for r in self.ratings if r.passed(seen))

    def edges_passed(self, rate: Fraction) -> int:
        """Count the ratings whose condition `rate` (ratio, as it is) meets: equal counts mean the same rating."""
        return sum(r.passed(rate) for r in self.ratings)

    def possible(self, given: RatingInput) -> tuple[Rating, ...]:
        """Return the ratings possible for `given`, best first: exactly one where the facts decide."""
        found: list[Rating] = []
        apart = given.no_target and any(rating.without_target for rating in self.ratings)
        for rating in self.ratings:
            if (rating.without_target and not given.no_target) or (apart and (rating.met or rating.edge is not None)):
                continue
            holds = self._holds(rating, given)
            if holds is not False:
                found.append(rating)
            if holds:
                break
        return tuple(found)

    def _holds(self, rating: Rating, given: RatingInput) -> bool | None:
        """Say whether `given` meets the conditions of `rating`; None where that is undecided."""
        if rating.from_target is not None and given.target_status not in rating.from_target:
            return False
        has_moved = _has_moved(rating, given.change)
        return has_moved if has_moved is False else self._enough(rating, given) and has_moved

    def _enough(self, rating: Rating, given: RatingInput) -> bool | None:
        if rating.edge is None:
            return True
        rate = given.rate
        if rate.exact is not None:
            return rating.passed(self.as_rated(rate.exact), just_short=rate.just_short)
        if rate.unknown:
            lower = self.unrounded(rating).lower
            return None if lower is not None and lower < _TARGET else False
        by_nature = self.parted and not self.certain_only and not (rate.inapplicable and not given.met)
        return self._enough_without(rating, rating.edge, reached=given.met, by_nature=by_nature)

    def _enough_without(self, rating: Rating, edge: Fraction, *, reached: bool, by_nature: bool) -> bool | None:
        """Decide without a rate: `by_nature` met is the band that begins at the target, and missed the lowest.

        Else only what is certain.
        """
        if by_nature:
            return reached and edge <= _TARGET and not (edge == _TARGET and not rating.edge_included)
        if reached:
            return True if edge < _TARGET or (edge == _TARGET and rating.edge_included) else None
        return False if edge >= _TARGET else None

    @cached_property
    def parted(self) -> bool:
        """True if some rating begins exactly at the target."""
        return any(r.met and _takes_all_met(r) for r in self.ratings)

    @property
    def best(self) -> Rating | None:
        """The lowest rating that is only given to a met target, if there is one."""
        return next((r for r in reversed(self.ratings) if r.met), None)

    @property
    def unmet(self) -> tuple[Rating, ...]:
        """Every rating that a missed target can take, best first."""
        return tuple(r for r in self.ratings if not (r.met or r.without_target))

    def met(self, rating: Rating) -> bool | None:
        """Say whether an indicator with `rating` met its target; None where both are possible.

        An improvement without a target value that the plan counts in one group with missed targets is left open.
        """
        if rating.without_target:
            return None if any(other.group == rating.group for other in self.unmet) else True
        if rating.met:
            return True
        earlier = self.ratings[: self.ratings.index(rating)]
        return False if rating.missed or any(map(_takes_all_met, earlier)) else None

    def named(self, rating_id: str) -> Rating | None:
        """Return the rating with that id, or None."""
        return next((rating for rating in self.ratings if rating.id == rating_id), None)

    def bands(self) -> Iterator[Band]:
        """Yield every rating with its edges, best first."""
        upper: Fraction | None = None
        left = False
        for rating in self.ratings:
            yield Band(rating, rating.edge, upper, rating.edge_included, left)
            if rating.edge is not None:
                upper, left = rating.edge, not rating.edge_included

    def band(self, rating: Rating) -> Band:
        """Return `rating` with its edges."""
        return next(band for band in self.bands() if band.rating == rating)

    def unrounded(self, rating: Rating) -> Band:
        """Return `rating` with the edges of rates before rounding."""
        band = self.band(rating)
        lower, lower_included = self._unrounded(band.lower, included=band.lower_included)
        upper, reached = self._unrounded(band.upper, included=not band.upper_included)
        return Band(rating, lower, upper, lower_included, not reached)

    def _unrounded(self, edge: Fraction | None, *, included: bool) -> tuple[Fraction | None, bool]:
        if edge is None or self.rounding is None or self.rounding.rated is RatedOn.EXACT:
            return edge, included
        return self.rounding.least(edge, included=included)

    def above(self, rating: Rating) -> Rating | None:
        """Return the next better rating, or None."""
        position = self.ratings.index(rating)
        return self.ratings[position - 1] if position else None


def _takes_all_met(rating: Rating) -> bool:
    """Say whether every indicator that met its target gets at least this rating."""
    if not rating.asks or rating.from_baseline is not None:
        return False
    if rating.edge is not None and (rating.edge > _TARGET or not rating.passed(_TARGET)):
        return False
    return rating.from_target is None or set(rating.from_target) >= {TargetStatus.EXCEEDED, TargetStatus.MET}


def _has_moved(rating: Rating, side: BaselineChange | None) -> bool | None:
    if rating.from_baseline is None:
        return True
    return None if side is None else side in rating.from_baseline
