"""Attested records: the source of a value, the day it describes, and the fiscal years it covers."""

from abc import abstractmethod
from enum import StrEnum
from typing import Annotated, Self, assert_never

from pydantic import Field, model_validator

from dxkpi.core.basis.calendar import CalendarYear, Day, FiscalYear, known_by
from dxkpi.core.basis.english import EnglishDocument, EnglishRating, EnglishReason
from dxkpi.core.basis.record import (
    Address,
    Date,
    Flag,
    Id,
    Line,
    PageNumber,
    Record,
    Status,
    StatusName,
    Text,
    Year,
    contradiction,
    one_of,
)
from dxkpi.core.indicator.figure import ValueForm

_MONTHS_OF_A_YEAR = 12


class Source(Record):
    """A place in one of the plan's documents: a page, a heading, or both."""

    document: Id
    page: PageNumber | None = None
    heading: Line | None = None


class Document(Record):
    """A published document. `date` is the day of its issue; without one it counts as always known.

    `url` is the address of a page on which it can be read.
    """

    title: Line
    publisher: Line
    en: EnglishDocument | None = None
    date: Date | None = None
    url: Address | None = None
    note: Text | None = None


class Months(Record):
    """The months that a value covers, both included."""

    first: Date = Field(alias="from")
    last: Date = Field(alias="to")

    @property
    def count(self) -> int:
        """Number of months."""
        return (self.last.year - self.first.year) * _MONTHS_OF_A_YEAR + self.last.month - self.first.month + 1

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last.last < self.first.first:
            raise contradiction(
                f"終わり（{self.last}）が始まり（{self.first}）より前である", "from と to を入れ替える", "to"
            )
        return self


class Vouched(Record):
    """A record with its origin: a place in a document (`source`), or the person who `reported` it.

    With neither, its origin is the source of the whole file.
    """

    source: Source | None = None
    reported: Line | None = None

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.source and self.reported:
            raise contradiction(
                "出典 source と報告者 reported の両方が書かれている",
                "資料に載っているなら reported を消し、まだ載っていないなら source を消し、known（分かった日）を書く",
                "reported",
            )
        return self

    def origin(self, default: Source | None) -> Source | None:
        """Return the place in a document that it comes from; `default` is that of the whole file."""
        return None if self.reported else self.source or default


class Attested(Vouched):
    """A record that became `known` on a day (default: the date of its document)."""

    known: Date | None = None

    def known_on(self, documents: dict[str, Document], default: Source | None) -> Day | None:
        """Return the day it became known: its own, else that of the document it comes from, else None (not given)."""
        known = self.known
        if known is not None:
            return known
        source = self.origin(default)
        document = documents.get(source.document) if source is not None else None
        return document.date if document else None


class Actual(Attested):
    """One measurement; each direction adds the type of its value.

    `as_of` is the day it describes, `period` the months it covers.
    """

    status: StatusName
    as_of: Date | None = None
    period: Months | None = None
    approximate: Flag = False
    note: Text | None = None

    @model_validator(mode="after")
    def _known_after_it_was_so(self) -> Self:
        if self.known and self.as_of and self.known.last < self.as_of.first:
            raise contradiction(
                f"known（分かった日 {self.known}）が as_of（値の時点 {self.as_of}）より前である",
                "値が分かった日は、その値の時点より後になる。どちらかを直す",
                "known",
            )
        return self

    @property
    @abstractmethod
    def form(self) -> ValueForm:
        """The measured value."""

    @property
    def of_a_year(self) -> bool:
        """True if it covers a whole year, or does not state its period."""
        return self.period is None or self.period.count >= _MONTHS_OF_A_YEAR

    @property
    def whole(self) -> bool:
        """True if it covers a whole year: neither some months alone, nor a day on the way (時点)."""
        return self.of_a_year and self.status is not Status.INTERIM

    @property
    def settled(self) -> bool:
        """True if it is the final value of a whole year."""
        return self.of_a_year and self.status is Status.FINAL


class Occasion(StrEnum):
    """Occasion on which an indicator takes a special status without a record of it."""

    NO_ACTUAL = "no_actual"
    NOT_ASSESSED = "not_assessed"


class State(Record):
    """A special status that a plan reports in a column of its own.

    `when` applies it to every indicator without an actual, or that could not be assessed. A `lasting` one continues in
    later years.
    """

    id: Id
    label: Line
    group: Line
    en: EnglishRating | None = None
    symbol: Line | None = None
    in_denominator: Flag = True
    lasting: Flag = False
    when: Annotated[Occasion, one_of(Occasion)] | None = None

    @property
    def heading(self) -> str:
        """Heading in tables: its symbol and label."""
        return f"{self.symbol} {self.label}" if self.symbol else self.label


