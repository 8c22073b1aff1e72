"""Changes in words, with their values; the same in every format."""

from collections.abc import Sequence

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.text import clip
from dxkpi.core.diff.change import Change, Key, ValueChange
from dxkpi.core.diff.compare import Difference
from dxkpi.core.diff.naming import Naming, is_unnamed
from dxkpi.core.diff.parts import ORDER
from dxkpi.core.keys import title_of

KINDS: dict[ChangeKind, str] = {
    ChangeKind.ACTUAL_ADDED: "実績値の追加",
    ChangeKind.ACTUAL_REVISED: "実績値の訂正",
    ChangeKind.ACTUAL_FIRMED: "実績値の確定",
    ChangeKind.ACTUAL_SOFTENED: "実績値が確定前に戻る",
    ChangeKind.ACTUAL_REMOVED: "実績値の削除",
    ChangeKind.TARGET_CHANGED: "目標値の変更（改定の記録によらない）",
    ChangeKind.REVISION_ADDED: "目標値の改定（記録あり）",
    ChangeKind.REVISION_CHANGED: "目標値の改定の記録の変更",
    ChangeKind.REVISION_REMOVED: "目標値の改定の記録の削除",
    ChangeKind.BASELINE_CHANGED: "基準値の変更",
    ChangeKind.DIRECTION_CHANGED: "定義の変更",
    ChangeKind.UNIT_CHANGED: "単位の変更",
    ChangeKind.SECTION_CHANGED: "分野の変更",
    ChangeKind.INDICATOR_ADDED: "指標の追加",
    ChangeKind.INDICATOR_REMOVED: "指標の削除",
    ChangeKind.INDICATOR_RENAMED: "指標の名前の変更",
    ChangeKind.SUSPENDED: "進捗管理の停止",
    ChangeKind.JUDGEMENT_CHANGED: "人の評価の変更",
    ChangeKind.EXPECTED_CHANGED: "見込量の変更",
    ChangeKind.SUSPENSION_CHANGED: "進捗管理の停止の変更",
    ChangeKind.RESUMED: "進捗管理の再開",
    ChangeKind.REASON_ADDED: "未達成の理由の追加",
    ChangeKind.REASON_CHANGED: "未達成の理由の変更",
    ChangeKind.REASON_REMOVED: "未達成の理由の削除",
    ChangeKind.ASSUMPTION_CHANGED: "推定の変更",
    ChangeKind.PLAN_ADDED: "計画の追加",
    ChangeKind.PLAN_REMOVED: "計画の削除",
    ChangeKind.PERIOD_CHANGED: "計画の期間の変更",
    ChangeKind.METHOD_CHANGED: "算定方法の変更",
    ChangeKind.RATINGS_CHANGED: "達成区分の変更",
    ChangeKind.SECTIONS_CHANGED: "分野・表の変更",
    ChangeKind.CAUSES_CHANGED: "要因の分けの変更",
    ChangeKind.PUBLISHED_ADDED: "公表結果の追加",
    ChangeKind.PUBLISHED_CHANGED: "公表結果の変更",
    ChangeKind.PUBLISHED_REMOVED: "公表結果の削除",
    ChangeKind.CORRECTIONS_CHANGED: "正誤の変更",
    ChangeKind.DOCUMENTS_CHANGED: "出典の文書の変更",
    ChangeKind.RULES_CHANGED: "規則の重さの変更",
    ChangeKind.DEPARTMENTS_CHANGED: "担当の一覧の変更",
    ChangeKind.SITE_CHANGED: "記載の変更",
    ChangeKind.TEXT_CHANGED: "説明・出典の変更",
}

_WHOLE = {
    ChangeKind.INDICATOR_ADDED,
    ChangeKind.INDICATOR_REMOVED,
    ChangeKind.PLAN_ADDED,
    ChangeKind.PLAN_REMOVED,
    ChangeKind.PUBLISHED_ADDED,
    ChangeKind.PUBLISHED_REMOVED,
}
_BESIDE = {"better", "counting", "year_kind", "relisted", "of", "formerly", "states"}
"""Keys whose kind of change does not name them."""
_NOTHING = "なし"
_REORDERED = "（並び順）"
_UNWRITTEN = {"false", "[]", "{}"}
_MOST = 5
_OWNER = ("owner",)
_OF_ID = "指標の id の変更"
"""An id is no name: addresses and published rows go by it."""

Sides = tuple[Naming, Naming]
"""The words for what stands in a record before and after a change."""

_TOPS = {ChangeKind.DEPARTMENTS_CHANGED: "Departments", ChangeKind.SITE_CHANGED: "Site"}
"""Models of the files beside plans and indicators."""
_BARE: Sides = (Naming(), Naming())


def subject(change: Change, difference: Difference) -> str:
    """Name the subject of a change: `RPA導入により削減した作業時間（rpa-hours）`, or a plan or department."""
    if not change.plan:
        return clip(change.name)
    return named(change.name, change.indicator or change.plan) + in_plan(change.indicator, change.plan, difference)


def in_plan(indicator: str | None, plan: str, difference: Difference) -> str:
    """Name the plan where indicators of several plans have that id; else return ""."""
    return f"［計画 {clip(plan)}］" if indicator in difference.in_several_plans else ""


