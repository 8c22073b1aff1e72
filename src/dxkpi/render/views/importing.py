"""The import of a foreign list: first its columns, then its files, and the rows for which there are none."""

from collections.abc import Iterator

from dxkpi.core.basis.text import clip
from dxkpi.core.outcomes.change import ColumnsOutcome, ImportOutcome, Left
from dxkpi.render.blocks import Block, Item, Items, Paragraph, Tone, Toned, Verbatim, titled
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.views.findings import finding_blocks

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


def _left(own: Left) -> Item:
    name = f" {plain(clip(own.name))}" if own.name else ""
    return Item(Toned((plain(own.at), Tone.PATH), (f"{name}: {plain(own.why)}", Tone.PLAIN)))
