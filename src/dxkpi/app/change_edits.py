"""Edits that carry out the requests of `dxkpi set` and `dxkpi sheet in`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from dxkpi.app.change_request import (
    ChangeRequest,
    NewActual,
    NewPending,
    NewRating,
    NewRemark,
    NewState,
    NewSuspension,
)
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import among, parsed, status_of
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_day
from dxkpi.core.basis.finding import Path
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.number_spelling import Absent, not_a_value
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, clip, folded, suggested
from dxkpi.core.collection.answer import Reason
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Actual, Attested
from dxkpi.core.keys import ORDER
from dxkpi.core.observations import Vintage
from dxkpi.core.plan.plan import as_written, within
from dxkpi.source.changes import Add, Change, Put, Raw, Rename, Value, quantity


class ChangeRefused(UsageProblem):
    """A change cannot be made; `of_answer` says so of an answer, which has no options to change."""

    def __init__(self, sentence: str, of_answer: str) -> None:
        super().__init__(sentence)
        self.of_answer = of_answer


class NoOrigin(ChangeRefused):
    """Nobody reports it, and no document has it."""


def changes_for(
    request: ChangeRequest, declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear
) -> Iterator[Change]:
    """Yield the changes of the indicator's file that `request` requires.

    Raises:
        UsageProblem: for what cannot be written; a `ChangeRefused` where an answer needs other advice than an option.
    """
    subject = _Subject(request, declared, plan)
    if declared.lender and (request.actual or request.pending):
        holder = declared.lender.indicator.id
        raise ChangeRefused(
            f"「{declared.indicator.id}」の実績値は、指標「{holder}」のファイルに書く（actuals_of）。"
            f"同じ命令の指標を替えて、dxkpi set {holder} --year {year} … とする。書けば、どちらの結果も変わる",
            f"実績値は指標「{holder}」のものである。その行の値にして答え直してもらう",
        )
    if request.actual is not None:
        yield from _actual_changes(request.actual, subject, year)
    if request.reason is not None:
        yield from _reason_changes(request.reason, subject, year)
    if request.pending is not None:
        yield from _pending_changes(request.pending, subject, year)
    if request.state is not None:
        yield from _state_changes(request.state, subject, year)
    if request.rating is not None:
        yield from _rating_changes(request.rating, subject, year)
    if request.remarks:
        yield from _remark_changes(request.remarks, subject, year)
    if request.suspension is not None:
        yield from _suspension_changes(request.suspension, subject, year)


@dataclass(frozen=True, slots=True)
class _Subject:
    """The origin of a change, and the day on which it became known."""

    request: ChangeRequest
    declared: DeclaredIndicator
    plan: DeclaredPlan

    @property
    def known(self) -> Day | None:
        """The day to be written beside a value; None where its document has one."""
        actual = self.request.actual
        if self.request.origin.document or (actual is not None and actual.correct):
            return self._day
        return self._day or Day.of(self.request.today)

    @property
    def _day(self) -> Day | None:
        """The day that the request gives."""
        actual = self.request.actual
        written = self.request.origin.known or (actual.known if actual is not None else None)
        return parsed("--known", parse_day, written) if written is not None else None

    def attested(self) -> dict[str, Value]:
        """Return the keys of the origin and, where no document gives it, of the day on which it became known."""
        return {**_known(self.known), **self.origin()}

    def given(self) -> dict[str, Value]:
        """Return those keys that the request itself gives: neither today nor the owner."""
        origin = self.request.origin
        return {**_known(self._day), **(self.origin() if origin.document or origin.page or origin.reported else {})}

    def origin(self) -> dict[str, Value]:
        """Return the keys of the origin."""
        own = self.request.origin
        if own.document is not None:
            return {"source": {"document": self._document(own.document), **self._page()}}
        if own.page is not None:
            raise UsageProblem("--page には、どの資料のページかを --document で添える")
        corrects = self.request.actual is not None and self.request.actual.correct
        reporter = own.reported or (None if corrects else self.declared.indicator.owner)
        if reporter is None and corrects:
            return {}
        if reporter is None:
            raise NoOrigin(
                "誰の報告かが示されていない。--reported（担当課の名）か、載っている資料を --document で示す。"
                f"資料で{among(tuple(self.plan.plan.documents))}",
                "誰の回答かが分からない。--reported で課の名を示すか、指標の owner（担当）に書く",
            )
        return {"reported": reporter}

    def _document(self, wanted: str) -> str:
        known = self.plan.plan.documents
        if wanted not in known:
            offer = suggested(wanted, known, among(tuple(known)))
            raise UsageProblem(f"--document: 資料「{clip(wanted)}」は計画の documents にない。{offer}")
        return wanted

    def _page(self) -> dict[str, Value]:
        page = self.request.origin.page
        if page is None:
            return {}
        parsed("--page", parse_number, page)
        return {"page": Raw(page)}


def _actual_changes(actual: NewActual, subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    indicator = subject.declared.indicator
    value = _value(actual, within(indicator, subject.plan.plan, year)[-1])
    _refuse_other_kinds(actual, indicator.value_key)
    record = {**value, **_circumstances(actual, subject.known), **subject.origin()}
    at = subject.declared.route("actuals", Raw(subject.declared.indicator.year_kind.of(year)))
    records = indicator.actuals.get(year, ())
    status = record["status"]
    preferred = Vintage(indicator, subject.plan.plan).of_year(year)
    same = [other.index for other in preferred if other.actual.status.value == status]
    if actual.correct:
        if not same:
            others = "、".join(dict.fromkeys(other.status for other in records))
            advice = f"あるのは{others}である。それを直すなら --status で示す" if others else "--correct を外す"
            raise UsageProblem(f"--correct: {year.formal}に{status}の値はなく、直すものがない。{advice}")
        record = {**_still_known(records[same[-1]], subject), **record} if "reported" in record else record
        yield from _in_place((*at, same[-1]), records[same[-1]], record)
        yield from (Put((*at, same[-1], key), held, ORDER) for key, held in record.items())
        return
    given = {**value, **_circumstances(actual, None), **subject.given()}
    given.pop("reported", None)  # whoever says once more what is there says nothing new
    if same and _says(records[same[-1]], given, subject):
        yield from (Put((*at, same[-1], key), held) for key, held in value.items())
        return
    as_firm = tuple(Status)[: tuple(Status).index(Status(str(status))) + 1]
    firmer = [other.status for other in records if other.status in as_firm]
    if actual.known is None and firmer:
        found = f"{year.formal}には、もう{firmer[0]}の値がある。"
        slip = "" if same else f"--status {firmer[0]} と "
        correct = f"書き間違いを直すなら {slip}--correct を付け、後から分かった値なら --known でその日を示す"
        raise ChangeRefused(f"{found}{correct}", f"{found}--known で分かった日を示す")
    documents = subject.plan.plan.documents
    known = subject.known or (
        documents[str(subject.request.origin.document)].date if subject.request.origin.document else None
    )
    if known in [records[index].known_on(documents, indicator.source) for index in same]:
        found = f"{year.formal}の{status}で、同じ日（{known}）に分かった値がもうある。"
        raise ChangeRefused(f"{found}--correct で直す", f"{found}--known で別の日を示す")
    yield Add(at, record) if records else Put(at, record, ORDER)


def _still_known(record: Actual, subject: _Subject) -> dict[str, Value]:
    """Return the day of a record that loses its document, whose date it was."""
    day = record.known_on(subject.plan.plan.documents, subject.declared.indicator.source)
    return {"known": Raw(str(day))} if day is not None else {}


def _says(record: Attested, values: Mapping[str, Value], subject: _Subject) -> bool:
    """Say whether a record has exactly these values already; without a source of its own it has that of the file."""
    written = {**as_written(record), "source": as_written(record.origin(subject.declared.indicator.source))}
    return all(written.get(key) == _plain_value(value) for key, value in values.items())


def _plain_value(value: Value) -> object:
    if isinstance(value, Mapping):
        return {key: _plain_value(own) for key, own in value.items()}
    return str(value) if isinstance(value, str) else [str(item) for item in value]


def _value(actual: NewActual, indicator: Indicator) -> dict[str, Value]:
    """Return the keys of the value, as required by the direction of `indicator` with the target of its year."""
    names = tuple(indicator.target_form.names) if indicator.target_form else ()
    match indicator.value_key:
        case "done":
            if actual.done is None:
                raise UsageProblem(f"段階の指標なので、済んだ段階を --done で示す（{'、'.join(names)}）")
            return {"done": list(actual.done), **_given(text=actual.text or None)}
        case "text":
            if actual.text is None:
                raise UsageProblem("数値のない指標なので、どうなったかを --text で示す")
            return {"text": actual.text}
        case "parts":
            if not actual.parts:
                raise UsageProblem(f"部分に分かれた指標なので、--part 名前=値 で示す（{'、'.join(names)}）")
            return {"parts": dict(_part(part) for part in actual.parts)}
        case "value":
            if actual.value is None:
                other = (
                    "（--done は段階の指標、--part は部分に分かれた指標に使う）" if actual.done or actual.parts else ""
                )
                raise UsageProblem(f"値を --value で示す{other}")
            return {"value": _quantity("--value", actual.value)}
        case _:
            assert_never(indicator.value_key)


_KINDS = {
    "value": ("--value", "数の指標"),
    "done": ("--done", "段階の指標"),
    "parts": ("--part", "部分に分かれた指標"),
    "text": ("--text", "段階の指標と、数値のない指標"),
}
"""The option of each key of a value, and the indicators that it is for."""


def _refuse_other_kinds(actual: NewActual, key: str) -> None:
    given = {"value": actual.value, "done": actual.done, "parts": actual.parts or None, "text": actual.text}
    for other, content in given.items():
        if content is not None and other != key and (key, other) != ("done", "text"):
            option, indicators = _KINDS[other]
            raise UsageProblem(f"{option} は{indicators}に使う。この指標の値は {_KINDS[key][0]} だけで示す")


def _part(written: str) -> tuple[str, Value]:
    name, sign, value = written.partition("=")
    if not sign:
        raise UsageProblem(f"--part: 「{clip(written)}」は「名前=値」（例 県=1）ではない")
    return name.strip(), _quantity("--part", value.strip())


def _circumstances(actual: NewActual, known: Day | None) -> dict[str, Value]:
    """Return the keys of the value's status and of the time it describes."""
    if actual.status is None:
        raise UsageProblem(f"--status で、値の状態を示す（{'、'.join(Status)} のどれか）")
    return _given(
        status=status_of(actual.status, "--status").value,
        as_of=Raw(str(parsed("--as-of", parse_day, actual.as_of))) if actual.as_of else None,
        **_known(known),
        approximate=Raw("true") if actual.approximate else None,
        note=actual.note or None,
    )


