"""Which questions a new indicator raises, given what is known of it so far."""

from collections.abc import Iterator
from dataclasses import replace

from dxkpi.app.data import clip_path
from dxkpi.app.questions import Answers, Choice, Need, Question, same_name
from dxkpi.core.dataset import Dataset
from dxkpi.core.number import parse_number
from dxkpi.core.plan import Plan, Section
from dxkpi.core.scalars import Better, BetterSide, Count, Id, Number, Text, Year
from dxkpi.core.spelling import Misspelt, clip
from dxkpi.core.targets.composite import Rule
from dxkpi.render.schema_words import KINDS

_BETTER = (Choice(Better.HIGHER.value, "高いほど良い"), Choice(Better.LOWER.value, "低いほど良い"))
_RULES = (
    Choice(Rule.SUM.value, "合計で見る"),
    Choice(Rule.ALL.value, "すべての部分が達すれば達成"),
    Choice(Rule.WORST.value, "最も低い部分で見る"),
)
_FOLLOWED = "monitor"

_BASELINE = Question(
    "baseline", "基準値", ("baseline", "value"), Number, Need.ASKED, hint="目標を決めたときの値。例 20"
)
_BASELINE_YEAR = Question("baseline-year", "基準値の年度", ("baseline", "year"), Year, Need.ASKED, hint="例 R6")
_TARGET = Question("target", "目標値", ("target", "value"), Number, hint="例 100")
_TARGET_YEAR = Question(
    "target-year", "目標年度", ("target", "year"), Year, Need.ASKED, hint="計画と違うときだけ書く。例 R9"
)
_BETTER_SIDE = Question("better", "どちらが良いか", ("better",), BetterSide, choices=_BETTER)


def agenda(dataset: Dataset, answers: Answers) -> Iterator[Question]:
    """The questions that apply, in the order in which they are asked; answers may raise further ones."""
    plan = _plan(dataset, answers)
    section = _section(plan, answers)
    yield Question(
        "plan", "計画", ("plan",), Text, choices=tuple(Choice(d.plan.plan, d.plan.name) for d in dataset.plans)
    )
    yield Question("section", "分野", ("section",), Text, choices=_sections(plan))
    if section and section.subsections:
        choices = tuple(Choice(s.id, s.name) for s in section.subsections)
        yield Question("subsection", "項目", ("subsection",), Text, Need.ASKED, choices)
    yield from _names(dataset, answers)
    yield Question("direction", "目標の型", ("direction",), Text, choices=_directions(plan))
    yield from _values(_one(answers, "direction"), answers)
    yield Question("owner", "担当", ("owner",), Text, Need.ASKED)
    yield from _source(plan, answers)


def _names(dataset: Dataset, answers: Answers) -> Iterator[Question]:
    siblings = dataset.of_plan(_one(answers, "plan"))

    def used_name(name: str) -> str | None:
        for declared in siblings:
            if same_name(declared.indicator.name, name):
                found = clip_path(declared.document)
                return f"「{clip(name)}」という名称の指標は、すでにある（{found}）。違いの分かる名称にする"
        return None

    def used_id(identifier: str) -> str | None:
        for declared in siblings:
            if declared.indicator.id == identifier:
                found = clip(declared.indicator.name)
                return f"id「{identifier}」は、指標「{found}」で使われている。別の id にする"
        return None

    yield Question("name", "名称", ("name",), Text, refuse=used_name)
    yield Question(
        "id",
        "id",
        ("id",),
        Id,
        hint="ファイルの名前になる。半角の英小文字と数字をハイフンでつなぐ。例 rpa-hours",
        refuse=used_id,
    )


def _values(direction: str, answers: Answers) -> Iterator[Question]:
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
    if direction != _FOLLOWED:
        yield _TARGET_YEAR


def _numbers(direction: str, answers: Answers) -> Iterator[Question]:
    match direction:
        case "absolute":
            yield _TARGET
            yield _BASELINE
            yield replace(_BETTER_SIDE, need=Need.TAKEN if _way_is_clear(answers) else Need.NEEDED)
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
        start, goal = (parse_number(_one(answers, key)) for key in ("baseline", "target"))
    except Misspelt:
        return False
    return start != goal


def _source(plan: Plan | None, answers: Answers) -> Iterator[Question]:
    documents = plan.documents if plan else {}
    choices = tuple(Choice(identifier, document.title) for identifier, document in documents.items())
    need = Need.ASKED if choices else Need.TAKEN
    yield Question("document", "出典の資料", ("source", "document"), Text, need, choices)
    if answers.get("document"):
        yield Question("page", "出典のページ", ("source", "page"), Count, Need.ASKED, hint="例 8")


def _plan(dataset: Dataset, answers: Answers) -> Plan | None:
    declared = dataset.plan(_one(answers, "plan"))
    return declared.plan if declared else None


def _section(plan: Plan | None, answers: Answers) -> Section | None:
    return next((s for s in plan.sections if s.id == _one(answers, "section")), None) if plan else None


def _sections(plan: Plan | None) -> tuple[Choice, ...]:
    return tuple(Choice(section.id, section.name) for section in plan.sections) if plan else ()


def _directions(plan: Plan | None) -> tuple[Choice, ...]:
    """In a plan without ratings, indicators can only be followed."""
    kinds = KINDS if plan is None or plan.ratings else {_FOLLOWED: KINDS[_FOLLOWED]}
    return tuple(Choice(kind, words.partition("（")[0]) for kind, words in kinds.items())


def _one(answers: Answers, key: str) -> str:
    found = answers.get(key, ())
    return found[0] if found else ""
