"""Answers beside the value: the department's own rating, and its remarks under the headings of the plan."""

import csv
import io
import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from dxkpi.app.change import prepare
from dxkpi.app.change_request import ChangeRequest, NewActual, NewRating, NewRemark, Origin
from dxkpi.app.collection import SheetOutRequest, questionnaires
from dxkpi.core.basis.calendar import Day
from dxkpi.core.collection.answer import RatingAnswer
from dxkpi.core.collection.columns import SheetColumn
from dxkpi.render.formats import Look, render
from dxkpi.render.sheet import delimited
from dxkpi.render.views.sheet_rows import rows
from tests.sheets import (
    HOURS,
    PARTS,
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

FILE = "indicators/p/one/hours.yaml"
BEFORE: dict[str, Any] = {
    **HOURS,
    "judged": {"R6": {"rating": "short", "by": "所管課"}},
    "remarks": {"R6": [{"heading": "課題", "text": "前の課題"}, {"heading": "今後の取組", "text": "前の取組"}]},
}
WORDS: dict[str, Any] = {
    **{key: own for key, own in SHARE.items() if key not in {"unit", "baseline"}},
    "id": "rules", "name": "指針の策定", "direction": "judged", "target": {"text": "指針を定める"},
    "baseline": {"text": "未策定", "year": "R6"}, "actuals": {"R6": {"text": "案をまとめた", "status": "実績"}},
}  # fmt: skip
FILES = files_of(BEFORE, WORDS)
ANSWERED: Answers = {
    (1, "value"): 5600, (1, "status"): "実績", (1, "judged"): "達成", (1, "remark-1"): "利用が一部に\n限られる",
    (1, "remark-2"): "=研修を増やす",
}  # fmt: skip
WRITTEN = """\
judged:
  R6:
    rating: short
    by: "所管課"
  R7:
    rating: met
    by: 業務改革課
    known: 2026-05-20
    reported: 業務改革課
remarks:
  R6: [{"heading": "課題", "text": "前の課題"}, {"heading": "今後の取組", "text": "前の取組"}]
  R7:
    - heading: 課題
      text: "利用が一部に\\n限られる"
      known: 2026-05-20
      reported: 業務改革課
    - heading: 今後の取組
      text: =研修を増やす
      known: 2026-05-20
      reported: 業務改革課
"""


def answered(answers: Answers = ANSWERED, files: Any = FILES) -> bytes:
    def as_text(sheet: Any) -> None:
        for (number, code), value in answers.items():
            if isinstance(value, str):
                sheet.cell(5 + number, columns_of(sheet)[code]).data_type = "s"

    return filled(sheet_of(files), answers, as_text)


def test_there_is_a_column_for_each_heading_and_a_list_of_the_ratings() -> None:
    book = openpyxl.load_workbook(BytesIO(sheet_of(FILES)))
    sheet = book["回答"]
    columns = columns_of(sheet)
    heads = {code: sheet.cell(5, columns[code]).value for code in ("judged", "remark-1", "remark-2")}
    assert heads == {"judged": "自己評価\n（記入）", "remark-1": "課題\n（記入）", "remark-2": "今後の取組\n（記入）"}
    assert "remark-3" not in columns
    letter = letters_of(FILES)["judged"]
    (rule,) = (own for own in sheet.data_validations.dataValidation if f"{letter}6" in str(own.sqref))
    area = book.defined_names[rule.formula1].attr_text.partition("!")[2]
    assert [row[0].value for row in book["_dxkpi"][area.replace("$", "")]] == ["達成", "未達成"]


def test_there_is_none_where_nobody_rates_or_remarks() -> None:
    columns = columns_of(openpyxl.load_workbook(BytesIO(sheet_of(files_of(HOURS))))["回答"])
    assert {"judged", "remark-1"}.isdisjoint(columns)


@pytest.mark.parametrize(("by", "asked"), [("所管課", True), ("業務改革課", True), ("外部評価委員会", False)])
def test_what_an_outside_board_rates_is_not_asked_of_departments(by: str, asked: bool) -> None:
    files = files_of({**BEFORE, "judged": {"R6": {"rating": "short", "by": by}}})
    columns = columns_of(openpyxl.load_workbook(BytesIO(sheet_of(files)))["回答"])
    assert ("judged" in columns) == asked


def test_it_is_written_once_and_shown_before() -> None:
    outcome = read(FILES, answered())
    assert told(outcome) == []
    text = after(FILES, outcome)[FILE]
    assert WRITTEN in text
    shown = render(outcome, "text", Look()).decode()
    assert "自己評価: 達成" in shown
    assert "課題: 利用が一部に" in shown
    (taken,) = json.loads(render(outcome, "json", Look()))["taken"]
    assert (taken["rating"], taken["remarks"][1]) == ("met", {"heading": "今後の取組", "text": "=研修を増やす"})
    again = read(after(FILES, outcome), answered(), today=TODAY.replace(month=9))
    assert (told(again), again.files, again.books[0].already) == ([], {}, 1)


def test_it_writes_what_set_writes_one_after_the_other() -> None:
    files = dict(FILES)
    bare = ChangeRequest("hours", "R7", TODAY, "p", origin=Origin(reported="業務改革課", known="2026-05-20"))
    said = (NewRemark("課題", "利用が一部に\n限られる"), NewRemark("今後の取組", "=研修を増やす"))
    asked = (
        replace(bare, actual=NewActual("実績", "5600")),
        replace(bare, rating=NewRating("達成", by="業務改革課")),
        *(replace(bare, remarks=(one,)) for one in said),
    )
    for request in asked:
        files[FILE] = prepare(data_of(files), request).after.decode()
    assert files == after(FILES, read(FILES, answered()))


def test_the_next_sheet_shows_the_rating_that_there_is() -> None:
    rated = {**BEFORE, "judged": {**BEFORE["judged"], "R7": {"rating": "met", "by": "所管課"}}}
    _, (only,) = questionnaires(data_of(files_of(rated)), SheetOutRequest("R7", TODAY))
    assert rows(only)[0].shown[SheetColumn.SEEN] == "評価「達成」（所管課）"


def test_a_rating_that_alone_is_missing_is_asked_for() -> None:
    final = {"R7": {"value": "7000", "status": "実績", "known": "2026-05-01"}}
    waiting = files_of({**BEFORE, "actuals": final})
    sheet = openpyxl.load_workbook(BytesIO(sheet_of(waiting)))["回答"]
    codes = {at: code for code, at in columns_of(sheet).items()}
    assert [codes[cell.column or 0] for cell in sheet[6] if not cell.protection.locked] == [
        "judged", "remark-1", "remark-2",
    ]  # fmt: skip
    assert sheet.cell(6, columns_of(sheet)["ask"]).value == "自己評価"
    outcome = read(waiting, filled(sheet_of(waiting), {(1, "judged"): "達成"}))
    assert [own.answer.rating for own in outcome.taken] == [RatingAnswer("met")]
    assert questionnaires(data_of(after(waiting, outcome)), SheetOutRequest("R7", TODAY))[1] == ()
    assert questionnaires(data_of(waiting), SheetOutRequest("R7", TODAY, status="見込"))[1] == ()


def test_remarks_alone_are_an_answer() -> None:
    outcome = read(FILES, answered({(1, "remark-1"): "人手が足りない"}))
    assert (told(outcome), outcome.books[0].written) == ([], 1)
    assert "actuals:\n  R7" not in after(FILES, outcome)[FILE]


@pytest.mark.parametrize(
    ("answer", "code", "sentence"),
    [
        ({(1, "judged"): "未達"}, "KPI917", "評価「未達」はない。「未達成」ではないか"),
        ({(1, "judged"): "まあまあ"}, "KPI917", "評価「まあまあ」はない。あるのは 達成、未達成"),
    ],
)
def test_a_rating_that_the_plan_has_not(answer: Answers, code: str, sentence: str) -> None:
    assert [own[1:] for own in told(read(FILES, answered(answer)))] == [(code, sentence)]


def test_the_rows_of_an_indicator_say_one_thing_under_a_heading() -> None:
    files = files_of({**PARTS, "remarks": BEFORE["remarks"]})
    alike = read(files, filled(sheet_of(files), {(1, "remark-1"): "人手", (2, "remark-1"): "人手"}))
    assert (told(alike), alike.taken[0].answer.remarks[0].text) == ([], "人手")
    differ = read(files, filled(sheet_of(files), {(1, "remark-1"): "人手", (2, "remark-1"): "予算"}))
    assert [own[1:] for own in told(differ)] == [("KPI925", "同じ指標の行に、違う答えがある（人手、予算）")]


def test_a_rating_by_its_id_is_read_and_said_so() -> None:
    outcome = read(FILES, answered({(1, "judged"): "met"}))
    assert told(outcome) == []
    assert any("「met」を「達成」と読んだ" in note for note in outcome.notes)


def test_a_heading_that_the_plan_has_not_is_refused() -> None:
    def rename(sheet: Any) -> None:
        sheet.cell(5, columns_of(sheet)["remark-1"], "感想（記入）")

    book = filled(sheet_of(FILES), {(1, "remark-1"): "良い"}, rename)
    letter = letters_of(FILES)["remark-1"]
    assert told(read(FILES, book)) == [
        (
            f"R7_実績_業務改革課.xlsx 回答!{letter}6",
            "KPI934",
            "見出し「感想」の所見は、この計画にない（あるのは 課題、今後の取組）。送った調査票に写してもらう",
        )
    ]


NOW_RATED = files_of({**BEFORE, "judged": {**BEFORE["judged"], "R7": {"rating": "short", "by": "外部評価委員会"}}})
NOW_SAID = files_of({**BEFORE, "remarks": {**BEFORE["remarks"], "R7": {"heading": "課題", "text": "ほかの課題"}}})


@pytest.mark.parametrize(
    ("sent", "now", "answer", "code", "sentence"),
    [
        (
            FILES, NOW_RATED, {(1, "judged"): "達成"}, "KPI920",
            "送ったとき なし、いま 評価「未達成」（外部評価委員会）、回答 評価「達成」。"
            "どちらが正しいかを確かめ、正しいほうを dxkpi set で書く",
        ),
        (
            NOW_RATED, NOW_RATED, {(1, "judged"): "達成"}, "KPI926",
            "もう 評価「未達成」（外部評価委員会） がある。回答は 評価「達成」。改めるなら --correct を付ける",
        ),
        (
            FILES, NOW_SAID, {(1, "remark-1"): "人手"}, "KPI920",
            "送ったとき なし、いま 課題「ほかの課題」、回答 課題「人手」。"
            "どちらが正しいかを確かめ、正しいほうを dxkpi set で書く",
        ),
    ],
)  # fmt: skip
def test_what_somebody_said_since(sent: Any, now: Any, answer: Answers, code: str, sentence: str) -> None:
    book = filled(sheet_of(sent), answer)
    assert [own[1:] for own in told(read(now, book))] == [(code, sentence)]


def test_what_is_there_is_replaced_where_nobody_changed_it_since() -> None:
    outcome = read(NOW_SAID, filled(sheet_of(NOW_SAID), {(1, "remark-1"): "人手", (1, "remark-2"): "採用"}))
    text = after(NOW_SAID, outcome)[FILE]
    assert "ほかの課題" not in text
    found = data_of(after(NOW_SAID, outcome)).dataset.indicators[0].indicator.remarks
    assert [(own.heading, own.text) for own in list(found.values())[-1]] == [("課題", "人手"), ("今後の取組", "採用")]
    rated = read(NOW_RATED, filled(sheet_of(NOW_RATED), {(1, "judged"): "達成"}), correct=True)
    assert "rating: met" in after(NOW_RATED, rated)[FILE]


def test_a_corrected_rating_keeps_the_day_on_which_it_became_known() -> None:
    known = {"rating": "short", "by": "業務改革課", "known": "2026-04-20", "reported": "業務改革課"}
    files = files_of({**BEFORE, "judged": {**BEFORE["judged"], "R7": known}})
    rated = read(files, filled(sheet_of(files), {(1, "judged"): "達成"}), correct=True)
    assert list(data_of(after(files, rated)).dataset.indicators[0].indicator.judged.values())[-1].known == Day(
        2026, 4, 20
    )


def test_an_answer_in_words_comes_back_and_the_sheet_says_how_to_write_it() -> None:
    book = openpyxl.load_workbook(BytesIO(sheet_of(FILES)))
    guide = [str(row[0].value) for row in book["はじめに"].iter_rows(max_col=1)]
    assert any("文章の目標の行では" in line for line in guide)
    assert any(line.startswith("自己評価は、一覧から") for line in guide)
    assert any(line.startswith("課題・今後の取組には、") for line in guide)
    row = next(r for r in range(6, 9) if book["回答"].cell(r, columns_of(book["回答"])["name"]).value == "指針の策定")
    assert book["回答"].cell(row, columns_of(book["回答"])["last"]).value == "案をまとめた"
    outcome = read(FILES, answered({(row - 5, "value"): "01:30 に定めた", (row - 5, "status"): "実績"}))
    assert told(outcome) == []
    assert "    text: 01:30 に定めた\n    status: 実績\n" in after(FILES, outcome)["indicators/p/one/rules.yaml"]


def test_as_csv_the_columns_of_remarks_are_known_by_their_place() -> None:
    _, (only,) = questionnaires(data_of(FILES), SheetOutRequest("R7", TODAY))
    names, first, *_ = csv.reader(io.StringIO(delimited(only).decode("utf-8-sig"), newline=""))
    assert {"自己評価（記入）", "課題（記入）", "今後の取組（記入）"} <= set(names)
    first[names.index("今後の取組（記入）")] = "研修"
    book = io.StringIO(newline="")
    csv.writer(book).writerows([names, first])
    outcome = read(FILES, book.getvalue().encode(), names=("R7.csv",))
    assert (told(outcome), outcome.books[0].written) == ([], 1)
    assert "heading: 今後の取組\n    text: 研修\n" in after(FILES, outcome)[FILE]


def test_who_answered_is_shown_to_the_officer() -> None:
    book = openpyxl.load_workbook(BytesIO(answered()))
    page = book["はじめに"]
    assert page["B5"].value == '=COUNTIF(回答!$W$6:$W$7,"済")&" / 2"'
    page["B6"], page["B7"] = "係長", "済"
    sink = io.BytesIO()
    book.save(sink)
    outcome = read(FILES, sink.getvalue())
    first = render(outcome, "text", Look()).decode().split("\n")[0]
    assert "（業務改革課、2026-05-20に作成、回答者 係長、課内の確認 済）" in first
    (told_of,) = json.loads(render(outcome, "json", Look()))["books"]
    assert (told_of["answered_by"], told_of["checked"]) == ("係長", "済")
