"""One line for each plan: the figures of its report of a year, and their relation to the published ones."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.count_table import CountCell, CountColumn, Marked, Percentage
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.default_year import default_year
from dxkpi.core.detail import counted_again
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.core.publication.conformity import Publication, publication
from dxkpi.core.report import Report, build_report


class Silent(StrEnum):
    """Reason for having no report of a plan."""

    NOT_COVERED = "not_covered"
    NO_ACTUAL = "no_actual"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan and its report of `year`, or the reason for none; all figures are those of the report's overview table.

    `publication` relates the report to the published year.
    """

    plan: Plan
    year: FiscalYear | None
    report: Report | Silent
    publication: Publication | None = None

    @property
    def judged_by(self) -> Plan:
        """The plan as its report was judged, which is otherwise than today where that was published."""
        return self.report.plan if isinstance(self.report, Report) else self.plan

    @property
    def indicators(self) -> int | None:
        """Number of indicators counted, named or not; None where the plan counts none."""
        return self.report.overview.size if isinstance(self.report, Report) and self.report.overview else None

    @property
    def distinct(self) -> int | None:
        """Number of indicators, each counted once however many sections list it; None where the plan counts none."""
        if not isinstance(self.report, Report) or self.report.overview is None:
            return None
        return self.report.overview.size - counted_again(self.report, self.report.overview)

    @property
    def monitored(self) -> int:
        """Number of monitored indicators, which are outside all counts."""
        return self.report.monitored_count if isinstance(self.report, Report) else 0

    @property
    def shares(self) -> tuple[tuple[CountColumn, Percentage], ...]:
        """The percentages of the overview table, column by column."""
        table = self.report.overview if isinstance(self.report, Report) else None
        return tuple(zip(table.columns, table.percentages, strict=True)) if table else ()

    @property
    def headline(self) -> tuple[tuple[str, Percentage], ...]:
        """The percentages of ratings that require a met target, those of a group of ratings together."""
        groups: dict[str, list[Percentage]] = {}
        for column, share in self.shares:
            if column.id in self._met:
                groups.setdefault(column.group, []).append(share)
        return tuple((group, _together(shares)) for group, shares in groups.items())

    @property
    def achieved(self) -> Marked | None:
        """Number of indicators that met their target; None where the plan counts none."""
        return self._counted(self._met)

    @property
    def rated(self) -> Marked | None:
        """Number of indicators with a rating; None where the plan counts none."""
        return self._counted({rating.id for rating in self.judged_by.ratings})

    @property
    def known(self) -> int | None:
        """Number of indicators with a rating, without marks."""
        return self.rated.count if self.rated else None

    @property
    def unassessed(self) -> int | None:
        """Number of indicators not assessed; None where the plan counts none."""
        found = self._counted({UNASSESSED})
        return found.count if found else None

    @property
    def apart(self) -> int | None:
        """Number of indicators suspended or with a special status; None where the plan counts none."""
        if self.indicators is None:
            return None
        return self.indicators - (self.known or 0) - (self.unassessed or 0)

    @property
    def published(self) -> bool:
        """True if there is a file of the published result of the year."""
        return self.year in self.plan.published

    @property
    def _met(self) -> set[str]:
        return {rating.id for rating in self.judged_by.ratings if rating.met}

    def _counted(self, columns: set[str]) -> Marked | None:
        return None if self.indicators is None else Marked.of(self._cells(columns))

    def _cells(self, columns: set[str]) -> list[CountCell]:
        table = self.report.overview if isinstance(self.report, Report) else None
        if table is None:
            return []
        places = [place for place, column in enumerate(table.columns) if column.id in columns]
        return [row.cells[place] for row in table.rows for place in places]


def _together(shares: list[Percentage]) -> Percentage:
    exact = [share.exact for share in shares if share.exact is not None]
    printed = [share.printed for share in shares if share.printed is not None]
    marks = frozenset(mark for share in shares for mark in share.marks)
    whole, shown = (sum(own, Fraction(0)) if own else None for own in (exact, printed))
    return Percentage(whole, shown, marks)


def overview(dataset: Dataset, year: FiscalYear | None = None) -> tuple[PlanLine, ...]:
    """Return a line for every plan in `year`, or each in its default year."""
    return tuple(_line(dataset, declared, year) for declared in dataset.plans)


def _line(dataset: Dataset, declared: DeclaredPlan, asked: FiscalYear | None) -> PlanLine:
    plan = declared.plan
    known = sorted(year for year in dataset.actual_years(plan.plan) if plan.covers(year))
    default = default_year(dataset, declared) if asked is None else None
    year = asked or (default.year if default else None)
    if year is None:
        return PlanLine(plan, None, Silent.NO_ACTUAL)
    if not dataset.covers(plan, year):
        return PlanLine(plan, year, Silent.NOT_COVERED)
    if not plan.ratings and not any(year <= last for last in known):
        return PlanLine(plan, year, Silent.NO_ACTUAL)
    report = build_report(plan, dataset.of_plan(plan.plan), year)
    return PlanLine(plan, year, report, publication(dataset, report))
