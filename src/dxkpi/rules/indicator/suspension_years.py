"""A suspension that its year does not fit: far outside the plan, or with values of later years; the year is a slip."""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related, warning
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.rules.base import IndicatorRule, Subject, named

_PLAN = Example("target_year: R5\n", file=PLAN)
_SUSPENDED = "suspended:\n  since: {}\n  reason: 事業が終わったため\n"
_R3 = "actuals:\n  R3:\n    value: 5445\n    status: 実績\n"
_R5 = "  R5:\n    value: 5710\n    status: 実績\n    known: 2024-05-20\n"
_FOLLOWED = "id: hours-followed\nname: 終了後の削減時間\nplan: plan-a\nsection: one\nunit: 時間\ndirection: monitor\n"

INFO = warning(
    "KPI314",
    "suspension-years",
    "進捗管理の停止の年度が、計画の期間か実績値と合わない",
    Page(
        why="since は停止として報告する最初の年度、until は最後の年度である。年度を一つ打ち間違えると、"
        "測っている指標が停止とされたり、停止した指標が評価されたりする。"
        "計画の始まる前と、終わって5年より後の since と until、停止の間の（since より後の）年度の実績値を挙げる。",
        fix="since か until を直す。また測り始めたなら、停止の最後の年度を until に書く。"
        "停止のまま測っている値なら、推移を見る指標（direction: monitor）として別に置く。",
        bad=(_PLAN, Example(_SUSPENDED.format("R4") + _R3 + _R5)),
        good=(_PLAN, Example(_SUSPENDED.format("R6") + _R3 + _R5)),
        others=(
            (_PLAN, Example(_SUSPENDED.format("R4\n  until: R4") + _R3 + _R5)),
            (
                _PLAN,
                Example(_SUSPENDED.format("R4") + _R3),
                Example(_FOLLOWED + "actuals:\n" + _R5, "indicators/plan-a/one/hours-followed.yaml", whole=True),
            ),
        ),
    ),
)

_FEW = 5


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    suspended = declared.indicator.suspended
    if suspended is None:
        return
    since = suspended.since
    later = [year for year in declared.indicator.actuals if year > since and suspended.covers(year)]
    ends = (("since", since, "最初"), ("until", suspended.until, "最後"))
    stray = next(((key, year, which) for key, year, which in ends if year and _stray(year, plan)), None)
    if stray:
        key, year, which = stray
        yield Diagnostic(
            INFO,
            declared.at("suspended", key),
            f"{named(declared)}の停止の年度（{year.formal}）が、計画「{plan.plan.plan}」の期間にない",
            f"停止として報告する{which}の年度を {key} に書く",
            (Related(plan.at("plan"), "計画"),),
        )
    elif later:
        yield Diagnostic(
            INFO,
            declared.at("actuals", str(min(later))),
            f"{named(declared)}は{since.formal}から停止しているが、{min(later).formal}の値がある",
            "since を確かめる。また測り始めたなら、停止の最後の年度を until に書く。"
            "停止のまま測るなら、direction: monitor の指標として別に置く",
            (Related(declared.at("suspended", "since"), "停止の年度"),),
        )


def _stray(year: FiscalYear, plan: DeclaredPlan) -> bool:
    """Say whether the plan has nothing to do with `year`: a few years after its end a value may still be recorded."""
    last = plan.plan.last_year
    return not plan.plan.covers(year) and not (last is not None and 0 < year.start - last.start <= _FEW)


SUSPENSION_YEARS = IndicatorRule(INFO, _check)
