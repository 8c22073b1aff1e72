"""What changes of data files come to: edits, fixes, publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dxkpi.core.basis.finding import Finding
    from dxkpi.core.plan.published import Published
    from dxkpi.core.plan_change import PlanChange
    from dxkpi.core.publication.conformity import Conformity, Owed
    from dxkpi.core.settling import MendedFile


@dataclass(frozen=True, slots=True)
class Insertion:
    """`lines` to be written into `document` below its first `below` lines, in place of the next `replaced` ones.

    `below` is None where a person has to find the place.
    """

    document: str
    lines: tuple[str, ...]
    below: int | None = None
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class ChangeOutcome:
    """What a change of one file would do: its lines as a unified `diff`, the result of the year before and after.

    `findings` are those that the data did not have before. `others` are the other plans that share the indicator and
    in which it changes too. `owed` is what published years do not permit, until the `corrections` are written.
    """

    document: str
    diff: tuple[str, ...]
    result: PlanChange
    findings: tuple[Finding, ...]
    others: tuple[PlanChange, ...] = ()
    owed: tuple[Owed, ...] = ()
    corrections: tuple[Insertion, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the change must not be written as things are."""
        return self.unsound or bool(self.owed)

    @property
    def unsound(self) -> bool:
        """Whether the data could not be reckoned with any more."""
        return self.result.unread or any(finding.touches_figures for finding in self.findings)


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """What was mended, or with `dry_run` would be, in every file where something is to be said.

    `findings` are those that come to light when all of it is mended.
    """

    files: tuple[MendedFile, ...]
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def changed(self) -> tuple[MendedFile, ...]:
        """The files that are not as they were."""
        return tuple(file for file in self.files if file.after != file.before)


@dataclass(frozen=True, slots=True)
class PublishOutcome:
    """What was written of each plan, and the names of the files."""

    published: tuple[Published, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """How the years stand that `publish` wrote; `unread` are the files that could not be read."""

    conformities: tuple[Conformity, ...]
    unread: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with any of them."""
        return not self.unread and all(stand.sound for stand in self.conformities)
