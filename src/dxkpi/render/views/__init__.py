"""Views: each outcome as a document. To add one: its function, and one line in `VIEWS`.

A view is imported on first use, and so are the types it shows: outcomes are referred to by name here.
"""

from collections.abc import Callable, Iterable
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from dxkpi.render.blocks import Block, Doc
from dxkpi.render.formats import Look

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome

VIEWS = {
    "ReportOutcome": "report:view",
    "OverviewOutcome": "overview:view",
    "OutlookOutcome": "outlook:view",
    "ExplainOutcome": "explain:view",
    "ReconcileOutcome": "reconcile:view",
    "ListOutcome": "listing:listed",
    "ShowOutcome": "listing:shown",
    "ValidateOutcome": "findings:findings",
    "StatisticsOutcome": "findings:statistics",
    "FixOutcome": "findings:fixes",
    "ChangeOutcome": "change:view",
    "DiffOutcome": "diff:view",
    "PublishOutcome": "published:published",
    "CheckOutcome": "published:checked",
    "CheckTargetsOutcome": "weak_targets:view",
    "RulesOutcome": "rule:rules",
    "RuleOutcome": "rule:rule",
    "MethodsOutcome": "methods:methods",
    "MethodOutcome": "methods:method",
    "CompareMethodsOutcome": "methods:compared",
    "SheetOutOutcome": "status:asked",
    "StatusOutcome": "status:status",
    "SheetInOutcome": "sheet_in:view",
    "ColumnsOutcome": "importing:columns",
    "ImportOutcome": "importing:files",
}


def view(outcome: "Outcome", look: Look) -> Doc:
    """Return `outcome` as a document, by the function that yields its blocks."""
    blocks: Callable[[Outcome, Look], Iterable[Block]] = resolve_name(f"{__name__}.{VIEWS[type(outcome).__name__]}")
    return tuple(blocks(outcome, look))
