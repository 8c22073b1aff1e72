"""Findings that somebody who knows better has set aside: with a reason, beside the data or in the plan."""

from dataclasses import dataclass
from datetime import date

from dxkpi.core.day import Day
from dxkpi.core.diagnostic import Finding
from dxkpi.core.reference import Spot


@dataclass(frozen=True, slots=True)
class Waiver:
    """A comment at `spot` that sets rules aside: on its `line`, or with None in the whole file.

    With `until` it is in force up to the end of that day or month.
    """

    spot: Spot
    codes: tuple[str, ...]
    reason: str
    until: Day | None = None
    line: int | None = None

    @property
    def speaks_of(self) -> tuple[str, int | None]:
        """The document, and the line of it or None for all of it."""
        return self.spot.document, self.line

    @property
    def end(self) -> date:
        """The last day that it is in force."""
        return self.until.last if self.until else date.max

    def expired(self, today: date | None) -> bool:
        """Whether it is in force no more on `today`; None asks no calendar."""
        return today is not None and self.end < today


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that does not count, and the reason that somebody gave; `spot` is where a comment gives it."""

    finding: Finding
    reason: str
    spot: Spot | None = None
