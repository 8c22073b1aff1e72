"""A published year that is written anew: data and published figures can be changed together, and then agree."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import PLAN, Example, Page
from dxkpi.rules.review.change.case import ChangedRecord, Looks, second_look

_R3 = "published/plan-a/R3.yaml"
_COUNTS = "counts:\n  one: {{achieved: {}, from60: {}, below60: 0}}\n"
_CORRECTION = (
    "corrections:\n  - {date: 2022-06-01, year: R3, from: {counts: {one: {achieved: 1, from60: 1}}}, "
    "to: {counts: {one: {achieved: 2, from60: 0}}}, why: 削減時間の集計に漏れがあった}\n"
)
_MET = "actuals:\n  R3:\n    value: 6000\n    status: 実績\nunmet: {}\n"

INFO = second_look(
    "KPI860",
    "published-file",
    "公表結果のファイルが書き換わるか、増えるか、なくなる",
    Page(
        why="データと公表結果を一度に書き換えると、公表と違う数字になっても、dxkpi validate には見えない。",
        fix="公表した資料と見比べる。公表の後に誤りが見つかったのなら、ファイルは戻し、"
        "計画の corrections に正誤を書く。",
        before=(Example(_COUNTS.format(1, 1), _R3),),
        bad=(Example(_COUNTS.format(2, 0), _R3),),
        good=(Example(_COUNTS.format(1, 1), _R3),),
        others=((Example(_COUNTS.format(1, 1), _R3), Example(_CORRECTION, PLAN), Example(_MET)),),
    ),
)

_FATES = {
    ChangeKind.PUBLISHED_ADDED: "増える",
    ChangeKind.PUBLISHED_CHANGED: "書き換わる",
    ChangeKind.PUBLISHED_REMOVED: "なくなる",
}


def published_files(plan: ChangedRecord) -> Looks:
    """Yield the published years of a plan that changed, came or went."""
    for change in plan.of(*_FATES):
        of_year = f"{change.year.label}の" if change.year else ""
        yield plan.found(INFO, f"{of_year}公表結果のファイルが{_FATES[change.kind]}", (change,))
