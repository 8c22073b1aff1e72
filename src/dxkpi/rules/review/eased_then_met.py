"""A target that was revised to be easier, and is met by that alone."""

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.finding import PLAN, Command, Example, Page, Related, RuleInfo, Severity
from dxkpi.core.numerals import target_phrase
from dxkpi.rules.published_years import paper
from dxkpi.rules.review.case import Case, ReviewRule, Silence, Verdict, relaxed_target

_REVISED = (
    "revisions:\n  - date: 2022-03-01\n    indicator: hours\n    from: {value: 6000}\n    to: {value: 5400}\n"
    "    reason: 対象の業務が減ったため\n    decision: 推進本部会議\n"
)
_TARGET = "target:\n  value: 6000{}\nunmet: {{}}\n"
_ROWS = paper("rows:\n  maps: {unit: 地図}\n")

INFO = RuleInfo(
    "KPI864",
    "eased-then-met",
    Severity.WARNING,
    "改定で易しくなり、それで達成した",
    Page(
        why="前の目標値のままなら未達成だった。年度の終わりに、結果に合わせて目標を下げたように見える。",
        fix="改定を決めた日と理由を確かめ、前の目標値なら未達成であることを、説明に添える。"
        "結果が出る前に決まっていたのなら、そのことを target の行に理由として書いて免除する"
        "（dxkpi diff には、それでも出る）。",
        bad=(_ROWS, Example(_REVISED, PLAN), Example(_TARGET.format(""))),
        good=(
            _ROWS,
            Example(_REVISED, PLAN),
            Example(_TARGET.format("  # dxkpi: ignore[KPI864] 年度の初めに決まり、会議の後に書いた")),
        ),
    ),
    waivable=True,
    commands=(Command.CHECK_TARGETS, Command.DIFF),
)
REASON = INFO.summary


def met_by_easing(before: Assessment, after: Assessment) -> bool:
    """Say whether a year is met by an easier target and missed by the one `before`."""
    return after.met is True and before.met is False and relaxed_target(before.indicator, after.indicator)


def _check(case: Case) -> Verdict:
    """Find the first target that would have been missed."""
    now, plan = case.assessment, case.plan.plan
    if not now.revisions:
        return Silence.BESIDE
    if now.met is None:
        return Silence.UNTOLD
    for step in now.revisions:
        if met_by_easing(assess(step.before, plan.as_adopted, case.year, case.as_of), now):
            place = case.plan.at("revisions", step.position, "from")
            before = Related(place, f"改定前の{target_phrase(step.before, plan)}")
            return case.found(INFO, REASON, before, case.of_target(), *map(case.of_actual, case.bearing))
    return Silence.CLEAR


EASED_THEN_MET = ReviewRule.of(INFO, "達成したかどうかが、データから決まらない", _check)
