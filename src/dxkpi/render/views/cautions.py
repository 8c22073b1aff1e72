"""Notes beside a value: its source, and what is assumed, provisional, partial, or cross-listed."""

from collections.abc import Collection, Iterable, Iterator
from typing import assert_never

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.record import Status
from dxkpi.core.computed import carry_of
from dxkpi.core.count_table import CountTable
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.detail import counted_again, relisted
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Pending, PeoplesRating, Remark, Source, StatusEntry, Suspension
from dxkpi.core.indicator.figure import PartsForm
from dxkpi.core.indicator.reach import ReferenceTarget
from dxkpi.core.keys import title_of
from dxkpi.core.numerals import day_phrase, months_phrase, number, quantity, target_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import RelistedCount
from dxkpi.core.report import Report
from dxkpi.core.vocabulary import CHOICES


def vintage_phrase(as_of: Day | None) -> str:
    """Describe the values that a result is by: those known on a day, or the newest."""
    return f"{day_phrase(as_of)}までに分かっていた値" if as_of else "データにある最新の値"


def source_phrase(source: Source | None, plan: Plan) -> str:
    """Describe a source: `「進捗状況について」（千葉県、2022年3月14日）8ページ`; an undeclared document by its id."""
    if source is None:
        return "記載なし"
    return document_phrase(source.document, plan) + place_phrase(source)


def document_phrase(identifier: str, plan: Plan) -> str:
    """Describe a document of the plan: `「進捗状況について」（千葉県、2022年3月14日）`; an undeclared one by its id."""
    document = plan.documents.get(identifier)
    if document is None:
        return identifier
    day = f"、{day_phrase(document.date)}" if document.date else ""
    return f"「{document.title}」（{document.publisher}{day}）"


def place_phrase(source: Source) -> str:
    """Describe where in its document a source is: `8ページ「成果指標」`."""
    page = f"{source.page}ページ" if source.page is not None else ""
    return page + (f"「{source.heading}」" if source.heading else "")


def section_phrase(plan: Plan, section_id: str, subsection_id: str | None = None) -> str:
    """Describe a section and, where there is one, the heading within it; undeclared ones by their ids."""
    section = next((s for s in plan.sections if s.id == section_id), None)
    if section is None:
        return section_id
    if subsection_id is None:
        return section.heading
    names = {subsection.id: subsection.name for subsection in section.subsections}
    return f"{section.heading} - {names.get(subsection_id, subsection_id)}"


def section_name(plan: Plan, section_id: str) -> str:
    """Return the short name of a section, for tables; an undeclared one by its id."""
    return next((section.name for section in plan.sections if section.id == section_id), section_id)


def target_words(indicator: Indicator, plan: Plan) -> str:
    """Describe the target, for use after a heading that already says 目標."""
    return target_phrase(indicator, plan).removeprefix("目標値 ")


def year_target_words(towards: Indicator) -> str:
    """Return the target of a single year in words, from the indicator with that target: `3,000件`."""
    form = towards.target_form
    if form is not None and form.number is not None:
        return quantity(form.number, towards.unit)
    return target_phrase(towards).removeprefix("目標値 ")


def judged_target(assessment: Assessment, plan: Plan) -> str:
    """Describe the target that a result was judged by: that of the year alone, where the plan compares with it."""
    indicator, year = assessment.indicator, assessment.compared_year
    of_year = plan.method is not None and plan.method.of(indicator.id).comparison.own_target
    towards = indicator.in_year(year) if of_year else None
    return f"{year.label} {year_target_words(towards)}" if towards else target_words(indicator, plan)


def year_words(indicator: Indicator) -> dict[FiscalYear, str]:
    """Return the targets of single years in words, or the values of what the target moves with, oldest first."""
    target = indicator.target
    if isinstance(target, ReferenceTarget):
        moving = sorted((target.reference.by_year or {}).items())
        return {year: quantity(value, indicator.unit) for year, value in moving}
    each = ((year, indicator.in_year(year)) for year in sorted(indicator.years_written))
    return {year: year_target_words(towards) for year, towards in each if towards}


def unmet_phrase(indicator: Indicator, year: FiscalYear, plan: Plan) -> str:
    """Describe why the target of `year` was missed: the cause's label (or its id), and the reason."""
    unmet = indicator.unmet[year]
    cause = next((cause.label for cause in plan.causes if cause.id == unmet.cause), unmet.cause)
    return "。".join(filter(None, (cause, unmet.reason)))


