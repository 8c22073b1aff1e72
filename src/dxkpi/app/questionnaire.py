"""The questions about a new indicator, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from unicodedata import normalize

from pydantic import BaseModel

from dxkpi.app.data import clip_path
from dxkpi.app.question import Answers, Choice, Need, Question, one, pair
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.identifier import ID_WRITTEN
from dxkpi.core.basis.number import parse_number, ratio
from dxkpi.core.basis.quantity import Quantity, quantity_of, slashed
from dxkpi.core.basis.record import BetterSide, Count, Date, Id, Line, Number, Status, Text, Year
from dxkpi.core.basis.text import Misspelt, clip
from dxkpi.core.basis.unit import is_share
from dxkpi.core.dataset import Dataset
from dxkpi.core.indicator import DIRECTIONS, Indicator
from dxkpi.core.indicator.attested import Counting
from dxkpi.core.indicator.figure import PartsForm, PooledForm
from dxkpi.core.indicator.parts import Rule
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import Section
from dxkpi.core.vocabulary import CHOICES
from dxkpi.source.models import keys_of, model_at


def _words(key: str) -> tuple[Choice, ...]:
    """Return the words that can be chosen for a key."""
    return tuple(Choice(word, meaning) for word, meaning in CHOICES[key].items())


def _choosing(asked: Question, barred: Mapping[str, str]) -> Question:
    """Return a question about the words of a key without those that are `barred`, each with its reason."""
    words = _words(asked.path[-1])
    open_to = tuple(choice for choice in words if choice.id not in barred)
    return replace(
        asked,
        choices=open_to,
        barred=tuple((choice, barred[choice.id]) for choice in words if choice.id in barred),
    )


_UNIT = Question("unit", "単位", ("unit",), Line, Need.ASKED, hint="例 件")
_BASELINE_YEAR = Question("baseline-year", "基準値の年度", ("baseline", "year"), Year, Need.ASKED, hint="例 R6")
_TARGET_YEAR = Question(
    "target-year", "目標年度", ("target", "year"), Year, Need.ASKED, hint="計画と違うときだけ書く。例 R9"
)
_BETTER_SIDE = Question("better", "どちらが良いか", ("better",), BetterSide, choices=_words("better"))
_CHANGE = ("target", "change")
_POINTS = ("target", "points")
_PARTS = Question(
    "part", "部分ごとの目標値", ("target", "parts"), Number, several=True, pairs=True, hint="名前=値。例 市町村=52"
)
_FRACTION = "例 20。率は 3/8（分子/分母）とも書ける"
_REFERENCE = ("target", "reference")
_RULE = ("target", "rule")
_BY_PATH = {
    question.path: question
    for question in (
        Question("baseline", "基準値", ("baseline", "value"), Quantity, hint=f"目標を決めたときの値。{_FRACTION}"),
        replace(_PARTS, key="baseline", words="部分ごとの基準値", path=("baseline", "parts"), kind=Quantity),
        Question("baseline", "目標を決めたときの状態", ("baseline", "text"), Text, hint="例 未整備"),
        Question("target", "目標値", ("target", "value"), Number, hint="例 100"),
        Question("change", "基準値からの増減（%）", _CHANGE, Number, hint="10%増なら 10、8割減なら -80"),
        Question(
            "points",
            "基準値からの増減（ポイント）",
            _POINTS,
            Number,
            Need.TAKEN,
            hint="3ポイント増なら 3。何%かの増減なら、空けて次に書く",
        ),
        Question("reference", "比べる相手の値の名称", (*_REFERENCE, "name"), Line, hint="例 全産業の離職率"),
        Question("target", "比べる相手の値", (*_REFERENCE, "value"), Number, hint="例 100"),
        Question("target", "目標", ("target", "text"), Text, hint="資料の言葉で。例 利用指針を定める"),
        Question("min", "下限", ("target", "min"), Number, hint="この値を含む"),
        Question("max", "上限", ("target", "max"), Number, hint="この値を含む"),
        Question("step", "行う段階", ("target", "steps"), Line, several=True, hint="例 相談窓口の設置"),
        _PARTS,
        Question("rule", "部分の合わせ方", ("target", "rule"), Text),
    )
}
"""Questions by the path of their answer."""


def value_questions(direction: str, answers: Answers) -> Iterator[Question]:
    """Yield the questions about values that the direction requires or allows."""
    kind = DIRECTIONS.get(direction)
    if kind is None:
        yield _UNIT
        return
    fields, target = kind.model_fields, tuple(_needed(kind, ("target",)))
    if not kind.by_people:
        yield replace(_UNIT, need=Need.TAKEN) if kind.value_key == "done" else _UNIT
    if _RULE in target:
        yield from _of_parts(answers)
    else:
        for question in (_BY_PATH[path] for path in target if path in _BY_PATH):
            yield replace(question, words=kind.goal_name) if question.path == ("target", "value") else question
    relative = "points" in keys_of(model_at(kind, ("target",)) or kind)
    if relative:
        share = is_share(one(answers, "unit"))
        yield replace(_BY_PATH[_POINTS], need=Need.ASKED if share else Need.TAKEN)
        yield replace(_BY_PATH[_CHANGE], need=Need.TAKEN if answers.get("points") else Need.NEEDED)
    side = fields.get("better")
    if side and side.is_required():
        yield _BETTER_SIDE
    need = Need.NEEDED if fields["baseline"].is_required() else Need.ASKED
    starts = (_BY_PATH[path] for path in _needed(kind, ("baseline",)) if path in _BY_PATH)
    yield from (replace(_pooling(own, answers), need=need) for own in starts)
    yield from _about_years(direction, kind, answers)
    if side and not side.is_required() and not relative:  # whose sign says it
        yield replace(_BETTER_SIDE, need=Need.TAKEN if _way_is_clear(answers) else Need.NEEDED)


def _about_years(direction: str, kind: type[BaseModel], answers: Answers) -> Iterator[Question]:
    """Yield the questions about the years of baseline and target, and whether values are totals of years."""
    if answers.get("baseline"):
        yield _BASELINE_YEAR
    if model_at(kind, ("target",)):
        yield _TARGET_YEAR
    if "counting" in kind.model_fields:
        yield _counting(direction, answers)


def _needed(kind: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the keys that the record at `path` requires, and those that records in it require."""
    model = model_at(kind, path)
    for name, field in model.model_fields.items() if model else ():
        at = (*path, field.alias or name)
        if field.is_required():
            yield from _needed(kind, at) if at not in _BY_PATH and model_at(kind, at) else (at,)


