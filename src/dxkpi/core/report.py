"""The progress report of a plan in a fiscal year as values: tables, grades, evidence for figures, and gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_fiscal_year
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import ratio
from dxkpi.core.count_table import Composition, CountCell, CountColumn, CountTable, Percentage, Row
from dxkpi.core.counts import Tally, column_of, left_out, tally
from dxkpi.core.dataset import DeclaredIndicator, placed
from dxkpi.core.indicator.attested import Document
from dxkpi.core.method.grade import Graded
from dxkpi.core.method.method import Headline
from dxkpi.core.method.rounding import Zero
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import SUSPENDED, UNASSESSED, Section
from dxkpi.core.reconcile import Reconciliation, SectionResult, reconcile


@dataclass(frozen=True, slots=True)
class MeanRate:
    """The mean of the exact rates of those indicators that have one, with the marks of all of them."""

    exact: Fraction
    count: int
    marks: frozenset[Mark]


class Unfilled(StrEnum):
    """Reason why the published counts do not complete a section with indicators not assessed."""

    NOT_ASKED = "not_asked"
    NOT_PUBLISHED = "not_published"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"


class Gap(NamedTuple):
    """A section whose counts stay open, and the reason."""

    section: Section
    why: Unfilled


class Scope(NamedTuple):
    """Scope of a report: the vintage, one section, and whether published counts may complete it.

    `computed`: they may not. `original`: the report with the targets as adopted is added. `compared_with`: so is that
    of this year.
    """

    as_of: Day | None = None
    section: str | None = None
    computed: bool = False
    original: bool = False
    compared_with: FiscalYear | None = None


class Report(NamedTuple):
    """A plan in a fiscal year. Without ratings there are no tables, only monitored indicators."""

    plan: Plan
    year: FiscalYear
    scope: Scope
    assessments: tuple[Assessment, ...]
    overview: CountTable | None
    tables: tuple[CountTable, ...]
    gaps: tuple[Gap, ...]
    reconciliation: Reconciliation | None
    original: "Report | None" = None
    before: "Report | None" = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in its scope, in the plan's order."""
        return tuple(s for s in self.plan.sections if self.scope.section in (None, s.id))

    @property
    def composition(self) -> Composition | None:
        """Evidence for all its counts; None where nothing is counted."""
        return self.overview.composition if self.overview else None

    @property
    def mean_rate(self) -> MeanRate | None:
        """The mean of the rates of what is counted, where its plan begins with that; None where there is no rate."""
        plan, scale = self.plan, self.plan.scale
        if scale is None or plan.method is None or plan.method.headline is not Headline.MEAN_RATE:
            return None
        known = [(own.rate, own.marks) for own in self.assessments if own.counts and own.rate is not None]
        if not known:
            return None
        rates = (scale.clipped(rate) for rate, _ in known)
        return MeanRate(sum(rates, Fraction(0)) / len(known), len(known), frozenset().union(*(m for _, m in known)))

    @property
    def monitored(self) -> tuple[Assessment, ...]:
        """The monitored indicators."""
        return tuple(a for a in self.assessments if isinstance(a.outcome, Monitored))

    @property
    def monitored_count(self) -> int:
        """The number of monitored indicators that are no part of another."""
        return sum(a.indicator.of is None for a in self.monitored)


def build_report(
    plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear, scope: Scope | None = None
) -> Report:
    """Build the report of `plan` in `year` from `indicators`, the plan's own in the order of display.

    Published counts were judged by the targets then in force, so they never complete a report by adopted ones.
    """
    declared, scope, plan = plan, scope or Scope(), plan.in_year(year)
    report = _build(plan, indicators, year, scope)
    if (other := scope.compared_with) and declared.covers(other):
        alone = scope._replace(original=False, compared_with=None)
        report = report._replace(before=_build(declared.in_year(other), indicators, other, alone))
    if not scope.original:
        return report
    adopted = _build(plan.as_adopted, indicators, year, scope._replace(computed=True, original=False))
    return report._replace(original=adopted._replace(reconciliation=None))


