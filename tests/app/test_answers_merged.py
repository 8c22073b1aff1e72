"""An answer held against the data: as they were when it was asked for, and as they are when it comes."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from dxkpi.core.outcomes.sheet import SheetInOutcome
from dxkpi.source.files import Tree
from dxkpi.source.loader import Loaded, load
from tests.sheets import (
    FILE,
    HOURS,
    PARTS,
    SHARE,
    Answers,
    after,
    columns_of,
    files_of,
    filled,
    read,
    sheet_of,
    told,
)

FORECAST = {"value": "5600", "status": "見込", "known": "2025-11-14", "reported": "業務改革課"}
FINAL = {"value": "5610", "status": "実績", "known": "2026-05-18", "reported": "業務改革課"}


def hours(*records: dict[str, str], **keys: Any) -> dict[str, Any]:
    """The indicator with these records of R7."""
    actuals = {**HOURS["actuals"], **({"R7": list(records)} if records else {})}
    return {**deepcopy(HOURS), "actuals": actuals, **keys}


def answered(sent: dict[str, str], answers: Answers, **options: Any) -> bytes:
    return filled(sheet_of(sent, **options), answers)


def came_of_all(outcome: SheetInOutcome) -> list[tuple[int, int, int]]:
    """How many answers of each book are written, were there already, and are refused."""
    return [(book.written, book.already, book.refused) for book in outcome.books]


def came(outcome: SheetInOutcome) -> tuple[int, int, int]:
    """How many answers are written, were there already, and are refused."""
    (book,) = outcome.books
    return book.written, book.already, book.refused


def records(files: dict[str, str], outcome: SheetInOutcome) -> list[dict[str, str]]:
    """The records of R7 once the answers are written."""
    text = after(files, outcome)["indicators/p/one/hours.yaml"]
    found: list[dict[str, str]] = yaml.load(text, yaml.CBaseLoader)["actuals"]["R7"]
    return found


def final(value: float, status: str = "実績") -> Answers:
    return {(1, "value"): value, (1, "status"): status}


def test_a_blank_is_no_answer_whatever_the_data_say() -> None:
    for now in (files_of(hours()), files_of(hours(FORECAST)), files_of(hours(FINAL))):
        assert came(read(now, sheet_of(files_of(hours())))) == (0, 0, 0)


def test_what_the_data_say_already_changes_nothing() -> None:
    sent = files_of(hours(FORECAST))
    for now in (sent, files_of(hours(FORECAST, FINAL))):
        assert came(read(now, answered(sent, final(5610)))) == ((1, 0, 0) if now is sent else (0, 1, 0))
    later = files_of(hours({**FORECAST, "value": "5400"}, {**FORECAST, "known": "2026-02-10"}))
    assert came(read(later, answered(files_of(hours()), final(5400, "見込")))) == (0, 1, 0)


def test_a_forecast_that_goes_back_to_an_older_one_is_written() -> None:
    now = files_of(hours({**FORECAST, "value": "5400"}, {**FORECAST, "known": "2026-02-10"}))
    outcome = read(now, answered(now, final(5400, "見込")))
    assert came(outcome) == (1, 0, 0)
    assert came(read(after(now, outcome), answered(now, final(5400, "見込")))) == (0, 1, 0)


def test_a_different_answer_is_written_where_nobody_changed_the_data() -> None:
    now = files_of(hours(FORECAST))
    outcome = read(now, answered(now, final(5610)))
    assert came(outcome) == (1, 0, 0)
    assert records(now, outcome) == [FORECAST, {**FINAL, "known": "2026-05-20"}]


def test_a_different_answer_is_a_conflict_where_somebody_did() -> None:
    sent, now = files_of(hours(FORECAST)), files_of(hours(FORECAST, FINAL))
    outcome = read(now, answered(sent, final(5620)))
    assert told(outcome) == [
        (
            f"{FILE} 回答!M6",
            "KPI920",
            "送ったとき 見込5,600時間、いま 実績5,610時間（2026-05-18、業務改革課）、回答 実績5,620時間。"
            "どちらが正しいかを確かめ、正しいほうを dxkpi set で書く",
        )
    ]
    assert came(read(files_of(hours()), answered(sent, final(5620)))) == (0, 0, 1)


def test_values_from_the_midst_of_a_year_are_told_apart_by_their_days() -> None:
    old = {**FORECAST, "status": "時点", "as_of": "2025-12", "known": "2026-02-01"}
    now = files_of(hours(old, {**old, "value": "5700", "as_of": "2026-01"}))
    answers = {**final(5500, "時点"), (1, "as_of"): date(2026, 2, 28)}
    (refused,) = told(read(now, answered(files_of(hours(old)), answers)))
    assert refused[2] == (
        "送ったとき 2025年12月時点5,600時間、いま 2026年1月時点5,700時間（2026-02-01、業務改革課）、"
        "回答 2026年2月28日時点5,500時間。どちらが正しいかを確かめ、正しいほうを dxkpi set で書く"
    )


def test_a_new_source_of_the_same_value_is_no_change() -> None:
    sent = files_of(hours(FORECAST))
    now = files_of(hours({"value": "5600", "status": "見込", "source": {"document": "doc"}}))  # type: ignore[dict-item]
    assert came(read(now, answered(sent, final(5610)))) == (1, 0, 0)


def test_an_answer_in_another_unit_or_about_another_direction_is_refused() -> None:
    book = answered(files_of(hours()), final(5620))
    increase = {key: own for key, own in hours(direction="increase").items() if key != "target"}
    again = "新しい調査票で答え直してもらう"
    assert told(read(files_of(hours(unit="分")), book)) == [
        (f"{FILE} 回答!D6", "KPI921", f"送った後に単位が「時間」から「分」に変わった。{again}")
    ]
    assert told(read(files_of(increase), book)) == [
        (f"{FILE} 回答!D6", "KPI921", f"送った後に目標の型が変わった。{again}")
    ]


def test_an_answer_about_something_that_is_gone_is_refused() -> None:
    book = answered(files_of(hours()), final(5620))
    renamed = files_of({**hours(), "id": "hours-saved"})
    (refused,) = told(read(renamed, book))
    assert refused == (
        f"{FILE} 回答!D6",
        "KPI932",
        "指標「hours」が計画「例の計画」のデータにない。"
        "「hours-saved」に変わったのなら、新しい調査票で答え直してもらう",
    )
    stopped = files_of(hours(suspended={"since": "R7", "reason": "事業の終了"}))
    assert told(read(stopped, book))[0][1:] == ("KPI922", "R7年度は進捗管理の停止になっている。答えは要らない")
    parts = {(1, "value"): 1, (1, "status"): "実績", (2, "value"): 4}
    other = {**PARTS, "target": {"parts": {"県": "1", "町": "52"}, "rule": "sum"}, "better": "higher"}
    (refused,) = told(read(files_of(other), answered(files_of(PARTS), parts)))
    assert refused[1:] == ("KPI922", "送った後に、内訳「市」がなくなった。新しい調査票で答え直してもらう")


def test_a_changed_target_is_told_and_the_answer_is_written() -> None:
    aimed = files_of(hours(target={"value": "5500"}))
    reason = {**final(5000), (1, "reason"): "機器の納入が遅れた"}
    outcome = read(aimed, answered(files_of(hours()), reason))
    assert came(outcome) == (1, 0, 0)
    assert outcome.notes == (
        f"{FILE} 削減した時間: 目標が改定された（目標値 6,000時間 → 目標値 5,500時間）。"
        "理由の回答は前の目標に対するもの",
    )


def forget(sheet: Worksheet) -> None:
    for row in range(6, 8):
        sheet.cell(row, columns_of(sheet)["sent"], "{}")


def test_without_a_memory_only_what_nobody_has_said_is_written() -> None:
    lost = filled(sheet_of(files_of(hours())), final(5620), forget)
    assert came(read(files_of(hours()), lost)) == (1, 0, 0)
    (refused,) = told(read(files_of(hours(FORECAST)), lost))
    assert refused[1:] == (
        "KPI923",
        "送ったときの控えがない。いま 見込5,600時間（2025-11-14、業務改革課）、回答 実績5,620時間。"
        "見比べて、正しいほうを dxkpi set で書く",
    )


def test_two_answers_alike_are_one_and_two_that_differ_are_none() -> None:
    files = files_of(hours(), SHARE)
    one = answered(files, final(5620))
    alike = read(files, one, answered(files, {**final(5620), (2, "value"): 40, (2, "status"): "見込"}))
    assert [own.declared.indicator.id for own in alike.taken] == ["hours", "share"]
    assert alike.notes == (f"削減した時間: 同じ答えが2つある（{FILE} 回答!M6、二.xlsx 回答!M6）。一度だけ読んだ",)
    differ = read(files, one, answered(files, final(5621)))
    assert told(differ) == [
        (f"{FILE} 回答!M6", "KPI925", "同じ指標に、違う答えがある（二.xlsx 回答!M6）。正しいほうだけを残してもらう"),
        ("二.xlsx 回答!M6", "KPI925", f"同じ指標に、違う答えがある（{FILE} 回答!M6）。正しいほうだけを残してもらう"),
    ]


def test_answers_for_two_plans_are_one_about_a_value_that_they_share() -> None:
    own = hours(FORECAST, shared={"q": {"section": "one", "target": {"value": "9000"}}})
    files = files_of(own) | {"targets/q.yaml": files_of()["targets/p.yaml"].replace("plan: p\n", "plan: q\n")}
    one, other = (sheet_of(files, plan=plan) for plan in ("p", "q"))
    reason = {**final(5620), (1, "reason"): "機器の納入が遅れた"}
    alike = read(files, filled(one, final(5620)), filled(other, reason))
    assert came_of_all(alike) == [(1, 0, 0), (1, 0, 0)]
    assert alike.notes == (f"削減した時間: 同じ答えが2つある（{FILE} 回答!M6、二.xlsx 回答!M6）。一度だけ読んだ",)
    assert [own["value"] for own in records(files, alike)] == ["5600", "5620"]
    assert "機器の納入が遅れた" in after(files, alike)["indicators/p/one/hours.yaml"]
    assert len(read(files, filled(one, final(5620)), filled(other, final(5620))).taken) == 1
    differ = read(files, filled(one, final(5620)), filled(other, final(5621)))
    assert [code for _, code, _ in told(differ)] == ["KPI925", "KPI925"]


def test_another_final_value_needs_a_word_about_why() -> None:
    now = files_of(hours(FINAL))
    book = answered(now, final(5620))
    (refused,) = told(read(now, book))
    assert refused[1:] == (
        "KPI926",
        "もう 実績5,610時間（2026-05-18、業務改革課） がある。回答は 実績5,620時間。"
        "書き間違いを直すなら --correct を、後から分かった値なら --known でその日を示す",
    )
    assert records(now, read(now, book, correct=True)) == [{**FINAL, "value": "5620"}]
    joined = {**FINAL, "value": "5620", "known": "2026-05-25"}
    assert records(now, read(now, book, known="2026-05-25")) == [FINAL, joined]


def test_a_revised_forecast_joins_the_former_one() -> None:
    now = files_of(hours(FORECAST))
    outcome = read(now, answered(now, final(5400, "見込")))
    assert records(now, outcome) == [FORECAST, {**FORECAST, "value": "5400", "known": "2026-05-20"}]
    again = read(after(now, outcome), answered(now, final(5300, "見込")))
    assert told(again)[0][1] == "KPI920"


def test_a_weaker_value_than_there_is_is_refused() -> None:
    now = files_of(hours(FINAL))
    for answer in (final(5620, "見込"), {(1, "status"): "集計中"}):
        (refused,) = told(read(now, answered(files_of(hours(FINAL)), answer)))
        assert refused[1] == "KPI927"
        assert refused[2].startswith("もっと確かな 実績5,610時間（2026-05-18、業務改革課） がある。")


def test_a_promise_and_a_reason_are_held_against_the_data_as_well() -> None:
    promised = {(1, "status"): "集計中", (1, "until"): "2026-08"}
    sent = files_of(hours())
    outcome = read(sent, answered(sent, promised))
    now = after(sent, outcome)
    assert came(read(now, answered(sent, promised))) == (0, 1, 0)
    other = read(now, answered(sent, {(1, "status"): "集計中", (1, "until"): "2026-10"}))
    assert told(other)[0][1:] == (
        "KPI920",
        "送ったとき なし、いま 値の出る時期「2026-08」（2026-05-20、業務改革課）、回答 値の出る時期「2026-10」。"
        "どちらが正しいかを確かめ、正しいほうを dxkpi set で書く",
    )
    asked_again = read(now, answered(now, {(1, "status"): "集計中", (1, "until"): "2026-10"}))
    assert "until: 2026-10" in after(now, asked_again)["indicators/p/one/hours.yaml"]


def test_a_day_to_come_is_told_before_the_answers_are_written() -> None:
    files = files_of(hours())
    found = read(files, answered(files, final(5620)), known="2222-05-20").findings
    assert [own.diagnostic.rule.code for own in found] == ["KPI352"]


def test_a_file_that_would_be_unsound_is_left_out_and_the_rest_is_loaded_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loads: list[Tree] = []

    def counted(tree: Tree) -> Loaded:
        loads.append(tree)
        return load(tree)

    monkeypatch.setattr("dxkpi.app.data.load", counted)
    files = files_of(hours(), SHARE)
    sound = {**final(5620), (2, "value"): 40, (2, "status"): "実績"}
    assert came(read(files, answered(files, sound))) == (2, 0, 0)
    assert len(loads) == 1
    loads.clear()
    early = {**sound, (1, "status"): "時点", (1, "as_of"): "2026-06-30"}  # known before it was so
    outcome = read(files, answered(files, early))
    assert came(outcome) == (1, 0, 1)
    assert told(outcome)[0][1] == "KPI212"
    assert [own.declared.indicator.id for own in outcome.taken] == ["share"]
    assert (len(loads), list(outcome.files)) == (2, ["data/indicators/p/one/share.yaml"])


def test_nobody_knows_whose_answer_it_is() -> None:
    nameless = files_of({key: own for key, own in hours().items() if key != "owner"})
    (refused,) = told(read(nameless, answered(nameless, final(5620))))
    assert refused[1:] == ("KPI913", "誰の回答かが分からない。--reported で課の名を示すか、指標の owner（担当）に書く")
    named = read(nameless, answered(nameless, final(5620)), reported="統計課")
    assert "統計課" in after(nameless, named)["indicators/p/one/hours.yaml"]
