"""A published result of a year that the plan does not cover, or that had not begun: a slip of the year.

No report would ever show it.
"""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.page import PLAN, Example, Page
from dxkpi.rules.base import DatasetRule, warning

_RESULT = (
    "published:\n  {}:\n    source: {{document: report, page: 1}}\n"
    "    counts:\n      one: {{achieved: 1, from60: 1, below60: 0}}\n"
)

INFO = warning(
    "KPI603",
    "published-when",
    "公表した結果の年度が、計画の期間か資料の日付と合わない",
    Page(
        why="published の年度を打ち間違えると、公表した結果はどの報告にも出ず、突き合わせもされない。"
        "計画の期間の外の年度と、資料の日付より後に始まる年度を挙げる。",
        mend="published の年度、計画の期間、資料の date のうち、違っているものを直す。",
        bad=(Example(_RESULT.format("R4"), file=PLAN),),
        good=(Example(_RESULT.format("R3"), file=PLAN),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        first, last = declared.plan.first_year, declared.plan.last_year
        sound = first is None or last is None or first <= last
        for year in declared.plan.published:
            day = declared.plan.published_on(year)
            if sound and not declared.plan.covers(year):
                yield _finding(declared, year, f"計画「{declared.plan.plan}」の期間にない", "計画", "plan")
            elif day and day.fiscal_year < year:
                document = declared.plan.published[year].source.document
                found = f"資料の日付（{day}）より後に始まる年度である"
                yield _finding(declared, year, found, "資料の日付", "documents", document, "date")


def _finding(declared: DeclaredPlan, year: FiscalYear, found: str, label: str, *path: str) -> Diagnostic:
    return Diagnostic(
        INFO,
        declared.at("published", str(year)),
        f"{year.formal}の公表した結果があるが、{found}",
        "published の年度か、計画の期間か、資料の date を直す",
        (Related(declared.at(*path), label),),
    )


PUBLISHED_WHEN = DatasetRule(INFO, _check)