def _build(plan: Plan, indicators: Sequence[DeclaredIndicator], year: FiscalYear, scope: Scope) -> Report:
    indicators = placed(indicators, plan, year)
    own = (d.indicator for d in indicators if scope.section in (None, *d.indicator.listed_in))
    assessments = tuple(assess(indicator, plan, year, scope.as_of) for indicator in own)
    reconciliation = reconcile(plan, indicators, year)
    bare = Report(plan, year, scope, assessments, None, (), (), reconciliation)
    monitored = not plan.ratings or all(isinstance(a.outcome, Monitored) for a in assessments)
    return bare if monitored else _with_tables(bare)


def _with_tables(bare: Report) -> Report:
    sections = {s.id: _Section.of(bare, s) for s in bare.sections}
    groups = [[sections[i] for i in group if i in sections] for group in bare.plan.table_groups()]
    return bare._replace(
        overview=_table(bare.plan, list(sections.values()), overview=True),
        tables=tuple(_table(bare.plan, group, overview=False) for group in groups if group),
        gaps=tuple(Gap(s.tally.section, s.gap) for s in sections.values() if s.gap and s.left_open),
    )


class _Section(NamedTuple):
    tally: Tally
    published: SectionResult | None
    gap: Unfilled | None
    unrated: frozenset[str]

    @classmethod
    def of(cls, report: Report, section: Section) -> "_Section":
        own = tally(report.plan, section, report.assessments, report.year, report.scope.as_of)
        result = report.reconciliation.section(section.id) if report.reconciliation else None
        gap = _gap(report, own, result)
        states = (state.id for state in report.plan.states)
        return cls(own, None if gap else result, gap, frozenset((SUSPENDED, *states)))

    @property
    def left_open(self) -> int:
        """Number of indicators that stay without a rating."""
        return self.tally.unplaced + (0 if self.published else len(self.tally.open))

    def cell(self, column: str) -> CountCell:
        named, undisclosed = self.tally.named[column], self.tally.undisclosed[column]
        rest = self.published.cell(column).rest if self.published else 0
        count = len(named) + undisclosed + rest
        settled_by_publication = bool(self.published and self.tally.candidates(column))
        if column in self.unrated and not count:
            return CountCell(None)
        left = self.published.allowed if self.published else {}
        certain = tuple(a for a in self.filled if left.get(a.indicator.id) == (column,))
        return CountCell(count, named, undisclosed, rest, bool(undisclosed) or settled_by_publication, certain)

    @property
    def filled(self) -> tuple[Assessment, ...]:
        """Return the indicators that the published counts place."""
        return tuple(item.assessment for item in self.tally.open) if self.published else ()


def _gap(report: Report, own: Tally, result: SectionResult | None) -> Unfilled | None:
    """Return the reason why the published counts must not complete a section, or None where they may."""
    if report.scope.computed:
        return Unfilled.NOT_ASKED
    if result is None or not report.plan.published_by(report.year, report.scope.as_of):
        return Unfilled.NOT_PUBLISHED
    if not result.consistent:
        return Unfilled.CONTRADICTED
    then = {a.indicator.id: cell.column for cell in result.cells for a in cell.named}
    now = {a.indicator.id: column_of(a) for named in own.named.values() for a in named}
    return None if then == now else Unfilled.OUTDATED


def _table(plan: Plan, sections: list[_Section], *, overview: bool) -> CountTable:
    columns = _columns(plan, sections)
    rows = tuple(
        Row(
            s.tally.section,
            s.tally.size,
            tuple(_cell(s, column) for column in columns),
            left_out(plan, s.tally, s.left_open),
            s.filled,
        )
        for s in sections
    )
    return CountTable(overview, columns, rows, _percentages(plan, columns, rows))


def _cell(section: _Section, column: CountColumn) -> CountCell:
    return CountCell(section.left_open) if column.id == UNASSESSED else section.cell(column.id)