def _of_parts(answers: Answers) -> Iterator[Question]:
    """Yield the questions about a target in parts: what combines them decides what is asked of them."""
    no_sum = "割合は足しても全体の割合にならない。分子と分母が分かるなら pooled にする"
    yield _choosing(_BY_PATH[_RULE], {Rule.SUM.value: no_sum} if is_share(one(answers, "unit")) else {})
    if one(answers, "rule") != Rule.POOLED.value:
        yield _PARTS
        return

    def has_a_number(name: str) -> str | None:
        if "=" not in name:
            return None
        whole = "分子と分母を合わせて比べる（pooled）ときは、部分の名前だけを書く（例 市町村）。目標値は全体で一つ"
        return f"「{clip(name)}」は部分の名前ではない。{whole}（--target）"

    yield replace(_BY_PATH["target", "value"], words="全体の目標値")
    names = replace(_PARTS, words="合わせる部分の名前", kind=Line, pairs=False, hint="例 市町村")
    yield replace(names, refuse=has_a_number)


def _pooling(asked: Question, answers: Answers) -> Question:
    """Return a question about values of parts, which takes none but fractions where the parts are pooled."""

    def is_one_number(answer: str) -> str | None:
        name, value = pair(answer)
        if slashed(value) is not None:
            return None
        return f"「{clip(answer)}」では合わせた率が出ない（pooled）。分子/分母で書く（例 {clip(name)}=3/8）"

    if not asked.pairs or one(answers, "rule") != Rule.POOLED.value:
        return asked
    return replace(asked, hint="名前=分子/分母。例 市町村=3/8", refuse=is_one_number)


