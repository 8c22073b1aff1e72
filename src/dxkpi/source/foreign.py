"""Rows of a foreign list as records of indicators, by the file that names its columns; or why a row is none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year, year_written
from dxkpi.core.basis.number_spelling import not_a_value
from dxkpi.core.basis.quantity import slashed
from dxkpi.core.basis.text import Misspelt, clip, folded, squeezed
from dxkpi.core.keys import ORDER
from dxkpi.core.outcomes.change import Left
from dxkpi.source.book.cells import Dated, Held, Number, Sheet, Text, at, in_line
from dxkpi.source.book.numbers import STATUSES, ReadNumber, Slip, from_number, from_text, sound
from dxkpi.source.changes import Raw, Value, quantity
from dxkpi.source.columns_file import ColumnFile
from dxkpi.source.headings import Head
from dxkpi.source.target_words import ReadTarget, aim, unit_of
from dxkpi.source.text import unwanted

SKIPPED = ("計", "小計", "合計", "総計")
"""Words of rows that are no indicator."""

_DASHES = re.compile(r"[-‐‑‒–—―−─━ー.…・/\s]+")
_WITH_REMARK = re.compile(r"(?P<value>.*?\d[^(]*?)\((?P<remark>[^()]+)\)")
_BETTER = {
    **dict.fromkeys(("higher", "↑", "増", "増加", "上昇", "向上", "高い", "高いほど良い", "プラス", "+"), "higher"),
    **dict.fromkeys(("lower", "↓", "減", "減少", "低下", "低い", "低いほど良い", "マイナス", "-"), "lower"),
}
_YEAR_KINDS = {"calendar": "calendar", "暦年": "calendar", "fiscal": "fiscal", "年度": "fiscal"}
_MARKED = re.compile(r"^[\s0-9a-zivxⅠ-Ⅻ.．、・)）(（①-⑳-]*(?=\D)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row that is an indicator: its place, the words of its section, what its id is made of, and its record.

    The record lacks the id, plan and section. `notes` tell how cells were read that could be read otherwise.
    """

    at: str
    row: int
    name: str
    section: str
    part: str
    record: Mapping[str, Value]
    notes: tuple[str, ...] = ()

    @property
    def undated(self) -> bool:
        """True if a value of it was reported, nobody knows when."""
        actuals = self.record.get("actuals")
        return isinstance(actuals, Mapping) and any(
            "reported" in own and "known" not in own for own in actuals.values()
        )


def plain_section(words: str) -> str:
    """Return the words of a section without its number, folded.

    >>> plain_section("Ⅰ 便利な くらし") == plain_section("（1）便利なくらし") == plain_section("便利なくらし")
    True
    """
    return folded(unnumbered(words))


def unnumbered(words: str) -> str:
    """Return words without the number before them."""
    return _MARKED.sub("", words) or words


def id_part(text: str) -> str:
    """Return the part of an id that a number or word of a list gives; empty where it gives none.

    >>> id_part("１－２"), id_part("No.3"), id_part("ア")
    ('1-2', 'no-3', '')
    """
    return re.sub(r"[^a-z0-9]+", "-", normalize("NFKC", text).casefold()).strip("-")


def rows_of(sheet: Sheet, head: Head, columns: ColumnFile) -> Iterator[ImportedRow | Left]:
    """Yield each row below the heading that holds anything, as an indicator or as one that is left out."""
    table = _Table(sheet, columns, {words: column for column, words in head.columns.items()})
    skipped = {folded(word) for word in columns.skip}
    for row in (row for row in sheet.rows if row > head.rows[-1]):
        table.fill(row)
        if skipped & {folded(text) for text in table.texts(row)}:
            continue
        try:
            yield _Reader(table, row).entry()
        except _LeftOut as left:
            yield left.left


def _is_nothing(text: str) -> bool:
    """Say whether a text stands for no value: a dash, or a word such as 集計中."""
    return _DASHES.fullmatch(normalize("NFKC", text)) is not None or not_a_value(text) is not None


def _bare_text(text: str, unit: str | None) -> str:
    """Return a number typed as text without separators and its unit, the loss of which needs no remark."""
    plain = squeezed(text).replace(",", "")
    return plain.removesuffix(squeezed(unit or ""))


def _calendar(written: Value) -> Value:
    """Return a part of a record with its fiscal years, keys and values of `year`, as calendar years of the number."""
    if not isinstance(written, Mapping):
        return written
    found: dict[str, Value] = {}
    for key, own in written.items():
        year = year_written(key)
        found[Raw(year.start) if year else key] = _in_calendar(own) if key == "year" else _calendar(own)
    return found


