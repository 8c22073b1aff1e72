"""`straight_line`: where an even pace from the baseline to the target would stand in the year (目安値, 期待値)."""

from dataclasses import replace
from fractions import Fraction

from dxkpi.core.methods.protocols import Around
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.targets.measure import Progress, TargetTrajectory


class StraightLine:
    """The line from the baseline in its year to the target in its own; beyond both ends it runs level."""

    text = "基準値と最終目標値を均等に結んだ線の、その年度の値"
    target_word = "目安値"
    baseline_word = "基準値"

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """`progress` towards the line's value; in and after the target year, as it is."""
        setting = around()
        if setting.target_year is None:
            return NotAssessedReason.TARGET_YEAR_UNKNOWN
        if setting.final:
            return progress
        if progress.baseline is None:
            return NotAssessedReason.BASELINE_UNKNOWN
        if setting.baseline_year is None:
            return NotAssessedReason.BASELINE_YEAR_UNKNOWN
        first, last = setting.baseline_year, setting.target_year
        line = TargetTrajectory(progress.baseline, progress.target, progress.better, first=first, last=last)
        return replace(progress, target=line.value(setting.year), exclusive=False, slack=Fraction(0))
