"""The outlook of plans as a document: how many stand where, and each indicator with its chart or why it has none."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dxkpi.core.assess import Assessment
from dxkpi.core.outcome import OutlookOutcome
from dxkpi.core.outlook import Course, Final, Kind, NoLine, Outlook, Past, assumed, kind, why
from dxkpi.core.outlook_plan import PlanOutlook, Seen, counted
from dxkpi.core.outlook_way import Pace
from dxkpi.core.plan import Plan
from dxkpi.render.doc import (
    ASSUMED,
    REVISED,
    Align,
    Block,
    Column,
    Doc,
    Grid,
    Heading,
    Item,
    Items,
    Notes,
    Paragraph,
    Remark,
    Verbatim,
)
from dxkpi.render.figures import number
from dxkpi.render.formats import Look
from dxkpi.render.phrases import day_phrase
from dxkpi.render.views.outlook_chart import LEGEND, chart
from dxkpi.render.views.outlook_words import (
    no_line_words,
    open_words,
    pace_words,
    values_words,
    verdict_words,
    why_words,
)
from dxkpi.render.views.report_notes import assumptions
from dxkpi.render.views.revisions import revision_note

_APART = "見通しは達成率・達成区分とは別のもので、件数にも割合にも入らない"
_TERMS = (
    "先行・目安どおり・遅れは、その年度の実績を目安値（基準値と目標値を均等に結んだ線の値）と比べたもの",
    "使うのは年度を通した実績だけで、見込・速報・時点の値は使わない。ペースは基準値を含めて3年度分からみる",
    "これまでのペースは、基準値からの1年あたりの変化の平均。続けばの値は計算であり、予測ではない",
)


_HEADS = {
    Kind.AHEAD: "先行",
    Kind.ON_LINE: "目安\nどおり",
    Kind.BEHIND: "遅れ",
    Kind.UNCLEAR: "判定\nできない",
    Kind.FINAL: "最終\n年度",
    Kind.PAST: "目標年度\nの後",
}


def view(outcome: OutlookOutcome, look: Look) -> Doc:  # noqa: ARG001 - looks the same everywhere
    """All plans, one after the other."""
    return tuple(block for found in outcome.plans for block in _page(found))


def _page(found: PlanOutlook) -> Iterator[Block]:
    yield Heading(1, f"{found.plan.name} {found.year.formal} 見通し")
    day = f"{day_phrase(found.as_of)}までに分かっていた値" if found.as_of else "データにある最新の値"
    yield Paragraph(f"{found.year.label}（{found.year.start}年度）／{day}による。{_APART}")
    if not found.seen:
        yield Paragraph("この範囲に、目標のある指標はない。")
    elif found.over:
        yield from _over(found)
    else:
        yield _counts(found)
        yield Notes((*_terms(found, charts=True), *_marks(found), *_unnamed(found)))
        yield from _listed(found, level=2)


def outlook_blocks(found: PlanOutlook, *, detail: bool) -> Iterator[Block]:
    """What a report says of the outlook below its tables; with `detail`, of every indicator."""
    yield Heading(2, "見通し（達成区分とは別）")
    yield Paragraph(f"目標年度がまだ来ていない指標の、{found.year.label}の見通し。{_APART}。")
    yield _counts(found)
    yield Notes((*_terms(found, charts=detail), *_marks(found), *_unnamed(found), *_reasons(found)))
    if detail:
        yield from _listed(found, level=3)
        return
    told = tuple(Item(_head(*own, found.plan), tuple(_words(*own, found.plan))) for own in found.seen if _is_told(own))
    if told:
        yield Items(told)
    day = f" --as-of {found.as_of}" if found.as_of else ""
    command = f"dxkpi outlook --plan {found.plan.plan} --year {found.year}{day}"
    yield Paragraph(f"指標ごとの図と、判定できない理由は、{command} で示す。")


def _over(found: PlanOutlook) -> Iterator[Block]:
    """Where no target year is to come: which it was, and where its result is."""
    years = {outlook.target_year for _, outlook in found.seen if isinstance(outlook, Final | Past)}
    for last in sorted(years, reverse=True):
        said = "が目標年度（最終年度）である" if last == found.year else f"は、目標年度（{last.label}）を過ぎている"
        command = f"dxkpi report --plan {found.plan.plan} --year {last}"
        yield Paragraph(f"{found.year.label}{said}。見通しはない。{last.label}の結果は {command} で示す。")


def _counts(found: PlanOutlook) -> Grid:
    whole = counted(found.seen)
    kinds = [kind for kind in Kind if kind not in {Kind.FINAL, Kind.PAST} or whole[kind]]
    words = (*(_HEADS[own] for own in kinds), "計")
    columns = (Column(("分野",)), *(Column((word,), Align.RIGHT, wraps=False) for word in words))
    rows = [_counted(section.name, counted(own), kinds) for section, own in found.sections]
    total = [_counted("計", whole, kinds)] if len(rows) > 1 else []
    return Grid(columns, (*rows, *total), total=len(total))


def _counted(name: str, counts: Counter[Kind], kinds: Sequence[Kind]) -> tuple[str, ...]:
    return name, *(number(counts[own]) for own in kinds), number(counts.total())


def _terms(found: PlanOutlook, *, charts: bool) -> Iterator[str]:
    """What the words mean, and the charts where there are any."""
    yield from _TERMS
    if charts and any(map(_has_chart, found.seen)):
        yield LEGEND


def _marks(found: PlanOutlook) -> Iterator[str]:
    told = [assessment for assessment, outlook in found.seen if isinstance(outlook, Course)]
    for assessment in told:
        yield from assumptions(assessment.indicator, assumed(assessment))
    yield from (revision_note(assessment, found.plan) for assessment in told if assessment.revisions)


def _unnamed(found: PlanOutlook) -> Iterator[str]:
    """How many indicators of these sections have no name in the data."""
    missing = sum((section.indicators or len(own)) - len(own) for section, own in found.sections)
    if missing > 0:
        yield f"データに名称のない{number(missing)}指標は含まない"


def _reasons(found: PlanOutlook) -> Iterator[str]:
    counts = Counter(reason for _, outlook in found.seen if (reason := why(outlook)))
    told = (f"{why_words(reason, found.year)} {number(count)}" for reason, count in counts.most_common())
    if counts:
        yield f"判定できない{number(counts.total())}指標の理由: {'、'.join(told)}"


def _listed(found: PlanOutlook, level: int) -> Iterator[Block]:
    for section, own in found.sections:
        yield Heading(level, section.heading)
        for assessment, outlook in filter(_has_chart, own):
            yield Remark(_head(assessment, outlook, found.plan), tuple(_lines(assessment, outlook, found.plan)))
        others = tuple(Item(_head(*seen, found.plan)) for seen in own if not _has_chart(seen))
        if others:
            yield Items(others)


def _is_told(seen: Seen) -> bool:
    return kind(seen[1]) in {Kind.AHEAD, Kind.ON_LINE, Kind.BEHIND}


def _has_chart(seen: Seen) -> bool:
    return isinstance(seen[1], Course)


def _head(assessment: Assessment, outlook: Outlook, plan: Plan) -> str:
    marks = ASSUMED * bool(assumed(assessment)) + REVISED * bool(assessment.revisions)
    mark = marks if isinstance(outlook, Course) else ""
    indicator = assessment.indicator
    return f"{indicator.name}{mark}（{indicator.id}）: {verdict_words(outlook, assessment, plan)}"


def _words(assessment: Assessment, outlook: Outlook, plan: Plan) -> Iterator[str]:
    """An indicator without its charts."""
    return (line for line in _lines(assessment, outlook, plan) if isinstance(line, str))


def _lines(assessment: Assessment, outlook: Outlook, plan: Plan) -> Iterator[str | Verbatim]:
    if not isinstance(outlook, Course):
        return
    for way in outlook.ways:
        if isinstance(way, NoLine):
            yield no_line_words(way, assessment, plan)
            continue
        yield values_words(way, assessment)
        yield Verbatim(chart(way))
        if isinstance(way.pace, Pace):
            yield pace_words(way.pace, way, assessment.indicator.unit)
        if why(outlook) is None or len(outlook.ways) > 1:
            yield from open_words(way, assessment, plan)
