"""Questions to departments: values of a fiscal year that are missing or not firm enough, reasons for misses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dxkpi.core.assess import apart, assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.record import Status
from dxkpi.core.collection.columns import HEADINGS, REMARKS, TO_FILL
from dxkpi.core.computed import finished
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, placed
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.observations import Observation, Vintage
from dxkpi.core.plan.plan import Plan
from dxkpi.core.targets import at_end


class CollectionStatus(StrEnum):
    """State of the value of a fiscal year, held against the status that is wanted."""

    EXEMPT = "対象外"
    DONE = "済"
    TENTATIVE = "仮"
    PENDING = "集計中"
    BROKEN = "約束過ぎ"
    UNANSWERED = "未回答"

    @property
    def asked(self) -> bool:
        """True if a value is still to come."""
        return self not in {CollectionStatus.EXEMPT, CollectionStatus.DONE}


def standing(
    declared: DeclaredIndicator,
    plan: DeclaredPlan,
    year: FiscalYear,
    wanted: Status,
    today: date,
    lent_to: Iterable[Indicator] = (),
) -> CollectionStatus:
    """Return how far the value of `year` has come on the day `today`, where one as firm as `wanted` is asked for.

    A value is asked for once, at the indicator that holds it, while that or one that it is `lent_to` needs it.
    """
    indicator = declared.indicator
    if declared.lender or all(_exempt(one, plan.plan, year) for one in (indicator, *lent_to)):
        return CollectionStatus.EXEMPT
    known = Vintage(indicator, plan.plan)
    records = known.of_year(year)
    if any(one.actual.of_a_year and _rank(one.actual.status) <= _rank(wanted) for one in records):
        return CollectionStatus.DONE
    latest = known.read(year)
    if latest is not None and finished(indicator, latest):
        return CollectionStatus.DONE
    pending = indicator.pending.get(year)
    if pending is not None:
        said = pending.known_on(plan.plan.documents, indicator.source)
        if not any(_after(one.known, said) for one in records):
            broken = pending.until is not None and pending.until.last < today
            return CollectionStatus.BROKEN if broken else CollectionStatus.PENDING
    return CollectionStatus.TENTATIVE if records else CollectionStatus.UNANSWERED


def _exempt(indicator: Indicator, plan: Plan, year: FiscalYear) -> bool:
    """Say whether nothing is asked: tracking has ended, a state lasts, or the result of the target year stands."""
    match apart(indicator, plan, year):
        case Suspended():
            return True
        case SpecialStatus(state):
            return state.lasting
        case _:
            return assess(indicator, plan, year).frozen is not None


def _rank(status: Status) -> int:
    return tuple(Status).index(status)


def _after(known: Day | None, said: Day | None) -> bool:
    return known is not None and said is not None and known.first > said.last


class Want(StrEnum):
    """The question of a row."""

    VALUE = "value"
    CONFIRM = "confirm"
    REASON = "reason"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Ask:
    """The questions about an indicator of a plan in a fiscal year; none where it is only shown.

    `standing` is that of the value, held against `wanted`. `others` are the other plans that share the indicator, with
    what it is there. `rates`: the department rates itself; `headings` are those of the plan's remarks. `beside`: these
    are asked for, as the value is, though at the indicator that holds it.
    """

    declared: DeclaredIndicator
    plan: DeclaredPlan
    year: FiscalYear
    wanted: Status
    standing: CollectionStatus
    wants: tuple[Want, ...]
    others: tuple[tuple[DeclaredPlan, DeclaredIndicator], ...] = ()
    rates: bool = False
    headings: tuple[str, ...] = ()
    beside: bool = False

    @property
    def asks(self) -> bool:
        """True if something is asked."""
        return bool(self.wants) or (self.beside and bool(self.rates or self.headings))

    @property
    def key(self) -> str:
        """The name by which an answer is known to belong to it."""
        return f"{self.plan.plan.plan}/{self.declared.indicator.id}/{self.year}"

    @property
    def indicator(self) -> Indicator:
        """The indicator with the target at the end of the year."""
        return at_end(self.declared.indicator, self.plan.plan, self.year)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts or steps that have an answer each; empty where there is one value."""
        return parts_of(self.indicator)

    @property
    def wants_value(self) -> bool:
        """True if a value is asked for, or its confirmation."""
        return not {Want.VALUE, Want.CONFIRM}.isdisjoint(self.wants)

    @property
    def asked_parts(self) -> tuple[str, ...]:
        """The parts or steps that have a row each; empty where there is one row, as of a reason alone."""
        return self.parts if not self.declared.lender and (self.wants_value or not self.wants) else ()

    @property
    def owner(self) -> str | None:
        """The department that is asked."""
        return self.declared.indicator.owner

    @property
    def now(self) -> Observation | None:
        """The newest value of the year itself."""
        records = Vintage(self.declared.indicator, self.plan.plan).of_year(self.year)
        return records[-1] if records else None


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the parts or steps of an indicator, as its target lists them; empty where it has one value."""
    if indicator.value_key not in {"parts", "done"} or indicator.target_form is None:
        return ()
    return tuple(indicator.target_form.names)


@dataclass(frozen=True, slots=True)
class Asked:
    """A round of questions: values of `year` as firm as `wanted`, on the day `today`; `whole`: also those known."""

    year: FiscalYear
    wanted: Status
    today: date
    whole: bool = False


def asks(dataset: Dataset, plans: Sequence[DeclaredPlan], asked: Asked) -> Iterator[Ask]:
    """Yield what is asked of `plans`, in their order; an indicator that several of them share is asked once."""
    seen: set[tuple[str, FiscalYear]] = set()
    for plan in plans:
        wants_reasons, rates, headings = (
            asks_reasons(dataset, plan),
            asks_ratings(dataset, plan),
            headings_of(dataset, plan),
        )
        known = {one.indicator.id: one for one in dataset.of_plan(plan.plan.plan)}
        for declared in placed(dataset.of_plan(plan.plan.plan), plan.plan, asked.year):
            lent = tuple(known[one].indicator for one in declared.lent_to if one in known)
            for year in (asked.year, *_unconfirmed(declared, plan, asked.year)):
                if (declared.document, year) in seen or not dataset.covers(plan.plan, year):
                    continue
                seen.add((declared.document, year))
                others = tuple(_elsewhere(dataset, declared))
                rated = rates and declared.indicator.rated
                owing = {Want.REASON: wants_reasons, Want.RATING: rated}
                ask = _ask(declared, plan, year, asked, lent, owing)
                beside = declared.lender is not None and year == asked.year and _awaited(declared, plan, asked)
                ask = replace(ask, others=others, rates=rated, headings=headings, beside=beside)
                if ask.asks or (asked.whole and year == asked.year):
                    yield ask


def answered_elsewhere(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Return those whose value is to come and is answered at an indicator that none of `asks` is about."""
    here = {one.declared.document for one in asks}
    return tuple(one for one in asks if one.beside and one.declared.lender and one.declared.lender.document not in here)


