"""Checks of loaded records. To add one: its file, one line below, and tests/rules/<CODE>/."""

from collections.abc import Iterator
from itertools import chain

from dxkpi.core.basis.finding import Diagnostic
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.rules.base import DatasetRule, IndicatorRule, PlanRule, PlanSubject, Rule, Subject
from dxkpi.rules.dataset.department_names import DEPARTMENT_NAMES
from dxkpi.rules.dataset.duplicate_id import DUPLICATE_ID
from dxkpi.rules.dataset.duplicate_name import DUPLICATE_NAME
from dxkpi.rules.dataset.duplicate_number import DUPLICATE_NUMBER
from dxkpi.rules.dataset.never_reported import NEVER_REPORTED
from dxkpi.rules.dataset.other_folder import OTHER_FOLDER
from dxkpi.rules.dataset.owner_spelling import OWNER_SPELLING
from dxkpi.rules.dataset.shared_document import SHARED_DOCUMENT
from dxkpi.rules.dataset.similar_name import SIMILAR_NAME
from dxkpi.rules.dataset.unknown_owner import UNKNOWN_OWNER
from dxkpi.rules.dataset.unknown_plan import UNKNOWN_PLAN
from dxkpi.rules.indicator.assumed_key import ASSUMED_KEY
from dxkpi.rules.indicator.baseline_after_actual import BASELINE_AFTER_ACTUAL
from dxkpi.rules.indicator.baseline_after_target import BASELINE_AFTER_TARGET
from dxkpi.rules.indicator.beyond_target import BEYOND_TARGET
from dxkpi.rules.indicator.cumulative_falls import CUMULATIVE_FALLS
from dxkpi.rules.indicator.falls_to_zero import FALLS_TO_ZERO
from dxkpi.rules.indicator.far_year import FAR_YEAR
from dxkpi.rules.indicator.final_too_soon import FINAL_TOO_SOON
from dxkpi.rules.indicator.fraction_for_percent import FRACTION_FOR_PERCENT
from dxkpi.rules.indicator.known_too_early import KNOWN_TOO_EARLY
from dxkpi.rules.indicator.not_rateable import NOT_RATEABLE
from dxkpi.rules.indicator.nothing_to_compare import NOTHING_TO_COMPARE
from dxkpi.rules.indicator.only_years import ONLY_YEARS
from dxkpi.rules.indicator.other_year import OTHER_YEAR
from dxkpi.rules.indicator.parts_of_target import PARTS_OF_TARGET
from dxkpi.rules.indicator.percent_range import PERCENT_RANGE
from dxkpi.rules.indicator.points_or_percent import POINTS_OR_PERCENT
from dxkpi.rules.indicator.pooled_parts import POOLED_PARTS
from dxkpi.rules.indicator.printed_quotient import PRINTED_QUOTIENT
from dxkpi.rules.indicator.printed_target import PRINTED_TARGET
from dxkpi.rules.indicator.reference_behind import REFERENCE_BEHIND
from dxkpi.rules.indicator.restated_alone import RESTATED_ALONE
from dxkpi.rules.indicator.same_record import SAME_RECORD
from dxkpi.rules.indicator.spread_level import SPREAD_LEVEL
from dxkpi.rules.indicator.status_as_of import STATUS_AS_OF
from dxkpi.rules.indicator.step_undone import STEP_UNDONE
from dxkpi.rules.indicator.suspension_years import SUSPENSION_YEARS
from dxkpi.rules.indicator.target_before_plan import TARGET_BEFORE_PLAN
from dxkpi.rules.indicator.target_not_better import TARGET_NOT_BETTER
from dxkpi.rules.indicator.ten_times import TEN_TIMES
from dxkpi.rules.indicator.undated import UNDATED
from dxkpi.rules.indicator.unexplained import UNEXPLAINED
from dxkpi.rules.indicator.unknown_cause import UNKNOWN_CAUSE
from dxkpi.rules.indicator.unknown_document import UNKNOWN_DOCUMENT, UNKNOWN_DOCUMENT_IN_PLAN
from dxkpi.rules.indicator.unknown_rating import UNKNOWN_RATING
from dxkpi.rules.indicator.unknown_section import UNKNOWN_SECTION
from dxkpi.rules.indicator.unknown_state import UNKNOWN_STATE
from dxkpi.rules.indicator.unmet_but_met import UNMET_BUT_MET
from dxkpi.rules.indicator.year_targets import YEAR_TARGETS
from dxkpi.rules.indicator.yearly_under_total import YEARLY_UNDER_TOTAL
from dxkpi.rules.plan.actuals_of import ACTUALS_OF
from dxkpi.rules.plan.deadlines import DEADLINES
from dxkpi.rules.plan.exception_indicator import EXCEPTION_INDICATOR
from dxkpi.rules.plan.page_missing import PAGE_MISSING
from dxkpi.rules.plan.part_of import PART_OF
from dxkpi.rules.plan.plan_reference import PLAN_REFERENCE
from dxkpi.rules.plan.plan_years import PLAN_YEARS
from dxkpi.rules.plan.rating_label import RATING_LABEL
from dxkpi.rules.plan.revision_chain import REVISION_CHAIN
from dxkpi.rules.plan.revision_indicator import REVISION_INDICATOR
from dxkpi.rules.plan.revision_suspended import REVISION_SUSPENDED
from dxkpi.rules.plan.revision_target import REVISION_TARGET
from dxkpi.rules.plan.section_count import SECTION_COUNT
from dxkpi.rules.published.contradicts_counts import CONTRADICTS_COUNTS
from dxkpi.rules.published.contradicts_percent import CONTRADICTS_PERCENT
from dxkpi.rules.published.contradicts_row import CONTRADICTS_ROW
from dxkpi.rules.published.correction_misfit import CORRECTION_MISFIT
from dxkpi.rules.published.percent_sum import PERCENT_SUM
from dxkpi.rules.published.published_figures import PUBLISHED_FIGURES, PUBLISHED_TWICE
from dxkpi.rules.published.published_incomplete import PUBLISHED_INCOMPLETE
from dxkpi.rules.published.published_row import PUBLISHED_PLAN, PUBLISHED_ROW
from dxkpi.rules.published.published_when import PUBLISHED_WHEN

