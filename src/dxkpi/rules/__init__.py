"""Checks over loaded records. To add one: its file, one line below, and tests/rules/<CODE>/."""

from collections.abc import Iterator
from itertools import chain

from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.rules.assumed_key import ASSUMED_KEY
from dxkpi.rules.base import DatasetRule, IndicatorRule, PlanRule, Rule
from dxkpi.rules.baseline_after_target import BASELINE_AFTER_TARGET
from dxkpi.rules.beyond_target import BEYOND_TARGET
from dxkpi.rules.contradicts_counts import CONTRADICTS_COUNTS
from dxkpi.rules.contradicts_percent import CONTRADICTS_PERCENT
from dxkpi.rules.contradicts_row import CONTRADICTS_ROW
from dxkpi.rules.correction_misfit import CORRECTION_MISFIT
from dxkpi.rules.cumulative_falls import CUMULATIVE_FALLS
from dxkpi.rules.duplicate_id import DUPLICATE_ID
from dxkpi.rules.duplicate_name import DUPLICATE_NAME
from dxkpi.rules.exception_indicator import EXCEPTION_INDICATOR
from dxkpi.rules.far_year import FAR_YEAR
from dxkpi.rules.fraction_for_percent import FRACTION_FOR_PERCENT
from dxkpi.rules.known_too_early import KNOWN_TOO_EARLY
from dxkpi.rules.not_rateable import NOT_RATEABLE
from dxkpi.rules.nothing_to_compare import NOTHING_TO_COMPARE
from dxkpi.rules.other_folder import OTHER_FOLDER
from dxkpi.rules.other_year import OTHER_YEAR
from dxkpi.rules.owner_spelling import OWNER_SPELLING
from dxkpi.rules.page_missing import PAGE_MISSING
from dxkpi.rules.parts_of_target import PARTS_OF_TARGET
from dxkpi.rules.percent_range import PERCENT_RANGE
from dxkpi.rules.percent_sum import PERCENT_SUM
from dxkpi.rules.plan_reference import PLAN_REFERENCE
from dxkpi.rules.plan_years import PLAN_YEARS
from dxkpi.rules.published_figures import PUBLISHED_FIGURES, PUBLISHED_TWICE
from dxkpi.rules.published_incomplete import PUBLISHED_INCOMPLETE
from dxkpi.rules.published_row import PUBLISHED_PLAN, PUBLISHED_ROW
from dxkpi.rules.published_when import PUBLISHED_WHEN
from dxkpi.rules.rating_label import RATING_LABEL
from dxkpi.rules.revision_chain import REVISION_CHAIN
from dxkpi.rules.revision_indicator import REVISION_INDICATOR
from dxkpi.rules.revision_suspended import REVISION_SUSPENDED
from dxkpi.rules.revision_target import REVISION_TARGET
from dxkpi.rules.same_record import SAME_RECORD
from dxkpi.rules.section_count import SECTION_COUNT
from dxkpi.rules.shared_document import SHARED_DOCUMENT
from dxkpi.rules.similar_name import SIMILAR_NAME
from dxkpi.rules.status_as_of import STATUS_AS_OF
from dxkpi.rules.step_undone import STEP_UNDONE
from dxkpi.rules.subject import PlanSubject
from dxkpi.rules.suspension_years import SUSPENSION_YEARS
from dxkpi.rules.target_before_plan import TARGET_BEFORE_PLAN
from dxkpi.rules.target_not_better import TARGET_NOT_BETTER
from dxkpi.rules.ten_times import TEN_TIMES
from dxkpi.rules.undated import UNDATED
from dxkpi.rules.unexplained import UNEXPLAINED
from dxkpi.rules.unknown_cause import UNKNOWN_CAUSE
from dxkpi.rules.unknown_document import UNKNOWN_DOCUMENT, UNKNOWN_DOCUMENT_IN_PLAN
from dxkpi.rules.unknown_plan import UNKNOWN_PLAN
from dxkpi.rules.unknown_section import UNKNOWN_SECTION
from dxkpi.rules.unknown_state import UNKNOWN_STATE
from dxkpi.rules.unmet_but_met import UNMET_BUT_MET
from dxkpi.rules.year_targets import YEAR_TARGETS

RULES: tuple[Rule, ...] = (
    BASELINE_AFTER_TARGET,
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
    NOTHING_TO_COMPARE,
    CUMULATIVE_FALLS,
    PARTS_OF_TARGET,
    DUPLICATE_ID,
    UNKNOWN_PLAN,
    UNKNOWN_SECTION,
    UNKNOWN_CAUSE,
    SECTION_COUNT,
    DUPLICATE_NAME,
    SIMILAR_NAME,
    OWNER_SPELLING,
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
    """All findings of all rules, in no particular order."""
    for rule in _OF_DATASET:
        yield from rule.check(dataset)
    for plan in dataset.plans:
        yield from _check_plan(plan, dataset)


def _check_plan(plan: DeclaredPlan, dataset: Dataset) -> Iterator[Diagnostic]:
    """What the rules of a plan and of its indicators find, which are judged by the first file that declares it."""
    subject = PlanSubject(plan, dataset)
    own = () if subject.again else subject.own
    for rule in _OF_INDICATOR:  # rule by rule, since a machine is quicker at what it has just done
        yield from chain.from_iterable(map(rule.check, own))
    for of_plan in _OF_PLAN:
        yield from of_plan.check(subject)
