"""`ratio` and `ratio_mirrored`: the actual by the value to reach (単純比), which knows nothing of a baseline.

They differ where less is better: the value by the actual (大分県: 5,200 ÷ 4,917 = 105.8%), or (2t − a) ÷ t.
"""

from fractions import Fraction

from dxkpi.core.methods.protocols import Interval
from dxkpi.core.rating import Band
from dxkpi.core.rating_input import Rate
from dxkpi.core.scalars import Better
from dxkpi.core.targets.measure import Progress

_WITHOUT = "目標値か実績値が0以下で、比が意味をもたないため、達成率はない"


class Ratio:
    """actual ÷ target, and target ÷ actual where less is better; exact, nothing cut off."""

    text = "実績値 ÷ 目標値（減らす目標では 目標値 ÷ 実績値）"
    rising = "実績値 ÷ 目標値"

    def filling(self, progress: Progress) -> str:
        return "{actual} ÷ {target}" if progress.better is Better.HIGHER else "{target} ÷ {actual}"

    def rate(self, progress: Progress) -> Rate:
        """The rate; where the divisor is not above zero or both signs differ, only whether the value is reached."""
        higher = progress.better is Better.HIGHER
        divisor, dividend = (progress.target, progress.actual) if higher else (progress.actual, progress.target)
        if divisor <= 0 or (not higher and dividend < 0):
            return Rate(reason=_WITHOUT)
        return Rate(dividend / divisor, just_short=progress.just_short)

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """The actual that gives `rate`; for a target of zero, of which every actual makes the same rate, zero itself.

        Raises:
            ValueError: where no actual gives it.
        """
        if progress.better is Better.HIGHER or not progress.target:
            return rate * progress.target
        if rate <= 0:
            message = "no actual is so large that nothing is left of the ratio"
            raise ValueError(message)
        return progress.target / rate

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:  # noqa: ARG002 - asks for no baseline
        return None


class RatioMirrored:
    """actual ÷ target, and (2 × target − actual) ÷ target where less is better: as far below as above counts alike."""

    text = "実績値 ÷ 目標値（減らす目標では（2 × 目標値 - 実績値）÷ 目標値）"
    rising = "実績値 ÷ 目標値"

    def filling(self, progress: Progress) -> str:
        return "{actual} ÷ {target}" if progress.better is Better.HIGHER else "(2 × {target} - {actual}) ÷ {target}"

    def rate(self, progress: Progress) -> Rate:
        """The rate; without a target above zero, only whether it is reached."""
        if progress.target <= 0:
            return Rate(reason=_WITHOUT)
        share = progress.actual / progress.target
        return Rate(share if progress.better is Better.HIGHER else 2 - share, just_short=progress.just_short)

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        return progress.target * (rate if progress.better is Better.HIGHER else 2 - rate)

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:  # noqa: ARG002 - asks for no baseline
        return None