def named(name: str, identifier: str) -> str:
    """Return a name with its id; a very long one is clipped."""
    return f"{clip(name)}（{clip(identifier)}）"


def change_phrase(change: Change, sides: Sides = _BARE) -> str:
    """Describe a change in one line: `実績値の訂正 R3年度: 値 5,445時間 → 5,800時間`."""
    values = _values(change, sides)
    return _head(change, _naming(change, sides)) + (f": {values}" if values else "")


def _naming(change: Change, sides: Sides) -> Naming:
    """Return the words of the side that a change begins with; those after where there was nothing before."""
    return sides[0] if change.before else sides[1]


def owners_phrase(changes: Sequence[Change], difference: Difference) -> str:
    """Describe a change of owner that several indicators have: `担当の名前を変えた: 統計課 → 統計情報課（12指標）`."""
    before, after = owners_moved(changes[0]) or (None, None)
    old, new = ({one.indicator.owner for one in side if one} for side in zip(*difference.indicators, strict=True))
    renamed = before and after and before not in new and after not in old
    moved = " → ".join(_NOTHING if own is None else clip(own) for own in (before, after))
    return f"{'担当の名前を変えた' if renamed else '担当を変えた'}: {moved}（{len(changes)}指標）"


def owners_moved(change: Change) -> tuple[str | None, str | None] | None:
    """Return the owner of an indicator before and after, or None for a change of anything else."""
    if change.key != _OWNER or not change.indicator:
        return None
    return change.values[0].before, change.values[0].after


def _head(change: Change, naming: Naming) -> str:
    label = _OF_ID if change.key == ("id",) else KINDS[change.kind]
    if change.kind in _WHOLE:
        return f"{label} {change.year.label}" if change.year else label
    field = clip(title_of(change.key[0], _TOPS.get(change.kind, "")))
    named = change.indicator is not None and change.kind is not ChangeKind.TEXT_CHANGED and change.key[0] not in _BESIDE
    named = named or change.kind is ChangeKind.PUBLISHED_CHANGED
    steps = [step for step in change.key[1:] if step != change.indicator]
    own = [change.year.label] if change.year else list(naming.titles(tuple(steps), change.key[:1]))
    order = [_REORDERED] if change.key[-1:] == (ORDER,) else []
    words = " ".join([label, *([] if named or label.startswith(field) else [field]), *own, *order])
    return words + _added_or_removed(change)


def _added_or_removed(change: Change) -> str:
    """Return the note for an added or removed record, where the kind of change does not say it."""
    if change.kind.reversed is not change.kind or (change.before and change.after):
        return ""
    return "（削除）" if change.before else "（追加）"


def _values(change: Change, sides: Sides) -> str:
    if change.kind in _WHOLE or change.key[-1:] == (ORDER,):
        return ""
    shown = [value for value in change.values if not _empty(value, change.key)]
    if change.key[0] in _DECIDED:
        decided = _DECIDED[change.key[0]]
        shown = sorted((v for v in shown if v.key[:1] not in decided), key=_rank_in_decision)
    elif not change.plan:
        shown.sort(key=lambda value: value.key != ("name",))
    parts = [_value(value, change, sides) for value in shown[:_MOST]]
    return "、".join([*parts, f"ほか{len(shown) - _MOST}項目"] if len(shown) > _MOST else parts)


def _empty(value: ValueChange, key: Key) -> bool:
    """Say whether a change says nothing: of what is empty, or of the name that an entry which came or went goes by."""
    values = {value.before, value.after} - {None, *_UNWRITTEN}
    return not values or (None in (value.before, value.after) and values <= {*(*key, *value.key)[-2:-1]})


def _value(value: ValueChange, change: Change, sides: Sides) -> str:
    old, new = (
        _NOTHING if text is None else side.written(text, (*change.key, *value.key))
        for text, side in zip((value.before, value.after), sides, strict=True)
    )
    title = " ".join(sides[value.before is None].titles(value.key, change.key))
    if value.key[-1:] == (ORDER,):
        return f"{title}{_REORDERED}"
    if change.before is None or change.after is None:
        text = clip(new if change.before is None else old)
    elif value.key and is_unnamed(value.key[-1]) and None in (value.before, value.after):
        text = f"{clip(old)}（削除）" if value.after is None else f"{clip(new)}（追加）"
    else:
        text = " → ".join(map(clip, _from_where_they_part(old, new)))
    return f"{title} {text}" if title else text


_LONG, _CONTEXT = 80, 10


def _from_where_they_part(old: str, new: str) -> tuple[str, str]:
    """Return two texts without most of their common beginning, where they are long."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if max(len(old), len(new)) <= _LONG or same <= _CONTEXT:
        return old, new
    return f"…{old[same - _CONTEXT :]}", f"…{new[same - _CONTEXT :]}"


def _rank_in_decision(value: ValueChange) -> int:
    """Return the rank of a value of a revision or correction in its description: day, values, reasons, the rest."""
    first = value.key[:1]
    return _FIRST.index(first[0]) if first and first[0] in _FIRST else len(_FIRST)


_FIRST = ("date", "from", "to", "reason", "why", "decision")
_DECIDED = {"revisions": (("indicator",),), "corrections": (("year",), ("indicator",))}
"""The lists of decisions, with the keys of their subject, which precede the values."""
