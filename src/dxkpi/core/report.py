"""The progress report of a plan in a fiscal year as values: tables, grades, evidence for figures, and gaps."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_fiscal_year
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import ratio
from dxkpi.core.counts import Tally, column_of, left_out, tally
from dxkpi.core.dataset import DeclaredIndicator, placed
from dxkpi.core.indicator.attested import Document, State
from dxkpi.core.method.grade import Graded
from dxkpi.core.method.method import Headline
from dxkpi.core.method.rounding import Zero
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import SUSPENDED, UNASSESSED, Section
from dxkpi.core.reconcile import Reconciliation, SectionResult, reconcile


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


@dataclass(frozen=True, slots=True)
class MeanRate:
    """The mean of the exact rates of those indicators that have one, with the marks of all of them."""

    exact: Fraction
    count: int
    marks: frozenset[Mark]


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
        outcomes = [(a, a.outcome) for a in self.assessments if a.counts and isinstance(a.outcome, Rated | NotAssessed)]
        known = [(own.rate, a.marks) for a, own in outcomes if own.rate is not None]
        if not known:
            return None
        rates = (scale.clip.apply(rate) if scale.clip else rate for rate, _ in known)
        return MeanRate(sum(rates, Fraction(0)) / len(known), len(known), frozenset().union(*(m for _, m in known)))

    @property
    def followed(self) -> tuple[Assessment, ...]:
        """The monitored indicators."""
        return tuple(a for a in self.assessments if isinstance(a.outcome, Monitored))

    @property
    def followed_count(self) -> int:
        """The number of monitored indicators that are no part of another."""
        return sum(a.indicator.of is None for a in self.followed)


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
    followed = not plan.ratings or all(isinstance(a.outcome, Monitored) for a in assessments)
    return bare if followed else _with_tables(bare)


def _with_tables(bare: Report) -> Report:
    sections = {s.id: _Section.of(bare, s) for s in bare.sections}
    groups = [[sections[i] for i in group if i in sections] for group in bare.plan.table_groups()]
    return bare._replace(
        overview=_table(bare.plan, list(sections.values()), overview=True),
        tables=tuple(_table(bare.plan, group, overview=False) for group in groups if group),
        gaps=tuple(Gap(s.own.section, s.gap) for s in sections.values() if s.gap and s.left_open),
    )


class _Section(NamedTuple):
    own: Tally
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
        return self.own.unplaced + (0 if self.published else len(self.own.open))

    def cell(self, column: str) -> CountCell:
        named, undisclosed = self.own.named[column], self.own.undisclosed[column]
        rest = self.published.cell(column).rest if self.published else 0
        count = len(named) + undisclosed + rest
        settled_by_publication = bool(self.published and self.own.candidates(column))
        if column in self.unrated and not count:
            return CountCell(None)
        left = self.published.allowed if self.published else {}
        certain = tuple(a for a in self.filled if left.get(a.indicator.id) == (column,))
        return CountCell(count, named, undisclosed, rest, bool(undisclosed) or settled_by_publication, certain)

    @property
    def filled(self) -> tuple[Assessment, ...]:
        """Return the indicators that the published counts place."""
        return tuple(item.assessment for item in self.own.open) if self.published else ()


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
            s.own.section,
            s.own.size,
            tuple(_cell(s, column) for column in columns),
            left_out(plan, s.own, s.left_open),
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
        group, label = (plan.suspended.group, plan.suspended.label) if plan.suspended else ("その他", "停止")
        columns.append(CountColumn(SUSPENDED, group, label))
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


def counted(table: CountTable, column: str) -> tuple[int, Percentage]:
    """Return the count of a column over all rows of `table`, and its share; zero where the table has no such column."""
    for index, own in enumerate(table.columns):
        if own.id == column:
            return sum(row.cells[index].count or 0 for row in table.rows), table.percentages[index]
    return 0, Percentage(None, None, frozenset())


def rated_otherwise(report: Report) -> Iterator[tuple[Assessment, Assessment]]:
    """Yield the indicators whose column is not the one of the year that `report` is compared with: then, and now."""
    then = {own.indicator.id: own for own in report.before.assessments} if report.before else {}
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
