"""The numbers that an indicator declares, part by part in the order of time."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.figure import Figure

_APART = 7
_PERCENT = frozenset({"%", "パーセント"})


@dataclass(frozen=True, slots=True)
class Series:
    """What is measured, part by part: the baseline, the values to reach, and the actuals from the oldest on."""

    baseline: Figure | None
    goals: tuple[Figure, ...]
    actuals: tuple[Figure, ...]

    def all(self) -> tuple[Figure, ...]:
        """Every number of it."""
        return (*((self.baseline,) if self.baseline else ()), *self.goals, *self.actuals)


def series(indicator: Indicator) -> Iterator[Series]:
    """The numbers of an indicator: one series, one for each part, or none where it counts steps.

    A part that only the baseline has is of the time of another target.
    """
    parts: dict[str, dict[str, list[Figure]]] = {}
    for own in indicator.figures():
        parts.setdefault(own.part, {}).setdefault(str(own.steps[0]), []).append(own)
    for part, of in parts.items():
        goals, actuals = of.get("target", ()), of.get("actuals", ())
        if goals or actuals or not part:
            yield Series(next(iter(of.get("baseline", ())), None), tuple(goals), tuple(actuals))


def steady(indicator: Indicator) -> bool:
    """Whether no number of it is seven times another or more, so that none can have a digit too many or too few."""
    sizes = sorted(abs(number) for form in indicator.forms() for number in form.numbers if number)
    return not sizes or sizes[-1] < _APART * sizes[0]


@lru_cache(maxsize=1 << 6)  # there are few units, and nothing bounds how long one is
def in_percent(unit: str) -> bool:
    """Whether a unit is percent, by sign or in words, of whatever width."""
    return unicodedata.normalize("NFKC", unit).strip() in _PERCENT
