"""`target`: the target of the plan's last year, in every year."""

from dxkpi.core.methods.comparison import Around
from dxkpi.core.targets.measure import Travel


class FinalTarget:
    """The target of the plan's last year, in every year."""

    text = "最終目標値"
    target_word = "目標値"
    baseline_word = "基準値"

    def apply(self, travel: Travel, around: Around) -> Travel:  # noqa: ARG002 - the same in every year
        """`travel` as it is: directions measure towards the final target."""
        return travel
