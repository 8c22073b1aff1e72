"""The outlook of plans as a document: counts by status, and each indicator with its chart or the reason for none."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.numerals import number, numbers_apart
from dxkpi.core.outcomes.report import OutlookOutcome
from dxkpi.core.outlook import PlanOutlook, Seen, assumed, counted
from dxkpi.core.plan.plan import Plan
from dxkpi.core.trajectory import FEWEST_YEARS, NoTrajectory, Outlook, OutlookStatus, Pace, Track, pace_words
from dxkpi.render.blocks import (
    Block,
    Column,
    Drawn,
    Grid,
    Heading,
    Item,
    Items,
    Notes,
    Paragraph,
    PlacedRemark,
    Tone,
    Toned,
    Verbatim,
    WayChart,
    WayStep,
    figures,
)
from dxkpi.render.formats import Look
from dxkpi.render.views.answer import outlook_sentence
from dxkpi.render.views.cautions import relisted_note, relisted_remark, vintage_phrase
from dxkpi.render.views.legend import assumptions, legend
from dxkpi.render.views.outlook_words import (
    POSITIONS,
    break_words,
    no_line_words,
    open_words,
    values_words,
    verdict_words,
    why_words,
)
from dxkpi.render.views.revisions import revision_note

_STEPS = 20
_GONE, _OPEN, _MARK = "#", ".", "+"

_ENDS = "図は、左の端が基準値、右の端が目標値。"
LEGEND = Drawn(
    f"{_ENDS}{_GONE} は実績まで、{_MARK} は目安値。< は基準値より悪く、> は目標値より良いことを示す",
    f"{_ENDS}塗った帯は実績まで、縦の線は目安値。左の三角は基準値より悪く、右の三角は目標値より良いことを示す",
)


def chart(track: Track) -> WayChart:
    """Return the baseline, the years with a final actual, the year of the outlook and the target, oldest first."""
    steps = tuple(_steps(track))
    width = max(len(str(step.year)) for step in steps)
    room = max(len(step.shown) for step in steps)
    lines = (f"{own.year!s:<{width}} {drawn(own.gone, own.expected)} {own.shown:>{room}} {own.note}" for own in steps)
    return WayChart(tuple(lines), steps=steps)


def _steps(track: Track) -> Iterator[WayStep]:
    line, start, year = track.trajectory, track.trajectory.baseline, track.year
    assert start is not None

    def step(own: FiscalYear, actual: Fraction | None, shown: str, note: str) -> WayStep:
        gone = None if actual is None else line.share(actual)
        return WayStep(own, gone, line.share(line.value(own)), shown, note)

    yield step(track.first, start, number(start), "累計の始まり" if track.summed else "基準値")
    for point in track.points:
        shown, expected = numbers_apart(point.actual, line.value(point.year))
        about = "約の値、" if point.approximate else ""
        yield step(point.year, point.actual, shown, f"{about}目安値 {expected}")
    if year > track.first and year not in {point.year for point in track.points}:
        yield step(year, None, "-", f"目安値 {number(line.value(year))}")
    yield step(track.last, None, number(line.target), "目標値")


def drawn(gone: Fraction | None, expected: Fraction) -> str:
    """Draw a way of twenty steps: the part covered, and the line's position; only whole steps count.

    >>> drawn(Fraction(3, 4), Fraction(2, 3)), drawn(Fraction(-1, 8), Fraction(1))
    ('[#############+#......]', '<....................+]')
    """
    steps = 0 if gone is None else _step(gone)
    cells = [_GONE] * steps + [_OPEN] * (_STEPS + 1 - steps)
    cells[_step(expected)] = _MARK
    before = "<" if gone is not None and gone < 0 else "["
    after = ">" if gone is not None and gone > 1 else "]"
    return before + "".join(cells) + after


def _step(share: Fraction) -> int:
    return min(max(share * _STEPS // 1, 0), _STEPS)


TERMS = (
    "先行・目安どおり・遅れは、その年度の実績を目安値（基準値と目標値を均等に結んだ線の値）と比べたもの",
    f"使うのは年度を通した実績だけで、見込・速報・時点の値は使わない。ペースは基準値を含めて{FEWEST_YEARS}年度分からみる",
    "これまでのペースは、基準値からの1年あたりの変化の平均。続けばの値は計算であり、予測ではない",
)
_CEILING = "上限のある累計では、目安値は上限の均等な配分であり、先行は目安値より少なく収まっていることを示す。"
_ABOVE_CEILING = Drawn(f"{_CEILING}図の > は上限を超えたことを示す", f"{_CEILING}図の右の三角は上限を超えたことを示す")
_SHOWN = {
    OutlookStatus.AHEAD: ("先行", Tone.MET),
    OutlookStatus.ON_TRACK: ("目安\nどおり", Tone.NEAR),
    OutlookStatus.BEHIND: ("遅れ", Tone.FAR),
    OutlookStatus.UNCLEAR: ("判定\nできない", Tone.NOT_ASSESSED),
    OutlookStatus.FINAL: ("最終\n年度", Tone.PLAIN),
    OutlookStatus.PAST: ("目標年度\nの後", Tone.PLAIN),
}
"""The head of the column of a status, and its tone."""


def counts_grid(found: PlanOutlook) -> Grid:
    """Return the number of indicators by status and section."""
    whole = counted(found.seen)
    kinds = [kind for kind in OutlookStatus if kind not in {OutlookStatus.FINAL, OutlookStatus.PAST} or whole[kind]]
    words = (*(_SHOWN[status] for status in kinds), ("計", Tone.PLAIN))
    columns = (
        Column("分野"),
        *(figures(*word) for word in words),
    )
    rows = [_counted(section.name, counted(found.counting(section)), kinds) for section, _ in found.sections]
    total = [_counted("計", whole, kinds)] if len(rows) > 1 else []
    return Grid(columns, (*rows, *total), total=len(total))


def _counted(name: str, counts: Counter[OutlookStatus], kinds: Sequence[OutlookStatus]) -> tuple[str, ...]:
    return name, *(number(counts[status]) for status in kinds), number(counts.total())


def outlook_notes(found: PlanOutlook, *, charts: bool, reasons: bool) -> Notes:
    """Return the notes: meanings of words, evidence for figures, and what is not included.

    `charts`: also of the charts; `reasons`: also how often each reason for no outlook occurs.
    """
    counted_out = (*_again(found), *_parts(found), *_unnamed(found))
    why_not = _reasons(found) if reasons else ()
    return Notes((*_terms(found, charts=charts), *_marks(found), *counted_out, *why_not))


def _terms(found: PlanOutlook, *, charts: bool) -> Iterator[str]:
    yield from TERMS
    if charts and any(map(has_chart, found.seen)):
        yield LEGEND
    tracks = (own for _, outlook in found.seen for own in outlook.tracks if isinstance(own, Track))
    if any(track.trajectory.limits for track in tracks):
        yield _ABOVE_CEILING


def _marks_of(assessment: Assessment) -> frozenset[Mark]:
    """The marks of an outlook, which uses final values of whole years alone."""
    borne = {Mark.ASSUMED: bool(assumed(assessment)), Mark.REVISED: bool(assessment.revisions)}
    return frozenset(mark for mark, holds in borne.items() if holds)


def _marks(found: PlanOutlook) -> Iterator[str]:
    tracked = [assessment for assessment, outlook in found.seen if outlook.tracks]
    yield from legend(
        (),
        {
            Mark.ASSUMED: tuple(line for a in tracked for line in assumptions(a.indicator, assumed(a))),
            Mark.REVISED: tuple(
                revision_note(assessment, found.plan) for assessment in tracked if assessment.revisions
            ),
        },
    )


def _again(found: PlanOutlook) -> Iterator[str]:
    """Yield where a cross-listed indicator counts, and that the total counts it once."""
    again = [assessment.indicator for assessment, _ in found.seen if assessment.indicator.relisted]
    yield from (relisted_note(found.plan, indicator) for indicator in again)
    if sum(len(found.counting(section)) for section, _ in found.sections) > len(found.seen):
        yield f"計{number(len(found.seen))}は、再掲を一度だけ数えた数"


def _parts(found: PlanOutlook) -> Iterator[str]:
    """Yield the number of indicators that are parts of others: they are listed, and in no count."""
    parts = sum(assessment.indicator.of is not None for assessment, _ in found.seen)
    if parts:
        yield f"ほかに、うち（別の指標の内数）の指標{number(parts)}。この表の数に入れない"


def _unnamed(found: PlanOutlook) -> Iterator[str]:
    """Yield the number of indicators of these sections that have no name in the data."""
    missing = 0
    for section, _ in found.sections:
        own = len(found.counting(section))
        missing += (section.indicators or own) - own
    if missing > 0:
        yield f"データに名称のない{number(missing)}指標は含まない"


def _reasons(found: PlanOutlook) -> Iterator[str]:
    counting = (outlook for assessment, outlook in found.seen if assessment.counts)
    counts = Counter(outlook.reason for outlook in counting if outlook.reason)
    tracked = (f"{why_words(reason, found.year)} {number(count)}" for reason, count in counts.most_common())
    if counts:
        yield f"判定できない{number(counts.total())}指標の理由: {'、'.join(tracked)}"


def has_chart(seen: Seen) -> bool:
    """Say whether an indicator has tracks, some of which may have a chart."""
    return bool(seen[1].tracks)


_APART = "見通しは達成率・達成区分とは別のもので、件数にも割合にも入らない"


def view(outcome: OutlookOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield all plans in order."""
    for found in outcome.plans:
        yield from _page(found)


