"""Checks over loaded records. To add one: its file, one line below, and tests/rules/<CODE>/."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset
from dxkpi.core.diagnostic import Diagnostic
from dxkpi.rules.assumed_key import ASSUMED_KEY
from dxkpi.rules.base import DatasetRule, IndicatorRule, Rule
from dxkpi.rules.baseline_after_target import BASELINE_AFTER_TARGET
from dxkpi.rules.contradicts_counts import CONTRADICTS_COUNTS
from dxkpi.rules.contradicts_percent import CONTRADICTS_PERCENT
from dxkpi.rules.duplicate_id import DUPLICATE_ID
from dxkpi.rules.duplicate_name import DUPLICATE_NAME
from dxkpi.rules.not_rateable import NOT_RATEABLE
from dxkpi.rules.plan_reference import PLAN_REFERENCE
from dxkpi.rules.published_incomplete import PUBLISHED_INCOMPLETE
from dxkpi.rules.same_record import SAME_RECORD
from dxkpi.rules.section_count import SECTION_COUNT
from dxkpi.rules.unexplained import UNEXPLAINED
from dxkpi.rules.unknown_cause import UNKNOWN_CAUSE
from dxkpi.rules.unknown_document import UNKNOWN_DOCUMENT, UNKNOWN_DOCUMENT_IN_PLAN
from dxkpi.rules.unknown_plan import UNKNOWN_PLAN
from dxkpi.rules.unknown_section import UNKNOWN_SECTION

RULES: tuple[Rule, ...] = (
    BASELINE_AFTER_TARGET,
    UNEXPLAINED,
    ASSUMED_KEY,
    NOT_RATEABLE,
    SAME_RECORD,
    DUPLICATE_ID,
    UNKNOWN_PLAN,
    UNKNOWN_SECTION,
    UNKNOWN_CAUSE,
    SECTION_COUNT,
    DUPLICATE_NAME,
    PLAN_REFERENCE,
    PUBLISHED_INCOMPLETE,
    CONTRADICTS_COUNTS,
    CONTRADICTS_PERCENT,
    UNKNOWN_DOCUMENT,
    UNKNOWN_DOCUMENT_IN_PLAN,
)


def check(dataset: Dataset) -> Iterator[Diagnostic]:
    """All findings of all rules, in no particular order."""
    for rule in RULES:
        match rule:
            case IndicatorRule():
                for declared in dataset.indicators:
                    plan = dataset.plan(declared.indicator.plan)
                    if plan is not None:
                        yield from rule.check(declared, plan)
            case DatasetRule():
                yield from rule.check(dataset)
