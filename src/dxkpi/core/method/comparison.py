"""Comparison values (比べる値): the value that an actual is compared with in a fiscal year, before its final target."""

from fractions import Fraction

from dxkpi.core.basis.record import Better
from dxkpi.core.indicator.progress import Progress, TargetTrajectory
from dxkpi.core.method.protocols import Around, Comparison, NotAssessedReason


class FinalTarget(Comparison):
    """The target of the plan's last year, in every year."""

    text = "最終目標値"
    final = True
    final_at_end = True

    def apply(self, progress: Progress, around: Around) -> Progress:  # noqa: ARG002 - the same in every year
        """Return `progress` unchanged: directions measure towards the final target."""
        return progress


class YearTarget(Comparison):
    """The value of `target.by_year` for the year; from the target year on the target itself where there is none."""

    text = "その年度の目標値"
    target_word = "年度目標値"
    own_target = True
    by_year = True

    def apply(self, progress: Progress, around: Around) -> Progress:  # noqa: ARG002 - the indicator has it as its own
        """Return `progress` as it is: directions measure towards the target of the year."""
        return progress


class StraightLine(Comparison):
    """The line from the baseline in its year to the target in its own, constant beyond both ends."""

    text = "基準値と最終目標値を均等に結んだ線の、その年度の値"
    target_word = "目安値"
    by_year = True

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """Return `progress` towards the line's value, unchanged from the target year on, or the reason for none."""
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
        return progress._replace(target=line.value(setting.year), exclusive=False, slack=Fraction(0))


class ElapsedShare(Comparison):
    """The elapsed part of the target, from zero and not from the baseline; undefined where less is better."""

    text = "最終目標値を計画の経過年数で按分した値（n年目は n÷計画の年数。減らす目標は算定しない）"
    target_word = "按分した目標値"
    final_at_end = True
    by_year = True
    rising_only = True

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """Return `progress` towards the elapsed part of the target, unchanged from the last year on, or why not."""
        setting = around()
        if setting.first is None or setting.last is None:
            return NotAssessedReason.PERIOD_UNKNOWN
        if progress.better is Better.LOWER:
            return NotAssessedReason.SHARE_OF_DECREASE
        if setting.final or setting.year >= setting.last:
            return progress
        whole = setting.last.start - setting.first.start + 1
        gone = max(setting.year.start - setting.first.start + 1, 0)
        return progress._replace(target=progress.target * Fraction(gone, whole), exclusive=False, slack=Fraction(0))


class PreviousYear(Comparison):
    """The actual of the year before (前年度比)."""

    text = "前年度の実績値"
    target_word = "前年度の実績値"
    looks_back = True

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """Return `progress` towards the actual of the year before, or the reason why there is none."""
        before = around().previous()
        return (
            NotAssessedReason.PREVIOUS_UNKNOWN
            if before is None
            else progress._replace(target=before, exclusive=False, slack=Fraction(0))
        )


class ChangeSincePrevious(Comparison):
    """The final target, with the actual of the year before in place of the baseline (前年並み, 減少)."""

    text = "最終目標値。動きは前年度の実績値から見る"
    baseline_word = "前年度の実績値"
    final = True
    final_at_end = True
    looks_back = True

    def apply(self, progress: Progress, around: Around) -> Progress | NotAssessedReason:
        """Return `progress` from the actual of the year before, or the reason why there is none."""
        before = around().previous()
        return NotAssessedReason.PREVIOUS_UNKNOWN if before is None else progress._replace(baseline=before)
