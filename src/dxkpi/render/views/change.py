"""The effect of a change: its lines, the result before and after, and findings; and the import of a foreign list."""

from collections.abc import Iterator

from dxkpi.core.basis.text import clip
from dxkpi.core.keys import title_of
from dxkpi.core.numerals import actual_phrase, day_phrase
from dxkpi.core.outcomes.change import ChangeOutcome, ColumnsOutcome, ImportOutcome, Insertion, Left, PlanChange
from dxkpi.core.publication.owed import Owed
from dxkpi.render.blocks import Block, Item, Items, Paragraph, Tone, Toned, Verbatim, titled
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import marked_phrase, toned
from dxkpi.render.views.findings import brought_blocks, finding_blocks
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
    value = any(difference.path[0] == "actual" for one in outcome.owed for difference in one.differences)
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


_MOST_NOTES = 20


def columns(outcome: ColumnsOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield the guessed columns, and what to look at."""
    yield Verbatim(tuple(map(plain, outcome.text.splitlines())), "yaml")
    yield Paragraph(f"見出しの{outcome.columns}列のうち、{outcome.known}列を当てた。確かめること:")
    checks = (
        "name、単位、基準値、目標の列は正しいか。実績の年度と状態（実績・見込）は正しいか",
        "使わない列の中に、要るものはないか",
        "sections: 表の分野の言葉が、計画の分野の id になっているか",
    )
    yield Items(tuple(map(Item, checks)))


def files(outcome: ImportOutcome, look: Look) -> Iterator[Block]:
    """Yield the files of a list, and what is left out."""
    counts = {"作る": len(outcome.files), "もうある": len(outcome.there), "書けない": len(outcome.left)}
    words = "、".join(f"{name}{count}" for name, count in counts.items() if count)
    yield Paragraph(f"{plain(outcome.file)}: {words or '指標の行がない'}")
    if outcome.files:
        name, text = next(iter(outcome.files.items()))
        more = f"（ほかに{len(outcome.files) - 1}ファイル）" if len(outcome.files) > 1 else ""
        yield Paragraph(f"最初のファイル {plain(name)}{more}:")
        yield Verbatim(tuple(map(plain, text.splitlines())), "yaml")
    yield from titled("書けない", map(_left, outcome.left))
    if outcome.sections:
        document = outcome.plan.document
        yield Paragraph(f"計画にない分野がある。{plain(document)} の sections に書き加える（id は短い英語に直す）:")
        yield Verbatim(tuple(map(plain, outcome.sections)), "yaml", to_copy=True)
    left = len(outcome.notes) - _MOST_NOTES
    others = [f"ほか{left}件"] if left > 0 else []
    yield from titled("読み方", (*map(plain, outcome.notes[:_MOST_NOTES]), *others))
    if outcome.undated:
        yield Paragraph(
            "担当の報告による値に、分かった日（known）がない。"
            "この計画の結果を公表するなら、先に columns に「known: {fixed: 報告のあった日}」と書く（例 2022-03-14）。"
        )
    if outcome.findings:
        yield Paragraph("このファイルで新しく出る指摘:", Tone.WARNING)
        yield from finding_blocks(outcome.findings, look)
    if not outcome.files:
        yield Paragraph("書き込むものはない。")


def _left(left: Left) -> Item:
    name = f" {plain(clip(left.name))}" if left.name else ""
    return Item(Toned((plain(left.at), Tone.PATH), (f"{name}: {plain(left.why)}", Tone.PLAIN)))