def _page(found: PlanOutlook) -> Iterator[Block]:
    yield Heading(1, f"{found.plan.name} {found.year.formal} 見通し")
    if found.seen and not found.over:
        yield Paragraph(f"{outlook_sentence(found)}。", Tone.STRONG)
    yield Paragraph(f"{found.year.label}（{found.year.start}年度）／{vintage_phrase(found.as_of)}による。{_APART}")
    if not found.seen:
        yield Paragraph("この範囲に、目標のある指標はない。")
    elif found.over:
        yield from _over(found)
    else:
        yield counts_grid(found)
        yield outlook_notes(found, charts=True, reasons=False)
        yield from _listed(found, level=2)


def outlook_blocks(found: PlanOutlook, *, detail: bool) -> Iterator[Block]:
    """Yield the outlook below the tables of a report; with `detail`, every indicator."""
    yield Heading(2, "見通し（達成区分とは別）")
    yield Paragraph(f"目標年度がまだ来ていない指標の、{found.year.label}の見通し。{_APART}。")
    yield counts_grid(found)
    yield outlook_notes(found, charts=detail, reasons=True)
    if detail:
        yield from _listed(found, level=3)
        return
    shown = [section.id for section, _ in found.sections]
    items = tuple(
        Item(_head(own, found.plan, shown), tuple(line for line in _lines(*own, found.plan) if isinstance(line, str)))
        for own in found.seen
        if own[1].status in POSITIONS
    )
    if items:
        yield Items(items)
    day = f" --as-of {found.as_of}" if found.as_of else ""
    command = f"dxkpi outlook --plan {found.plan.plan} --year {found.year}{day}"
    yield Paragraph(f"指標ごとの図と、判定できない理由は、{command} で示す。")


