"""What columns of a foreign list are: guessed from headings as offices write them, in one row or two."""

from typing import Any

import pytest

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.source.book.cells import Sheet, read_sheets
from dxkpi.source.column_guess import Guess, PlanWords, guess
from dxkpi.source.columns_file import Ids
from dxkpi.source.foreign import plain_section
from dxkpi.source.headings import find_head, head_at, meaning
from tests.lists import HEADS, MERGED, ROWS, book, delimited

Rows = list[list[Any]]
PLAN = PlanWords(
    {plain_section("手続のオンライン化"): "online"}, subsections=False, target_year=parse_fiscal_year("R8")
)

ONE_ROW = {
    "No.": "number", "施策の柱": "section", "取組項目": None, "KPI（重要業績評価指標）": "name", "単位": "unit",
    "所管課": "owner", "基準値（R3）": "baseline.value", "令和4年度実績": "actuals.R4",
    "令和５年度　実績": "actuals.R5",
    "令和6年度（速報値）": "actuals.R6", "目標値（令和8年度）": "target.value", "達成率": None, "備考": "note",
}  # fmt: skip
WESTERN = {
    "指標番号": "number", "基本目標": "section", "成果指標": "name", "指標の説明": None, "単位": "unit",
    "現状（2022年度）": "baseline.value", "2023年度実績": "actuals.R5", "2024年度": "actuals.R6",
    "2024年度目標": "target.by_year.R6", "2026年度目標": "target.value", "進捗状況": None, "主管課": "owner",
    "掲載ページ": "source.page",
}  # fmt: skip
TWO_ROWS: Rows = [
    [
        "分野",
        "指標名",
        "担当部署",
        "単位",
        "目指す方向",
        "策定時",
        None,
        "目標値",
        None,
        None,
        "実績値",
        None,
        "最終目標",
    ],
    [None, None, None, None, None, "値", "年度", "R5", "R6", "R7", "R5", "R6", "数値"],
]
TWO_MERGED = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:G1", "H1:J1", "K1:L1")
TWO_MEANT = (
    "section", "name", "owner", "unit", "better", "baseline.value", "baseline.year", "target.by_year.R5",
    "target.by_year.R6", "target.by_year.R7", "actuals.R5", "actuals.R6", "target.value",
)  # fmt: skip


def sheet_of(rows: Rows, merged: tuple[str, ...] = ()) -> Sheet:
    return read_sheets("list.xlsx", book(rows, merged))[0]


def guessed(sheet: Sheet, plan: PlanWords = PLAN) -> Guess:
    head = find_head(sheet)
    assert head is not None
    return guess(sheet, head, plan)


def right(found: Guess, wanted: dict[str, str | None]) -> float:
    """The share of the headings that are what a person says they are."""
    meant = {own.column: key for key, own in found.columns.columns.items() if own.column is not None}
    return sum(meant.get(heading) == key for heading, key in wanted.items()) / len(wanted)


@pytest.mark.parametrize("wanted", [ONE_ROW, WESTERN], ids=["eras", "western"])
def test_a_heading_in_one_row_is_understood(wanted: dict[str, str | None]) -> None:
    found = guessed(sheet_of([["例市の指標（令和6年度末）"], [*wanted], ["1"] * len(wanted)]))
    assert found.columns.header == (2,)
    plain = {"".join(heading.split()): key for heading, key in wanted.items()}
    assert right(found, plain) == 1


def test_what_lists_call_their_columns_is_mostly_known() -> None:
    strange: dict[str, str | None] = {
        "項番": "number", "戦略": "section", "モニタリング指標": "name", "単位": "unit",
        "計画策定時の現状値": "baseline.value",
        "R6実績見込": "actuals.R6", "目標（最終年度）": "target.value", "目標達成年度": "target.year",
        "担当課・係": "owner", "2025年度末見込": "actuals.R7",
        "特記事項": "note", "KPI名称": "name", "評価": None, "実績値（H30）": "actuals.H30",
    }  # fmt: skip
    assert right(guessed(sheet_of([[*strange], ["1"] * len(strange)])), strange) >= 0.8


@pytest.mark.parametrize(
    ("rows", "merged", "meant"),
    [(TWO_ROWS, TWO_MERGED, TWO_MEANT), (TWO_ROWS, (), TWO_MEANT)],
    ids=["merged", "as in a CSV"],
)
def test_a_heading_in_several_rows_is_joined(rows: Rows, merged: tuple[str, ...], meant: tuple[str, ...]) -> None:
    found = guessed(sheet_of([*rows, ["値"] * len(meant)], merged))
    head = head_at(sheet_of(rows, merged), range(1, len(rows) + 1))
    joined = dict(zip(head.columns.values(), meant, strict=True))
    assert {own.column: key for key, own in found.columns.columns.items() if own.column} == joined


