"""A published result of a year that the plan does not cover, or that had not begun: a slip of the year.

No report would ever show it.
"""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Page, Ref, Related, warning
from dxkpi.core.dataset import Dataset, DeclaredPlan, DeclaredPublished
from dxkpi.rules.base import DatasetRule
from dxkpi.rules.published_years import paper

_COUNTS = "counts:\n  one: {achieved: 1, from60: 1, below60: 0}\n"

INFO = warning(
    "KPI603",
    "published-when",
    "公表した結果の年度が、計画の期間か資料の日付と合わない",
    Page(
        why="公表した年度を打ち間違えると、公表した結果はどの報告にも出ず、突き合わせもされない。"
        "計画の期間の外の年度、公表の日より後に始まる年度、出典の資料と違う公表の日を挙げる。",
        fix="公表結果のファイルの year（とファイル名）と date、計画の期間、資料の date のうち、違っているものを直す。",
        bad=(paper(_COUNTS, year="R4"),),
        good=(paper(_COUNTS),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.published:
        plan = dataset.plan(declared.published.plan)
        if plan is not None:
            yield from _of_plan(dataset, plan, declared)


def _of_plan(dataset: Dataset, plan: DeclaredPlan, declared: DeclaredPublished) -> Iterator[Diagnostic]:
    published, own = declared.published, plan.plan
    first, last = own.first_year, own.last_year
    document = published.source.document if published.source else ""
    printed = own.documents[document].date if document in own.documents else None
    day = published.date or printed
    if (first is None or last is None or first <= last) and not dataset.covers(own, published.year):
        found = f"計画「{own.plan}」の期間にない"
        yield _finding(declared, "year", f"公表した結果があるが、{found}", plan.at("plan"), "計画")
    elif day and day.fiscal_year < published.year:
        place = declared.at("date") if published.date else plan.at("documents", document, "date")
        yield _finding(
            declared, "year", f"公表した結果があるが、公表の日（{day}）より後に始まる年度である", place, "公表の日"
        )
    elif published.transcribed and published.date and printed and published.date != printed:
        found = f"公表した結果の日付 {published.date} が、出典の資料の日付（{printed}）と違う"
        yield _finding(declared, "date", found, plan.at("documents", document, "date"), "資料の日付")


def _finding(declared: DeclaredPublished, key: str, found: str, place: Ref, label: str) -> Diagnostic:
    return Diagnostic(
        INFO,
        declared.at(key),
        f"{declared.published.year.formal}の{found}",
        "year と date か、計画の期間か、資料の date を直す",
        (Related(place, label),),
    )


PUBLISHED_WHEN = DatasetRule(INFO, _check)
