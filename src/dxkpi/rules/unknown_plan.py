"""An indicator of a plan that nobody declared: it would appear in no report."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.core.spelling import clip, nearest
from dxkpi.rules.base import DatasetRule, error, named

INFO = error("KPI402", "unknown-plan", "指標の計画が宣言されていない")


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    known = {declared.plan.plan for declared in dataset.plans}
    unread = {name.rpartition("/")[2].partition(".")[0] for name in dataset.unread}
    for declared in dataset.indicators:
        plan = declared.indicator.plan
        if plan in known or plan in unread:
            continue
        meant = nearest(plan, known)
        yield Diagnostic(
            INFO,
            declared.at("plan"),
            f"{named(declared)}の計画「{clip(plan)}」は宣言されていない",
            f"「{meant}」のことなら、そう書く" if meant else f"targets/{plan}.yaml に計画を書く",
        )


UNKNOWN_PLAN = DatasetRule(INFO, _check)
