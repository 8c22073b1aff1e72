"""One indicator explained: the result in a sentence, its inputs, the calculation, and what is not certain."""

from collections.abc import Iterator
from typing import assert_never

from dxkpi.core.assessment import Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.mark import signs
from dxkpi.core.explain import Explanation
from dxkpi.core.numerals import day_phrase
from dxkpi.core.outcomes.indicator import ExplainOutcome
from dxkpi.render.blocks import Block, Heading, Paragraph, titled
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import (
    at_target_year,
    outcome_tone,
    rate_phrase,
    rating_phrase,
    state_phrase,
    why_not_assessed,
)
from dxkpi.render.views.cautions import cautions, lent_phrases, listed_phrase, shared_phrase, suspended_years
from dxkpi.render.views.explain_inputs import input_items
from dxkpi.render.views.explain_rate import open_blocks, rate_blocks
from dxkpi.render.views.legend import marks_below

_JUST_SHORT = "目標値にちょうど達しただけでは達成にならないため、達成の一つ下の区分とする。"


def view(outcome: ExplainOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield the explanation of one indicator in one fiscal year."""
    explained, where = outcome.explanation, outcome.where
    indicator, plan, year = explained.assessment.indicator, explained.plan.plan, explained.assessment.year
    yield Heading(1, f"{indicator.heading}（{indicator.id}）")
    section = listed_phrase(plan, indicator)
    known = f"／{day_phrase(explained.as_of)}までに分かっていた値による" if explained.as_of else ""
    yield Paragraph(f"{plan.name} {year.formal}（{year}、{year.start}年度）／{section}{known}")
    if explained.declared.others:
        yield Paragraph(shared_phrase(explained.declared))
    yield from map(Paragraph, lent_phrases(explained.declared))
    yield from result_blocks(explained)
    yield from titled("根拠", input_items(explained, where))
    yield from conclusions(explained, 2)


def result_blocks(explained: Explanation) -> Iterator[Block]:
    """Yield the result in a sentence, and what its marks mean."""
    then = at_target_year(explained.assessment)
    words = result_sentence(explained) + (f"{then}。" if then else "")
    yield Paragraph(words, outcome_tone(explained.assessment.outcome, explained.plan.plan))
    yield from marks_below((explained.assessment,))


def conclusions(explained: Explanation, level: int) -> Iterator[Block]:
    """Yield the calculation, what can be said without a result, and what is not certain, under heads of `level`."""
    if explained.by_value:
        yield Paragraph(result_sentence(explained.by_value).replace("結果:", "値から計算した結果:", 1))
        yield from _calculation(explained.by_value, level)
    elif explained.assessment.judged is None:
        yield from _calculation(explained, level)
    yield from titled("確かでないこと", cautions(explained.assessment, explained.plan.plan), level)


def _calculation(explained: Explanation, level: int) -> Iterator[Block]:
    """Yield how the result comes about, or what is known all the same."""
    match explained.assessment.outcome:
        case Rated():
            yield Heading(level, "計算")
            yield from rate_blocks(explained)
        case NotAssessed():
            if explained.assessment.outcome.rate is not None:
                yield Heading(level, "計算")
                yield from rate_blocks(explained)
            yield Heading(level, "何が言えるか")
            yield from open_blocks(explained)
        case Suspended() | SpecialStatus() | Monitored():
            pass
        case _:
            assert_never(explained.assessment.outcome)


def result_sentence(explained: Explanation) -> str:
    """Describe the result in one sentence, and the consequence in a second one."""
    outcome, year, plan = explained.assessment.outcome, explained.assessment.year.label, explained.plan.plan
    marks = signs(explained.assessment.marks)
    match outcome:
        case Rated(rating, just_short=just_short):
            short, shown = _JUST_SHORT if just_short and not plan.rates_only else "", rate_phrase(outcome, plan)
            took = rating_phrase(rating, plan) if plan.rates_only else f"達成区分は「{rating.heading}」"
            if not shown:
                year += "は、" if plan.rates_only else "の"
                return f"結果: {year}{took}{marks}（達成率はない）。{short}"
            return f"結果: {year}の達成率は{shown}{marks}、{took}。{short}"
        case NotAssessed():
            left = f"公表結果と両立するのは「{explained.concluded.heading}」だけ。" if explained.concluded else ""
            shown = rate_phrase(outcome, plan)
            return f"結果: {year}は{f'達成率{shown}、' if shown else ''}{why_not_assessed(outcome, marks)}。{left}"
        case Suspended():
            since = explained.assessment.indicator.suspended
            return f"結果: {year}は{plan.suspended_label}" + (f"（{suspended_years(since)}）。" if since else "。")
        case SpecialStatus():
            return f"結果: {year}は{state_phrase(outcome)}。達成率も達成区分もない。"
        case Monitored():
            return "結果: 目標値のない指標で、推移だけを見る。達成率も達成区分もない。"
        case _:
            assert_never(outcome)
