"""What the shares of a table are not of: how many of those without a rating a plan leaves out."""

from typing import assert_never

from dxkpi.core.assessment import NotAssessed
from dxkpi.core.method import Denominator
from dxkpi.core.plan import Plan
from dxkpi.core.tally import Tally


def left_out(plan: Plan, own: Tally, left_open: int) -> int:
    """How many of a section's `left_open` indicators, that stay without a rating, the plan leaves out."""
    match plan.method.denominator if plan.method else Denominator.ALL:
        case Denominator.ALL:
            return 0
        case Denominator.KNOWN:
            outcomes = (item.assessment.outcome for item in own.open)
            waiting = sum(isinstance(o, NotAssessed) and o.why.waits for o in outcomes)
            return min(waiting + own.unplaced, left_open)
        case Denominator.ASSESSED:
            return left_open
        case other:
            assert_never(other)
