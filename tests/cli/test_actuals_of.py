"""An indicator that shares the actuals of another one, as a user meets it: asked once, written once, shown twice."""

import csv
import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import run

FOLDER = Path("data/indicators/example-city/online")
MUST, STRETCH = FOLDER / "online-procedures.yaml", FOLDER / "procedures-stretch.yaml"
NAME = "（例）オンラインで申請できる手続の数"
TEXT = f"""\
id: procedures-stretch
name: {NAME}（努力目標）
plan: example-city
section: online
owner: 例市 行政改革課
unit: 手続
direction: absolute
baseline:
  value: 20
  year: R6
target:
  value: 150
actuals_of: online-procedures
source:
  document: progress-r7
  page: 2
"""


@pytest.fixture(autouse=True)
def _stretched(in_the_sample: Path) -> None:
    (in_the_sample / STRETCH).write_text(TEXT, "utf-8")


def test_it_is_sound_and_each_page_names_the_other() -> None:
    ending = run("validate")
    assert (ending.code, ending.out) == (0, "指摘なし（4ファイル）\n")
    words = f"実績値は「{NAME}」（online-procedures）のもの（値はそのファイルに書く）\n"
    for command in ("show", "explain"):
        assert words in run(command, "procedures-stretch").out
        assert (
            "同じ実績値を使う指標: procedures-stretch（値はこの指標のファイルに書く）\n"
            in run(command, "online-procedures").out
        )
    assert f"{NAME}（努力目標）（procedures-stretch）（実績値は online-procedures のもの）" in run("list").out
    (row,) = [
        row
        for row in csv.DictReader(
            run("report", "-f", "csv", "--table", "indicators").out.removeprefix("\ufeff").splitlines()
        )
        if row["id"] == "procedures-stretch"
    ]
    assert (row["actual_value"], row["rate_percent"][:4], row["actuals_of_id"]) == ("60", "30.8", "online-procedures")
    assert run("site", "site", "--unpublished").code == 0
    pages = {path.name: path.read_text("utf-8") for path in Path("site").rglob("*.html")}
    assert sum(f"実績値は「{NAME}」のもの" in page for page in pages.values()) == 1
    assert sum("同じ実績値を使う指標（procedures-stretch）" in page for page in pages.values()) == 1


def test_a_value_is_written_at_the_indicator_that_holds_it_and_moves_both() -> None:
    value = ("--year", "R8", "--value", "70", "--status", "見込", "--reported", "課", "--known", "2026-11")
    refused = run("set", "procedures-stretch", *value)
    assert (refused.code, refused.out, refused.err) == (
        2,
        "",
        "dxkpi: 「procedures-stretch」の実績値は、指標「online-procedures」のファイルに書く（actuals_of）。"
        "同じ命令の指標を替えて、dxkpi set online-procedures --year R8 … とする。書けば、どちらの結果も変わる\n",
    )
    assert (
        "指標「online-procedures」のファイルに書く" in run("set", "procedures-stretch", "--year", "R8", "--pending").err
    )
    ending = run("set", "online-procedures", *value, "--yes")
    assert ending.code == 0
    assert (
        ending.out.partition("\n例市デジタル計画の")[2]
        == f"""\
{NAME}（online-procedures）R8年度

・前: 達成率 50.0%前（30%以上60%未満）
    R7年度実績 60手続（前年度の値）
・後: 達成率 62.5%（60%以上100%未満）
    R8年度見込 70手続

例市デジタル計画の{NAME}（努力目標）（procedures-stretch）R8年度

・前: 達成率 30.8%前（30%以上60%未満）
    R7年度実績 60手続（前年度の値）
・後: 達成率 38.5%（30%以上60%未満）
    R8年度見込 70手続

前 前の年度の値による（この年度の値ではない）
"""
    )
    reason = ("--year", "R8", "--reason", "予算が付かなかった", "--reported", "課", "--known", "2026-11", "--yes")
    assert run("set", "procedures-stretch", *reason).code == 0
    assert "unmet:\n  R8:\n    reason: 予算が付かなかった\n" in STRETCH.read_text("utf-8")


def test_a_value_is_asked_for_once() -> None:
    ending = run("sheet", "out", "--year", "R8", "--to", "q", "--format", "csv", "--together", "--all")
    assert ending.code == 0
    (sheet,) = Path("q").iterdir()
    rows = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    assert {row["キー"]: row["求めること"] for row in rows} == {
        "example-city/online-procedures/R8": "実績",
        "example-city/procedures-stretch/R8": f"（値は「{NAME}」の行で答える）",
        "example-city/trained-staff/R8": "実績",
    }
    text = sheet.read_text("utf-8-sig")
    own = next(line for line in text.splitlines() if line.startswith("example-city/procedures-stretch"))
    sheet.write_text("\ufeff" + text.replace(own, own.replace("令和8年度,,", "令和8年度,70,実績")), "utf-8")
    answer = run("sheet", "in", "q", "--reported", "課", "--dry-run")
    assert "実績値は指標「online-procedures」のものである。その行の値にして答え直してもらう" in answer.out + answer.err
    assert (
        run("status", "--year", "R8", "--today", "2027-04-01").out.partition("\n\n")[2]
        == f"""\
+---------------------+------+--------+
| 担当                | 指標 | 未回答 |
+=====================+======+========+
| 例市 デジタル推進課 |    1 |      1 |
| 例市 人事課         |    1 |      1 |
+---------------------+------+--------+
| 計                  |    2 |      2 |
+---------------------+------+--------+
値を、実績値の同じ別の指標で答えるもの: 1指標

・例市 デジタル推進課: {NAME}（online-procedures） 未回答
・例市 人事課: （例）データ活用の研修を受けた職員の数（trained-staff） 未回答

未回答: 例市 デジタル推進課（1）、例市 人事課（1）
"""
    )


