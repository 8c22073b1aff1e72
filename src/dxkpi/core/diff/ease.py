"""What of an indicator can be made easier or come out better, as numbers with their good side."""

from fractions import Fraction

from dxkpi.core.basis.record import Better
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual
from dxkpi.core.indicator.progress import passes


def eased(before: Indicator, after: Indicator) -> bool:
    """Whether some value that has to be reached is easier to reach than it was.

    Without a value of its own (増加を目指す), that is the baseline.
    """
    if before.direction != after.direction:
        return False
    old, new = _goals(before), _goals(after)
    return bool(old.keys() - new.keys()) or any(
        passes(value, new[key][0], side) for key, (value, side) in old.items() if key in new
    )


def improved(indicator: Indicator, before: Actual, after: Actual) -> bool:
    """Whether some value of `after` is better than that of `before`, by the good side of `indicator`."""
    sides = {side for _, side in _goals(indicator).values()}
    old, new = before.form.sizes, after.form.sizes
    return len(sides) == 1 and any(passes(new[key], old[key], *sides) for key in old if key in new)


def _goals(indicator: Indicator) -> dict[str, tuple[Fraction, Better]]:
    return {name: (line.at(line.target).enough, line.better) for name, line in indicator.bounds().items()}
