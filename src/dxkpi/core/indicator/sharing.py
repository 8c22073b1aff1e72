"""An indicator that several plans share: one file with its values, and an entry below `shared` for each other plan.

A missing key of an entry is as in the file, except what belongs to a single plan; the target is the plan's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import Field

from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.record import BetterSide, ByYear, Id, Line, Number, OneOrMore, Record, Text
from dxkpi.core.indicator.attested import (
    CountingName,
    OwnCarry,
    PeoplesRating,
    Remark,
    StatusEntry,
    Suspension,
    Unmet,
)
from dxkpi.core.indicator.history import Formerly
from dxkpi.core.keys import Sharing, of_indicator

SHARED = "shared"
"""The key of an indicator's file that holds the entries of other plans."""

APART = frozenset(of_indicator(Sharing.APART))
"""Keys that are never as in the file: the plan's placement of the indicator, and its own records of it."""

_WHOLE = frozenset({"plan", "id", "direction"})
"""Keys that the entry as a whole represents where it lacks them: its plan has the indicator and a target."""

OF_TARGET = frozenset(of_indicator(Sharing.OF_TARGET))
"""Keys that are not as in the file either where an entry has its own direction."""

COMMON = frozenset(of_indicator(Sharing.COMMON))
"""Keys that an entry cannot state: they are the same for all plans."""


class SharedWith(Record):
    """The entry of another plan that shares an indicator; missing keys are as in the file.

    It is read as the complete indicator that it results in, so this record only lists the keys.
    """

    section: Id
    subsection: Id | None = None
    relisted: tuple[Id, ...] = ()
    of: Id | None = None
    number: Line | None = None
    name: Line | None = None
    owner: Line | None = None
    direction: Text | None = None
    better: BetterSide | None = None
    counting: CountingName | None = None
    target: dict[str, Any] | None = None
    baseline: dict[str, Any] | None = None
    breaks: tuple[dict[str, Any], ...] = ()
    formerly: tuple[Formerly, ...] = ()
    unmet: ByYear[Unmet] = Field(default_factory=dict)
    suspended: Suspension | None = None
    states: ByYear[StatusEntry] = Field(default_factory=dict)
    judged: ByYear[PeoplesRating] = Field(default_factory=dict)
    remarks: ByYear[OneOrMore[Remark]] = Field(default_factory=dict)
    assumed: dict[Text, Text] = Field(default_factory=dict)
    carry: OwnCarry | None = None
    expected: ByYear[Number] = Field(default_factory=dict)
    note: Text | None = None


class SharedEntry(NamedTuple):
    """The entry of another plan: the record that a separate file would hold, and the keys of the entry itself."""

    plan: str
    written: dict[str, Any]
    keys: frozenset[str]

    def route(self, path: Path) -> Path:
        """Return the path in the file of what is at `path` of the record, whether or not there is a value."""
        if not path or path[0] in _WHOLE - self.keys:
            return (SHARED, self.plan)
        return (SHARED, self.plan, *path) if path[0] in self.keys | APART else path


def entries(written: Mapping[str, Any]) -> Iterator[SharedEntry]:
    """Yield the entry of each other plan in the order of the file; anything that is not an entry is skipped."""
    shared = written.get(SHARED)
    for plan, own in shared.items() if isinstance(shared, Mapping) else ():
        if isinstance(own, Mapping):
            yield SharedEntry(plan, _merged(written, plan, own), frozenset(own))


def _merged(written: Mapping[str, Any], plan: str, own: Mapping[str, Any]) -> dict[str, Any]:
    left = APART | {SHARED, "assumed"} | (OF_TARGET if "direction" in own else frozenset())
    inherited = {key: value for key, value in written.items() if key not in left and key not in own}
    if {"baseline", "direction"} & own.keys():
        inherited |= _without_baselines(inherited)
    assumed = {**_assumed(written, inherited), **_mapping(own.get("assumed"))}
    return {**inherited, **own, "plan": plan, **({"assumed": assumed} if assumed else {})}


def _without_baselines(inherited: Mapping[str, Any]) -> dict[str, Any]:
    """Return inherited changes of definition without their baselines, which are those of another target."""
    breaks = inherited.get("breaks")
    if not isinstance(breaks, Sequence) or isinstance(breaks, str):
        return {}
    return {"breaks": [_without(own, "baseline") if isinstance(own, Mapping) else own for own in breaks]}


def _without(record: Mapping[str, Any], left: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != left}


def _assumed(written: Mapping[str, Any], inherited: Mapping[str, Any]) -> dict[str, Any]:
    """Return the assumptions of the file about inherited keys, which still hold."""
    found = _mapping(written.get("assumed"))
    return {key: why for key, why in found.items() if str(key).partition(".")[0] in inherited}


def _mapping(value: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return value if isinstance(value, Mapping) else {}
