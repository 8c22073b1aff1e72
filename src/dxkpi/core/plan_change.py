"""Effect of a change of an indicator's file on its result in one of its plans."""

from dataclasses import dataclass

from dxkpi.core.assessment import Assessment
from dxkpi.core.dataset import DeclaredPlan


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The result of an indicator in a plan before and after a change.

    `before` is None where the plan did not have it, `after` where no year is known; `unread`: its file could not be
    read; not `reported`: no report of the plan shows the year.
    """

    plan: DeclaredPlan
    before: Assessment | None
    after: Assessment | None
    unread: bool = False
    reported: bool = True
