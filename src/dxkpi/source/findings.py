"""Findings of one file, limited to the number that is counted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from dxkpi.core.basis.finding import COUNTED, Diagnostic, Place, Related, RuleInfo, Spot

T = TypeVar("T")


class Findings:
    """Findings of one document, in the order of discovery."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.full = False
        """Whether a rule was broken so often that looking closer is wasted."""
        self._found: list[Diagnostic] = []
        self._counts: defaultdict[str, int] = defaultdict(int)

    def at(self, line: int, column: int, rule: RuleInfo, message: str, hint: str = "") -> None:
        """Add a finding at a position of the document."""
        self.add(rule, Spot(self.document, line, column), message, hint)

    def add(
        self, rule: RuleInfo, place: Place, message: str, hint: str = "", *related: Related, blocks: bool = True
    ) -> None:
        """Add a finding, unless the limit of its rule is reached."""
        self._counts[rule.code] += 1
        self.full |= self._counts[rule.code] > COUNTED
        if self._counts[rule.code] <= COUNTED + 1:
            self._found.append(Diagnostic(rule, place, message, hint, related, blocks))

    def while_room(self, things: Iterable[T]) -> Iterator[T]:
        """Yield `things` until the limit of some rule makes further checks pointless."""
        for thing in things:
            if self.full:
                return
            yield thing

    def reported(self) -> tuple[Diagnostic, ...]:
        """Return all findings."""
        return tuple(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)
