"""Formulas: the exact achievement rate from baseline, target and actual, or the reason why there is none.

千葉県's progress report does not state its formula; its counts fit `distance` and not 実績÷目標
(令和3年度 千葉県ICT利活用戦略 進捗状況について, pages 6, 8 and 9; DESIGN.md section 4 has the proof).
The ratios differ where less is better: the value by the actual (大分県: 5,200 ÷ 4,917 = 105.8%), or (2t − a) ÷ t.
"""

from fractions import Fraction

from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.progress import Progress, passes
from dxkpi.core.method.protocols import Interval
from dxkpi.core.method.rating import Band, Rate


class Distance:
    """(actual − baseline) / (target − baseline), exact; negative and above 1 are kept."""

    text = "(実績値 - 基準値) ÷ (目標値 - 基準値)"
    rising = text

    def filling(self, progress: Progress) -> str:  # noqa: ARG002 - the same on both sides
        return "({actual} - {baseline}) ÷ ({target} - {baseline})"

    def rate(self, progress: Progress) -> Rate:
        """Return the rate as a ratio; where the target is not better than the baseline, only whether it is met."""
        start = progress.baseline
        if start is None:
            if progress.met:
                return Rate(reason="基準値は不明だが、実績値は目標値に達している")
            return Rate()
        if not passes(progress.target, start, progress.better):
            return Rate(reason="目標値が基準値と同じか、基準値より悪い側にあるため、達成率はない", inapplicable=True)
        rate = (progress.actual - start) / (progress.target - start)
        return Rate(rate, just_short=progress.just_short)

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """Return the actual that gives `rate`, a ratio.

        Raises:
            ValueError: where the baseline is unknown, so that there is no rate.
        """
        if progress.baseline is None:
            message = "a way without a baseline has no rate"
            raise ValueError(message)
        return progress.baseline + rate * (progress.target - progress.baseline)

    def baselines_for(self, band: Band, progress: Progress) -> Interval:
        """Return the interval that the baseline of a missed target must be in for its rate to fall into `band`.

        The rate falls as the baseline nears the target and then the actual, and tends to 1 far from both. So the
        band's upper edge bounds the baseline on the far side and its lower edge on the near side. The lowest band
        ends at the target: from there on this formula gives no rate.
        """
        far = None if band.upper is None or band.upper >= 1 else _baseline_at(band.upper, progress)
        near = progress.target if band.lower is None else _baseline_at(band.lower, progress)
        reached = band.lower is not None and band.lower_included
        if progress.better is Better.HIGHER:
            return Interval(far, band.upper_included and far is not None, near, reached)
        return Interval(near, reached, far, band.upper_included and far is not None)


def _baseline_at(rate: Fraction, progress: Progress) -> Fraction:
    # Solves rate = (actual - baseline) ÷ (target - baseline) for the baseline.
    return (progress.actual - rate * progress.target) / (1 - rate)


_WITHOUT = "目標値か実績値が0以下で、比が意味をもたないため、達成率はない"


class Ratio:
    """actual ÷ target, and target ÷ actual where less is better; exact, nothing cut off."""

    text = "実績値 ÷ 目標値（減らす目標では 目標値 ÷ 実績値）"
    rising = "実績値 ÷ 目標値"

    def filling(self, progress: Progress) -> str:
        return "{actual} ÷ {target}" if progress.better is Better.HIGHER else "{target} ÷ {actual}"

    def rate(self, progress: Progress) -> Rate:
        """Return the rate as a ratio; no rate where the target or the divisor is not positive."""
        higher = progress.better is Better.HIGHER
        divisor, dividend = (progress.target, progress.actual) if higher else (progress.actual, progress.target)
        if progress.target <= 0 or divisor <= 0:
            return Rate(reason=_WITHOUT, inapplicable=True)
        return Rate(dividend / divisor, just_short=progress.just_short)

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """Return the actual that gives `rate`, a ratio.

        Raises:
            ValueError: where no actual gives it.
        """
        if progress.better is Better.HIGHER:
            return rate * progress.target
        if rate <= 0:
            message = "no actual is so large that nothing is left of the ratio"
            raise ValueError(message)
        return progress.target / rate

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:  # noqa: ARG002 - asks for no baseline
        return None


class RatioMirrored:
    """actual ÷ target, and (2 × target − actual) ÷ target where less is better: both sides weigh the same."""

    text = "実績値 ÷ 目標値（減らす目標では（2 × 目標値 - 実績値）÷ 目標値）"
    rising = "実績値 ÷ 目標値"

    def filling(self, progress: Progress) -> str:
        return "{actual} ÷ {target}" if progress.better is Better.HIGHER else "(2 × {target} - {actual}) ÷ {target}"

    def rate(self, progress: Progress) -> Rate:
        """Return the rate as a ratio; no rate where the target is not positive."""
        if progress.target <= 0:
            return Rate(reason=_WITHOUT, inapplicable=True)
        share = progress.actual / progress.target
        return Rate(share if progress.better is Better.HIGHER else 2 - share, just_short=progress.just_short)

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        return progress.target * (rate if progress.better is Better.HIGHER else 2 - rate)

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:  # noqa: ARG002 - asks for no baseline
        return None


class Position:
    """Met or missed; conditions of the ratings decide on the change from the baseline (前進, 横ばい, 後退)."""

    text = "なし（目標値と基準値に対する位置で決める）"
    rising = text

    def filling(self, progress: Progress) -> str:  # noqa: ARG002 - there is nothing to fill in
        return "{actual}（目標値 {target}、基準値 {baseline}）"

    def rate(self, progress: Progress) -> Rate:  # noqa: ARG002 - there is none
        return Rate(reason="率を出さず、位置で判定する方法である")

    def actual_at(self, rate: Fraction, progress: Progress) -> Fraction:
        """Refuse: there is no rate.

        Raises:
            ValueError: always.
        """
        message = f"no rate, so none of {rate} for {progress}"
        raise ValueError(message)

    def baselines_for(self, band: Band, progress: Progress) -> Interval | None:  # noqa: ARG002 - there is no rate
        return None


class ByPeople(Position):
    """No rate and no rating of values: only what people said of a year counts."""

    text = "なし（人が評価する）"
    rising = text

    def rate(self, progress: Progress) -> Rate:  # noqa: ARG002 - there is none
        return Rate(reason="率を出さず、人が評価する方法である")
