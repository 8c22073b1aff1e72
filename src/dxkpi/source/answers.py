"""Answers read from the cells of a table: what a cell says without any doubt, and what it does not.

A reading that is no mere copy is reported; a cell that leaves a doubt is refused. Nothing is ever made up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import assert_never
from unicodedata import normalize

from dxkpi.core.basis.calendar import Day, parse_day
from dxkpi.core.basis.quantity import slashed
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, clip, folded, nearest, one_letter_off, squeezed, suggested
from dxkpi.core.basis.unit import share_per
from dxkpi.core.collection.answer import (
    Answer,
    CellPlace,
    PendingAnswer,
    RatingAnswer,
    Reason,
    Rejection,
    RemarkAnswer,
    ValueAnswer,
)
from dxkpi.core.collection.columns import ANSWERS, DONE, NOT_DONE, PENDING, SheetColumn
from dxkpi.core.numerals import number
from dxkpi.source.book.cells import Dated, Held, Number, Text
from dxkpi.source.book.numbers import STATUSES, Slip, Sound, from_number, from_text, sound
from dxkpi.source.book.table import SheetTable
from dxkpi.source.codes.sheets import CAUSE, DATE, DAY, NO_VALUE, NUMBER, PARTS, RATING, STATUS, TABLE, TEXT, TWICE
from dxkpi.source.text import personal, unwanted

_LONGEST = 2_000
_EARLIEST, _LATEST = 2000, 2099
_NOTHING = frozenset({"-", "―", "—", "ー", "–", "‐", "なし", "該当なし", "n/a", "na"})
_NOT_YET = frozenset({"集計中", "調査中", "未定", "未確定", "公表待ち"})
_STEPS = {"済": True, "済み": True, "完了": True, "○": True, "未": False, "未済": False, "未完了": False, "×": False}


@dataclass(frozen=True, slots=True)
class AnswerSubject:
    """The subject of the rows of an answer: the unit, the parts or steps, the labels of the causes by id.

    `ratings` are all names of the ratings of the plan by id, the first as in tables; `headings` those of its remarks.
    """

    key: str
    name: str
    unit: str | None
    kind: str
    parts: tuple[str, ...]
    causes: Mapping[str, str]
    ratings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of a table about a subject; `part` counts its parts or steps from 1."""

    table: SheetTable
    row: int
    part: int | None = None


@dataclass(slots=True)
class Reading:
    """The result of reading: the answer, readings of cells that could be read otherwise, and refusals.

    `cautions` are about texts that should not be published as they are.
    """

    answer: Answer | None = None
    notes: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)


@dataclass(slots=True)
class _Said:
    """The content of one row, cell by cell; None where it says nothing."""

    value: str | bool | None = None
    nothing: str = ""
    approximate: bool = False
    pending: bool = False
    status: str | None = None
    as_of: Day | None = None
    cause: str | None = None
    reason: str | None = None
    until: Day | None = None
    until_words: str | None = None
    note: str | None = None
    judged: str | None = None
    remarks: dict[str, RemarkAnswer] = field(default_factory=dict)


def read(subject: AnswerSubject, lines: Sequence[AnswerRow]) -> Reading:
    """Return what the rows of a subject say together: one row, or one for each part or step."""
    reading = Reading()
    cells: dict[SheetColumn, CellPlace] = {}
    said: list[tuple[AnswerRow, _Said]] = []
    for line in lines:
        said.append((line, _row(subject, line, reading)))
        for column in (*ANSWERS, SheetColumn.KEY):
            if line.table.held(line.row, column) is not None:
                cells.setdefault(column, line.table.cell(line.row, column))
    if reading.refused:
        reading.notes.clear()
        return reading
    try:
        reading.answer = _together(subject, said, cells)
        reading.notes += _promised(said, reading.answer)
    except Slip as slip:
        line = lines[0]
        wanted = next(
            (cells[column] for column in ANSWERS if column in cells), line.table.cell(line.row, SheetColumn.KEY)
        )
        if slip.rule is PARTS:
            blank = (own.table.cell(own.row, SheetColumn.VALUE) for own, one in said if one.value is None)
            wanted = next(blank, wanted)
        reading.notes.clear()
        reading.refused.append(Rejection(slip.rule, wanted, str(slip), subject.name))
    return reading


