"""The outlook of plans as a document: how many stand where, and each indicator with its chart or why it has none."""

from collections.abc import Collection, Iterator

from dxkpi.core.assessment import Assessment
from dxkpi.core.outcomes.report import OutlookOutcome
from dxkpi.core.outlook import PlanOutlook, Seen, assumed
from dxkpi.core.phrases import day_phrase, pace_words
from dxkpi.core.plan import Plan
from dxkpi.core.trajectory import NoTrajectory, Outlook, OutlookStatus, Pace
from dxkpi.render.doc import (
    ASSUMED,
    REVISED,
    Block,
    Doc,
    Heading,
    Item,
    Items,
    Paragraph,
    Remark,
    Verbatim,
)
from dxkpi.render.formats import Look
from dxkpi.render.views.outlook_chart import chart
from dxkpi.render.views.outlook_notes import counts_grid, has_chart, outlook_notes
from dxkpi.render.views.outlook_words import (
    no_line_words,
    open_words,
    values_words,
    verdict_words,
)
from dxkpi.render.views.relisted import relisted_remark

_APART = "見通しは達成率・達成区分とは別のもので、件数にも割合にも入らない"


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
        yield counts_grid(found)
        yield outlook_notes(found, charts=True, reasons=False)
        yield from _listed(found, level=2)


def outlook_blocks(found: PlanOutlook, *, detail: bool) -> Iterator[Block]:
    """What a report says of the outlook below its tables; with `detail`, of every indicator."""
    yield Heading(2, "見通し（達成区分とは別）")
    yield Paragraph(f"目標年度がまだ来ていない指標の、{found.year.label}の見通し。{_APART}。")
    yield counts_grid(found)
    yield outlook_notes(found, charts=detail, reasons=True)
    if detail:
        yield from _listed(found, level=3)
        return
    shown = [section.id for section, _ in found.sections]
    told = filter(_is_told, found.seen)
    items = tuple(Item(_head(own, found.plan, shown), tuple(_words(*own, found.plan))) for own in told)
    if items:
        yield Items(items)
    day = f" --as-of {found.as_of}" if found.as_of else ""
    command = f"dxkpi outlook --plan {found.plan.plan} --year {found.year}{day}"
    yield Paragraph(f"指標ごとの図と、判定できない理由は、{command} で示す。")


def _over(found: PlanOutlook) -> Iterator[Block]:
    """Where no target year is to come: which it was, and where its result is."""
    years = {outlook.target_year for _, outlook in found.seen if outlook.target_year and not outlook.tracks}
    for last in sorted(years, reverse=True):
        said = "が目標年度（最終年度）である" if last == found.year else f"は、目標年度（{last.label}）を過ぎている"
        command = f"dxkpi report --plan {found.plan.plan} --year {last}"
        yield Paragraph(f"{found.year.label}{said}。見通しはない。{last.label}の結果は {command} で示す。")


def _listed(found: PlanOutlook, level: int) -> Iterator[Block]:
    """Every indicator in each section that lists it, its charts in the first of them."""
    drawn: set[str] = set()
    for section, own in found.sections:
        yield Heading(level, section.heading)
        others: list[Item] = []
        for seen in own:
            head = _head(seen, found.plan, (section.id,))
            if has_chart(seen) and seen[0].indicator.id not in drawn:
                drawn.add(seen[0].indicator.id)
                yield Remark(head, tuple(_lines(*seen, found.plan)))
            else:
                others.append(Item(head))
        if others:
            yield Items(tuple(others))


def _is_told(seen: Seen) -> bool:
    return seen[1].status in {OutlookStatus.AHEAD, OutlookStatus.ON_TRACK, OutlookStatus.BEHIND}


def _head(seen: Seen, plan: Plan, shown: Collection[str]) -> str:
    """What an indicator is called in a list of the sections `shown`, and where it stands."""
    assessment, outlook = seen
    marks = ASSUMED * bool(assumed(assessment)) + REVISED * bool(assessment.revisions)
    mark = marks if outlook.tracks else ""
    indicator = assessment.indicator
    name = f"{indicator.name}{mark}（{indicator.id}）{relisted_remark(plan, indicator, shown)}"
    return f"{name}: {verdict_words(outlook, assessment, plan)}"


def _words(assessment: Assessment, outlook: Outlook, plan: Plan) -> Iterator[str]:
    """An indicator without its charts."""
    return (line for line in _lines(assessment, outlook, plan) if isinstance(line, str))


def _lines(assessment: Assessment, outlook: Outlook, plan: Plan) -> Iterator[str | Verbatim]:
    repeats = len(outlook.tracks) == 1 and outlook.reason is not None
    for track in outlook.tracks:
        if isinstance(track, NoTrajectory):
            yield no_line_words(track, assessment, plan)
            continue
        yield values_words(track, assessment)
        yield Verbatim(chart(track))
        if isinstance(track.pace, Pace):
            yield f"ペース: {pace_words(track.pace, track, assessment.indicator.unit)}"
        if not repeats:
            yield from open_words(track, assessment, plan)
