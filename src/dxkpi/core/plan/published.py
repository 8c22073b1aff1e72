"""The published result of a year, row by row, transcribed from a paper or written by `publish`; and its corrections."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, model_validator

from dxkpi.core.basis.quantity import Quantity, recounted
from dxkpi.core.basis.record import (
    Count,
    Date,
    Id,
    Line,
    NonEmpty,
    Number,
    Record,
    Refusal,
    StatusName,
    Text,
    Year,
    contradiction,
    typed,
)
from dxkpi.core.basis.text import Misspelt
from dxkpi.core.basis.unit import share_per
from dxkpi.core.indicator.attested import Months, Source
from dxkpi.core.indicator.parts import Quantities
from dxkpi.core.plan.revision import TargetValues
from dxkpi.core.plan.scheme import Scheme

RATIO_GRAMMAR = r"-?(0|[1-9]\d{0,199})(/[1-9]\d{0,199})?"
_RATIO = re.compile(RATIO_GRAMMAR, re.ASCII)


def _ratio(text: str) -> Fraction:
    if not _RATIO.fullmatch(text):
        raise Misspelt(text, "正確な比（例 25/34、1、0）")
    return Fraction(text)


Ratio = Annotated[
    Fraction,
    typed(
        Refusal.NUMBER,
        _ratio,
        "string",
        "integer",
        pattern=f"^({RATIO_GRAMMAR.replace('199', '')})$".replace(r"\d", "[0-9]"),
    ),
]


class PublishedBaseline(Record):
    """A baseline as published."""

    value: Quantity | None = None
    parts: Quantities | None = None
    text: Text | None = None
    year: Year | None = None
    average_of: NonEmpty[Year] | None = None


class PublishedActual(Record):
    """An actual as published, with its fiscal year."""

    value: Quantity | None = None
    parts: Quantities | None = None
    done: tuple[Line, ...] | None = None
    text: Text | None = None
    status: StatusName | None = None
    year: Year | None = None
    as_of: Date | None = None
    period: Months | None = None


class PublishedRow(Record):
    """An indicator as published; a missing key was not printed, or has no value in a file that `publish` wrote.

    `rate` is in percent as printed, `exact_rate` the exact ratio. `rating` is the id of a rating or `unassessed`;
    `state` is `suspended` or the id of a special status. A monitored indicator has neither. `of` is the indicator that
    it is a part of (うち).
    """

    name: Line | None = None
    number: Line | None = None
    unit: Line | None = None
    section: Id | None = None
    relisted: tuple[Id, ...] | None = None
    of: Id | None = None
    baseline: PublishedBaseline | None = None
    target: TargetValues | None = None
    actual: PublishedActual | None = None
    rate: Number | None = None
    exact_rate: Ratio | None = None
    rating: Id | None = None
    state: Id | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _counts_shares_in_its_unit(self) -> Self:
        return recounted(self, share_per(self.unit)) if self.unit else self

    @property
    def column(self) -> str | None:
        """The column of the tables that it counts in; None for a monitored indicator, and for a part of another."""
        return None if self.of else self.state or self.rating


class Unnamed(Record):
    """Indicators that are counted without a name; `unassessed` where they have no rating either."""

    section: Id
    rating: Id
    count: Count
    source: Source | None = None


Counts = dict[Id, Count]
Percentages = dict[Id, Number]


class PublishedPercent(Record):
    """Percentages as printed, by rating id or `suspended`: of the whole plan, and of each of the plan's `tables`."""

    total: Percentages | None = None
    tables: tuple[Percentages, ...] = ()


class CorrectedRow(PublishedRow):
    """Values of a correction: keys of a row, or counts and percentages of the plan."""

    counts: dict[Id, Counts] | None = None
    percent: PublishedPercent | None = None


_TOTALS = frozenset({"counts", "percent"})


class Correction(Record):
    """A correction (正誤) of the published result of `year`: of an indicator's row, or of the totals.

    `from` and `to` hold only what changes. A key missing in `to` is removed; a key missing in `from` is added.
    """

    date: Date
    year: Year
    indicator: Id | None = None
    before: CorrectedRow | None = Field(default=None, alias="from")
    after: CorrectedRow | None = Field(default=None, alias="to")
    what: Text | None = None
    why: Text
    source: Source | None = None

    @model_validator(mode="after")
    def _says_a_change(self) -> Self:
        if self.before == self.after:
            raise contradiction("訂正の前 from と後 to が同じである", "from に公表した値、to に正しい値を書く")
        for key, side in (("from", self.before), ("to", self.after)):
            named = side.model_fields_set if side else set()
            if self.indicator is None and named - _TOTALS:
                reason = f"「{min(named - _TOTALS)}」は、計画の件数でも割合でもない"
                raise contradiction(reason, "indicator に指標の id を書く", key)
            if self.indicator is not None and named & _TOTALS:
                reason = f"「{min(named & _TOTALS)}」は、指標の値ではない"
                raise contradiction(reason, "件数と割合は、indicator のない正誤に書く", key)
        return self


class CarriedOver(Record):
    """The indicators without a value of the year that it was published with, and the reason for publishing.

    `indicators` were judged by values of earlier years, `missing` had no value to judge by.
    """

    reason: Text
    indicators: tuple[Id, ...] = ()
    missing: tuple[Id, ...] = ()


class Published(Record):
    """The result of a year as published.

    `source` is set in a file transcribed from a paper, `made` (the program) in one that `publish` wrote: only that has
    `judged`, the scheme of its results, and `carried`.
    """

    plan: Id
    year: Year
    date: Date | None = None
    made: Text | None = None
    source: Source | None = None
    carried: CarriedOver | None = None
    judged: Scheme | None = None
    counts: dict[Id, Counts] = Field(default_factory=dict)
    percent: PublishedPercent = Field(default_factory=PublishedPercent)
    unnamed: tuple[Unnamed, ...] = ()
    rows: dict[Id, PublishedRow] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_where_it_is_from(self) -> Self:
        if self.made is None:
            if self.source is None:
                hint = "書き写した資料を source に書く。dxkpi publish が書いたファイルなら、made と judged を戻す"
                raise contradiction("出典 source がない", hint)
            for key in ("judged", "carried"):
                if getattr(self, key) is not None:
                    raise contradiction(f"資料から書き写したファイルに {key} がある", f"{key} を消す", key)
            return self
        if self.judged is None:
            raise contradiction("dxkpi publish が書いたファイルに judged がない", "git から元に戻す", "made")
        if self.date is None or self.date.day is None:
            keys = ("date",) if self.date else ()
            raise contradiction("公表の日が、日まで書かれていない", "date を 2022-03-14 のように書く", *keys)
        return self

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        """Yield every source that it names, with the path to it."""
        if self.source:
            yield ("source",), self.source
        for index, group in enumerate(self.unnamed):
            if group.source:
                yield ("unnamed", index, "source"), group.source
        for indicator, row in self.rows.items():
            if row.source:
                yield ("rows", indicator, "source"), row.source

    @property
    def transcribed(self) -> bool:
        """True if it was transcribed from a paper, and is an assertion to be checked against the data."""
        return self.made is None
