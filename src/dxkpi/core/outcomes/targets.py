"""What a look at the targets comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.reference import Where
    from dxkpi.core.weak_targets.check import CheckedPlan


@dataclass(frozen=True, slots=True)
class CheckTargetsOutcome:
    """The targets of each plan that deserve attention."""

    plans: tuple[CheckedPlan, ...]
    where: Where

    @property
    def weak(self) -> bool:
        """Whether there is any."""
        return any(plan.weak for plan in self.plans)
