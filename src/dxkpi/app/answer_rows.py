"""The rows of answer sheets: which indicator each is about, and what they say together."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dxkpi.core.assess import apart
from dxkpi.core.assessment import Suspended
from dxkpi.core.basis.calendar import FiscalYear, parse_fiscal_year
from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.text import Misspelt, clip, folded, nearest
from dxkpi.core.collection.answer import Answer, CellPlace, Rejection
from dxkpi.core.collection.ask import headings_of, parts_of
from dxkpi.core.collection.columns import SheetColumn
from dxkpi.core.collection.memory import Recorded
from dxkpi.core.collection.merge import unescaped
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, placed
from dxkpi.core.numerals import baseline_phrase, target_phrase
from dxkpi.core.targets import at_end
from dxkpi.render.plain import plain
from dxkpi.source.answers import AnswerRow, AnswerSubject, read
from dxkpi.source.book.cells import read_sheets
from dxkpi.source.book.guard import Unfit
from dxkpi.source.book.table import Sent, SheetTable, sent, tables
from dxkpi.source.codes.sheets import GONE, NO_KEY, SHIFTED, TWICE, UNIT_CHANGED, UNKNOWN_KEY

_AGAIN = "送った調査票を、列を分けずに埋め直してもらう"
_KEY = re.compile(r"([a-z0-9-]+)/([a-z0-9-]+)/([A-Za-z0-9]+)(?:/(\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer about an indicator of a plan in `year`; `said` is what the data said when it was asked for, if known.

    `owner` is the department that the file was made for, if the file says so.
    """

    file: str
    owner: str
    declared: DeclaredIndicator
    plan: DeclaredPlan
    year: FiscalYear
    answer: Answer
    said: Recorded | None
    number: str = ""

    @property
    def key(self) -> str:
        """The key of what it answers."""
        return self.answer.key

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return self.declared.indicator.name


@dataclass(slots=True)
class Rows:
    """The rows of files, read.

    Per file: what it remembers, the keys asked, those without an answer, and the departments that its rows remember.
    """

    found: list[Found] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    sent: dict[str, Sent] = field(default_factory=dict)
    asked: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    blank: dict[str, list[str]] = field(default_factory=dict)
    owners: dict[str, set[str]] = field(default_factory=dict)

    def refuse(self, rule: RuleInfo, cell: CellPlace, message: str, name: str = "") -> None:
        """Add a refusal."""
        self.refused.append(Rejection(rule, cell, message, name))


def gathered(dataset: Dataset, books: Iterable[tuple[str, bytes]]) -> Rows:
    """Return the answers in files, given by name and content; one that cannot be read is refused, and the rest read."""
    rows = Rows()
    for file, content in books:
        rows.sent[file], rows.asked[file], rows.blank[file], rows.owners[file] = Sent(), {}, [], set()
        try:
            sheets = read_sheets(file, content)
        except Unfit as unfit:
            rows.refuse(unfit.rule, CellPlace(file, "", unfit.at), str(unfit))
            continue
        rows.sent[file] = sent(sheets)
        found, refused = tables(file, sheets)
        rows.refused += refused
        for table in found:
            _table(dataset, table, rows)
        named = {"/".join(key.split("/")[:3]): name for key, name in rows.sent[file].asked.items()}
        rows.notes += _brought(file, named, rows)
        there = {table.text(row, SheetColumn.NAME) for table in found for row in table.sheet.rows}
        unkeyed = {rejection.name for rejection in rows.refused if rejection.cell.file == file}
        for base, name in named.items():
            if found and base not in rows.asked[file]:
                rows.asked[file][base] = ("", name)
                rows.blank[file] += [] if name in unkeyed else [base]
                if name not in there:
                    rows.notes.append(f"{file} 「{clip(name)}」の行がない（消されている。未回答とみなす）")
    _once_each(rows)
    _value_once_each(rows)
    return rows


def _brought(file: str, named: Container[str], rows: Rows) -> Iterator[str]:
    """Yield which answers in a file that was made for a department come from rows that were not in it."""
    owner = rows.sent[file].owner
    for one in rows.found:
        if one.file == file and owner and one.key not in named:
            what = f"「{clip(one.name)}」は、{clip(owner)}に求めていない行である（写されている）"
            yield f"{file} {what}。報告者は{clip(owner)}になる。ほかの課の答えなら、その課の調査票で返してもらう"


