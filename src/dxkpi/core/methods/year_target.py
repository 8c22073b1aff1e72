"""`year_target`: the target that is set for the year itself (年度目標, or a 期待値 that is set year by year)."""

from dataclasses import replace

from dxkpi.core.methods.protocols import Around
from dxkpi.core.not_assessed import NotAssessedReason
from dxkpi.core.targets.measure import Progress


class YearTarget:
    """What `target.by_year` gives for the year; from the target year on, the target itself where it gives none."""

    text = "その年度の目標値"
    target_word = "年度目標値"
    baseline_word = "基準値"

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """`progress` towards the target of the year."""
        setting = around()
        if setting.of_year is not None:
            return replace(progress, target=setting.of_year, slack=setting.slack)
        return progress if setting.final else NotAssessedReason.YEAR_TARGET_UNKNOWN
