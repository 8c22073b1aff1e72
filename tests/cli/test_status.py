"""`dxkpi status`: who has answered, who owes what, and whether it is late."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.folders import put
from tests.run import ROOT, run
from tests.sheets import HOURS, SHARE, files_of

LATE = ("status", "--today", "2026-06-03")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    forecast = {**HOURS["actuals"], "R7": {"value": "5600", "status": "見込", "known": "2025-11-14"}}
    promised = {"R7": {"until": "2026-05", "known": "2026-05-10", "reported": "統計課"}}
    stopped = {"since": "R7", "reason": "終了"}
    files = files_of(
        {**HOURS, "number": "1-1", "actuals": forecast},
        {**SHARE, "owner": "統計課", "pending": promised},
        {**SHARE, "id": "other", "name": "利用率", "owner": "統計課"},
        {**SHARE, "id": "stopped", "name": "旧指標", "suspended": stopped},
    )
    put(Path("data"), files)


SHOWN = """\
例の計画 R7年度 実績  期限 2026-05-29（今日 2026-06-03、5日過ぎ）
-----------------------------------------------------------------

+------------+------+----+----------+--------+------------+
| 担当       | 指標 | 仮 | 約束過ぎ | 未回答 | 理由がない |
+============+======+====+==========+========+============+
| 業務改革課 |    1 |  1 |        0 |      0 |          1 |
| 統計課     |    2 |  0 |        1 |      1 |          0 |
+------------+------+----+----------+--------+------------+
| 計         |    3 |  1 |        1 |      1 |          1 |
+------------+------+----+----------+--------+------------+
対象外（停止、続く状態など）: 1指標

・業務改革課: 1-1 削減した時間（hours） 仮（見込 5,600時間（2025-11-14））、達していない理由がない
・統計課: 利用率（other） 未回答
・統計課: 満足度（share） 約束過ぎ（2026年5月の約束を3日過ぎた）

未回答: 統計課（1）

約束の時期を過ぎたもの: 統計課（1）

