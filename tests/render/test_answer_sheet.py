"""The answer sheet as a workbook: what may be filled in, what is offered there, and what is hidden."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from dxkpi.core.collection.columns import ANSWERS
from tests.sheets import HOURS, PARTS, PLAN, STEPS, columns_of, files_of, sheet_of

FILES = files_of(HOURS, PARTS, STEPS)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(BytesIO(sheet_of(FILES)))


def test_only_what_is_asked_can_be_filled_in(book: Workbook) -> None:
    sheet = book["回答"]
    letters = {code: openpyxl.utils.get_column_letter(at) for code, at in columns_of(sheet).items()}
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert open_cells == {
        f"{letters[column.value]}{row}" for column in ANSWERS if column in letters for row in range(6, 11)
    }
    assert all(sheet[cell].value is None and sheet[cell].fill.start_color.rgb == "00FFF2CC" for cell in open_cells)
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert (sheet.protection.autoFilter, sheet.protection.formatColumns, sheet.protection.formatRows) == (False,) * 3
    page = book["はじめに"]
    assert [cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked] == ["B6", "B7"]


def test_what_is_hidden(book: Workbook) -> None:
    sheet = book["回答"]
    assert [(own.title, own.sheet_state) for own in book] == [
        ("回答", "visible"), ("はじめに", "visible"), ("_dxkpi", "veryHidden"),
    ]  # fmt: skip
    hidden = [letter for letter, own in sheet.column_dimensions.items() if own.hidden]
    codes = columns_of(sheet)
    assert hidden == [openpyxl.utils.get_column_letter(codes[code]) for code in ("key", "sent")]
    assert [row for row, own in sheet.row_dimensions.items() if own.hidden] == [4]
    assert (sheet.freeze_panes, sheet.merged_cells.ranges) == ("E6", set())


def test_a_narrow_screen_shows_where_to_begin_and_the_cursor_is_there(book: Workbook) -> None:
    sheet = book["回答"]
    status = columns_of(sheet)["status"]
    shown = [own.width for own in sheet.column_dimensions.values() if not own.hidden][: status - 1]
    dots = sum(width * 7 + 5 for width in shown)
    assert dots + 80 < 1366  # beside the numbers of the rows and the bar to scroll
    assert {own.activeCell for own in sheet.sheet_view.selection} == {"N6"}


def test_what_is_offered_in_the_cells(book: Workbook) -> None:
    sheet = book["回答"]
    found = {own.formula1: str(own.sqref) for own in sheet.data_validations.dataValidation if own.type}
    assert found == {
        "-999999999999999": "N6 N7 N8",
        '"済,未"': "N9 N10",
        '"実績,速報,見込,時点,集計中"': "O6 O7 O8 O9 O10",
        "DATE(2000,1,1)": "P6 P7 P8 P9 P10",
        "cause_12": "Q6 Q7 Q8 Q9 Q10",
    }
    texts = [text for own in sheet.data_validations.dataValidation for text in (own.prompt, own.error, own.formula1)]
    assert max(len(text) for text in texts if text) < 255
    area = book.defined_names["cause_12"].attr_text
    name, _, cells = area.partition("!")
    labels = [cell.value for (cell,) in book[name][cells.replace("$", "")]]
    assert labels == [cause["label"] for cause in PLAN["causes"]]


def test_the_check_has_no_result_and_the_lines_above_say_what_a_blank_means(book: Workbook) -> None:
    sheet = book["回答"]
    checks = sheet.cell(6, columns_of(sheet)["check"])
    assert str(checks.value).startswith('=IF(COUNTA($N6,$O6,$P6,$Q6,$R6,$S6,$T6)=0,"",')
    results = openpyxl.load_workbook(BytesIO(sheet_of(FILES)), data_only=True)["回答"]
    assert results.cell(6, checks.column or 0).value is None
    assert [sheet.cell(row, 2).value for row in (1, 2, 3)] == [
        "黄色の欄だけに記入し、期限（令和8年5月29日）までにこのファイルを返してください。",
        "空欄は「まだ答えていない」とみなします。前の値が消えることはありません。"
        "まだ値が出ないときは、状態で「集計中」を選びます。",
        "黄色以外は読みません。保護にパスワードはないので、外して行や列を足したり並べ替えたりしてもかまいません。",
    ]


def test_a_row_that_asks_for_a_reason_takes_nothing_else() -> None:
    done = {**HOURS, "actuals": {"R7": {"value": "500", "status": "実績", "known": "2026-05-01"}}}
    sheet = openpyxl.load_workbook(BytesIO(sheet_of(files_of(done))))["回答"]
    codes = {at: code for code, at in columns_of(sheet).items()}
    assert [codes[cell.column or 0] for cell in sheet[6] if not cell.protection.locked] == ["cause", "reason"]
    shown = {codes[cell.column or 0]: cell.value for cell in sheet[6]}
    assert (shown["ask"], shown["seen"], shown["target"]) == (
        "達していない理由",
        "実績 500時間（2026-05-01）",
        "6,000時間",
    )


def test_a_value_of_a_calendar_year_is_asked_for_by_that_year() -> None:
    actuals = {"2024": {"value": "500", "status": "速報", "known": "2025-05-01"}}
    accidents = {**HOURS, "year_kind": "calendar", "baseline": {"value": "100", "year": "2023"}, "actuals": actuals}
    sheet = openpyxl.load_workbook(BytesIO(sheet_of(files_of(accidents))))["回答"]
    columns = columns_of(sheet)
    shown = [[sheet.cell(row, columns[code]).value for code in ("ask", "year")] for row in (6, 7)]
    assert shown == [["実績", "2025年"], ["2024年の確定", "2024年"]]


def test_the_sheet_shows_the_restated_baseline_and_the_target_that_it_gives() -> None:
    again = {"date": "2026-01-15", "value": "120", "reason": "集計を改めた", "reported": "業務改革課"}
    grown = {
        **HOURS,
        "direction": "relative",
        "baseline": {"value": "100", "year": "R6", "restated": [again]},
        "target": {"change": "10"},
    }
    sheet = openpyxl.load_workbook(BytesIO(sheet_of(files_of(grown))))["回答"]
    columns = columns_of(sheet)
    shown = [sheet.cell(6, columns[code]).value for code in ("baseline", "target")]
    assert shown == ["120時間（R6年度）", "132時間（基準値の10%増）"]


def test_what_another_plan_makes_of_the_value_is_its_own_target() -> None:
    """一つの値を二つの計画で使う: どちらの目標も、その計画のもの. 足していく累計は0から始まる."""
    both = {**HOURS, "shared": {"q": {"section": "one", "direction": "decrease", "baseline": {"value": "700"}}}}
    added = {**{key: own for key, own in HOURS.items() if key != "baseline"}, "id": "sum", "counting": "summed"}
    files = files_of(both, added)
    files["targets/q.yaml"] = files["targets/p.yaml"].replace("plan: p", "plan: q").replace("例の計画", "別の計画")
    sheet = openpyxl.load_workbook(BytesIO(sheet_of(files)))["回答"]
    columns = columns_of(sheet)
    shown = [[sheet.cell(row, columns[code]).value for code in ("baseline", "target", "ask")] for row in (6, 7)]
    assert shown == [
        ["100時間（R6年度）", "6,000時間", "実績（別の計画でも使う。減少を目指す）"],
        ["0（累計の始まり）", "6,000時間（累計）", "実績"],
    ]
