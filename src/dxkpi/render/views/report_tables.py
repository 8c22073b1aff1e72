"""The tables of the report as the paper lays them out, and the lists below them."""

import re
from collections.abc import Iterator
from itertools import groupby

from dxkpi.core.assessment import Assessment
from dxkpi.core.detail import Group, Standing, Unnamed, groups
from dxkpi.core.numerals import number, percent_of
from dxkpi.core.phrases import actual_phrase, baseline_phrase, target_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import UNASSESSED
from dxkpi.core.report import Cell, Percentage, Report, Row, Table
from dxkpi.core.report import Column as Counted
from dxkpi.render.blocks import ASSUMED, BY_PUBLICATION, REVISED, Align, Block, Column, Grid, Heading, Item, Items, Tone
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.cautions import relisted_remark
from dxkpi.render.views.method_words import compared_words, value_on_the_way

_CORNER = "達成率＼項目・指標"
_NOTHING = "-"
_BREAKABLE = re.compile(r"(以上|以下|超|未満|の)(?=..)")
_LONGEST_LABEL = 5


def grid(plan: Plan, table: Table) -> Grid:
    """`table` as text."""
    columns = (Column((_CORNER,)), *(_column(plan, column) for column in table.columns))
    rows = [(_section(plan, row), *(_cell(cell) for cell in row.cells)) for row in table.rows]
    shares = (f"（計{number(table.size)}指標）", *(share_words(share) for share in table.percentages))
    return Grid(columns, (*rows, shares), total=1)


def _column(plan: Plan, column: Counted) -> Column:
    met = {rating.id: rating.met for rating in plan.ratings}.get(column.id)
    tone = {True: Tone.GOOD, False: Tone.BAD, None: Tone.PLAIN}[met]
    return Column((column.group, _broken(column)), Align.RIGHT, wraps=False, tone=tone)


def _broken(column: Counted) -> str:
    """The label with the line breaks that keep its column narrow, as in the paper: 60%以上 / 100%未満."""
    label = plain(column.label)
    if column.id == UNASSESSED:
        return label.replace("判定", "判定\n", 1)
    return _BREAKABLE.sub("\\1\n", label) if len(label) > _LONGEST_LABEL else label


def _section(plan: Plan, row: Row) -> str:
    position = plan.sections.index(row.section) + 1
    return f"{position}. {row.section.heading}（計{number(row.size)}指標）"


def _cell(cell: Cell) -> str:
    if cell.count is None:
        return _NOTHING
    return number(cell.count) + marks(by_publication=cell.by_publication, assumed=bool(cell.assumed))


def share_words(share: Percentage) -> str:
    """A percentage as the report prints it, with its marks; a dash where there is none."""
    if share.exact is None:
        return _NOTHING
    return percent_of(share.exact) + marks(by_publication=share.by_publication, assumed=share.assumed)


def marks(*, by_publication: bool, assumed: bool) -> str:
    """The marks behind a figure that rests on what was published, on an assumption, or on both."""
    return (BY_PUBLICATION if by_publication else "") + (ASSUMED if assumed else "")


_TITLES = {
    Standing.MET: "達成（見込）となる指標",
    Standing.UNMET: "未達成（見込）となる指標",
    Standing.SUSPENDED: "進捗管理を停止している指標",
    Standing.IN_STATE: "達成区分を付けない指標",
    Standing.UNKNOWN: "判定できない指標",
}
_ON_THE_WAY = {Standing.MET: "に達した（見込）指標", Standing.UNMET: "に達していない（見込）指標"}
"""What is said where a plan holds its indicators against another value than the final target."""


def lists(report: Report, table: Table) -> Iterator[Block]:
    """The indicators of `table` by standing, missed ones by cause."""
    for title, same in groupby(groups(report, table), key=lambda group: _title(group, report.plan)):
        items = [item for group in same for item in _items(report, table, group)]
        yield Heading(3, title)
        yield Items(tuple(items))


def _title(group: Group, plan: Plan) -> str:
    cause = f": {group.cause.label}" if group.cause else ""
    word = value_on_the_way(plan)
    told = _ON_THE_WAY.get(group.standing) if word else None
    return (f"{word}{told}" if told else _TITLES[group.standing]) + cause


def _items(report: Report, table: Table, group: Group) -> Iterator[Item]:
    shown = {row.section.id for row in table.rows}
    for assessment in group.assessments:
        again = relisted_remark(report.plan, assessment.indicator, shown)
        yield Item(assessment.indicator.name + again, tuple(_lines(report, assessment)))
    for unnamed in group.unnamed:
        yield Item(_unnamed(unnamed))


def _unnamed(unnamed: Unnamed) -> str:
    return f"{unnamed.section}「{unnamed.rating}」: ほか{number(unnamed.count)}指標（名称の記載なし）"


def _lines(report: Report, assessment: Assessment) -> Iterator[str]:
    indicator = assessment.indicator
    mark = REVISED if assessment.by_revised else ""
    values = [target_phrase(indicator, report.plan) + mark]
    values += compared_words(assessment, report.plan)
    if indicator.baseline is not None:
        last = assessment.baselines[-1].restated if assessment.baselines else None
        values.append(baseline_phrase(indicator, last))
    if assessment.observation is not None:
        values.append(actual_phrase(assessment))
    yield "／".join(values)
    if indicator.suspended and indicator.suspended.since <= report.year:
        yield f"停止（{indicator.suspended.since.label}から）: {indicator.suspended.reason}"
        if indicator.suspended.successor:
            yield f"後継: {indicator.suspended.successor}"
        return
    yield outcome_phrase(assessment, report.plan)
    unmet = indicator.unmet.get(report.year)
    if unmet and unmet.reason:
        yield f"理由: {unmet.reason}"
