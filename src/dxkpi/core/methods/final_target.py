"""`target`: the target of the plan's last year, in every year."""

from dxkpi.core.methods.protocols import Around
from dxkpi.core.targets.measure import Progress


class FinalTarget:
    """The target of the plan's last year, in every year."""

    text = "最終目標値"
    target_word = "目標値"
    baseline_word = "基準値"

    def apply(self, progress: Progress, around: Around) -> Progress:  # noqa: ARG002 - the same in every year
        """`progress` as it is: directions measure towards the final target."""
        return progress