def _in_calendar(written: Value) -> Raw:
    return Raw(parse_fiscal_year(str(written)).start)


class _LeftOut(Exception):
    def __init__(self, left: Left) -> None:
        super().__init__()
        self.left = left


@dataclass(slots=True)
class _Table:
    sheet: Sheet
    columns: ColumnFile
    places: Mapping[str, int]
    above: dict[int, Held] = field(default_factory=dict)

    def fill(self, row: int) -> None:
        """Remember what columns to be filled down say in a row."""
        for name in self.columns.fill_down:
            held = self.sheet.cells.get((row, self.places[name]))
            if held is not None:
                self.above[self.places[name]] = held

    def place(self, key: str) -> int | None:
        """Return the column of a key; None where it has none."""
        origin = self.columns.columns.get(key)
        return None if origin is None or origin.column is None else self.places[origin.column]

    def held(self, row: int, column: int | None) -> Held | None:
        """Return what a cell holds, or the one above it in a column that is filled down."""
        if column is None:
            return None
        return self.sheet.cells.get((row, column), self.above.get(column))

    def texts(self, row: int) -> Iterator[str]:
        """Yield the texts of a row."""
        for column in sorted(self.places.values()):
            held = self.sheet.cells.get((row, column))
            if held is not None and isinstance(held.content, Text):
                yield held.content.text


