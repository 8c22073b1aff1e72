"""`increase` and `decrease`: better than the baseline, by however little (増加を目指します)."""

from typing import Literal

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better
from dxkpi.core.targets.base import NumberBaseline, NumberIndicator, Target
from dxkpi.core.targets.measure import Verdict, passes


class _Trend(NumberIndicator):
    baseline: NumberBaseline
    target: Target | None = None


class Increase(_Trend):
    """Met when the actual is strictly above the baseline: 25 → 26 is met, 12 → 12 is not."""

    direction: Literal["increase"]

    @property
    def better_side(self) -> Better:
        return Better.HIGHER

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        actual = self.actuals[year][index]
        met = passes(ratio(actual.value), ratio(self.baseline.value), Better.HIGHER)
        return Verdict(met, "基準値を上回れば達成、同じか下回れば未達成")


class Decrease(_Trend):
    """Met when the actual is strictly below the baseline."""

    direction: Literal["decrease"]

    @property
    def better_side(self) -> Better:
        return Better.LOWER

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        actual = self.actuals[year][index]
        met = passes(ratio(actual.value), ratio(self.baseline.value), Better.LOWER)
        return Verdict(met, "基準値を下回れば達成、同じか上回れば未達成")
