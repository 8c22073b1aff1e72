"""Requests of `dxkpi set` and `dxkpi sheet in`, and the edits that carry them out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from dxkpi.app.change_refusal import (
    AsFirm,
    ChangeRefused,
    HasFinal,
    HeldElsewhere,
    NobodyJudges,
    NoOrigin,
    NoStatus,
    NothingToCorrect,
    NoValue,
    OddPart,
    PageAlone,
    SameDay,
    SuspendedAlready,
    UnknownCause,
    UnknownDocument,
    UnknownName,
    UnknownStatus,
    Unreadable,
)
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_day
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, folded
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.fields import ORDER
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Attested
from dxkpi.core.plan.plan import as_written, within
from dxkpi.source.changes import Add, Change, Put, Raw, Rename, Value, quantity


@dataclass(frozen=True, slots=True)
class NewActual:
    """A value as the user gave it: one number, the steps done, or `part=number` for each part.

    With `correct` it replaces the newest record of the same status, else it is added.
    """

    status: str | None
    value: str | None = None
    done: tuple[str, ...] | None = None
    parts: tuple[str, ...] = ()
    text: str | None = None
    as_of: str | None = None
    known: str | None = None
    approximate: bool = False
    note: str | None = None
    correct: bool = False


@dataclass(frozen=True, slots=True)
class NewReason:
    """The reason for missing the target of the year."""

    cause: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class NewPending:
    """The answer that the value of the year is not there yet, and when it is promised."""

    until: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewState:
    """A state of the plan, by its id or label, that the indicator is in from that year, or in it alone."""

    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewRating:
    """A rating by people, by its id, label or symbol."""

    rating: str
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NewRemark:
    """A remark on the year under a heading; it takes the place of what stands there."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NewSuspension:
    """The end of tracking with that year."""

    reason: str
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of a change: a page of a document of the plan, or a person who reports it before any document.

    `known` is the day on which it became known, where that is neither the document's date nor today.
    """

    document: str | None = None
    page: str | None = None
    reported: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """The change of one indicator in one fiscal year; `today` is when a reported value became known."""

    indicator: str
    year: str
    today: date
    plan: str | None = None
    actual: NewActual | None = None
    reason: NewReason | None = None
    pending: NewPending | None = None
    state: NewState | None = None
    rating: NewRating | None = None
    remarks: tuple[NewRemark, ...] = ()
    suspension: NewSuspension | None = None
    origin: Origin = Origin()


def changes_for(
    request: ChangeRequest, declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear
) -> Iterator[Change]:
    """Yield the changes of the indicator's file that `request` requires.

    Raises:
        Refused: for what cannot be written.
    """
    if declared.lender and (request.actual or request.pending):
        raise ChangeRefused(HeldElsewhere(declared.indicator.id, declared.lender.indicator.id, year))
    if request.actual is not None:
        yield from _actual_changes(request.actual, _Told(request, declared, plan), year)
    if request.reason is not None:
        yield from _reason_changes(request.reason, _Told(request, declared, plan), year)
    if request.pending is not None:
        yield from _pending_changes(request.pending, _Told(request, declared, plan), year)
    if request.state is not None:
        yield from _state_changes(request.state, _Told(request, declared, plan), year)
    if request.rating is not None:
        yield from _rating_changes(request.rating, _Told(request, declared, plan), year)
    if request.remarks:
        yield from _remark_changes(request.remarks, _Told(request, declared, plan), year)
    if request.suspension is not None:
        yield from _suspension_changes(request.suspension, _Told(request, declared, plan), year)


@dataclass(frozen=True, slots=True)
class _Told:
    """The origin of a change, and the day on which it became known."""

    request: ChangeRequest
    declared: DeclaredIndicator
    plan: DeclaredPlan

    @property
    def known(self) -> Day | None:
        """The day to be written beside a value; None where its document has one."""
        own, today = self.request.actual, self.request.today
        written = self.request.origin.known or (own.known if own is not None else None)
        if written is not None:
            return _day("known", written)
        if self.request.origin.document or (own is not None and own.correct):
            return None
        return Day(today.year, today.month, today.day)

    def attested(self) -> dict[str, Value]:
        """Return the keys of the origin and, where no document gives it, of the day on which it became known."""
        return {**({"known": Raw(str(self.known))} if self.known else {}), **self.origin()}

    def origin(self) -> dict[str, Value]:
        """Return the keys of the origin."""
        own = self.request.origin
        if own.document is not None:
            return {"source": {"document": self._document(own.document), **self._page()}}
        if own.page is not None:
            raise ChangeRefused(PageAlone())
        corrects = self.request.actual is not None and self.request.actual.correct
        reporter = own.reported or (None if corrects else self.declared.indicator.owner)
        if reporter is None and corrects:
            return {}
        if reporter is None:
            raise ChangeRefused(NoOrigin(tuple(self.plan.plan.documents)))
        return {"reported": reporter}

    def _document(self, wanted: str) -> str:
        known = self.plan.plan.documents
        if wanted not in known:
            raise ChangeRefused(UnknownDocument(wanted, tuple(known)))
        return wanted

    def _page(self) -> dict[str, Value]:
        page = self.request.origin.page
        return {} if page is None else {"page": _number("page", page)}


def _actual_changes(own: NewActual, told: _Told, year: FiscalYear) -> Iterator[Change]:
    indicator = told.declared.indicator
    value = _value(own, within(indicator, told.plan.plan, year)[-1])
    record = {**value, **_circumstances(own, told), **told.origin()}
    at = told.declared.route("actuals", str(told.declared.indicator.year_kind.of(year)))
    records = indicator.actuals.get(year, ())
    status = record["status"]
    same = [index for index, other in enumerate(records) if other.status.value == status]
    if own.correct:
        if not same:
            raise ChangeRefused(NothingToCorrect(year, str(status)))
        yield from _in_place((*at, same[-1]), records[same[-1]], record)
        yield from (Put((*at, same[-1], key), held, ORDER) for key, held in record.items())
        return
    if own.known is None and any(_says(records[index], value) for index in same):
        yield from (Put((*at, same[-1], key), held) for key, held in value.items())
        return
    as_firm = tuple(Status)[: tuple(Status).index(Status(str(status))) + 1]
    firmer = [other.status for other in records if other.status in as_firm]
    if own.known is None and firmer:
        raise ChangeRefused(AsFirm(year, firmer[0]))
    documents = told.plan.plan.documents
    known = told.known or (documents[str(told.request.origin.document)].date if told.request.origin.document else None)
    if known in [records[index].known_on(documents, indicator.source) for index in same]:
        raise ChangeRefused(SameDay(year, str(status), known))
    yield Add(at, record) if records else Put(at, record, ORDER)


def _says(record: Actual, values: Mapping[str, Value]) -> bool:
    """Say whether a record has exactly these values already."""
    return all(as_written(record).get(key) == _told_plainly(value) for key, value in values.items())


def _told_plainly(value: Value) -> object:
    if isinstance(value, Mapping):
        return {key: _told_plainly(own) for key, own in value.items()}
    return str(value) if isinstance(value, str) else [str(item) for item in value]


def _value(own: NewActual, indicator: Indicator) -> dict[str, Value]:
    """Return the keys of the value, as required by the direction of `indicator` with the target of its year."""
    names = tuple(indicator.target_form.names) if indicator.target_form else ()
    match indicator.value_key:
        case "done":
            if own.done is None:
                raise ChangeRefused(NoValue("done", names))
            return {"done": list(own.done), **({"text": own.text} if own.text else {})}
        case "text":
            if own.text is None:
                raise ChangeRefused(NoValue("text"))
            return {"text": own.text}
        case "parts":
            if not own.parts:
                raise ChangeRefused(NoValue("parts", names))
            return {"parts": dict(_part(part) for part in own.parts)}
        case "value":
            if own.value is None:
                raise ChangeRefused(NoValue("value", other=bool(own.done or own.parts)))
            return {"value": _quantity("value", own.value)}
        case _:
            assert_never(indicator.value_key)


def _part(written: str) -> tuple[str, Value]:
    name, sign, value = written.partition("=")
    if not sign:
        raise ChangeRefused(OddPart(written))
    return name.strip(), _quantity("part", value.strip())


def _circumstances(own: NewActual, told: _Told) -> dict[str, Value]:
    """Return the keys of the value's status and of the time it describes."""
    if own.status is None:
        raise ChangeRefused(NoStatus())
    if own.status not in tuple(Status):
        raise ChangeRefused(UnknownStatus(own.status))
    known = told.known
    return {
        "status": own.status,
        **({"as_of": Raw(str(_day("as_of", own.as_of)))} if own.as_of else {}),
        **({"known": Raw(str(known))} if known else {}),
        **({"approximate": Raw("true")} if own.approximate else {}),
        **({"note": own.note} if own.note else {}),
    }


