"""A questionnaire as a workbook: the sheet to fill in, a page of instructions, and a hidden sheet of lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import IntProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.core.basis.record import Status
from dxkpi.core.collection.ask import Questionnaire, Want
from dxkpi.core.collection.columns import (
    ANSWERED_BY,
    ANSWERS,
    CHECKED,
    DONE,
    GUIDE,
    HIDDEN,
    KEYS,
    MARKER,
    MEMORY,
    NOT_DONE,
    PENDING,
    REMARKS,
    TO_FILL,
    SheetColumn,
)
from dxkpi.render.sheet.cells import NUMBERS, columns_of, put
from dxkpi.render.views.sheet_rows import SheetRow, due_words, headings, headings_asked, rows

CODES, HEAD, FIRST = 4, 5, 6
"""The rows of the codes, of the headings, and of the first answer."""

_ANSWER = PatternFill("solid", start_color="FFF2CC")
_HEADING = PatternFill("solid", start_color="D9E2F3")
_ODD = PatternFill("solid", start_color="F8CBAD")
_THIN = Side(style="thin", color="999999")
_FRAME = Border(_THIN, _THIN, _THIN, _THIN)
_TOP = Alignment(vertical="top", wrap_text=True)
_BOLD = Font("Calibri", bold=True)
_LOCKED, _OPEN = Protection(locked=True), Protection(locked=False)

_WIDTHS = {
    SheetColumn.NO: 6,
    SheetColumn.PLAN: 14,
    SheetColumn.SECTION: 12,
    SheetColumn.NAME: 26,
    SheetColumn.PART: 10,
    SheetColumn.UNIT: 6,
    SheetColumn.COUNTING: 11,
    SheetColumn.BASELINE: 12,
    SheetColumn.TARGET: 13,
    SheetColumn.LAST: 9,
    SheetColumn.LAST_STATUS: 9,
    SheetColumn.SEEN: 15,
    SheetColumn.ASK: 11,
    SheetColumn.YEAR: 10,
    SheetColumn.VALUE: 12,
    SheetColumn.STATUS: 11,
    SheetColumn.AS_OF: 14,
    SheetColumn.CAUSE: 16,
    SheetColumn.REASON: 32,
    SheetColumn.UNTIL: 16,
    SheetColumn.JUDGED: 12,
    SheetColumn.NOTE: 18,
    SheetColumn.CHECK: 18,
    **dict.fromkeys(REMARKS, 28),
}
"""In digits: up to the status, which has to be filled in, all but the plan have room on a screen of 1,366 dots."""
_ALONE = (SheetColumn.CAUSE, SheetColumn.REASON, SheetColumn.JUDGED, *REMARKS)
"""The columns that may be filled in without a value."""
_FORMATS = {SheetColumn.VALUE: NUMBERS, SheetColumn.AS_OF: 'yyyy"年"m"月"d"日"'}
_LINE = 18
"""Points of a line of text, with some to spare."""

_BLANK = (
    "空欄は「まだ答えていない」とみなします。前の値が消えることはありません。"
    "まだ値が出ないときは、状態で「集計中」を選びます。"
)
_LOOSE = "黄色以外は読みません。保護にパスワードはないので、外して行や列を足したり並べ替えたりしてもかまいません。"
_NUMBER = "数字だけを入れてください。単位やカンマは不要です。まだ出ていないときは、状態で「集計中」を選びます。"
_FRACTION = "3/8 のように、分子/分母で入れてください。まだ出ていないときは、状態で「集計中」を選びます。"
_PUBLIC = "公表されることがあります。個人の名前や連絡先は書かないでください。"
_CHOOSE = {
    SheetColumn.CAUSE: "一覧から選んでください。当てはまらなければ、理由の欄に書きます。",
    SheetColumn.JUDGED: "一覧から選んでください。",
}
_MOST = 10**15 - 1


def workbook(questionnaire: Questionnaire) -> bytes:
    """Return the answer sheet of `questionnaire` as an xlsx file."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "回答"
    written = rows(questionnaire)
    _fill(sheet, questionnaire, written, _remember(book, questionnaire, written))
    _explain(book.create_sheet(GUIDE, 1), questionnaire, len(written))
    book.custom_doc_props.append(IntProperty(name="dxkpi-sheet", value=1))  # type: ignore[attr-defined]
    book.active = 0
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns with their headings, in order, and the names of the lists to choose from, by column and plan."""

    heads: Mapping[SheetColumn, str]
    lists: Mapping[tuple[SheetColumn, str], str]

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        return tuple(self.heads)

    def at(self, column: SheetColumn) -> int:
        return self.columns.index(column) + 1

    def ref(self, column: SheetColumn, row: int) -> str:
        return f"${get_column_letter(self.at(column))}{row}"


_Lists = Mapping[tuple[SheetColumn, str], str]
"""The names of the lists to choose from, by column and plan."""


def _fill(sheet: Worksheet, questionnaire: Questionnaire, written: Sequence[SheetRow], lists: _Lists) -> None:
    layout = _Layout(headings(questionnaire), lists)
    due = due_words(questionnaire.due)
    by = f"期限（{due}）までに" if due else ""
    lines = (f"黄色の欄だけに記入し、{by}このファイルを返してください。", _BLANK, _LOOSE)
    put(sheet, 1, 1, MARKER)
    for number, line in enumerate(lines, 1):
        put(sheet, number, 2, line).font = _BOLD
    for column in layout.columns:
        _head(sheet, layout, column)
    for number, row in enumerate(written, FIRST):
        _write(sheet, layout, number, row)
    last = FIRST + len(written) - 1
    _validate(sheet, layout, written)
    _warn_of_leaps(sheet, layout, last)
    _arrange(sheet, layout, last)
    _open_at(sheet, next((layout.ref(SheetColumn.VALUE, n) for n, row in enumerate(written, FIRST) if row.open), "B1"))


def _open_at(sheet: Worksheet, cell: str) -> None:
    """Put the cursor where the department begins, not into a hidden cell."""
    for own in sheet.sheet_view.selection:
        own.activeCell = own.sqref = cell.replace("$", "")


def _head(sheet: Worksheet, layout: _Layout, column: SheetColumn) -> None:
    put(sheet, CODES, layout.at(column), column.value)
    head = put(sheet, HEAD, layout.at(column), layout.heads[column])
    head.value = head.value.replace(TO_FILL, f"\n{TO_FILL}")
    head.font, head.border, head.alignment = _BOLD, _FRAME, Alignment("center", "center", wrap_text=True)
    head.fill = _ANSWER if column in ANSWERS else _HEADING


def _write(sheet: Worksheet, layout: _Layout, number: int, row: SheetRow) -> None:
    for column in layout.columns:
        cell = put(sheet, number, layout.at(column), row.shown.get(column))
        if column in HIDDEN:
            continue
        cell.border, cell.alignment = _FRAME, _TOP
        if column is SheetColumn.CHECK:
            cell.value = _check(layout, number) if row.open else DONE
        if column in row.open:
            cell.fill, cell.protection = _ANSWER, _OPEN
            as_words = column is SheetColumn.VALUE and row.kind not in {"value", "parts"}
            cell.number_format = "@" if as_words else _FORMATS.get(column, "@")
    widths = {column: _WIDTHS[column] for column in layout.columns if column not in HIDDEN}
    lines = (_lines(str(row.shown.get(column) or ""), width) for column, width in widths.items())
    sheet.row_dimensions[number].height = max(2, *lines) * _LINE


def _lines(words: str, width: int) -> int:
    """Count the lines that a text takes in a column so many characters wide."""
    return -(-columns_of(words) // (width - 2)) or 1  # a bracket does not begin a line


def _check(layout: _Layout, row: int) -> str:
    """Return the formula that tells the department what is still missing in a row."""
    at = {column: layout.ref(column, row) for column in layout.columns}
    value, status, until, last = (
        at[c] for c in (SheetColumn.VALUE, SheetColumn.STATUS, SheetColumn.UNTIL, SheetColumn.LAST)
    )
    answers = [at[column] for column in ANSWERS if column in at]
    reason = "+".join(f'({at[column]}<>"")' for column in _ALONE if column in at)
    leap = f"ABS({value})>=10*ABS({last}),ABS({value})*10<=ABS({last})"
    return (
        f'=IF(COUNTA({",".join(answers)})=0,"",'
        f'IF(AND({status}="",OR({value}<>"",{reason}=0)),"状態がない",'
        f'IF(AND({status}<>"",{status}<>"{PENDING}",{value}=""),"値がない",'
        f'IF(AND({status}="{PENDING}",{until}=""),"値の出る時期がない",'
        f'IF(AND(ISNUMBER({value}),ISNUMBER({last})),IF(AND({last}<>0,OR({leap})),"前年度と桁が違う。確かめる","{DONE}"),'
        f'"{DONE}")))))'
    )


def _validate(sheet: Worksheet, layout: _Layout, written: Sequence[SheetRow]) -> None:
    statuses = ",".join((*Status, PENDING))
    number = DataValidation("decimal", f"-{_MOST}", f"{_MOST}", operator="between", error=_NUMBER, prompt=_NUMBER)
    fraction = DataValidation(None, prompt=_FRACTION)  # Excel takes 3/8 for a day where it may
    step = DataValidation("list", f'"{DONE},{NOT_DONE}"', error="「済」か「未」を選んでください。")
    status = DataValidation(
        "list",
        f'"{statuses}"',
        error="一覧から選んでください。",
        prompt="実績は確定した値、速報・見込は後で変わる値、時点は年度の途中の値です。",
    )
    day = DataValidation(
        "date", "DATE(2000,1,1)", "DATE(2099,12,31)", operator="between",
        error="日付を 2026/5/31 のように入れてください。", prompt="いつの値か。状態が「時点」のときに入れます。",
    )  # fmt: skip
    until = DataValidation(None, prompt="値がいつ出るか。状態が「集計中」のときに、2026年8月、8月末などと入れます。")
    words = DataValidation(None, prompt=_PUBLIC)
    lists = {key: DataValidation("list", name, error=_CHOOSE[key[0]]) for key, name in layout.lists.items()}
    cells: dict[int, list[str]] = {}
    for offset, row in enumerate(written):
        kinds = {
            SheetColumn.VALUE: {"done": step, "text": words, "divided": fraction}.get(row.kind, number),
            SheetColumn.STATUS: status,
            SheetColumn.AS_OF: day,
            SheetColumn.UNTIL: until,
            SheetColumn.REASON: words,
            SheetColumn.NOTE: words,
            **dict.fromkeys(REMARKS, words),
            **{column: lists.get((column, row.ask.plan.plan.plan)) for column in _CHOOSE},
        }
        for column, kind in kinds.items():
            if kind is not None and column in row.open and column in layout.columns:
                cells.setdefault(id(kind), []).append(f"{get_column_letter(layout.at(column))}{FIRST + offset}")
    every = (number, fraction, step, status, day, until, words, *lists.values())
    for used in (one for one in every if id(one) in cells):
        used.sqref = MultiCellRange(" ".join(cells[id(used)]))  # not add(), which compares each with all
        used.allow_blank, used.showErrorMessage, used.showInputMessage = True, True, True
        sheet.add_data_validation(used)


def _warn_of_leaps(sheet: Worksheet, layout: _Layout, last: int) -> None:
    value, before = (layout.ref(column, FIRST) for column in (SheetColumn.VALUE, SheetColumn.LAST))
    column = layout.ref(SheetColumn.VALUE, FIRST).replace("$", "")
    leap = f"OR(ABS({value})>=10*ABS({before}),ABS({value})*10<=ABS({before}))"
    formula = f"AND(ISNUMBER({value}),ISNUMBER({before}),{before}<>0,{leap})"
    area = f"{column}:{column.rstrip('0123456789')}{last}"
    sheet.conditional_formatting.add(area, FormulaRule(formula=[formula], fill=_ODD))  # type: ignore[no-untyped-call]


def _arrange(sheet: Worksheet, layout: _Layout, last: int) -> None:
    for column in layout.columns:
        column_dimension = sheet.column_dimensions[get_column_letter(layout.at(column))]
        if column in HIDDEN:
            column_dimension.hidden = True
        else:
            column_dimension.width = _WIDTHS[column]
    sheet.row_dimensions[CODES].hidden = True
    sheet.row_dimensions[HEAD].height = 2 * _LINE + 3
    width = get_column_letter(len(layout.columns))
    sheet.freeze_panes = f"{get_column_letter(layout.at(SheetColumn.NAME) + 1)}{FIRST}"
    sheet.auto_filter.ref = f"A{HEAD}:{width}{last}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top = sheet.page_margins.bottom = 0.4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    _protect(sheet)


def _protect(sheet: Worksheet) -> None:
    """Guard against accidents, without a password; filters, widths and heights stay free."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.formatColumns = sheet.protection.formatRows = False


