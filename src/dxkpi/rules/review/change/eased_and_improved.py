"""An easier target and a better actual in one change: the rate rises for two reasons at once."""

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.rules.review.case import improved, relaxed_target
from dxkpi.rules.review.change.case import EDITED, OF_TARGET, ChangedIndicator, ChangeRule, Looks, second_look
from dxkpi.rules.review.change.eased_then_met import eased_then_met

_BOTH = "target:\n  value: {}\nactuals:\n  R4:\n    value: {}\n    status: 実績\n"

INFO = second_look(
    "KPI865",
    "eased-and-improved",
    "目標が達しやすくなるのと同時に、実績値が良くなる",
    Page(
        why="達成率が二重に上がり、どちらによるのかが分からない。",
        fix="目標の改定と実績値の訂正を分けて出し、それぞれの根拠を示す。",
        before=(Example(_BOTH.format(6000, 5000)),),
        bad=(Example(_BOTH.format(5800, 5200)),),
        good=(Example(_BOTH.format(6000, 5000) + "    note: 速報\n"),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    """Take the latest such year, and none where the target is met by that alone, which another rule reports."""
    changes = case.of(*OF_TARGET, ChangeKind.BASELINE_CHANGED)
    for was, now in case.results if changes and not any(eased_then_met(case)) else ():
        if was and now and _both(was, now):
            reason = f"目標が達しやすくなるのと同時に、{now.year.label}の実績値が良くなる"
            yield case.found(INFO, reason, (*changes, *case.of(ChangeKind.ACTUAL_ADDED, *EDITED)))
            return


def _both(was: Assessment, now: Assessment) -> bool:
    old, new = was.observation, now.observation
    better = old and new and improved(now.indicator, old.actual, new.actual)
    return bool(better) and relaxed_target(was.indicator, now.indicator)


EASED_AND_IMPROVED = ChangeRule(INFO, _check)