def _table(dataset: Dataset, table: SheetTable, rows: Rows) -> None:
    where = f"{table.file} {table.sheet.name}".strip()
    if table.unknown:
        rows.notes.append(f"{where} 知らない列「{'」「'.join(map(clip, table.unknown[:5]))}」は読まない")
    merged: set[int] = set()
    for covered, refusal in table.merges():
        rows.refused.append(refusal)
        merged.update(row for row in table.rows if row in covered)
    rows.notes += table.commented()
    hidden = [str(row) for row in table.rows if row in table.sheet.hidden_rows and table.answered(row)]
    if hidden:
        rows.notes.append(f"{where} 隠れた行 {'、'.join(hidden)} も読んだ")
    sets: dict[tuple[str, int], list[AnswerRow]] = {}
    seen: dict[tuple[str, int | None], int] = {}
    for row in table.rows:
        if row in merged:
            base, _ = _keyed(table, row)
            rows.asked[table.file] |= {base: _label(table, row)} if base else {}
            continue
        key = _key(table, row, rows)
        if key is None:
            continue
        base, part = key
        turn = seen[base, part] = seen.get((base, part), 0) + 1
        sets.setdefault((base, turn), []).append(AnswerRow(table, row, part))
    for (base, turn), lines in sets.items():
        _answer(dataset, base, lines, rows, again=turn > 1)


def _key(table: SheetTable, row: int, rows: Rows) -> tuple[str, int | None] | None:
    """Return the key of a row without its part, and the part; None after a refusal, and for a row to pass over."""
    base, part = _keyed(table, row)
    if base:
        return base, part
    if table.answered(row):
        written, name = table.text(row, SheetColumn.KEY).strip(), table.text(row, SheetColumn.NAME)
        if not written:
            message = (
                "どの指標の行か分からない（隠れたキーの列が空）。送った調査票の、その指標の行に写してもらう。"
                "合計や覚書の行なら、記入の欄を空にしてもらう"
            )
            rows.refuse(NO_KEY, table.named(row), message, name)
        else:
            rows.refuse(
                UNKNOWN_KEY,
                table.named(row),
                f"キー「{clip(written)}」が壊れている。送った調査票に写してもらう",
                name,
            )
    return None


def _keyed(table: SheetTable, row: int) -> tuple[str, int | None]:
    """Return the key of a row without its part, empty where it has none, and the part."""
    found = _KEY.fullmatch(table.text(row, SheetColumn.KEY).strip())
    return ("/".join(found.groups()[:3]), int(found[4]) if found[4] else None) if found else ("", None)


def _label(table: SheetTable, row: int) -> tuple[str, str]:
    """Return number and name of a row."""
    return table.text(row, SheetColumn.NO), table.text(row, SheetColumn.NAME)


def _answer(dataset: Dataset, base: str, lines: Sequence[AnswerRow], rows: Rows, *, again: bool) -> None:
    table, row = lines[0].table, lines[0].row
    name = table.text(row, SheetColumn.NAME)
    if not again:
        rows.asked[table.file][base] = _label(table, row)
    said = Recorded.of(table.text(row, SheetColumn.SENT))
    if said is not None:
        rows.owners[table.file].add(said.owner)
    if not any(line.table.answered(line.row) for line in lines):
        if not again:
            rows.blank[table.file].append(base)
        return
    cell = table.named(row)
    target = _target(dataset, base)
    if isinstance(target, str):
        rows.refuse(UNKNOWN_KEY, cell, target, name)
        return
    declared, plan, year = target
    problem = _unlike(dataset, lines, declared, plan, year)
    if problem is not None:
        rows.refuse(problem[0], cell, problem[1], declared.indicator.name)
        return
    rows.notes += _changes(lines, declared, plan, year, said)
    _read(
        dataset,
        base,
        lines,
        rows,
        Found(table.file, rows.sent[table.file].owner, declared, plan, year, Answer(base), said),
    )


