"""Another unit, direction, good side or way of counting: the figures of both sides are no longer of the same thing."""

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.keys import title_of
from dxkpi.rules.review.change.case import OVERWRITTEN, ChangedIndicator, ChangeRule, Looks, second_look

INFO = second_look(
    "KPI867",
    "definition-changed",
    "指標の定義（単位、数え方、目標の型、良い向き）が変わる",
    Page(
        why="単位や数え方が変わると、前の値や目標とは比べられない。書き違いなら、達成が未達成に変わることもある。",
        fix="書き違いなら戻す。定義が変わったのなら、基準値・目標値・実績値のどれも、新しい定義のものかを確かめる。",
        before=(Example("unit: 時間\n"),),
        bad=(Example("unit: 千時間\n"),),
        good=(Example("unit: 時間\nnote: 庁内の全課\n"),),
    ),
)

_VALUES = (*OVERWRITTEN, ChangeKind.ACTUAL_ADDED, ChangeKind.TARGET_CHANGED, ChangeKind.BASELINE_CHANGED)


def _check(case: ChangedIndicator) -> Looks:
    changes = case.of(ChangeKind.UNIT_CHANGED, ChangeKind.DIRECTION_CHANGED)
    if changes:
        titles = "、".join(title_of(change.key[0]) for change in changes)
        units = all(change.kind is ChangeKind.UNIT_CHANGED for change in changes)
        alone = "のに、値は変わらない" if units and not case.of(*_VALUES) else ""
        yield case.found(INFO, f"{titles}が変わる{alone}", changes)


DEFINITION_CHANGED = ChangeRule(INFO, _check)
