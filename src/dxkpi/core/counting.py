"""Whether the numbers of an indicator are of single years (単年) or count up over the years (累計)."""

from enum import StrEnum
from typing import Annotated

from dxkpi.core.scalars import one_of


class Counting(StrEnum):
    """What actuals and target are: both counted up, both of single years, or years against what they add up to."""

    CUMULATIVE = "cumulative"
    YEARLY = "yearly"
    SUMMED = "summed"


CountingName = Annotated[Counting, one_of(Counting)]
