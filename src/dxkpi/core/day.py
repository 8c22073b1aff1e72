"""Dates as documents give them: to the day, or only to the month."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dxkpi.core.fiscal import FiscalYear, fiscal_year_of, western_year
from dxkpi.core.spelling import FULL_WIDTH, Misspelt

_EXPECTED = "日付（例 2021-12、2021-12-31）"
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

    def __str__(self) -> str:
        month = f"{self.year:04d}-{self.month:02d}"
        return month if self.day is None else f"{month}-{self.day:02d}"

    @property
    def first(self) -> date:
        """The earliest day that this can mean."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day that this can mean."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def fiscal_year(self) -> FiscalYear:
        """The fiscal year that it falls in."""
        return fiscal_year_of(self.year, self.month)

    def certainly_by(self, other: "Day") -> bool:
        """Whether this has come by `other`, whichever day a bare month means.

        >>> Day(2022, 3).certainly_by(Day(2022, 3, 14)), Day(2022, 3).certainly_by(Day(2022, 3))
        (False, True)
        """
        return self is other or self.last <= other.last


def known_by(known: Day | None, as_of: Day | None) -> bool:
    """Whether what became known on a day was known on `as_of` (None: now); without a day it always was."""
    return as_of is None or known is None or known.certainly_by(as_of)


def parse_day(text: str) -> Day:
    """The day or month that `text` writes as 2021-12-31 or 2021-12.

    Raises:
        Misspelt: for anything else, with the right spelling of 2021/12, R3.12 or 令和3年12月.
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise Misspelt(text, _EXPECTED, _meant(text.translate(FULL_WIDTH).replace(" ", "")))
    day = _existing(int(written[1]), int(written[2]), int(written[3]) if written[3] else None)
    if day is None:
        raise Misspelt(text, _EXPECTED, hint="暦にない日付である")
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
