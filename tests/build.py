"""Small plans and indicators for tests, written as the YAML would be: every scalar is text."""

from typing import Any

from pydantic import TypeAdapter

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.plan import Plan
from dxkpi.core.targets import AnyIndicator, Indicator

_ADAPTER: TypeAdapter[Indicator] = TypeAdapter(AnyIndicator)

RATINGS = [
    {"id": "achieved", "label": "100%", "group": "達成", "at_least": "100"},
    {"id": "from60", "label": "60%以上100%未満", "group": "未達成", "at_least": "60"},
    {"id": "from30", "label": "30%以上60%未満", "group": "未達成", "at_least": "30"},
    {"id": "below30", "label": "30%未満", "group": "未達成"},
]


def plan(**changes: Any) -> Plan:
    """A plan with the bands of 千葉県's ICT strategy and one section, with `changes`."""
    declared: dict[str, Any] = {
        "plan": "p",
        "name": "計画",
        "adopted": "2019-09",
        "target_year": "R3",
        "method": {"formula": "distance", "against": "target"},
        "ratings": RATINGS,
        "suspended": {"label": "進捗管理の停止", "group": "その他"},
        "sections": [{"id": "s", "name": "分野"}],
        "documents": {"doc": {"title": "資料", "publisher": "県", "date": "2022-03-14"}},
    }
    return Plan.model_validate(declared | changes)


def indicator(**changes: Any) -> Indicator:
    """An absolute indicator 0 → 100 with an actual of 50 in R3, with `changes`; None takes a key away."""
    declared: dict[str, Any] = {
        "id": "a",
        "name": "指標",
        "plan": "p",
        "section": "s",
        "unit": "件",
        "direction": "absolute",
        "baseline": {"value": "0"},
        "target": {"value": "100"},
        "actuals": {"R3": {"value": "50", "status": "実績"}},
        "source": {"document": "doc", "page": "1"},
    }
    merged = {key: value for key, value in (declared | changes).items() if value is not None}
    return _ADAPTER.validate_python(merged)


def actual(value: str, status: str = "実績", **more: Any) -> dict[str, Any]:
    """The `actuals` of R3 with one number."""
    return {"R3": {"value": value, "status": status, **more}}


def assessed(*, year: str = "R3", of: Plan | None = None, **changes: Any) -> Assessment:
    """The assessment of `indicator(**changes)`."""
    return assess(indicator(**changes), of or plan(), parse_fiscal_year(year))


def declared(*indicators: Indicator) -> tuple[DeclaredIndicator, ...]:
    """Indicators as if each stood in its file."""
    return tuple(DeclaredIndicator(f"data/indicators/{i.plan}/{i.section}/{i.id}.yaml", i) for i in indicators)


def dataset(of: Plan, *indicators: Indicator) -> Dataset:
    """A plan and indicators as if they had been read."""
    return Dataset((DeclaredPlan(f"data/targets/{of.plan}.yaml", of),), declared(*indicators))