def _row(subject: AnswerSubject, line: AnswerRow, reading: Reading) -> _Said:
    said = _Said()
    for column in ANSWERS:
        held = line.table.held(line.row, column)
        if held is None:
            continue
        try:
            reader = _READERS.get(column) or partial(_remark, column, line.table.remarks[column])
            for note in reader(held, subject, said):
                reading.notes.append(f"{line.table.cell(line.row, column)} {note}")
            reading.cautions += _not_for_publication(line.table.cell(line.row, column), held, subject.name)
            if held.formula is not None:
                shown = _shown(sound(held))
                reading.notes.append(
                    f"{line.table.cell(line.row, column)} 数式 {clip(held.formula)} の結果 {shown} を読んだ"
                )
        except Slip as slip:
            cell = line.table.cell(line.row, column)
            reading.refused.append(Rejection(slip.rule, cell, str(slip), subject.name))
    return said


def _not_for_publication(cell: CellPlace, held: Held, name: str) -> Iterator[str]:
    """Yield a caution about a text that seems to name a person, or a way to reach one."""
    found = isinstance(held.content, Text) and personal(held.content.text)
    if found:
        yield f"{cell} {name}: 「{clip(found)}」は、個人の名前か連絡先のように見える。公表してよいかを確かめる"


def _shown(content: Sound) -> str:
    match content:
        case Number(digits):
            return number(Decimal(digits))
        case Text(text):
            return f"「{clip(text)}」"
        case Dated(day):
            return str(day)
        case _:
            assert_never(content)


def _value(held: Held, subject: AnswerSubject, said: _Said) -> Iterator[str]:
    found = sound(held)
    match found:
        case Dated(day):
            shown = f"（{day}）" if day else "や時刻"
            raise Slip(
                DATE,
                f"日付{shown}になっている。セルの書式を標準にして、値を入れ直してもらう。"
                "3/8 のような分子/分母なら、書式を文字列にする",
            )
        case _ if subject.kind == "text":
            said.value = _free(held)
        case Text(text):
            yield from _value_text(text.strip(), subject, said)
        case Number() as own if subject.kind == "done":
            raise _no_step(own.digits)
        case Number() as own:
            said.value = from_number(own, subject.unit)
            if own.percent:
                yield f"{own.digits}（表示は{said.value}%）を {said.value} と読んだ"
        case _:
            assert_never(found)


def _value_text(text: str, subject: AnswerSubject, said: _Said) -> Iterator[str]:
    plain = squeezed(text)
    if plain.casefold() in _NOTHING or text in _NOTHING:
        said.nothing = text
        yield f"「{clip(text)}」を空欄と読んだ"
    elif plain in _NOT_YET:
        said.pending = True
        if plain != PENDING:
            yield f"「{clip(text)}」を{PENDING}と読んだ"
    elif subject.kind == "done":
        if plain not in _STEPS:
            raise _no_step(text)
        said.value = _STEPS[plain]
        if plain not in {DONE, NOT_DONE}:
            yield f"「{clip(text)}」を{DONE if said.value else NOT_DONE}と読んだ"
    else:
        parsed = from_text(text, subject.unit)
        said.value, said.approximate = parsed.value, parsed.approximate
        fraction = slashed(parsed.value)
        if parsed.value != text or (fraction and share_per(subject.unit) == 1):
            # Of a number of things 3/8 may have been meant as 3 of 8, or as a day: it is said how it is taken.
            meant = "÷".join(fraction) if fraction else parsed.value
            yield f"「{clip(text)}」を{'約' if parsed.approximate else ''} {meant} と読んだ"


def _no_step(said: str) -> Slip:
    return Slip(NUMBER, f"「{clip(said)}」は、段階が済んだかどうかの答えではない。{DONE}か{NOT_DONE}を選んでもらう")


def _status(held: Held, _subject: AnswerSubject, said: _Said) -> Iterator[str]:
    text = _words(held)
    plain = squeezed(text)
    meant = STATUSES.get(plain, plain)
    if meant not in {*Status, PENDING}:
        known = [*Status, PENDING]
        near = nearest(plain, known) or one_letter_off(plain, known)
        offer = f"「{near}」ではないか" if near else f"{'・'.join(known)}から選んでもらう"
        raise Slip(STATUS, f"状態「{clip(text)}」はない。{offer}")
    said.status = meant
    if meant != text.strip():
        yield f"「{clip(text)}」を{meant}と読んだ"


def _words(held: Held) -> str:
    found = sound(held)
    match found:
        case Text(text):
            return text.strip()
        case Number(digits):
            return digits
        case Dated(day):
            return str(day or "")
        case _:
            assert_never(found)


