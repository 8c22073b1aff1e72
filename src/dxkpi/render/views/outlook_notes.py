"""How many indicators stand where, and what belongs below that table."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dxkpi.core.numerals import number
from dxkpi.core.outlook import PlanOutlook, Seen, assumed, counted
from dxkpi.core.trajectory import FEWEST_YEARS, OutlookStatus
from dxkpi.render.doc import Align, Column, Grid, Notes
from dxkpi.render.views.outlook_chart import LEGEND
from dxkpi.render.views.outlook_words import why_words
from dxkpi.render.views.relisted import relisted_note
from dxkpi.render.views.report_notes import assumptions
from dxkpi.render.views.revisions import revision_note

_TERMS = (
    "先行・目安どおり・遅れは、その年度の実績を目安値（基準値と目標値を均等に結んだ線の値）と比べたもの",
    f"使うのは年度を通した実績だけで、見込・速報・時点の値は使わない。ペースは基準値を含めて{FEWEST_YEARS}年度分からみる",
    "これまでのペースは、基準値からの1年あたりの変化の平均。続けばの値は計算であり、予測ではない",
)
_HEADS = {
    OutlookStatus.AHEAD: "先行",
    OutlookStatus.ON_TRACK: "目安\nどおり",
    OutlookStatus.BEHIND: "遅れ",
    OutlookStatus.UNCLEAR: "判定\nできない",
    OutlookStatus.FINAL: "最終\n年度",
    OutlookStatus.PAST: "目標年度\nの後",
}


def counts_grid(found: PlanOutlook) -> Grid:
    """How many indicators stand where, by section."""
    whole = counted(found.seen)
    kinds = [kind for kind in OutlookStatus if kind not in {OutlookStatus.FINAL, OutlookStatus.PAST} or whole[kind]]
    words = (*(_HEADS[own] for own in kinds), "計")
    columns = (Column(("分野",)), *(Column((word,), Align.RIGHT, wraps=False) for word in words))
    rows = [_counted(section.name, counted(found.counting(section)), kinds) for section, _ in found.sections]
    total = [_counted("計", whole, kinds)] if len(rows) > 1 else []
    return Grid(columns, (*rows, *total), total=len(total))


def _counted(name: str, counts: Counter[OutlookStatus], kinds: Sequence[OutlookStatus]) -> tuple[str, ...]:
    return name, *(number(counts[own]) for own in kinds), number(counts.total())


def outlook_notes(found: PlanOutlook, *, charts: bool, reasons: bool) -> Notes:
    """What the words mean, what figures rest on, and what is not among them.

    `charts`: of the charts too; `reasons`: how often what cannot be told has which reason.
    """
    why_not = _reasons(found) if reasons else ()
    return Notes((*_terms(found, charts=charts), *_marks(found), *_again(found), *_unnamed(found), *why_not))


def _terms(found: PlanOutlook, *, charts: bool) -> Iterator[str]:
    yield from _TERMS
    if charts and any(map(has_chart, found.seen)):
        yield LEGEND


def _marks(found: PlanOutlook) -> Iterator[str]:
    told = [assessment for assessment, outlook in found.seen if outlook.tracks]
    for assessment in told:
        yield from assumptions(assessment.indicator, assumed(assessment))
    yield from (revision_note(assessment, found.plan) for assessment in told if assessment.revisions)


def _again(found: PlanOutlook) -> Iterator[str]:
    """Where an indicator that several sections list counts; together it counts once."""
    again = [assessment.indicator for assessment, _ in found.seen if assessment.indicator.relisted]
    yield from (relisted_note(found.plan, indicator) for indicator in again)
    if sum(len(found.counting(section)) for section, _ in found.sections) > len(found.seen):
        yield f"計{number(len(found.seen))}は、再掲を一度だけ数えた数"


def _unnamed(found: PlanOutlook) -> Iterator[str]:
    """How many indicators of these sections have no name in the data."""
    missing = 0
    for section, _ in found.sections:
        own = len(found.counting(section))
        missing += (section.indicators or own) - own
    if missing > 0:
        yield f"データに名称のない{number(missing)}指標は含まない"


def _reasons(found: PlanOutlook) -> Iterator[str]:
    counts = Counter(reason for _, outlook in found.seen if (reason := outlook.reason))
    told = (f"{why_words(reason, found.year)} {number(count)}" for reason, count in counts.most_common())
    if counts:
        yield f"判定できない{number(counts.total())}指標の理由: {'、'.join(told)}"


def has_chart(seen: Seen) -> bool:
    """Whether an indicator has a line that can be drawn, or parts of which some may have."""
    return bool(seen[1].tracks)
