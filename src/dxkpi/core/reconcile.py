"""Published results held against what the data determine: 一致, 矛盾なし or 不整合, cell by cell.

A published result is an assertion. The data never bend to it; it is shown whether both can be true.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dxkpi.core.assess import Assessment, assess
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.feasible import can_fill
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.number import ratio
from dxkpi.core.plan import Percentages, Plan, Published, Section
from dxkpi.core.tally import Open, Tally, columns_of, tally


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
    """One published percentage against the published counts behind it.

    `table` is None for the percentages of the whole plan, else the position among the plan's `tables`.
    `exact` is the ratio that the counts give, None where there is nothing to divide by.
    """

    table: int | None
    column: str
    published: Decimal
    count: int
    denominator: int
    agreement: Agreement

    @property
    def exact(self) -> Fraction | None:
        """What the counts give, as a ratio."""
        return Fraction(self.count, self.denominator) if self.denominator else None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A year's published result against the data as its document could know them."""

    plan: Plan
    year: FiscalYear
    published: Published
    sections: tuple[SectionResult, ...]
    percentages: tuple[Percent, ...]

    @property
    def agreement(self) -> Agreement:
        """The worst of all cells and percentages."""
        found = [cell.agreement for section in self.sections for cell in section.cells]
        found += [percent.agreement for percent in self.percentages]
        return max(found, key=_WORSE.__getitem__, default=Agreement.CONFIRMED)

    def section(self, section_id: str) -> SectionResult | None:
        """The result of one section, if counts of it were published."""
        return next((result for result in self.sections if result.section.id == section_id), None)


def reconcile(plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear) -> Reconciliation | None:
    """The result that was published for `year` against `indicators` of the plan; None where none was.

    The data are read as of the day of the document: what became known later cannot contradict it.
    """
    published = plan.published.get(year)
    if published is None or not plan.ratings:
        return None
    day = plan.published_on(year)
    assessments = [assess(declared.indicator, plan, year, day) for declared in indicators]
    sections = tuple(
        _section(tally(plan, section, assessments, year), published.counts[section.id])
        for section in plan.sections
        if section.id in published.counts
    )
    return Reconciliation(plan, year, published, sections, tuple(_percentages(plan, published, sections)))


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


def _percentages(plan: Plan, published: Published, sections: tuple[SectionResult, ...]) -> Iterator[Percent]:
    """Every percentage that there are counts to hold against: those of all sections of its row."""
    if published.percent.total is not None and len(sections) == len(plan.sections):
        yield from _row(plan, None, published.percent.total, sections)
    for position, (group, row) in enumerate(zip(plan.table_groups(), published.percent.tables, strict=False)):
        own = tuple(s for s in sections if s.section.id in group)
        if len(own) == len(group):
            yield from _row(plan, position, row, own)


def _row(plan: Plan, table: int | None, row: Percentages, sections: tuple[SectionResult, ...]) -> Iterator[Percent]:
    counted = [column for column in columns_of(plan) if column not in plan.outside]
    denominator = sum(s.cell(column).published or 0 for s in sections for column in counted)
    for column, printed in row.items():
        if column not in columns_of(plan):
            continue  # an unknown rating is a finding of its own
        cells = [s.cell(column) for s in sections]
        count = sum(cell.published or 0 for cell in cells)
        behind = max((cell.agreement for cell in cells), key=_WORSE.__getitem__, default=Agreement.CONFIRMED)
        fits = bool(denominator) and prints_as(Fraction(count, denominator), printed)
        yield Percent(table, column, printed, count, denominator, behind if fits else Agreement.CONTRADICTED)


def prints_as(exact: Fraction, printed: Decimal) -> bool:
    """Whether `exact` (a ratio), rounded half up to the digits of `printed` (a percentage), prints as `printed`.

    >>> prints_as(Fraction(50, 68), Decimal("73.5")), prints_as(Fraction(1, 16), Decimal("6.2"))
    (True, False)
    """
    exponent = printed.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    half = Fraction(1, 2 * 10**digits)
    percent = exact * 100
    return ratio(printed) - half <= percent < ratio(printed) + half
