"""A correction whose `from` was not published, or whose `to` is not what stands in the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, assert_never

from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Page
from dxkpi.core.publication.correction import Misfit
from dxkpi.rules.base import PlanRule, error
from dxkpi.rules.correction_idle import idle
from dxkpi.rules.frozen_record import place_now
from dxkpi.rules.published_years import baseline, changes, correction, manifest
from dxkpi.rules.subject import PlanSubject

if TYPE_CHECKING:
    from dxkpi.core.publication.corrected import Applied
    from dxkpi.core.publication.standing import Standing

INFO = error(
    "KPI715",
    "correction-misfit",
    "正誤の from か to が、公表した記録か今の記録と合わない",
    Page(
        why="一つの正誤が許すのは、一つの記録の from から to への一度の変更だけである。"
        "後からまた値を変えた、from を写し間違えた、日付が公表より前である、というときに起きる。",
        mend="from を公表記録（または一つ前の正誤の to）のとおりに、to を今の記録のとおりに書く。"
        "値をまた直したのなら、前の正誤は残し、次の正誤を書き加える。",
        bad=(manifest(), baseline("H28"), correction()),
        good=(manifest(), baseline("H29"), correction()),
    ),
)


def _check(subject: PlanSubject) -> Iterator[Diagnostic]:
    plan = subject.plan
    for stand in subject.standings:
        yield from (found for step in stand.steps if (found := _misfit(stand, step, plan)) is not None)
        corrected = {(s.correction.indicator, s.correction.key): s for s in stand.steps}
        known = {id(deviation) for deviation in idle(subject.dataset, stand).values()}
        for deviation in stand.deviations:
            step = corrected.get((deviation.indicator, deviation.key))
            if step is None or step.misfit is not None or id(deviation) in known:
                continue
            told = changes(deviation.part.values) if deviation.part else "記録がない"
            yield Diagnostic(
                INFO,
                plan.at("corrections", step.position, "to"),
                f"正誤のとおりに直した {' '.join(deviation.key)} と、今の記録が違う（{told}）",
                "記録を to のとおりに直す。また直したのなら、次の正誤を書き加える",
                (Related(place_now(deviation), "今の記録"),),
                blocks=False,
            )


def _misfit(stand: Standing, step: Applied, plan: DeclaredPlan) -> Diagnostic | None:
    if step.misfit is None or step.misfit in {Misfit.SAME, Misfit.UNKNOWN_INDICATOR}:
        return None  # told by their own rules
    key, message, hint = _words(step, step.misfit)
    related = (Related(stand.declared.at("records"), "公表記録"),)
    return Diagnostic(INFO, plan.at("corrections", step.position, key), message, hint, related, blocks=False)


def _words(step: Applied, misfit: Misfit) -> tuple[str, str, str]:
    record = step.correction.record
    match misfit:
        case Misfit.NOT_FROM:
            hint = "公表記録にあるとおりに、変わるキーだけを書く。前の正誤があれば、その to のとおりに書く"
            return "from", f"正誤の from が、公表した {record} と合わない", hint
        case Misfit.NOT_A_RECORD:
            return "to", f"正誤の to のとおりでは、{record} が記録として読めない", "指標や計画に書けるとおりに書く"
        case Misfit.TOO_EARLY:
            return "date", "正誤の日付が、公表の日より前である", "正誤を出した日を書く"
        case Misfit.SAME | Misfit.UNKNOWN_INDICATOR:
            raise ValueError(misfit)
        case _:
            assert_never(misfit)


CORRECTION_MISFIT = PlanRule(INFO, _check)
