"""`json`: for programs; the versioned records of each outcome."""

from typing import assert_never

from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.outcome import Outcome
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
from dxkpi.render.formats import Look, NotOffered
from dxkpi.render.json_v1.assessed import ListOut, ShowOut
from dxkpi.render.json_v1.base import Out
from dxkpi.render.json_v1.diff import DiffOut
from dxkpi.render.json_v1.explain import ExplainOut
from dxkpi.render.json_v1.finding import CheckTargetsOut, RuleOut, RulesOut, StatisticsOut, ValidateOut
from dxkpi.render.json_v1.methods import CompareMethodsOut, MethodOut, MethodsOut
from dxkpi.render.json_v1.outlook import OutlookOut
from dxkpi.render.json_v1.reconciliation import ReconcileOut
from dxkpi.render.json_v1.report import OverviewOut, ReportOut
from dxkpi.render.json_v1.sheet import SheetInOut, StatusOut


def write(outcome: Outcome, look: Look) -> bytes:  # noqa: ARG001 - JSON looks the same everywhere
    """Return `outcome` as UTF-8 JSON with a final newline."""
    return json_text(outcome).encode()


def json_text(outcome: Outcome) -> str:
    """Return `outcome` as JSON, indented by two, its keys in the order of the schema."""
    return record(outcome).model_dump_json(indent=2) + "\n"


def record(outcome: Outcome) -> Out:  # noqa: C901, PLR0911, PLR0912 - one for each outcome
    """Return the output record of `outcome`."""
    match outcome:
        case ReportOutcome():
            return ReportOut.of(outcome)
        case OverviewOutcome():
            return OverviewOut.of(outcome)
        case OutlookOutcome(plans):
            return OutlookOut.of(plans)
        case ExplainOutcome():
            return ExplainOut.of(outcome)
        case ReconcileOutcome(reconciliations):
            return ReconcileOut.of(reconciliations)
        case ListOutcome():
            return ListOut.of(outcome)
        case ShowOutcome():
            return ShowOut.of(outcome)
        case ValidateOutcome():
            return ValidateOut.of(outcome)
        case StatisticsOutcome():
            return StatisticsOut.of(outcome)
        case ChangeOutcome() | FixOutcome() | PublishOutcome() | CheckOutcome() | SheetOutOutcome():
            raise NotOffered
        case StatusOutcome():
            return StatusOut.of(outcome)
        case ColumnsOutcome() | ImportOutcome():
            raise NotOffered
        case SheetInOutcome():
            return SheetInOut.of(outcome)
        case CheckTargetsOutcome():
            return CheckTargetsOut.of(outcome)
        case DiffOutcome():
            return DiffOut.of(outcome)
        case RulesOutcome(rules):
            return RulesOut.of(rules)
        case RuleOutcome(rule):
            return RuleOut.of(rule)
        case CompareMethodsOutcome(comparisons):
            return CompareMethodsOut.of(comparisons)
        case MethodsOutcome():
            return MethodsOut.of(outcome)
        case MethodOutcome(preset):
            return MethodOut.of(preset)
        case _:
            assert_never(outcome)
