"""One indicator explained: the result in a sentence, what it rests on, the calculation, and what is not certain."""

from collections.abc import Iterator
from typing import assert_never

from dxkpi.core.assessment import Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.explain import Explanation
from dxkpi.core.outcomes.indicator import ExplainOutcome
from dxkpi.core.phrases import day_phrase
from dxkpi.core.reference import Where
from dxkpi.render.doc import Block, Doc, Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import rate_phrase, state_phrase, why_not_assessed
from dxkpi.render.views.cautions import cautions
from dxkpi.render.views.explain_inputs import input_items
from dxkpi.render.views.explain_open import open_blocks
from dxkpi.render.views.explain_rate import rate_blocks
from dxkpi.render.views.relisted import listed_phrase, shared_phrase

_JUST_SHORT = "目標値にちょうど達しただけでは達成にならないため、達成の一つ下の区分とする。"


def view(outcome: ExplainOutcome, look: Look) -> Doc:  # noqa: ARG001 - an explanation looks the same everywhere
    """The explanation as a document."""
    return explain_doc(outcome.explanation, outcome.where)


def explain_doc(explanation: Explanation, where: Where) -> Doc:
    """All there is to say of one indicator in one year; `where` gives the position of a place in the data."""
    return tuple(_blocks(explanation, where))


def _blocks(own: Explanation, where: Where) -> Iterator[Block]:
    indicator, plan, year = own.declared.indicator, own.plan.plan, own.assessment.year
    yield Heading(1, f"{indicator.name}（{indicator.id}）")
    section = listed_phrase(plan, indicator)
    known = f"／{day_phrase(own.as_of)}までに分かっていた値による" if own.as_of else ""
    yield Paragraph(f"{plan.name} {year.formal}（{year}、{year.start}年度）／{section}{known}")
    if own.declared.others:
        yield Paragraph(shared_phrase(own.declared))
    yield Paragraph(_result(own))
    yield Heading(2, "根拠")
    yield Items(tuple(input_items(own, where)))
    match own.assessment.outcome:
        case Rated():
            yield Heading(2, "計算")
            yield from rate_blocks(own)
        case NotAssessed():
            yield Heading(2, "何が言えるか")
            yield from open_blocks(own)
        case Suspended() | SpecialStatus() | Monitored():
            pass
        case _:
            assert_never(own.assessment.outcome)
    warnings = tuple(Item(caution) for caution in cautions(own.assessment))
    if warnings:
        yield Heading(2, "確かでないこと")
        yield Items(warnings)


def _result(own: Explanation) -> str:
    """The result in one sentence, and in a second one what follows."""
    outcome, year, plan = own.assessment.outcome, own.assessment.year.label, own.plan.plan
    match outcome:
        case Rated(rating, just_short=just_short):
            short = _JUST_SHORT if just_short else ""
            if outcome.rate is None:
                return f"結果: {year}の達成区分は「{rating.label}」（達成率はない）。{short}"
            return f"結果: {year}の達成率は{rate_phrase(outcome, plan)}、達成区分は「{rating.label}」。{short}"
        case NotAssessed():
            left = f"公表件数と両立するのは「{own.concluded.label}」だけ。" if own.concluded else ""
            return f"結果: {year}は{why_not_assessed(outcome)}。{left}"
        case Suspended():
            label = plan.suspended.label if plan.suspended else "停止"
            since = own.declared.indicator.suspended
            return f"結果: {year}は{label}" + (f"（{since.since.label}から）。" if since else "。")
        case SpecialStatus():
            return f"結果: {year}は{state_phrase(outcome)}。達成率も達成区分もない。"
        case Monitored():
            return "結果: 目標値のない指標で、推移だけを見る。達成率も達成区分もない。"
        case _:
            assert_never(outcome)
