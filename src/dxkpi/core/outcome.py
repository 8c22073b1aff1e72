"""Outcomes of the use cases, for all formats: a closed union."""

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.outcomes.change import ChangeOutcome, CheckOutcome, FixOutcome, PublishOutcome
from dxkpi.core.outcomes.findings import RuleOutcome, RulesOutcome, StatisticsOutcome, ValidateOutcome
from dxkpi.core.outcomes.importing import ColumnsOutcome, ImportOutcome
from dxkpi.core.outcomes.indicator import ExplainOutcome, ListOutcome, ShowOutcome
from dxkpi.core.outcomes.methods import MethodOutcome, MethodsOutcome
from dxkpi.core.outcomes.report import (
    CompareMethodsOutcome,
    OutlookOutcome,
    OverviewOutcome,
    ReconcileOutcome,
    ReportOutcome,
)
from dxkpi.core.outcomes.sheet import SheetInOutcome, SheetOutOutcome, StatusOutcome
from dxkpi.core.outcomes.targets import CheckTargetsOutcome

Outcome = (
    ReportOutcome
    | OverviewOutcome
    | OutlookOutcome
    | ExplainOutcome
    | ReconcileOutcome
    | ListOutcome
    | ShowOutcome
    | ValidateOutcome
    | StatisticsOutcome
    | ChangeOutcome
    | FixOutcome
    | DiffOutcome
    | PublishOutcome
    | CheckOutcome
    | CheckTargetsOutcome
    | RulesOutcome
    | RuleOutcome
    | CompareMethodsOutcome
    | MethodsOutcome
    | MethodOutcome
    | SheetOutOutcome
    | SheetInOutcome
    | StatusOutcome
    | ColumnsOutcome
    | ImportOutcome
)
