"""A document id that two plans of a shared indicator give to different documents: it is unclear which one is meant."""

from collections.abc import Iterator, Mapping

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.rules.base import DatasetRule, first, named

_OTHER = "targets/plan-b.yaml"
_PLAN = """\
plan: plan-b
name: 計画B
sections:
  - id: all
    name: 分野
documents:
  {}:
    title: {}
    publisher: {}
    date: {}
"""
_SHARED = "shared:\n  plan-b:\n    section: all\n    direction: monitor\n"

INFO = error(
    "KPI411",
    "shared-document",
    "指標を共有する計画が、同じ資料の id で別の資料を指している",
    Page(
        why="一つの指標を複数の計画で使うと、その出典は、どの計画の documents にある資料でもよい。"
        "同じ id が計画によって別の資料を指すと、値がどの資料にあるのか、いつ分かったのかが計画ごとに違ってしまう。",
        fix="どちらかの計画の documents の id を変え、その計画の指標の document も直す。"
        "同じ資料なら、題名・発行者・日付をそろえる。",
        bad=(
            Example(_PLAN.format("report", "計画Bの報告", "例県", "2023-03-01"), _OTHER, whole=True),
            Example(_SHARED),
        ),
        good=(
            Example(_PLAN.format("report-b", "計画Bの報告", "例県", "2023-03-01"), _OTHER, whole=True),
            Example(_SHARED),
        ),
        others=(
            (Example(_PLAN.format("report", "進捗状況", "県", "2022-03-14"), _OTHER, whole=True), Example(_SHARED)),
        ),
    ),
)

Plans = Mapping[str, DeclaredPlan]


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    plans = {declared.plan.plan: declared for declared in reversed(dataset.plans)}
    for declared in dataset.indicators:
        if declared.plans and declared.entry is None:
            yield from first(_of_file(declared, plans))


def _of_file(declared: DeclaredIndicator, plans: Plans) -> Iterator[Diagnostic]:
    """Yield the findings about documents that a shared indicator's file names for all its plans."""
    for path, source in declared.indicator.sources():
        name = source.document
        given = [plans[plan] for plan in declared.plans if plan in plans and _declares(plans[plan], name)]
        other = next((plan for plan in given if plan.plan.documents[name] != given[0].plan.documents[name]), None)
        if other is not None:
            mine = given[0]
            yield Diagnostic(
                INFO,
                declared.at(*path, "document"),
                f"{named(declared)}の資料「{clip(name)}」は、計画「{mine.plan.plan}」と計画「{other.plan.plan}」で"
                "別の資料を指す",
                "どちらかの計画の documents の id を変える。同じ資料なら、題名・発行者・日付をそろえる",
                (
                    Related(mine.at("documents", name), f"計画「{mine.plan.plan}」の資料"),
                    Related(other.at("documents", name), f"計画「{other.plan.plan}」の資料"),
                ),
            )


def _declares(plan: DeclaredPlan, document: str) -> bool:
    return document in plan.plan.documents and document not in plan.lent


SHARED_DOCUMENT = DatasetRule(INFO, _check)