def _day(held: Held, said: str) -> tuple[Day | None, Sequence[str]]:
    """Return the day that a cell says, and how it was read where it is not written as in the data."""
    match sound(held):
        case Dated(day) if day is not None and _EARLIEST <= day.year <= _LATEST:
            return Day.of(day), ()
        case Text(text):
            plain = normalize("NFKC", text).strip()
            try:
                return parse_day(plain), ()
            except Misspelt as misspelt:
                if misspelt.suggestion is None:
                    return None, ()
                return parse_day(misspelt.suggestion), (f"「{clip(text)}」を {misspelt.suggestion} と読んだ",)
        case _:
            raise Slip(DAY, f"{said}を日付として読めない。2026/5/31 のように入れてもらう")


def _as_of(held: Held, _subject: AnswerSubject, said: _Said) -> Iterable[str]:
    said.as_of, notes = _day(held, "時点")
    if said.as_of is None:
        raise Slip(DAY, f"時点「{clip(_words(held))}」を日付として読めない。2026/5/31 のように入れてもらう")
    return notes


def _until(held: Held, _subject: AnswerSubject, said: _Said) -> Iterable[str]:
    said.until, notes = _day(held, "値の出る時期")
    if said.until is None:
        said.until_words = _free(held)
    return notes


def _promised(said: Sequence[tuple[AnswerRow, _Said]], answer: Answer) -> Iterator[str]:
    """Yield what becomes of the words and days of when a value comes, where they are not written as a day."""
    for line, own in said:
        if own.until is None and own.until_words is None:
            continue
        cell = line.table.cell(line.row, SheetColumn.UNTIL)
        if answer.value is not None:
            yield f"{cell} 値があるので、値の出る時期「{clip(own.until_words or str(own.until))}」は読まない"
        elif own.until_words:
            yield f"{cell} 「{clip(own.until_words)}」は日付ではないので、{PENDING}の理由に書く"


def _cause(held: Held, subject: AnswerSubject, said: _Said) -> Iterable[str]:
    text = _words(held)
    by_word = {folded(word): identifier for identifier, label in subject.causes.items() for word in (label, identifier)}
    if folded(text) not in by_word:
        labels = list(subject.causes.values())
        among = f"あるのは {'、'.join(map(clip, labels))}"
        among = among if labels else "この計画に要因の分けはない。理由の欄に書いてもらう"
        raise Slip(CAUSE, f"要因「{clip(text)}」はない。{suggested(text, labels, among)}")
    said.cause = by_word[folded(text)]
    return ()


def _judged(held: Held, subject: AnswerSubject, said: _Said) -> Iterator[str]:
    text = _words(held)
    ids = {folded(name): identifier for identifier, names in subject.ratings.items() for name in names}
    found = ids.get(folded(text))
    if found is None:
        labels = [names[0] for names in subject.ratings.values()]
        among = "、".join(map(clip, labels)) or "一つもない"
        raise Slip(RATING, f"評価「{clip(text)}」はない。{suggested(text, labels, f'あるのは {among}')}")
    said.judged = found
    if folded(text) != folded(subject.ratings[found][0]):
        yield f"「{clip(text)}」を「{clip(subject.ratings[found][0])}」と読んだ"


def _remark(column: SheetColumn, heading: str, held: Held, subject: AnswerSubject, said: _Said) -> Iterable[str]:
    known = {folded(own): own for own in subject.headings}
    if folded(heading) not in known:
        among = "、".join(map(clip, subject.headings)) or "一つもない"
        raise Slip(
            TABLE, f"見出し「{clip(heading)}」の所見は、この計画にない（あるのは {among}）。送った調査票に写してもらう"
        )
    name = known[folded(heading)]
    said.remarks[name] = RemarkAnswer(name, _free(held), column)
    return ()


def _free(held: Held) -> str:
    """Return a text in words, with plain line breaks."""
    text = _words(held).replace("\r\n", "\n")
    if len(text) > _LONGEST:
        raise Slip(TEXT, f"文章が{len(text)}文字ある（{_LONGEST:,}文字まで）。短くしてもらう")
    found = unwanted(text)
    if found is not None:
        code = next(f"U+{ord(sign):04X}" for sign in text if unwanted(sign))
        raise Slip(TEXT, f"使えない文字（{code}、{found.name}）がある。消してもらう")
    return text


def _reason(held: Held, _subject: AnswerSubject, said: _Said) -> Iterable[str]:
    said.reason = _free(held)
    return ()


def _note(held: Held, _subject: AnswerSubject, said: _Said) -> Iterable[str]:
    said.note = _free(held)
    return ()


_READERS: Mapping[SheetColumn, Callable[[Held, AnswerSubject, _Said], Iterable[str]]] = {
    SheetColumn.VALUE: _value,
    SheetColumn.STATUS: _status,
    SheetColumn.AS_OF: _as_of,
    SheetColumn.CAUSE: _cause,
    SheetColumn.REASON: _reason,
    SheetColumn.UNTIL: _until,
    SheetColumn.NOTE: _note,
    SheetColumn.JUDGED: _judged,
}


