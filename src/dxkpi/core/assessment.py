"""What a year's data make of one indicator: its outcome, a closed set, and all that it rests on."""

from dataclasses import dataclass
from fractions import Fraction

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import State, StatusEntry
from dxkpi.core.indicator.baseline import BaselineVintage
from dxkpi.core.indicator.progress import Measure
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Rating
from dxkpi.core.observations import Observation, Sum
from dxkpi.core.plan.plan import Revised


@dataclass(frozen=True, slots=True)
class Rated:
    """Rated. `rate` is the exact achievement rate (ratio) and None where the target has none, `reason` says why then.

    `just_short`: the target had to be passed and was only reached, which the rate alone does not show. `met` says
    whether the value that the plan compares with was reached, whatever the rating is called.
    """

    rating: Rating
    rate: Fraction | None
    met: bool
    reason: str = ""
    just_short: bool = False


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Not assessed (算定不能), because `why`; `possible` are the ratings that it may still take, best first.

    `met` says whether the target is reached all the same; None where that is not known either.
    """

    why: NotAssessedReason
    possible: tuple[Rating, ...]
    met: bool | None = None

    @property
    def unmet(self) -> bool:
        """Whether the target is missed for certain."""
        return self.met is False


@dataclass(frozen=True, slots=True)
class Suspended:
    """Tracking has ended (進捗管理の停止)."""


@dataclass(frozen=True, slots=True)
class SpecialStatus:
    """In a state of the plan that takes no rating; `entered` is what the data say of it, if not its own `when`."""

    state: State
    entered: StatusEntry | None = None


@dataclass(frozen=True, slots=True)
class Monitored:
    """Monitored without a target: outside all counts."""


Outcome = Rated | NotAssessed | Suspended | SpecialStatus | Monitored


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a year's data make of one indicator.

    `assumed` are the assumed keys that the rating would not be the same without. `indicator` has the target in force,
    which the last of `revisions` brought; without any it is the one adopted. `summed` are the years that were added up.
    `baselines` is what the baseline was one after the other, where it was restated: the last is that of `indicator`.
    """

    indicator: Indicator
    year: FiscalYear
    observation: Observation | None
    measure: Measure | None
    outcome: Outcome
    assumed: tuple[str, ...] = ()
    revisions: tuple[Revised, ...] = ()
    summed: Sum | None = None
    baselines: tuple[BaselineVintage, ...] = ()

    @property
    def adopted(self) -> Indicator:
        """The indicator with the target as adopted."""
        return self.revisions[0].before if self.revisions else self.indicator

    @property
    def by_revised(self) -> bool:
        """Whether it was judged, and by a target that is not the one adopted or was decided again."""
        return bool(self.revisions) and isinstance(self.outcome, (Rated, NotAssessed))

    @property
    def section_assumed(self) -> bool:
        """Whether no source says that it belongs to its section."""
        return "section" in self.indicator.assumed

    @property
    def carried(self) -> bool:
        """Whether the year is judged by a record of an earlier one."""
        return self.observation is not None and self.observation.year != self.year
