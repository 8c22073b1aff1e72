"""Outcome of one indicator in one fiscal year, as a closed union, with everything that it rests on."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import Mark
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import PeoplesRating, State, StatusEntry
from dxkpi.core.indicator.baseline import BaselineRevision, BaselineVintage
from dxkpi.core.indicator.history import Break
from dxkpi.core.indicator.progress import Measure
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Rating
from dxkpi.core.observations import Observation, Sum
from dxkpi.core.plan.plan import Revised


class Rated(NamedTuple):
    """Rated outcome. `rate` is the exact achievement rate as a ratio; None where there is none, for `reason`.

    `just_short`: the target had to be passed and was only reached, which the rate alone does not show. `met` is true if
    the value that the plan compares with was reached, whatever the rating is called; it is None where people gave a
    rating that says nothing of it.
    """

    rating: Rating
    rate: Fraction | None
    met: bool | None
    reason: str = ""
    just_short: bool = False


class NotAssessed(NamedTuple):
    """Not assessed (算定不能) for the reason `why`; `possible` are the ratings still possible, best first.

    There are two or more of them: where the data leave one, it is the result. `met` is true if the target is reached
    all the same, and None where that is not known either, or not asked yet. `rate` and `just_short` are those of a
    target that is not due yet, as `Rated` has them.
    """

    why: NotAssessedReason
    possible: tuple[Rating, ...]
    met: bool | None = None
    rate: Fraction | None = None
    just_short: bool = False

    @property
    def unmet(self) -> bool:
        """True if the target is certainly missed."""
        return self.met is False


@dataclass(frozen=True, slots=True)
class Suspended:
    """Tracking has ended (進捗管理の停止)."""


class SpecialStatus(NamedTuple):
    """Special status of the plan that takes no rating; `entered` is its record, None if the plan's `when` set it."""

    state: State
    entered: StatusEntry | None = None


@dataclass(frozen=True, slots=True)
class Monitored:
    """Monitored without a target, and outside all counts."""


Outcome = Rated | NotAssessed | Suspended | SpecialStatus | Monitored


class Assessment(NamedTuple):
    """Assessment of one indicator in one fiscal year.

    `assumed` are the assumed keys that the rating depends on. `indicator` has the target in force, which the last of
    `revisions` set; without revisions it is the one adopted. `summed` are the years that were added up. `baselines` are
    the vintages of a restated baseline in order: the last is that of `indicator`. `compared` is the year whose value it
    was held against, where that is another one. After the target year `frozen` is that year, where its result stands,
    and `once_met` is that year, where the target was met then and is not any more. `passed_over` is the observation
    that is too old to judge the year by, `previous` the one of the year before that it was compared with. `judged` is
    what people said, where that is the result; `computed` is then what the values alone come to, where the plan
    computes at all. Where the definition changed, `indicator` has the values and the baseline of the series that the
    result is of, and `whole` is the indicator with all of them.
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
    compared: FiscalYear | None = None
    frozen: FiscalYear | None = None
    once_met: FiscalYear | None = None
    passed_over: Observation | None = None
    judged: PeoplesRating | None = None
    computed: Outcome | None = None
    previous: Observation | None = None
    whole: Indicator | None = None

    @property
    def all_series(self) -> Indicator:
        """The indicator with its values by every definition."""
        return self.whole or self.indicator

    @property
    def since(self) -> Break | None:
        """The change of definition that its result comes after, if there is one."""
        return self.indicator.break_in(self.result_year)

    @property
    def counts(self) -> bool:
        """True if the tables count it: it is neither only monitored nor a part of another indicator (うち)."""
        return self.indicator.of is None and not isinstance(self.outcome, Monitored)

    @property
    def rate(self) -> Fraction | None:
        """The exact achievement rate as a ratio; None where there is none."""
        return self.outcome.rate if isinstance(self.outcome, Rated | NotAssessed) else None

    @property
    def met(self) -> bool | None:
        """True if the target is met; None where that is not known, and where nothing is judged."""
        return self.outcome.met if isinstance(self.outcome, Rated | NotAssessed) else None

    @property
    def result_year(self) -> FiscalYear:
        """The year that the result is of: its own, or the target year where what that came to stands."""
        return self.frozen or self.year

    @property
    def compared_year(self) -> FiscalYear:
        """The year whose value it was held against."""
        return self.compared or self.year

    @property
    def restated(self) -> BaselineRevision | None:
        """The record that restated its baseline last, if one did."""
        return self.baselines[-1].restated if self.baselines else None

    @property
    def adopted(self) -> Indicator:
        """The indicator with the target as adopted."""
        return self.revisions[0].before if self.revisions else self.indicator

    @property
    def by_revised(self) -> bool:
        """True if it was judged by a target other than the one adopted, or by one that was decided again."""
        judged = self.judged is not None and self.computed is None
        return bool(self.revisions) and isinstance(self.outcome, (Rated, NotAssessed)) and not judged

    @property
    def section_assumed(self) -> bool:
        """True if the section of the indicator is assumed, that is, no source gives it."""
        return "section" in self.indicator.assumed

    @property
    def carried(self) -> bool:
        """True if the rating depends on no value of the year.

        A sum and a rating by people never are carried, a frozen result always is.
        """
        observation = self.observation
        if self.judged is not None:
            return bool(self.frozen)
        return self._judged and (
            bool(self.frozen) or (self.summed is None and observation is not None and observation.year != self.year)
        )

    @property
    def partial(self) -> bool:
        """True if it is judged by a value that is not of a whole year: of some months, or of a day on the way.

        A final value that was taken on a day (実績 with `as_of`) is a level, and whole.
        """
        return bool(self.partly)

    @property
    def partly(self) -> tuple[Observation, ...]:
        """The observations judged, the one of the year before among them, that are not of a whole year."""
        return tuple(own for own in self._records if not own.actual.whole) if self._judged else ()

    @property
    def marks(self) -> frozenset[Mark]:
        """Return the marks of its result."""
        borne = {
            Mark.ASSUMED: bool(self.assumed),
            Mark.REVISED: self.by_revised,
            Mark.CARRIED: self.carried,
            Mark.PARTIAL: self.partial,
            Mark.JUDGED: self.judged is not None,
        }
        return frozenset(mark for mark, holds in borne.items() if holds)

    @property
    def _judged(self) -> bool:
        """True if a value was judged, if not to the end."""
        match self.outcome:
            case Rated(rate=rate):
                return self.observation is not None and (self.judged is None or rate is not None)
            case NotAssessed(why):
                return self.observation is not None and not why.waits
            case _:
                return False

    @property
    def _records(self) -> tuple[Observation, ...]:
        """Return the observations that it is judged by."""
        if self.summed is not None:
            return self.summed.observations
        return tuple(observation for observation in (self.observation, self.previous) if observation)
