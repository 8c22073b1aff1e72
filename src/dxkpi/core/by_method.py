"""The same data judged by several methods: what a result owes to the method and not to the indicators."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Monitored, Rated
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.detail import Standing, standing
from dxkpi.core.plan.plan import Plan
from dxkpi.core.presets import Preset


@dataclass(frozen=True, slots=True)
class ByMethod:
    """What one method makes of the indicators. `preset` is None for the plan's own method."""

    preset: Preset | None
    plan: Plan
    assessments: tuple[Assessment, ...]

    def count(self, *standings: Standing) -> int:
        """How many indicators stand so."""
        return sum(standing(assessment) in standings for assessment in self.assessments)

    def rated(self, rating: str) -> int:
        """How many indicators take the rating of that id."""
        outcomes = (assessment.outcome for assessment in self.assessments)
        return sum(isinstance(outcome, Rated) and outcome.rating.id == rating for outcome in outcomes)

    @property
    def share(self) -> Fraction | None:
        """The part of those that are known to be met or missed that is met; None where nothing is known."""
        met, missed = self.count(Standing.MET), self.count(Standing.UNMET)
        return Fraction(met, met + missed) if met + missed else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan in a year by its own method and by others, by data alone: what was only published is not in it."""

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    methods: tuple[ByMethod, ...]

    @property
    def rows(self) -> tuple[tuple[Assessment, ...], ...]:
        """Each indicator by every method, in the order of `methods`."""
        return tuple(zip(*(own.assessments for own in self.methods), strict=True))

    def split(self) -> tuple[int, int, int]:
        """How many indicators are met by every method, missed by every one, and met by some and missed by others."""
        found = [{standing(assessment) for assessment in row} for row in self.rows]
        return (
            sum(one == {Standing.MET} for one in found),
            sum(one == {Standing.UNMET} for one in found),
            sum({Standing.MET, Standing.UNMET} <= one for one in found),
        )


def compare_methods(
    plan: Plan,
    indicators: Sequence[DeclaredIndicator],
    year: FiscalYear,
    presets: Sequence[Preset],
    as_of: Day | None = None,
) -> Comparison:
    """`indicators` of `plan` in `year`, without those followed: by its own method first, then by each of `presets`."""
    plans: list[tuple[Preset | None, Plan]] = [(None, plan), *((preset, judged_by(plan, preset)) for preset in presets)]
    methods = []
    for preset, own in plans:
        found = (assess(declared.indicator, own, year, as_of) for declared in indicators)
        methods.append(ByMethod(preset, own, tuple(a for a in found if not isinstance(a.outcome, Monitored))))
    return Comparison(plan, year, as_of, tuple(methods))


def judged_by(plan: Plan, preset: Preset) -> Plan:
    """`plan` as if it had that method, ratings and states; its indicators stay in the states that they name.

    Its own states come first, since what the data call by an id is the plan's, whatever the method has of that id.
    """
    kept = (state.model_copy(update={"when": None}) for state in plan.states)
    return plan.model_copy(
        update={
            "method": preset.method.model_copy(update={"preset": preset.preset}),
            "ratings": preset.ratings,
            "states": (*kept, *preset.states),
            "suspended": preset.suspended or plan.suspended,
        }
    ).with_published({})
