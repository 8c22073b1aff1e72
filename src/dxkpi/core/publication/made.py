"""The file of a published year, written from its report, and the values that the report lacks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dxkpi.core.assessment import Assessment, NotAssessed
from dxkpi.core.computed import finished
from dxkpi.core.count_table import CountTable
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import CarriedOver, Published, PublishedPercent, Unnamed
from dxkpi.core.plan.scheme import UNASSESSED, Scheme
from dxkpi.core.published_rows import PrintedRate, row_of
from dxkpi.core.report import Report

PrintedShare = Callable[[Fraction], str]


def made(
    report: Report, by: str, share: PrintedShare, rate: PrintedRate, carried: CarriedOver | None = None
) -> Published:
    """Return the file of a published year from `report`, dated its vintage; `by` is the program.

    `carried` says why it is published although indicators have no value of the year.
    """
    plan, as_of = report.plan, report.scope.as_of
    overview = report.overview
    sections = tuple(section.model_copy(update={"source": None}) for section in plan.sections)
    judged = {key: getattr(plan, key) for key in Scheme.model_fields} | {"sections": sections}
    return Published.model_construct(
        plan=plan.plan,
        year=report.year,
        date=as_of,
        made=by,
        source=None,
        carried=carried,
        judged=Scheme.model_construct(**judged),
        counts=_counts(overview) if overview else {},
        percent=PublishedPercent.model_construct(
            total=_percent(overview, share) if overview else None,
            tables=tuple(_percent(table, share) for table in report.tables),
        ),
        unnamed=tuple(_unnamed(report)),
        rows={a.indicator.id: row_of(a, plan, rate) for a in report.assessments},
    )


def _counts(table: CountTable) -> dict[str, dict[str, int]]:
    columns = [column.id for column in table.columns]
    return {
        row.section.id: {c: cell.count for c, cell in zip(columns, row.cells, strict=True) if cell.count is not None}
        for row in table.rows
    }


def _percent(table: CountTable, share: PrintedShare) -> dict[str, Decimal]:
    columns = zip(table.columns, table.percentages, strict=True)
    return {column.id: Decimal(share(own.printed)) for column, own in columns if own.printed is not None}


def _unnamed(report: Report) -> Iterator[Unnamed]:
    for section in report.sections:
        count = report.plan.unnamed(report.year, section.id)
        if count:
            yield Unnamed.model_construct(section=section.id, rating=UNASSESSED, count=count, source=None)


@dataclass(frozen=True, slots=True)
class Lack:
    """The indicators of a plan that are judged by values of earlier years, and those that have nothing to judge by."""

    plan: Plan
    carried: tuple[Assessment, ...]
    missing: tuple[Assessment, ...]

    def __bool__(self) -> bool:
        """True if there are any."""
        return bool(self.carried or self.missing)

    @property
    def owners(self) -> Iterator[tuple[str | None, tuple[Assessment, ...]]]:
        """Yield the indicators by whoever has to tell their values, in the order of the first of each."""
        every = (*self.carried, *self.missing)
        for owner in dict.fromkeys(assessment.indicator.owner for assessment in every):
            yield owner, tuple(own for own in every if own.indicator.owner == owner)

    def accepted(self, reason: str) -> CarriedOver:
        """Return what the published file says of them."""
        ids = (tuple(assessment.indicator.id for assessment in part) for part in (self.carried, self.missing))
        indicators, missing = ids
        return CarriedOver.model_construct(reason=reason, indicators=indicators, missing=missing)


def lack(report: Report) -> Lack:
    """Return what `report` lacks.

    Finished milestones, results that stand since their target year, and what is suspended or in a state lack nothing.
    """
    return Lack(
        report.plan,
        tuple(a for a in report.assessments if a.carried and not (a.frozen or _finished(a))),
        tuple(a for a in report.assessments if isinstance(a.outcome, NotAssessed) and a.outcome.why.waits),
    )


def _finished(assessment: Assessment) -> bool:
    return assessment.observation is not None and finished(assessment.indicator, assessment.observation)
