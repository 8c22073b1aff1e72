"""Result of a comparison of two states of the data, for all formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dxkpi.core.basis.calendar import FiscalYear
    from dxkpi.core.basis.finding import Finding, Locate
    from dxkpi.core.diff.change import Change
    from dxkpi.core.diff.compare import Difference
    from dxkpi.core.diff.impact import Impact


class DiffSide(NamedTuple):
    """One of two states of the data: its label, its errors that affect the figures, and its positions.

    `commit` is the id of the commit of a revision, None for a folder; `empty`: there are no data. `address` precedes
    the names of its files in links; without it links lead to the files as named.
    """

    label: str
    errors: tuple[Finding, ...]
    locate: Locate
    commit: str | None = None
    empty: bool = False
    address: str = ""


class SecondLook(NamedTuple):
    """A finding that asks for a second look, and the changes that are its reason, one at least.

    Nothing is wrong for certain: so figures come out better, and so slips look.
    """

    finding: Finding
    changes: tuple[Change, ...]


class DiffOutcome(NamedTuple):
    """Changes between two states of the data, their impact on the figures, and requests for a second look.

    `year` is the one asked for; None: every year.
    """

    before: DiffSide
    after: DiffSide
    difference: Difference
    impacts: tuple[Impact, ...]
    second_looks: tuple[SecondLook, ...]
    year: FiscalYear | None = None

    @property
    def certain(self) -> bool:
        """True if everything of both sides was compared."""
        return not (self.before.errors or self.after.errors or self.difference.uncompared)

    @property
    def material(self) -> tuple[Change, ...]:
        """The material changes, which affect a figure."""
        from dxkpi.core.diff.impact import material  # noqa: PLC0415 - writers of all outcomes know this one, too

        return material(self.difference.changes, self.impacts)

    @property
    def wording(self) -> tuple[Change, ...]:
        """The changes of wording alone, which affect no figure and need no second look."""
        from dxkpi.core.diff.impact import WORDING  # noqa: PLC0415 - as above

        listed = {change.fingerprint for look in self.second_looks for change in look.changes}
        listed |= {change.fingerprint for change in self.material}
        return tuple(own for own in self.difference.changes if own.kind in WORDING and own.fingerprint not in listed)

    @property
    def rerated(self) -> bool:
        """True if a rating or a total changed."""
        return any(impact.rerated for impact in self.impacts)
