"""A plan adopted after its last year, or aimed at a year before its first: a slip by which it covers no year at all."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related, error
from dxkpi.core.dataset import Dataset
from dxkpi.rules.base import DatasetRule

INFO = error(
    "KPI504",
    "plan-years",
    "計画の策定・期間・目標年度の順が合わない",
    Page(
        why="策定の年を打ち間違えると、計画は終わった後に策定されたことになり、どの年度の報告にも出てこない。"
        "終わりの年度より後の adopted と、計画の始まりより前の target_year を挙げる。",
        fix="adopted・period・target_year のうち、違っているものを直す。",
        bad=(Example("adopted: 2029-09\n", file=PLAN),),
        good=(Example("adopted: 2019-09\n", file=PLAN),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        plan = declared.plan
        first, last, target = plan.first_year, plan.last_year, plan.target_year
        end = Related(declared.at(*(("period", "to") if plan.period else ("target_year",))), "終わりの年度")
        if plan.adopted and last and plan.adopted.fiscal_year > last:
            yield Diagnostic(
                INFO,
                declared.at("adopted"),
                f"計画「{plan.plan}」の策定（{plan.adopted}）が、終わりの年度（{last.formal}）より後である",
                "adopted か、終わりの年度を直す",
                (end,),
            )
        elif target and first and target < first:
            yield Diagnostic(
                INFO,
                declared.at("target_year"),
                f"計画「{plan.plan}」の目標年度（{target.formal}）が、始まりの年度（{first.formal}）より前である",
                "target_year か period を直す",
                (Related(declared.at("period", "from"), "始まりの年度"),),
            )


PLAN_YEARS = DatasetRule(INFO, _check)