def _reason_changes(own: NewReason, told: _Told, year: FiscalYear) -> Iterator[Change]:
    causes = [cause.id for cause in told.plan.plan.causes]
    if own.cause is not None and own.cause not in causes:
        raise ChangeRefused(UnknownCause(own.cause, tuple(causes)))
    entry: dict[str, Value] = {k: v for k, v in (("cause", own.cause), ("reason", own.reason)) if v is not None}
    there = told.declared.indicator.unmet.get(year)
    yield from _said(entry, told.declared.route("unmet", str(year)), there, told, ("cause", "reason", "known"))


def _pending_changes(own: NewPending, told: _Told, year: FiscalYear) -> Iterator[Change]:
    records = told.declared.indicator.actuals.get(told.declared.indicator.year_kind.of(year), ())
    if any(record.status is Status.FINAL and record.of_a_year for record in records):
        raise ChangeRefused(HasFinal(year))
    until = Raw(str(_day("until", own.until))) if own.until is not None else None
    entry: dict[str, Value] = {k: v for k, v in (("until", until), ("reason", own.reason)) if v is not None}
    there = told.declared.indicator.pending.get(year)
    yield from _said(entry, told.declared.route("pending", str(year)), there, told, ("until", "reason", "known"))


def _state_changes(own: NewState, told: _Told, year: FiscalYear) -> Iterator[Change]:
    names = {state.id: (state.id, state.label, state.heading) for state in told.plan.plan.states}
    entry: dict[str, Value] = {"state": _named("state", own.state, names)}
    entry |= {"reason": own.reason} if own.reason else {}
    there = told.declared.indicator.states.get(year)
    yield from _said(entry, told.declared.route("states", str(year)), there, told, ("state", "reason", "known"))


