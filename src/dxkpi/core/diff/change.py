"""One change as a value, with a fingerprint that does not depend on where it stands."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import Kind
from dxkpi.core.basis.finding import Ref

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A single value as the data write it, before and after; None where there is none. `key` leads to it."""

    key: Key
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """Something of a plan, or of one of its indicators, that is not as it was.

    `key` says what: `actuals R3`, `ratings from60`; below it, `values` are all that differ. `indicator` and `name`
    are those after the change, or before it where there is none any more. `ordinal` tells equal changes apart.
    """

    kind: Kind
    plan: str
    indicator: str | None
    name: str
    key: Key
    values: tuple[Value, ...]
    before: Ref | None
    after: Ref | None
    year: FiscalYear | None = None
    ordinal: int = 0

    @property
    def fingerprint(self) -> str:
        """The same for the same change of the same plan and indicator, whatever else changes and wherever it stands."""
        values = [[list(value.key), value.before, value.after] for value in self.values]
        told = [self.plan, self.indicator, self.kind.value, str(self.year or ""), list(self.key), values, self.ordinal]
        return sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()[:_DIGITS]

    def reversed(self) -> "Change":
        """The change back. Of one that gives another id or name, it speaks of the one that it speaks of now."""
        values = tuple(Value(value.key, value.after, value.before) for value in self.values)
        return replace(self, kind=self.kind.reversed, values=values, before=self.after, after=self.before)


_DIGITS = 32
