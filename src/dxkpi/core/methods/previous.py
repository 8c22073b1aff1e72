"""`previous_year` and `since_previous`: the actual of the year before, in the place of the target or the baseline."""

from dataclasses import replace
from fractions import Fraction

from dxkpi.core.methods.protocols import Around
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.targets.measure import Progress


class PreviousYear:
    """Held against the actual of the year before (前年度比)."""

    text = "前年度の実績値"
    target_word = "前年度の実績値"
    baseline_word = "基準値"

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """`progress` towards the actual of the year before."""
        before = around().previous()
        return (
            NotAssessedReason.PREVIOUS_UNKNOWN
            if before is None
            else replace(progress, target=before, exclusive=False, slack=Fraction(0))
        )


class SincePrevious:
    """Held against the final target, and what was gained is seen from the year before (前年並み, 減少)."""

    text = "最終目標値。動きは前年度の実績値から見る"
    target_word = "目標値"
    baseline_word = "前年度の実績値"

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """`progress` from the actual of the year before."""
        before = around().previous()
        return NotAssessedReason.PREVIOUS_UNKNOWN if before is None else replace(progress, baseline=before)
