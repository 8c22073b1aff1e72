"""The numbers that an indicator declares, in the order of time, each with its place and whether a note explains it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, assert_never

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import finite
from dxkpi.core.reference import Path
from dxkpi.core.targets import Indicator
from dxkpi.core.targets.absolute import Absolute, Reference
from dxkpi.core.targets.composite import Composite
from dxkpi.core.targets.milestone import Milestone
from dxkpi.core.targets.monitor import Monitor
from dxkpi.core.targets.relative import Relative
from dxkpi.core.targets.trend import Decrease, Increase
from dxkpi.core.targets.within import Keep, Range

_ACTUAL = "実績値"
_START = attrgetter("start")
_VALUE = attrgetter("value")
_DIGITS = 6
_APART = 7
_PERCENT = frozenset({"%", "パーセント"})
_Measured = Absolute | Reference | Relative | Increase | Decrease | Keep | Range | Monitor


class Value(NamedTuple):
    """A number where it stands, of `year` if it is an actual. `noted`: a note speaks of it, `unmet`: a reason does."""

    steps: tuple[str | int | FiscalYear, ...]
    number: Decimal
    what: str
    noted: bool = False
    unmet: bool = False
    year: FiscalYear | None = None

    @property
    def path(self) -> Path:
        """The keys that lead to it."""
        return tuple(str(step) if isinstance(step, FiscalYear) else step for step in self.steps)

    @property
    def label(self) -> str:
        """What it is, as messages say it."""
        return f"{self.year.formal}の{self.what}" if self.year else self.what

    @property
    def millionths(self) -> int:
        """The number in the smallest part that can be written, to compare exactly and quickly."""
        return int(self.number.scaleb(_DIGITS))


@dataclass(frozen=True, slots=True)
class Series:
    """What is measured, part by part: the baseline, the values to reach, and the actuals from the oldest on."""

    baseline: Value | None
    goals: tuple[Value, ...]
    actuals: tuple[Value, ...]

    def all(self) -> tuple[Value, ...]:
        """Every number of it."""
        return (*((self.baseline,) if self.baseline else ()), *self.goals, *self.actuals)


def series(indicator: Indicator) -> Iterator[Series]:
    """The numbers of an indicator: one series, one for each part, or none where it counts steps."""
    match indicator:
        case Milestone():
            return
        case Composite():
            actuals = (record for records in indicator.actuals.values() for record in records)
            for part in dict.fromkeys((*indicator.target.parts, *(part for own in actuals for part in own.parts))):
                yield _of_part(indicator, part)
        case Absolute() | Reference() | Relative() | Increase() | Decrease() | Keep() | Range() | Monitor():
            start = indicator.baseline
            yield Series(
                Value(("baseline", "value"), start.value, "基準値", bool(start.note)) if start else None,
                tuple(_goals(indicator)),
                tuple(
                    Value(("actuals", year, index, "value"), record.value, _ACTUAL, bool(record.note), unmet, year)
                    for year, unmet in _years(indicator)
                    for index, record in enumerate(indicator.actuals[year])
                ),
            )
        case _:
            assert_never(indicator)


def steady(indicator: Indicator) -> bool:
    """Whether no number of it is seven times another or more, so that none can have a digit too many or too few.

    Of what has parts or steps that is not known before each is looked at.
    """
    if isinstance(indicator, (Milestone, Composite)):
        return False
    actuals, baseline = chain.from_iterable(indicator.actuals.values()), indicator.baseline
    numbers = [
        *(number for _, number, _ in _wanted(indicator)),
        *map(_VALUE, actuals),
        baseline.value if baseline else None,
    ]
    sizes = sorted(map(abs, filter(None, numbers)))
    return not sizes or sizes[-1] < _APART * sizes[0]


@lru_cache(maxsize=1 << 6)  # there are few units, and nothing bounds how long one is
def in_percent(unit: str) -> bool:
    """Whether a unit is percent, by sign or in words, of whatever width."""
    return unicodedata.normalize("NFKC", unit).strip() in _PERCENT


def _goals(indicator: _Measured) -> Iterator[Value]:
    target = indicator.target
    for keys, number, what in _wanted(indicator):
        yield Value(("target", *keys), number, what, bool(target and target.note))


def _wanted(indicator: _Measured) -> tuple[tuple[tuple[str, ...], Decimal, str], ...]:
    """The numbers of a target: the keys below it, the number, and what it is called."""
    match indicator:
        case Absolute() | Keep():
            return ((("value",), indicator.target.value, "目標値"),)
        case Relative():
            return ((("change",), finite(indicator.goal), "目標値"),)
        case Reference():
            return ((("reference", "value"), indicator.target.reference.value, "目標値"),)
        case Range():
            lower, upper = indicator.target.lower, indicator.target.upper
            return (("min",), lower, "目標値の下限"), (("max",), upper, "目標値の上限")
        case Increase() | Decrease() | Monitor():
            return ()
        case _:
            assert_never(indicator)


def _of_part(indicator: Composite, part: str) -> Series:
    start, target = indicator.baseline, indicator.target
    known = start is not None and part in start.parts
    return Series(
        Value(("baseline", "parts", part), start.parts[part], "基準値", bool(start.note)) if start and known else None,
        (Value(("target", "parts", part), target.parts[part], "目標値", bool(target.note)),)
        if part in target.parts
        else (),
        tuple(
            Value(("actuals", year, index, "parts", part), found, _ACTUAL, bool(record.note), unmet, year)
            for year, unmet in _years(indicator)
            for index, record in enumerate(indicator.actuals[year])
            if (found := record.parts.get(part)) is not None
        ),
    )


def _years(indicator: Indicator) -> list[tuple[FiscalYear, bool]]:
    """The years that it has actuals of, oldest first, and whether a reason was given for missing the target of each."""
    return [(year, year in indicator.unmet) for year in sorted(indicator.actuals, key=_START)]
