"""Another baseline: every rate that is a part of the way from it moves."""

from fractions import Fraction

from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Rated
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.baseline import Baseline, NumberBaseline
from dxkpi.core.plan.plan import as_written
from dxkpi.rules.review.change.case import ChangedIndicator, ChangeRule, Looks, second_look

_BASELINE = "baseline:\n  value: {}\n{}actuals: {{}}\n"
_RESTATED = "  restated:\n    - {date: 2022-06-01, value: 100, reason: 元の統計が遡って改められたため}\n"

INFO = second_look(
    "KPI866",
    "baseline-changed",
    "基準値が変わる",
    Page(
        why="基準値は、目標を定めたときのもので、あとから変わるものではない。変わると、どの年度の達成率も変わる。",
        fix="資料の値と見比べる。元の統計が遡って改められたのなら、baseline の値は残し、restated に書く"
        "（過ぎた年度も含めてすべての年度に使う）。ある年度から定義が変わったのなら、breaks に書く。",
        before=(Example(_BASELINE.format(0, "")),),
        bad=(Example(_BASELINE.format(100, "")),),
        good=(Example(_BASELINE.format(0, "")),),
        others=((Example(_BASELINE.format(0, _RESTATED)),),),
    ),
)


def _check(case: ChangedIndicator) -> Looks:
    changes = case.of(ChangeKind.BASELINE_CHANGED)
    if changes and not _restated(case):
        raised = _raised(case)
        reason = f"。それだけで、{raised.label}の達成率が上がる" if raised else ""
        yield case.found(INFO, f"基準値が変わる{reason}", changes)


def _restated(case: ChangedIndicator) -> bool:
    """Say whether a restatement was recorded and the baseline itself stays."""
    old, new = (declared.indicator.baseline if declared else None for declared in (case.before, case.after))
    if not (isinstance(old, NumberBaseline) and isinstance(new, NumberBaseline)):
        return False
    kept = new.model_copy(update={"restated": (new.restated or ())[: len(old.restated or ())] or None})
    return kept == old and new != old


def _raised(case: ChangedIndicator) -> FiscalYear | None:
    """Return the latest year whose rate is higher by the new baseline alone."""
    old, new, plan = case.before, case.after, case.plans[1]
    if not (old and new and plan and type(old.indicator) is type(new.indicator)):
        return None
    without = _with_baseline(new.indicator, old.indicator.baseline)
    if without is None:
        return None
    for year in reversed(case.years):
        was, now = _rate(assess(without, plan, year)), _rate(assess(new.indicator, plan, year))
        if was is not None and now is not None and was < now:
            return year
    return None


def _with_baseline(indicator: Indicator, baseline: Baseline | None) -> Indicator | None:
    """Return `indicator` with another baseline; None where its target makes no sense from there."""
    written = as_written(indicator.model_copy(update={"baseline": baseline}))
    try:
        return type(indicator).model_validate(written)
    except ValidationError:
        return None


def _rate(assessment: Assessment) -> Fraction | None:
    return assessment.outcome.rate if isinstance(assessment.outcome, Rated) else None


BASELINE_CHANGED = ChangeRule(INFO, _check)
