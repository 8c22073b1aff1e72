"""A state that the plan does not have: the indicator would be rated as if it were in none."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related
from dxkpi.core.basis.text import clip, nearest
from dxkpi.rules.base import IndicatorRule, Subject, error, named

_STATES = "states:\n  - {id: pending, label: 集計中, group: その他, in_denominator: false}\n"
_ENTERED = "states:\n  R2:\n    state: {}\n    reason: 調査の公表が遅れたため\n"

INFO = error(
    "KPI320",
    "unknown-state",
    "指標の状態が計画にない",
    Page(
        why="状態（完了、中止、集計中など）の id のつづりを間違えたり、計画に状態を書き忘れたりすると起きる。"
        "その指標は、状態がないものとして判定される。",
        mend="state を、計画のファイルの states にある id に直すか、計画の states に状態を加える。",
        bad=(Example(_ENTERED.format("pending")),),
        good=(Example(_STATES, PLAN), Example(_ENTERED.format("pending"))),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    known = [state.id for state in plan.plan.states]
    for year, entered in declared.indicator.states.items():
        if entered.state in known:
            continue
        meant = nearest(entered.state, known)
        yield Diagnostic(
            INFO,
            declared.at("states", str(year), "state"),
            f"{named(declared)}の状態「{clip(entered.state)}」は、計画の states にない",
            f"「{meant}」のことなら、そう書く" if meant else "計画の states に、この状態の名前と数え方を書く",
            (Related(plan.at("states" if known else "plan"), "計画の状態"),),
        )


UNKNOWN_STATE = IndicatorRule(INFO, _check)
