"""What a comparison comes to in one sentence, and what it could not look at."""

from collections.abc import Iterator

from dxkpi.core.diagnostic import count
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide
from dxkpi.core.numerals import number
from dxkpi.core.spelling import clip, listed, short


def title_of(outcome: DiffOutcome) -> str:
    """What was compared with what."""
    return f"データの違い: {called(outcome.before)} → {called(outcome.after)}"


def called(side: DiffSide) -> str:
    """A side as its user called it, with whether that is a folder or a revision, and of which commit."""
    if side.commit is None:
        return f"フォルダ {clip(side.label)}"
    return f"版 {clip(side.label)}（コミット {short(side.commit)}）"


def headline(outcome: DiffOutcome) -> str:
    """What the changes come to, in one sentence."""
    changes = len(outcome.difference.changes)
    if not changes:
        return "変更はない。" if outcome.certain else "比べられたファイルに、変更はない。"
    told = f"変更{number(changes)}件。" + (f"{outcome.year.label}では、" if outcome.year else "")
    moved = tuple(_moved(outcome))
    if not moved:
        held = "" if outcome.certain else "分かる範囲で、"
        return f"{told}{held}達成率・達成区分・件数・割合はどれも変わらない。"
    return f"{told}{'、'.join(moved)}が変わる。"


def _moved(outcome: DiffOutcome) -> Iterator[str]:
    results = {(e.plan, r.indicator): False for e in outcome.effects for r in e.results}
    results |= {(e.plan, r.indicator): True for e in outcome.effects for r in e.results if r.rerated}
    rerated = sum(results.values())
    if rerated:
        yield f"{number(rerated)}指標の達成区分"
    if len(results) > rerated:
        yield f"{number(len(results) - rerated)}指標の達成率か値"
    years = sorted({effect.year for effect in outcome.effects if effect.tables})
    if years:
        yield f"{listed([year.label for year in years])}の表の件数・割合"
    graded = sorted({effect.year for effect in outcome.effects if effect.grades})
    if graded:
        yield f"{listed([year.label for year in graded])}の評語"
    if any(effect.agreement[0] is not effect.agreement[1] for effect in outcome.effects):
        yield "公表結果との突き合わせの結果"


def side_notes(outcome: DiffOutcome) -> Iterator[str]:
    """For each side that has no data, or errors in them, that it is so; and what could not be compared."""
    for side in (outcome.before, outcome.after):
        if side.empty:
            yield f"注意: 「{side.label}」には、データのフォルダがないか、計画も指標もない"
        if side.errors:
            yield (
                f"注意: 「{side.label}」のデータに、数字に関わる誤りが{number(count(side.errors))}件ある（下に示す）。"
                "直すまで、誤りのあるファイルの結果と、表の件数・割合は比べない"
            )
    if outcome.difference.uncompared:
        files = listed(outcome.difference.uncompared)
        yield f"注意: 一方の側で読めないため、比べなかったファイル: {files}"
