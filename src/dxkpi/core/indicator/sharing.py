"""An indicator that several plans share: one file with its values, and for each other plan an entry below `shared`.

What an entry does not say is as in the file, but for what is a plan's own affair; its target is the plan's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dxkpi.core.basis.finding import Path
from dxkpi.core.fields import Sharing, of_indicator

SHARED = "shared"
"""The key of an indicator's file below which the other plans stand."""

APART = frozenset(of_indicator(Sharing.APART))
"""What is never as in the file: where a plan places the indicator, and what became of it there."""

_WHOLE = frozenset({"plan", "id", "direction"})
"""What an entry as a whole stands for where it does not say it: that its plan has the indicator and a target."""

OF_TARGET = frozenset(of_indicator(Sharing.OF_TARGET))
"""What is not as in the file either where an entry has a direction of its own."""

COMMON = frozenset(of_indicator(Sharing.COMMON))
"""What an entry cannot say: it is the same for all plans."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the file as written says for another plan: the record that a file of its own would be, and its own keys."""

    plan: str
    written: dict[str, Any]
    keys: frozenset[str]

    def route(self, path: Path) -> Path:
        """Where in the file stands, or would stand, what is at `path` of the record."""
        if not path or path[0] in _WHOLE - self.keys:
            return (SHARED, self.plan)
        return (SHARED, self.plan, *path) if path[0] in self.keys | APART else path


def entries(written: Mapping[str, Any]) -> Iterator[Entry]:
    """The entry of each other plan, in the order in which they stand; what is none is left out."""
    shared = written.get(SHARED)
    for plan, own in shared.items() if isinstance(shared, Mapping) else ():
        if isinstance(own, Mapping):
            yield Entry(plan, _merged(written, plan, own), frozenset(own))


def _merged(written: Mapping[str, Any], plan: str, own: Mapping[str, Any]) -> dict[str, Any]:
    left = APART | {SHARED, "assumed"} | (OF_TARGET if "direction" in own else frozenset())
    inherited = {key: value for key, value in written.items() if key not in left and key not in own}
    assumed = {**_assumed(written, inherited), **_mapping(own.get("assumed"))}
    return {**inherited, **own, "plan": plan, **({"assumed": assumed} if assumed else {})}


def _assumed(written: Mapping[str, Any], inherited: Mapping[str, Any]) -> dict[str, Any]:
    """Of what the file assumes that which still holds: the assumptions about what is inherited."""
    found = _mapping(written.get("assumed"))
    return {key: why for key, why in found.items() if str(key).partition(".")[0] in inherited}


def _mapping(value: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return value if isinstance(value, Mapping) else {}