def _reason_changes(reason: Reason, subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    names = {cause.id: (cause.label, cause.id) for cause in subject.plan.plan.causes}
    cause = None if reason.cause is None else _named("cause", reason.cause, names)
    entry = _given(cause=cause, reason=reason.reason)
    yield from _said(
        entry, subject.declared.route("unmet", str(year)), subject.declared.indicator.unmet.get(year), subject
    )


def _pending_changes(pending: NewPending, subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    records = subject.declared.indicator.actuals.get(subject.declared.indicator.year_kind.of(year), ())
    if any(record.settled for record in records):
        raise UsageProblem(
            f"--pending: {year.formal}には、もう実績の値がある。集計中とは書かない。年度を --year で確かめる。"
            "その値が誤りなら、--value と --correct で直すか、値の行をファイルから消してから書く"
        )
    until = Raw(str(parsed("--until", parse_day, pending.until))) if pending.until is not None else None
    there = subject.declared.indicator.pending.get(year)
    yield from _said(
        _given(until=until, reason=pending.reason), subject.declared.route("pending", str(year)), there, subject
    )


def _state_changes(own: NewState, subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    if own.state is None:
        entry = _given(ends=Raw("true"), reason=own.reason or None)
        _refuse_suspended(subject.declared, year)
    else:
        names = {state.id: (state.heading, state.id, state.label) for state in subject.plan.plan.states}
        entry = _given(state=_named("state", own.state, names), reason=own.reason or None)
    yield from _said(
        entry, subject.declared.route("states", str(year)), subject.declared.indicator.states.get(year), subject
    )


def _refuse_suspended(declared: DeclaredIndicator, year: FiscalYear) -> None:
    suspended = declared.indicator.suspended
    if suspended is not None and suspended.covers(year):
        raise UsageProblem(
            f"--resume: {declared.indicator.id} は停止（suspended）である。停止の終わりは、ファイルの suspended に"
            f" until: {year.before}（停止として報告する最後の年度）と until_known（そう決まった日）を書く"
        )


def _rating_changes(own: NewRating, subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    scale = subject.plan.plan.scale
    names = {one.id: one.names for one in scale.ratings} if scale else {}
    rating, there = _named("rating", own.rating, names), subject.declared.indicator.judged.get(year)
    by = own.by or (there.by if there else subject.declared.indicator.owner)
    if by is None:
        raise UsageProblem("誰の評価かを --by で示す（例 --by 所管課）")
    entry = _given(rating=rating, by=by, reason=own.reason or None)
    yield from _said(entry, subject.declared.route("judged", str(year)), there, subject)


def _remark_changes(own: tuple[NewRemark, ...], subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    at = subject.declared.route("remarks", str(year))
    there = {
        folded(one.heading): (place, one) for place, one in enumerate(subject.declared.indicator.remarks.get(year, ()))
    }
    some = bool(there)
    headings = [folded(remark.heading) for remark in own]
    for remark, heading in zip(own, headings, strict=True):
        if headings.count(heading) > 1:
            raise UsageProblem(f"--remark: 見出し「{clip(remark.heading)}」が二度ある。一つの文章にまとめる")
    for remark in own:
        entry: dict[str, Value] = {"heading": remark.heading, "text": remark.text}
        place, known = there.get(folded(remark.heading), (0, None))
        if known is not None:
            yield from _said({"text": remark.text}, (*at, place), known, subject)
            continue
        entry |= subject.attested()
        yield Add(at, entry) if some else Put(at, entry, ORDER)
        some = True


_OF_PLAN = {"state": ("状態", "states"), "rating": ("達成区分", "ratings"), "cause": ("要因", "causes")}
_WITHOUT = {"cause": "計画の causes に先に書くか、--reason に理由を書く"}


def _named(field: Literal["state", "rating", "cause"], written: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """Return the id of what is `written` by one of its names, of which the first is the one that is printed."""
    found = next((identifier for identifier, own in names.items() if written in own), None)
    if found is None:
        what, key = _OF_PLAN[field]
        called = [f"{identifier}（{own[0]}）" for identifier, own in names.items()]
        offer = among(called) if names else _WITHOUT.get(field, f"計画の {key} に、先に書く")
        every = [name for own in names.values() for name in own]
        raise UsageProblem(
            f"--{field}: {what}「{clip(written)}」は計画の {key} にない。{suggested(written, every, offer)}"
        )
    return found


def _given(**values: Value | None) -> dict[str, Value]:
    """Return the keys of an entry that have a value, in their order."""
    return {key: value for key, value in values.items() if value is not None}


def _known(day: Day | None) -> dict[str, Value]:
    return {} if day is None else {"known": Raw(str(day))}


def _said(entry: Mapping[str, Value], at: Path, there: Attested | None, subject: _Subject) -> Iterator[Change]:
    """Yield the changes that make `entry` said at `at`; what else is said `there` stays."""
    if there is None:
        yield Put(at, {**entry, **subject.attested()}, ORDER)
        return
    given = subject.given()
    named = {key: value for key, value in given.items() if key != "known"}
    kept = _says(there, {**entry, **given}, subject) or (
        (there.source or there.reported) and _says(there, named, subject)
    )
    origin = given if kept else subject.attested()
    yield from _in_place(at, there, origin)
    yield from (Put((*at, key), value, ORDER) for key, value in {**entry, **origin}.items())


def _in_place(at: Path, there: Attested, origin: Mapping[str, Value]) -> Iterator[Change]:
    """Yield the change that makes room at `at` for another kind of origin: a document for a report, or a report."""
    if "source" in origin and there.reported is not None:
        yield Rename((*at, "reported"), "source")
    if "reported" in origin and there.source is not None:
        yield Rename((*at, "source"), "reported")


def _suspension_changes(suspension: NewSuspension, subject: _Subject, year: FiscalYear) -> Iterator[Change]:
    if subject.declared.indicator.suspended is not None:
        raise UsageProblem(f"{subject.declared.indicator.id} は、もう停止になっている。変えるならファイルを直す")
    entry = _given(since=Raw(str(year)), reason=suspension.reason, successor=suspension.successor or None)
    yield Put(subject.declared.route("suspended"), {**entry, **subject.attested()}, ORDER)


def _quantity(option: str, text: str) -> Value:
    """Return a number, or the numerator and the denominator of a fraction, for writing."""
    absent = not_a_value(text)
    try:
        return quantity(text)
    except Misspelt as misspelt:
        advice = misspelt.advice or (_INSTEAD[absent] if absent else "")
        raise UsageProblem(f"{option}: {misspelt}{f'。{advice}' if advice else ''}") from None


_INSTEAD = {
    Absent.WAITING: "まだない値は書かず、--value と --status の代わりに --pending（いつ出るかは --until）で書く",
    Absent.STOPPED: "取組をやめたのなら --suspend と --reason で停止を書き、"
    "計画に状態があれば --state で、その年度の状態を書く",
}
