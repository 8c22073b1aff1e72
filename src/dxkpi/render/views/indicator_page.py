"""The public page of an indicator: its newest result, its values and targets, and how each result came about."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from dxkpi.core.assess import as_restated
from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.number import ratio
from dxkpi.core.compared import due
from dxkpi.core.explain import Explanation
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Source
from dxkpi.core.indicator.figure import PartsForm, StepsForm
from dxkpi.core.numerals import number, quantity
from dxkpi.core.outcomes.site import IndicatorShown, PlanShown
from dxkpi.core.outlook import outlook_of
from dxkpi.core.plan.plan import Plan, history
from dxkpi.core.targets import TargetInForce, revisions_of, targets_in_force
from dxkpi.core.trajectory import Track
from dxkpi.core.vocabulary import CHOICES
from dxkpi.render.blocks import (
    About,
    Align,
    Block,
    Column,
    Grid,
    Heading,
    Item,
    Items,
    Link,
    Named,
    Paragraph,
    Trend,
    TrendTarget,
    TrendValue,
    noted,
)
from dxkpi.render.views.cautions import (
    document_phrase,
    listed_phrase,
    pending_phrase,
    place_phrase,
    suspension_phrase,
    target_words,
    unmet_phrase,
)
from dxkpi.render.views.explain import conclusions, result_blocks
from dxkpi.render.views.legend import assumptions
from dxkpi.render.views.listing import baseline_words, break_items, former_items, restated_items
from dxkpi.render.views.published import corrected
from dxkpi.render.views.revisions import history as revision_history
from dxkpi.render.views.years import bar, year_notes, years_grid


def indicator_blocks(shown: IndicatorShown, of: PlanShown) -> Iterator[Block]:
    """Yield the page of one indicator of a plan."""
    indicator, plan = shown.declared.indicator, of.plan.plan
    yield Heading(1, indicator.heading)
    if shown.explanations:
        yield from result_blocks(shown.explanations[0])
    yield Items(tuple(_facts(shown, plan)))
    yield Heading(2, "値と目標", (About(part="values"),))
    newest = as_restated(indicator)
    yield from trend(newest, plan, targets_in_force(indicator, plan), shown.explanations)
    yield from _forms(indicator)
    yield from _values(indicator, plan)
    if revisions := revisions_of(indicator, plan):
        yield Heading(2, "目標の改定", (About(part="revisions"),))
        adopted = Item(f"策定時の目標: {target_words(newest, plan)}")
        yield Items((adopted, *revision_history(revisions, of.plan, lambda _: "")))
    if shown.source:
        yield Items((Item("この指標のデータ", (Link("データのファイルを開く", shown.source),)),))
    for explained in shown.explanations:
        year = explained.assessment.year
        yield Heading(2, f"{year.formal}の結果", (About(plan.plan, indicator.id, year),))
        if explained is not shown.explanations[0]:
            yield from result_blocks(explained)
        yield from _reasons(explained.assessment, plan)
        if items := corrected(plan, indicator.id, year):
            yield Items(items)
        yield from conclusions(explained, 3)


def _facts(shown: IndicatorShown, plan: Plan) -> Iterator[Item]:
    indicator = shown.declared.indicator
    yield Item(f"計画: {plan.name}")
    yield Item(f"分野: {listed_phrase(plan, indicator)}")
    if indicator.rated:
        adopted = "（策定時）" if history(indicator, plan) else ""
        yield Item(f"目標{adopted}: {target_words(as_restated(indicator), plan)}")
        if words := baseline_words(indicator):
            yield Item(f"基準値: {words}")
        yield from restated_items(indicator, plan)
    yield from break_items(indicator, plan)
    if indicator.better_side is not None:
        yield Item(f"良い側: {CHOICES['better'][indicator.better_side.value]}")
    if indicator.counted:
        yield Item(f"累計・単年の別: {CHOICES['counting'][indicator.counted]}")
    if indicator.suspended is not None:
        yield Item(f"進捗管理の停止: {suspension_phrase(indicator)}")
    if indicator.owner:
        yield Item(f"担当: {indicator.owner}")
    yield from former_items(indicator, plan)
    if holder := shown.declared.lender:
        about = About(plan.plan, holder.indicator.id)
        yield Item(Named(f"実績値は「{holder.indicator.heading}」のもの", about))
    for other in shown.declared.lent_to:
        yield Item(Named(f"同じ実績値を使う指標（{other}）", About(plan.plan, other)))
    for other in shown.declared.others:
        about = About(other, indicator.id)
        yield Item(Named(f"ほかの計画でも使う指標（{other}）", about))


def _forms(indicator: Indicator) -> Iterator[Block]:
    """Yield the steps or the parts of the newest value, which are no single number."""
    newest = indicator.actuals[max(indicator.actuals)][-1].form if indicator.actuals else None
    match indicator.target_form:
        case StepsForm(names) if names:
            done = newest.names if isinstance(newest, StepsForm) else ()
            yield Items(tuple(Item(f"{'済' if name in done else '未'} {name}") for name in names))
        case PartsForm(goals):
            yield _parts(goals, newest.parts if isinstance(newest, PartsForm) else {}, indicator.unit)
        case _:
            pass


def _parts(goals: Mapping[str, Decimal], values: Mapping[str, Decimal], unit: str | None) -> Grid:
    """Return a row for each part of a target: its newest value, how far that has come, and its target."""
    columns = (
        Column("部分"),
        Column("新しい値", Align.RIGHT),
        Column("目標との比較", wraps=False),
        Column("目標", Align.RIGHT),
    )
    return Grid(
        columns,
        tuple(
            (
                part,
                quantity(values[part], unit) if part in values else "",
                bar(ratio(values[part]), max(ratio(goal), ratio(values[part]))) if part in values else "",
                quantity(goal, unit),
            )
            for part, goal in goals.items()
        ),
    )


def _values(indicator: Indicator, plan: Plan) -> Iterator[Block]:
    """Yield the table of values and targets, and below it what its references mean."""
    numbers: dict[str, int] = {}

    def cited(source: Source | None) -> str:
        if source is None:
            return ""
        return f"［{numbers.setdefault(source.document, len(numbers) + 1)}］{place_phrase(source)}"

    yield years_grid(indicator, plan, cited)
    yield Items(tuple(_document(own, number, plan) for own, number in numbers.items()))
    if not indicator.actuals:
        yield Paragraph("公表した実績値はまだない。")
    yield from year_notes(indicator, plan, sourced=False)
    yield from noted(assumptions(indicator, indicator.assumed))


def _document(identifier: str, number: int, plan: Plan) -> Item:
    """Return a numbered document, with the way to it where it is on the web."""
    document = plan.documents.get(identifier)
    lines = (Link("この資料のページを開く", document.url),) if document and document.url else ()
    return Item(f"［{number}］ {document_phrase(identifier, plan)}", lines)


def _reasons(assessment: Assessment, plan: Plan) -> Iterator[Block]:
    indicator, year = assessment.indicator, assessment.result_year
    if year in indicator.unmet and isinstance(assessment.outcome, Rated | NotAssessed):
        yield Paragraph(f"未達成の理由: {unmet_phrase(indicator, year, plan)}")
    pending = indicator.awaited(year)
    if pending:
        yield Paragraph(pending_phrase(pending))


_FEWEST = 2


def trend(
    indicator: Indicator, plan: Plan, aimed: Sequence[TargetInForce], explained: Sequence[Explanation]
) -> Iterator[Trend]:
    """Yield the picture of an indicator whose values are numbers, if at least two of its years have one."""
    points = tuple(sorted(_points(indicator), key=lambda point: point.year))
    if len({point.year for point in points}) < _FEWEST:
        return
    last = max(points[-1].year, due(indicator, plan) or points[-1].year)
    goals = tuple(_goals(aimed, points[0].year, last))
    ended = indicator.suspended.since if indicator.suspended else None
    breaks = tuple(definition.first for definition in indicator.redefined if points[0].year < definition.first <= last)
    yield Trend(indicator.heading, points, goals, _way(explained), ended if ended and ended <= last else None, breaks)


def _points(indicator: Indicator) -> Iterator[TrendValue]:
    for series, declared in enumerate((indicator.baseline, *(own.baseline for own in indicator.redefined))):
        vintages = declared.vintages(None) if declared else ()
        base = vintages[-1].baseline if vintages else declared
        value = base.form.number if base else None
        if base is not None and base.year is not None and value is not None:
            yield TrendValue(base.year, ratio(value), number(value), baseline=True, series=series)
    for year, records in indicator.actuals.items():
        series = sum(definition.first <= year for definition in indicator.redefined)
        for actual in records:
            if (value := actual.form.number) is not None:
                yield TrendValue(year, ratio(value), number(value), actual.settled, series=series)


def _goals(aimed: Sequence[TargetInForce], first: FiscalYear, last: FiscalYear) -> Iterator[TrendTarget]:
    """Yield the targets by the years that they were in force for; none where a target is the sum of years."""
    before = first
    for own, following in zip_longest(aimed, aimed[1:]):
        if own.indicator.target is None or own.indicator.added_up:
            return
        end = min(following.first, last) if following and following.first else last
        for bound in own.indicator.bounds().values():
            if before <= end:
                yield TrendTarget(before, end, bound.target, number(bound.target), former=following is not None)
        before = max(before, end)


def _way(explained: Sequence[Explanation]) -> tuple[TrendValue, TrendValue] | None:
    """Return the ends of the even way that the newest year is compared with, where there is one alone.

    Where the definition changed, it begins with that year.
    """
    if not explained:
        return None
    own = explained[0]
    tracks = outlook_of(own.assessment, own.plan.plan, own.as_of).tracks
    if len(tracks) != 1 or not isinstance(tracks[0], Track):
        return None
    line, track = tracks[0].trajectory, tracks[0]
    since = own.assessment.since
    start = max(track.first, since.first) if since else track.first
    ends = (start, line.value(start)), (track.last, line.value(track.last))
    first, last = (TrendValue(year, value, number(value)) for year, value in ends)
    return first, last
