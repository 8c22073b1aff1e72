"""Which of a plan's documents a report names as its sources."""

from collections.abc import Iterator

from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.reference import Path
from dxkpi.core.report import Report
from dxkpi.core.source import Document

_YEARLY = frozenset({"actuals", "unmet", "states"})


def cited(report: Report) -> tuple[Document, ...]:
    """The plan's documents in its order, without those that nothing but records of later years comes from.

    An indicator that another plan goes on with has such records after its first plan has ended.
    """
    named = list(_named(report))
    needed, later = ({document for document, after in named if after is then} for then in (False, True))
    return tuple(own for key, own in report.plan.documents.items() if key in needed or key not in later)


def _named(report: Report) -> Iterator[tuple[str, bool]]:
    """Every document that is named somewhere, and whether that is a record of a year after the report's."""
    for _, source in report.plan.sources():
        yield source.document, False
    for result in report.plan.published.values():
        yield from ((source.document, result.year > report.year) for _, source in result.sources())
    for assessment in report.assessments:
        for path, source in assessment.adopted.sources():
            yield source.document, _is_later(path, report)


def _is_later(path: Path, report: Report) -> bool:
    return path[0] in _YEARLY and parse_fiscal_year(str(path[1])) > report.year
