"""The effect of a change: its lines, the result before and after, and findings."""

from collections.abc import Iterator

from dxkpi.core.fields import title_of
from dxkpi.core.numerals import actual_phrase, day_phrase
from dxkpi.core.outcomes.change import ChangeOutcome, Insertion, PlanChange
from dxkpi.core.publication.owed import Owed
from dxkpi.render.blocks import Block, Item, Items, Paragraph, Tone, Toned, Verbatim
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import marked_phrase, toned
from dxkpi.render.views.findings import brought_blocks
from dxkpi.render.views.legend import marks_below


def view(outcome: ChangeOutcome, look: Look) -> Iterator[Block]:
    """Yield the change, whether written or not."""
    if not outcome.diff:
        yield Paragraph(f"{plain(outcome.document)}: もうそのとおりに書かれている。変わるところはない。")
        return
    if outcome.remark:
        yield Paragraph(f"{plain(outcome.remark)}。", Tone.WARNING)
    yield Verbatim(tuple(map(plain, outcome.diff)), "diff")
    several = bool(outcome.others)
    for change in outcome.reported:
        yield from _effect(change, f"{change.plan.plan.name}の" if several or change.before is None else "")
    yield from marks_below(own for change in outcome.reported for own in (change.before, change.after) if own)
    if not outcome.reported and outcome.result.after:
        year = outcome.result.after.year.label
        yield Paragraph(f"{year}は、どの計画の報告にも出ない。前年度との比較、目標の点検などに使う記録になる。")
    yield from brought_blocks(outcome.findings, look)
    if outcome.owed:
        yield from _owed(outcome)


def _owed(outcome: ChangeOutcome) -> Iterator[Block]:
    """Yield the changes of published years, and how to correct them."""
    yield Paragraph("公表した年度の値が変わるので、正誤なしには書き換えない:", Tone.WARNING)
    yield Items(tuple(map(_held, outcome.owed)))
    for insertion in outcome.corrections:
        place = f"{plain(insertion.document)} の{_place(insertion)}"
        yield Paragraph(f"公表した値の誤りなら、{place}（why には、なぜ直すかを書く）。")
        yield Verbatim(insertion.lines, "yaml", to_copy=True)
    value = any(own.path[0] == "actual" for one in outcome.owed for own in one.differences)
    later = "誤りではなく、後から分かった値なら、正誤は書かず、--correct を付けずに --known でその日を示す。"
    yield Paragraph(f"書いたら、同じ命令をもう一度実行する。{later if value else ''}")


def _held(one: Owed) -> Item:
    published = f"{plain(one.plan.plan.name)}（{one.plan.plan.plan}）の{one.declared.published.year.formal}"
    day = one.declared.published.date
    where = f"{f'{day_phrase(day)}公表、' if day else ''}{plain(one.declared.document)}"
    keys = dict.fromkeys("rate" if own.path[0] == "exact_rate" else str(own.path[0]) for own in one.differences)
    whose = f"{one.indicator} の" if one.indicator else ""
    return Item(f"{published}（{where}）: {whose}{'、'.join(map(title_of, keys))}")


def _place(insertion: Insertion) -> str:
    first, last = (insertion.below or 0) + 1, (insertion.below or 0) + insertion.replaced
    if insertion.below is None:
        return " corrections に、次のとおり書き加える"
    if not insertion.replaced:
        return f"{insertion.below}行目の下に、次の行を書き加える"
    return f"{first}行目{f'から{last}行目まで' if last > first else ''}を、次の行に書き換える"


def _effect(change: PlanChange, whose: str) -> Iterator[Block]:
    after, plan = change.after, change.plan.plan
    if after is None:
        return
    items = [Item("前: この計画の指標ではない")] if change.before is None else []
    items += [
        Item(
            Toned((f"{moment}: ", Tone.PLAIN), *toned(marked_phrase(assessment, plan), assessment, plan).parts),
            (actual_phrase(assessment),),
        )
        for moment, assessment in (("前", change.before), ("後", after))
        if assessment is not None
    ]
    yield Paragraph(f"{whose}{after.indicator.heading}（{after.indicator.id}）{after.year.label}")
    yield Items(tuple(items))