def pending_phrase(pending: Pending) -> str:
    """Describe the answer that a value is not there yet: `集計中（2026年8月の見込み、統計課。国の統計の公表待ち）`."""
    promised = f"{day_phrase(pending.until)}の見込み" if pending.until else ""
    who = "、".join(filter(None, (promised, pending.reported)))
    words = "。".join(filter(None, (who, pending.reason)))
    return "集計中" + (f"（{words}）" if words else "")


def suspension_phrase(indicator: Indicator) -> str:
    """Describe the suspension: its year, reason and successor; `なし` where there is none."""
    suspension = indicator.suspended
    if suspension is None:
        return "なし"
    successor = f"。引き継ぐもの: {suspension.successor}" if suspension.successor else ""
    return f"{suspended_years(suspension)}。理由: {suspension.reason}{successor}"


def remark_words(remark: Remark) -> str:
    """Return a remark with its heading: `課題: 利用が一部の部署に限られる`."""
    return f"{remark.heading}: {remark.text}"


def judged_words(judged: PeoplesRating, plan: Plan) -> str:
    """Return a rating by people in words: `「B」（所管課。研修を終えたため）`; an undeclared rating by its id."""
    rating = plan.scale.named(judged.rating) if plan.scale else None
    said = "。".join(filter(None, (judged.by, judged.reason)))
    return f"「{rating.heading if rating else judged.rating}」（{said}）"


def state_entry_words(plan: Plan, year: FiscalYear, entry: StatusEntry) -> str:
    """Return the state of an indicator in words: `中止（事業が終了したため）`, `R6年度からまた判定する（…）`."""
    state = plan.state(entry.state) if entry.state is not None else None
    words = f"{year.label}からまた判定する" if entry.ends else state.label if state else str(entry.state)
    return words + (f"（{entry.reason}）" if entry.reason else "")


def suspended_years(suspension: Suspension) -> str:
    """Return the suspended years in words: `R2年度から`, `R2年度からR5年度まで`."""
    known = f"（{day_phrase(suspension.until_known)}に分かった）" if suspension.until_known else ""
    return f"{suspension.since.label}から" + (f"{suspension.until.label}まで{known}" if suspension.until else "")


_STATUS = {
    Status.PROVISIONAL: "速報であり、後で変わりうる",
    Status.FORECAST: "見込であり、確定した実績ではない",
    Status.INTERIM: "年度の途中の値であり、年度末の値ではない",
}


def carry_phrase(indicator: Indicator, plan: Plan) -> str:
    """Describe how old a value may be, and whose word that is: `その年度の値だけ使う（計画の定め）`."""
    words = f"{CHOICES['carry'][carry_of(indicator, plan)]}使う"
    return f"{words}（この指標の定め。理由: {indicator.carry.reason}）" if indicator.carry else f"{words}（計画の定め）"


def cautions(assessment: Assessment, plan: Plan) -> Iterator[str]:
    """Yield one sentence for each thing that is not certain."""
    observation, year = assessment.observation, assessment.year
    if observation is not None:
        if assessment.frozen:
            yield f"目標年度を過ぎたため、{assessment.frozen.label}の結果のまま示す"
        elif observation.year != year and assessment.summed is None:
            used = "の記録で判定した" if assessment.carried else "の値を示した"
            yield f"{year.label}の記録がないため、{observation.year.label}{used}"
        actual = observation.actual
        if actual.status in _STATUS:
            day = f"（{day_phrase(actual.as_of)}時点）" if actual.as_of else ""
            yield f"値は{_STATUS[actual.status]}{day}"
        if actual.period:
            yield f"値は{months_phrase(actual.period, observation.year)}だけのもの"
        if actual.approximate:
            yield "値はおおよその数（約）"
        yield from _misfit(assessment.indicator, actual)
    if assessment.passed_over is not None:
        yield f"{assessment.passed_over.year.label}の値は判定に使っていない。{carry_phrase(assessment.indicator, plan)}"
    yield from _of_reference(assessment)
    yield from _of_sum(assessment)
    yield from (_assumption(assessment, key) for key in assessment.indicator.assumed)


def _of_reference(assessment: Assessment) -> Iterator[str]:
    """Yield that what is compared with is of an earlier year, where it moves with the years."""
    target, year = assessment.indicator.target, assessment.compared_year
    if isinstance(target, ReferenceTarget) and target.reference.by_year:
        own, wanted = target.reference.year, assessment.indicator.year_kind.of(year).label
        if own is not None and own < year:
            yield f"{target.reference.name}の{wanted}の値がないため、{own.label}の値と比べた"


