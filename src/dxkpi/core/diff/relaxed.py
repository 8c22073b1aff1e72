"""Target values of an indicator that can be relaxed, and actuals that can improve, each with its better side."""

from fractions import Fraction

from dxkpi.core.basis.record import Better
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.indicator.progress import passes


def relaxed_target(before: Indicator, after: Indicator) -> bool:
    """Say whether some value that has to be reached is easier to reach than before.

    Where the direction has no target value (増加を目指す), the baseline takes its place.
    """
    if before.direction != after.direction:
        return False
    old, new = _goals(before), _goals(after)
    return bool(old.keys() - new.keys()) or any(
        passes(value, new[key][0], side) for key, (value, side) in old.items() if key in new
    )


def improved(indicator: Indicator, before: Actual, after: Actual) -> bool:
    """Say whether some value of `after` is better than in `before`, by the better side of `indicator`."""
    sides = {side for _, side in _goals(indicator).values()}
    old, new = before.form.sizes, after.form.sizes
    return len(sides) == 1 and any(passes(new[key], old[key], *sides) for key in old if key in new)


def _goals(indicator: Indicator) -> dict[str, tuple[Fraction, Better]]:
    return {name: (line.at(line.target).enough, line.better) for name, line in indicator.bounds().items()}
