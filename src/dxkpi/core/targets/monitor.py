"""`monitor`: followed without a target, and never rated."""

from typing import Literal

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.targets.base import NumberIndicator


class Monitor(NumberIndicator):
    """Reported as 推移, outside all counts."""

    direction: Literal["monitor"]
    target: None = None

    def measure(self, year: FiscalYear, index: int) -> None:  # noqa: ARG002
        return None
