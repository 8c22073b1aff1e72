"""The cells of workbooks and CSV files, typed; nothing but what a cell shows goes further than here."""

import csv
import warnings
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import numbers
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.core.collection.merge import unescaped
from dxkpi.source.book.guard import Unfit, refuse_size, refuse_unfit
from dxkpi.source.codes.sheets import BROKEN, FAR, OTHER_KIND, PLAIN_TEXT, TOO_LARGE

ROWS, COLUMNS = 5_000, 100
LONGEST = 32_767
_DIGITS = 15
"""Significant digits of a number that Excel shows."""

# A Japanese Excel keeps 令和 dates and 5月1日 under these numbers, which openpyxl does not know.
_JAPANESE_DATES = dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd")


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as Excel shows it, in up to 15 digits; `exact` is false where it has more. `percent` is its format."""

    digits: str
    percent: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Dated:
    """A date; None for a time or a duration, or a date with one."""

    day: date | None


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """An error of Excel (#REF!)."""

    word: str


@dataclass(frozen=True, slots=True)
class NoResult:
    """A formula whose result was not saved."""


Content = Text | Number | Dated | Truth | Fault | NoResult


@dataclass(frozen=True, slots=True)
class Held:
    """The content of a cell that is not blank; `formula` is the one that gave it."""

    content: Content
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what its cells hold, by row and column from 1; its merged ranges, its hidden rows, and its comments.

    `merged` are first and last column, first and last row, and the range as written.
    """

    name: str
    cells: Mapping[tuple[int, int], Held]
    merged: tuple[tuple[int, int, int, int, str], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold something."""
        return tuple(sorted({row for row, _ in self.cells}))


def at(row: int, column: int) -> str:
    """Return a cell as Excel names it.

    >>> at(9, 12)
    'L9'
    """
    return f"{get_column_letter(column)}{row}"


def in_line(held: Held | None) -> str:
    """Return what a cell says in one line; empty where it says no text, number or date."""
    match held.content if held else None:
        case Text(text):
            return " ".join(text.split())
        case Number(digits):
            return digits
        case Dated(day):
            return str(day or "")
        case _:
            return ""


def read_sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, or of a CSV file as one without a name.

    Raises:
        Unfit: where it cannot be read within the limits.
    """
    refuse_size(content)
    if name.lower().endswith(".csv"):
        return (_delimited(content),)
    if name.lower().endswith((".ods", ".xlsb", ".numbers")):
        raise Unfit(OTHER_KIND, f"{name.rpartition('.')[2]} の形式は読まない。.xlsx で保存し直す")
    refuse_unfit(content)
    try:
        return tuple(_workbook(content))
    except (Unfit, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - there is no end to what openpyxl raises at a broken workbook
        raise Unfit(BROKEN, "ブックが壊れている。Excel で開いて保存し直す") from None


def _workbook(content: bytes) -> Iterator[Sheet]:
    book = _loaded(content, results=False)
    if not book.worksheets:
        raise Unfit(BROKEN, "ブックに読めるシートがない。Excel で、厳密（Strict）でない普通の .xlsx として保存し直す")
    formulas = any(cell.data_type == "f" for sheet in book.worksheets for cell in _cells(sheet))
    results = _loaded(content, results=True) if formulas else None
    for index, sheet in enumerate(book.worksheets):
        yield _sheet(sheet, results.worksheets[index] if results else None)


def _loaded(content: bytes, *, results: bool) -> Workbook:
    numbers.BUILTIN_FORMATS.update(_JAPANESE_DATES)
    with warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(content), keep_links=False, data_only=results)


def _cells(sheet: Worksheet) -> Iterator[Any]:
    # Not iter_rows(): two far cells would make it walk the whole grid.
    return iter(sheet._cells.values())  # noqa: SLF001 - the cells that there are


def _sheet(sheet: Worksheet, results: Worksheet | None) -> Sheet:
    held: dict[tuple[int, int], Held] = {}
    for cell in _cells(sheet):
        result = results._cells.get((cell.row, cell.column)) if results else None  # noqa: SLF001 - as above
        found = _held(cell, result)
        if found is None:
            continue
        if cell.row > ROWS or cell.column > COLUMNS:
            where = f"{sheet.title}!{at(cell.row, cell.column)}"
            raise Unfit(FAR, f"表から遠く離れたセル {where} に何か書かれている。消して保存し直す", where)
        held[cell.row, cell.column] = found
    merged = tuple((own.min_col, own.max_col, own.min_row, own.max_row, own.coord) for own in sheet.merged_cells.ranges)
    rows = frozenset(row for row, row_dimension in sheet.row_dimensions.items() if row_dimension.hidden and row <= ROWS)
    comments = {(cell.row, cell.column): _line(cell.comment.text) for cell in _cells(sheet) if cell.comment}
    return Sheet(sheet.title, held, merged, rows, comments)


def _line(text: str) -> str:
    return " ".join(unescaped(text).split())


def _held(cell: Any, result: Any) -> Held | None:  # noqa: ANN401 - openpyxl's cells are of several classes
    if cell.value is None:
        return None
    if cell.data_type != "f":
        content = _content(cell)
        return None if content is None else Held(content)
    formula = str(getattr(cell.value, "text", None) or cell.value)
    if result is None or (result.value is None and result.data_type != "str"):
        return Held(NoResult(), formula)
    content = _content(result)
    return None if content is None else Held(content, formula)


def _content(cell: Any) -> Content | None:  # noqa: ANN401, PLR0911 - as above; a kind each
    match cell.value:
        case None:
            return None
        case bool():
            return Truth(cell.value)
        case datetime() as moment:
            return Dated(moment.date() if moment.time() == time() else None)
        case time() | timedelta():
            return Dated(None)
        case int() | float() as number:
            return _number(number, percent="%" in (cell.number_format or ""))
        case value if cell.data_type == "e":
            return Fault(str(value))
        case value:
            text = unescaped(str(value))
            if len(text) > LONGEST:
                raise Unfit(TOO_LARGE, f"{at(cell.row, cell.column)} の文章が長すぎる。短くする")
            return Text(text) if text.strip() else None


def _number(number: float, *, percent: bool) -> Number:
    """Return a number in 15 significant digits.

    >>> _number(0.1 + 0.2, percent=False).digits, _number(5445, percent=False).digits
    ('0.3', '5445')
    """
    shown = str(number) if isinstance(number, int) else format(number, f".{_DIGITS}g")
    if not isfinite(number):
        return Number(shown, percent, exact=False)
    digits = format(Decimal(shown), "f")
    return Number(digits, percent, len(digits.lstrip("-").partition(".")[0]) <= _DIGITS)


def _delimited(content: bytes) -> Sheet:
    text = _decoded(content)
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    held: dict[tuple[int, int], Held] = {}
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(rows, 1):
            if number > ROWS or len(row) > COLUMNS:
                raise Unfit(FAR, f"表が大きすぎる（{number}行め、{ROWS}行×{COLUMNS}列まで）。余分を消す")
            for column, own in enumerate(row, 1):
                if own.strip():
                    held[number, column] = Held(Text(own.removeprefix("'")))
    except csv.Error:
        raise Unfit(PLAIN_TEXT, f'{rows.line_num}行めの引用符「"」が閉じていない。.xlsx で保存し直す') from None
    return Sheet("", held)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unfit(PLAIN_TEXT, "文字の符号が UTF-16 である。「CSV UTF-8」として保存し直す")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    try:
        return content.decode("cp932")
    except UnicodeDecodeError:
        raise Unfit(PLAIN_TEXT, "文字の符号が分からない。「CSV UTF-8」として保存し直す") from None