def _way_is_clear(answers: Answers) -> bool:
    """Say whether baseline, zero for a sum of years, and target determine the better side."""
    unit = one(answers, "unit") or None
    try:
        if not answers.get("rule"):
            written = "0" if one(answers, "counting") == Counting.SUMMED.value else one(answers, "baseline")
            return ratio(quantity_of(written, unit)) != ratio(parse_number(one(answers, "target")))
        known = {name: quantity_of(value, unit) for name, value in map(pair, answers.get("baseline", ()))}
        if one(answers, "rule") == Rule.POOLED.value:
            goal = parse_number(one(answers, "target"))
            start = PooledForm(goal, tuple(answers.get("part", ()))).come_to(PartsForm(known))
            return start is not None and ratio(start) != ratio(goal)
        goals = {name: parse_number(value) for name, value in map(pair, answers.get("part", ()))}
    except Misspelt:
        return False
    if not goals.keys() <= known.keys():
        return False
    return sum(ratio(known[name]) for name in goals) != sum(map(ratio, goals.values()))


def questions(dataset: Dataset, answers: Answers) -> Iterator[Question]:
    """Yield the questions that apply, in order; answers may raise further ones."""
    plan = _plan(dataset, answers)
    section = _section(plan, answers)
    yield Question(
        "plan", "計画", ("plan",), Text, choices=tuple(Choice(d.plan.plan, d.plan.name) for d in dataset.plans)
    )
    yield Question("section", "分野", ("section",), Text, choices=_sections(plan))
    if section and section.subsections:
        choices = tuple(Choice(s.id, s.name) for s in section.subsections)
        yield Question("subsection", "項目", ("subsection",), Text, Need.ASKED, choices)
    others = tuple(choice for choice in _sections(plan) if choice.id != one(answers, "section"))
    yield Question("relisted", "再掲する分野", ("relisted",), Text, Need.TAKEN, others, several=True)
    wholes = tuple(Choice(one.id, one.name) for one in _wholes(dataset, answers))
    yield Question("of", "内数（うち）とする元の指標", ("of",), Text, Need.TAKEN, wholes)
    yield _holder(dataset, answers)
    yield from _names(dataset, answers)
    yield _direction(plan)
    yield from value_questions(one(answers, "direction"), answers)
    yield Question("owner", "担当", ("owner",), Line, Need.ASKED)
    yield from _source(plan, answers)
    yield from _first_actual(answers)


def _counting(direction: str, answers: Answers) -> Question:
    """Return the question whether values are totals; some values are not added up over the years."""
    if direction != "absolute":
        why = "足して比べる累計の目標値があるのは、目標の型 absolute（ある値に達する）だけである"
    elif answers.get("baseline"):
        why = "累計は計画の始まりの0から数えるので、基準値（--baseline）を付けない。計画の前の値は note に書く"
    else:
        why = "割合は足しても期間の割合にならない" if is_share(one(answers, "unit")) else ""
    asked = Question("counting", "累計か単年度か", ("counting",), Text, Need.ASKED)
    return _choosing(asked, {Counting.SUMMED.value: why} if why else {})


_REPORTED = (Status.FINAL, Status.PROVISIONAL, Status.FORECAST)
"""What a first value may be; one of a day within the year needs that day, which `dxkpi set` asks for."""


def _first_actual(answers: Answers) -> Iterator[Question]:
    """Yield the questions about the first actual: its year, which may be skipped, and with it the value."""
    kind = DIRECTIONS.get(one(answers, "direction"))
    if kind is None or answers.get("actuals-of"):
        return
    yield Question("actual-year", "はじめの実績値の年度", (), Year, Need.ASKED, hint="例 R6")
    if not answers.get("actual-year"):
        return
    at = ("actuals", str(parse_fiscal_year(one(answers, "actual-year"))))
    steps = tuple(Choice(step, step) for step in answers.get("step", ()))
    yield {
        "value": _number_of_a_year(answers, (*at, "value")),
        "parts": _pooling(
            replace(_PARTS, key="actual", words="部分ごとの実績値", path=(*at, "parts"), kind=Quantity), answers
        ),
        "done": Question("actual", "済んだ段階", (*at, "done"), Line, choices=steps, several=True),
        "text": Question("actual", "どうなったか", (*at, "text"), Text, hint="資料の言葉で"),
    }[kind.value_key]
    choices = tuple(Choice(status.value, status.value) for status in _REPORTED)
    yield Question("status", "値の別", (*at, "status"), Text, choices=choices)
    alone = not answers.get("document")
    asked = Need.ASKED if alone else Need.TAKEN
    yield Question("known", "分かった日", (*at, "known"), Date, asked, hint="報告のあった日。例 2022-03-14")
    if alone:
        hint = "資料にまだないとき、どの課の報告か"
        yield Question("reported", "誰の報告か", (*at, "reported"), Line, hint=hint)


