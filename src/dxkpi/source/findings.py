"""What is found in one file, gathered up to a number that somebody can still read."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from dxkpi.core.diagnostic import Diagnostic, Related, RuleInfo
from dxkpi.core.reference import Place, Spot
from dxkpi.source.codes import TOO_MANY

LIMIT = 100
"""How many findings of one file are told; a file of a megabyte can hold a hundred thousand."""

T = TypeVar("T")


class Findings:
    """The findings of one document, in the order of their telling."""

    def __init__(self, document: str) -> None:
        self.document = document
        self._found: list[Diagnostic] = []
        self._cut = False

    @property
    def full(self) -> bool:
        """Whether no more will be told, so that looking closer is wasted."""
        return len(self._found) >= LIMIT

    def at(self, line: int, column: int, rule: RuleInfo, message: str, hint: str = "") -> None:
        """Adds a finding at a position of the document."""
        self.add(rule, Spot(self.document, line, column), message, hint)

    def add(
        self, rule: RuleInfo, place: Place, message: str, hint: str = "", *related: Related, blocks: bool = True
    ) -> None:
        """Adds a finding."""
        if self.full:
            self._cut = True
        else:
            self._found.append(Diagnostic(rule, place, message, hint, related, blocks))

    def while_room(self, things: Iterable[T]) -> Iterator[T]:
        """The things to look at, as long as what is found there can still be told."""
        for thing in things:
            if self.full:
                self._cut = True
                return
            yield thing

    def told(self) -> tuple[Diagnostic, ...]:
        """Every finding, and one that says when there are more."""
        if not self._cut:
            return tuple(self._found)
        return (*self._found, too_many(self.document))

    def __bool__(self) -> bool:
        return bool(self._found)


def too_many(document: str) -> Diagnostic:
    """That there is more wrong with a file than is told."""
    message = f"誤りが{LIMIT}件を超えたので、残りを省いた"
    return Diagnostic(TOO_MANY, Spot(document, 1, 1), message, "示した誤りを直して、もう一度確かめる")