def _elsewhere(dataset: Dataset, declared: DeclaredIndicator) -> Iterator[tuple[DeclaredPlan, DeclaredIndicator]]:
    for other in filter(None, map(dataset.plan, declared.others)):
        found = (one for one in dataset.of_plan(other.plan.plan) if one.document == declared.document)
        yield from ((other, one) for one in found)


def _awaited(declared: DeclaredIndicator, plan: DeclaredPlan, asked: Asked) -> bool:
    """Say whether the value of an indicator whose actuals another one holds is asked for there."""
    alone = replace(declared, lender=None)
    return standing(alone, plan, asked.year, asked.wanted, asked.today).asked


def _ask(
    declared: DeclaredIndicator,
    plan: DeclaredPlan,
    year: FiscalYear,
    asked: Asked,
    lent_to: Sequence[Indicator],
    owing: Mapping[Want, bool],
) -> Ask:
    wanted = asked.wanted if year == asked.year else Status.FINAL
    found = standing(declared, plan, year, wanted, asked.today, lent_to)
    wants: list[Want] = []
    if found.asked:
        there = bool(declared.indicator.actuals.get(year))
        wants.append(Want.CONFIRM if there else Want.VALUE)
    if owing[Want.REASON] and year == asked.year and owes_reason(declared, plan, year):
        wants.append(Want.REASON)
    if owing[Want.RATING] and year == asked.year and wanted is Status.FINAL and owes_rating(declared, plan, year):
        wants.append(Want.RATING)
    return Ask(declared, plan, year, wanted, found, tuple(wants))


def _unconfirmed(declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear) -> Iterator[FiscalYear]:
    """Yield the years of the plan before `year` whose newest value is not final."""
    for past in sorted((past for past in declared.indicator.actuals if past < year), key=lambda past: past.start):
        records = Vintage(declared.indicator, plan.plan).of_year(past)
        if plan.plan.covers(past) and records and records[-1].actual.status is not Status.FINAL:
            yield past


def asks_reasons(dataset: Dataset, plan: DeclaredPlan) -> bool:
    """Say whether a plan collects reasons for missed targets: it has causes for them, or there are some."""
    return bool(plan.plan.causes) or any(declared.indicator.unmet for declared in dataset.of_plan(plan.plan.plan))


_OWN_RATING = ("自己", "所管", "担当", "主管")
"""Words in the name of those who rate by which they are the departments."""


def asks_ratings(dataset: Dataset, plan: DeclaredPlan) -> bool:
    """Say whether departments rate themselves: they did, or people rate by the method and nobody has yet."""
    own = [one.indicator for one in dataset.of_plan(plan.plan.plan)]
    said = [(indicator.owner, rating.by) for indicator in own for rating in indicator.judged.values()]
    if plan.plan.scale is None or not said:
        by_people = bool(plan.plan.method and plan.plan.method.by_people) or any(one.by_people for one in own)
        return plan.plan.scale is not None and by_people
    return any(by == owner or any(word in by for word in _OWN_RATING) for owner, by in said)


