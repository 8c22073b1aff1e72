"""`departments.yaml`: the names of departments today and before, and how to reach them."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dxkpi.app.data import Data
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from tests.folders import put
from tests.run import run
from tests.sheets import HOURS, SHARE, files_of

LIST = """\
departments:
  - name: デジタル推進課
    contact: 計画係（内線1234）
    mail: dx@pref.example.jp
    formerly: [業務改革課, 情報政策課]
  - name: 統計課
"""
FILES = files_of(HOURS, {**SHARE, "owner": "統計課"})
SHOWN = """\
+----------------+------+--------+----------------------------------------+
| 担当           | 指標 | 未回答 | 連絡先                                 |
+================+======+========+========================================+
| デジタル推進課 |    1 |      1 | 計画係（内線1234）、dx@pref.example.jp |
| 統計課         |    1 |      1 |                                        |
+----------------+------+--------+----------------------------------------+
| 計             |    2 |      2 |                                        |
+----------------+------+--------+----------------------------------------+
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("data"), {**FILES, "departments.yaml": LIST})


def test_the_list_is_sound() -> None:
    ending = run("validate")
    assert (ending.code, "departments" in ending.out) == (0, False)


def test_status_calls_departments_by_todays_name_and_says_how_to_reach_them() -> None:
    assert SHOWN in run("status", "--today", "2026-06-03", "--ask", "実績").out


@pytest.mark.parametrize("name", ["デジタル推進課", "業務改革課", "情報政策課", "情報 政策課"])
def test_a_former_name_stands_for_todays(name: str) -> None:
    assert "デジタル推進課" in run("status", "--today", "2026-06-03", "--owner", name).out
    assert [row["owner"] for row in csv.DictReader(io.StringIO(_csv("list", "--owner", name)))] == ["デジタル推進課"]


def test_several_departments_are_listed_at_once() -> None:
    rows = csv.DictReader(io.StringIO(_csv("list", "--owner", "統計課", "--owner", "業務改革課")))
    assert [row["owner"] for row in rows] == ["デジタル推進課", "統計課"]


def _csv(*words: str) -> str:
    return run(*words, "--format", "csv").raw.decode("utf-8-sig")


def test_other_programs_get_the_address() -> None:
    rows = list(csv.DictReader(io.StringIO(_csv("status", "--today", "2026-06-03", "--ask", "実績"))))
    assert [(row["owner"], row["contact"], row["mail"]) for row in rows] == [
        ("デジタル推進課", "計画係（内線1234）", "dx@pref.example.jp"),
        ("統計課", "", ""),
    ]
    (found,) = json.loads(run("status", "--today", "2026-06-03", "--ask", "実績", "--format", "json").out)["rounds"]
    assert [(ask["contact"], ask["mail"]) for ask in found["asks"]] == [
        ("計画係（内線1234）", "dx@pref.example.jp"),
        (None, None),
    ]


def test_sheets_go_to_todays_departments_and_say_where_to_send_them() -> None:
    ending = run("sheet", "out", "--year", "R7", "--to", "sheets")
    assert sorted(path.name for path in Path("sheets").iterdir()) == [
        "R7_実績_デジタル推進課.xlsx",
        "R7_実績_統計課.xlsx",
    ]
    assert "計画係（内線1234）、dx@pref.example.jp" in " ".join(ending.out.split())


def test_a_renamed_department_is_one_change_of_one_file() -> None:
    before = Data(tree := DictTree(FILES), load(tree)).dataset.indicators
    after = Data(tree := DictTree({**FILES, "departments.yaml": LIST}), load(tree)).dataset.indicators
    assert [own.indicator.owner for own in before] == ["業務改革課", "統計課"]
    assert [own.indicator.owner for own in after] == ["デジタル推進課", "統計課"]