確定していない値: 業務改革課（1）
"""


def test_who_owes_what_after_the_deadline() -> None:
    ending = run(*LATE, "--ask", "実績")
    assert (ending.code, ending.out, ending.err) == (0, SHOWN, "")


def test_names_and_contacts_of_a_file_with_an_error_are_told_of() -> None:
    Path("data/departments.yaml").write_text("departments: [統計課]\n", "utf-8")
    ending = run(*LATE, "--ask", "実績")
    told = "departments.yaml に誤りがあるため、担当の名と連絡先は正しいとは限らない。dxkpi validate で見る\n"
    assert (ending.code, ending.out, ending.err) == (0, SHOWN, told)


def test_an_answer_that_is_not_there_yet_is_told_once() -> None:
    shown = run("status", "--today", "2026-05-31", "--ask", "実績").out
    assert "・統計課: 満足度（share） 集計中（2026年5月の見込み、統計課）\n" in shown
    # What is promised is not chased.
    assert shown.endswith("\n未回答: 統計課（1）\n\n確定していない値: 業務改革課（1）\n")


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ({"status": "実績", "period": {"from": "2025-04", "to": "2025-08"}}, "実績（4月〜8月） 5,600時間"),
        ({"status": "時点", "as_of": "2025-12-31"}, "2025年12月31日時点 5,600時間"),
        ({"status": "時点", "period": {"from": "2025-04", "to": "2025-08"}}, "4月〜8月 5,600時間"),
        ({"status": "時点"}, "途中の値 5,600時間"),
    ],
)
def test_a_value_that_is_not_of_the_whole_year_says_so(of: dict[str, Any], told: str) -> None:
    early = {"R7": {"value": "5600", "known": "2026-01", **of}}
    path = Path("data/indicators/p/one/hours.yaml")
    path.write_text(files_of({**HOURS, "actuals": early})["indicators/p/one/hours.yaml"], "utf-8")
    shown = run(*LATE, "--ask", "実績").out
    assert f"・業務改革課: 削減した時間（hours） 仮（{told}（2026-01））" in shown


def test_before_a_deadline_only_what_is_past_is_named() -> None:
    shown = run("status", "--today", "2025-12-01").out
    parts = shown.split("例の計画 ")
    assert [part.split("\n")[0] for part in parts[1:]] == [
        "R7年度 見込  期限 2025-11-14（今日 2025-12-01、17日過ぎ）",
        "R7年度 実績  期限 2026-05-29（今日 2025-12-01）",
    ]
    assert "・統計課: 利用率（other） 未回答" in parts[1]
    assert "・" not in parts[2]
    assert "未回答: 統計課（1）\n" in parts[2]  # the other one is promised


def test_when_all_is_there_it_says_so() -> None:
    shown = run("status", "--today", "2026-06-03", "--ask", "見込", "--owner", "業務改革課").out
    assert shown.endswith("\n・業務改革課: 1-1 削減した時間（hours） 達していない理由がない\n")
    Path("data/indicators/p/one/hours.yaml").write_text(
        Path("data/indicators/p/one/hours.yaml").read_text("utf-8") + "unmet:\n  R7: {cause: late}\n", "utf-8"
    )
    shown = run("status", "--today", "2026-06-03", "--ask", "見込", "--owner", "業務改革課").out
    assert shown.endswith("\n見込で、答えていないものはない。\n")


@pytest.mark.parametrize(
    ("options", "code"),
    [((), 0), (("--exit-code",), 1), (("--exit-code", "--owner", "業務改革課", "--ask", "見込"), 0)],
)
def test_the_exit_code_says_whether_anything_is_late(options: tuple[str, ...], code: int) -> None:
    assert run(*LATE, *options).code == code


def test_a_row_for_each_indicator_for_other_programs() -> None:
    text = run(*LATE, "--ask", "実績", "--format", "csv").raw.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    told = [(row["id"], row["standing"], row["overdue"], row["promised"], row["reason_owed"]) for row in rows]
    assert told == [
        ("hours", "仮", "true", "", "true"),
        ("other", "未回答", "true", "", "false"),
        ("share", "約束過ぎ", "true", "2026-05", "false"),
        ("stopped", "対象外", "false", "", "false"),
    ]
    assert {(row["plan_id"], row["fiscal_year"], row["wanted"], row["deadline"], row["days_late"]) for row in rows} == {
        ("p", "2025", "実績", "2026-05-29", "5")
    }


def test_the_same_as_json() -> None:
    found = json.loads(run(*LATE, "--ask", "実績", "--format", "json").out)
    assert (found["format"], found["today"], found["overdue"]) == ("dxkpi-status/1", "2026-06-03", True)
    (one,) = found["rounds"]
    assert (one["plan"], one["deadline"], one["days_late"]) == ("p", "2026-05-29", 5)
    assert one["asks"][0] == {
        "id": "hours", "number": "1-1", "name": "削減した時間", "owner": "業務改革課", "standing": "仮",
        "overdue": True, "promised": None, "reason_owed": True, "rating_owed": False, "actual_status": "見込",
        "contact": None, "mail": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--owner", "統計"), "担当「統計」がない。「統計課」ではないか"),
        (("--ask", "実積"), "--ask: 「実積」はない。「実績」ではないか"),
        (("--today", "昨日"), "--today: 「昨日」は日付（例 2021-12、2021-12-31）ではない"),
        (("--year", "R20"), "令和20年度（R20）を期間に含む計画がない。"),
    ],
)
def test_a_wrong_request_is_refused(options: tuple[str, ...], sentence: str) -> None:
    ending = run("status", *options)
    assert (ending.code, ending.out) == (2, "")
    assert sentence in ending.err


def test_those_without_an_owner_are_chosen_by_the_name_that_they_are_shown_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    everyone = run("status", "--year", "R3", "--today", "2022-03-20").out
    assert "・担当なし: 年間用紙使用量（paper-use） 未回答\n" in everyone
    assert run("status", "--year", "R3", "--today", "2022-03-20", "--owner", "担当なし").out == everyone
