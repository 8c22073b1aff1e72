"""Small plans with an indicator or two, and what the rules say of them."""

from collections.abc import Iterable
from typing import Any

from dxkpi.core.basis.finding import Diagnostic, Finding, Place, Ref, Spot
from dxkpi.rules import check
from tests.build import dataset, indicator, plan

Changes = dict[str, Any]

PERCENT: Changes = {"name": "利用の割合", "unit": "%", "baseline": {"value": "40"}, "target": {"value": "80"}}
STEPS: Changes = {"direction": "milestone", "unit": None, "baseline": None, "target": {"steps": ["設計", "公開"]}}
LIMIT: Changes = {"better": "lower", "baseline": {"value": "450"}, "target": {"value": "419"}}
PARTS: Changes = {
    "direction": "composite",
    "baseline": None,
    "better": "higher",
    "target": {"parts": {"県": "1", "市町村": "520"}, "rule": "sum"},
}


def years(*values: str, first: int = 2019, **more: Any) -> Changes:
    """`actuals` with 実績 for consecutive years."""
    return {"actuals": {str(first + i): {"value": value, "status": "実績", **more} for i, value in enumerate(values)}}


def found(*changes: Changes, of: Changes | None = None) -> list[Diagnostic]:
    """What is found in a plan with one indicator for each of `changes`."""
    own = [indicator(**({"id": f"a{n}", "name": f"指標その{n}"} | change)) for n, change in enumerate(changes)]
    return list(check(dataset(plan(**(of or {})), *own)))


def told(*changes: Changes, of: Changes | None = None) -> list[str]:
    """The code and the route of each finding."""
    return sorted(
        f"{d.rule.code} {'.'.join(map(str, d.place.path))}" for d in found(*changes, of=of) if isinstance(d.place, Ref)
    )


def located(diagnostics: Iterable[Diagnostic]) -> list[Finding]:
    """Findings at positions whose line is the depth of the place."""

    def spot(place: Place) -> Spot:
        return Spot(f"data/{place.document}", len(place.path) + 1, 1) if isinstance(place, Ref) else place

    return [Finding(d, spot(d.place), related=tuple((spot(r.place), r.words) for r in d.related)) for d in diagnostics]
