"""`target`: the target of the plan's last year, in every year."""

from dataclasses import dataclass

from dxkpi.core.methods.comparison import Around
from dxkpi.core.targets.measure import Travel


@dataclass(frozen=True, slots=True)
class FinalTarget:
    """The target of the plan's last year, in every year."""

    text: str = "最終目標値"
    target_word: str = "目標値"
    baseline_word: str = "基準値"

    def apply(self, travel: Travel, around: Around) -> Travel:  # noqa: ARG002 - the same in every year
        """`travel` as it is: directions measure towards the final target."""
        return travel
