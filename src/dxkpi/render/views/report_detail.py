"""The lists below a section's table: every indicator with its values, its result and the reasons given."""

from collections.abc import Iterator
from itertools import groupby

from dxkpi.core.assessment import Assessment
from dxkpi.core.detail import Group, Standing, Unnamed, groups
from dxkpi.core.numerals import number
from dxkpi.core.phrases import actual_phrase, baseline_phrase, target_phrase
from dxkpi.core.plan import Plan
from dxkpi.core.report import Report, Table
from dxkpi.render.doc import REVISED, Block, Heading, Item, Items
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.method_words import compared_words, value_on_the_way
from dxkpi.render.views.relisted import relisted_remark

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
