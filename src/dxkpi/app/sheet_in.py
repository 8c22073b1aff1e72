"""`dxkpi sheet in`: what the answers of departments change, before anything is written.

However many answers there are, the data are loaded once more, and a second time only where a file has to be left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from dxkpi.app.answer_rows import Found, Rows, gathered
from dxkpi.app.answer_words import not_possible, why_not_written
from dxkpi.app.change import WHY, against_a_paper
from dxkpi.app.change_edits import changes_for
from dxkpi.app.change_request import ChangeRequest, NewActual, NewPending, NewRating, NewRemark, Origin
from dxkpi.app.data import Data, brought
from dxkpi.app.diff import ComparedState, DiffRequest, diff
from dxkpi.app.problems import UsageProblem
from dxkpi.app.select import day_of
from dxkpi.core.basis.calendar import Day
from dxkpi.core.basis.finding import Finding, RuleInfo
from dxkpi.core.basis.record import Status
from dxkpi.core.collection.answer import (
    Group,
    PendingAnswer,
    RatingAnswer,
    Reason,
    Rejection,
    RemarkAnswer,
    ValueAnswer,
)
from dxkpi.core.collection.columns import SheetColumn
from dxkpi.core.collection.memory import Recorded, Written, said
from dxkpi.core.collection.merge import Already, AlreadyFinal, Changed, Merged, Weaker, value_merged, words_merged
from dxkpi.core.diff.outcome import DiffOutcome
from dxkpi.core.numerals import percent_figure, rate_figure
from dxkpi.core.observations import Vintage
from dxkpi.core.outcomes.sheet import ReadBook, SheetInOutcome, Taken
from dxkpi.core.publication.owed import CorrectionParts, owed
from dxkpi.rules.published.published_row import PUBLISHED_ROW
from dxkpi.source.codes.sheets import UNWRITABLE
from dxkpi.source.edit import NotEdited, edited


@dataclass(frozen=True, slots=True)
class SheetInRequest:
    """A request as written; None where an option was not given."""

    today: date
    known: str | None = None
    reported: str | None = None
    correct: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class _Accepted:
    """An answer that is to be written, and the requests that write it, as `dxkpi set` makes them."""

    found: Found
    requests: tuple[ChangeRequest, ...]


@dataclass(slots=True)
class _Batch:
    """The answers to be written, and what was refused on the way."""

    accepted: list[_Accepted] = field(default_factory=list)
    already: list[Found] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)

    def refuse(self, found: Found, rule: RuleInfo, message: str, *columns: SheetColumn) -> None:
        """Refuse an answer."""
        at = found.answer.at(*columns, SheetColumn.VALUE, SheetColumn.STATUS, SheetColumn.REASON, SheetColumn.CAUSE)
        self.refused.append(Rejection(rule, at, message, found.name))


def prepare_answers(data: Data, books: Iterable[tuple[str, bytes]], request: SheetInRequest) -> SheetInOutcome:
    """Return what the answers in `books`, given by name and content, change; nothing is written.

    Raises:
        UsageProblem: for a day that cannot be read.
    """
    known = day_of(request.known, "--known") if request.known else None
    rows = gathered(data.dataset, books)
    batch = _Batch(refused=list(rows.refused))
    for found in rows.found:
        _merge(found, request, known, batch)
    made = _Made(data, batch, request.today)
    made.make()
    return SheetInOutcome(
        tuple(_books(rows, batch)),
        tuple(_taken(batch.accepted)),
        tuple(sorted(batch.refused, key=lambda rejection: (rejection.cell.file, rejection.cell.sheet))),
        tuple(rows.notes),
        tuple(rows.cautions),
        made.files,
        made.diff,
        made.findings,
        request.partial,
    )


def _merge(found: Found, request: SheetInRequest, known: Day | None, batch: _Batch) -> None:
    """Hold an answer against the data, and accept it, pass it over, or refuse it as a whole."""
    now = said(found.declared, found.plan, found.year, None, found.key)
    requests: list[ChangeRequest] = []
    for group in found.answer.said:
        outcome, column = _held(group, found.said, now, correct=request.correct, later=known is not None)
        match outcome:
            case Already():
                continue
            case Changed(again):
                requests.append(_request(found, group, request, known, again=again))
            case _:
                rule, sentence = why_not_written(outcome, found.declared, found.plan.plan, group.record)
                batch.refuse(found, rule, sentence, column)
                return
    if requests:
        batch.accepted.append(_Accepted(found, tuple(_joined(requests))))
    else:
        batch.already.append(found)


def _held(
    group: Group, sent: Recorded | None, now: Recorded, *, correct: bool, later: bool
) -> tuple[Merged, SheetColumn]:
    """Return what a part of an answer comes to, and the column that it stands in.

    `correct`, `later`: a value that stands may be corrected, or followed by one that became known later.
    """

    def words(
        own: Reason | PendingAnswer | RatingAnswer | RemarkAnswer, was: Written | None, there: Written | None
    ) -> Merged:
        return words_merged(own, was, there, remembered=sent is not None)

    match group:
        case ValueAnswer():
            records = sent.records if sent else None
            return value_merged(group, records, now.records, again=correct or later), SheetColumn.VALUE
        case Reason():
            return words(group, sent.reason if sent else None, now.reason), SheetColumn.REASON
        case PendingAnswer():
            final = [record for record in now.records if record["status"] == Status.FINAL]
            own = words(group, sent.pending if sent else None, now.pending)
            return Weaker(final[-1]) if final else own, SheetColumn.STATUS
        case RatingAnswer():
            own = words(group, sent.judged if sent else None, now.judged)
            stands = now.judged if own == Changed(again=True) and not correct else None
            return AlreadyFinal(stands) if stands else own, SheetColumn.JUDGED
        case RemarkAnswer(heading, _, column):
            return words(group, sent.remark(heading) if sent else None, now.remark(heading)), column
        case _:
            assert_never(group)


def _joined(requests: Sequence[ChangeRequest]) -> Iterator[ChangeRequest]:
    """Yield the requests, all remarks in one: each is added to what stands there."""
    yield from (request for request in requests if not request.remarks)
    remarks = tuple(remark for request in requests for remark in request.remarks)
    if remarks:
        yield replace(requests[-1], remarks=remarks)


def _request(found: Found, group: Group, request: SheetInRequest, known: Day | None, *, again: bool) -> ChangeRequest:
    """Return the change request that `dxkpi set` would make of a part of an answer."""
    day = str(known) if known else request.today.isoformat()
    asked = found.said.owner if found.said else None
    origin = Origin(reported=found.owner or request.reported or asked, known=day)
    indicator, plan = found.declared.indicator.id, found.plan.plan.plan
    bare = ChangeRequest(indicator, str(found.year), request.today, plan, origin=origin)
    as_it_was = Origin(known=str(known) if known else None)  # of what is corrected
    match group:
        case ValueAnswer():
            correct = again and request.correct and group.status is Status.FINAL
            actual = _actual(group, day if again and not correct else None, correct=correct)
            return replace(bare, actual=actual, origin=as_it_was if correct else origin)
        case Reason():
            return replace(bare, reason=group)
        case PendingAnswer(until, reason):
            return replace(bare, pending=NewPending(str(until) if until else None, reason))
        case RatingAnswer(rating):
            return replace(bare, rating=NewRating(rating), origin=as_it_was if again else origin)
        case RemarkAnswer(heading, text):
            return replace(bare, remarks=(NewRemark(heading, text),))
        case _:
            assert_never(group)


def _actual(value: ValueAnswer, known: str | None, *, correct: bool) -> NewActual:
    written = value.written
    parts = written.get("parts", {})
    done = written.get("done")
    return NewActual(
        value.status.value,
        written.get("value"),
        tuple(done) if done is not None else None,
        tuple(f"{name}={number}" for name, number in parts.items()),
        written.get("text"),
        str(value.as_of) if value.as_of else None,
        known,
        value.approximate,
        value.note,
        correct,
    )


@dataclass(slots=True)
class _Made:
    """The data with the answers in them, made in memory: loaded once, or twice where a file had to be left out."""

    data: Data
    batch: _Batch
    today: date
    files: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    diff: DiffOutcome | None = None
    findings: tuple[Finding, ...] = ()

    def make(self) -> None:
        """Make the files, and take back those that would be unsound; where that does not help, all of them."""
        self._edit()
        if not self.files:
            return
        changed = self._load()
        wrong = self._wrong(changed)
        if wrong:
            self._take_back(wrong)
            if not self.files:
                return
            changed = self._load()
            still = next(iter(self._wrong(changed).values()), None)
            if still:
                self._take_back(dict.fromkeys(self.files, still))
                return
        self.findings = brought(self.data, changed, self.today)
        before, after = (
            ComparedState(self.data.tree.label, self.data),
            ComparedState(f"{self.data.tree.label}（書き込んだ後）", changed),
        )
        self.diff = diff(before, after, DiffRequest())

    def _edit(self) -> None:
        for accepted in tuple(self.batch.accepted):
            found = accepted.found
            document = found.declared.document
            before = self.data.content(document)
            first, after = self.files.get(document, (before, before))
            try:
                changes = [
                    change
                    for request in accepted.requests
                    for change in changes_for(
                        request, accepted.found.declared, accepted.found.plan, accepted.found.year
                    )
                ]
            except UsageProblem as problem:
                self._drop(accepted, *not_possible(problem))
                continue
            done = edited(document, after, changes)
            if isinstance(done, NotEdited):
                self._drop(accepted, UNWRITABLE, done.reason)
            elif done != first:
                self.files[document] = first, done

    def _drop(self, accepted: _Accepted, rule: RuleInfo, sentence: str) -> None:
        self.batch.accepted.remove(accepted)
        self.batch.refuse(accepted.found, rule, sentence)

    def _load(self) -> Data:
        return self.data.changed({name: after for name, (_, after) in self.files.items()})

    def _wrong(self, changed: Data) -> dict[str, tuple[RuleInfo, str]]:
        """Return the changed files by which the data become unsound, or a published year other than it was."""
        found: dict[str, tuple[RuleInfo, str]] = {}
        day = Day.of(self.today)
        for one in owed(self.data.dataset, changed.dataset, CorrectionParts(day, WHY, percent_figure, rate_figure)):
            own = [d for d in changed.dataset.of_plan(one.plan.plan.plan) if d.indicator.id == one.indicator]
            for declared in own:
                year = one.declared.published.year.label
                sentence = f"{year}は公表済みで、値が変わる。誤りなら、計画の corrections に正誤を書いてから読む"
                found[declared.document] = PUBLISHED_ROW.info, sentence
        corrected = {
            accepted.found.declared.document: accepted.found.year
            for accepted in self.batch.accepted
            if any(request.actual and request.actual.correct for request in accepted.requests)
        }
        for finding in brought(self.data, changed):
            for document in {spot.document for spot, _ in finding.related} & corrected.keys():
                if against := against_a_paper(finding, corrected[document]):
                    found.setdefault(document, (finding.diagnostic.rule, against))
            if finding.touches_figures and finding.diagnostic.rule.code != PUBLISHED_ROW.info.code:
                new = finding.diagnostic
                sentence = f"書き込むと誤りになる: {new.message}。{new.hint}"
                at = finding.spot.document
                for document in (at,) if at in self.files else tuple(self.files):
                    found.setdefault(document, (new.rule, sentence))
        return {document: why for document, why in found.items() if document in self.files}

    def _take_back(self, wrong: Mapping[str, tuple[RuleInfo, str]]) -> None:
        for accepted in tuple(self.batch.accepted):
            why = wrong.get(accepted.found.declared.document)
            if why is not None:
                self._drop(accepted, *why)
        for document in wrong:
            self.files.pop(document, None)


def _taken(accepted: Sequence[_Accepted]) -> Iterator[Taken]:
    for own in accepted:
        found = own.found
        records = Vintage(found.declared.indicator, found.plan.plan).of_year(found.year)
        yield Taken(found.declared, found.plan, found.year, found.answer, records[-1] if records else None)


def _books(rows: Rows, batch: _Batch) -> Iterator[ReadBook]:
    written = Counter(accepted.found.file for accepted in batch.accepted)
    already = Counter(found.file for found in batch.already)
    refused = Counter(cell.file for cell in dict.fromkeys(rejection.cell.row for rejection in batch.refused))
    for file, asked in rows.asked.items():
        memory = rows.sent[file]
        blank = tuple(asked[key] for key in dict.fromkeys(rows.blank[file]))
        counts = len(asked), written[file], already[file], refused[file]
        owner = memory.owner or _one_owner(rows, file)
        yield ReadBook(file, owner, memory.made, *counts, blank, memory.answered_by, memory.checked)


def _one_owner(rows: Rows, file: str) -> str:
    """Return the one department that all rows of a file were made for, or nothing: a CSV file has no other word."""
    owners = rows.owners[file]
    return next(iter(owners)) if len(owners) == 1 else ""