class StatusEntry(Attested):
    """The record that an indicator has a special status of its plan in a fiscal year, with the reason."""

    state: Id | None = None
    ends: Flag = False
    reason: Text | None = None

    @model_validator(mode="after")
    def _begins_or_ends(self) -> Self:
        if self.state is not None and self.ends:
            raise contradiction(
                "状態 state と、状態の終わり ends の両方が書かれている",
                "別の状態に移るなら ends を消し、状態を終えて判定に戻すなら state を消す",
                "ends",
            )
        if self.state is None and not self.ends:
            raise contradiction(
                "状態が書かれていない",
                "計画の states の id を state に書く。続いている状態をこの年度に終えるなら ends: true と書く",
            )
        return self


class PeoplesRating(Attested):
    """The rating that people gave an indicator in a fiscal year (自己評価、外部評価), and who did."""

    rating: Id
    by: Line
    reason: Text | None = None


class Remark(Attested):
    """A comment on a fiscal year, under a heading of the plan's own (課題、今後の取組)."""

    heading: Line
    text: Text


class Carry(StrEnum):
    """The greatest age of a value that may judge a year without one of its own; an older one counts as no value."""

    ANY = "any"
    PREVIOUS = "previous"
    NONE = "none"

    def reaches(self, past: FiscalYear, year: FiscalYear) -> bool:
        """Say whether a value of `past` may judge `year`."""
        match self:
            case Carry.ANY:
                return True
            case Carry.PREVIOUS:
                return year.start - past.start <= 1
            case Carry.NONE:
                return past == year
            case _:
                assert_never(self)


CarryName = Annotated[Carry, one_of(Carry)]


class OwnCarry(Record):
    """The greatest age of values of one indicator, in place of its plan's, and the reason (a five-yearly survey)."""

    allow: CarryName
    reason: Text


class YearKind(StrEnum):
    """The years that the keys of values are: fiscal ones, or calendar ones (観光客数, 事故件数)."""

    FISCAL = "fiscal"
    CALENDAR = "calendar"

    def of(self, year: FiscalYear) -> FiscalYear:
        """Return `year` as one of this kind."""
        return CalendarYear(year.start) if self is YearKind.CALENDAR else year


YearKindName = Annotated[YearKind, one_of(YearKind)]


class Counting(StrEnum):
    """Scope of actuals and target: both cumulative, both of single years, or yearly actuals towards a total."""

    CUMULATIVE = "cumulative"
    YEARLY = "yearly"
    SUMMED = "summed"


CountingName = Annotated[Counting, one_of(Counting)]


class Unmet(Attested):
    """The reason for missing the target of a year: one of the plan's causes, a reason in words, or both."""

    cause: Id | None = None
    reason: Text | None = None
    en: EnglishReason | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.cause is None and self.reason is None:
            raise contradiction("cause も reason も書かれていない", "要因 cause か理由 reason を書く")
        return self


class Pending(Attested):
    """The answer 集計中: the value of the year is not there yet, and is promised `until` a day or month."""

    until: Date | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise contradiction("何も書かれていない", "値の出る時期 until、理由 reason か報告者 reported を書く")
        return self


class Suspension(Attested):
    """The end of tracking: from `since` to `until`, both reported as suspended, the indicator is not rated.

    Without `until` it lasts. Its end became known on `until_known`; without that, together with the suspension.
    """

    since: Year
    until: Year | None = None
    until_known: Date | None = None
    reason: Text
    en: EnglishReason | None = None
    successor: Line | None = None

    @model_validator(mode="after")
    def _knows_an_end(self) -> Self:
        if self.until is None and self.until_known is not None:
            raise contradiction(
                "停止の終わりの分かった日（until_known）があるが、最後の年度（until）がない",
                "停止が終わったなら、停止として報告する最後の年度を until に書く。続くなら until_known の行を消す",
                "until_known",
            )
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise contradiction(
                f"停止の最後の年度（{self.until.formal}）が、最初の年度（{self.since.formal}）より前である",
                "since に停止として報告する最初の年度、until に最後の年度を書く",
                "until",
            )
        return self

    def as_known_on(self, as_of: Day) -> "Suspension":
        """Return the suspension as known on `as_of`: without its end, if that became known later."""
        if self.until_known is None or known_by(self.until_known, as_of):
            return self
        return self.model_copy(update={"until": None, "until_known": None})

    def covers(self, year: FiscalYear) -> bool:
        """Say whether `year` is reported as suspended."""
        return self.since <= year and (self.until is None or year <= self.until)
