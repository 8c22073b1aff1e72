"""Which questions a new indicator raises, given what is known of it so far."""

from collections.abc import Iterator

from dxkpi.app.agenda_values import value_questions
from dxkpi.app.data import clip_path
from dxkpi.app.questions import Answers, Choice, Need, Question, one, same_name
from dxkpi.core.dataset import Dataset
from dxkpi.core.plan import Plan
from dxkpi.core.scalars import ID_WRITTEN, Count, Id, Line, Text
from dxkpi.core.scheme import Section
from dxkpi.core.spelling import clip
from dxkpi.core.targets import DIRECTIONS


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
    others = tuple(choice for choice in _sections(plan) if choice.id != one(answers, "section"))
    yield Question("relisted", "再掲する分野", ("relisted",), Text, Need.TAKEN, others, several=True)
    yield from _names(dataset, answers)
    yield Question("direction", "目標の型", ("direction",), Text, choices=_directions(plan))
    yield from value_questions(one(answers, "direction"), answers)
    yield Question("owner", "担当", ("owner",), Line, Need.ASKED)
    yield from _source(plan, answers)


def _names(dataset: Dataset, answers: Answers) -> Iterator[Question]:
    siblings = dataset.of_plan(one(answers, "plan"))

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


def _plan(dataset: Dataset, answers: Answers) -> Plan | None:
    declared = dataset.plan(one(answers, "plan"))
    return declared.plan if declared else None


def _section(plan: Plan | None, answers: Answers) -> Section | None:
    return next((s for s in plan.sections if s.id == one(answers, "section")), None) if plan else None


def _sections(plan: Plan | None) -> tuple[Choice, ...]:
    return tuple(Choice(section.id, section.name) for section in plan.sections) if plan else ()


def _directions(plan: Plan | None) -> tuple[Choice, ...]:
    """In a plan without ratings, indicators can only be followed."""
    rates = plan is None or bool(plan.ratings)
    return tuple(Choice(name, kind.title) for name, kind in DIRECTIONS.items() if rates or not kind.rated)