def _remember(book: Workbook, questionnaire: Questionnaire, written: Sequence[SheetRow]) -> _Lists:
    """Write the hidden sheet, and return the names of the lists to choose from, by column and plan."""
    sheet = book.create_sheet(MEMORY)
    sheet.sheet_state = "veryHidden"
    asked = questionnaire.asked
    head = (MARKER, questionnaire.version, str(asked.year), asked.wanted.value, str(asked.today), questionnaire.owner)
    for column, own in enumerate(head, 1):
        put(sheet, 1, column, own)
    for number, row in enumerate(written, 2):
        put(sheet, number, KEYS, row.shown[SheetColumn.KEY])
        put(sheet, number, KEYS + 1, row.shown[SheetColumn.NAME])
    names: dict[tuple[SheetColumn, str], str] = {}
    for at, (key, words) in enumerate(_lists(questionnaire), KEYS + 2):
        for below, word in enumerate(words, 2):
            put(sheet, below, at, word)
        letter, name = get_column_letter(at), f"{key[0]}_{at}"
        book.defined_names[name] = DefinedName(name, attr_text=f"{MEMORY}!${letter}$2:${letter}${len(words) + 1}")
        names[key] = name
    return names


def _lists(questionnaire: Questionnaire) -> Iterator[tuple[tuple[SheetColumn, str], Sequence[str]]]:
    """Yield the words to choose from, by column and plan."""
    plans = {ask.plan.plan.plan: ask.plan.plan for ask in questionnaire.asks}
    rated = {ask.plan.plan.plan for ask in questionnaire.asks if ask.rates}
    for identifier, plan in plans.items():
        if plan.causes:
            yield (SheetColumn.CAUSE, identifier), [cause.label for cause in plan.causes]
        if identifier in rated and plan.scale:
            yield (SheetColumn.JUDGED, identifier), [rating.heading for rating in plan.scale.ratings]


