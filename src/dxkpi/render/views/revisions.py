"""Revised targets in words: the day of the decision, both targets, and the reason."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Where
from dxkpi.core.basis.mark import Mark
from dxkpi.core.compared import due
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.numerals import day_phrase
from dxkpi.core.plan.plan import Plan, Revised
from dxkpi.render.blocks import Item
from dxkpi.render.views.cautions import source_phrase, target_words, year_words


def revision_phrase(step: Revised, plan: Plan) -> str:
    """Describe a revision: `2021年2月10日改定 6,000時間 → 5,500時間`, with the target year where it changes."""
    return f"{day_phrase(step.revision.date)}改定 {change_phrase(step, plan)}"


def change_phrase(step: Revised, plan: Plan) -> str:
    """Describe what changes: `6,000時間 → 5,500時間`, with the target year where it changes; `R3年度 40件 → 30件`."""
    before, after = (_target(indicator, plan, step) for indicator in (step.before, step.after))
    old, new = year_words(step.before), year_words(step.after)
    years = [
        f"{year.label} {old.get(year, 'なし')} → {new.get(year, 'なし')}"
        for year in sorted({*old, *new})
        if old.get(year) != new.get(year)
    ]
    return "、".join([f"{before} → {after}"] * (before != after or not years) + years)


def _target(indicator: Indicator, plan: Plan, step: Revised) -> str:
    words = target_words(indicator, plan)
    year = due(indicator, plan)
    named = year is not None and f"（{year.label}まで）" in words
    changes = step.revision.after.year is not None
    return f"{words}（{year.label}まで）" if year and changes and not named else words


def revision_notes(assessments: Iterable[Assessment], plan: Plan) -> Iterator[str]:
    """Yield a footnote for every indicator judged by a revised target: each revision, and its reason."""
    for assessment in assessments:
        if assessment.by_revised:
            yield revision_note(assessment, plan)


def revision_note(assessment: Assessment, plan: Plan) -> str:
    """Return the footnote of one indicator whose target was revised."""
    steps = (f"{revision_phrase(step, plan)}（{step.revision.reason}）" for step in assessment.revisions)
    return f"{Mark.REVISED.sign} {assessment.indicator.heading}: 目標値は改定後（{'、'.join(steps)}）"


def history(
    revisions: Sequence[Revised], plan: DeclaredPlan, where: Where, year: FiscalYear | None = None
) -> Iterator[Item]:
    """Yield each revision with the years it is in force for, its reason, its decision, and its place.

    With `year`, those that came too late for it are marked.
    """
    for step, following in zip_longest(revisions, revisions[1:]):
        own = step.revision
        lines = (
            where(plan.at("revisions", step.position, "to")),
            f"理由: {own.reason}",
            f"決定: {own.decision}" if own.decision else "",
            f"出典: {source_phrase(own.source, plan.plan)}" if own.source else "",
            f"分かった日: {day_phrase(own.known)}" if own.known else "",
        )
        when = f"{day_phrase(own.date)}改定（{_effect(step, following, year)}）"
        yield Item(f"{when}: {change_phrase(step, plan.plan)}", tuple(filter(None, lines)))


def _effect(step: Revised, following: Revised | None, year: FiscalYear | None) -> str:
    first = step.revision.first_year
    if year is not None and year < first:
        return f"{first.label}から。{year.label}の判定には使わない"
    if following is not None and following.revision.first_year == first:
        return f"{first.label}のうちに、さらに改定"
    return f"{first.label}から"
