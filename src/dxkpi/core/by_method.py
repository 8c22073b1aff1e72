"""The same data judged by several methods: the part of a result that comes from the method."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, Rated
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.detail import Standing, standing
from dxkpi.core.indicator import Indicator
from dxkpi.core.plan.plan import Plan
from dxkpi.core.presets import Preset


@dataclass(frozen=True, slots=True)
class ByMethod:
    """Results of one method. `preset` is None for the plan's own method."""

    preset: Preset | None
    plan: Plan
    assessments: tuple[Assessment, ...]

    def count(self, *standings: Standing) -> int:
        """Count the indicators that have one of `standings`."""
        return sum(standing(assessment) in standings for assessment in self.assessments)

    def rated(self, rating: str) -> int:
        """Count the indicators that take the rating with the id `rating`."""
        outcomes = (assessment.outcome for assessment in self.assessments)
        return sum(isinstance(outcome, Rated) and outcome.rating.id == rating for outcome in outcomes)

    @property
    def share(self) -> Fraction | None:
        """Part met of those known to be met or missed, as an exact ratio; None where nothing is known."""
        met, missed = self.count(Standing.MET), self.count(Standing.UNMET)
        return Fraction(met, met + missed) if met + missed else None


@dataclass(frozen=True, slots=True)
class MethodComparison:
    """A plan in a fiscal year by its own method and by others, from the data alone, without published counts."""

    plan: Plan
    year: FiscalYear
    as_of: Day | None
    methods: tuple[ByMethod, ...]

    @property
    def rows(self) -> tuple[tuple[Assessment, ...], ...]:
        """Assessments of each indicator by every method, in the order of `methods`."""
        return tuple(zip(*(by_method.assessments for by_method in self.methods), strict=True))

    def split(self) -> tuple[int, int, int]:
        """Count the indicators met by every method, missed by every method, and met by some and missed by others."""
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
) -> MethodComparison:
    """Assess `indicators` of `plan` in `year` by its own method, then by each of `presets`; skip monitored ones."""
    plan = plan.in_year(year)
    plans: list[tuple[Preset | None, Plan]] = [(None, plan), *((preset, judged_by(plan, preset)) for preset in presets)]
    methods = []
    for preset, own in plans:
        own_scale = own.ratings == plan.ratings
        found = (assess(d.indicator if own_scale else _unjudged(d.indicator), own, year, as_of) for d in indicators)
        methods.append(ByMethod(preset, own, tuple(a for a in found if a.counts)))
    return MethodComparison(plan, year, as_of, tuple(methods))


def _unjudged(indicator: Indicator) -> Indicator:
    """`indicator` without what people said by the ratings of its plan, whatever another method has by the same ids."""
    return indicator.model_copy(update={"judged": {}}) if indicator.judged else indicator


def judged_by(plan: Plan, preset: Preset) -> Plan:
    """Return `plan` with the method, ratings and special statuses of `preset`.

    Its own statuses are kept and come first, since an id in the data means that of the plan, whatever the preset has by
    that id.
    """
    kept = (state.model_copy(update={"when": None}) for state in plan.states)
    return plan.model_copy(
        update={
            "method": preset.method.model_copy(update={"preset": preset.preset}),
            "declared_ratings": preset.ratings,
            "states": (*kept, *preset.states),
            "suspended": preset.suspended or plan.suspended,
        }
    ).with_published({})
