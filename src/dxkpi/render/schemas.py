"""JSON Schema (2020-12) of every JSON output and of the YAML of a data file, made from their record types.

The schema of the YAML describes what a reader sees that types scalars itself, as editors do. It is wider than the
data contract, never narrower: what dxkpi accepts, an editor does not underline.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter

from dxkpi.core.plan import Plan
from dxkpi.core.published import Published
from dxkpi.core.targets import AnyIndicator
from dxkpi.render.json_v1.by_method import CompareMethodsOut
from dxkpi.render.json_v1.diff import DiffOut
from dxkpi.render.json_v1.explain import ExplainOut
from dxkpi.render.json_v1.finding import StatisticsOut, ValidateOut
from dxkpi.render.json_v1.listing import ListOut, ShowOut
from dxkpi.render.json_v1.methods import MethodOut, MethodsOut
from dxkpi.render.json_v1.outlook import OutlookOut
from dxkpi.render.json_v1.overview import OverviewOut
from dxkpi.render.json_v1.reconciliation import ReconcileOut
from dxkpi.render.json_v1.report import ReportOut
from dxkpi.render.json_v1.rule import RuleOut, RulesOut
from dxkpi.render.json_v1.weak_targets import CheckTargetsOut
from dxkpi.render.schema_directions import by_direction, each_required
from dxkpi.render.schema_tidy import Json, output_schema, yaml_schema
from dxkpi.render.schema_titles import TITLES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> str:
    """The schema of that name, as JSON with a final newline.

    Raises:
        KeyError: for a name that is not in `SCHEMAS`.
    """
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"


def _of_output(name: str, model: type[BaseModel]) -> Callable[[], Json]:
    def build() -> Json:
        return _headed(name, output_schema(model.model_json_schema(mode="serialization")))

    return build


def _of_indicator() -> Json:
    return _headed("indicator", by_direction(yaml_schema(TypeAdapter[Any](AnyIndicator).json_schema())))


def _of_plan() -> Json:
    found = Plan.model_json_schema()
    method = found["$defs"]["Method"]
    # A method may be taken from a preset.
    own = each_required({"required": method.pop("required")})
    method |= {"if": {"required": ["preset"]}, "then": {}, "else": own}
    return _headed("plan", yaml_schema(found))


def _of_published() -> Json:
    return _headed("published", yaml_schema(Published.model_json_schema()))


SCHEMAS: Mapping[str, Callable[[], Json]] = {
    "indicator": _of_indicator,
    "plan": _of_plan,
    "published": _of_published,
    "report": _of_output("report", ReportOut),
    "overview": _of_output("overview", OverviewOut),
    "outlook": _of_output("outlook", OutlookOut),
    "explain": _of_output("explain", ExplainOut),
    "reconcile": _of_output("reconcile", ReconcileOut),
    "list": _of_output("list", ListOut),
    "show": _of_output("show", ShowOut),
    "validate": _of_output("validate", ValidateOut),
    "statistics": _of_output("statistics", StatisticsOut),
    "diff": _of_output("diff", DiffOut),
    "rules": _of_output("rules", RulesOut),
    "rule": _of_output("rule", RuleOut),
    "check-targets": _of_output("check-targets", CheckTargetsOut),
    "compare-methods": _of_output("compare-methods", CompareMethodsOut),
    "methods": _of_output("methods", MethodsOut),
    "method": _of_output("method", MethodOut),
}
"""Every schema by its name: three of the data, and one of each command's JSON."""


def _headed(name: str, found: Json) -> Json:
    title, description = TITLES[name]
    return {"$schema": _DIALECT, "title": title, "description": description, **found}
