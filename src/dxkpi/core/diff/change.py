"""One change as a value, with a fingerprint that does not depend on its place in the files."""

import json
from hashlib import sha256
from typing import NamedTuple

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Ref

Key = tuple[str, ...]


class ValueChange(NamedTuple):
    """A single value as written, before and after; None where there is none. `key` leads to it."""

    key: Key
    before: str | None
    after: str | None


class Change(NamedTuple):
    """A difference in a plan, in one of its indicators, or in the site or the list of departments, without a `plan`.

    `key` says where: `actuals R3`, `ratings from60`; `values` are all values below it that differ. `indicator` and
    `name` are those after the change, or before it where the record was removed. `ordinal` distinguishes equal changes.
    """

    kind: ChangeKind
    plan: str
    indicator: str | None
    name: str
    key: Key
    values: tuple[ValueChange, ...]
    before: Ref | None
    after: Ref | None
    year: FiscalYear | None = None
    ordinal: int = 0

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digest of plan, indicator and values; neither other changes nor places in files affect it."""
        values = [[list(value.key), value.before, value.after] for value in self.values]
        own = [
            self.plan,
            self.indicator,
            self.kind.value,
            str(self.year or ""),
            list(self.key),
            values,
            self.ordinal,
        ]
        return sha256(json.dumps(own, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()[:_DIGITS]

    def reversed(self) -> "Change":
        """Return the change back; it refers to the indicator by its present id and name."""
        values = tuple(ValueChange(value.key, value.after, value.before) for value in self.values)
        return self._replace(kind=self.kind.reversed, values=values, before=self.after, after=self.before)


# 128 bits: two changes do not have the same ones by chance.
_DIGITS = 32
