"""What each outcome says, as a document. To add one: its module, and one line in `VIEWS`.

A view is imported when it is first used.
"""

from collections.abc import Callable
from importlib import import_module

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.outcome import (
    ChangeOutcome,
    CheckOutcome,
    CheckTargetsOutcome,
    CompareMethodsOutcome,
    ExplainOutcome,
    FixOutcome,
    ListOutcome,
    MethodOutcome,
    MethodsOutcome,
    Outcome,
    OutlookOutcome,
    OverviewOutcome,
    PublishOutcome,
    ReconcileOutcome,
    ReportOutcome,
    RuleOutcome,
    RulesOutcome,
    ShowOutcome,
    StatisticsOutcome,
    ValidateOutcome,
)
from dxkpi.render.doc import Doc
from dxkpi.render.formats import Look

VIEWS: dict[type[Outcome], str] = {
    ReportOutcome: "dxkpi.render.views.report",
    OverviewOutcome: "dxkpi.render.views.overview",
    OutlookOutcome: "dxkpi.render.views.outlook",
    ExplainOutcome: "dxkpi.render.views.explain",
    ReconcileOutcome: "dxkpi.render.views.reconcile",
    ListOutcome: "dxkpi.render.views.listing",
    ShowOutcome: "dxkpi.render.views.listing",
    ValidateOutcome: "dxkpi.render.views.findings",
    ChangeOutcome: "dxkpi.render.views.change",
    FixOutcome: "dxkpi.render.views.fix",
    DiffOutcome: "dxkpi.render.views.diff",
    PublishOutcome: "dxkpi.render.views.published",
    CheckOutcome: "dxkpi.render.views.published",
    CheckTargetsOutcome: "dxkpi.render.views.weak_targets",
    StatisticsOutcome: "dxkpi.render.views.statistics",
    RulesOutcome: "dxkpi.render.views.rule",
    RuleOutcome: "dxkpi.render.views.rule",
    CompareMethodsOutcome: "dxkpi.render.views.by_method",
    MethodsOutcome: "dxkpi.render.views.methods",
    MethodOutcome: "dxkpi.render.views.methods",
}


def view(outcome: Outcome, look: Look) -> Doc:
    """`outcome` as a document, by the function `view` of its module."""
    build: Callable[[Outcome, Look], Doc] = import_module(VIEWS[type(outcome)]).view
    return build(outcome, look)
