"""The progress report as a document: overview and section tables as the paper prints them, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.outlook import PlanOutlook
from dxkpi.core.phrases import day_phrase
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import Report, Table
from dxkpi.render.blocks import Block, Doc, Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.views.report_notes import method_notes, notes
from dxkpi.render.views.report_original import original_blocks
from dxkpi.render.views.report_tables import grid, lists
from dxkpi.render.views.years import trends

if TYPE_CHECKING:
    from dxkpi.core.publication.review import Publication


def view(outcome: ReportOutcome, look: Look) -> Doc:
    """All reports, one after the other."""
    return tuple(
        block
        for report in outcome.reports
        for block in _blocks(
            report,
            outcome.publications.get(report.plan.plan),
            outcome.outlooks.get(report.plan.plan),
            outcome.altered.get(report.plan.plan, ()),
            detail=look.detail,
        )
    )


def report_doc(report: Report, detail: bool) -> Doc:  # noqa: FBT001
    """One plan in one year; with `detail`, every indicator below its section's table."""
    return tuple(_blocks(report, None, None, (), detail=detail))


def _blocks(
    report: Report,
    publication: Publication | None,
    outlook: PlanOutlook | None,
    altered: Sequence[str],
    *,
    detail: bool,
) -> Iterator[Block]:
    yield Heading(1, f"{report.plan.name} {report.year.formal} 進捗状況")
    yield Paragraph(_asked(report))
    if publication:
        from dxkpi.render.views.report_published import published  # noqa: PLC0415 - most years are not

        yield published(report, publication)
    if report.reconciliation and report.reconciliation.agreement is Agreement.CONTRADICTED:
        yield Paragraph(_warning(report))
    if report.overview and [table.rows for table in report.tables] != [report.overview.rows]:
        yield Heading(2, "概要")
        yield from _table(report, report.overview)
    for position, table in enumerate(report.tables, start=1):
        yield Heading(2, _title(position, table))
        yield from _subsections(table)
        yield from _table(report, table)
        if detail:
            yield from lists(report, table)
    if not report.assessments and not report.overview:
        yield Paragraph("この範囲に、名称の分かる指標はない。")
    yield from original_blocks(report)
    yield from trends(report)
    if publication:
        from dxkpi.render.views.report_published import corrections  # noqa: PLC0415

        yield from corrections(publication, report.plan)
    yield from method_notes(report, altered)
    if outlook:
        from dxkpi.render.views.outlook import outlook_blocks  # noqa: PLC0415 - most years need not load it

        yield from outlook_blocks(outlook, detail=detail)


def _table(report: Report, table: Table) -> Iterator[Block]:
    yield grid(report.plan, table)
    yield notes(report, table)


def _asked(report: Report) -> str:
    """What the report is of, in one line: two reports of a year that differ say here why."""
    scope = report.scope
    day = f"{day_phrase(scope.as_of)}までに分かっていた値" if scope.as_of else "データにある最新の値"
    parts = [f"{report.year.label}（{report.year.start}年度）", f"{day}による"]
    if scope.section:
        parts.append(f"「{report.plan.section(scope.section).heading}」のみ")
    if scope.computed:
        parts.append("公表件数による補いなし")
    return "／".join(parts)


def _warning(report: Report) -> str:
    return (
        "注意: 公表結果とデータが食い違っている（不整合）。"
        f"dxkpi reconcile --plan {report.plan.plan} --year {report.year} で確かめる"
    )


def _title(position: int, table: Table) -> str:
    return f"（{position}）{'・'.join(row.section.heading for row in table.rows)}"


def _subsections(table: Table) -> Iterator[Block]:
    sections = [row.section for row in table.rows if row.section.subsections]
    names = {section.heading: tuple(sub.name for sub in section.subsections) for section in sections}
    if len(table.rows) > 1:
        items = tuple(Item(heading, subsections) for heading, subsections in names.items())
    else:
        items = tuple(Item(name) for subsections in names.values() for name in subsections)
    if items:
        yield Items(items)
