"""Counts of indicators by section and rating as values: cells with evidence and marks, percentages, composition."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assessment import Assessment, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.mark import Mark
from dxkpi.core.indicator.attested import State
from dxkpi.core.method.rounding import Zero
from dxkpi.core.plan.scheme import UNASSESSED, Section


class CountColumn(NamedTuple):
    """A column of counts: a rating's id, `suspended` or `unassessed`, with the two levels of its heading."""

    id: str
    group: str
    label: str


@dataclass(frozen=True, slots=True)
class CountCell:
    """A count with its evidence. `count` is None where there is nothing to count (a dash).

    `from_publication` of them are placed by the published count alone; of these `certain` can stand in no other cell.
    `by_publication`: without what was published or is not named, the data would leave the count open.
    """

    count: int | None
    named: tuple[Assessment, ...] = ()
    undisclosed: int = 0
    from_publication: int = 0
    by_publication: bool = False
    certain: tuple[Assessment, ...] = ()

    def bearing(self, mark: Mark) -> tuple[Assessment, ...]:
        """Return the indicators that are here for certain and bear `mark`; an assumed section counts as assumed."""
        return tuple(a for a in (*self.named, *self.certain) if mark in marks_counted(a))

    @property
    def marks(self) -> frozenset[Mark]:
        """Return the marks of the count."""
        own = {mark for a in (*self.named, *self.certain) for mark in marks_counted(a)}
        return frozenset(own | ({Mark.BY_PUBLICATION} if self.by_publication else set()))


@dataclass(frozen=True, slots=True)
class Marked:
    """The number of indicators in some cells, with the marks of these."""

    count: int
    marks: frozenset[Mark]

    @classmethod
    def of(cls, cells: Collection[CountCell]) -> "Marked":
        """Return the sum of `cells`, of which a dash counts nothing."""
        return cls(sum(cell.count or 0 for cell in cells), frozenset(mark for cell in cells for mark in cell.marks))


def marks_counted(assessment: Assessment) -> frozenset[Mark]:
    """Return the marks that an indicator brings to where it is counted; an assumed section counts as assumed."""
    return assessment.marks | ({Mark.ASSUMED} if assessment.section_assumed else frozenset())


class Row(NamedTuple):
    """A section's counts, in the order of the table's columns.

    `outside` are those among the unassessed that the plan leaves out of the denominator. `filled` are the indicators
    that have their place from the published counts.
    """

    section: Section
    size: int
    cells: tuple[CountCell, ...]
    outside: int = 0
    filled: tuple[Assessment, ...] = ()

    @property
    def somewhere(self) -> tuple[Assessment, ...]:
        """Return those of the filled that could stand in more than one cell."""
        certain = {a.indicator.id for cell in self.cells for a in cell.certain}
        return tuple(a for a in self.filled if a.indicator.id not in certain)


class Percentage(NamedTuple):
    """A share of all indicators of a table: exact and as printed, with the marks of its counts. None: no share."""

    exact: Fraction | None
    printed: Fraction | None
    marks: frozenset[Mark]
    zero: Zero = Zero.PLAIN


class Resting(NamedTuple):
    """The number of indicators with one mark, by part of a composition."""

    from_data: int
    with_assumption: int
    from_publication: int


class Composition(NamedTuple):
    """The bases of the ratings of a table, each indicator counted once; the parts add up to `total`.

    `judged` were rated by people. `states` are those of the plan that indicators are in. `carried` and `partial` say
    how many of a part rest on values of earlier years, and on values that are not of a whole year.
    """

    from_data: int
    judged: int
    suspended: int
    states: tuple[tuple[State, int], ...]
    with_assumption: int
    from_publication: int
    undisclosed: int
    unassessed: int
    carried: Resting
    partial: Resting

    @property
    def total(self) -> int:
        """All indicators of the table."""
        rated = self.from_data + self.judged + self.with_assumption + self.from_publication
        return rated + self.suspended + sum(count for _, count in self.states) + self.undisclosed + self.unassessed


class CountTable(NamedTuple):
    """Counts by section and rating, and one row of percentages over all sections: the `overview` or a section table."""

    overview: bool
    columns: tuple[CountColumn, ...]
    rows: tuple[Row, ...]
    percentages: tuple[Percentage, ...]

    @property
    def sections(self) -> frozenset[str]:
        """The ids of its sections."""
        return frozenset(row.section.id for row in self.rows)

    @property
    def size(self) -> int:
        """Number of indicators in the table."""
        return sum(row.size for row in self.rows)

    @property
    def composition(self) -> Composition:
        """Evidence for its counts."""
        cells = [(c.id, cell) for row in self.rows for c, cell in zip(self.columns, row.cells, strict=True)]
        named = [assessment for _, cell in cells for assessment in cell.named]
        rated = [assessment for assessment in named if isinstance(assessment.outcome, Rated)]
        computed = [assessment for assessment in rated if assessment.judged is None]
        plain, guessed = ([a for a in computed if bool(a.assumed) is assumed] for assumed in (False, True))
        filled = [assessment for row in self.rows for assessment in row.filled]

        def resting(mark: Mark) -> Resting:
            return Resting(*(sum(mark in a.marks for a in part) for part in (plain, guessed, filled)))

        return Composition(
            from_data=len(plain),
            judged=len(rated) - len(computed),
            suspended=sum(isinstance(assessment.outcome, Suspended) for assessment in named),
            states=_states(named),
            with_assumption=len(guessed),
            from_publication=sum(cell.from_publication for _, cell in cells),
            undisclosed=sum(cell.undisclosed for _, cell in cells),
            unassessed=sum(cell.count or 0 for column, cell in cells if column == UNASSESSED),
            carried=resting(Mark.CARRIED),
            partial=resting(Mark.PARTIAL),
        )


def _states(named: Sequence[Assessment]) -> tuple[tuple[State, int], ...]:
    """The states that indicators are in, each with how many; `named` are in the order of the columns."""
    states = [a.outcome.state for a in named if isinstance(a.outcome, SpecialStatus)]
    counts = Counter(state.id for state in states)
    return tuple((state, counts[state.id]) for state in {state.id: state for state in states}.values())


def counted(table: CountTable, column: str) -> tuple[int, Percentage]:
    """Return the count of a column over all rows of `table`, and its share; zero where the table has no such column."""
    for index, own in enumerate(table.columns):
        if own.id == column:
            return sum(row.cells[index].count or 0 for row in table.rows), table.percentages[index]
    return 0, Percentage(None, None, frozenset())
