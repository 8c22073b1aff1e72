"""The progress report: its tables in the paper's layout, and the lists below them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.record import Status
from dxkpi.core.count_table import CountCell, CountTable, Percentage, Row
from dxkpi.core.count_table import CountColumn as Counted
from dxkpi.core.detail import Group, groups
from dxkpi.core.numerals import number, percent_of
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.outlook import PlanOutlook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import Report
from dxkpi.render.blocks import (
    About,
    Block,
    Column,
    Grid,
    Heading,
    Item,
    Items,
    Named,
    Notes,
    Paragraph,
    Tone,
    figures,
    noted,
)
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import marked_phrase, tone_of, toned
from dxkpi.render.views.answer import answer
from dxkpi.render.views.cautions import judged_target, vintage_phrase
from dxkpi.render.views.compared import compared_blocks
from dxkpi.render.views.indicators import breaks, indicators, rates
from dxkpi.render.views.japanese import JAPANESE
from dxkpi.render.views.legend import legend
from dxkpi.render.views.report_notes import method_notes, notes
from dxkpi.render.views.wording import Wording
from dxkpi.render.views.years import trends

if TYPE_CHECKING:
    from dxkpi.core.publication.conformity import Publication


_NOTHING = "-"


def grid(plan: Plan, table: CountTable, said: Wording = JAPANESE) -> Grid:
    """Return `table` as text."""
    columns = (Column(said.corner(plan)), *(_column(plan, said, column) for column in table.columns))
    rows = [(_section(plan, row, said), *(_cell(cell, said) for cell in row.cells)) for row in table.rows]
    shares = (said.total(table.size), *(share_words(share, said) for share in table.percentages))
    return Grid(columns, (*rows, shares), total=1)


def _column(plan: Plan, said: Wording, column: Counted) -> Column:
    group, label = said.column(plan, column)
    return figures(label, tone_of(plan, column.id), above=group)


def _section(plan: Plan, row: Row, said: Wording) -> str:
    return said.section(plan.sections.index(row.section) + 1, row.section, row.size)


def _cell(cell: CountCell, said: Wording) -> str:
    if cell.count is None:
        return _NOTHING
    return number(cell.count) + said.signs(cell.marks)


def share_words(share: Percentage, said: Wording = JAPANESE) -> str:
    """Write a percentage as in the report, with its marks; a dash where there is none."""
    if share.printed is None:
        return _NOTHING
    return percent_of(share.printed, share.zero) + said.signs(share.marks)


def lists(report: Report, table: CountTable, said: Wording = JAPANESE) -> Iterator[Block]:
    """Yield the indicators of `table` by standing, missed ones by cause."""
    judged = [a for a in report.assessments if isinstance(a.outcome, Rated | NotAssessed)]
    expected = any(a.observation and a.observation.actual.status is Status.FORECAST for a in judged)
    for title, same in groupby(groups(report, table), key=lambda group: said.standing(group, report, expected)):
        items = [item for group in same for item in _items(report, table, group, said)]
        yield Heading(3, title)
        yield Items(tuple(items))


def _items(report: Report, table: CountTable, group: Group, said: Wording) -> Iterator[Item]:
    shown = table.sections
    for assessment in group.assessments:
        yield listed(assessment, report, said, shown)
    for unnamed in group.unnamed:
        yield Item(said.unnamed(unnamed, report.plan))


def listed(assessment: Assessment, report: Report, said: Wording, shown: Collection[str] = ()) -> Item:
    """Return an indicator as an entry of a list of the sections `shown`."""
    about = About(report.plan.plan, assessment.indicator.id)
    name = said.indicator(assessment, report, shown or report.plan.section_ids)
    return Item(Named(name, about), tuple(said.values(assessment, report)))


def original_blocks(report: Report) -> Iterator[Block]:
    """Yield the overview by adopted targets, and every revised indicator with both results; empty if not asked for."""
    if report.original is None:
        return
    yield Heading(2, "策定時の目標による結果（参考）")
    by_id = {assessment.indicator.id: assessment for assessment in report.original.assessments}
    revised = [(now, by_id[now.indicator.id]) for now in report.assessments if now.by_revised]
    if not revised:
        yield Paragraph("この年度に、改定された目標はない。結果は上の表と同じである。")
        return
    if report.original.overview:
        yield grid(report.original.plan, report.original.overview)
        own = notes(report.original, report.original.overview)
        yield Notes((*own.lines, "名称のある指標は、策定時の目標とデータだけで判定した（公表件数で補っていない）"))
    columns = ("指標", "改定後の目標", "改定後の結果", "策定時の目標", "策定時の目標による結果")
    yield Grid(tuple(map(Column, columns)), tuple(_row(report.plan, *both) for both in revised))
    yield Notes(tuple(legend({mark for both in revised for a in both for mark in a.marks})))


def _row(plan: Plan, now: Assessment, then: Assessment) -> tuple[str, ...]:
    results = ((judged_target(a, plan), toned(marked_phrase(a, plan), a, plan)) for a in (now, then))
    return (now.indicator.heading, *(text for result in results for text in result))


def view(outcome: ReportOutcome, look: Look) -> Iterator[Block]:
    """Yield all reports in order."""
    for report in outcome.reports:
        plan = report.plan.plan
        publication, outlook = outcome.publications.get(plan), outcome.outlooks.get(plan)
        yield from _blocks(report, publication, outlook, outcome.altered.get(plan, ()), look)


def _blocks(
    report: Report,
    publication: Publication | None,
    outlook: PlanOutlook | None,
    altered: Sequence[str],
    look: Look,
) -> Iterator[Block]:
    detail = look.detail
    yield Heading(1, f"{report.plan.name} {report.year.formal} 進捗状況")
    yield from answer(report)
    yield Paragraph(_asked(report))
    if publication:
        from dxkpi.render.views.published import stands  # noqa: PLC0415 - most years are not

        yield from stands(report, publication, public=look.public)
    if report.reconciliation and report.reconciliation.agreement is Agreement.CONTRADICTED:
        yield Paragraph(_warning(report, public=look.public), Tone.WARNING)
    summed_up = report.overview is not None and [table.rows for table in report.tables] != [report.overview.rows]
    if report.overview and summed_up:
        yield Heading(2, "概要", (About(report.plan.plan, part="overview"),))
        yield from _table(report, report.overview, (grid(report.plan, report.overview),), answered=True)
    for position, table in enumerate(report.tables, start=1):
        about = tuple(About(report.plan.plan, part=f"s-{row.section.id}") for row in table.rows)
        yield Heading(2, f"（{position}）{'・'.join(row.section.heading for row in table.rows)}", about)
        yield from _subsections(table)
        alone = report.overview is not None and table.rows == report.overview.rows
        grids = _grids(report, table, counted=summed_up, detail=detail)
        yield from _table(report, table, grids, detail=detail, answered=alone)
        if detail:
            yield from lists(report, table)
    if not report.assessments and not report.overview:
        yield Paragraph("この範囲に、名称の分かる指標はない。")
    yield from compared_blocks(report)
    yield from original_blocks(report)
    yield from trends(report)
    if publication:
        from dxkpi.render.views.published import corrections  # noqa: PLC0415

        yield from corrections(publication, report.plan)
    yield from method_notes(report, altered, public=look.public)
    if outlook:
        from dxkpi.render.views.outlook import outlook_blocks  # noqa: PLC0415 - most years need not load it

        yield from outlook_blocks(outlook, detail=detail)


def _grids(report: Report, table: CountTable, *, counted: bool, detail: bool) -> Iterator[Grid]:
    """Yield the counts of `table`, and with `detail` its indicators.

    Of a plan of rates alone also the rates, and the counts only if they are not `counted` above.
    """
    if not (report.plan.rates_only and counted):
        yield grid(report.plan, table)
    listed = indicators(report, table) if detail else None
    if listed and listed.rows:
        yield listed
    elif report.plan.rates_only:
        yield rates(report, table)


def _table(
    report: Report, table: CountTable, grids: Iterable[Grid], *, detail: bool = False, answered: bool = False
) -> Iterator[Block]:
    yield from grids
    below = breaks(report, table) if detail else ()
    yield from noted((*below, *notes(report, table, detail=detail, answered=answered).lines))


def _asked(report: Report) -> str:
    """Describe the scope of the report in one line, so that two reports of a year differ here."""
    scope = report.scope
    parts = [f"{report.year.label}（{report.year.start}年度）", f"{vintage_phrase(scope.as_of)}による"]
    if scope.section:
        parts.append(f"「{report.plan.section(scope.section).heading}」のみ")
    if scope.computed:
        parts.append("公表件数による補いなし")
    return "／".join(parts)


def _warning(report: Report, *, public: bool) -> str:
    how = "" if public else f"。dxkpi reconcile --plan {report.plan.plan} --year {report.year} で確かめる"
    return f"注意: 公表結果とデータが食い違っている（不整合）{how}"


def _subsections(table: CountTable) -> Iterator[Block]:
    sections = [row.section for row in table.rows if row.section.subsections]
    names = {section.heading: tuple(sub.name for sub in section.subsections) for section in sections}
    if len(table.rows) > 1:
        items = tuple(Item(heading, subsections) for heading, subsections in names.items())
    else:
        items = tuple(Item(name) for subsections in names.values() for name in subsections)
    if items:
        yield Items(items)
