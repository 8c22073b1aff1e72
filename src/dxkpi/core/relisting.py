"""How a plan counts an indicator that it lists again (再掲) in other sections than its own."""

from enum import StrEnum
from typing import Annotated, assert_never

from dxkpi.core.scalars import one_of
from dxkpi.core.targets import Indicator


class RelistedCount(StrEnum):
    """Once, in its own section, or in each section that lists it."""

    ONCE = "once"
    EACH = "each"

    def sections(self, indicator: Indicator) -> tuple[str, ...]:
        """The ids of the sections that `indicator` counts in."""
        match self:
            case RelistedCount.ONCE:
                return (indicator.section,)
            case RelistedCount.EACH:
                return indicator.listed_in
            case _:
                assert_never(self)


RelistedCountName = Annotated[RelistedCount, one_of(RelistedCount)]
