"""What a change would do: its lines, the result before and after, and what the checks say of it."""

from collections.abc import Iterator

from dxkpi.core.outcomes.change import ChangeOutcome, Insertion
from dxkpi.core.plan_change import PlanChange
from dxkpi.core.publication.owed import Owed
from dxkpi.render.doc import Block, Doc, Item, Items, Paragraph, Verbatim
from dxkpi.render.formats import Look
from dxkpi.render.phrases import actual_phrase, day_phrase
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.findings import finding_blocks

_PUBLISHED = {"KPI601", "KPI602"}
"""The rules that hold published counts and percentages against the data."""


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
    if outcome.owed:
        yield from _owed(outcome)


def _owed(outcome: ChangeOutcome) -> Iterator[Block]:
    """The published years that rest on what would change, and how to correct them."""
    yield Paragraph("公表した年度の数字の元になった記録なので、正誤なしには書き換えない:")
    yield Items(tuple(map(_held, outcome.owed)))
    for insertion in outcome.corrections:
        place = f"{plain(insertion.document)} の{_place(insertion)}"
        yield Paragraph(f"公表した値の誤りなら、{place}（why には、なぜ直すかを書く）。")
        yield Verbatim(insertion.lines, "yaml", to_copy=True)
    codes = sorted(_PUBLISHED & {finding.diagnostic.rule.code for finding in outcome.findings})
    if codes:
        years = "、".join(dict.fromkeys(str(one.declared.manifest.year) for one in outcome.owed))
        yield Paragraph(
            f"公表した件数や割合も変わる（上の {'、'.join(codes)}）。計画の published も訂正した値に直し、"
            f"その正誤（record: published {years}）も、同じように書く。"
        )
    value = any(one.part.key[0] == "actuals" for one in outcome.owed)
    later = "誤りではなく、後から分かった値なら、正誤は書かず、--correct を付けずに --known でその日を示す。"
    yield Paragraph(f"書いたら、同じ命令をもう一度実行する。{later if value else ''}")


def _held(one: Owed) -> Item:
    manifest = one.declared.manifest
    published = f"{plain(one.plan.plan.name)}（{manifest.plan}）の{manifest.year.formal}"
    where = f"{day_phrase(manifest.date)}公表、{plain(one.declared.document)}"
    return Item(f"{published}（{where}）: {one.indicator} の {plain(' '.join(one.part.key))}")


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
    told = [Item("前: この計画の指標ではない")] if change.before is None else []
    told += [
        Item(f"{moment}: {outcome_phrase(assessment, plan)}", (actual_phrase(assessment),))
        for moment, assessment in (("前", change.before), ("後", after))
        if assessment is not None
    ]
    yield Paragraph(f"{whose}{after.indicator.name}（{after.indicator.id}）{after.year.label}")
    yield Items(tuple(told))
