"""What a rating is given by: a rate or none, and where the actual stands as seen from target and baseline."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import model_validator

from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better, Flag, Number, Record, contradiction, one_of


class TargetStatus(StrEnum):
    """Where an actual stands, as seen from the value it is compared with; the words are those of `from_target`."""

    EXCEEDED = "beyond"
    MET = "on"
    MISSED = "short"


class BaselineChange(StrEnum):
    """Where an actual stands, as seen from the baseline; the words are those of `from_baseline`."""

    IMPROVED = "better"
    UNCHANGED = "same"
    WORSENED = "worse"


TargetStatusName = Annotated[TargetStatus, one_of(TargetStatus)]
BaselineChangeName = Annotated[BaselineChange, one_of(BaselineChange)]


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
        if self.side is Side.WORSE and side_of(baseline, actual, better) is BaselineChange.IMPROVED:
            return False
        return change == 0 or (change <= width if self.within is not None else change < width)


def side_of(baseline: Fraction, actual: Fraction, better: Better) -> BaselineChange:
    """On which side of `baseline` an actual stands, exactly."""
    if actual == baseline:
        return BaselineChange.UNCHANGED
    return BaselineChange.IMPROVED if (actual > baseline) is (better is Better.HIGHER) else BaselineChange.WORSENED


def change_of(
    baseline: Fraction | None, actual: Fraction, better: Better, dead_band: DeadBand | None
) -> BaselineChange | None:
    """Where an actual stands, as seen from the baseline; None where that is not known."""
    if baseline is None:
        return None
    if dead_band and dead_band.level(baseline, actual, better):
        return BaselineChange.UNCHANGED
    return side_of(baseline, actual, better)


@dataclass(frozen=True, slots=True)
class Rate:
    """What a formula gives: the `exact` rate (ratio), or None and the `reason`, in Japanese, why there is none.

    Without a reason the rate is below one for certain, and only the baseline would tell by how much.
    `just_short`: the target had to be passed and was only reached, so that the rate counts as below one.
    """

    exact: Fraction | None = None
    reason: str = ""
    just_short: bool = False

    @property
    def unknown(self) -> bool:
        """Whether there is a rate that cannot be computed; it is below one."""
        return self.exact is None and not self.reason


@dataclass(frozen=True, slots=True)
class RatingInput:
    """What ratings are given by. `change` is None where the baseline is not known."""

    rate: Rate
    target_status: TargetStatus
    change: BaselineChange | None

    @property
    def met(self) -> bool:
        """Whether the value compared with is reached."""
        return self.target_status is not TargetStatus.MISSED
