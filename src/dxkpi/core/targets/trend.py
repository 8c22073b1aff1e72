"""`increase` and `decrease`: better than the baseline, by however little (増加を目指します)."""

from fractions import Fraction
from typing import Literal

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better
from dxkpi.core.targets.base import NumberIndicator, Target
from dxkpi.core.targets.baseline import NumberBaseline
from dxkpi.core.targets.measure import Goal, Verdict, passes


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
        return _verdict(ratio(actual.value), ratio(self.baseline.value), Better.HIGHER)


class Decrease(_Trend):
    """Met when the actual is strictly below the baseline."""

    direction: Literal["decrease"]

    @property
    def better_side(self) -> Better:
        return Better.LOWER

    def measure(self, year: FiscalYear, index: int) -> Verdict:
        actual = self.actuals[year][index]
        return _verdict(ratio(actual.value), ratio(self.baseline.value), Better.LOWER)


def _verdict(actual: Fraction, baseline: Fraction, better: Better) -> Verdict:
    good, bad = ("上回れば", "下回れば") if better is Better.HIGHER else ("下回れば", "上回れば")
    goal = Goal(actual, baseline, better, beyond=True)
    return Verdict(passes(actual, baseline, better), f"基準値を{good}達成、同じか{bad}未達成", goal, baseline)
