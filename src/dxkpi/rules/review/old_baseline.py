"""A baseline from years before the plan (a mean: its last year), which had changed when the plan began."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.numerals import number
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review

OLD_YEARS = 3
"""Number of years before its plan from which a baseline is too old.

The latest statistics are one or two years old when a plan is drawn up; by three a plan of five years is half over.
"""

_MAPS = "indicators/plan-a/one/maps.yaml"

INFO = review(
    "KPI852",
    "old-baseline",
    "基準値が計画より何年も古い",
    Page(
        why=f"基準値が、計画の初めの年度より{OLD_YEARS}年以上前のもの。計画の時点の水準を示さない。",
        fix="計画の時点に近い値が資料にあれば、baseline をその値と年度に改める。"
        "なければ、古い値によることを説明に添える。",
        bad=(Example("baseline:\n  value: 0\n  year: H28\n", file=_MAPS),),
        good=(Example("baseline:\n  value: 0\n  year: H29\n", file=_MAPS),),
    ),
)


def _check(case: Case) -> Verdict:
    if case.added_up:
        return Silence.BESIDE
    begun, mean = case.plan.plan.first_year, case.indicator.baseline.mean_of if case.indicator.baseline else ()
    year, key = (max(mean), "average_of") if mean else (case.baseline_year, "year")
    if begun is None or year is None:
        return Silence.UNTOLD
    years = begun.start - year.start
    if years < OLD_YEARS:
        return Silence.CLEAR
    seen = case.of_baseline(key)
    reason = f"基準値が、計画の初めの年度より{number(years)}年前のものである"
    return case.found(INFO, reason, seen, place=case.declared.baseline_at(case.assessment.since))


OLD_BASELINE = ReviewRule.of(INFO, "基準値の年度か、計画の初めの年度が分からない", _check)