def _over(found: PlanOutlook) -> Iterator[Block]:
    """Yield the past or present target years, and the command for their results, where none is to come."""
    years = {outlook.target_year for _, outlook in found.seen if outlook.target_year and not outlook.tracks}
    for last in sorted(years, reverse=True):
        said = "が目標年度（最終年度）である" if last == found.year else f"は、目標年度（{last.label}）を過ぎている"
        command = f"dxkpi report --plan {found.plan.plan} --year {last}"
        yield Paragraph(f"{found.year.label}{said}。見通しはない。{last.label}の結果は {command} で示す。")


def _listed(found: PlanOutlook, level: int) -> Iterator[Block]:
    """Yield every indicator in each section that lists it, its charts in the first of them."""
    drawn: set[str] = set()
    for section, own in found.sections:
        yield Heading(level, section.heading)
        others: list[Item] = []
        for seen in own:
            head = _head(seen, found.plan, (section.id,))
            if has_chart(seen) and seen[0].indicator.id not in drawn:
                drawn.add(seen[0].indicator.id)
                yield PlacedRemark(head, tuple(_lines(*seen, found.plan)))
            else:
                others.append(Item(head))
        if others:
            yield Items(tuple(others))


def _head(seen: Seen, plan: Plan, shown: Collection[str]) -> str:
    """Describe an indicator in a list of the sections `shown`, with its status."""
    assessment, outlook = seen
    mark = signs(_marks_of(assessment)) if outlook.tracks else ""
    indicator = assessment.indicator
    name = f"{indicator.heading}{mark}（{indicator.id}）{relisted_remark(plan, indicator, shown)}"
    return Toned((f"{name}: ", Tone.PLAIN), (verdict_words(outlook, assessment, plan), _SHOWN[outlook.status][1]))


def _lines(assessment: Assessment, outlook: Outlook, plan: Plan) -> Iterator[str | Verbatim]:
    """Yield the words of an indicator, and its charts among them."""
    repeats = len(outlook.tracks) == 1 and outlook.reason is not None
    if outlook.tracks:
        yield from break_words(assessment)
    for track in outlook.tracks:
        if isinstance(track, NoTrajectory):
            yield no_line_words(track, assessment, plan)
            continue
        yield values_words(track, assessment)
        yield chart(track)
        if isinstance(track.pace, Pace):
            yield f"ペース: {pace_words(track.pace, track, assessment.indicator.unit)}"
        if not repeats:
            yield from open_words(track, assessment, plan)
