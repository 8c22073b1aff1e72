"""Two states of the data as a document: what it comes to, what to look at again, the figures, and every change."""

from collections.abc import Callable, Iterator, Sequence

from dxkpi.core.assessment import Assessment, Monitored, Rated
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.effect import ResultMove
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide
from dxkpi.core.numerals import MOST_RATE_DIGITS, number
from dxkpi.core.phrases import value_phrase
from dxkpi.core.plan import Plan
from dxkpi.render.doc import Block, Column, Doc, Grid, Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.diff_head import called, headline, side_notes, title_of
from dxkpi.render.views.diff_tables import table_blocks
from dxkpi.render.views.diff_words import change_phrase, doubt_phrase, in_plan, named, places, subject, units_of
from dxkpi.render.views.findings import finding_blocks

ERRORS, DOUBTS, TABLES, RESULTS = "データの誤り", "もう一度見るところ", "動く件数と割合", "結果の変わる指標"
"""The headings, in every format."""


def view(outcome: DiffOutcome, look: Look) -> Doc:
    """The whole comparison."""
    return tuple(_blocks(outcome, look))


def _blocks(outcome: DiffOutcome, look: Look) -> Iterator[Block]:
    yield Heading(1, title_of(outcome))
    yield Paragraph(headline(outcome))
    yield from map(Paragraph, side_notes(outcome))
    for side in sides_in_error(outcome):
        yield Heading(2, errors_title(side))
        yield from finding_blocks(side.errors, look)
    yield from _section(DOUBTS, doubt_items(outcome))
    tables = tuple(table_blocks(outcome.effects, level=3))
    if tables:
        yield Heading(2, TABLES)
        yield from tables
    results = tuple(result_grids(outcome))
    if results:
        yield Heading(2, RESULTS)
        yield from results
    moving = outcome.moving
    told, others = titles(outcome)
    yield from _section(told, change_items(outcome, moving))
    yield from _section(others, change_lines(outcome, still(outcome, moving)))


def _section(title: str, items: tuple[Item, ...]) -> Iterator[Block]:
    if items:
        yield Heading(2, title)
        yield Items(items)


def sides_in_error(outcome: DiffOutcome) -> Sequence[DiffSide]:
    """The sides whose data have errors."""
    return [side for side in (outcome.before, outcome.after) if side.errors]


def errors_title(side: DiffSide) -> str:
    """The heading of a side's errors."""
    return f"{ERRORS}: {called(side)}"


def titles(outcome: DiffOutcome) -> tuple[str, str]:
    """The headings of the changes that move a figure, and of those that are not known to."""
    figures = f"{outcome.year.label}の数字" if outcome.year else "数字"
    others = f"{figures}に関わらない変更"
    if not outcome.certain:
        others = f"そのほかの変更（{figures}に関わるかは、誤りを直すと分かる）"
    return f"{figures}に関わる変更", others


def still(outcome: DiffOutcome, moving: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that are not known to move a figure."""
    told = {change.fingerprint for change in moving}
    return tuple(change for change in outcome.difference.changes if change.fingerprint not in told)


def doubt_items(outcome: DiffOutcome) -> tuple[Item, ...]:
    """What deserves a second look, with the changes that are the reason."""
    phrase = _phrases(outcome)
    return tuple(Item(doubt_phrase(doubt, outcome), tuple(map(phrase, doubt.changes))) for doubt in outcome.doubts)


def change_items(outcome: DiffOutcome, changes: tuple[Change, ...]) -> tuple[Item, ...]:
    """Each change with its place below it."""
    phrase = _phrases(outcome)
    return tuple(Item(f"{subject(change, outcome)} {phrase(change)}", (places(change, outcome),)) for change in changes)


def _phrases(outcome: DiffOutcome) -> Callable[[Change], str]:
    units = units_of(outcome)
    return lambda change: change_phrase(change, units.get((change.plan, change.indicator), (None, None)))


def change_lines(outcome: DiffOutcome, changes: tuple[Change, ...]) -> tuple[Item, ...]:
    """Each change in one line."""
    return tuple(Item(f"{item.text}（{item.lines[0]}）") for item in change_items(outcome, changes))


def result_grids(outcome: DiffOutcome) -> Iterator[Grid]:
    """Every indicator and year with another result; a plan that only follows shows its values."""
    rows = tuple(
        (
            named(result.name, result.indicator) + in_plan(result.indicator, effect.plan, outcome),
            effect.year.label,
            *_apart(result, *(plan.plan if plan else None for plan in (effect.before, effect.after))),
        )
        for effect in outcome.effects
        for result in effect.results
    )
    if rows:
        yield Grid((Column(("指標",)), Column(("年度",), wraps=False), Column(("前",)), Column(("後",))), rows)


def _apart(result: ResultMove, before: Plan | None, after: Plan | None) -> tuple[str, str]:
    """Both results, with as many decimals as it takes to tell them apart, if there are any."""
    pairs = (
        (_told(result.before, before, digits), _told(result.after, after, digits))
        for digits in range(1, MOST_RATE_DIGITS + 1)
    )
    was = now = ""
    for was, now in pairs:
        if was != now:
            return was, now
    rates = (a and isinstance(a.outcome, Rated) and a.outcome.rate is not None for a in (result.before, result.after))
    return was, f"{now}。違いは小数第{number(MOST_RATE_DIGITS + 1)}位以下" if all(rates) else now


def _told(assessment: Assessment | None, plan: Plan | None, digits: int) -> str:
    if assessment is None or plan is None:
        return "なし"
    if not isinstance(assessment.outcome, Monitored):
        return outcome_phrase(assessment, plan, digits)
    observation = assessment.observation
    return value_phrase(assessment.indicator, observation.actual) if observation else "実績値なし"
