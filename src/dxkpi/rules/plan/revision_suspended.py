"""A target revised after its indicator was suspended: either the day or the suspension is a slip."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import INDICATOR, PLAN, Diagnostic, Example, Page, Related, warning
from dxkpi.core.plan.plan import steps
from dxkpi.rules.base import IndicatorRule, Subject, named

_SUSPENDED = Example("target:\n  value: 6000\nsuspended:\n  since: R4\n  reason: 事業が終わったため\n", INDICATOR)
_REVISION = """target_year: R5
revisions:
  - date: {}
    indicator: hours
    from:
      value: 6000
    to:
      value: 5500
    reason: 対象の業務を見直したため
    decision: 本部会議で決定
"""

INFO = warning(
    "KPI508",
    "revision-suspended",
    "停止した後の指標の目標が改定されている",
    Page(
        why="停止した指標は評価しないので、その後の改定は結果に表れない。"
        "改定の日付か停止の年度を打ち間違えたか、別の指標の改定であることが多い。",
        fix="改定の date と indicator、指標の suspended.since を資料と見比べて直す。",
        bad=(_SUSPENDED, Example(_REVISION.format("2023-02-10"), PLAN)),
        good=(_SUSPENDED, Example(_REVISION.format("2021-02-10"), PLAN)),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    suspended = declared.indicator.suspended
    if suspended is None:
        return
    for step in steps(declared.indicator, plan.plan):
        if suspended.covers(step.revision.date.fiscal_year):
            yield Diagnostic(
                INFO,
                plan.at("revisions", step.position, "date"),
                f"{named(declared)}は{suspended.since.formal}から停止しているが、"
                f"{step.revision.date}に目標が改定されている",
                "改定の date か、停止の年度 since を直す",
                (Related(declared.at("suspended", "since"), "停止の年度"),),
            )


REVISION_SUSPENDED = IndicatorRule(INFO, _check)
