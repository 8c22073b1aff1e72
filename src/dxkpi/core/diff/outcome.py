"""Result of a comparison of two states of the data, for all formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.basis.calendar import FiscalYear
    from dxkpi.core.basis.finding import Finding, Where
    from dxkpi.core.diff.change import Change
    from dxkpi.core.diff.compare import Difference
    from dxkpi.core.diff.doubt import Doubt
    from dxkpi.core.diff.impact import Effect


@dataclass(frozen=True, slots=True)
class DiffSide:
    """One of two states of the data: its label, its errors that affect the figures, and its positions.

    `commit` is the id of the commit of a revision, None for a folder; `empty`: there are no data.
    """

    label: str
    errors: tuple[Finding, ...]
    where: Where
    commit: str | None = None
    empty: bool = False


@dataclass(frozen=True, slots=True)
class DiffOutcome:
    """Changes between two states of the data, their impact on the figures, and requests for a second look.

    `year` is the one asked for; None: every year.
    """

    before: DiffSide
    after: DiffSide
    difference: Difference
    effects: tuple[Effect, ...]
    doubts: tuple[Doubt, ...]
    year: FiscalYear | None = None

    @property
    def certain(self) -> bool:
        """True if everything of both sides was compared."""
        return not (self.before.errors or self.after.errors or self.difference.uncompared)

    @property
    def moving(self) -> tuple[Change, ...]:
        """The material changes, which affect a figure."""
        from dxkpi.core.diff.impact import moving  # noqa: PLC0415 - writers of all outcomes know this one, too

        return moving(self.difference.changes, self.effects)

    @property
    def rerated(self) -> bool:
        """True if a rating or a total changed."""
        return any(effect.rerated for effect in self.effects)