def test_a_value_is_asked_for_while_one_of_them_needs_it() -> None:
    ended = "suspended:\n  since: R8\n  reason: 達したため\n  reported: 課\n"
    MUST.write_text(MUST.read_text("utf-8") + ended, "utf-8")
    asked = run("status", "--year", "R8", "--today", "2027-04-01").out
    assert "（online-procedures） 未回答" in asked
    STRETCH.write_text(TEXT + ended, "utf-8")
    assert "（online-procedures） 未回答" not in run("status", "--year", "R8", "--today", "2027-04-01").out


def test_what_is_found_in_a_value_is_told_once_and_can_be_waived_by_either_name() -> None:
    edit(MUST, "    value: 60\n", "    value: 6000\n")
    found = run("validate").out
    assert found.count("error") + found.count("warning") == 1
    assert "online-procedures.yaml:38:12: warning KPI308 online-procedures（" in found
    assert run("set", "procedures-stretch", "--waive", "KPI308", "--reason", "資料のとおり", "--yes").code == 0
    assert "value: 6000  # dxkpi: ignore[KPI308] 資料のとおり\n" in MUST.read_text("utf-8")
    assert STRETCH.read_text("utf-8") == TEXT


def test_a_new_indicator_can_share_the_actuals_of_another() -> None:
    STRETCH.unlink()
    given = ("--section", "online", "--id", "procedures-stretch", "--name", "努力目標", "--direction", "absolute",
             "--target", "150", "--baseline", "20", "--document", "progress-r7", "--page", "2")  # fmt: skip
    made = run("new", "indicator", *given, "--unit", "手続", "--actuals-of", "online-procedures", "--yes")
    assert made.code == 0, made.err
    assert "actuals_of: online-procedures\n" in STRETCH.read_text("utf-8")
    assert "dxkpi set online-procedures --year … --value … --status … で書き加える" in made.out + made.err
    again = tuple({"procedures-stretch": "another", "努力目標": "もう一つの目標"}.get(word, word) for word in given)
    assert run("new", "indicator", *again, "--unit", "手続", "--actuals-of", "procedures-stretch", "--yes").err == (
        "dxkpi: --actuals-of: 「procedures-stretch」は、ここでは使えない。"
        "その実績値は「online-procedures」のものである。選べるのは online-procedures、trained-staff\n"
    )
    actual = ("--actual-year", "R7", "--actual", "3", "--status", "実績")
    assert run(
        "new", "indicator", *again, "--unit", "手続", "--actuals-of", "online-procedures", *actual, "--yes"
    ).err == (
        "dxkpi: --actual-year: 実績値は「online-procedures」のものを使う（--actuals-of）。"
        "--actual-year は付けない。値は、その指標に dxkpi set で書く\n"
    )
    unlike = run("new", "indicator", *again, "--unit", "件", "--actuals-of", "online-procedures", "--yes")
    assert "単位が違う（「件」と、「手続」）" in unlike.err


def test_the_actuals_of_another_plan_are_to_be_shared_first_and_both_plans_then_have_the_value() -> None:
    plan = "plan: vision\nname: ビジョン\nadopted: 2025-03\ntarget_year: R9\nsections:\n  - {id: one, name: 分野}\n"
    Path("data/targets/vision.yaml").write_text(plan, "utf-8")
    STRETCH.unlink()
    other = Path("data/indicators/vision/one/trend.yaml")
    other.parent.mkdir(parents=True)
    lines = ("id: trend", "name: 手続の推移", "plan: vision", "section: one", "unit: 手続", "direction: monitor",
             "actuals_of: online-procedures")  # fmt: skip
    other.write_text("\n".join(lines) + "\n", "utf-8")
    found = run("validate").out
    assert (
        "7:13: error KPI416 trend（手続の推移）が実績値を使う指標「online-procedures」は、計画「vision」にない" in found
    )
    assert (
        "「online-procedures」は計画「example-city」の指標である。ほかの計画の実績値は使えない。"
        "先に dxkpi new shared online-procedures で計画「vision」に加えるか、この計画の指標の id を書く" in found
    )
    share = ("--plan", "vision", "--section", "one", "--direction", "monitor", "--yes")
    assert run("new", "shared", "online-procedures", *share).code == 0
    assert run("validate").out == "指摘なし（5ファイル）\n"
    assert "| R7年度 | 60手続 |" in run("show", "trend").out


