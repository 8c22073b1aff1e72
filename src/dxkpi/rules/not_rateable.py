"""An indicator with a target in a plan without ratings, which would silently be followed and never judged."""

from collections.abc import Iterator

from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.rules.base import IndicatorRule, error, named

INFO = error("KPI304", "not-rateable", "達成区分のない計画に、目標のある指標がある")


def _check(declared: DeclaredIndicator, plan: DeclaredPlan) -> Iterator[Diagnostic]:
    if declared.indicator.direction == "monitor" or plan.plan.ratings:
        return
    yield Diagnostic(
        INFO,
        declared.at("direction"),
        f"{named(declared)}には目標があるが、計画「{plan.plan.plan}」には達成区分 ratings がない",
        "計画に ratings と method を書くか、推移を見るだけなら direction: monitor とする",
        (Related(plan.at("plan"), "計画"),),
    )


NOT_RATEABLE = IndicatorRule(INFO, _check)