RULES: tuple[Rule, ...] = (
    BASELINE_AFTER_TARGET,
    BASELINE_AFTER_ACTUAL,
    UNEXPLAINED,
    ASSUMED_KEY,
    NOT_RATEABLE,
    SAME_RECORD,
    PERCENT_RANGE,
    FRACTION_FOR_PERCENT,
    TEN_TIMES,
    BEYOND_TARGET,
    KNOWN_TOO_EARLY,
    OTHER_YEAR,
    STATUS_AS_OF,
    UNMET_BUT_MET,
    SUSPENSION_YEARS,
    TARGET_NOT_BETTER,
    TARGET_BEFORE_PLAN,
    STEP_UNDONE,
    FAR_YEAR,
    UNKNOWN_STATE,
    UNKNOWN_RATING,
    NOTHING_TO_COMPARE,
    ONLY_YEARS,
    CUMULATIVE_FALLS,
    POINTS_OR_PERCENT,
    YEARLY_UNDER_TOTAL,
    SPREAD_LEVEL,
    FALLS_TO_ZERO,
    FINAL_TOO_SOON,
    PRINTED_TARGET,
    PRINTED_QUOTIENT,
    POOLED_PARTS,
    REFERENCE_BEHIND,
    RESTATED_ALONE,
    PARTS_OF_TARGET,
    DUPLICATE_ID,
    UNKNOWN_PLAN,
    UNKNOWN_SECTION,
    UNKNOWN_CAUSE,
    SECTION_COUNT,
    PART_OF,
    ACTUALS_OF,
    DEADLINES,
    DUPLICATE_NAME,
    DUPLICATE_NUMBER,
    NEVER_REPORTED,
    SIMILAR_NAME,
    OWNER_SPELLING,
    DEPARTMENT_NAMES,
    UNKNOWN_OWNER,
    OTHER_FOLDER,
    SHARED_DOCUMENT,
    PLAN_REFERENCE,
    PUBLISHED_INCOMPLETE,
    RATING_LABEL,
    PLAN_YEARS,
    REVISION_CHAIN,
    REVISION_TARGET,
    REVISION_INDICATOR,
    REVISION_SUSPENDED,
    YEAR_TARGETS,
    EXCEPTION_INDICATOR,
    CONTRADICTS_COUNTS,
    CONTRADICTS_PERCENT,
    PUBLISHED_WHEN,
    PERCENT_SUM,
    CONTRADICTS_ROW,
    UNKNOWN_DOCUMENT,
    UNKNOWN_DOCUMENT_IN_PLAN,
    PAGE_MISSING,
    UNDATED,
    PUBLISHED_ROW,
    PUBLISHED_PLAN,
    PUBLISHED_FIGURES,
    PUBLISHED_TWICE,
    CORRECTION_MISFIT,
)


_OF_INDICATOR = tuple(rule for rule in RULES if isinstance(rule, IndicatorRule))
_OF_PLAN = tuple(rule for rule in RULES if isinstance(rule, PlanRule))
_OF_DATASET = tuple(rule for rule in RULES if isinstance(rule, DatasetRule))


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    """Yield the findings of all rules, in no particular order."""
    for rule in _OF_DATASET:
        yield from rule.check(dataset)
    for plan in dataset.plans:
        yield from _check_plan(plan, dataset)


def _check_plan(plan: DeclaredPlan, dataset: Dataset) -> Iterator[Diagnostic]:
    """Yield findings about a plan and its indicators; for a second file of the same plan, about the plan only."""
    subject = PlanSubject(plan, dataset)
    every = () if subject.again else subject.subjects
    own, borrowing = ([one for one in every if bool(one.declared.lender) is lent] for lent in (False, True))
    for rule in _OF_INDICATOR:  # rule by rule, since a machine is quicker at what it has just done
        found = chain.from_iterable(map(rule.check, own))
        yield from _with_others(rule, tuple(found), borrowing) if borrowing else found
    for of_plan in _OF_PLAN:
        yield from of_plan.check(subject)


def _with_others(rule: IndicatorRule, found: tuple[Diagnostic, ...], borrowing: list[Subject]) -> Iterator[Diagnostic]:
    """Yield what was found, and what is found in those that share actuals: of one line with these only once."""
    yield from found
    seen = {one.place for one in found}
    for subject in borrowing:
        for one in rule.check(subject):
            if one.document == subject.declared.document or one.place not in seen:
                seen.add(one.place)
                yield one
