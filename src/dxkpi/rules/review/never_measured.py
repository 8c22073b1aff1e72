"""A target without an actual since its baseline, or since the plan began, while others have had theirs for years.

Where no target has one, the records are incomplete, and no target is reported.
"""

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.numerals import number
from dxkpi.rules.published_years import paper
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, review

SILENT_YEARS = 2
"""Number of years without a value after which a target counts as never measured.

The value of the year before is in common use (前年度値), and statistics appear a year late; two years are neither.
"""
_ROWS = paper("rows:\n  maps: {unit: 地図}\n")

INFO = review(
    "KPI856",
    "never-measured",
    "何年も実績値がない",
    Page(
        why="基準値か計画の初めの後の実績値が、データに一つもない。"
        f"ほかの目標には、計画の初めと基準値の年度から{SILENT_YEARS}年以上後の値がある。",
        fix="資料にある実績値を書く。調べていないなら、いつ調べるかを担当に確かめ、調べられない指標は見直しを委員会に諮り、"
        "止めると決まったら suspended に書く。",
        bad=(_ROWS, Example("actuals: {}\n")),
        good=(_ROWS, Example("actuals:\n  R3:\n    value: 5445\n    status: 実績\n")),
        others=((_ROWS, Example("actuals: {}\nsuspended:\n  since: R3\n  reason: 調べられないため\n")),),
    ),
)


def _check(case: Case) -> Verdict:
    begun, based = case.plan.plan.first_year, case.baseline_year
    if any(_counts(observation.year, begun, based) for observation in case.observations):
        return Silence.CLEAR
    since = max((year for year in (begun, based) if year is not None), default=None)
    if since is None or case.newest is None:
        return Silence.UNTOLD
    years = case.newest.start - since.start
    if years < SILENT_YEARS:
        return Silence.CLEAR
    reason = f"{since.label}より後の実績値がデータにない（ほかの目標には、{number(years)}年後の値がある）"
    return case.found(INFO, reason, *case.of_start(), case.of_target())


def _counts(year: FiscalYear, begun: FiscalYear | None, based: FiscalYear | None) -> bool:
    """Say whether `year` is after the baseline; for a baseline without a year, not before the plan."""
    if based is not None:
        return year > based
    return begun is None or year >= begun


NEVER_MEASURED = ReviewRule.of(
    INFO, "計画の初めの年度も基準値の年度も分からないか、計画のどの目標にも実績値がない", _check
)
