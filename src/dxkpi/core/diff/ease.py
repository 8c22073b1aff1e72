"""What of an indicator can be made easier or come out better, as numbers with their good side."""

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from dxkpi.core.number import ratio
from dxkpi.core.scalars import Better
from dxkpi.core.source import Actual
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.absolute import Absolute, Reference
from dxkpi.core.targets.base import NumberActual
from dxkpi.core.targets.composite import Composite, CompositeActual, Rule
from dxkpi.core.targets.milestone import Milestone, MilestoneActual
from dxkpi.core.targets.monitor import Monitor
from dxkpi.core.targets.relative import Relative
from dxkpi.core.targets.trend import Decrease, Increase
from dxkpi.core.targets.within import Keep, Range

_VALUE, _LOWER, _UPPER, _STEPS = "value", "min", "max", "steps"


def eased(before: Indicator, after: Indicator) -> bool:
    """Whether some value that has to be reached is easier to reach than it was.

    Without a value of its own (増加を目指す), that is the baseline.
    """
    if type(before) is not type(after):
        return False
    old, new = _goals(before), _goals(after)
    return bool(old.keys() - new.keys()) or any(_better(new[key][0], *old[key]) for key in old if key in new)


def improved(indicator: Indicator, before: Actual, after: Actual) -> bool:
    """Whether some value of `after` is better than that of `before`, by the good side of `indicator`."""
    side = Better.HIGHER if isinstance(indicator, Milestone) else indicator.better_side
    if side is None:
        return False
    old, new = numbers(before), numbers(after)
    return any(_better(old[key], new[key], side) for key in old if key in new)


def numbers(actual: Actual) -> Mapping[str, Fraction]:
    """The numbers of a record: its value, those of its parts, or how many steps are done."""
    match actual:
        case NumberActual(value=value):
            return {_VALUE: ratio(value)}
        case CompositeActual(parts=parts):
            return {name: ratio(value) for name, value in parts.items()}
        case MilestoneActual(done=done):
            return {_STEPS: Fraction(len(set(done)))}
        case _:
            return {}


_Goals = Mapping[str, tuple[Fraction, Better]]


def _goals(indicator: Indicator) -> _Goals:  # noqa: PLR0911 - one return a direction
    match indicator:
        case Absolute():
            return {_VALUE: (_enough(indicator, ratio(indicator.target.value)), indicator.better_side)}
        case Relative():
            return {_VALUE: (_enough(indicator, indicator.goal), indicator.better_side)}
        case Reference():
            return {_VALUE: (ratio(indicator.target.reference.value), indicator.better_side)}
        case Increase() | Decrease():
            return {_VALUE: (ratio(indicator.baseline.value), indicator.better_side)}
        case Keep():
            return {_VALUE: (indicator.edge, indicator.better)}
        case Range(target=span):
            return {_LOWER: (ratio(span.lower), Better.HIGHER), _UPPER: (ratio(span.upper), Better.LOWER)}
        case Milestone():
            return {_STEPS: (Fraction(len(indicator.target.steps)), Better.HIGHER)}
        case Composite():
            return _of_parts(indicator)
        case Monitor():
            return {}
        case _:
            assert_never(indicator)


def _of_parts(indicator: Composite) -> _Goals:
    """Each part, or what all come to where only that counts."""
    side, parts = indicator.better_side, {name: ratio(value) for name, value in indicator.target.parts.items()}
    counted = {_VALUE: sum(parts.values(), Fraction(0))} if indicator.target.rule is Rule.SUM else parts
    return {name: (value, side) for name, value in counted.items()}


def _enough(indicator: Absolute | Relative, value: Fraction) -> Fraction:
    slack = indicator.target.slack(value)
    return value + (slack if indicator.better_side is Better.LOWER else -slack)


def _better(worse: Fraction, than: Fraction, side: Better) -> bool:
    """Whether `than` lies on the good side of `worse`."""
    return worse < than if side is Better.HIGHER else worse > than
