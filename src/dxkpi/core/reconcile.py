"""Published results held against what the data determine: 一致, 矛盾なし or 不整合, cell by cell.

A published result is an assertion. The data never bend to it; it is shown whether both can be true.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Outcome
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.counts import Open, Printed, Tally, can_fill, percentages, tally
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.core.plan.scheme import Section
from dxkpi.core.published_rows import Difference, differences, figures, row_of


class Agreement(StrEnum):
    """How a published figure stands to the data, best first."""

    CONFIRMED = "一致"
    POSSIBLE = "矛盾なし"
    CONTRADICTED = "不整合"


_WORSE = {agreement: rank for rank, agreement in enumerate(Agreement)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One published count. `published` is None where the document prints none (a dash).

    `named` are the indicators that the data place here, `undisclosed` those counted there without a name,
    `rest` what is left of the published count, `candidates` the indicators not assessed that may belong here.
    """

    section: Section
    column: str
    published: int | None
    named: tuple[Assessment, ...]
    undisclosed: int
    rest: int
    candidates: tuple[Assessment, ...]
    agreement: Agreement

    @property
    def determined(self) -> int:
        """How many the data place here, named or not."""
        return len(self.named) + self.undisclosed

    @property
    def unconfirmed(self) -> int:
        """How many of the published count no named indicator confirms."""
        return self.undisclosed + max(self.rest, 0)


@dataclass(frozen=True, slots=True)
class SectionResult:
    """The published counts of one section against the data.

    `allowed` are, by indicator id, the ratings that the counts leave to those not assessed.
    """

    section: Section
    cells: tuple[Cell, ...]
    allowed: dict[str, tuple[str, ...]]

    @property
    def consistent(self) -> bool:
        """Whether the counts and the data can both be true."""
        return all(cell.agreement is not Agreement.CONTRADICTED for cell in self.cells)

    def cell(self, column: str) -> Cell:
        """The cell of one column."""
        return next(cell for cell in self.cells if cell.column == column)


@dataclass(frozen=True, slots=True)
class Percent:
    """One published percentage against the published counts behind it, and those against the data."""

    printed: Printed
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """What a document prints of one indicator, `printed` figures of it, and where the data say something else.

    `open` are those that the data do not give and do not rule out.
    """

    assessment: Assessment
    printed: int
    contradicted: tuple[Difference, ...]
    open: tuple[Difference, ...]

    @property
    def agreement(self) -> Agreement:
        """The worst of its figures."""
        if self.contradicted:
            return Agreement.CONTRADICTED
        return Agreement.POSSIBLE if self.open else Agreement.CONFIRMED


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A year's published result against the data as its document could know them."""

    plan: Plan
    year: FiscalYear
    published: Published
    sections: tuple[SectionResult, ...]
    percentages: tuple[Percent, ...]
    rows: tuple[PrintedRow, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """The worst of all cells, percentages and rows."""
        found = [cell.agreement for section in self.sections for cell in section.cells]
        found += [percent.agreement for percent in self.percentages]
        found += [row.agreement for row in self.rows]
        return max(found, key=_WORSE.__getitem__, default=Agreement.CONFIRMED)

    def section(self, section_id: str) -> SectionResult | None:
        """The result of one section, if counts of it were published."""
        return next((result for result in self.sections if result.section.id == section_id), None)


def reconcile(plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear) -> Reconciliation | None:
    """The result that a paper printed for `year` against `indicators` of the plan; None where none did.

    The data are read as of the day of the document: what became known later cannot contradict it.
    """
    published = plan.published.get(year)
    if published is None or not (published.transcribed and plan.ratings):
        return None
    day = plan.published_on(year)
    return reconciled(plan, year, [assess(declared.indicator, plan, year, day) for declared in indicators])


def reconciled(plan: Plan, year: FiscalYear, assessments: Sequence[Assessment]) -> Reconciliation:
    """The result that was published for `year` against what is known of each indicator as of the day of its document.

    Raises:
        KeyError: where none was published.
    """
    published = plan.published[year]
    sections = tuple(
        _section(tally(plan, section, assessments, year), published.counts[section.id])
        for section in plan.sections
        if section.id in published.counts
    )
    return Reconciliation(
        plan,
        year,
        published,
        sections,
        tuple(_judged(printed, sections) for printed in percentages(plan, published)),
        tuple(
            _row(published, plan, assessment) for assessment in assessments if assessment.indicator.id in published.rows
        ),
    )


def _section(own: Tally, counts: dict[str, int]) -> SectionResult:
    columns = tuple(own.named)
    rest = {column: counts.get(column, 0) - own.determined(column) for column in columns}
    faulty = _faulty(own, rest)
    cells = tuple(
        Cell(
            own.section,
            column,
            counts.get(column),
            own.named[column],
            own.undisclosed[column],
            rest[column],
            tuple(o.assessment for o in own.candidates(column)),
            _agreement(own, column, faulty),
        )
        for column in columns
    )
    return SectionResult(own.section, cells, {} if faulty else _allowed(own.open, rest))


def _agreement(own: Tally, column: str, faulty: frozenset[str]) -> Agreement:
    if column in faulty:
        return Agreement.CONTRADICTED
    if own.undisclosed[column] or own.candidates(column):
        return Agreement.POSSIBLE
    return Agreement.CONFIRMED


def _faulty(own: Tally, rest: dict[str, int]) -> frozenset[str]:
    """The columns that cannot be true: too many there already, or too few that could come.

    Where no single column is to blame, all that something is still owed to, or that could still receive.
    """
    if can_fill([o.possible for o in own.open], rest):
        return frozenset()
    blamed = frozenset(c for c, owed in rest.items() if owed < 0 or owed > len(own.candidates(c)))
    return blamed or frozenset(c for c, owed in rest.items() if owed or own.candidates(c))


def _allowed(open_: tuple[Open, ...], rest: dict[str, int]) -> dict[str, tuple[str, ...]]:
    choices = [o.possible for o in open_]
    allowed: dict[str, tuple[str, ...]] = {}
    for position, item in enumerate(open_):
        others = choices[:position] + choices[position + 1 :]
        allowed[item.assessment.indicator.id] = tuple(
            column
            for column, owed in rest.items()
            if column in item.possible and can_fill(others, {**rest, column: owed - 1})
        )
    return allowed


def _judged(printed: Printed, sections: Sequence[SectionResult]) -> Percent:
    behind = [s.cell(printed.column).agreement for s in sections if s.section.id in printed.sections]
    agreement = max(behind, key=_WORSE.__getitem__, default=Agreement.CONFIRMED)
    return Percent(printed, agreement if printed.follows else Agreement.CONTRADICTED)


def _row(published: Published, plan: Plan, assessment: Assessment) -> PrintedRow:
    row = published.rows[assessment.indicator.id]
    found = tuple(differences(row, row_of(assessment, plan), plan, whole=False))
    left = tuple(difference for difference in found if _left_open(difference, assessment.outcome))
    contradicted = tuple(difference for difference in found if difference not in left)
    return PrintedRow(assessment, len(figures(row)), contradicted, left)


def _left_open(difference: Difference, outcome: Outcome) -> bool:
    """Whether a printed figure may be so, since the data do not give it."""
    match difference.path[0]:
        case "rating":
            return isinstance(outcome, NotAssessed) and difference.published in {r.id for r in outcome.possible}
        case "rate" | "exact_rate":
            return isinstance(outcome, NotAssessed)
        case "baseline" | "target" | "actual":
            return difference.today is None
        case _:
            return False
