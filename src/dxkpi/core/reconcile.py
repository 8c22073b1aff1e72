"""Published results compared with the data: 一致, 矛盾なし or 不整合, cell by cell.

A published result is an assertion. The data are never changed to fit it; it is shown whether both can be true.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Outcome
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import ratio
from dxkpi.core.counts import Open, Printed, Tally, can_fill, percentages, tally
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Rating
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published, PublishedRow
from dxkpi.core.plan.scheme import Section
from dxkpi.core.published_rows import RowDifference, differences, figures, prints_rate, row_of


class Agreement(StrEnum):
    """Agreement of a published figure with the data, best first."""

    CONFIRMED = "一致"
    POSSIBLE = "矛盾なし"
    CONTRADICTED = "不整合"


_WORSE = {agreement: rank for rank, agreement in enumerate(Agreement)}


class ReconciledCell(NamedTuple):
    """One published count. `published` is None where the document prints none (a dash).

    `named` are the indicators that the data put here, `undisclosed` the number of those counted here without a name,
    `rest` the remainder of the published count, `candidates` the indicators not assessed that may belong here.
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
        """Number of indicators that the data put here, named or not."""
        return len(self.named) + self.undisclosed

    @property
    def unconfirmed(self) -> int:
        """Number of the published count that no named indicator confirms."""
        return self.undisclosed + max(self.rest, 0)


class SectionResult(NamedTuple):
    """The published counts of one section compared with the data.

    `allowed` are, by indicator id, the ratings that counts and printed rows leave possible for those not assessed.
    """

    section: Section
    cells: tuple[ReconciledCell, ...]
    allowed: dict[str, tuple[str, ...]]

    @property
    def consistent(self) -> bool:
        """True if counts and data can both be true."""
        return all(cell.agreement is not Agreement.CONTRADICTED for cell in self.cells)

    def cell(self, column: str) -> ReconciledCell:
        """Return the cell of one column."""
        return next(cell for cell in self.cells if cell.column == column)


class Percent(NamedTuple):
    """One published percentage: whether the published counts give it, and their agreement with the data."""

    printed: Printed
    agreement: Agreement


class PrintedRow(NamedTuple):
    """The row printed for one indicator, with the number of its `printed` figures and those that cannot be true.

    `open` are figures that the data neither give nor rule out. `ratings` are those that row and data leave to the
    indicator, where the printed rate is one of none of them.
    """

    assessment: Assessment
    printed: int
    contradicted: tuple[RowDifference, ...]
    open: tuple[RowDifference, ...]
    ratings: tuple[Rating, ...] = ()

    @property
    def agreement(self) -> Agreement:
        """The worst of its figures."""
        if self.contradicted:
            return Agreement.CONTRADICTED
        return Agreement.POSSIBLE if self.open else Agreement.CONFIRMED


class Reconciliation(NamedTuple):
    """The reconciliation of a published result with the data at the vintage of its document."""

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
        """Return the result of one section, or None where none of its counts were published."""
        return next((result for result in self.sections if result.section.id == section_id), None)


def reconcile(plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear) -> Reconciliation | None:
    """Reconcile `indicators` with the result that a paper printed for `year`, or return None where none did.

    The data are taken at the vintage of the document: later knowledge cannot contradict it.
    """
    published = plan.published.get(year)
    if published is None or not (published.transcribed and plan.ratings):
        return None
    day = plan.published_on(year)
    return reconciled(plan, year, [assess(declared.indicator, plan, year, day) for declared in indicators])


def reconciled(plan: Plan, year: FiscalYear, assessments: Sequence[Assessment]) -> Reconciliation:
    """Reconcile the published result of `year` with assessments made at the vintage of its document.

    Raises:
        KeyError: where no result was published.
    """
    published = plan.published[year]
    sections = tuple(
        _section(_as_printed(tally(plan, section, assessments, year), published), published.counts[section.id])
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


def _as_printed(own: Tally, published: Published) -> Tally:
    """Return `own` with only the rating that the paper prints for an indicator, where the data leave it that one."""
    return own._replace(open=tuple(_narrowed(one, published) for one in own.open))


def _narrowed(one: Open, published: Published) -> Open:
    row = published.rows.get(one.assessment.indicator.id)
    return one._replace(possible=frozenset({row.rating})) if row and row.rating in one.possible else one


def _section(own: Tally, counts: dict[str, int]) -> SectionResult:
    columns = tuple(own.named)
    rest = {column: counts.get(column, 0) - own.determined(column) for column in columns}
    faulty = _faulty(own, rest)
    cells = tuple(
        ReconciledCell(
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
    """Return the columns that cannot be true: too many indicators already, or too few candidates.

    Where no single column is to blame, all that still lack indicators or have candidates.
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
    unlike = _of_another_rate(row, plan, assessment)
    left = tuple(
        difference
        for difference in found
        if _left_open(difference, assessment.outcome) and not (unlike and difference.path == RATE)
    )
    contradicted = tuple(difference for difference in found if difference not in left)
    return PrintedRow(assessment, len(figures(row)), contradicted, left, unlike)


RATE = ("rate",)
"""The path of a printed rate."""


def _left_open(difference: RowDifference, outcome: Outcome) -> bool:
    """Say whether the data leave a printed figure open, since they do not give it."""
    match difference.path[0]:
        case "rating":
            return isinstance(outcome, NotAssessed) and difference.published in {r.id for r in outcome.possible}
        case "rate" | "exact_rate":
            return isinstance(outcome, NotAssessed) and difference.today is None
        case "baseline" | "target" | "actual":
            return difference.today is None
        case _:
            return False


def _of_another_rate(row: PublishedRow, plan: Plan, assessment: Assessment) -> tuple[Rating, ...]:
    """Return the ratings that row and data leave to an indicator, where none of them is of the printed rate.

    Nothing where the rate alone does not decide: by people, by a position, within a tolerance.
    """
    outcome, target, scale = assessment.outcome, assessment.indicator.target, plan.scale
    if row.rate is None or scale is None or not isinstance(outcome, NotAssessed) or outcome.rate is not None:
        return ()
    positional = any(rating.positional or rating.without_target for rating in scale.ratings)
    by_people = outcome.why is NotAssessedReason.NOT_JUDGED
    if positional or by_people or not assessment.indicator.has_trajectory or (target and any(target.margin)):
        return ()
    left = tuple(own for own in outcome.possible if own.id == row.rating) or outcome.possible
    # The rates that print so lie together around the printed one: another rating comes in at an edge among them alone.
    edges = (edge for own in scale.ratings if (edge := scale.unrounded(own).lower) is not None)
    near = (ratio(row.rate) / 100, *(edge + step for edge in edges for step in _STEPS))
    fits = any(scale.of(rate) in left for rate in near if prints_rate(rate, row.rate, plan))
    return () if fits else left


_STEPS = (-Fraction(1, 10**12), Fraction(0), Fraction(1, 10**12))
"""Steps from an edge of a band to it and to both its sides, finer than anything that is printed."""
