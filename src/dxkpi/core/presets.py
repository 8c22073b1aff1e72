"""A method in use by a government, as data: formula, ratings, special statuses, sources, and examples to compute.

Without ratings a method gives rates alone; where people rate, an example is what they said.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import model_validator

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.record import BetterSide, Flag, Id, Line, NonEmpty, Number, Record, Text, Year, one_of
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import State
from dxkpi.core.indicator.reach import Absolute
from dxkpi.core.indicator.words import Judged
from dxkpi.core.method.method import Method
from dxkpi.core.method.rating import Rating, SuspendedRating
from dxkpi.core.method.rating_order import refuse_disorder, refuse_method, refuse_what_needs_ratings
from dxkpi.core.plan.plan import Plan, as_written

PRESET_KEYS = ("ratings", "states", "suspended")
"""Keys of a preset besides its method, which apply to a plan that lacks them."""


class Basis(StrEnum):
    """Basis of formula and bands: stated by the source, or inferred from published counts."""

    CONFIRMED = "確認"
    CONCLUDED = "推論"


class PresetExample(Record):
    """An indicator of a plan from `first` to `last`, judged in `year`, with its result.

    `made_up`: the numbers come from no source. Where people rate there are none: `rating` is what they gave.
    """

    text: Text
    made_up: Flag = False
    first: Year
    last: Year
    year: Year
    better: BetterSide | None = None
    baseline: Number | None = None
    baseline_year: Year | None = None
    target: Number | None = None
    year_target: Number | None = None
    actual: Number | None = None
    rating: Id
    rate: Text | None = None


class Preset(Record):
    """A named method. `supplied` is what its source leaves open and this preset settles; `notes` is everything else."""

    preset: Id
    name: Line
    basis: Annotated[Basis, one_of(Basis)]
    sources: NonEmpty[Text]
    method: Method
    ratings: tuple[Rating, ...] = ()
    suspended: SuspendedRating | None = None
    states: tuple[State, ...] = ()
    supplied: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    examples: NonEmpty[PresetExample]

    @model_validator(mode="after")
    def _hangs_together(self) -> "Preset":
        if not self.ratings:
            refuse_what_needs_ratings(self.method)
            return self
        if not self.method.by_people_alone:
            refuse_disorder(self.ratings)
        refuse_method(self.ratings, self.method)
        return self


def altered(plan: Plan, preset: Preset) -> tuple[str, ...]:
    """Return the keys in which `plan` differs from the method that it names."""
    if plan.method is None:
        return ()
    keys = (key for key in Method.model_fields if key != "preset")
    own = tuple(key for key in keys if getattr(plan.method, key) != getattr(preset.method, key))
    given = (key for key in PRESET_KEYS if getattr(preset, key))
    return (*own, *(key for key in given if getattr(plan, key) != getattr(preset, key)))


class NotYet(Record):
    """A method that cannot be a preset yet, and the reason."""

    name: Line
    missing: Text
    source: Text


class NotYetList(Record):
    """All known methods that cannot be presets yet."""

    methods: NonEmpty[NotYet]


def judged(preset: Preset, example: PresetExample) -> tuple[Plan, Assessment]:
    """Return a plan with that method, and its assessment of the example."""
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


def _indicator(preset: Preset, example: PresetExample) -> Indicator:
    if preset.method.by_people:
        return _rated_by_people(preset, example)
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


def _rated_by_people(preset: Preset, example: PresetExample) -> Indicator:
    return Judged.model_validate(
        {
            "id": "example",
            "name": example.text,
            "plan": preset.preset,
            "section": "s",
            "direction": "judged",
            "target": {"text": example.text},
            "judged": {str(example.year): {"rating": example.rating, "by": "評価した人"}},
        }
    )
