"""Rules about changes, run by `dxkpi diff`. To add a rule: its file, and one line below."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Locate, RuleInfo
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.compare import Difference, present
from dxkpi.core.diff.impact import Snapshot, years
from dxkpi.core.diff.outcome import SecondLook
from dxkpi.core.diff.words import in_plan, named
from dxkpi.core.plan.plan import as_written
from dxkpi.rules.review.change import method_changed, published_file, stale_english
from dxkpi.rules.review.change.actual_overwritten import ACTUAL_OVERWRITTEN
from dxkpi.rules.review.change.baseline_changed import BASELINE_CHANGED
from dxkpi.rules.review.change.case import ChangedIndicator, ChangedRecord, ChangeRule
from dxkpi.rules.review.change.definition_changed import DEFINITION_CHANGED
from dxkpi.rules.review.change.eased_and_improved import EASED_AND_IMPROVED
from dxkpi.rules.review.change.eased_then_met import EASED_THEN_MET
from dxkpi.rules.review.change.leap import LEAP
from dxkpi.rules.review.change.no_longer_counted import NO_LONGER_COUNTED
from dxkpi.rules.review.change.not_newest import NOT_NEWEST
from dxkpi.rules.review.change.published_actual import PUBLISHED_ACTUAL
from dxkpi.rules.review.change.published_result import PUBLISHED_RESULT
from dxkpi.rules.review.change.same_as_last_year import SAME_AS_LAST_YEAR
from dxkpi.rules.review.change.target_rewritten import TARGET_REWRITTEN

CHANGE_RULES: tuple[ChangeRule, ...] = (
    PUBLISHED_ACTUAL,
    PUBLISHED_RESULT,
    EASED_THEN_MET,
    TARGET_REWRITTEN,
    EASED_AND_IMPROVED,
    BASELINE_CHANGED,
    DEFINITION_CHANGED,
    NO_LONGER_COUNTED,
    LEAP,
    SAME_AS_LAST_YEAR,
    ACTUAL_OVERWRITTEN,
    NOT_NEWEST,
)
"""Rules for every indicator with changes, in the order of their findings."""


def infos() -> tuple[RuleInfo, ...]:
    """Return the rules that `dxkpi diff` runs."""
    rules = (rule.info for rule in CHANGE_RULES)
    return (published_file.INFO, method_changed.INFO, *rules, stale_english.INFO)


def second_looks(
    before: Snapshot, after: Snapshot, difference: Difference, locate: tuple[Locate, Locate]
) -> Iterator[SecondLook]:
    """Yield everything that asks for a second look: published files and the method of each plan, then by indicator.

    `locate` finds places in the state before and in the one after.
    """
    plans = {present(pair).plan.plan: pair for pair in difference.plans}
    own: dict[tuple[str, str | None], list[Change]] = {}
    for change in difference.changes:
        own.setdefault((change.plan, change.indicator), []).append(change)
    for (plan, indicator), changes in own.items():
        if indicator is None:
            name = named(changes[0].name, plan) if plan else changes[0].name
            record = ChangedRecord(name, tuple(changes), locate, difference.naming(plan))
            yield from published_file.published_files(record)
            yield from method_changed.method_changed(record)
            now = plans.get(plan, (None, None))[1]
            if now is not None or not plan:
                written = as_written(now.plan if now else after.dataset.site.site)
                yield from stale_english.stale_english(record, written)
    spans = {plan: years(before, after, plan) for plan in {plan for plan, _ in own}}
    for pair in difference.indicators:
        one = present(pair).indicator
        declared = plans.get(one.plan, (None, None))
        if (one.plan, one.id) in own and any(declared):
            old, new = (side.plan if side else None for side in declared)
            case = ChangedIndicator(
                named(one.name, one.id) + in_plan(one.id, one.plan, difference),
                tuple(own[one.plan, one.id]),
                locate,
                difference.naming(one.plan, one.id),
                *pair,
                (old, new),
                spans[one.plan],
            )
            for rule in CHANGE_RULES:
                yield from rule.check(case)
            if case.after is not None:
                yield from stale_english.stale_english(case, as_written(case.after.indicator))
