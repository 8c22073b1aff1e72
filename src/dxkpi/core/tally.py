"""What the indicators of one section come to, column by column, before anything published is looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from dxkpi.core.assessment import Assessment, Monitored, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.plan import Plan
from dxkpi.core.scheme import SUSPENDED, Scheme, Section


@dataclass(frozen=True, slots=True)
class Open:
    """An indicator that could not be assessed, and the ids of the ratings that it may still take."""

    assessment: Assessment
    possible: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """A section's indicators. Columns are the ids of the plan's ratings and `suspended`.

    `named` are those that the data place in a column, `undisclosed` how many a document counts there without a
    name, `unplaced` how many are neither named nor counted for this year.
    """

    section: Section
    named: dict[str, tuple[Assessment, ...]]
    undisclosed: dict[str, int]
    open: tuple[Open, ...]
    unplaced: int

    def determined(self, column: str) -> int:
        """How many indicators the data place in `column`, named or not."""
        return len(self.named[column]) + self.undisclosed[column]

    def candidates(self, column: str) -> tuple[Open, ...]:
        """The indicators that could not be assessed and may belong in `column`."""
        return tuple(o for o in self.open if column in o.possible)

    @property
    def size(self) -> int:
        """How many indicators the section has, named or not."""
        return sum(self.determined(column) for column in self.named) + len(self.open) + self.unplaced


def columns_of(plan: Scheme) -> tuple[str, ...]:
    """The ids of the plan's ratings, best first, `suspended`, and the ids of its states."""
    return (*(rating.id for rating in plan.ratings), SUSPENDED, *(state.id for state in plan.states))


def tally(
    plan: Plan, section: Section, assessments: Iterable[Assessment], year: FiscalYear, as_of: Day | None = None
) -> Tally:
    """The columns of `section` in `year` by what was known on `as_of`; `assessments` may hold other sections' too."""
    counted, name = plan.relisted_count.sections, section.id
    own = [a for a in assessments if name in counted(a.indicator) and not isinstance(a.outcome, Monitored)]
    told = [u for u in plan.undisclosed_in(year, as_of) if u.section == name]
    columns = columns_of(plan)
    placed: dict[str | None, list[Assessment]] = {}
    for assessment in own:
        placed.setdefault(column_of(assessment), []).append(assessment)
    return Tally(
        section,
        {column: tuple(placed.get(column, ())) for column in columns},
        {column: sum(u.count for u in told if u.rating == column) for column in columns},
        tuple(_open(own)),
        plan.unnamed(year, name) - sum(u.count for u in told),
    )


def column_of(assessment: Assessment) -> str | None:
    """The column that the data place an indicator in, if they do."""
    match assessment.outcome:
        case Rated(rating):
            return rating.id
        case Suspended():
            return SUSPENDED
        case SpecialStatus(state):
            return state.id
        case NotAssessed() | Monitored():
            return None
        case _:
            assert_never(assessment.outcome)


def _open(assessments: Iterable[Assessment]) -> Iterator[Open]:
    for assessment in assessments:
        if isinstance(assessment.outcome, NotAssessed):
            yield Open(assessment, frozenset(rating.id for rating in assessment.outcome.possible))
