"""What can be said of an indicator that could not be assessed: which ratings are left, and what each would take."""

from collections.abc import Iterator

from dxkpi.core.explain import Explanation, Possibility
from dxkpi.core.targets.measure import Weakest
from dxkpi.render.doc import Block, Item, Items, Paragraph
from dxkpi.render.views.bounds import interval_phrase
from dxkpi.render.views.explain_rate import next_phrase, parts_grid


def open_blocks(own: Explanation) -> Iterator[Block]:
    """The ratings that are left, the baseline each would take, and what the published counts leave of them."""
    measure, scale = own.assessment.measure, own.plan.plan.scale
    if isinstance(measure, Weakest) and own.method and scale:
        yield parts_grid(own.method, measure, scale)
    unit = own.declared.indicator.unit
    yield Paragraph("ありうる達成区分:")
    by_rating: dict[str, list[Possibility]] = {}
    for possibility in own.possibilities:
        by_rating.setdefault(possibility.rating.id, []).append(possibility)
    yield Items(tuple(_item(same, unit) for same in by_rating.values()))
    yield Paragraph(_left(own))
    if own.concluded is not None:
        yield from _then(own, unit)
    if own.next is not None:
        yield Paragraph(next_phrase(own.next, unit))


def _item(same: list[Possibility], unit: str | None) -> Item:
    lines = [_condition(p, unit) for p in same if p.interval is not None]
    ruled_out = "" if same[0].allowed else "（公表件数と両立しない）"
    return Item(f"{same[0].rating.label}{ruled_out}", tuple(lines))


def _condition(possibility: Possibility, unit: str | None) -> str:
    whose = f"「{possibility.part}」の基準値" if possibility.part else "基準値"
    edges = interval_phrase(possibility.interval, unit) if possibility.interval else ""
    return f"{whose}が{edges}とき" if edges else f"{whose}はいくつでもよい"


def _left(own: Explanation) -> str:
    """What the published counts leave, in one sentence."""
    result = own.reconciliation.section(own.declared.indicator.section) if own.reconciliation else None
    if result is None:
        return "この年度のこの分野には公表された件数がなく、これ以上は絞れない。"
    if not result.consistent:
        return "公表された件数がデータと食い違う（不整合）ため、絞り込みには使えない。"
    if own.declared.indicator.id not in result.allowed:
        return "公表した文書の時点のデータでは判定できていたため、公表件数からは何も言えない。"
    left = list(dict.fromkeys(p.rating.label for p in own.possibilities if p.allowed))
    if len(left) == 1:
        return f"公表件数と両立するのは「{left[0]}」だけ。"
    return f"公表件数と両立するのは{''.join(f'「{label}」' for label in left)}。どれかは公表件数だけでは決まらない。"


def _then(own: Explanation, unit: str | None) -> Iterator[Block]:
    """What the only rating that is left says of the baseline."""
    for possibility in own.possibilities:
        if not possibility.allowed or possibility.interval is None or possibility.part:
            continue
        edges = interval_phrase(possibility.interval, unit)
        if edges:
            yield Paragraph(f"したがって基準値は{edges}はず。")
