"""What a change would do: its lines, the result before and after, and what the checks say of it."""

from collections.abc import Iterator

from dxkpi.core.outcomes.change import ChangeOutcome
from dxkpi.core.plan_change import PlanChange
from dxkpi.render.doc import Block, Doc, Item, Items, Paragraph, Verbatim
from dxkpi.render.formats import Look
from dxkpi.render.phrases import actual_phrase
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.findings import finding_blocks


def view(outcome: ChangeOutcome, look: Look) -> Doc:
    """The change as it stands, written or not."""
    if not outcome.diff:
        return (Paragraph(f"{plain(outcome.document)}: もうそのとおりに書かれている。変わるところはない。"),)
    return tuple(_blocks(outcome, look))


def _blocks(outcome: ChangeOutcome, look: Look) -> Iterator[Block]:
    yield Verbatim(tuple(map(plain, outcome.diff)), "diff")
    several = bool(outcome.others)
    for change in (outcome.result, *outcome.others):
        yield from _effect(change, f"{change.plan.plan.name}の" if several or change.before is None else "")
    if outcome.findings:
        yield Paragraph("この変更で新しく出る指摘:")
        yield from finding_blocks(outcome.findings, look)


def _effect(change: PlanChange, whose: str) -> Iterator[Block]:
    after, plan = change.after, change.plan.plan
    if after is None:
        return
    told = [Item("前: この計画の指標ではない")] if change.before is None else []
    told += [
        Item(f"{moment}: {outcome_phrase(assessment, plan)}", (actual_phrase(assessment),))
        for moment, assessment in (("前", change.before), ("後", after))
        if assessment is not None
    ]
    yield Paragraph(f"{whose}{after.indicator.name}（{after.indicator.id}）{after.year.label}")
    yield Items(tuple(told))
