"""What an actual is compared with: the `against` of a plan's method."""

from dataclasses import dataclass
from typing import Protocol

from dxkpi.core.targets.measure import Travel


class Comparison(Protocol):
    """A choice of the value that the actual is held against."""

    @property
    def text(self) -> str:
        """What it is, in words."""

    def apply(self, travel: Travel) -> Travel:
        """`travel` towards that value."""


@dataclass(frozen=True, slots=True)
class FinalTarget:
    """The target of the plan's last year, in every year."""

    text: str = "最終目標値"

    def apply(self, travel: Travel) -> Travel:
        """`travel` as it is: directions measure towards the final target."""
        return travel
