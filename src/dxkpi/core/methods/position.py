"""`position`: no rate at all; on which side of the value to reach, and of the baseline, the actual stands."""

from fractions import Fraction

from dxkpi.core.methods.protocols import Interval
from dxkpi.core.rating import Band
from dxkpi.core.rating_input import Rate
from dxkpi.core.targets.measure import Progress


class Position:
    """Met or missed; how far from the baseline is said by the ratings' own conditions (前進, 横ばい, 後退)."""

    text = "なし（目標値と基準値に対する位置で決める）"
    rising = text

    def filling(self, progress: Progress) -> str:  # noqa: ARG002 - there is nothing to fill in
        return "{actual}（目標値 {target}、基準値 {baseline}）"

    def rate(self, progress: Progress) -> Rate:  # noqa: ARG002 - there is none
        return Rate(reason="率を出さず、目標値と基準値に対する位置で判定する方法である")

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """Never: there is no rate.

        Raises:
            ValueError: always.
        """
        message = f"no rate, so none of {rate} for {progress}"
        raise ValueError(message)

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:  # noqa: ARG002 - there is no rate
        return None