def _explain(sheet: Worksheet, questionnaire: Questionnaire, count: int) -> None:
    asked = questionnaire.asked
    check = get_column_letter(list(headings(questionnaire)).index(SheetColumn.CHECK) + 1)
    facts = (
        ("照会", f"{asked.year.formal}のKPIの{asked.wanted.value}などの照会"),
        ("担当", questionnaire.called),
        ("期限", due_words(questionnaire.due) or "―"),
        ("送り主と連絡先", questionnaire.sender or ""),
        ("回答した行", ""),
        (ANSWERED_BY, None),
        (CHECKED, None),
    )
    for row, (label, content) in enumerate(facts, 1):
        name, cell = put(sheet, row, 1, label), put(sheet, row, 2, content)
        name.font, name.border, cell.border, name.alignment, cell.alignment = _BOLD, _FRAME, _FRAME, _TOP, _TOP
        sheet.row_dimensions[row].height = _LINE + 3
        if content is None:
            cell.fill, cell.protection = _ANSWER, _OPEN
        if label == "回答した行":
            area = f"回答!${check}${FIRST}:${check}${FIRST + count - 1}"
            cell.value = f'=COUNTIF({area},"{DONE}")&" / {count}"'
    begin = len(facts) + 2
    for row, line in enumerate(_guide(questionnaire), begin):
        put(sheet, row, 1, line)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 70
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    _protect(sheet)