def _of_sum(assessment: Assessment) -> Iterator[str]:
    """Yield the years that a sum lacks, and those that are not final."""
    if assessment.summed is None:
        return
    since = assessment.since
    for missing in assessment.summed.missing:
        if since is not None and missing < since.first:
            yield f"{missing.label}は定義の変更（{since.first.label}から）より前なので、累計に足せない"
        else:
            yield f"累計に要る{missing.label}の実績値がない"
    for observation in assessment.summed.observations:
        if observation.year != assessment.year and observation.actual.status in _STATUS:
            yield f"累計に含む{observation.year.label}の値は{_STATUS[observation.actual.status]}"


def _misfit(indicator: Indicator, actual: Actual) -> Iterator[str]:
    """Yield the parts that the target of the year does not count, and those it lacks, after a revision."""
    target, names = indicator.target_form, actual.form.names
    wanted, in_parts = target.names if target else (), isinstance(target, PartsForm)
    yield from (f"目標の部分「{part}」の実績値がない" for part in wanted if in_parts and part not in names)
    if left_out := [name for name in names if name not in wanted]:
        kind = "部分" if in_parts else "段階"
        yield f"{''.join(f'「{name}」' for name in left_out)}は、この年度に有効な目標の{kind}でないため、数えていない"


def _assumption(assessment: Assessment, key: str) -> str:
    bears = key in assessment.assumed
    effect = "これが違えば結果も変わりうる" if bears else "結果の区分は、これによらない"
    return f"{key_name(key)}は推定（{assessment.indicator.assumed[key]}）。{effect}"


def key_name(key: str) -> str:
    """Return the title of a key of the data; for a key within another, that of the outer one and its own name."""
    outer, _, inner = key.partition(".")
    name = title_of(outer)
    return f"{name}（{inner}）" if inner else name


OF_RESTATED = "過ぎた年度も含めてすべて"
"""The years that a restated baseline holds for."""


def listed_phrase(plan: Plan, indicator: Indicator) -> str:
    """Describe the section of an indicator, and the sections that list it again with their counting."""
    own = section_phrase(plan, indicator.section, indicator.subsection)
    if indicator.of:
        return f"{own}（{indicator.of} のうち。件数と割合には入れない）"
    if not indicator.relisted:
        return own
    return f"{own}（再掲: {_names(plan, indicator.relisted)}。{_COUNTED[plan.relisted_count]}）"


def shared_phrase(declared: DeclaredIndicator) -> str:
    """Describe the other plans that share an indicator."""
    return f"ほかの計画でも使う指標: {'、'.join(declared.others)}（実績値は共通。--plan で選ぶ）"


def lent_phrases(declared: DeclaredIndicator) -> Iterator[str]:
    """Describe the indicators with the same actuals: the one that holds them, or those that share its own."""
    if declared.lender:
        holder = declared.lender.indicator
        yield f"実績値は「{holder.heading}」（{holder.id}）のもの（値はそのファイルに書く）"
    if declared.lent_to:
        yield f"同じ実績値を使う指標: {'、'.join(declared.lent_to)}（値はこの指標のファイルに書く）"


def relisted_remark(plan: Plan, indicator: Indicator, shown: Collection[str]) -> str:
    """Return the note after an indicator's name in a list of the sections `shown`; empty where not cross-listed."""
    if not indicator.relisted:
        return ""
    if indicator.section in shown:
        return f"（{_names(plan, indicator.relisted)}に再掲）"
    return f"（{_names(plan, (indicator.section,))}の再掲）"


def relisted_notes(report: Report, table: CountTable) -> Iterator[str]:
    """Yield where each cross-listed indicator of `table` counts, and how often the table counts one twice."""
    for indicator in relisted(report, table):
        yield relisted_note(report.plan, indicator)
    again = counted_again(report, table)
    if again:
        yield f"計{number(table.size)}指標は再掲を含む延べ数（実数は{number(table.size - again)}）"


def relisted_note(plan: Plan, indicator: Indicator) -> str:
    """Describe where a cross-listed indicator counts."""
    return f"再掲 {indicator.heading}: {_where(plan, indicator)}"


def _where(plan: Plan, indicator: Indicator) -> str:
    match plan.relisted_count:
        case RelistedCount.ONCE:
            return f"{_names(plan, (indicator.section,))}に数え、{_names(plan, indicator.relisted)}には数えない"
        case RelistedCount.EACH:
            return f"{_names(plan, indicator.listed_in)}のそれぞれに数える"
        case _:
            assert_never(plan.relisted_count)


_COUNTED = {RelistedCount.ONCE: "一度だけ数える", RelistedCount.EACH: "載る分野ごとに数える"}


def _names(plan: Plan, sections: Iterable[str]) -> str:
    return "".join(f"「{section_name(plan, section)}」" for section in sections)
