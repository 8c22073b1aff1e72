"""An example of a preset as plan and indicator, so that what it says can be reckoned."""

from typing import Any

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.in_force import as_written
from dxkpi.core.plan import Plan
from dxkpi.core.preset import PRESET_KEYS, Preset, PresetExample
from dxkpi.core.targets.one_number import Absolute


def judged(preset: Preset, example: PresetExample) -> tuple[Plan, Assessment]:
    """A plan with that method, and what it makes of the example."""
    plan = Plan.model_validate(
        {
            "plan": preset.preset,
            "name": preset.name,
            "period": {"from": str(example.first), "to": str(example.last)},
            "target_year": str(example.last),
            "method": as_written(preset.method),
            "sections": [{"id": "s", "name": "分野"}],
            **{key: as_written(getattr(preset, key)) for key in PRESET_KEYS if getattr(preset, key)},
        }
    )
    return plan, assess(_indicator(preset, example), plan, example.year)


def _indicator(preset: Preset, example: PresetExample) -> Absolute:
    baseline: dict[str, Any] | None = None
    if example.baseline is not None:
        year = {"year": str(example.baseline_year)} if example.baseline_year else {}
        baseline = {"value": as_written(example.baseline), **year}
    of_year = {str(example.year): as_written(example.year_target)} if example.year_target is not None else None
    return Absolute.model_validate(
        {
            "id": "example",
            "name": example.text,
            "plan": preset.preset,
            "section": "s",
            "unit": "件",
            "direction": "absolute",
            "target": {"value": as_written(example.target), **({"by_year": of_year} if of_year else {})},
            "actuals": {str(example.year): {"value": as_written(example.actual), "status": "実績"}},
            **({"baseline": baseline} if baseline else {}),
            **({"better": example.better.value} if example.better else {}),
        }
    )