def test_an_indicator_that_is_not_there_is_told_once_of_one_that_several_plans_share() -> None:
    plan = "plan: vision\nname: ビジョン\nadopted: 2025-03\ntarget_year: R9\nsections:\n  - {id: one, name: 分野}\n"
    Path("data/targets/vision.yaml").write_text(plan, "utf-8")
    misspelt = TEXT.replace("actuals_of: online-procedures", "actuals_of: online-procedure")
    shared = "shared:\n  vision:\n    section: one\n    direction: monitor\n"
    STRETCH.write_text(misspelt + shared, "utf-8")
    told = [line for line in run("validate").out.splitlines() if "KPI416" in line]
    assert told == [
        f"{STRETCH.as_posix()}:13:13: error KPI416 procedures-stretch（{NAME}（努力目標））が実績値を使う指標"
        "「online-procedure」は、計画「example-city」にない"
    ]


def test_remarks_on_it_are_asked_for_where_its_value_is_asked_for_elsewhere() -> None:
    said = "remarks:\n  R7:\n    heading: 課題\n    text: 様式がそろわない\n    reported: 課\n    known: 2026-06\n"
    MUST.write_text(MUST.read_text("utf-8") + said, "utf-8")
    assert run("sheet", "out", "--year", "R8", "--to", "q", "--format", "csv", "--together").code == 0
    (sheet,) = Path("q").iterdir()
    text = sheet.read_text("utf-8-sig")
    (own,) = (
        row for row in csv.DictReader(text.splitlines()) if row["キー"].startswith("example-city/procedures-stretch")
    )
    assert (own["求めること"], own["課題（記入）"]) == (f"（値は「{NAME}」の行で答える）", "")
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(text.splitlines()))
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(
            {**row, **({"課題（記入）": "対象が広い"} if row["キー"] == own["キー"] else {})} for row in rows
        )
    assert run("sheet", "in", "q", "--reported", "課", "--known", "2026-11", "--yes").code == 0
    assert "  R8:\n    heading: 課題\n    text: 対象が広い\n" in STRETCH.read_text("utf-8")


def asked(*options: str) -> dict[str, str]:
    """What is asked of each indicator, in the sheets of all departments."""
    assert run("sheet", "out", *options, "--to", "q", "--format", "csv").code == 0
    sheets = [path.read_text("utf-8-sig").splitlines() for path in sorted(Path("q").iterdir())]
    shutil.rmtree("q")
    return {row["キー"].split("/")[1]: row["求めること"] for sheet in sheets for row in csv.DictReader(sheet)}


def test_a_sheet_without_the_row_of_the_holder_says_where_the_value_is_answered() -> None:
    there = f"「{NAME}」（例市 デジタル推進課）で答える）"
    remark = "R7: {heading: 課題, text: 様式がそろわない, reported: 課, known: 2026-06}"
    STRETCH.write_text(f"{TEXT}remarks:\n  {remark}\n", "utf-8")
    assert asked("--year", "R8")["procedures-stretch"] == f"（値は{there}"
    assert asked("--year", "R8", "--together")["procedures-stretch"] == f"（値は「{NAME}」の行で答える）"
    assert asked("--year", "R7", "--all")["procedures-stretch"] == f"達していない理由（値は「{NAME}」のもの）"
    Path("data/targets/vision.yaml").write_text(
        "plan: vision\nname: ビジョン\nadopted: 2025-03\ntarget_year: R9\nsections:\n  - {id: one, name: 分野}\n"
        "method: {formula: distance, against: target}\n",
        "utf-8",
    )
    unsourced = TEXT.partition("source:")[0]
    STRETCH.write_text(f"{unsourced}shared:\n  vision:\n    section: one\n    remarks:\n      {remark}\n", "utf-8")
    assert asked("--year", "R8", "--plan", "vision") == {
        "procedures-stretch": f"（値は、例市デジタル計画の{there}（例市デジタル計画でも使う。目標値 150手続）"
    }


def test_where_only_another_plan_asks_for_the_value_it_is_named() -> None:
    Path("data/targets/other.yaml").write_text(
        "plan: other\nname: 別の計画\ngovernment: 例市\nadopted: 2025-04\ntarget_year: R8\n"
        "method: {formula: ratio, against: target}\nsections: [{id: online, name: 分野}]\n",
        "utf-8",
    )
    STRETCH.write_text(TEXT + "shared:\n  other:\n    section: online\n", "utf-8")
    told = (
        f"・{NAME}（努力目標）（procedures-stretch）の値は、例市デジタル計画の「{NAME}」（例市 デジタル推進課）で答える"
        "（--plan example-city）\n"
    )
    out = run("sheet", "out", "--year", "R8", "--to", "q", "--plan", "other")
    assert (out.code, out.out) == (0, f"{told}\nR8年度の実績で、ほかに答えていないものはない。\n")
    shown = run("status", "--year", "R8", "--today", "2027-04-01", "--plan", "other").out
    assert f"{told}\n実績で、ほかに答えていないものはない。\n" in shown
    assert "で答える" not in run("sheet", "out", "--year", "R8", "--to", "q").out
