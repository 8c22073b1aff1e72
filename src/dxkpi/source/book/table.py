"""Tables of answers in the sheets of a file: found by the codes of their columns, else by their headings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dxkpi.core.basis.text import clip, squeezed
from dxkpi.core.collection.answer import CellPlace, Rejection
from dxkpi.core.collection.columns import (
    ANSWERED_BY,
    ANSWERS,
    CHECKED,
    GUIDE,
    HEADINGS,
    HIDDEN,
    KEYS,
    MARKER,
    MEMORY,
    REMARKS,
    TO_FILL,
    SheetColumn,
)
from dxkpi.source.book.cells import Held, Sheet, Text, at
from dxkpi.source.codes.sheets import MERGED, NO_TABLE, TABLE

_WITHIN = 50
"""Rows from the top in which the codes or headings of a table are looked for."""
_MANY = 4
"""Columns known by their headings that make a row the head of a table."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of a file: where its columns stand, and its rows below the row `head`; `unknown` are other headings.

    `remarks` are the headings of the columns of remarks.
    """

    file: str
    sheet: Sheet
    columns: Mapping[SheetColumn, int]
    head: int
    unknown: tuple[str, ...] = ()
    remarks: Mapping[SheetColumn, str] = field(default_factory=dict)

    def cell(self, row: int, column: SheetColumn) -> CellPlace:
        """Return the place of a cell."""
        return CellPlace(self.file, self.sheet.name, at(row, self.columns[column]))

    def named(self, row: int) -> CellPlace:
        """Return the place of the name in a row, which people see; of the key, which is hidden, where there is none."""
        return self.cell(row, SheetColumn.NAME if SheetColumn.NAME in self.columns else SheetColumn.KEY)

    def held(self, row: int, column: SheetColumn) -> Held | None:
        """Return what a cell holds; None where it is blank or there is no such column."""
        return self.sheet.cells.get((row, self.columns[column])) if column in self.columns else None

    def text(self, row: int, column: SheetColumn) -> str:
        """Return the text of a cell, empty where it holds none."""
        held = self.held(row, column)
        return held.content.text if held is not None and isinstance(held.content, Text) else ""

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold a key or an answer."""
        wanted = {self.columns[column] for column in (SheetColumn.KEY, *ANSWERS) if column in self.columns}
        return tuple(sorted({row for row, column in self.sheet.cells if row > self.head and column in wanted}))

    def answered(self, row: int) -> bool:
        """Say whether any answer is filled in."""
        return any(self.held(row, column) is not None for column in ANSWERS)

    def commented(self) -> Iterator[str]:
        """Yield the comments at answers, which are not read."""
        wanted = {self.columns[column] for column in ANSWERS if column in self.columns}
        for (row, column), words in sorted(self.sheet.comments.items()):
            if row > self.head and column in wanted:
                place = CellPlace(self.file, self.sheet.name, at(row, column))
                yield f"{place} コメント「{clip(words)}」は読まない。要ることなら、備考の欄に移してもらう"

    def merges(self) -> Iterator[tuple[range, Rejection]]:
        """Yield the rows of each merged range in which an answer or a hidden cell takes part, and the refusal."""
        wanted = {self.columns[column] for column in (*HIDDEN, *ANSWERS) if column in self.columns}
        for left, right, top, bottom, area in self.sheet.merged:
            if bottom > self.head and any(left <= column <= right for column in wanted):
                message = f"セル {area} が結合されている。結合を解除し、行ごとに答えを入れてもらう"
                yield range(top, bottom + 1), Rejection(MERGED, CellPlace(self.file, self.sheet.name, area), message)


@dataclass(frozen=True, slots=True)
class Sent:
    """The content of the hidden sheet of a workbook: whom it was for, the day it was made, and names by key.

    The department may have said beside it who answered, and whether that was checked.
    """

    owner: str = ""
    made: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    answered_by: str = ""
    checked: str = ""


