"""Cells of an answer sheet: what is taken, how that is told, and what is refused, one row a case."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from dxkpi.core.outcomes.sheet import SheetInOutcome
from dxkpi.source.text import personal
from tests.sheets import (
    FILE,
    HOURS,
    PARTS,
    SHARE,
    STEPS,
    Answers,
    after,
    calculated,
    files_of,
    filled,
    letters_of,
    read,
    sheet_of,
    told,
)

Sheet = Any
# ruff: noqa: DTZ001 - Excel knows no time zones

AT = f"{FILE} 回答!"


def many(count: int, **keys: Any) -> dict[str, str]:
    """Data with so many indicators, in the order of the sheet."""
    one = {**HOURS, **keys}
    names = (f"k{number:03d}" for number in range(1, count + 1))
    return files_of(*({**one, "id": name, "name": f"指標{name}", "actuals": {}} for name in names))


def values(outcome: SheetInOutcome) -> dict[str, Any]:
    """What is to be written, by the id of the indicator."""
    return {own.declared.indicator.id: own.answer.value.record for own in outcome.taken if own.answer.value}


TAKEN: list[tuple[Any, str, str | None]] = [
    (73.5, "73.5", None),
    (5445, "5445", None),
    (0.1 + 0.2, "0.3", None),
    (0.58, "0.58", None),
    (0.00001, "0.00001", None),
    (-3, "-3", None),
    (0, "0", None),
    ("73.50", "73.50", None),
    ("５，４４５", "5445", "「５，４４５」を 5445 と読んだ"),
    (" 5,445 ", "5445", "「5,445」を 5445 と読んだ"),
    ("▲5", "-5", "「▲5」を -5 と読んだ"),
    ("△1.5", "-1.5", "「△1.5」を -1.5 と読んだ"),
    ("−7", "-7", "「−7」を -7 と読んだ"),
    ("5,445時間", "5445", "「5,445時間」を 5445 と読んだ"),
    ("5445 時間", "5445", "「5445 時間」を 5445 と読んだ"),
    ("3/8", "3/8", "「3/8」を 3÷8 と読んだ"),
    ("３／８時間", "3/8", "「３／８時間」を 3÷8 と読んだ"),
]


def test_a_number_is_taken_where_there_is_no_doubt_and_mending_is_told() -> None:
    files = many(len(TAKEN))
    answers: dict[tuple[int, str], Any] = {}
    for row, (value, _, _) in enumerate(TAKEN, 1):
        answers |= {(row, "value"): value, (row, "status"): "実績"}
    outcome = read(files, filled(sheet_of(files), answers))
    assert told(outcome) == []
    assert [own["value"] for own in values(outcome).values()] == [number for _, number, _ in TAKEN]
    at = letters_of(files)["value"]
    notes = [f"{AT}{at}{row + 5} {note}" for row, (_, _, note) in enumerate(TAKEN, 1) if note]
    assert list(outcome.notes) == notes


def test_a_fraction_is_typed_as_text_where_the_values_are_fractions() -> None:
    before = {"R6": {"value": {"numerator": "7", "denominator": "8"}, "status": "実績", "reported": "課"}}
    files = files_of({**HOURS, "unit": "%", "actuals": before})
    sheet = load_workbook(BytesIO(sheet_of(files))).worksheets[0]
    place = f"{letters_of(files)['value']}6"
    assert sheet[place].number_format == "@"
    assert [own.type for own in sheet.data_validations.dataValidation if place in str(own.sqref).split()] == [None]
    outcome = read(files, filled(sheet_of(files), {(1, "value"): "3/8", (1, "status"): "実績"}))
    assert [own["value"] for own in values(outcome).values()] == ["3/8"]
    assert (
        "value:\n      numerator: 3\n      denominator: 8\n"
        in after(files, outcome)[next(name for name in files if "hours" in name)]
    )


AGAIN = "セルの書式を標準にして、値を入れ直してもらう。3/8 のような分子/分母なら、書式を文字列にする"
UNIT = "単位は「時間」なので、時間の値を数字だけで入れる"
FRACTION = "、一つの値でも、分子/分母の形（3/8）でもない。値を一つだけ、数字だけで入れる"
REFUSED: list[tuple[str, Any, str, str]] = [
    ("value", 0.333333333333333, "KPI905", "0.333333… は小数が6桁を超える。丸めた値を入れる"),
    ("value", 12345678901234567890, "KPI905", "「12345678901234600000」は読める数値ではない。桁を確かめる"),
    ("value", "12345678901234567890", "KPI905", f"「12345678901234567890」は数値ではない。{UNIT}"),
    ("value", "5445人", "KPI905", f"「5445人」は数値ではない。{UNIT}"),
    ("value", "3/八", "KPI905", f"「3/八」は{FRACTION}"),
    ("value", "3/0", "KPI905", f"「3/0」は{FRACTION}"),
    ("value", "6千", "KPI905", f"「6千」は数値ではない。{UNIT}"),
    ("value", "3割", "KPI905", f"「3割」は数値ではない。{UNIT}"),
    ("value", "８０点", "KPI905", f"「８０点」は数値ではない。{UNIT}"),
    ("value", "1O", "KPI905", f"「1O」は数値ではない。{UNIT}"),
    ("value", "時間", "KPI905", f"「時間」は数値ではない。{UNIT}"),
    ("value", "5445\n(見込)", "KPI905", "「5445\\n(見込)」には改行がある。一つのセルに値を一つだけ入れる"),
    ("value", date(2026, 5, 1), "KPI907", f"日付（2026-05-01）になっている。{AGAIN}"),
    ("value", datetime(2026, 5, 1, 9), "KPI907", f"日付や時刻になっている。{AGAIN}"),
    ("value", time(12, 30), "KPI907", f"日付や時刻になっている。{AGAIN}"),
    ("value", True, "KPI908", "真偽の値（TRUE）である。値を入れ直す"),
    ("value", "#REF!", "KPI908", "Excel のエラー（#REF!）である。値を入れ直す"),
    ("value", "=L6+L7", "KPI909", "数式の結果が保存されていない。Excel で開いて保存し直す"),
    ("value", "='[x.xlsx]a'!A1", "KPI909", "ほかのブックを参照する数式である。値だけを貼り付ける"),
    ("value", "=[1]a!A1", "KPI909", "ほかのブックを参照する数式である。値だけを貼り付ける"),
    ("value", "=cmd|'/c calc'!A0", "KPI909", "ほかのブックを参照する数式である。値だけを貼り付ける"),
    ("status", "実積", "KPI911", "状態「実積」はない。「実績」ではないか"),
    ("status", "完了", "KPI911", "状態「完了」はない。実績・速報・見込・時点・集計中から選んでもらう"),
    ("status", 1, "KPI911", "状態「1」はない。実績・速報・見込・時点・集計中から選んでもらう"),
    ("as_of", "5月ごろ", "KPI916", "時点「5月ごろ」を日付として読めない。2026/5/31 のように入れてもらう"),
    ("as_of", False, "KPI908", "真偽の値（FALSE）である。値を入れ直す"),
    ("as_of", date(1999, 12, 31), "KPI916", "時点を日付として読めない。2026/5/31 のように入れてもらう"),
    ("cause", "準備が遅れた", "KPI912", "要因「準備が遅れた」はない。「準備が遅れたもの」ではないか"),
    ("cause", "天気", "KPI912", "要因「天気」はない。あるのは 準備が遅れたもの、その他"),
    ("reason", "あ" * 2001, "KPI914", "文章が2001文字ある（2,000文字まで）。短くしてもらう"),
    ("reason", "遅れ\u202eた", "KPI914", "使えない文字（U+202E、"),
    ("note", "遅れ_x001B_た", "KPI914", "使えない文字（U+001B、"),
]  # fmt: skip


def test_what_leaves_a_doubt_is_refused_with_its_cell() -> None:
    files = many(len(REFUSED))
    answers: dict[tuple[int, str], Any] = {}
    for row, (column, value, _, _) in enumerate(REFUSED, 1):
        answers |= {(row, "value"): 5, (row, "status"): "実績", (row, column): value}
    outcome = read(files, filled(sheet_of(files), answers))
    letters = letters_of(files)
    found = {cell: (code, message) for cell, code, message in told(outcome)}
    expected = {
        f"{AT}{letters[column]}{row + 5}": (code, sentence)
        for row, (column, _, code, sentence) in enumerate(REFUSED, 1)
    }
    assert found.keys() == expected.keys()
    for cell, (code, sentence) in expected.items():
        assert (found[cell][0], found[cell][1].startswith(sentence)) == (code, True), (cell, found[cell])
    assert (outcome.taken, outcome.files, outcome.notes) == ((), {}, ())


NO_VALUE = "状態や時点があるのに、値がない。まだ出ないなら、状態で「集計中」を選んでもらう"
TOGETHER: list[tuple[dict[str, Any], str, str, str]] = [
    ({"value": 5}, "value", "KPI911", "値があるのに、状態がない。実績・速報・見込・時点から選んでもらう"),
    ({"status": "実績"}, "status", "KPI911", NO_VALUE),
    ({"as_of": "2026-03-31"}, "as_of", "KPI911", NO_VALUE),
    ({"value": 5, "status": "時点"}, "value", "KPI911",
     "状態が「時点」なのに、いつの時点かがない。時点の欄に日付を入れてもらう"),
    ({"value": 5, "status": "集計中"}, "value", "KPI911",
     "値があるのに、状態が「集計中」である。値があるなら、状態は見込か速報にしてもらう"),
    ({"value": "集計中", "status": "実績"}, "value", "KPI911",
     NO_VALUE),
    ({"value": "－", "status": "実績"}, "value", "KPI910",
     "値が「－」なのに、状態が「実績」である。まだ値が出ないなら、状態で「集計中」を選んでもらう。"
     "答えないなら、状態も空欄にしてもらう"),
    ({"note": "県と共同"}, "note", "KPI911",
     "備考だけで、値も状態もない。理由のことなら、理由の欄に移してもらう。"
     "まだ値が出ないなら、状態で「集計中」を選んでもらう"),
    ({"reason": "人が足りない", "note": "県と共同"}, "reason", "KPI911",
     "備考は値に添えるものだが、値も状態もない。理由のことなら、理由の欄に移してもらう"),
    ({"until": "2026-08"}, "until", "KPI911",
     "値の出る時期だけで、値も状態もない。まだ値が出ないなら、状態で「集計中」を選んでもらう"),
]  # fmt: skip


def test_a_value_and_its_status_belong_together() -> None:
    files = many(len(TOGETHER))
    answers = {(row, column): own for row, (cells, *_) in enumerate(TOGETHER, 1) for column, own in cells.items()}
    outcome = read(files, filled(sheet_of(files), answers))
    letters = letters_of(files)
    assert told(outcome) == [
        (f"{AT}{letters[column]}{row + 5}", code, sentence)
        for row, (_, column, code, sentence) in enumerate(TOGETHER, 1)
    ]


STATED: list[tuple[dict[str, Any], dict[str, str], str | None]] = [
    ({"value": 5, "status": "見込み"}, {"value": "5", "status": "見込"}, "status 「見込み」を見込と読んだ"),
    ({"value": 5, "status": "実績値"}, {"value": "5", "status": "実績"}, "status 「実績値」を実績と読んだ"),
    ({"value": 5, "status": "時点", "as_of": datetime(2026, 1, 31)},
     {"value": "5", "status": "時点", "as_of": "2026-01-31"}, None),
    ({"value": 5, "status": "時点", "as_of": "R8.1.31"},
     {"value": "5", "status": "時点", "as_of": "2026-01-31"}, "as_of 「R8.1.31」を 2026-01-31 と読んだ"),
    ({"value": 5, "status": "時点", "as_of": "令和８年１月"},
     {"value": "5", "status": "時点", "as_of": "2026-01"}, "as_of 「令和８年１月」を 2026-01 と読んだ"),
    ({"value": "約5000", "status": "見込"},
     {"value": "5000", "status": "見込", "approximate": "true"}, "value 「約5000」を約 5000 と読んだ"),
    ({"value": 5, "status": "速報", "note": "一行め\n二行め"},
     {"value": "5", "status": "速報", "note": "一行め\n二行め"}, None),
]  # fmt: skip


def test_status_day_and_note_are_part_of_the_record() -> None:
    files = many(len(STATED))
    answers = {(row, column): own for row, (cells, *_) in enumerate(STATED, 1) for column, own in cells.items()}
    outcome = read(files, filled(sheet_of(files), answers))
    assert told(outcome) == []
    assert list(values(outcome).values()) == [record for _, record, _ in STATED]
    letters = letters_of(files)
    notes = [(row, *note.partition(" ")[::2]) for row, (_, _, note) in enumerate(STATED, 1) if note]
    assert list(outcome.notes) == [f"{AT}{letters[column]}{row + 5} {words}" for row, column, words in notes]


NOT_YET: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"status": "集計中"}, {}),
    ({"status": "集計中", "until": datetime(2026, 8, 31)}, {"until": "2026-08-31"}),
    ({"status": "集計中", "until": "2026年8月"}, {"until": "2026-08"}),
    ({"status": "集計中", "until": "8月末"}, {"reason": "値の出る時期: 8月末"}),
    (
        {"status": "集計中", "until": "夏ごろ", "note": "国の統計を待つ"},
        {"reason": "値の出る時期: 夏ごろ。国の統計を待つ"},
    ),
    ({"status": "集計中", "note": "国の統計を待つ"}, {"reason": "国の統計を待つ"}),
    ({"value": "調査中"}, {}),
    ({"value": "－", "status": "集計中"}, {}),
]


def test_no_value_yet_is_an_answer_too() -> None:
    files = many(len(NOT_YET))
    answers = {(row, column): own for row, (cells, _) in enumerate(NOT_YET, 1) for column, own in cells.items()}
    outcome = read(files, filled(sheet_of(files), answers))
    assert told(outcome) == []
    assert [own.answer.pending and own.answer.pending.record for own in outcome.taken] == [own for _, own in NOT_YET]


@pytest.mark.parametrize("blank", ["", "  ", "\u3000", "－", "なし", "該当なし", "n/a"])
def test_what_says_nothing_is_no_answer(blank: str) -> None:
    files = many(1)
    outcome = read(files, filled(sheet_of(files), {(1, "value"): blank}))
    assert (told(outcome), outcome.taken, outcome.books[0].unanswered) == ([], (), (("1", "指標k001"),))


@pytest.mark.parametrize("until", ["8月末", "2026-08"])
def test_when_a_value_comes_is_not_read_where_there_is_one_and_that_is_said(until: str) -> None:
    files = many(1)
    outcome = read(files, filled(sheet_of(files), {(1, "value"): 5, (1, "status"): "見込", (1, "until"): until}))
    cell = f"{AT}{letters_of(files)['until']}6"
    assert list(outcome.notes) == [f"{cell} 値があるので、値の出る時期「{until}」は読まない"]
    assert list(values(outcome).values()) == [{"value": "5", "status": "見込"}]


def percent(sheet: Sheet) -> None:
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            if isinstance(cell.value, float):
                cell.number_format = "0.0%"


def test_a_percent_format_is_read_as_shown_where_the_unit_is_percent() -> None:
    files = files_of(HOURS, SHARE)
    answers: Answers = {(1, "value"): 0.735, (1, "status"): "見込", (2, "value"): 0.735, (2, "status"): "実績"}
    outcome = read(files, filled(sheet_of(files), answers, percent))
    letter = letters_of(files)["value"]
    assert told(outcome) == [
        (f"{AT}{letter}6", "KPI906",
         "セルの書式が % である（0.735）。指標の単位は「時間」なので、書式を標準にして入れ直す")
    ]  # fmt: skip
    assert values(outcome) == {"share": {"value": "73.5", "status": "実績"}}
    assert list(outcome.notes) == [f"{AT}{letter}7 0.735（表示は73.5%）を 73.5 と読んだ"]

    index = {key: own for key, own in SHARE.items() if key != "unit"}
    outcome = read(
        files_of(index), filled(sheet_of(files_of(index)), {(1, "value"): 0.5, (1, "status"): "実績"}, percent)
    )
    assert [message for *_, message in told(outcome)] == [
        "セルの書式が % である（0.5）。指標に単位はないので、書式を標準にして入れ直す"
    ]


def test_parts_and_steps_have_a_row_each_and_are_answered_as_a_whole() -> None:
    files = files_of(PARTS, STEPS)
    whole: Answers = {
        (1, "value"): 1, (1, "status"): "実績", (2, "value"): 40,
        (3, "value"): "済", (3, "status"): "見込", (4, "value"): "未",
    }  # fmt: skip
    outcome = read(files, filled(sheet_of(files), whole))
    assert told(outcome) == []
    assert values(outcome) == {
        "parts": {"parts": {"県": "1", "市": "40"}, "status": "実績"},
        "steps": {"done": ["設計"], "status": "見込"},
    }
    some: Answers = {(1, "value"): 1, (1, "status"): "実績", (3, "value"): "完了", (3, "status"): "見込"}
    letter = letters_of(files)["value"]
    assert told(read(files, filled(sheet_of(files), some))) == [
        (f"{AT}{letter}7", "KPI915", "市 の答えがない。すべての内訳を埋めてもらう"),
        (f"{AT}{letter}9", "KPI915", "開設 の答えがない。すべての内訳を埋めてもらう"),
    ]


@pytest.mark.parametrize("value", ["半分", 1])
def test_a_step_is_done_or_not(value: Any) -> None:
    files = files_of(STEPS)
    answers: Answers = {(1, "value"): value, (2, "value"): "未", (2, "status"): "実績"}
    (refused,) = told(read(files, filled(sheet_of(files), answers)))
    assert refused[1:] == ("KPI905", f"「{value}」は、段階が済んだかどうかの答えではない。済か未を選んでもらう")


def test_the_rows_of_an_indicator_do_not_contradict_each_other() -> None:
    files = files_of(PARTS)
    answers: Answers = {(1, "value"): 1, (1, "status"): "実績", (2, "value"): 40, (2, "status"): "見込"}
    (refused,) = told(read(files, filled(sheet_of(files), answers)))
    assert refused[1:] == ("KPI925", "同じ指標の行に、違う答えがある（実績、見込）")


def test_the_result_of_a_formula_is_read_and_the_formula_told() -> None:
    files = files_of(HOURS, SHARE)
    answers: Answers = {
        (1, "value"): "=500+4945", (1, "status"): '="実"&"績"', (1, "as_of"): "=DATE(2026,3,31)", (2, "value"): '=""',
    }  # fmt: skip
    results = {
        "500+4945": "<v>5445</v>",
        '"実"&amp;"績"': "<v>実績</v>",
        "DATE(2026,3,31)": "<v>46112</v>",
        '""': "<v></v>",
    }
    outcome = read(files, calculated(filled(sheet_of(files), answers), results))
    assert told(outcome) == []
    assert values(outcome) == {"hours": {"value": "5445", "status": "実績", "as_of": "2026-03-31"}}
    letters = letters_of(files)
    assert list(outcome.notes) == [
        f"{AT}{letters['value']}6 数式 =500+4945 の結果 5,445 を読んだ",
        f'{AT}{letters["status"]}6 数式 ="実"&"績" の結果 「実績」 を読んだ',
        f"{AT}{letters['as_of']}6 数式 =DATE(2026,3,31) の結果 2026-03-31 を読んだ",
    ]


def test_a_reason_has_a_cause_of_the_plan_by_its_label_or_its_id() -> None:
    files = many(3)
    answers: Answers = {(1, "cause"): "準備が遅れたもの", (2, "cause"): "late", (3, "reason"): date(2026, 5, 1)}
    outcome = read(files, filled(sheet_of(files), answers))
    assert told(outcome) == []
    assert [own.answer.reason and own.answer.reason.record for own in outcome.taken] == [
        {"cause": "late"}, {"cause": "late"}, {"reason": "2026-05-01"},
    ]  # fmt: skip


def test_a_text_that_seems_to_name_somebody_is_written_and_told() -> None:
    files = many(3)
    answers: Answers = {
        (1, "reason"): "委託先の山田氏（０４３－２２３－１１１１）と調整中",
        (2, "reason"): "氏名の入力を省き、2025-04-01から電話043番台の受付を止めたため",
        (3, "value"): 5, (3, "status"): "見込", (3, "note"): "問い合わせは dx@pref.example.jp",
    }  # fmt: skip
    outcome = read(files, filled(sheet_of(files), answers))
    letters = letters_of(files)
    assert len(outcome.taken) == 3
    assert outcome.cautions == (
        f"{AT}{letters['reason']}6 指標k001: 「山田氏」は、個人の名前か連絡先のように見える。公表してよいかを確かめる",
        f"{AT}{letters['note']}8 指標k003: 「dx@pref.example.jp」は、個人の名前か連絡先のように見える。"
        "公表してよいかを確かめる",
    )


@pytest.mark.parametrize("text", ["a" * 100_000, "0" * 100_000, "調整中" * 30_000])
def test_a_long_text_that_names_nobody_is_soon_read(text: str) -> None:
    assert personal(text) is None


def test_a_plan_without_causes_takes_reasons_in_words() -> None:
    files = files_of(HOURS, causes=[])
    book = filled(sheet_of(files_of(HOURS)), {(1, "cause"): "準備が遅れたもの"})
    assert [own[1:] for own in told(read(files, book))] == [
        ("KPI912", "要因「準備が遅れたもの」はない。この計画に要因の分けはない。理由の欄に書いてもらう")
    ]


def test_a_target_in_words_is_answered_in_words() -> None:
    words = {**STEPS, "id": "words", "direction": "judged", "target": {"text": "仕組みを整える"}}
    files = files_of(words)
    outcome = read(files, filled(sheet_of(files), {(1, "value"): "要綱を定めた", (1, "status"): "実績"}))
    assert (told(outcome), values(outcome)) == ([], {"words": {"text": "要綱を定めた", "status": "実績"}})


def test_a_value_beside_the_word_that_there_is_none() -> None:
    files = files_of(PARTS)
    answers: Answers = {(1, "value"): "集計中", (2, "value"): 4, (1, "status"): "実績"}
    (refused,) = told(read(files, filled(sheet_of(files), answers)))
    assert refused[1:] == ("KPI915", "県 の答えがない。すべての内訳を埋めてもらう")


HOSTILE = [
    "=1+1", "+81", "-5", "@SUM(A1)", "#N/A", "01234", "12:30", "no", "😀 𠮷 葛\U000e0100", "あ" * 2000,
    "a: b # c", "'引用", "一行め\n二行め", "か\u3099",
]  # fmt: skip


def as_text(sheet: Sheet) -> None:
    """What looks like a formula is text, as in cells formatted as text."""
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            if isinstance(cell.value, str) and cell.value in HOSTILE:
                cell.data_type = "s"


def test_whatever_a_text_looks_like_it_comes_back_as_it_is() -> None:
    files = many(len(HOSTILE), unit="_x000D_")
    files = {name: text.replace("指標k", "=_x000D_k") for name, text in files.items()}
    answers: Answers = {(row, "reason"): words for row, words in enumerate(HOSTILE, 1)}
    book = filled(sheet_of(files), answers, as_text)
    outcome = read(files, book)
    assert (told(outcome), outcome.notes) == ([], ())
    written = [yaml.load(text, yaml.BaseLoader) for name, text in after(files, outcome).items() if "indicators" in name]
    assert [own["unmet"]["R7"]["reason"] for own in written] == HOSTILE
    again = read(after(files, outcome), book)
    assert (told(again), again.taken, again.books[0].already) == ([], (), len(HOSTILE))


def test_one_answer_for_all_parts_says_that_there_is_no_value_yet() -> None:
    files = files_of(PARTS)
    outcome = read(files, filled(sheet_of(files), {(2, "status"): "集計中", (2, "until"): "2026-08"}))
    assert told(outcome) == []
    assert [own.answer.pending and own.answer.pending.record for own in outcome.taken] == [{"until": "2026-08"}]