def test_a_diff_tells_what_changed_in_the_list_and_a_name_that_changed_there_once() -> None:
    shutil.copytree("data", "old")
    now = LIST.replace("name: デジタル推進課", "name: DX課").replace("[業務改革課", "[デジタル推進課, 業務改革課")
    Path("data/departments.yaml").write_text(now.replace("1234", "1235").replace("統計課", "監査課"), "utf-8")
    told = run("diff", "./old/", "./data/")
    assert (
        told.out.partition("--\n\n")[2]
        == """\
・DX課 担当の一覧の変更: 担当の名 デジタル推進課 → DX課、連絡先 計画係（内線1234） → 計画係（内線1235）、\
前の名 デジタル推進課（追加）
    data/departments.yaml:2
・監査課 担当の一覧の変更（追加）: 担当の名 監査課
    data/departments.yaml:6
・統計課 担当の一覧の変更（削除）: 担当の名 統計課
    old/departments.yaml:6
"""
    )
    change = json.loads(run("diff", "./old/", "./data/", "--format", "json").out)["changes"][1]
    assert (change["kind"], change["plan"], change["name"]) == ("departments_changed", None, "監査課")
    assert len(json.loads(run("diff", "./data/", "./old/", "--format", "json").out)["changes"]) == 3


def test_a_list_that_cannot_be_read_is_not_compared() -> None:
    shutil.copytree("data", "old")
    Path("data/departments.yaml").write_text("departments: [", "utf-8")
    told = run("diff", "./old/", "./data/").out
    assert "比べられたファイルに、変更はない。" in told
    assert "比べなかったファイル: data/departments.yaml" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("統計課", "統計情報課", "担当の名前を変えた: 統計課 → 統計情報課（2指標）"),
        ("統計課", "業務改革課", "担当を変えた: 統計課 → 業務改革課（2指標）"),
    ],
)
def test_an_owner_that_several_indicators_changed_alike_is_told_once(old: str, new: str, told: str) -> None:
    for folder, owner in (("old", old), ("new", new)):
        moved = [{**SHARE, "id": name, "name": name, "owner": owner} for name in ("one", "two")]
        for name, text in files_of(HOURS, *moved).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    lines = run("diff", "./old/", "./new/").out.splitlines()
    assert lines[-3:] == [f"・{told}", "    one（one）、two（two）", "    new/indicators/p/one/one.yaml:5"]


def test_a_commit_has_its_own_list() -> None:
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.jp")
    for words in (("init", "--quiet"), ("add", "data"), ("commit", "--quiet", "--message", "one")):
        subprocess.run([*git, *words], check=True)
    Path("data/departments.yaml").unlink()
    assert [row["owner"] for row in csv.DictReader(io.StringIO(_csv("list")))] == ["業務改革課", "統計課"]
    assert [row["owner"] for row in csv.DictReader(io.StringIO(_csv("list", "--rev", "HEAD")))] == [
        "デジタル推進課",
        "統計課",
    ]


def test_a_slip_in_the_list_stops_no_report() -> None:
    Path("data/departments.yaml").write_text("departments:\n  - nam: 統計課\n", "utf-8")
    found = run("validate")
    assert found.code == 1
    assert "data/departments.yaml:2:5" in found.out
    assert "「nam」というキーは、ここにはない" in found.out
    shown = run("report", "--year", "R7")
    assert shown.code == 0
    assert "業務改革課" in run("status", "--today", "2026-06-03").out


def test_a_list_that_is_no_yaml_leaves_the_counts_as_they_are() -> None:
    sound = run("report", "--year", "R7").out
    Path("data/departments.yaml").write_text("departments: [\n", "utf-8")
    assert run("report", "--year", "R7").out == sound


@pytest.mark.parametrize("name", ["departments.yml", "department/departments.yaml"])
def test_a_list_in_another_place_is_not_read_and_said_so(name: str) -> None:
    path = Path("data", name)
    path.parent.mkdir(exist_ok=True)
    Path("data/departments.yaml").rename(path)
    assert "業務改革課" in run("status", "--today", "2026-06-03").out
    assert f"data/{name}" in run("validate").out


def test_a_misspelt_key_is_mended() -> None:
    path = Path("data/departments.yaml")
    path.write_text(LIST.replace("contact:", "contacts:"), "utf-8")
    run("validate", "--fix")
    assert path.read_text("utf-8") == LIST