def _number_of_a_year(answers: Answers, path: tuple[str, ...]) -> Question:
    if one(answers, "counting") == Counting.SUMMED.value:
        return Question("actual", "実績値", path, Number, hint="その年度だけの値。例 35")
    return Question("actual", "実績値", path, Quantity, hint=_FRACTION)


def _names(dataset: Dataset, answers: Answers) -> Iterator[Question]:
    siblings = dataset.of_plan(one(answers, "plan"))

    def used_name(name: str) -> str | None:
        for declared in siblings:
            if normalize("NFC", declared.indicator.name) == normalize("NFC", name):
                found = clip_path(declared.document)
                return f"「{clip(name)}」という名称の指標は、すでにある（{found}）。違いの分かる名称にする"
        return None

    def used_id(identifier: str) -> str | None:
        for declared in siblings:
            if declared.indicator.id == identifier:
                found = clip(declared.indicator.name)
                return f"id「{identifier}」は、指標「{found}」で使われている。別の id にする"
        return None

    yield Question("name", "名称", ("name",), Line, refuse=used_name)
    yield Question(
        "id",
        "id",
        ("id",),
        Id,
        hint=f"ファイルの名前になる。{ID_WRITTEN}。例 rpa-hours",
        refuse=used_id,
    )


def _source(plan: Plan | None, answers: Answers) -> Iterator[Question]:
    documents = plan.documents if plan else {}
    choices = tuple(Choice(identifier, document.title) for identifier, document in documents.items())
    need = Need.ASKED if choices else Need.TAKEN
    yield Question("document", "出典の資料", ("source", "document"), Text, need, choices)
    if answers.get("document"):
        yield Question("page", "出典のページ", ("source", "page"), Count, Need.ASKED, hint="例 8")


def _wholes(dataset: Dataset, answers: Answers) -> Iterator[Indicator]:
    """Yield the indicators that the new one can be a part of: those of its section that are no parts themselves."""
    for indicator in _siblings(dataset, answers):
        if indicator.section == one(answers, "section") and indicator.of is None:
            yield indicator


def _holder(dataset: Dataset, answers: Answers) -> Question:
    """Return the question whose actuals the new indicator shares: not those of one that has none itself."""
    known = [(Choice(indicator.id, indicator.name), indicator.actuals_of) for indicator in _siblings(dataset, answers)]
    return Question(
        "actuals-of",
        "実績値のある指標",
        ("actuals_of",),
        Text,
        Need.TAKEN,
        tuple(choice for choice, other in known if other is None),
        tuple((choice, f"その実績値は「{other}」のものである") for choice, other in known if other),
    )


def _siblings(dataset: Dataset, answers: Answers) -> Iterator[Indicator]:
    """Yield the indicators of the plan that the new one is for."""
    return (declared.indicator for declared in dataset.of_plan(one(answers, "plan")))


def _plan(dataset: Dataset, answers: Answers) -> Plan | None:
    declared = dataset.plan(one(answers, "plan"))
    return declared.plan if declared else None


def _section(plan: Plan | None, answers: Answers) -> Section | None:
    return next((s for s in plan.sections if s.id == one(answers, "section")), None) if plan else None


def _sections(plan: Plan | None) -> tuple[Choice, ...]:
    return tuple(Choice(section.id, section.name) for section in plan.sections) if plan else ()


def _direction(plan: Plan | None) -> Question:
    """Return the question about the direction; in a plan without ratings only monitoring is open."""
    every = tuple(Choice(name, kind.title) for name, kind in DIRECTIONS.items())
    if plan is None or plan.ratings:
        return Question("direction", "目標の型", ("direction",), Text, choices=every)
    why = "この計画には評価方法（method と ratings）がまだなく、値の推移だけを見る"
    rated = tuple(choice for choice in every if DIRECTIONS[choice.id].rated)
    open_to = tuple(choice for choice in every if choice not in rated)
    barred = tuple((choice, why) for choice in rated)
    return Question("direction", "目標の型", ("direction",), Text, choices=open_to, barred=barred)