def _columns(plan: Plan, sections: list[_Section]) -> tuple[CountColumn, ...]:
    """Return the columns: ratings always; 停止, special statuses and 算定不能 only where these sections use them."""
    columns = [CountColumn(rating.id, rating.group, rating.heading) for rating in plan.ratings]
    if any(s.cell(SUSPENDED).count for s in sections):
        group = plan.suspended.group if plan.suspended else "その他"
        columns.append(CountColumn(SUSPENDED, group, plan.suspended_label))
    columns += [
        CountColumn(s.id, s.group, s.heading) for s in plan.states if any(own.cell(s.id).count for own in sections)
    ]
    if any(s.left_open for s in sections):
        columns.append(CountColumn(UNASSESSED, "算定不能", "判定できない"))
    return tuple(columns)


def _percentages(plan: Plan, columns: tuple[CountColumn, ...], rows: tuple[Row, ...]) -> tuple[Percentage, ...]:
    """Return the percentage of each column; the unassessed outside the denominator are not in theirs."""
    left = sum(row.outside for row in rows)
    inside = [i for i, column in enumerate(columns) if column.id not in plan.outside]
    whole = sum(row.cells[i].count or 0 for row in rows for i in inside) - left
    exact = [
        _share(
            [row.cells[i] for row in rows],
            left if column.id == UNASSESSED else 0,
            0 if column.id in plan.outside else whole,
        )
        for i, column in enumerate(columns)
    ]
    marks = [frozenset(mark for row in rows for mark in row.cells[i].marks) for i in range(len(columns))]
    zero = plan.method.rounding.zero if plan.method and plan.method.rounding else Zero.PLAIN
    printed = plan.printed_shares(exact)
    return tuple(Percentage(*own, zero) for own in zip(exact, printed, marks, strict=True))


def _share(cells: list[CountCell], left: int, whole: int) -> Fraction | None:
    counted = sum(cell.count or 0 for cell in cells) - left
    return Fraction(counted, whole) if whole and not (left and not counted) else None


def graded(plan: Plan, table: CountTable, row: Row) -> Graded | None:
    """Return the grade of a row of `table`, from all its indicators that have a rating.

    None where the plan has no grades, where nothing is rated, and where an indicator could not be assessed, since its
    points are unknown.
    """
    grades = plan.method.grades if plan.method else None
    counts = {column.id: cell.count or 0 for column, cell in zip(table.columns, row.cells, strict=True)}
    rated = sum(counts.get(rating.id, 0) for rating in plan.ratings)
    if grades is None or not rated or counts.get(UNASSESSED, 0) > row.outside:
        return None
    parts = (ratio(r.points) * counts.get(r.id, 0) for r in plan.ratings if r.points is not None)
    return grades.of(sum(parts, Fraction(0)), rated)


def rated_otherwise(report: Report) -> Iterator[tuple[Assessment, Assessment]]:
    """Yield the indicators whose column is not the one of the year that `report` is compared with: then, and now."""
    then = {assessment.indicator.id: assessment for assessment in report.before.assessments} if report.before else {}
    for now in report.assessments:
        before = then.get(now.indicator.id)
        if before is not None and column_of(before) != column_of(now):
            yield before, now


_YEARLY = frozenset({"actuals", "unmet", "pending", "states", "judged", "remarks"})


def cited(report: Report) -> tuple[Document, ...]:
    """Return the plan's documents in its order, without those that only records of later years refer to.

    An indicator that a later plan continues has such records after its first plan has ended.
    """
    named = list(_named(report))
    needed, later = ({document for document, after in named if after is then} for then in (False, True))
    return tuple(own for key, own in report.plan.documents.items() if key in needed or key not in later)


def _named(report: Report) -> Iterator[tuple[str, bool]]:
    """Yield every document named, and whether by a record of a year after the report's."""
    for _, source in report.plan.sources():
        yield source.document, False
    for result in report.plan.published.values():
        yield from ((source.document, result.year > report.year) for _, source in result.sources())
    for assessment in report.assessments:
        for path, source in assessment.adopted.sources():
            yield source.document, _is_later(path, report)


def _is_later(path: Path, report: Report) -> bool:
    return path[0] in _YEARLY and parse_fiscal_year(str(path[1])) > report.year