def _together(
    subject: AnswerSubject, said: Sequence[tuple[AnswerRow, _Said]], cells: Mapping[SheetColumn, CellPlace]
) -> Answer:
    """Return the answer of all rows of a subject."""
    one = _merged(said)
    written = _written(subject, said)
    reason = Reason(one.cause, one.reason) if one.cause or one.reason else None
    rating = RatingAnswer(one.judged) if one.judged else None
    remarks = tuple(one.remarks.values())
    if one.status == PENDING or (one.pending and one.status is None):
        if written is not None:
            raise Slip(STATUS, f"値があるのに、状態が「{PENDING}」である。値があるなら、状態は見込か速報にしてもらう")
        return Answer(subject.key, None, reason, _pending(one), cells, rating, remarks)
    value = _valued(one, written)
    if value is None and (one.note or one.until or one.until_words):
        what = "備考" if one.note else "値の出る時期"
        moved = "理由のことなら、理由の欄に移してもらう"
        if reason is not None:
            raise Slip(STATUS, f"{what}は値に添えるものだが、値も状態もない。{moved}")
        meant = f"{moved}。" if one.note else ""
        raise Slip(
            STATUS,
            f"{what}だけで、値も状態もない。{meant}まだ値が出ないなら、状態で「{PENDING}」を選んでもらう",
        )
    return Answer(subject.key, value, reason, None, cells, rating, remarks)


def _merged(said: Sequence[tuple[AnswerRow, _Said]]) -> _Said:
    """Return what the rows of all parts say beside their values: each thing once."""
    one = _Said()
    for name in ("status", "as_of", "cause", "reason", "until", "until_words", "note", "judged"):
        found = list(dict.fromkeys(value for _, own in said if (value := getattr(own, name)) is not None))
        if len(found) > 1:
            raise _twice(*map(str, found))
        if found:
            setattr(one, name, found[0])
    for own in (own for _, own in said):
        for heading, remark in own.remarks.items():
            first = one.remarks.setdefault(heading, remark)
            if first != remark:
                raise _twice(first.text, remark.text)
    one.nothing = next((own.nothing for _, own in said if own.nothing), "")
    one.pending = any(own.pending for _, own in said)
    one.approximate = any(own.approximate for _, own in said)
    return one


def _twice(*said: str) -> Slip:
    return Slip(TWICE, f"同じ指標の行に、違う答えがある（{'、'.join(map(clip, said))}）")


def _pending(one: _Said) -> PendingAnswer:
    promised = f"値の出る時期: {one.until_words}" if one.until_words else None
    return PendingAnswer(one.until, "。".join(filter(None, (promised, one.note))) or None)


def _valued(one: _Said, written: Mapping[str, object] | None) -> ValueAnswer | None:
    if written is None:
        if one.status is None and one.as_of is None:
            return None
        if one.nothing:
            raise Slip(
                NO_VALUE,
                f"値が「{clip(one.nothing)}」なのに、状態が「{one.status or Status.INTERIM}」である。"
                f"まだ値が出ないなら、状態で「{PENDING}」を選んでもらう。答えないなら、状態も空欄にしてもらう",
            )
        raise Slip(STATUS, f"状態や時点があるのに、値がない。まだ出ないなら、状態で「{PENDING}」を選んでもらう")
    if one.status is None:
        raise Slip(STATUS, f"値があるのに、状態がない。{'・'.join(Status)}から選んでもらう")
    if one.status == Status.INTERIM and one.as_of is None:
        raise Slip(STATUS, "状態が「時点」なのに、いつの時点かがない。時点の欄に日付を入れてもらう")
    return ValueAnswer(written, Status(one.status), one.as_of, one.approximate, one.note)


def _written(subject: AnswerSubject, said: Sequence[tuple[AnswerRow, _Said]]) -> dict[str, object] | None:
    """Return the value as the data write it, or None where there is none."""
    if not subject.parts:
        found = said[0][1].value
        return None if found is None else {"text" if subject.kind == "text" else "value": found}
    by_part = {line.part: own.value for line, own in said if own.value is not None}
    if not by_part:
        return None
    missing = [name for position, name in enumerate(subject.parts, 1) if position not in by_part]
    if missing:
        raise Slip(PARTS, f"{'、'.join(map(clip, missing))} の答えがない。すべての内訳を埋めてもらう")
    values = {name: by_part[position] for position, name in enumerate(subject.parts, 1)}
    if subject.kind == "done":
        return {"done": [name for name, done in values.items() if done]}
    return {"parts": values}
