"""A past before the plan or a change of definition after it: no report is of a year in which it is in force."""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.rules.base import DatasetRule, named

_FORMERLY = "formerly:\n  - until: {}\n    name: 地図の枚数\n"

INFO = warning(
    "KPI417",
    "never-reported",
    "前の名称や定義の変更が、計画のどの年度にもかからない",
    Page(
        why="計画の始まりより前の年度までの formerly（前の名称・分野・担当・番号）や、計画の終わりより後の年度からの"
        " breaks（定義の変更）は、どの年度の報告にも効かない。たいてい、年度の打ち間違いである。",
        fix="until か from を、資料の年度に直す。計画の前や後のことなら、行を消して note に書く。",
        bad=(Example(_FORMERLY.format("H29")),),
        good=(Example(_FORMERLY.format("R2")),),
        others=((Example("note: 平成29年度までは、地図の枚数という名称であった\n"),),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.indicators:
        if declared.indicator.formerly or declared.indicator.redefined:
            own = (dataset.plan(plan) for plan in declared.plans or (declared.indicator.plan,))
            plans = [plan for plan in own if plan]
            mine = dataset.plan(declared.indicator.plan)
            if mine is not None:
                yield from _before(declared, mine)
                yield from _after(declared, mine, [dataset.last_year(plan.plan) for plan in plans])


def _before(declared: DeclaredIndicator, plan: DeclaredPlan) -> Iterator[Diagnostic]:
    first = plan.plan.first_year
    for position, former in enumerate(declared.indicator.formerly):
        if first is not None and former.until < first:
            yield Diagnostic(
                INFO,
                declared.at("formerly", position, "until"),
                f"{named(declared)}の前の名称・分野・担当・番号が {former.until.label}までで、"
                f"計画の始まり（{first.label}）より前である。どの年度の報告にも使われない",
                "until を資料の年度に直す。"
                "計画の前のことなら、この項目（ほかになければ formerly も）を消して note に書く",
                (_edge(plan, "from"),),
            )


def _after(declared: DeclaredIndicator, plan: DeclaredPlan, lasts: list[FiscalYear | None]) -> Iterator[Diagnostic]:
    """Find changes of definition after the last year of every plan that the indicator is in."""
    known = [last for last in lasts if last is not None]
    if not known or len(known) < len(lasts):
        return
    for position, definition in enumerate(declared.indicator.redefined):
        if definition.first.reported > max(known) and not declared.inherits("breaks", position, "from"):
            yield Diagnostic(
                INFO,
                declared.at("breaks", position, "from"),
                f"{named(declared)}の定義の変更が {definition.first.label}からで、"
                f"計画の終わり（{max(known).label}）より後である。どの年度の報告でも使われない",
                "from を資料の年度に直す。計画の後のことなら、この項目（ほかになければ breaks も）を消して note に書く",
                (_edge(plan, "to"),),
            )


def _edge(plan: DeclaredPlan, end: str) -> Related:
    """Return the place that says when the plan begins or ends."""
    words, other = ("始まり", "adopted") if end == "from" else ("終わり", "target_year")
    return Related(plan.at(*(("period", end) if plan.plan.period else (other,))), f"計画の{words}")


NEVER_REPORTED = DatasetRule(INFO, _check)
