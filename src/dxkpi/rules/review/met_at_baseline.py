"""A target that asks for no change: it is met whatever is done."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.rules.review.case import RAISED, Case, ReviewRule, Silence, Verdict, review

_MAPS = "indicators/plan-a/one/maps.yaml"
_TARGET = (
    "direction: {}\nbetter: higher\nbaseline:\n  value: 100\n  year: H30\ntarget:\n  value: 100{}\n"
    "actuals:\n  R3:\n    value: 130\n    status: 実績\n"
)
_WAIVED = "  # dxkpi: ignore[KPI315] 今の水準を下回らない目標である"

INFO = review(
    "KPI851",
    "met-at-baseline",
    "初めから達成していた",
    Page(
        why="基準値か、計画より前の実績値が、すでに目標に達している。何もしなくても達成になる。",
        fix="今の水準を保つ目標なら direction: keep とする。そうでなければ、目標値の引き上げを委員会に諮り、"
        "決まったら計画の revisions に書く。",
        bad=(Example(_TARGET.format("absolute", _WAIVED), _MAPS),),
        good=(Example(_TARGET.format("keep", ""), _MAPS),),
        others=((Example(_TARGET.format("absolute", _WAIVED), _MAPS), RAISED),),
    ),
)


def _check(case: Case) -> Verdict:
    if not case.trajectories or case.added_up or any(line.limits for line in case.trajectories):
        return Silence.BESIDE
    if any(line.baseline is None for line in case.trajectories):
        return _met_before(case)
    if all(line.baseline is not None and line.at(line.baseline).met for line in case.trajectories):
        return case.found(INFO, "基準値が、すでに目標に達している", case.of_baseline(), case.of_target())
    return Silence.CLEAR


def _met_before(case: Case) -> Verdict:
    """Check whether the last actual before the plan had met it, where the baseline is unknown."""
    begun = case.plan.plan.first_year
    before = [own for own in case.observations if begun and own.year < begun and not case.undecided(own)]
    progresses = case.progresses(before[-1]) if before else None
    if not progresses:
        return Silence.UNTOLD
    if all(progress.met for progress in progresses):
        reason = f"計画より前（{before[-1].year.label}）に、すでに目標に達していた"
        return case.found(INFO, reason, case.of_actual(before[-1]), case.of_target())
    return Silence.CLEAR


MET_AT_BASELINE = ReviewRule.of(INFO, "基準値が資料になく、計画より前の年度の実績値もない", _check)
