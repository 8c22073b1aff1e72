"""Documents of records as people see them, each the view of an outcome that has nothing else."""

from collections.abc import Mapping, Sequence

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.finding import Where
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.explain import Explanation
from dxkpi.core.outcomes.indicator import ExplainOutcome, ListOutcome, ShowOutcome
from dxkpi.core.outcomes.report import ReconcileOutcome, ReportOutcome
from dxkpi.core.reconcile import Reconciliation
from dxkpi.core.report import Report
from dxkpi.render.blocks import Doc
from dxkpi.render.formats import Look, view

Row = tuple[DeclaredPlan, DeclaredIndicator, Assessment]


def report_doc(report: Report, detail: bool) -> Doc:
    return view(ReportOutcome((report,)), Look(detail=detail))


def explain_doc(explanation: Explanation, where: Where) -> Doc:
    return view(ExplainOutcome(explanation, where), Look())


def list_doc(rows: Sequence[Row], sections: Mapping[str, str] | None = None) -> Doc:
    return view(ListOutcome(tuple(rows), sections or {}), Look())


def show_doc(own: DeclaredIndicator, plan: DeclaredPlan, assessments: Sequence[Assessment], where: Where) -> Doc:
    return view(ShowOutcome(own, plan, tuple(assessments), where), Look())


def reconcile_doc(reconciliation: Reconciliation) -> Doc:
    return view(ReconcileOutcome((reconciliation,)), Look())
