"""What a year's actual says, before any rating: a rate or none, and on which side of target and baseline it stands."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import model_validator

from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better, Flag, Number, Record, contradiction, one_of


class Reach(StrEnum):
    """Where an actual stands, as seen from the value it is compared with: beyond, on it, or short of it."""

    BEYOND = "beyond"
    ON = "on"
    SHORT = "short"


class Moved(StrEnum):
    """Where an actual stands, as seen from the baseline."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


ReachName = Annotated[Reach, one_of(Reach)]
MovedName = Annotated[Moved, one_of(Moved)]


class Side(StrEnum):
    """On which side of the baseline a change may be too small to count."""

    BOTH = "both"
    WORSE = "worse"


class DeadBand(Record):
    """How far from the baseline still counts as level (横ばい): up to `within`, or by less than `under`.

    In the indicator's unit, or with `relative` in percent of the baseline's size.
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
        """Whether `actual` counts as not moved from `baseline`."""
        change, width = abs(actual - baseline), self.width * (abs(baseline) / 100 if self.relative else 1)
        if self.side is Side.WORSE and side_of(baseline, actual, better) is Moved.BETTER:
            return False
        return change == 0 or (change <= width if self.within is not None else change < width)


def side_of(baseline: Fraction, actual: Fraction, better: Better) -> Moved:
    """On which side of `baseline` an actual stands, exactly."""
    if actual == baseline:
        return Moved.SAME
    return Moved.BETTER if (actual > baseline) is (better is Better.HIGHER) else Moved.WORSE


def moved(baseline: Fraction | None, actual: Fraction, better: Better, dead_band: DeadBand | None) -> Moved | None:
    """Where an actual stands, as seen from the baseline; None where that is not known."""
    if baseline is None:
        return None
    if dead_band and dead_band.level(baseline, actual, better):
        return Moved.SAME
    return side_of(baseline, actual, better)


@dataclass(frozen=True, slots=True)
class Exact:
    """A rate. `just_short`: the target had to be passed and was only reached, so that it counts as below one."""

    rate: Fraction
    just_short: bool = False


@dataclass(frozen=True, slots=True)
class NoRate:
    """No rate, by the nature of the target or of the method."""


@dataclass(frozen=True, slots=True)
class BelowOne:
    """A rate that cannot be reckoned, and is below one for certain."""


Rate = Exact | NoRate | BelowOne


@dataclass(frozen=True, slots=True)
class Facts:
    """What ratings are given by. `moved` is None where the baseline is not known."""

    rate: Rate
    reach: Reach
    moved: Moved | None