def _target(dataset: Dataset, base: str) -> tuple[DeclaredIndicator, DeclaredPlan, FiscalYear] | str:
    """Return what a key is about, or the sentence that it is about nothing."""
    plan_id, identifier, written = base.split("/")
    plan = dataset.plan(plan_id)
    if plan is None:
        return f"計画「{clip(plan_id)}」がデータにない。{_meant(plan_id, dataset.plan_ids)}"
    declared = next((own for own in dataset.of_plan(plan_id) if own.indicator.id == identifier), None)
    if declared is None:
        known = [own.indicator.id for own in dataset.of_plan(plan_id)]
        return f"指標「{clip(identifier)}」が計画「{clip(plan.plan.name)}」のデータにない。{_meant(identifier, known)}"
    try:
        year = parse_fiscal_year(written)
    except Misspelt as misspelt:
        return f"{misspelt}。どの調査票かを確かめる"
    if not dataset.covers(plan.plan, year):
        return f"{year.formal}は計画「{clip(plan.plan.name)}」の期間の外である。どの調査票かを確かめる"
    found = placed([declared], plan.plan, year)
    if not found:
        name = clip(plan.plan.name)
        return f"指標「{clip(identifier)}」の分野は、計画「{name}」では{year.formal}にない。どの調査票かを確かめる"
    return found[0], plan, year


def _meant(wanted: str, known: Iterable[str]) -> str:
    near = nearest(wanted, known)
    return f"「{near}」に変わったのなら、新しい調査票で答え直してもらう" if near else "どの調査票かを確かめる"


def _unlike(
    dataset: Dataset, lines: Sequence[AnswerRow], declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear
) -> tuple[RuleInfo, str] | None:
    """Return why rows cannot be answers about an indicator: moved apart, or asked for in another unit."""
    indicator, parts = declared.indicator, parts_of(at_end(declared.indicator, plan.plan, year))
    if isinstance(apart(indicator, plan.plan, year), Suspended) and not declared.lent_to:
        return GONE, f"{year.label}は進捗管理の停止になっている。答えは要らない"
    for line in lines:
        said = Recorded.of(line.table.text(line.row, SheetColumn.SENT))
        shifted = _shifted(dataset, line, declared, said)
        if shifted:
            return SHIFTED, shifted
        if said is not None and (said.unit, said.direction) != (indicator.unit, indicator.direction):
            what = (
                f"単位が「{clip(said.unit or 'なし')}」から「{clip(indicator.unit or 'なし')}」に"
                if said.unit != indicator.unit
                else "目標の型が"
            )
            return UNIT_CHANGED, f"送った後に{what}変わった。新しい調査票で答え直してもらう"
        asked = parts[line.part - 1] if line.part is not None and 1 <= line.part <= len(parts) else None
        if bool(parts) != (line.part is not None) or (line.part is not None and asked is None):
            return GONE, "送った後に、目標の内訳が変わった。新しい調査票で答え直してもらう"
        if said is not None and said.part != asked:
            return GONE, f"送った後に、内訳「{clip(said.part or '')}」がなくなった。新しい調査票で答え直してもらう"
    return None


def _shifted(dataset: Dataset, line: AnswerRow, declared: DeclaredIndicator, said: Recorded | None) -> str | None:
    key = line.table.text(line.row, SheetColumn.KEY)
    name, unit = line.table.text(line.row, SheetColumn.NAME), line.table.text(line.row, SheetColumn.UNIT)
    others = {_seen(one.indicator.name) for one in dataset.indicators if one.document != declared.document}
    expected = _seen(said.name if said else declared.indicator.name)
    if said is not None and said.key != key:
        return f"隠れたキー「{clip(key)}」が、送ったときの「{clip(said.key)}」と違う。{_AGAIN}"
    if name and _seen(name) != expected and _seen(name) in others:
        return f"行がずれている（行の名称は「{clip(name)}」、キーは「{clip(declared.indicator.name)}」）。{_AGAIN}"
    wanted = (said.unit if said else declared.indicator.unit) or "なし"
    if unit and _seen(unit) != _seen(wanted):
        return (
            f"単位の欄が「{clip(unit)}」になっている（送ったときは「{clip(wanted)}」）。"
            "単位を戻し、その単位の値を入れてもらう"
        )
    return None


def _seen(text: str) -> str:
    """Return a text of the data as it comes back from a workbook, without differences that only a machine sees."""
    return folded(unescaped(plain(text)))


