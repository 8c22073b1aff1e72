"""The words of pages and tables in Japanese."""

import re
from collections.abc import Collection, Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.count_table import CountColumn
from dxkpi.core.detail import Group, Standing, UnnamedCount
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Source
from dxkpi.core.numerals import actual_phrase, baseline_phrase, break_phrase, day_phrase, number, target_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.core.report import Report
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import marked_phrase, toned
from dxkpi.render.views.answer import answer
from dxkpi.render.views.cautions import (
    judged_words,
    pending_phrase,
    relisted_remark,
    remark_words,
    source_phrase,
    suspended_years,
)
from dxkpi.render.views.method_words import compared_words, plan_lines, value_reached
from dxkpi.render.views.report_notes import document_words
from dxkpi.render.views.wording import Wording

UNPUBLISHED = "【公表前】"
_CORNER, _UNRATED, _BESIDE = "達成率＼項目・指標", "達成区分＼項目・指標", "項目・指標"
_BREAKABLE = re.compile(r"(以上|以下|超|未満|の)(?=..)")
_LONGEST_LABEL = 5


def _corner(plan: Plan) -> str:
    by_rate = any(rating.edge is not None for rating in plan.ratings)
    return _BESIDE if plan.rates_only else _CORNER if by_rate else _UNRATED


def _broken(column: CountColumn) -> str:
    """Return the label with the line breaks that keep its column narrow, as in the paper: 60%以上 / 100%未満."""
    label = plain(column.label)
    if column.id == UNASSESSED:
        return label.replace("判定", "判定\n", 1)
    return _BREAKABLE.sub("\\1\n", label) if len(label) > _LONGEST_LABEL else label


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


def _standing(group: Group, report: Report, expected: bool) -> str:  # noqa: FBT001
    cause = f": {group.cause.label}" if group.cause else ""
    word = value_reached(report.plan, report.assessments)
    phrase = _ON_THE_WAY.get(group.standing)
    if word and phrase:
        return word + phrase.format("（見込）" if expected else "") + cause
    return ((_EXPECTED.get(group.standing) if expected else None) or _TITLES[group.standing]) + cause


def _indicator(assessment: Assessment, report: Report, shown: Collection[str]) -> str:
    indicator = assessment.indicator
    return indicator.heading + relisted_remark(report.plan, indicator, shown) + _part_remark(report, indicator)


def _part_remark(report: Report, indicator: Indicator) -> str:
    """Return whose part an indicator is, where it does not stand below that one."""
    whole = (a.indicator.name for a in report.assessments if a.indicator.id == indicator.of)
    return f"（{next(whole, indicator.of)}のうち）" if indicator.of else ""


def _unnamed(unnamed: UnnamedCount, _: Plan) -> str:
    return f"{unnamed.section.name}「{unnamed.rating.heading}」: ほか{number(unnamed.count)}指標（名称の記載なし）"


def _values(assessment: Assessment, report: Report) -> Iterator[str]:
    indicator = assessment.indicator
    mark = Mark.REVISED.sign if assessment.by_revised else ""
    values = [target_phrase(indicator, report.plan) + mark]
    values += compared_words(assessment, report.plan)
    if indicator.baseline is not None:
        values.append(baseline_phrase(indicator, assessment.restated))
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


def _published(day: Day | None, source: Source | None, plan: Plan) -> str:
    behind = f"（{source_phrase(source, plan)}）" if source else ""
    return f"公表: {day_phrase(day) if day else '日付の記載なし'}{behind}"


JAPANESE = Wording(
    plans="計画の一覧",
    guide="読み方",
    changes="変更の記録",
    open_data="オープンデータ",
    unpublished=UNPUBLISHED,
    title=lambda site: site.title,
    publisher=lambda site: f"公表: {site.publisher}",
    contact="問い合わせ: {}".format,
    terms=lambda licence: f"利用条件: {licence.called}" if licence else "データの利用条件は、公表者に確かめる",
    revision="データの版: {}（{}）".format,
    at_work="データの版: 作業中のファイル",
    plan=lambda plan: plan.name,
    year=lambda year: year.formal,
    period=lambda first, last: f"期間: {first.formal if first else ''}〜{last.formal if last else ''}",
    none_published="公表した年度はまだない。",
    of_year=lambda year: f"{year.formal}の達成状況",
    published=_published,
    agreement=lambda agreement: f"公表結果との照合: {agreement.value}",
    provisional=lambda open_, of: (
        f"達成区分の付いた、名称のある{number(of)}指標のうち{number(open_)}指標は確定前の値による"
    ),
    corrected=lambda count: f"公表の後に{number(count)}件を直した（変更の記録）",
    answer=answer,
    overview="概要",
    corner=_corner,
    column=lambda _, column: (column.group, _broken(column)),
    section=lambda position, section, size: f"{position}. {section.heading}（計{number(size)}指標）",
    total=lambda size: f"（計{number(size)}指標）",
    signs=signs,
    mark=lambda mark: (mark.sign, mark.meaning),
    standing=_standing,
    indicators="指標",
    monitored="推移を見る指標",
    indicator=_indicator,
    values=_values,
    unnamed=_unnamed,
    data="データ",
    whole_year="この年度のすべて（JSON）",
    tables="オープンデータ（CSV）",
    method="算定方法",
    sources="出典",
    judged_by=plan_lines,
    document=document_words,
    plans_left="{1}計画のうち{0}計画の名称に、日本語がない。".format,
    indicators_left="{1}指標のうち{0}指標の名称に、日本語がない。".format,
)
