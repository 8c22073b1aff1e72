"""A rated indicator that goes, is suspended or takes no rating any more: what was missed no longer counts."""

from typing import assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.basis.text import clip
from dxkpi.core.diff.impact import WORDING
from dxkpi.rules.review.change.case import ChangedIndicator, ChangeRule, Looks, second_look

_SUSPENDED = "suspended: {label: 停止, group: その他}\n"

INFO = second_look(
    "KPI868",
    "no-longer-counted",
    "判定していた指標が、達成区分に数えられなくなる",
    Page(
        why="目標に達していない指標を消すか止めると、達成の割合が上がる。",
        fix="計画の改定や、終了を決めた記録があるかを確かめ、なければ戻す。"
        "消えた指標は、消さずに suspended に理由と後継を書いて止める。",
        before=(Example(_SUSPENDED, "targets/plan-a.yaml"),),
        bad=(Example(_SUSPENDED, "targets/plan-a.yaml"), Example("suspended:\n  since: R3\n  reason: 取組を終えた\n")),
        good=(Example(_SUSPENDED, "targets/plan-a.yaml"), Example("note: 取組は続ける\n")),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    """Find the latest such year."""
    changes = tuple(change for change in case.changes if change.kind not in WORDING)
    for was, now in case.results if changes else ():
        if was and was.counts and isinstance(was.outcome, Rated | NotAssessed):
            fate = _fate(case, now)
            if fate:
                reason = f"{was.year.label}に{_called(was.outcome)}指標が、{fate}"
                yield case.found(INFO, reason, changes)
                return


def _called(outcome: Rated | NotAssessed) -> str:
    if isinstance(outcome, Rated):
        missed = "未達成で、" if outcome.met is False else ""
        return f"{missed}「{outcome.rating.label}」だった"
    return "未達成だった" if outcome.unmet else "算定不能だった"


def _fate(case: ChangedIndicator, now: Assessment | None) -> str:
    """Say what has become of the indicator; empty where it is still counted."""
    if now is None:
        return "なくなる" if case.after is None else ""
    if now.indicator.of:
        return f"「{clip(now.indicator.of)}」のうちになり、件数に入らなくなる"
    match now.outcome:
        case Rated() | NotAssessed():
            return ""
        case Suspended():
            plan = case.plans[1]
            return f"「{plan.suspended_label if plan else '停止'}」になる"
        case SpecialStatus(state):
            return f"「{state.label}」になる"
        case Monitored():
            return "判定されなくなる"
        case _:
            assert_never(now.outcome)


NO_LONGER_COUNTED = ChangeRule(INFO, _check)
