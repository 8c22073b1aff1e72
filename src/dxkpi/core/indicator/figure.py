"""Forms of values, independent of the direction that declares them, and the numbers in them.

The forms are a closed set: number, parts and steps for actuals; a target has some more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.number import Quotient, pooled, ratio

_DIGITS = 6


class Figure(NamedTuple):
    """A number with its place, of `year` if it is an actual."""

    steps: tuple[str | int | FiscalYear, ...]
    number: Decimal
    what: str
    part: str = ""
    year: FiscalYear | None = None

    @property
    def path(self) -> Path:
        """The keys that lead to it."""
        return tuple(str(step) if isinstance(step, FiscalYear) else step for step in self.steps)

    @property
    def label(self) -> str:
        """Its name in messages."""
        return f"{self.year.formal}の{self.what}" if self.year else self.what

    @property
    def millionths(self) -> int:
        """The number in millionths, the smallest unit that can be written: exact and quick to compare."""
        return int(self.number.scaleb(_DIGITS))


class Amount(NamedTuple):
    """A number with its unit, for render to write."""

    value: Decimal | Fraction
    unit: str | None


POINTS = "ポイント"
"""What a difference of two percentages is counted in."""

Words = tuple[str | Amount, ...]
"""A Japanese phrase with the numbers in it."""


class FormNumber(NamedTuple):
    """A number of a form: the keys that lead to it, a suffix to its name, and its part."""

    keys: tuple[str, ...]
    number: Decimal
    suffix: str = ""
    part: str = ""


class _Form:
    """Defaults of a form."""

    @property
    def number_key(self) -> tuple[str, ...]:
        """The key of its number, if it is written as a single one."""
        return ()

    @property
    def cells(self) -> tuple[FormNumber, ...]:
        """Its numbers, in the unit of the indicator."""
        return ()

    @property
    def number(self) -> Decimal | None:
        """Its number, or None where it is not a single one."""
        return None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its parts or steps."""
        return ()

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Its numbers alone."""
        return tuple(cell.number for cell in self.cells)

    @property
    def written(self) -> tuple[Decimal, ...]:
        """The numbers written in the unit of the indicator."""
        return self.numbers


class _OneForm(_Form):
    """A form of a single number, which is written under `keys`."""

    keys: ClassVar[tuple[str, ...]] = ("value",)
    value: Decimal

    @property
    def number_key(self) -> tuple[str, ...]:
        return self.keys if len(self.keys) == 1 else ()

    @property
    def number(self) -> Decimal:
        return self.value

    @property
    def cells(self) -> tuple[FormNumber, ...]:
        return (FormNumber(self.keys, self.value),)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return (self.value,)


@dataclass(frozen=True, slots=True)
class NumberForm(_OneForm):
    """One number."""

    key = ("value",)
    value: Decimal

    @property
    def sizes(self) -> Mapping[str, Fraction]:
        """Comparable values, by name."""
        return {"value": ratio(self.value)}

    def words(self, unit: str | None, about: str = "") -> Words:
        """Return it as reports write it: `約1,000件`."""
        return (about, Amount(self.value, unit))


@dataclass(frozen=True, slots=True)
class PartsForm(_Form):
    """A number for each part; for a target also the rule that combines the parts."""

    key = ("parts",)
    parts: Mapping[str, Decimal]
    rule: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.parts)

    @property
    def cells(self) -> tuple[FormNumber, ...]:
        return tuple(FormNumber(("parts", part), value, part=part) for part, value in self.parts.items())

    @property
    def sizes(self) -> Mapping[str, Fraction]:
        """Comparable values, by name."""
        return {part: ratio(value) for part, value in self.parts.items()}

    def words(self, unit: str | None, about: str = "", remark: str = "") -> Words:
        """Return it as reports write it: `県1、市町村52（団体）`."""
        words: list[str | Amount] = [about]
        for part, value in self.parts.items():
            words += ["、" * (len(words) > 1) + part, Amount(value, unit if isinstance(value, Quotient) else None)]
        own = None if all(isinstance(value, Quotient) for value in self.parts.values()) else unit
        notes = "、".join(filter(None, (own, remark)))
        return (*words, f"（{notes}）" if notes else "")


@dataclass(frozen=True, slots=True)
class PooledForm(_OneForm):
    """A number that parts are to come to together, and their names."""

    value: Decimal
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.parts

    def come_to(self, form: "ValueForm") -> Quotient | None:
        """Return what the parts of a value come to together; None where one of them is missing or is one number."""
        parts = form.parts if isinstance(form, PartsForm) else {}
        own = [value for name in self.parts if isinstance(value := parts.get(name), Quotient)]
        return pooled(own) if len(own) == len(self.parts) else None

    def words(self, unit: str | None) -> Words:
        """Return it as reports write it: `40%（県・市町村を合わせた率）`."""
        return (Amount(self.value, unit), f"（{'・'.join(self.parts)}を合わせた率）")


@dataclass(frozen=True, slots=True)
class StepsForm(_Form):
    """Steps to take or taken, or a state in the words of the source."""

    steps: tuple[str, ...] | None
    text: str | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """The key that it is written under."""
        return ("text",) if self.steps is None else ("done",)

    @property
    def names(self) -> tuple[str, ...]:
        return self.steps or ()

    @property
    def sizes(self) -> Mapping[str, Fraction]:
        """Comparable values, by name: the number of different steps."""
        return {"steps": Fraction(len(set(self.names)))}

    def words(self, unit: str | None, about: str = "") -> Words:  # noqa: ARG002 - it is not of a unit
        """Return it as reports write it: `未整備`."""
        return (self.text or (f"{'、'.join(self.names)}が済み" if self.names else "済んだ段階なし"),)


@dataclass(frozen=True, slots=True)
class KeptForm(_OneForm):
    """A value to hold."""

    value: Decimal
    tolerance: Decimal | None


@dataclass(frozen=True, slots=True)
class RelativeForm(_OneForm):
    """A change of the baseline in percent, and the resulting value."""

    keys = ("change",)
    change: Decimal
    value: Decimal

    @property
    def written(self) -> tuple[Decimal, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class PointsForm(_OneForm):
    """A change of the baseline in points of its unit, and the value that it comes to."""

    keys = ("points",)
    points: Decimal
    value: Decimal

    @property
    def written(self) -> tuple[Decimal, ...]:
        return (self.points,)


@dataclass(frozen=True, slots=True)
class RangeForm(_Form):
    """Two values, both included."""

    lower: Decimal
    upper: Decimal

    @property
    def cells(self) -> tuple[FormNumber, ...]:
        return FormNumber(("min",), self.lower, "の下限"), FormNumber(("max",), self.upper, "の上限")


@dataclass(frozen=True, slots=True)
class ReferenceForm(_OneForm):
    """A value from other statistics, with its fiscal year."""

    keys = ("reference", "value")
    name: str
    value: Decimal
    year: FiscalYear | None


ValueForm = NumberForm | PartsForm | StepsForm
"""Forms of a baseline or an actual."""

TargetForm = (
    NumberForm | PartsForm | PooledForm | StepsForm | KeptForm | RelativeForm | PointsForm | RangeForm | ReferenceForm
)
"""Forms of a target."""


def figures(form: TargetForm, of: Figure) -> Iterator[Figure]:
    """Yield the numbers of `form`, each with the attributes of `of`."""
    for keys, number, suffix, part in form.cells:
        yield Figure((*of.steps, *keys), number, of.what + suffix, part, *of[4:])


def bracketed(*notes: Words) -> Words:
    """Join notes behind a value: `（累計、許容幅 3件）`."""
    words = [word for note in notes if note for word in ("、", *note)]
    return ("（", *words[1:], "）") if words else ()
