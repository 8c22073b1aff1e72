"""A target that was made easier and is met by that alone, as a change brings it about."""

from dataclasses import replace

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.rules.review.change.case import OF_TARGET, ChangedIndicator, ChangeRule, Looks, as_evidence, assessed
from dxkpi.rules.review.eased_then_met import INFO, REASON, met_by_easing


def eased_then_met(case: ChangedIndicator) -> Looks:
    """Find the latest year that the new target alone makes met: by the old one its actual would miss."""
    before, after = case.before, case.after
    changes = case.of(*OF_TARGET, ChangeKind.BASELINE_CHANGED)
    if not (before and after and changes):
        return
    actuals = {"actuals": after.indicator.actuals}
    old = replace(before, indicator=before.indicator.model_copy(update=actuals))
    for year in reversed(case.years):
        was, now = assessed(old, case.plans[0], year), assessed(after, case.plans[1], year)
        if was and now and met_by_easing(was, now):
            seen = now.observation
            rests_on = (as_evidence(after, seen.year, seen.index),) if seen else ()
            yield case.found(INFO, f"{REASON}（{year.label}）", changes, *rests_on)
            return


EASED_THEN_MET = ChangeRule(INFO, eased_then_met)