def headings_of(dataset: Dataset, plan: DeclaredPlan) -> tuple[str, ...]:
    """Return the headings under which a plan has remarks, the latest year's first, as many as a sheet has columns."""
    years: dict[str, FiscalYear] = {}
    for declared in dataset.of_plan(plan.plan.plan):
        for year, remarks in declared.indicator.remarks.items():
            for remark in remarks:
                years[remark.heading] = max(year, years.get(remark.heading, year))
    usable = [heading for heading in years if heading + TO_FILL not in HEADINGS.values()]
    return tuple(sorted(usable, key=lambda heading: -years[heading].start)[: len(REMARKS)])


def owes_reason(declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear) -> bool:
    """Say whether a value of `year` misses its target for certain and nobody has said why."""
    if year in declared.indicator.unmet:
        return False
    found = assess(declared.indicator, plan.plan, year)
    return not found.frozen and found.observation is not None and found.observation.year == year and _missed(found)


def owes_rating(declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear) -> bool:
    """Say whether a final value of `year` is there, and nobody has rated it."""
    if year in declared.indicator.judged or _exempt(declared.indicator, plan.plan, year):
        return False
    records = Vintage(declared.indicator, plan.plan).of_year(year)
    return any(one.actual.settled for one in records)


def _missed(found: Assessment) -> bool:
    match found.outcome:
        case Rated(met=met):
            return not met
        case NotAssessed():
            return found.outcome.unmet
        case _:
            return False


def deadline(plan: Plan, year: FiscalYear, status: Status) -> Day | None:
    """Return the day by which values of `year` with `status` are wanted, or None where the plan names none."""
    return plan.deadlines.get(year, {}).get(status)


def next_status(plans: Iterable[DeclaredPlan], year: FiscalYear, today: date) -> Status:
    """Return the status that is wanted next: the first whose deadline has not passed, weakest first; else 実績."""
    days = [(status, day) for declared in plans for status, day in declared.plan.deadlines.get(year, {}).items()]
    ahead = [status for status, day in days if day.last >= today]
    return max(ahead, key=_rank, default=Status.FINAL)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions to one department, or with `together` to all of them: values of `year`, by the day `due`.

    `owner` is None for those without one. `sender` asks, as it wants to be named; it was made by dxkpi of `version`.
    """

    owner: str | None
    asks: tuple[Ask, ...]
    asked: Asked
    version: str
    due: Day | None = None
    sender: str | None = None
    together: bool = False

    @property
    def called(self) -> str:
        """The name of whom it is for."""
        return "全課" if self.together else self.owner or NO_OWNER


@dataclass(frozen=True, slots=True)
class Round:
    """The values of `year` as firm as `wanted`, which a plan wants by `day` (None: by no day), as they stand `today`.

    `asks` are all indicators that the plan asks about, whatever their standing.
    """

    plan: DeclaredPlan
    year: FiscalYear
    wanted: Status
    day: Day | None
    today: date
    asks: tuple[Ask, ...]

    @property
    def late(self) -> int:
        """The days since the deadline; zero or less where it has not passed, or there is none."""
        return (self.today - self.day.last).days if self.day else 0

    def overdue(self, ask: Ask) -> bool:
        """Say whether a value should be there: its day has passed without a promise, or the promised day has."""
        waits = ask.standing in {CollectionStatus.UNANSWERED, CollectionStatus.TENTATIVE}
        return ask.standing is CollectionStatus.BROKEN or (waits and self.late > 0)

    @property
    def owed(self) -> tuple[Ask, ...]:
        """The answers that are still to come, the overdue first."""
        waiting = [ask for ask in self.asks if ask.standing.asked or ask.wants]
        return tuple(sorted(waiting, key=lambda ask: not self.overdue(ask)))


def rounds(dataset: Dataset, plans: Sequence[DeclaredPlan], asked: Asked, wanted: Status | None) -> Iterator[Round]:
    """Yield how the answers about `asked.year` stand, overdue first; `wanted`: only those as firm.

    Without it, a round for each deadline that has passed with something still owed, and one for the next.
    """
    every: dict[Status, tuple[Ask, ...]] = {}

    def of(plan: DeclaredPlan, status: Status) -> Round:
        if status not in every:
            every[status] = tuple(asks(dataset, plans, Asked(asked.year, status, asked.today, whole=True)))
        own = tuple(one for one in every[status] if one.plan is plan and one.year == asked.year)
        return Round(plan, asked.year, status, deadline(plan.plan, asked.year, status), asked.today, own)

    found: list[Round] = []
    for plan in plans:
        days = plan.plan.deadlines.get(asked.year, {})
        if wanted is not None or not days:
            found.append(of(plan, wanted or Status.FINAL))
            continue
        in_order = sorted(days, key=lambda status: days[status].last)
        ahead = [status for status in in_order if days[status].last >= asked.today]
        own = (of(plan, status) for status in in_order if status not in ahead[1:])
        found += (one for one in own if one.late <= 0 or any(ask.standing.asked for ask in one.asks))
    return iter(sorted(found, key=lambda collection: -collection.late))