def _changes(
    lines: Sequence[AnswerRow], declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear, said: Recorded | None
) -> Iterator[str]:
    """Yield what was changed in the locked cells, and what the data changed since that an answer may rest on."""
    for line in lines:
        name = line.table.text(line.row, SheetColumn.NAME)
        expected = said.name if said else declared.indicator.name
        if name and _seen(name) != _seen(expected):
            yield f"{line.table.cell(line.row, SheetColumn.NAME)} 指標名が書き換えられている（読まない）"
    aimed = at_end(declared.indicator, plan.plan, year)
    target, baseline = target_phrase(aimed, plan.plan), baseline_phrase(aimed)
    if said is not None and said.target != target:
        answered = any(
            line.table.held(line.row, column) for line in lines for column in (SheetColumn.CAUSE, SheetColumn.REASON)
        )
        about = "。理由の回答は前の目標に対するもの" if answered else ""
        yield f"{lines[0].table.file} {declared.indicator.name}: 目標が改定された（{said.target} → {target}）{about}"
    if said is not None and said.baseline != baseline:
        yield f"{lines[0].table.file} {declared.indicator.name}: 基準が変わった（{said.baseline} → {baseline}）"


def _read(dataset: Dataset, base: str, lines: Sequence[AnswerRow], rows: Rows, found: Found) -> None:
    indicator = at_end(found.declared.indicator, found.plan.plan, found.year)
    causes = {cause.id: cause.label for cause in found.plan.plan.causes}
    scale = found.plan.plan.scale
    ratings = {rating.id: rating.names for rating in scale.ratings} if scale else {}
    parts, headings = parts_of(indicator), headings_of(dataset, found.plan)
    subject = AnswerSubject(base, indicator.name, indicator.unit, indicator.value_key, parts, causes, ratings, headings)
    reading = read(subject, lines)
    rows.notes += reading.notes
    rows.cautions += reading.cautions
    rows.refused += reading.refused
    if reading.answer is None:
        return
    if not reading.answer.said:
        rows.blank[found.file].append(base)
        return
    number = lines[0].table.text(lines[0].row, SheetColumn.NO)
    rows.found.append(
        Found(found.file, found.owner, found.declared, found.plan, found.year, reading.answer, found.said, number)
    )


def _once_each(rows: Rows) -> None:
    """Leave one answer where several say the same; refuse all where they differ."""
    by_key: dict[str, list[Found]] = {}
    for one in rows.found:
        by_key.setdefault(one.key, []).append(one)
    for own in by_key.values():
        if any(one.answer.said != own[0].answer.said for one in own):
            _refuse_all(rows, own)
        elif len(own) > 1:
            _read_once(rows, own, [])


def _value_once_each(rows: Rows) -> None:
    """Leave one value where answers for plans that share it say the same; refuse all answers where they differ."""
    by_value: dict[tuple[str, FiscalYear], list[Found]] = {}
    for one in rows.found:
        if one.answer.value or one.answer.pending:
            by_value.setdefault((one.declared.document, one.year), []).append(one)
    for own in by_value.values():
        values = [(one.answer.value, one.answer.pending) for one in own]
        if any(value != values[0] for value in values):
            _refuse_all(rows, own)
        elif len(own) > 1:
            rest = (replace(one, answer=replace(one.answer, value=None, pending=None)) for one in own[1:])
            _read_once(rows, own, [one for one in rest if one.answer.said])


def _read_once(rows: Rows, own: Sequence[Found], rest: Sequence[Found]) -> None:
    """Take the first of answers that say the same, and of the others the `rest`."""
    cells = "、".join(str(one.answer.at(*_SAID_AT)) for one in own)
    rows.notes.append(f"{own[0].name}: 同じ答えが{len(own)}つある（{cells}）。一度だけ読んだ")
    taken = {id(one) for one in own[1:]}
    rows.found = [one for one in rows.found if id(one) not in taken] + [*rest]


def _refuse_all(rows: Rows, own: Sequence[Found]) -> None:
    """Refuse answers of which only one can be right."""
    taken = {id(one) for one in own}
    rows.found = [one for one in rows.found if id(one) not in taken]
    cells = [one.answer.at(*_SAID_AT) for one in own]
    for position, (one, cell) in enumerate(zip(own, cells, strict=True)):
        others = "、".join(str(other) for place, other in enumerate(cells) if place != position)
        message = f"同じ指標に、違う答えがある（{others}）。正しいほうだけを残してもらう"
        rows.refuse(TWICE, cell, message, one.name)


_SAID_AT = (SheetColumn.VALUE, SheetColumn.STATUS, SheetColumn.REASON)