def test_the_list_of_the_guide_is_guessed_alike_from_a_workbook_and_from_a_csv() -> None:
    workbook = guessed(sheet_of(HEADS + ROWS, MERGED))
    text = guessed(read_sheets("list.csv", delimited(HEADS + ROWS, "cp932"))[0])
    assert text.columns.columns == workbook.columns.columns
    assert text.columns.fill_down == workbook.columns.fill_down == ("施策の柱",)
    assert text.columns.sections == workbook.columns.sections == {"1 手続のオンライン化": "online"}
    assert text.columns.ids == workbook.columns.ids == Ids("番号")
    assert text.strange == ("2 人を育てる", "3 データの利活用")


def test_the_last_target_of_years_is_the_final_one_where_the_plan_s_year_is_not_there() -> None:
    found = guessed(sheet_of([["指標名", "単位", "R5目標", "R10目標"], ["a", "件", 1, 2]])).columns.columns
    assert (found["target.value"].column, found["target.year"].fixed) == ("R10目標", "R10")
    assert found["target.by_year.R5"].column == "R5目標"


def test_of_two_columns_for_a_section_the_one_in_the_plan_s_words_is_taken() -> None:
    rows: Rows = [["基本目標", "施策", "指標名", "単位"], ["くらし", "手続のオンライン化", "a", "件"]]
    assert guessed(sheet_of(rows)).columns.columns["section"].column == "施策"
    with_subsections = PlanWords(PLAN.sections, subsections=True, target_year=None)
    found = guessed(sheet_of(rows), with_subsections).columns.columns
    assert (found["section"].column, found["subsection"].column) == ("施策", "基本目標")


def test_ids_follow_numbers_only_where_these_tell_all_rows_apart() -> None:
    def ids(*numbers: Any) -> Ids:
        return guessed(sheet_of([["番号", "指標名", "単位"], *([number, "a", "件"] for number in numbers)])).columns.ids

    assert ids(1, 2) == Ids("番号")
    assert ids(1, 1) == ids("①ア", "イ") == ids(None, None) == Ids()


def test_merged_cells_below_the_heading_are_filled_down_and_a_lone_name_is_none() -> None:
    rows: Rows = [["担当課", "指標名", "単位"], ["企画課", "a", "件"], [None, "b", "件"]]
    assert guessed(sheet_of(rows, ("A2:A3",))).columns.fill_down == ("担当課",)
    assert guessed(sheet_of(rows)).columns.fill_down == ()


def test_a_heading_may_have_more_rows_than_are_looked_for() -> None:
    rows: Rows = [["実績", None, "指標名"], ["前期", None, None], ["R5", "R6", None]]
    assert [*head_at(sheet_of(rows, ("A1:B1", "A2:B2", "C1:C3")), (1, 2, 3)).columns.values()] == [
        "実績・前期・R5",
        "実績・前期・R6",
        "指標名",
    ]


def test_two_columns_of_one_heading_are_told_apart() -> None:
    assert [*head_at(sheet_of([["値", "値", "値"]]), (1,)).columns.values()] == ["値", "値（2）", "値（3）"]


def test_of_two_columns_that_are_alike_the_first_is_taken() -> None:
    found = guessed(sheet_of([["指標名", "単位", "KPI名", "備考"], ["a", "件", True, "b"]]))
    assert found.columns.columns["name"].column == "指標名"
    assert found.unused == {"KPI名": ()}


def test_of_two_tables_the_one_with_more_known_columns_is_taken() -> None:
    few, many = ["指標名", "単位", "備考"], ["指標名", "単位", "備考", "担当課"]
    assert guessed(sheet_of([few, ["a"], many, ["b"], few, ["c"]])).columns.header == (3,)


def test_nothing_is_a_heading_without_a_name_or_with_too_few_known_columns() -> None:
    assert find_head(sheet_of([["単位", "担当課", "備考"], ["件", "a", "b"]])) is None
    assert find_head(sheet_of([["指標名", "単位", "その他"]])) is None
    assert find_head(sheet_of([])) is None


@pytest.mark.parametrize(
    "words",
    ["R4〜R6の実績", "達成率", "活動指標・R5・R6", "第2次・その他", "（）", "平成99年実績"],
)
def test_a_heading_that_could_be_anything_is_left_alone(words: str) -> None:
    assert meaning(words) is None
