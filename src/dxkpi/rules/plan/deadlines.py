"""Days by which values are wanted that cannot be meant: of another year, or a weaker value after a firmer one."""

from collections.abc import Iterator
from itertools import combinations

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.record import Status
from dxkpi.rules.base import PlanRule, PlanSubject

_DAYS = "deadlines:\n  R3: {{見込: {}, 実績: {}}}\n"

INFO = warning(
    "KPI521",
    "deadlines",
    "回答の期限が、計画の期間の外の年度か、値の確かさと逆の順である",
    Page(
        why="前の計画の期限を写して年度を直し忘れたり、見込と実績の日を取り違えたりすると、"
        "dxkpi sheet out が別の値を求め、dxkpi status が催促を誤る。",
        fix="年度と日を確かめる。見込・速報は、実績より前の日になる。",
        bad=(Example(_DAYS.format("2022-05-31", "2021-11-12"), PLAN),),
        good=(Example(_DAYS.format("2021-11-12", "2022-05-31"), PLAN),),
    ),
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    plan = subject.plan
    for year, days in plan.plan.deadlines.items():
        if not subject.dataset.covers(plan.plan, year):
            yield Diagnostic(
                INFO,
                plan.at("deadlines", str(year)),
                f"{year.formal}（{year}）は、計画の期間の外である",
                "期間の年度に直すか、その年度の期限を消す",
            )
        firmest_first = [status for status in Status if status in days]
        for firm, weak in combinations(firmest_first, 2):
            if days[firm].last < days[weak].first:
                yield Diagnostic(
                    INFO,
                    plan.at("deadlines", str(year), weak.value),
                    f"{year.formal}の{weak}の期限（{days[weak]}）が、{firm}の期限（{days[firm]}）より後である",
                    "日を入れ替える",
                    (Related(plan.at("deadlines", str(year), firm.value), f"{firm}の期限"),),
                )


DEADLINES = PlanRule(INFO, _check)
