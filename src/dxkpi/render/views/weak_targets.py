"""Targets that deserve attention: by kind, each with its reason, values and places; then what could not be told."""

from collections.abc import Iterator

from dxkpi.core.numerals import number
from dxkpi.core.outcomes.targets import CheckTargetsOutcome
from dxkpi.core.phrases import day_phrase
from dxkpi.core.reference import Where
from dxkpi.core.weak_targets.check import CheckedPlan, Weakness
from dxkpi.core.weak_targets.reasons import Kind
from dxkpi.render.doc import Align, Block, Column, Doc, Grid, Heading, Item, Items, Notes, Paragraph
from dxkpi.render.formats import Look
from dxkpi.render.views.diff_words import named
from dxkpi.render.views.weak_words import KINDS, NEEDS, WHEN, reason_phrase, seen_lines

_COUNTS = ("分かった目標", "うち注意", "分からない目標")
_COLUMNS = (Column(("見るところ",)), *(Column((head,), Align.RIGHT, wraps=False) for head in _COUNTS))


def view(outcome: CheckTargetsOutcome, look: Look) -> Doc:  # noqa: ARG001 - looks the same everywhere
    """All plans, one after the other."""
    return tuple(block for checked in outcome.plans for block in _blocks(checked, outcome.where))


def _blocks(checked: CheckedPlan, where: Where) -> Iterator[Block]:
    yield Heading(1, f"{checked.plan.plan.name} {checked.year.formal} 目標の点検")
    yield Paragraph("".join(_summary(checked)))
    for kind in Kind:
        own = [weakness for weakness in checked.weak if weakness.kind is kind]
        if own:
            yield Heading(2, KINDS[kind])
            yield Paragraph(f"{WHEN[kind]}。")
            yield Items(tuple(_item(weakness, checked, where) for weakness in own))
    if checked.targets:
        yield Heading(2, "見た範囲")
        yield _range(checked)
        yield Notes(tuple(_notes(checked)))


def _summary(checked: CheckedPlan) -> Iterator[str]:
    if not checked.targets:
        yield "見る目標がない（推移だけを見る指標か、進捗管理の停止した指標しかない）。"
        return
    targets = {weakness.case.indicator.id for weakness in checked.weak if weakness.case}
    yield f"名称と目標のある{number(checked.targets)}指標を見た。"
    yield f"注意の要る目標は{number(len(targets))}指標。" if targets else "注意の要る目標は見つからない。"
    if checked.as_of:
        yield f"{day_phrase(checked.as_of)}までに分かっていた値による。"
    apart = [f"進捗管理の停止などの{number(checked.apart)}指標"] if checked.apart else []
    apart += [f"名称の公表のない{number(checked.unnamed)}指標"] if checked.unnamed else []
    if apart:
        yield f"{'と'.join(apart)}は見ていない。"


def _item(weakness: Weakness, checked: CheckedPlan, where: Where) -> Item:
    reason, lines = reason_phrase(weakness), tuple(seen_lines(weakness, checked.plan.plan, where))
    own = weakness.case.indicator if weakness.case else None
    return Item(f"{named(own.name, own.id)}: {reason}" if own else reason, lines)


def _range(checked: CheckedPlan) -> Grid:
    rows = ((own.kind, own.told, own.found, own.untold) for own in checked.looked)
    return Grid(_COLUMNS, tuple((KINDS[kind], *map(number, counts)) for kind, *counts in rows))


def _notes(checked: CheckedPlan) -> Iterator[str]:
    beside = "当てはまりようのない目標（維持する目標の横ばい、年度の来た目標のペースなど）は数えない"
    yield f"分かった目標は、当てはまるかどうかがデータから言える目標の数。{beside}"
    for own in checked.looked:
        if own.untold:
            yield f"{KINDS[own.kind]}: {number(own.untold)}指標は分からない（{NEEDS[own.kind]}）"
