"""`elapsed_share`: in the n-th of N years, n/N of the target itself (多摩市: n年目は目標のn×20%)."""

from dataclasses import replace
from fractions import Fraction

from dxkpi.core.methods.protocols import Around
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.scalars import Better
from dxkpi.core.targets.measure import Progress


class ElapsedShare:
    """A part of the target, from zero and not from the baseline; so it says nothing of what shall decrease."""

    text = "最終目標値を計画の経過年数で按分した値（n年目は n÷計画の年数。減らす目標は算定しない）"
    target_word = "按分した目標値"
    baseline_word = "基準値"

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """`progress` towards the part of the target that the years gone by make up; in its own year, as it is."""
        setting = around()
        if setting.first is None or setting.last is None:
            return NotAssessedReason.PERIOD_UNKNOWN
        if progress.better is Better.LOWER:
            return NotAssessedReason.SHARE_OF_DECREASE
        if setting.final or setting.year >= setting.last:
            return progress
        whole = setting.last.start - setting.first.start + 1
        gone = max(setting.year.start - setting.first.start + 1, 0)
        return replace(progress, target=progress.target * Fraction(gone, whole), exclusive=False, slack=Fraction(0))
