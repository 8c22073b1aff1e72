"""Fiscal and calendar years, days, and every way they are written; the only place that knows eras."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self

from dxkpi.core.basis.text import FULL_WIDTH, Misspelt


class _Era(NamedTuple):
    letter: str
    kanji: str
    first: int
    last_number: int


# An era's last number is that of the fiscal year during which it ended: H31 is written, and is R1.
_ERAS = (
    _Era("S", "昭和", 1926, 64),
    _Era("H", "平成", 1989, 31),
    _Era("R", "令和", 2019, 99),
)
_EARLIEST, _LATEST = _ERAS[0].first, _ERAS[-1].first + _ERAS[-1].last_number - 1
_BY_MARK = {mark: era for era in _ERAS for mark in (era.letter, era.kanji)}

_EXPECTED = "年度（例 R3、令和3年度、2021）"
_ERA_YEAR = re.compile(rf"({'|'.join(_BY_MARK)})(元|\d{{1,2}})(?:年度)?", re.ASCII)
_WESTERN = re.compile(r"(?:FY)?(\d{4})(?:年度)?", re.ASCII)
_ERA_MONTH = re.compile(rf"({'|'.join(_BY_MARK)})(元|\d{{1,2}})(?:[./-]|年)(\d{{1,2}})(?:月)?", re.ASCII)
_WESTERN_MONTH = re.compile(r"(\d{4})(?:[./-]|年)(\d{1,2})(?:月)?", re.ASCII)
_OF_MONTH = re.compile(r"(?<=[月\d])(?:末日?)?(?:現在|時点)?$", re.ASCII)
_END_OF_YEAR = re.compile(r"(.{1,20}?)の?(?:末|末日|末時点|分|実績値?|見込み?)")
_KANJI = "〇一二三四五六七八九"
_KANJI_YEAR = re.compile(rf"({'|'.join(_BY_MARK)})(?=[{_KANJI[1:]}十])([{_KANJI[1:]}]?十?[{_KANJI[1:]}]?)(?:年度?)?")
_BARE_YEAR = re.compile(r"0*([1-9]\d?)(?:年度?)?", re.ASCII)
_CALENDAR_YEAR = re.compile(rf"(?:({'|'.join(_BY_MARK)})(元|\d{{1,2}})|(\d{{4}}))年", re.ASCII)


@dataclass(frozen=True, eq=False, slots=True)
class FiscalYear:
    """A Japanese fiscal year: April of the calendar year `start` to March of the next.

    It is equal to the calendar year of the same number, which belongs to the report of the fiscal year.

    >>> str(FiscalYear(2021)), FiscalYear(2019).label, FiscalYear(2021).formal
    ('R3', 'R元年度', '令和3年度')
    """

    start: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FiscalYear) and self.start == other.start

    def __lt__(self, other: "FiscalYear") -> bool:
        return self.start < other.start

    def __le__(self, other: "FiscalYear") -> bool:
        return self.start <= other.start

    def __gt__(self, other: "FiscalYear") -> bool:
        return self.start > other.start

    def __ge__(self, other: "FiscalYear") -> bool:
        return self.start >= other.start

    def __hash__(self) -> int:
        return self.start  # years are keys of nearly everything, and a tuple for each look would cost three times this

    def __str__(self) -> str:
        return _short(self.start)

    @property
    def label(self) -> str:
        """The year as progress reports write it: `R3年度`, and `R元年度` for the first year of an era."""
        era = self._era()
        return f"{era.letter}{self._number(era)}年度" if era else f"{self.start}年度"

    @property
    def formal(self) -> str:
        """The year as titles write it: `令和3年度`, `令和元年度`."""
        era = self._era()
        return f"{era.kanji}{self._number(era)}年度" if era else f"{self.start}年度"

    @property
    def kind(self) -> str:
        """Japanese name of such a year, with its months."""
        return "年度（4月から翌年3月まで）"

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.start + 1, 3, 31)

    @property
    def before(self) -> Self:
        """The year before, of the same kind."""
        return type(self)(self.start - 1)

    def around(self, day: "Day") -> "FiscalYear":
        """Return the year of the same kind that `day` falls in."""
        return day.fiscal_year

    @property
    def reported(self) -> "FiscalYear":
        """The fiscal year whose report it belongs to."""
        return self

    def _era(self) -> _Era | None:
        """Return the era of its April, or None for a year before all eras, which only a date can fall in."""
        return _era_of(self.start)

    def _number(self, era: _Era) -> str:
        number = self.start - era.first + 1
        return "元" if number == 1 else str(number)


class CalendarYear(FiscalYear):
    """A year from January to December, which belongs to the report of the fiscal year that begins in it.

    >>> str(CalendarYear(2021)), CalendarYear(2021).label, CalendarYear(2021) == FiscalYear(2021)
    ('2021', '2021年', True)
    """

    __slots__ = ()

    def __str__(self) -> str:
        return str(self.start)

    @property
    def label(self) -> str:
        return f"{self.start}年"

    @property
    def formal(self) -> str:
        return self.label

    @property
    def kind(self) -> str:
        return "暦年（1月から12月まで）"

    @property
    def last(self) -> date:
        return date(self.start, 12, 31)

    def around(self, day: "Day") -> FiscalYear:
        return CalendarYear(day.year)

    @property
    def reported(self) -> FiscalYear:
        return FiscalYear(self.start)


@lru_cache(maxsize=1 << 10)  # years are written into the path of nearly every value
def _short(year: int) -> str:
    era = _era_of(year)
    return f"{era.letter}{year - era.first + 1}" if era else str(year)


def _era_of(year: int) -> _Era | None:
    return next((era for era in reversed(_ERAS) if era.first <= year), None)


@lru_cache(maxsize=1 << 10)
def parse_fiscal_year(text: str) -> FiscalYear:
    """Return the fiscal year that `text` writes in any accepted notation.

    >>> parse_fiscal_year("H31") == parse_fiscal_year("令和元年度") == parse_fiscal_year("FY2019")
    True

    Raises:
        Misspelt: for anything else; a month (R3.12) or an impossible era year (R0, H40) gets advice.
    """
    plain = text.translate(FULL_WIDTH)
    if era_year := _ERA_YEAR.fullmatch(plain):
        return _era_year(text, _BY_MARK[era_year[1]], era_year[2])
    if western := _WESTERN.fullmatch(plain):
        start = int(western[1])
        if _EARLIEST <= start <= _LATEST:
            return FiscalYear(start)
        raise Misspelt(text, _EXPECTED, hint=f"西暦は {_EARLIEST} から {_LATEST} まで")
    raise _misspelt(text, plain)


def year_written(text: str) -> FiscalYear | None:
    """Return the fiscal year that `text` writes, or None."""
    try:
        return parse_fiscal_year(text)
    except Misspelt:
        return None


def western_year(mark: str, number: str) -> int | None:
    """Return the calendar year that an era year names, or None where the era has no such year.

    >>> western_year("R", "3"), western_year("令和", "元"), western_year("H", "40")
    (2021, 2019, None)
    """
    era = _BY_MARK.get(mark)
    count = 1 if number == "元" else int(number)
    return era.first + count - 1 if era and 1 <= count <= era.last_number else None


def _era_year(text: str, era: _Era, number: str) -> FiscalYear:
    start = western_year(era.letter, number)
    if start is not None:
        return FiscalYear(start)
    if int(number) == 0:
        raise Misspelt(text, _EXPECTED, f"{era.letter}1", f"{era.kanji}は元年（{era.letter}1）から")
    meant = FiscalYear(era.first + int(number) - 1)
    last = FiscalYear(era.first + era.last_number - 1)
    raise Misspelt(text, _EXPECTED, str(meant), f"{era.kanji}は{era.last_number}年度（= {last}）まで")


def _misspelt(text: str, plain: str) -> Misspelt:
    if of_year := _END_OF_YEAR.fullmatch(plain):
        return _of_year(text, of_year[1])
    if month := _ERA_MONTH.fullmatch(plain):
        return _month(text, western_year(month[1], month[2]), int(month[3]))
    if month := _WESTERN_MONTH.fullmatch(plain):
        return _month(text, int(month[1]), int(month[2]))
    if calendar := _CALENDAR_YEAR.fullmatch(plain):
        year = western_year(calendar[1], calendar[2]) if calendar[1] else int(calendar[3])
        if year is not None and _EARLIEST <= year <= _LATEST:
            hint = f"暦年と区別するため「年度」まで書く。暦年の指標（year_kind: calendar）なら「{year}」と書く"
            return Misspelt(text, _EXPECTED, str(FiscalYear(year)), hint)
    if _ERA_YEAR.fullmatch(plain.upper()) or _WESTERN.fullmatch(plain.upper()):
        return Misspelt(text, _EXPECTED, plain.upper())
    return _numeral(text, plain)


def _numeral(text: str, plain: str) -> Misspelt:
    """Return what is wrong with a year in kanji (令和七年度), or without its era."""
    if kanji := _KANJI_YEAR.fullmatch(plain):
        tens, _, ones = kanji[2].rpartition("十")
        count = (_KANJI.index(tens) if tens else 1) * 10 * ("十" in kanji[2]) + (_KANJI.index(ones) if ones else 0)
        return _of_year(text, f"{kanji[1]}{count}")
    if bare := _BARE_YEAR.fullmatch(plain):
        return Misspelt(text, _EXPECTED, hint=f"元号を付ける（令和なら R{int(bare[1])}）か、西暦4桁で書く")
    return Misspelt(text, _EXPECTED)


def _of_year(text: str, year: str) -> Misspelt:
    """Return what is wrong with `text`, which says that something is of `year`: its end (R7末), its actual."""
    try:
        return Misspelt(text, _EXPECTED, str(parse_fiscal_year(year)))
    except Misspelt as inner:
        return Misspelt(text, _EXPECTED, inner.suggestion, inner.hint)


def _month(text: str, year: int | None, month: int) -> Misspelt:
    if year is None or not 1 <= month <= 12 or not _EARLIEST < year <= _LATEST:  # noqa: PLR2004
        return Misspelt(text, _EXPECTED)
    fiscal = fiscal_year_of(year, month)
    return Misspelt(text, _EXPECTED, str(fiscal), f"月まで言うには、実績値に as_of: {year}-{month:02d} を添える")


@lru_cache(maxsize=1 << 10)
def fiscal_year_of(year: int, month: int) -> FiscalYear:
    """Return the fiscal year that a month of a calendar year falls in.

    >>> str(fiscal_year_of(2022, 3)), str(fiscal_year_of(2022, 4))
    ('R3', 'R4')
    """
    april = 4
    return FiscalYear(year if month >= april else year - 1)


_DATE_EXPECTED = "日付（例 2021-12、2021-12-31）"
_WRITTEN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_LOOSE = re.compile(
    r"(?:(?P<era>[SHR]|昭和|平成|令和)(?P<number>元|\d{1,2})|(?P<western>\d{4}))(?:[./-]|年)"
    r"(?P<month>\d{1,2})(?:月)?(?:[./-]?(?P<day>\d{1,2})日?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month whose day no source gives (`day` is None).

    >>> str(Day(2021, 12)), Day(2021, 12).last.isoformat()
    ('2021-12', '2021-12-31')
    """

    year: int
    month: int
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "Day":
        """Return a day of the calendar."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    @property
    def first(self) -> date:
        """The earliest day that it can mean."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that it can mean."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year that it falls in."""
        return fiscal_year_of(self.year, self.month)

    def certainly_by(self, other: "Day") -> bool:
        """Say whether it is not after `other`, whichever day a bare month means.

        >>> Day(2022, 3).certainly_by(Day(2022, 3, 14)), Day(2022, 3).certainly_by(Day(2022, 3))
        (False, True)
        """
        return self is other or self.last <= other.last


def known_by(known: Day | None, as_of: Day | None) -> bool:
    """Say whether something known since `known` (None: always) was known on `as_of` (None: now)."""
    return as_of is None or known is None or known.certainly_by(as_of)


def parse_day(text: str) -> Day:
    """Return the day or month that `text` writes as 2021-12-31 or 2021-12.

    Raises:
        Misspelt: for anything else, with the right spelling of 2021/12, R3.12 or 令和3年12月.
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise Misspelt(text, _DATE_EXPECTED, _meant(_OF_MONTH.sub("", text.translate(FULL_WIDTH).replace(" ", ""))))
    day = _existing(int(written[1]), int(written[2]), int(written[3]) if written[3] else None)
    if day is None:
        raise Misspelt(text, _DATE_EXPECTED, hint="暦にない日付である")
    return day


def _meant(plain: str) -> str | None:
    loose = _LOOSE.fullmatch(plain)
    if loose is None:
        return None
    year = western_year(loose["era"], loose["number"]) if loose["era"] else int(loose["western"])
    if year is None:
        return None
    day = _existing(year, int(loose["month"]), int(loose["day"]) if loose["day"] else None)
    return None if day is None else str(day)


def _existing(year: int, month: int, day: int | None) -> Day | None:
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(year, month, day)
