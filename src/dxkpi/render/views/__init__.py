"""Views: each outcome as a document. To add one: its module, and one line in `VIEWS`.

A view is imported on first use, and so are the types it shows: outcomes are referred to by name here.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from dxkpi.render.blocks import Doc
from dxkpi.render.formats import Look

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome

VIEWS = {
    "ReportOutcome": "dxkpi.render.views.report",
    "OverviewOutcome": "dxkpi.render.views.overview",
    "OutlookOutcome": "dxkpi.render.views.outlook",
    "ExplainOutcome": "dxkpi.render.views.explain",
    "ReconcileOutcome": "dxkpi.render.views.reconcile",
    "ListOutcome": "dxkpi.render.views.listing",
    "ShowOutcome": "dxkpi.render.views.listing",
    "ValidateOutcome": "dxkpi.render.views.findings",
    "ChangeOutcome": "dxkpi.render.views.change",
    "FixOutcome": "dxkpi.render.views.fix",
    "DiffOutcome": "dxkpi.render.views.diff",
    "PublishOutcome": "dxkpi.render.views.published",
    "CheckOutcome": "dxkpi.render.views.published",
    "CheckTargetsOutcome": "dxkpi.render.views.weak_targets",
    "StatisticsOutcome": "dxkpi.render.views.statistics",
    "RulesOutcome": "dxkpi.render.views.rule",
    "RuleOutcome": "dxkpi.render.views.rule",
    "CompareMethodsOutcome": "dxkpi.render.views.by_method",
    "MethodsOutcome": "dxkpi.render.views.methods",
    "MethodOutcome": "dxkpi.render.views.methods",
    "SheetOutOutcome": "dxkpi.render.views.sheet_out",
    "StatusOutcome": "dxkpi.render.views.status",
    "SheetInOutcome": "dxkpi.render.views.sheet_in",
    "ColumnsOutcome": "dxkpi.render.views.importing",
    "ImportOutcome": "dxkpi.render.views.importing",
}


def view(outcome: "Outcome", look: Look) -> Doc:
    """Return `outcome` as a document, by the function `view` of its module."""
    build: Callable[[Outcome, Look], Doc] = import_module(VIEWS[type(outcome).__name__]).view
    return build(outcome, look)