def _guide(questionnaire: Questionnaire) -> Iterator[str]:
    asks = questionnaire.asks
    kinds = {ask.declared.indicator.value_key for ask in asks if ask.wants_value}
    yield "書き方"
    yield "1. シート「回答」の黄色の欄に、値と状態を入れます。ほかの欄は、読む人のためのものです。"
    yield "2. 値は、単位の欄の単位で、数字だけを入れます。"
    yield "3. 値がまだ出ないときは、値を空けたまま、状態で「集計中」を選び、値の出る時期を入れます。"
    yield "4. 前に答えた見込のままで確定したときも、同じ値をもう一度入れ、状態で「実績」を選びます。"
    yield "5. 右の「確認」の欄が「済」になれば、その行は終わりです。ファイルの名前は変えてもかまいません。"
    if "text" in kinds:
        yield "単位のない、文章の目標の行では、値の欄に、その年度にどうなったかを文章で書きます。"
    if "done" in kinds:
        yield "段階ごとに分かれた行では、値の欄で済か未を選び、状態も入れます。"
    if "parts" in kinds:
        yield "内訳のある行では、内訳のすべてに値と状態を入れます。"
    if any(Want.REASON in ask.wants for ask in asks):
        yield "求めることに「達していない理由」とある行には、要因か理由を入れます。"
    if any(ask.rates for ask in asks):
        yield "自己評価は、一覧から選びます。値の確定していないときは、空けておきます。"
    if remarks := headings_asked(questionnaire):
        yield f"{'・'.join(remarks)}には、この年度のことを自分の言葉で書きます。書くことがなければ、空けておきます。"
    yield ""
    yield "状態の言葉"
    yield "実績: 確定した値。 速報: 確定の前に公表する値。 見込: 年度末にこうなると見込む値。"
    yield "時点: 年度の途中の、ある日の値（いつの値かも入れます）。 集計中: まだ値がない。"
    yield ""
    yield "記入の例"
    yield "値が確定した: 値に 5445、状態に「実績」"
    yield "年度の途中の値である: 値に 120、状態に「時点」、時点に 2026/1/31"
    yield "まだ値が出ない: 値は空欄、状態に「集計中」、値の出る時期に 2026年8月"
    yield ""
    yield "答えは、取りまとめの担当が確かめてから、データに書き込みます。書き込んだ値は、公表されることがあります。"
