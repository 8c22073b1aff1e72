"""A revised target that the direction of its indicator cannot have: it would never come into force."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import INDICATOR, PLAN, Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.core.plan.plan import RevisionMisfit, steps
from dxkpi.rules.base import IndicatorRule, Subject, named

_INDICATOR = Example("target:\n  value: 6000\n", INDICATOR)
_REVISION = """revisions:
  - date: 2021-02-10
    indicator: hours
    from:
      value: 6000
    to:
      {}: 5500
    reason: 対象の業務を見直したため
    decision: 本部会議で決定
"""

INFO = error(
    "KPI506",
    "revision-target",
    "改定の後の目標が、指標の目標の型に合わない",
    Page(
        why="目標の型の違う指標の改定を写したり、キーを打ち間違えたりすると起きる。"
        "その改定は判定に使えず、改定の前の目標で達成率が出てしまう。",
        fix="to には、指標の target と同じキーを書く。部分 parts と段階 steps は、変わらないものも含めて全部を書く。"
        "書かなかった部分や段階は、改定の日から目標でなくなる（それまでの年度は、それまでの部分と段階で判定する）。",
        bad=(_INDICATOR, Example(_REVISION.format("min"), PLAN)),
        good=(_INDICATOR, Example(_REVISION.format("value"), PLAN)),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    for step in steps(declared.indicator, plan.plan):
        if isinstance(step, RevisionMisfit):
            yield Diagnostic(
                INFO,
                plan.at("revisions", step.position, "to"),
                f"{named(declared)}（目標の型 {declared.indicator.direction}）の改定の後の目標: {_why(step)}",
                "指標の target に書けるとおりに書く",
                (Related(declared.at("direction"), "目標の型"),),
            )


def _why(step: RevisionMisfit) -> str:
    details = step.refused.errors(include_url=False)
    detail = next((d for d in details if d["type"] == "extra_forbidden"), details[0])
    key = clip(str(detail["loc"][-1])) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            return f"「{key}」は、この型では使わない"
        case "missing":
            return f"必要なキー「{key}」がない"
        case "none_required":
            return "目標のない指標である"
        case _:
            return str(detail.get("ctx", {}).get("reason", detail["msg"]))


REVISION_TARGET = IndicatorRule(INFO, _check)
