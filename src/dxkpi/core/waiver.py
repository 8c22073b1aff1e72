"""Findings set aside by somebody who knows better, with a reason, and slips put right in a file, as values."""

from dataclasses import dataclass
from datetime import date

from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import Finding, RuleInfo, Spot
from dxkpi.core.basis.text import unified


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


@dataclass(frozen=True, slots=True)
class Mended:
    """One slip that was put right: where it stood, and what was done. `rule` is None where no rule speaks of it."""

    spot: Spot
    sentence: str
    rule: RuleInfo | None = None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """One slip whose right spelling is plain but that was not put right, and why."""

    spot: Spot
    reason: str
    rule: RuleInfo


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A data file as it was and as it is mended."""

    document: str
    before: bytes
    after: bytes
    mended: tuple[Mended, ...] = ()
    left: tuple[LeftAlone, ...] = ()

    @property
    def diff(self) -> tuple[str, ...]:
        """What is different, as a unified diff."""
        return unified(self.document, self.before, self.after)
