"""Rows of an answer sheet that went through many hands: moved, sorted, hidden, copied, cut and pasted."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.app.collection import SheetOutRequest, questionnaires
from dxkpi.core.collection.columns import HEADINGS
from dxkpi.render.sheet import delimited
from tests.sheets import (
    FILE,
    HOURS,
    SHARE,
    TODAY,
    Answers,
    after,
    columns_of,
    data_of,
    files_of,
    filled,
    letters_of,
    read,
    sheet_of,
    told,
)

FILES = files_of(HOURS, SHARE)
ANSWERS: Answers = {
    (1, "value"): 5600, (1, "status"): "実績", (2, "value"): 73.5, (2, "status"): "見込", (2, "note"): "速い集計",
}  # fmt: skip


def came(*changes: Callable[[Worksheet], None]) -> Any:
    def change(sheet: Worksheet) -> None:
        for one in changes:
            one(sheet)

    return read(FILES, filled(sheet_of(FILES), ANSWERS, change))


def plainly() -> list[Any]:
    return [(own.declared.indicator.id, own.answer.said) for own in came().taken]


def swap(sheet: Worksheet) -> None:
    """Both rows change places, with all their cells."""
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(6, column), sheet.cell(7, column)
        one.value, other.value = other.value, one.value


def rename(sheet: Worksheet) -> None:
    sheet.title = "Sheet1 (2)"


def insert(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet.insert_cols(3)
    sheet.cell(7, 3, "課のメモ")


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["M"].hidden = True


def without_codes(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 4)
    for cell in sheet[1]:
        cell.value = str(cell.value).replace("（記入）", "\n(記入)").replace("備考", "備 考")


def to_the_right(sheet: Worksheet) -> None:
    """The columns in another order."""
    sheet.move_range(f"A1:{sheet.cell(7, sheet.max_column).coordinate}", cols=2)


@pytest.mark.parametrize("change", [swap, rename, insert, hide, without_codes, to_the_right])
def test_however_it_is_moved_the_same_answers_come(change: Callable[[Worksheet], None]) -> None:
    outcome = came(change)
    assert told(outcome) == []
    assert sorted((own.declared.indicator.id, own.answer.said) for own in outcome.taken) == plainly()


def test_what_was_read_in_spite_of_its_place_is_told() -> None:
    assert came(hide).notes == (f"{FILE} 回答 隠れた行 7 も読んだ",)
    assert came(insert).notes == (f"{FILE} 回答 知らない列「課のメモ」は読まない",)


def test_a_copied_sheet_loses_the_day_it_was_made_and_keeps_what_its_rows_remember() -> None:
    book = openpyxl.load_workbook(BytesIO(filled(sheet_of(FILES), ANSWERS)))
    del book["_dxkpi"], book["はじめに"]
    sink = BytesIO()
    book.save(sink)
    outcome = read(FILES, sink.getvalue())
    assert (told(outcome), outcome.books[0].owner, outcome.books[0].made) == ([], "業務改革課", "")
    assert [(own.declared.indicator.id, own.answer.said) for own in outcome.taken] == plainly()


def test_a_deleted_row_is_not_answered_and_is_named() -> None:
    outcome = came(lambda sheet: sheet.delete_rows(7))
    assert outcome.notes == (f"{FILE} 「満足度」の行がない（消されている。未回答とみなす）",)
    assert (outcome.books[0].asked, outcome.books[0].unanswered) == (2, (("", "満足度"),))


def put(code: str, value: Any, row: int = 7) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet.cell(row, columns_of(sheet)[code]).value = value

    return change


def sort_apart(sheet: Worksheet) -> None:
    """The names sorted, and nothing else."""
    at = columns_of(sheet)["name"]
    for row, name in ((6, "満足度"), (7, "削減した時間")):
        sheet.cell(row, at, name)


def merge(code: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        column = columns_of(sheet)[code]
        sheet.merge_cells(start_row=6, end_row=7, start_column=column, end_column=column)

    return change


def twice(sheet: Worksheet) -> None:
    sheet.cell(4, sheet.max_column + 1, "value")


BACK = "送った調査票に写してもらう"
APART = "送った調査票を、列を分けずに埋め直してもらう"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (merge("value"), (" 回答!M6:M7", "KPI930",
         "セル M6:M7 が結合されている。結合を解除し、行ごとに答えを入れてもらう")),
        (put("key", None), (" 回答!D7", "KPI931",
         "どの指標の行か分からない（隠れたキーの列が空）。送った調査票の、その指標の行に写してもらう。"
         "合計や覚書の行なら、記入の欄を空にしてもらう")),
        (put("key", "p/share"), (" 回答!D7", "KPI932", f"キー「p/share」が壊れている。{BACK}")),
        (put("key", "q/share/R7"), (" 回答!D7", "KPI932", "計画「q」がデータにない。どの調査票かを確かめる")),
        (put("key", "p/share/R99"), (" 回答!D7", "KPI932",
         "令和99年度は計画「例の計画」の期間の外である。どの調査票かを確かめる")),
        (put("key", "p/share/X7"), (" 回答!D7", "KPI932",
         "「X7」は年度（例 R3、令和3年度、2021）ではない。どの調査票かを確かめる")),
        (put("key", "p/share/R8"), (" 回答!D7", "KPI933",
         f"隠れたキー「p/share/R8」が、送ったときの「p/share/R7」と違う。{APART}")),
        (put("unit", "点"), (" 回答!D7", "KPI933",
         "単位の欄が「点」になっている（送ったときは「%」）。単位を戻し、その単位の値を入れてもらう")),
        (twice, (" 回答", "KPI934", f"表に「値（記入）」の列が二つある。{BACK}")),
        (put("value", "別の列", 4), (" 回答", "KPI934", f"表に「値（記入）」の列がない。{BACK}")),
    ],
)  # fmt: skip
def test_a_row_that_is_not_what_it_was_is_refused(
    change: Callable[[Worksheet], None], refused: tuple[str, str, str]
) -> None:
    assert told(came(change)) == [(f"{FILE}{refused[0]}", *refused[1:])]


def test_a_row_of_a_year_in_which_the_plan_has_no_such_section_any_more_is_refused() -> None:
    begins_later = [{"id": "one", "name": "分野一"}, {"id": "two", "name": "分野二", "since": "R8"}]
    now = files_of(HOURS, {**SHARE, "section": "two"}, sections=begins_later)
    assert told(read(now, filled(sheet_of(FILES), ANSWERS))) == [
        (
            f"{FILE} 回答!D7",
            "KPI932",
            "指標「share」の分野は、計画「例の計画」では令和7年度にない。どの調査票かを確かめる",
        )
    ]


def test_a_row_that_was_refused_is_neither_gone_nor_without_an_answer() -> None:
    for change in (merge("reason"), put("key", None)):
        outcome = came(change)
        (book,) = outcome.books
        assert (len(outcome.refused), outcome.notes, book.asked, book.unanswered) == (1, (), 2, ())


def test_a_row_without_key_and_answer_is_still_there() -> None:
    def blank(sheet: Worksheet) -> None:
        for code in ("key", "value", "status", "note"):
            put(code, None)(sheet)

    outcome = came(blank)
    assert (told(outcome), outcome.notes, outcome.books[0].unanswered) == ([], (), (("", "満足度"),))


def test_a_comment_at_an_answer_is_told_since_it_is_not_read() -> None:
    def comment(sheet: Worksheet) -> None:
        columns = columns_of(sheet)
        sheet.cell(6, columns["value"]).comment = Comment("山田:\n速報です", "山田")
        sheet.cell(6, columns["name"]).comment = Comment("旧称あり", "山田")

    place = f"{FILE} 回答!{letters_of(FILES)['value']}6"
    said = "コメント「山田: 速報です」は読まない。要ることなら、備考の欄に移してもらう"
    assert came(comment).notes == (f"{place} {said}",)


def test_names_that_were_sorted_apart_from_their_answers_are_seen() -> None:
    assert [own[1:] for own in told(came(sort_apart))] == [
        ("KPI933", f"行がずれている（行の名称は「満足度」、キーは「削減した時間」）。{APART}"),
        ("KPI933", f"行がずれている（行の名称は「削減した時間」、キーは「満足度」）。{APART}"),
    ]


def test_a_name_that_was_written_over_is_not_read() -> None:
    outcome = came(put("name", "満足度（速報）"))
    assert (told(outcome), len(outcome.taken)) == ([], 2)
    assert outcome.notes == (f"{FILE} 回答!D7 指標名が書き換えられている（読まない）",)


def test_a_merged_cell_elsewhere_is_no_matter() -> None:
    assert told(came(merge("section"))) == []


def test_a_book_without_a_table_of_answers_is_not_empty_but_wrong() -> None:
    book = openpyxl.Workbook()
    sink = BytesIO()
    book.save(sink)
    assert told(read(FILES, sink.getvalue())) == [
        (FILE, "KPI935", "調査票の表が見つからない（シート: Sheet）。dxkpi sheet out が作った表を返してもらう")
    ]
    assert told(read(FILES, b"a,b\n1,2\n", names=("x.csv",))) == [
        ("x.csv", "KPI935", "調査票の表が見つからない。dxkpi sheet out が作った表を返してもらう")
    ]


def sent_csv(files: Mapping[str, str]) -> bytes:
    _, (only,) = questionnaires(data_of(files), SheetOutRequest("R7", TODAY))
    return delimited(only)


def csv_of(*rows: dict[str, str]) -> str:
    codes = ("key", "name", "unit", "value", "status", "note")
    head = ",".join(HEADINGS[code] for code in HEADINGS if code.value in codes)
    return "".join(f"{line}\n" for line in (head, *(",".join(row.get(code, "") for code in codes) for row in rows)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_answers_as_csv_in_whatever_excel_saves(encoding: str) -> None:
    text = csv_of({"key": "p/hours/R7", "name": "削減した時間", "unit": "時間", "value": '"5,600"', "status": "実績"})
    outcome = read(FILES, text.encode(encoding), names=("回答.csv",))
    assert told(outcome) == []
    assert [own.answer.value and own.answer.value.record for own in outcome.taken] == [
        {"value": "5600", "status": "実績"}
    ]
    assert outcome.notes == ("回答.csv D2 「5,600」を 5600 と読んだ",)


def test_a_csv_sheet_remembers_in_its_rows_whom_it_was_made_for() -> None:
    text = sent_csv(FILES).decode("utf-8-sig").replace("令和7年度,,", "令和7年度,5600,実績", 1)
    moved = {
        **FILES,
        "indicators/p/one/hours.yaml": FILES["indicators/p/one/hours.yaml"].replace("業務改革課", "統計課"),
    }
    outcome = read(moved, text.encode(), names=("回答.csv",))
    assert [own.owner for own in outcome.books] == ["業務改革課"]
    assert "R7:\n    value: 5600\n    status: 実績\n    known: 2026-05-20\n    reported: 業務改革課" in str(
        after(moved, outcome)["indicators/p/one/hours.yaml"]
    )
    named = read(moved, text.encode(), names=("回答.csv",), reported="監査課")
    assert "reported: 監査課" in after(moved, named)["indicators/p/one/hours.yaml"]


def test_tabs_do_as_well() -> None:
    text = csv_of({"key": "p/hours/R7", "value": "5600", "status": "実績"}).replace(",", "\t")
    assert len(read(FILES, text.encode(), names=("回答.csv",)).taken) == 1
