"""`distance`: the part of the way from baseline to target that has been covered (基準値型).

千葉県's progress report does not state its formula; its counts fit this one and not 実績÷目標
(令和3年度 千葉県ICT利活用戦略 進捗状況について, pages 6, 8 and 9; DESIGN.md section 4 has the proof).
"""

from fractions import Fraction

from dxkpi.core.methods.protocols import Interval
from dxkpi.core.rating import Band
from dxkpi.core.rating_input import Rate
from dxkpi.core.scalars import Better
from dxkpi.core.targets.measure import Progress, passes


class Distance:
    """(actual − baseline) / (target − baseline), exact; negative and above 1 are kept."""

    text = "(実績値 - 基準値) ÷ (目標値 - 基準値)"
    rising = text

    def filling(self, progress: Progress) -> str:  # noqa: ARG002 - the same on both sides
        return "({actual} - {baseline}) ÷ ({target} - {baseline})"

    def rate(self, progress: Progress) -> Rate:
        """The rate; without a way from baseline to target, only whether the target is met."""
        start = progress.baseline
        if start is None:
            if progress.met:
                return Rate(reason="基準値は不明だが、実績値は目標値に達している")
            return Rate()
        if not passes(progress.target, start, progress.better):
            return Rate(reason="目標値が基準値と同じか、基準値より悪い側にあるため、達成率はない")
        rate = (progress.actual - start) / (progress.target - start)
        return Rate(rate, just_short=progress.just_short)

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """The actual that gives `rate`.

        Raises:
            ValueError: where the baseline is not known, so that there is no rate.
        """
        if progress.baseline is None:
            message = "a way without a baseline has no rate"
            raise ValueError(message)
        return progress.baseline + rate * (progress.target - progress.baseline)

    def baselines_for(self, band: Band, progress: Progress) -> Interval:
        """Where the baseline of a missed target must lie for `band`.

        The rate falls as the baseline nears the target and then the actual, and tends to 1 far from both. So the
        band's upper edge bounds the baseline on the far side and its lower edge on the near side. The lowest band
        has no near side: a target at or on the worse side of its baseline is in it as well (DESIGN.md section 4).
        """
        far = None if band.upper is None or band.upper >= 1 else _baseline_at(band.upper, progress)
        near = None if band.lower is None else _baseline_at(band.lower, progress)
        if progress.better is Better.HIGHER:
            return Interval(
                far, band.upper_included and far is not None, near, band.lower_included and near is not None
            )
        return Interval(near, band.lower_included and near is not None, far, band.upper_included and far is not None)


def _baseline_at(rate: Fraction, progress: Progress) -> Fraction:
    return (progress.actual - rate * progress.target) / (1 - rate)
