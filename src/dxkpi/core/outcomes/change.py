"""Effects of changes of data files: edits, fixes, publication, the import of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dxkpi.core.assessment import Assessment
    from dxkpi.core.basis.finding import Finding
    from dxkpi.core.dataset import DeclaredPlan
    from dxkpi.core.plan.published import Published
    from dxkpi.core.publication.conformity import Conformity
    from dxkpi.core.publication.made import Lack
    from dxkpi.core.publication.owed import Owed


class Insertion(NamedTuple):
    """`lines` to write into `document` below its first `below` lines, in place of the next `replaced` ones.

    `below` is None where a person has to find the place.
    """

    document: str
    lines: tuple[str, ...]
    below: int | None = None
    replaced: int = 0


class PlanChange(NamedTuple):
    """The result of an indicator in a plan before and after a change.

    `before` is None where the plan did not have it, `after` where no year is known; `unread`: its file could not be
    read; not `reported`: no report of the plan shows the year.
    """

    plan: DeclaredPlan
    before: Assessment | None
    after: Assessment | None
    unread: bool = False
    reported: bool = True


class ChangeOutcome(NamedTuple):
    """Effect of a change of one file: its lines as a unified `diff`, and the result of the year before and after.

    `findings` are those that the data did not have before. `others` are the results that change too: in other plans
    that share the indicator, and of indicators that share its actuals. `owed` are deviations from published years that
    need a correction, until the `corrections` are written. `remark` says by which number the indicator was found, where
    that is not its number today as well.
    """

    document: str
    diff: tuple[str, ...]
    result: PlanChange
    findings: tuple[Finding, ...]
    others: tuple[PlanChange, ...] = ()
    owed: tuple[Owed, ...] = ()
    corrections: tuple[Insertion, ...] = ()
    remark: str = ""

    @property
    def reported(self) -> tuple[PlanChange, ...]:
        """The results that a report shows; without any the year is history."""
        return tuple(change for change in (self.result, *self.others) if change.reported)

    @property
    def refused(self) -> bool:
        """True if the change must not be written as it is."""
        return self.unsound or bool(self.owed)

    @property
    def unsound(self) -> bool:
        """True if figures could not be computed from the data afterwards."""
        return self.result.unread or any(finding.touches_figures for finding in self.findings)


class PublishOutcome(NamedTuple):
    """The published year of each plan that was written, and the names of the files.

    Where indicators have no value of the year and nobody says why it is published all the same, nothing is written, and
    `lacks` names them by plan.
    """

    published: tuple[Published, ...] = ()
    names: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()


class CheckOutcome(NamedTuple):
    """Conformity of the years that `publish` wrote; `unread` are the files that could not be read."""

    conformities: tuple[Conformity, ...]
    unread: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """True if no published year has a deviation or fault, and every file was read."""
        return not self.unread and all(stand.sound for stand in self.conformities)


@dataclass(frozen=True, slots=True)
class ColumnsOutcome:
    """A guess which columns of a list are what: the text of the file that says so; `known` columns of `columns`."""

    file: str
    text: str
    known: int
    columns: int


@dataclass(frozen=True, slots=True)
class Left:
    """A row of a list for which nothing is written: its cell, the name of its indicator, and why."""

    at: str
    row: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The files made of a list: `files` by name below the data folder, and `there`, the names of indicators that exist.

    `left` are rows without a file, `sections` the lines that the plan lacks for them; `findings` come with the files.
    `notes` tell how cells were read that could be read otherwise. `undated`: values were reported, nobody knows when.
    """

    file: str
    plan: DeclaredPlan
    files: Mapping[str, str] = field(default_factory=dict)
    there: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    sections: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    undated: bool = False