def sent(sheets: Sequence[Sheet]) -> Sent:
    """Return what the hidden sheet remembers, and what the page of instructions says; nothing where it is lost."""
    said = {_text(own, row, 1): _text(own, row, 2) for own in sheets if own.name == GUIDE for row in own.rows}
    beside = said.get(ANSWERED_BY, ""), said.get(CHECKED, "")
    for sheet in sheets:
        if sheet.name == MEMORY and _text(sheet, 1, 1) == MARKER:
            keys = {_text(sheet, row, KEYS): _text(sheet, row, KEYS + 1) for row in sheet.rows if row > 1}
            return Sent(
                _text(sheet, 1, 6), _text(sheet, 1, 5), {key: name for key, name in keys.items() if key}, *beside
            )
    return Sent("", "", {}, *beside)


def tables(file: str, sheets: Sequence[Sheet]) -> tuple[tuple[SheetTable, ...], tuple[Rejection, ...]]:
    """Return the tables of answers in a file, and what cannot be one; without any, the refusal says so."""
    found: list[SheetTable] = []
    refused: list[Rejection] = []
    for sheet in sheets:
        table = _table(file, sheet)
        if isinstance(table, Rejection):
            refused.append(table)
        elif table is not None:
            found.append(table)
    if not found and not refused:
        names = "、".join(clip(sheet.name) for sheet in sheets if sheet.name not in {"", MEMORY})
        among = f"（シート: {names}）" if names else ""
        refused.append(
            Rejection(
                NO_TABLE, CellPlace(file), f"調査票の表が見つからない{among}。dxkpi sheet out が作った表を返してもらう"
            )
        )
    return tuple(found), tuple(refused)


def _table(file: str, sheet: Sheet) -> SheetTable | Rejection | None:
    rows = [row for row in sheet.rows if row <= _WITHIN]
    for row in rows:
        codes = _row(sheet, row)
        if {SheetColumn.KEY.value, SheetColumn.VALUE.value} & {*codes.values()} and _known(
            codes.values(), _CODES
        ) >= _MANY:
            return _with(file, sheet, row, codes, _CODES)
    for row in rows:
        headings = {column: _plain(words) for column, words in _row(sheet, row).items()}
        if _known(headings.values(), _TITLES) >= _MANY:
            return _with(file, sheet, row, headings, _TITLES)
    return None


_CODES = {column.value: column for column in SheetColumn}


def _plain(words: str) -> str:
    return squeezed(words).replace("(記入)", "")


_TITLES = {_plain(words): column for column, words in HEADINGS.items()}


def _with(
    file: str, sheet: Sheet, row: int, names: Mapping[int, str], known: Mapping[str, SheetColumn]
) -> SheetTable | Rejection:
    twice = next((name for name, times in Counter(names.values()).items() if times > 1 and name in known), None)
    columns = {known[name]: column for column, name in names.items() if name in known}
    missing = [HEADINGS[column] for column in (SheetColumn.KEY, SheetColumn.VALUE) if column not in columns]
    if twice or missing:
        what = f"「{HEADINGS[known[twice]]}」の列が二つある" if twice else f"「{'」「'.join(missing)}」の列がない"
        return Rejection(TABLE, CellPlace(file, sheet.name), f"表に{what}。送った調査票に写してもらう")
    head = row
    if known is _CODES and _known((_plain(words) for words in _row(sheet, row + 1).values()), _TITLES) >= _MANY:
        head += 1
    heads = _row(sheet, head)
    if known is _TITLES:  # those of remarks are no titles of ours
        free = (column for column, words in heads.items() if column not in columns.values() and _to_fill(words))
        columns |= dict(zip(REMARKS, free, strict=False))
    remarks = {column: _to_fill(heads.get(columns[column], "")) for column in REMARKS if column in columns}
    strange = tuple(words for column, words in heads.items() if column not in columns.values())
    return SheetTable(file, sheet, columns, head, strange, remarks)


def _to_fill(heading: str) -> str:
    """Return the heading of a column to fill in, without the word that says so; empty for another heading."""
    words = " ".join(heading.split())
    return words.removesuffix(TO_FILL).strip() if words.endswith(TO_FILL) else ""


def _known(names: Iterable[str], known: Mapping[str, SheetColumn]) -> int:
    return len({name for name in names if name in known})


def _row(sheet: Sheet, row: int) -> dict[int, str]:
    return {
        column: held.content.text
        for (own, column), held in sorted(sheet.cells.items())
        if own == row and isinstance(held.content, Text)
    }


def _text(sheet: Sheet, row: int, column: int) -> str:
    held = sheet.cells.get((row, column))
    return held.content.text if held is not None and isinstance(held.content, Text) else ""
