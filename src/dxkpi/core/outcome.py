"""Outcomes of the use cases, for all formats: a closed union."""

from dxkpi.core.diff import outcome as diff
from dxkpi.core.outcomes import change, findings, indicator, report, sheet

Outcome = (
    report.ReportOutcome
    | report.OverviewOutcome
    | report.OutlookOutcome
    | indicator.ExplainOutcome
    | report.ReconcileOutcome
    | indicator.ListOutcome
    | indicator.ShowOutcome
    | findings.ValidateOutcome
    | findings.StatisticsOutcome
    | change.ChangeOutcome
    | findings.FixOutcome
    | diff.DiffOutcome
    | change.PublishOutcome
    | change.CheckOutcome
    | findings.CheckTargetsOutcome
    | findings.RulesOutcome
    | findings.RuleOutcome
    | report.CompareMethodsOutcome
    | report.MethodsOutcome
    | report.MethodOutcome
    | sheet.SheetOutOutcome
    | sheet.SheetInOutcome
    | sheet.StatusOutcome
    | change.ColumnsOutcome
    | change.ImportOutcome
)
