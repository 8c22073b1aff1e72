"""What is asked of the values of a new indicator: what the keys of its direction need, and what they may have."""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from dxkpi.app.questions import Answers, Choice, Need, Question, one
from dxkpi.core.number import parse_number
from dxkpi.core.scalars import Better, BetterSide, Line, Number, Text, Year
from dxkpi.core.spelling import Misspelt
from dxkpi.core.targets import DIRECTIONS
from dxkpi.core.targets.composite import Rule
from dxkpi.source.keys import model_at

_BETTER = (Choice(Better.HIGHER.value, "高いほど良い"), Choice(Better.LOWER.value, "低いほど良い"))
_RULES = (
    Choice(Rule.SUM.value, "合計で見る"),
    Choice(Rule.ALL.value, "すべての部分が達すれば達成"),
    Choice(Rule.WORST.value, "最も低い部分で見る"),
)
_UNIT = Question("unit", "単位", ("unit",), Line, hint="例 件")
_BASELINE_YEAR = Question("baseline-year", "基準値の年度", ("baseline", "year"), Year, Need.ASKED, hint="例 R6")
_TARGET_YEAR = Question(
    "target-year", "目標年度", ("target", "year"), Year, Need.ASKED, hint="計画と違うときだけ書く。例 R9"
)
_BETTER_SIDE = Question("better", "どちらが良いか", ("better",), BetterSide, choices=_BETTER)
_CHANGE = ("target", "change")
_PARTS = Question(
    "part", "部分ごとの目標値", ("target", "parts"), Line, several=True, pairs=True, hint="名前=値。例 市町村=52"
)
_REFERENCE = ("target", "reference")
_BY_PATH = {
    own.path: own
    for own in (
        Question("baseline", "基準値", ("baseline", "value"), Number, hint="目標を決めたときの値。例 20"),
        Question("baseline", "目標を決めたときの状態", ("baseline", "text"), Text, hint="例 未整備"),
        Question("target", "目標値", ("target", "value"), Number, hint="例 100"),
        Question("change", "基準値からの増減（%）", _CHANGE, Number, hint="10%増なら 10、8割減なら -80"),
        Question("reference", "比べる相手の値の名称", (*_REFERENCE, "name"), Line, hint="例 全産業の離職率"),
        Question("target", "比べる相手の値", (*_REFERENCE, "value"), Number, hint="例 100"),
        Question("min", "下限", ("target", "min"), Number, hint="この値を含む"),
        Question("max", "上限", ("target", "max"), Number, hint="この値を含む"),
        Question("step", "行う段階", ("target", "steps"), Line, several=True, hint="例 相談窓口の設置"),
        _PARTS,
        Question("rule", "部分の合わせ方", ("target", "rule"), Text, choices=_RULES),
    )
}
"""What is asked, by the key that the answer stands under."""


def value_questions(direction: str, answers: Answers) -> Iterator[Question]:
    """What the direction needs, and what it may have."""
    kind = DIRECTIONS.get(direction)
    if kind is None:
        yield _UNIT
        return
    fields, target = kind.model_fields, tuple(_needed(kind, ("target",)))
    yield _UNIT if fields["unit"].is_required() else replace(_UNIT, need=Need.TAKEN)
    for own in (_BY_PATH[path] for path in target if path in _BY_PATH):
        yield replace(own, words=kind.goal_name) if own.path == ("target", "value") else own
    side = fields.get("better")
    if side and side.is_required():
        yield _BETTER_SIDE
    need = Need.NEEDED if fields["baseline"].is_required() else Need.ASKED
    yield from (replace(_BY_PATH[path], need=need) for path in _needed(kind, ("baseline",)) if path in _BY_PATH)
    if side and not side.is_required() and _CHANGE not in target:  # whose sign says it
        yield replace(_BETTER_SIDE, need=Need.TAKEN if _way_is_clear(answers) else Need.NEEDED)
    if answers.get("baseline"):
        yield _BASELINE_YEAR
    if model_at(kind, ("target",)):
        yield _TARGET_YEAR


def _needed(kind: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The keys that the record at `path` needs, and those that records in it need."""
    model = model_at(kind, path)
    for name, field in model.model_fields.items() if model else ():
        at = (*path, field.alias or name)
        if field.is_required():
            yield from _needed(kind, at) if model_at(kind, at) else (at,)


def _way_is_clear(answers: Answers) -> bool:
    """Whether baseline and target tell which side is good."""
    try:
        start, goal = (parse_number(one(answers, key)) for key in ("baseline", "target"))
    except Misspelt:
        return False
    return start != goal