def _rating_changes(own: NewRating, told: _Told, year: FiscalYear) -> Iterator[Change]:
    scale = told.plan.plan.scale
    names = {one.id: one.names for one in scale.ratings} if scale else {}
    rating, there = _named("rating", own.rating, names), told.declared.indicator.judged.get(year)
    by = own.by or (there.by if there else told.declared.indicator.owner)
    if by is None:
        raise ChangeRefused(NobodyJudges())
    entry: dict[str, Value] = {"rating": rating, "by": by, **({"reason": own.reason} if own.reason else {})}
    order = ("rating", "by", "reason", "known")
    yield from _said(entry, told.declared.route("judged", str(year)), there, told, order)


def _remark_changes(own: tuple[NewRemark, ...], told: _Told, year: FiscalYear) -> Iterator[Change]:
    at = told.declared.route("remarks", str(year))
    there = {
        folded(one.heading): (place, one) for place, one in enumerate(told.declared.indicator.remarks.get(year, ()))
    }
    some = bool(there)
    for remark in own:
        entry: dict[str, Value] = {"heading": remark.heading, "text": remark.text}
        place, known = there.get(folded(remark.heading), (0, None))
        if known is not None:
            yield from _said({"text": remark.text}, (*at, place), known, told, ("heading", "text", "known"))
            continue
        entry |= told.attested()
        yield Add(at, entry) if some else Put(at, entry, ORDER)
        some = True


def _named(field: Literal["state", "rating"], written: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of what is `written` by one of its names."""
    found = next((identifier for identifier, own in names.items() if written in own), None)
    if found is None:
        raise ChangeRefused(UnknownName(field, written, tuple(names)))
    return found


def _said(
    entry: Mapping[str, Value], at: Path, there: Attested | None, told: _Told, order: tuple[str, ...]
) -> Iterator[Change]:
    """Yield the changes that make `entry` said at `at`; what else is said `there` stays."""
    if there is None:
        yield Put(at, {**entry, **told.attested()}, ORDER)
        return
    kept = (there.source or there.reported) and told.request.origin.document is None
    origin = {} if kept else told.attested()
    yield from _in_place(at, there, origin)
    yield from (Put((*at, key), value, order) for key, value in {**entry, **origin}.items())


def _in_place(at: Path, there: Attested, origin: Mapping[str, Value]) -> Iterator[Change]:
    """Yield the change that makes room at `at` for another kind of origin: a document for a report, or a report."""
    if "source" in origin and there.reported is not None:
        yield Rename((*at, "reported"), "source")
    if "reported" in origin and there.source is not None:
        yield Rename((*at, "source"), "reported")


def _suspension_changes(own: NewSuspension, told: _Told, year: FiscalYear) -> Iterator[Change]:
    if told.declared.indicator.suspended is not None:
        raise ChangeRefused(SuspendedAlready(told.declared.indicator.id))
    successor: dict[str, Value] = {"successor": own.successor} if own.successor else {}
    entry = {"since": Raw(str(year)), "reason": own.reason, **successor, **told.attested()}
    yield Put(told.declared.route("suspended"), entry, ORDER)


def _quantity(field: Literal["value", "part"], text: str) -> Value:
    """Return a number, or the numerator and the denominator of a fraction, for writing."""
    try:
        return quantity(text)
    except Misspelt as misspelt:
        raise ChangeRefused(Unreadable(field, misspelt)) from None


def _number(field: Literal["page"], text: str) -> Raw:
    try:
        parse_number(text)
    except Misspelt as misspelt:
        raise ChangeRefused(Unreadable(field, misspelt)) from None
    return Raw(text)


def _day(field: Literal["as_of", "known", "until"], text: str) -> Day:
    try:
        return parse_day(text)
    except Misspelt as misspelt:
        raise ChangeRefused(Unreadable(field, misspelt)) from None


def is_bare(text: str) -> bool:
    """Say whether a scalar is written without quotes whatever it says: a number, a day, a truth value."""
    if text in {"true", "false"}:
        return True
    for parse in (parse_number, parse_day):
        try:
            parse(text)
        except Misspelt:
            continue
        return True
    return False
