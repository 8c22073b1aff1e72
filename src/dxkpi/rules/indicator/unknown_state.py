"""A state that the plan does not have, or the end of one that does not last: nothing would come of it."""

from collections.abc import Iterator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related, error
from dxkpi.core.basis.text import clip
from dxkpi.rules.base import IndicatorRule, Subject, named, to_write

_STATES = "states:\n  - {id: pending, label: 集計中, group: その他, in_denominator: false}\n"
_ENTERED = "states:\n  R2:\n    state: {}\n    reason: 調査の公表が遅れたため\n"

INFO = error(
    "KPI320",
    "unknown-state",
    "指標の状態が計画にないか、終わらせる状態がない",
    Page(
        why="状態（完了、中止、集計中など）の id のつづりを間違えたり、計画に状態を書き忘れたりすると起きる。"
        "その指標は、状態がないものとして判定される。"
        "ends: true は、前の年度に入った続く状態（計画の states で lasting: true のもの）を終える。"
        "そういう状態がないと、何も変わらない。",
        fix="state を、計画のファイルの states にある id に直すか、計画の states に状態を加える。"
        "ends の年度か、終わらせる状態の年度を直す。",
        bad=(Example(_ENTERED.format("pending")),),
        good=(Example(_STATES, PLAN), Example(_ENTERED.format("pending"))),
    ),
)


def _check(subject: Subject) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    known = [state.id for state in plan.plan.states]
    for year, entered in declared.indicator.states.items():
        if entered.state is None:
            yield from _idle_end(subject, year)
            continue
        if entered.state in known:
            continue
        yield Diagnostic(
            INFO,
            declared.at("states", str(year), "state"),
            f"{named(declared)}の状態「{clip(entered.state)}」は、計画の states にない",
            to_write(entered.state, known, "計画の states に、この状態の名前と数え方を書く"),
            (Related(plan.at("states" if known else "plan"), "計画の状態"),),
        )


def _idle_end(subject: Subject, year: FiscalYear) -> Iterator[Diagnostic]:
    declared, plan = subject.declared, subject.plan
    before = max((past for past in declared.indicator.states if past < year), default=None)
    ended = declared.indicator.states[before].state if before else None
    state = plan.plan.state(ended) if ended else None
    if state is None or not state.lasting:
        last = (
            f"前の状態「{clip(state.label)}」は、その年度だけのものである"
            if state
            else "その前に、続いている状態がない"
        )
        yield Diagnostic(
            INFO,
            declared.at("states", str(year), "ends"),
            f"{named(declared)}は{year.formal}に状態を終えるが、{last}",
            "ends の行を消すか、終わらせる状態の年度を確かめる",
            (Related(plan.at("states" if plan.plan.states else "plan"), "計画の状態"),),
        )


UNKNOWN_STATE = IndicatorRule(INFO, _check)
