"""The progress report: its tables in the paper's layout, and the lists below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.basis.record import Status
from dxkpi.core.detail import Group, Standing, UnnamedCount, groups
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import (
    actual_phrase,
    baseline_phrase,
    break_phrase,
    day_phrase,
    number,
    percent_of,
    target_phrase,
)
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.outlook import PlanOutlook
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import UNASSESSED
from dxkpi.core.reconcile import Agreement
from dxkpi.core.report import CountCell, CountTable, Percentage, Report, Row
from dxkpi.core.report import CountColumn as Counted
from dxkpi.render.blocks import (
    About,
    Align,
    Block,
    Column,
    Doc,
    Grid,
    Heading,
    Item,
    Items,
    Named,
    Notes,
    Paragraph,
    Tone,
)
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import marked_phrase, tone_of, toned
from dxkpi.render.views.answer import answer
from dxkpi.render.views.cautions import (
    judged_target,
    judged_words,
    pending_phrase,
    relisted_remark,
    remark_words,
    suspended_years,
)
from dxkpi.render.views.indicators import breaks, indicators, rates
from dxkpi.render.views.legend import legend
from dxkpi.render.views.method_words import compared_words, value_reached
from dxkpi.render.views.report_notes import method_notes, notes
from dxkpi.render.views.years import trends

if TYPE_CHECKING:
    from dxkpi.core.publication.conformity import Publication


_CORNER, _UNRATED, _BESIDE = "達成率＼項目・指標", "達成区分＼項目・指標", "項目・指標"
_NOTHING = "-"
_BREAKABLE = re.compile(r"(以上|以下|超|未満|の)(?=..)")
_LONGEST_LABEL = 5


def grid(plan: Plan, table: CountTable) -> Grid:
    """Return `table` as text."""
    by_rate = any(rating.edge is not None for rating in plan.ratings)
    corner = _BESIDE if plan.rates_only else _CORNER if by_rate else _UNRATED
    columns = (Column((corner,)), *(_column(plan, column) for column in table.columns))
    rows = [(_section(plan, row), *(_cell(cell) for cell in row.cells)) for row in table.rows]
    shares = (f"（計{number(table.size)}指標）", *(share_words(share) for share in table.percentages))
    return Grid(columns, (*rows, shares), total=1)


def _column(plan: Plan, column: Counted) -> Column:
    return Column((column.group, _broken(column)), Align.RIGHT, wraps=False, tone=tone_of(plan, column.id))


def _broken(column: Counted) -> str:
    """Return the label with the line breaks that keep its column narrow, as in the paper: 60%以上 / 100%未満."""
    label = plain(column.label)
    if column.id == UNASSESSED:
        return label.replace("判定", "判定\n", 1)
    return _BREAKABLE.sub("\\1\n", label) if len(label) > _LONGEST_LABEL else label


def _section(plan: Plan, row: Row) -> str:
    position = plan.sections.index(row.section) + 1
    return f"{position}. {row.section.heading}（計{number(row.size)}指標）"


def _cell(cell: CountCell) -> str:
    if cell.count is None:
        return _NOTHING
    return number(cell.count) + signs(cell.marks)


def share_words(share: Percentage) -> str:
    """Write a percentage as in the report, with its marks; a dash where there is none."""
    if share.printed is None:
        return _NOTHING
    return percent_of(share.printed, share.zero) + signs(share.marks)


_TITLES = {
    Standing.MET: "達成した指標",
    Standing.UNMET: "未達成の指標",
    Standing.SUSPENDED: "進捗管理を停止している指標",
    Standing.IN_STATE: "達成区分を付けない指標",
    Standing.JUDGED: "人が評価した指標",
    Standing.UNKNOWN: "判定できない指標",
}
_EXPECTED = {Standing.MET: "達成（見込）となる指標", Standing.UNMET: "未達成（見込）となる指標"}
"""Headings of lists where some result rests on an expected value, as the paper words them."""
_ON_THE_WAY = {Standing.MET: "に達した{}指標", Standing.UNMET: "に達していない{}指標"}
"""Headings of lists for a plan whose comparison value is not the final target, or that has no ratings."""


def lists(report: Report, table: CountTable) -> Iterator[Block]:
    """Yield the indicators of `table` by standing, missed ones by cause."""
    judged = [a for a in report.assessments if isinstance(a.outcome, Rated | NotAssessed)]
    expected = any(a.observation and a.observation.actual.status is Status.FORECAST for a in judged)
    for title, same in groupby(groups(report, table), key=lambda group: _title(group, report, expected)):
        items = [item for group in same for item in _items(report, table, group)]
        yield Heading(3, title)
        yield Items(tuple(items))


def _title(group: Group, report: Report, expected: bool) -> str:  # noqa: FBT001
    cause = f": {group.cause.label}" if group.cause else ""
    word = value_reached(report.plan, report.assessments)
    told = _ON_THE_WAY.get(group.standing)
    if word and told:
        return word + told.format("（見込）" if expected else "") + cause
    return ((_EXPECTED.get(group.standing) if expected else None) or _TITLES[group.standing]) + cause


def _items(report: Report, table: CountTable, group: Group) -> Iterator[Item]:
    shown = {row.section.id for row in table.rows}
    for assessment in group.assessments:
        again = relisted_remark(report.plan, assessment.indicator, shown) + _part_remark(report, assessment.indicator)
        about = About(report.plan.plan, assessment.indicator.id)
        yield Item(Named(assessment.indicator.heading + again, about), tuple(_lines(report, assessment)))
    for unnamed in group.unnamed:
        yield Item(_unnamed(unnamed))


def _part_remark(report: Report, indicator: Indicator) -> str:
    """Return whose part an indicator is, where it does not stand below that one."""
    whole = (a.indicator.name for a in report.assessments if a.indicator.id == indicator.of)
    return f"（{next(whole, indicator.of)}のうち）" if indicator.of else ""


def _unnamed(unnamed: UnnamedCount) -> str:
    return f"{unnamed.section}「{unnamed.rating}」: ほか{number(unnamed.count)}指標（名称の記載なし）"


def _lines(report: Report, assessment: Assessment) -> Iterator[str]:
    indicator = assessment.indicator
    mark = Mark.REVISED.sign if assessment.by_revised else ""
    values = [target_phrase(indicator, report.plan) + mark]
    values += compared_words(assessment, report.plan)
    if indicator.baseline is not None:
        last = assessment.baselines[-1].restated if assessment.baselines else None
        values.append(baseline_phrase(indicator, last))
    if assessment.observation is not None:
        values.append(actual_phrase(assessment))
    yield "／".join(values)
    if assessment.since is not None:
        yield f"定義の変更: {break_phrase(assessment.since)}"
    if indicator.suspended and indicator.suspended.covers(assessment.result_year):
        yield f"停止（{suspended_years(indicator.suspended)}）: {indicator.suspended.reason}"
        if indicator.suspended.successor:
            yield f"後継: {indicator.suspended.successor}"
        return
    yield toned(marked_phrase(assessment, report.plan), assessment, report.plan)
    yield from map(remark_words, indicator.remarks.get(assessment.result_year, ()))
    if assessment.judged:
        yield f"評価: {judged_words(assessment.judged, report.plan)}"
    unmet = indicator.unmet.get(assessment.result_year)
    if unmet and unmet.reason:
        yield f"理由: {unmet.reason}"
    if pending := indicator.awaited(assessment.year):
        yield pending_phrase(pending)


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
    yield Grid(tuple(Column((head,)) for head in columns), tuple(_row(report.plan, *both) for both in revised))
    yield Notes(tuple(legend({mark for both in revised for a in both for mark in a.marks})))


def _row(plan: Plan, now: Assessment, then: Assessment) -> tuple[str, ...]:
    results = ((judged_target(a, plan), toned(marked_phrase(a, plan), a, plan)) for a in (now, then))
    return (now.indicator.heading, *(text for result in results for text in result))


def view(outcome: ReportOutcome, look: Look) -> Doc:
    """Return all reports in order."""
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
    """Return one plan in one fiscal year; with `detail`, every indicator below its section's table."""
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
    yield from answer(report)
    yield Paragraph(_asked(report))
    if publication:
        from dxkpi.render.views.report_published import published  # noqa: PLC0415 - most years are not

        yield published(report, publication)
    if report.reconciliation and report.reconciliation.agreement is Agreement.CONTRADICTED:
        yield Paragraph(_warning(report), Tone.WARNING)
    summed_up = report.overview is not None and [table.rows for table in report.tables] != [report.overview.rows]
    if report.overview and summed_up:
        yield Heading(2, "概要", (About(report.plan.plan, part="overview"),))
        yield from _table(report, report.overview, (grid(report.plan, report.overview),), answered=True)
    for position, table in enumerate(report.tables, start=1):
        about = tuple(About(report.plan.plan, part=f"s-{row.section.id}") for row in table.rows)
        yield Heading(2, _document_title(position, table), about)
        yield from _subsections(table)
        alone = report.overview is not None and table.rows == report.overview.rows
        grids = _grids(report, table, counted=summed_up, detail=detail)
        yield from _table(report, table, grids, detail=detail, answered=alone)
        if detail:
            yield from lists(report, table)
    if not report.assessments and not report.overview:
        yield Paragraph("この範囲に、名称の分かる指標はない。")
    if report.scope.compared_with:
        from dxkpi.render.views.compared import compared_blocks  # noqa: PLC0415 - few reports are compared

        yield from compared_blocks(report)
    yield from original_blocks(report)
    yield from trends(report)
    if publication:
        from dxkpi.render.views.report_published import corrections  # noqa: PLC0415

        yield from corrections(publication, report.plan)
    yield from method_notes(report, altered)
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
    lines = (*(breaks(report, table) if detail else ()), *notes(report, table, detail=detail, answered=answered).lines)
    if lines:
        yield Notes(lines)


def _asked(report: Report) -> str:
    """Describe the scope of the report in one line, so that two reports of a year differ here."""
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


def _document_title(position: int, table: CountTable) -> str:
    return f"（{position}）{'・'.join(row.section.heading for row in table.rows)}"


def _subsections(table: CountTable) -> Iterator[Block]:
    sections = [row.section for row in table.rows if row.section.subsections]
    names = {section.heading: tuple(sub.name for sub in section.subsections) for section in sections}
    if len(table.rows) > 1:
        items = tuple(Item(heading, subsections) for heading, subsections in names.items())
    else:
        items = tuple(Item(name) for subsections in names.values() for name in subsections)
    if items:
        yield Items(items)