@dataclass(slots=True)
class _Reader:
    """Reads a row."""

    table: _Table
    row: int
    unit: str | None = None
    notes: list[str] = field(default_factory=list)

    def entry(self) -> ImportedRow:
        """Return the row as an indicator, or raise that it is left out."""
        name = self._text("name", blank="指標名がない。指標でない行なら、そのままでよい")
        record: dict[str, Value] = {"name": name}
        for key in ("number", "subsection", "owner", "note"):
            if text := self._text(key):
                record[key] = text
        self.unit = self._unit()
        if self.unit:
            record["unit"] = self.unit
        baseline = self._baseline()
        if baseline:
            record["baseline"] = baseline
        record |= self._aim(baseline)
        if actuals := dict(self._actuals(str(record.get("owner", "")))):
            record["actuals"] = actuals
        if self.table.columns.document:
            page = self._text("source.page")
            record["source"] = {
                "document": self.table.columns.document,
                **({"page": Raw(self._page(page))} if page else {}),
            }
        record |= self._in_years(record)
        ordered = {key: record[key] for key in sorted(record, key=ORDER.index)}
        return ImportedRow(
            self._at(self.table.place("name")),
            self.row,
            name,
            self._text("section"),
            self._id_part(),
            ordered,
            tuple(self.notes),
        )

    def _in_years(self, record: Mapping[str, Value]) -> dict[str, Value]:
        """Return what a record whose years are calendar years says in place of fiscal years."""
        written = self._text("year_kind")
        kind = _YEAR_KINDS.get("".join(normalize("NFKC", written).split())) if written else "fiscal"
        if kind is None:
            raise self._out(
                self.table.place("year_kind"), f"「{clip(written)}」は、calendar（暦年）でも fiscal（年度）でもない"
            )
        if kind == "fiscal":
            return {}
        years = {key: _calendar(value) for key, value in record.items() if key in {"baseline", "target", "actuals"}}
        return {"year_kind": Raw(kind), **years}

    def _id_part(self) -> str:
        column = self.table.columns.ids.column
        if column is None:
            return ""
        place = self.table.places[column]
        part = id_part(in_line(self.table.held(self.row, place)))
        if not part:
            raise self._out(place, f"id を作る列「{clip(column)}」に、半角にできる英数字がない")
        return part

    def _at(self, column: int | None) -> str:
        cell = at(self.row, column or 1)
        return f"{self.table.sheet.name}!{cell}" if self.table.sheet.name else cell

    def _out(self, column: int | None, why: str) -> _LeftOut:
        name = in_line(self.table.held(self.row, self.table.place("name")))
        return _LeftOut(Left(self._at(column), self.row, name, why))

    def _text(self, key: str, *, blank: str = "") -> str:
        """Return the text of a column in one line, or what is the same in every row; a dash is no text."""
        origin = self.table.columns.columns.get(key)
        if origin is not None and origin.fixed is not None:
            return origin.fixed
        content = self._content(key)
        place = self.table.place(key)
        text = in_line(Held(content)) if content else ""
        found = unwanted(text)
        if found is not None:
            raise self._out(place, f"使えない文字（{found.name}）がある。消す")
        text = "" if _is_nothing(text) else text
        if blank and not text:
            raise self._out(place, blank)
        return text

    def _unit(self) -> str | None:
        written = self._text("unit")
        if written:
            plain = normalize("NFKC", written)
            return plain.strip("()") if plain.strip("()") == "%" else written
        for key in ("target.value", "baseline.value", *self._actual_keys()):
            held = self.table.held(self.row, self.table.place(key))
            match held.content if held else None:
                case Number(_, percent=True):
                    return "%"
                case Text(text) if unit := unit_of(self._split(text)[0]):
                    self._note(self.table.place(key), f"「{clip(text)}」から、単位を {unit} とした")
                    return unit
                case _:
                    pass
        return None

    def _note(self, column: int | None, words: str) -> None:
        self.notes.append(f"{self._at(column)} {words}")

    def _actual_keys(self) -> Iterator[str]:
        return (key for key in self.table.columns.columns if key.startswith("actuals."))

    def _number(self, key: str) -> tuple[ReadNumber, str] | None:
        """Return a number and the remark in brackets behind it (a year, 見込); None where the cell has no value."""
        place = self.table.place(key)
        match self._content(key):
            case Number() as number:
                return ReadNumber(self._digits(place, number)), ""
            case Text(text) if _is_nothing(text):
                if not _DASHES.fullmatch(normalize("NFKC", text)):
                    self._note(place, f"「{clip(text)}」を、値がないと読んだ")
            case Text(text):
                value, remark = self._split(text)
                try:
                    parsed = from_text(value, self.unit)
                except Slip as slip:
                    raise self._out(place, str(slip)) from None
                if parsed.value != _bare_text(value, self.unit):
                    self._note(place, f"「{clip(' '.join(text.split()))}」を {parsed.value} と読んだ")
                return parsed, remark
            case _:
                pass
        return None

    def _content(self, key: str) -> Text | Number | None:
        """Return what the cell of a key holds."""
        place = self.table.place(key)
        held = self.table.held(self.row, place)
        if held is None:
            return None
        try:
            content = sound(held)
        except Slip as slip:
            raise self._out(place, str(slip)) from None
        if isinstance(content, Dated):
            raise self._out(place, "日付や時刻になっている。セルの書式を標準か文字列にして、入れ直す")
        return content

    def _digits(self, place: int | None, number: Number) -> str:
        try:
            return from_number(number, self.unit)
        except Slip as slip:
            raise self._out(place, str(slip)) from None

    @staticmethod
    def _split(text: str) -> tuple[str, str]:
        """Return a value and the remark in brackets behind it: `73.5（R4）`."""
        plain = squeezed(text)
        found = _WITH_REMARK.fullmatch(plain)
        return (found["value"], found["remark"]) if found else (text.strip(), "")

    def _year(self, key: str, text: str) -> Raw:
        try:
            return Raw(parse_fiscal_year(text))
        except Misspelt as misspelt:
            place, meant = self.table.place(key), misspelt.suggestion
            if meant is None:
                raise self._out(place, f"「{clip(text)}」を年度として読めない。R4 のように書く") from None
            if misspelt.hint is not None and place is not None and "year_kind" not in self.table.columns.columns:
                self._note(place, f"「{clip(text)}」を {meant}年度と読んだ")
            return Raw(meant)

    def _baseline(self) -> dict[str, Value]:
        found = self._number("baseline.value")
        if found is None:
            return {}
        parsed, remark = found
        year = remark or self._text("baseline.year")
        key = "baseline.value" if remark else "baseline.year"
        return {
            "value": quantity(parsed.value),
            **({"year": self._year(key, year)} if year else {}),
            **({"note": "約"} if parsed.approximate else {}),
        }

    def _aim(self, baseline: Mapping[str, Value]) -> dict[str, Value]:
        """Return the direction, the target and the better side."""
        direction = self.table.columns.direction
        better = self._better()
        by_year = dict(self._by_year())
        place = self.table.place("target.value")
        text = self._goal_text(place)
        value, remark = self._split(text)
        if not value or _is_nothing(value):
            return self._without_goal(direction, better, by_year, text)
        try:
            goal = aim(value, self.unit, direction)
        except Slip as slip:
            raise self._out(place, str(slip)) from None
        self._check_goal(goal, text, baseline, better)
        target: dict[str, Value] = {key: Raw(own) for key, own in goal.target.items()}
        if goal.held and not isinstance(baseline["value"], str):
            raise self._out(place, "基準値が分子/分母なので、保つ値が決まらない。目標の欄に、保つ値を数字で入れる")
        if goal.held:
            target["value"] = baseline["value"]
        if target and (year := remark or self._text("target.year")):
            target["year"] = self._year("target.value" if remark else "target.year", year)
        stepped = goal.direction in {"absolute", "keep"}
        if self._is_plain(goal, baseline):
            better = ""
        if by_year and stepped:
            target["by_year"] = by_year
        side = goal.better or (better if stepped else None)
        return {
            "direction": goal.direction,
            **({"better": Raw(side)} if side else {}),
            **({"target": target} if target else {}),
        }

    def _is_plain(self, goal: ReadTarget, baseline: Mapping[str, Value]) -> bool:
        """Say whether baseline and target tell the better side, which one for all rows must not gainsay."""
        origin = self.table.columns.columns.get("better")
        return (
            origin is not None
            and origin.fixed is not None
            and goal.direction == "absolute"
            and "value" in baseline
            and baseline["value"] != goal.target["value"]
        )

    def _check_goal(self, goal: ReadTarget, text: str, baseline: Mapping[str, Value], better: str) -> None:
        """Raise that the row is left out where its target needs what the list does not say."""
        place = self.table.place("target.value")
        if (goal.held or goal.direction in {"increase", "decrease"}) and not baseline:
            raise self._out(place, f"目標「{clip(text)}」には基準値が要るが、ない")
        undecided = goal.direction == "keep" or (
            goal.direction == "absolute" and baseline.get("value", goal.target["value"]) == goal.target["value"]
        )
        if undecided and not (goal.better or better):
            why = "高いほど良いか低いほど良いかが分からない。"
            why += "一覧に「向き」の列（↑か↓）を加え、columns に「better: 向き」と書く"
            raise self._out(place, f"目標「{clip(text)}」では、{why}")

    def _goal_text(self, place: int | None) -> str:
        content = self._content("target.value")
        if isinstance(content, Number):
            return self._digits(place, content)
        return content.text.strip() if content else ""

    def _without_goal(self, direction: str, better: str, by_year: Mapping[str, Value], text: str) -> dict[str, Value]:
        place = self.table.place("target.value")
        if by_year and direction == "absolute":
            return {
                "direction": direction,
                **({"better": Raw(better)} if better else {}),
                "target": {"by_year": by_year},
            }
        if direction in {"absolute", "keep"}:
            shown = f"（「{clip(text)}」）" if text else ""
            raise self._out(place, f"目標がない{shown}。値の推移だけを見る指標なら、dxkpi new indicator で作る")
        return {"direction": direction}

    def _by_year(self) -> Iterator[tuple[str, Value]]:
        for key in self.table.columns.columns:
            group, _, year = key.rpartition(".")
            if group == "target.by_year" and (found := self._number(key)):
                yield year, Raw(self._bare(key, found))

    def _bare(self, key: str, found: tuple[ReadNumber, str]) -> str:
        parsed, remark = found
        if remark or parsed.approximate or slashed(parsed.value):
            raise self._out(self.table.place(key), "数だけではない。数字だけを入れる")
        return parsed.value

    def _better(self) -> str:
        written = self._text("better")
        if not written:
            return ""
        side = _BETTER.get(squeezed(written))
        if side is None:
            raise self._out(self.table.place("better"), f"「{clip(written)}」では、高いほど良いかどうかが分からない")
        return side

    def _actuals(self, owner: str) -> Iterator[tuple[str, Value]]:
        known = self._known()
        for key in self._actual_keys():
            found = self._number(key)
            if found is None:
                continue
            parsed, remark = found
            status = self.table.columns.columns[key].status
            if remark:
                if remark not in STATUSES:
                    raise self._out(
                        self.table.place(key), f"値の後の「（{clip(remark)}）」が分からない。消すか、備考に移す"
                    )
                status = STATUSES[remark]
            yield (
                key.rpartition(".")[2],
                {
                    "value": quantity(parsed.value),
                    "status": status.value,
                    **({"approximate": Raw("true")} if parsed.approximate else {}),
                    **known,
                    **({"reported": owner} if owner and not self.table.columns.document else {}),
                },
            )

    def _known(self) -> dict[str, Value]:
        """Return the day on which the values became known; empty where the list does not say it."""
        text = self._text("known")
        try:
            return {"known": Raw(parse_day(text))} if text else {}
        except Misspelt as misspelt:
            if misspelt.suggestion is None:
                raise self._out(self.table.place("known"), f"分かった日の{misspelt}") from None
            return {"known": Raw(misspelt.suggestion)}

    def _page(self, text: str) -> str:
        found = re.fullmatch(r"(?:p{1,2}\.?|第)?([1-9]\d{0,3})(?:ページ|頁)?", normalize("NFKC", text), re.IGNORECASE)
        if found is None:
            raise self._out(self.table.place("source.page"), f"「{clip(text)}」をページの番号として読めない")
        return found[1]
