"""What is asked of the values of a new indicator: what its direction needs, and what it may have."""

from collections.abc import Iterator
from dataclasses import replace

from dxkpi.app.questions import Answers, Choice, Need, Question, one
from dxkpi.core.number import parse_number
from dxkpi.core.scalars import Better, BetterSide, Number, Text, Year
from dxkpi.core.spelling import Misspelt
from dxkpi.core.targets.composite import Rule

FOLLOWED = "monitor"
"""The direction without a target."""

_BETTER = (Choice(Better.HIGHER.value, "高いほど良い"), Choice(Better.LOWER.value, "低いほど良い"))
_RULES = (
    Choice(Rule.SUM.value, "合計で見る"),
    Choice(Rule.ALL.value, "すべての部分が達すれば達成"),
    Choice(Rule.WORST.value, "最も低い部分で見る"),
)
_BASELINE = Question(
    "baseline", "基準値", ("baseline", "value"), Number, Need.ASKED, hint="目標を決めたときの値。例 20"
)
_BASELINE_YEAR = Question("baseline-year", "基準値の年度", ("baseline", "year"), Year, Need.ASKED, hint="例 R6")
_TARGET = Question("target", "目標値", ("target", "value"), Number, hint="例 100")
_TARGET_YEAR = Question(
    "target-year", "目標年度", ("target", "year"), Year, Need.ASKED, hint="計画と違うときだけ書く。例 R9"
)
_BETTER_SIDE = Question("better", "どちらが良いか", ("better",), BetterSide, choices=_BETTER)


def value_questions(direction: str, answers: Answers) -> Iterator[Question]:
    """What the direction needs, and what it may have."""
    unit = Question("unit", "単位", ("unit",), Text, hint="例 件")
    match direction:
        case "milestone":
            yield replace(unit, need=Need.TAKEN)
            yield Question("step", "行う段階", ("target", "steps"), Text, several=True, hint="例 相談窓口の設置")
            yield replace(
                _BASELINE, words="目標を決めたときの状態", path=("baseline", "text"), kind=Text, hint="例 未整備"
            )
        case "":
            yield unit
            return
        case _:
            yield unit
            yield from _numbers(direction, answers)
    if answers.get("baseline"):
        yield _BASELINE_YEAR
    if direction != FOLLOWED:
        yield _TARGET_YEAR


def _numbers(direction: str, answers: Answers) -> Iterator[Question]:
    match direction:
        case "absolute":
            yield _TARGET
            yield _BASELINE
            yield replace(_BETTER_SIDE, need=Need.TAKEN if _way_is_clear(answers) else Need.NEEDED)
        case "relative":
            yield Question(
                "change", "基準値からの増減（%）", ("target", "change"), Number, hint="10%増なら 10、8割減なら -80"
            )
            yield replace(_BASELINE, need=Need.NEEDED)
        case "reference":
            yield Question(
                "reference", "比べる相手の値の名称", ("target", "reference", "name"), Text, hint="例 全産業の離職率"
            )
            yield replace(_TARGET, words="比べる相手の値", path=("target", "reference", "value"))
            yield _BASELINE
            yield replace(_BETTER_SIDE, need=Need.TAKEN if _way_is_clear(answers) else Need.NEEDED)
        case "increase" | "decrease":
            yield replace(_BASELINE, need=Need.NEEDED)
        case "keep":
            yield replace(_TARGET, words="保つ値")
            yield _BETTER_SIDE
            yield _BASELINE
        case "range":
            yield Question("min", "下限", ("target", "min"), Number, hint="この値を含む")
            yield Question("max", "上限", ("target", "max"), Number, hint="この値を含む")
            yield _BASELINE
        case "composite":
            yield Question(
                "part",
                "部分ごとの目標値",
                ("target", "parts"),
                Text,
                several=True,
                pairs=True,
                hint="名前=値。例 市町村=52",
            )
            yield Question("rule", "部分の合わせ方", ("target", "rule"), Text, choices=_RULES)
            yield _BETTER_SIDE
        case _:
            yield _BASELINE


def _way_is_clear(answers: Answers) -> bool:
    """Whether baseline and target tell which side is good."""
    try:
        start, goal = (parse_number(one(answers, key)) for key in ("baseline", "target"))
    except Misspelt:
        return False
    return start != goal
