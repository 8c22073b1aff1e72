"""`dxkpi import`: from a list as offices keep them to files of indicators, and what is said of the rest."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.folders import edit
from tests.lists import HEADS, MERGED, ROWS, book, delimited
from tests.run import Run, run

pytestmark = pytest.mark.usefixtures("in_the_sample")

LIST, COLUMNS = "指標一覧.xlsx", "指標一覧.columns.yaml"
SAID = f"「{COLUMNS}」:"
UNDATED = (
    "担当の報告による値に、分かった日（known）がない。"
    "この計画の結果を公表するなら、先に columns に「known: {fixed: 報告のあった日}」と書く（例 2022-03-14）。"
)
UNDECIDED = (
    "高いほど良いか低いほど良いかが分からない。一覧に「向き」の列（↑か↓）を加え、columns に「better: 向き」と書く"
)


def save(name: str, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> None:
    Path(name).write_bytes(book(rows, merged))


def imported(*options: str, name: str = LIST) -> Run:
    return run("import", name, "--plan", "example-city", *options)


def indicators() -> dict[str, str]:
    """The files that were made, without the line of their schema."""
    found = sorted(Path("data/indicators").rglob("kpi-*.yaml"))
    return {path.stem: path.read_text("utf-8").partition("\n")[2] for path in found}


def test_the_first_run_guesses_what_the_columns_are_and_writes_no_data() -> None:
    save(LIST, HEADS + ROWS, MERGED)
    ending = imported()
    assert (ending.code, indicators()) == (0, {})
    assert ending.err == f"列の対応を書いた: {COLUMNS}。確かめて直し、同じ命令をもう一度実行する\n"
    assert "見出しの12列のうち、11列を当てた。" in ending.out
    assert (
        Path(COLUMNS).read_text("utf-8")
        == """\
# 「指標一覧.xlsx」の列を、指標のファイルの項目に対応させる。見出しから当てたもの。
# 確かめて直してから、同じ dxkpi import をもう一度実行する。それまで、指標のファイルは作らない。
sheet: 一覧
header: [2, 3]  # 見出しの行
columns:  # 項目: 列の見出し
  number: 番号  # 計画の番号
  name: 指標名  # 指標の名称
  section: 施策の柱  # 分野
  owner: 担当課  # 担当
  unit: 単位  # 単位
  baseline.value: 現状値（令和6年度）  # 基準値
  baseline.year: {fixed: R6}  # 基準値の年度
  target.value: 目標・値  # 目標（数、または「80%以上」「増加」など）
  target.year: 目標・年度  # 目標年度
  actuals.R6: {column: 実績・令和6年度, status: 実績}  # その年度の値
  actuals.R7: {column: 実績・令和7年度（見込）, status: 見込}  # その年度の値
  note: 備考  # 注記
  # known: {fixed: 報告のあった日}  # 例 2022-03-14。資料に載っていない値から結果を公表するなら書く
  # 使わない列。使うなら「項目: 見出し」を上に書く
  # 部長
sections:  # 表の言葉: 計画の分野の id
  1 手続のオンライン化: online
  # 2 人を育てる: …  # 計画にない言葉
  # 3 データの利活用: …  # 計画にない言葉
fill_down: [施策の柱]  # 結合か空欄で、上の行と同じ列
id: {column: 番号, prefix: kpi-}  # id は、後で変えない
direction: absolute  # 目標が数だけのときの型（absolute、keep、increase、decrease、monitor）
# source: {document: 資料の id}  # 表の載った資料。省くと、実績値は担当の報告とする
skip: [計, 小計, 合計, 総計]  # 指標でない行の言葉
"""
    )


def test_the_second_run_shows_what_it_makes_and_what_it_leaves_out_then_writes_it_once() -> None:
    save(LIST, HEADS + ROWS, MERGED)
    imported()
    edit(COLUMNS, "# 2 人を育てる: …  # 計画にない言葉", "2 人を育てる: skills")
    shown = imported("--dry-run")
    assert (shown.code, shown.err, indicators()) == (0, "", {})
    assert (
        shown.out
        == f"""\
指標一覧.xlsx: 作る4、書けない5

最初のファイル indicators/example-city/online/kpi-1-1.yaml（ほかに3ファイル）:

    # yaml-language-server: $schema=../../../schemas/indicator.schema.json
    id: kpi-1-1
    name: オンライン申請の割合
    plan: example-city
    section: online
    number: 1-1
    owner: 推進課
    unit: "%"
    direction: absolute
    better: higher
    baseline:
      value: 35.5
      year: R6
    target:
      value: 80
    actuals:
      R6:
        value: 35.5
        status: 実績
        reported: 推進課
      R7:
        value: 42.0
        status: 見込
        reported: 推進課

書けない
--------

・一覧!G6 窓口の利用件数: 目標「5000」では、{UNDECIDED}
・一覧!G7 止まった件数: 目標「維持」では、{UNDECIDED}
・一覧!G10 市民の満足: 目標「市民満足の向上」は数にできない。dxkpi new indicator で作る
・一覧!C12 オープンデータの数: 分野「3 データの利活用」が計画にない
・一覧!C13: 指標名がない。指標でない行なら、そのままでよい

計画にない分野がある。data/targets/example-city.yaml の sections に書き加える（id は短い英語に直す）:

  - id: section-3
    name: データの利活用
    indicators: 1

読み方
------

・一覧!G11 「30人」から、単位を 人 とした
・一覧!J11 「約15人」を 15 と読んだ

{UNDATED}
"""
    )
    done = imported("--yes")
    said = "4件の指標のファイルを書いた。dxkpi list --plan example-city で見る\n"
    assert (done.code, done.out, done.err) == (0, shown.out, said)
    made = indicators()
    assert [*made] == ["kpi-1-1", "kpi-1-2", "kpi-2-1", "kpi-2-3"]
    assert (
        made["kpi-2-3"]
        == """\
id: kpi-2-3
name: デジタル人材
plan: example-city
section: skills
number: 2-3
owner: 人事課
unit: 人
direction: absolute
baseline:
  value: 12
  year: R5
target:
  value: 30
  year: R10
actuals:
  R6:
    value: 12
    status: 実績
    reported: 人事課
  R7:
    value: 15
    status: 見込
    approximate: true
    reported: 人事課
"""
    )
    assert run("validate").code == 0
    again = imported("--yes")
    assert (again.code, again.err, indicators()) == (0, "", made)
    assert again.out.startswith("指標一覧.xlsx: もうある4、書けない5\n")
    assert again.out.endswith("書き込むものはない。\n")


def test_a_source_of_the_plan_stands_in_for_the_report_of_departments() -> None:
    save(LIST, HEADS + ROWS[:1], MERGED[:-2])
    imported()
    edit(COLUMNS, "# source: {document: 資料の id}", "source: {document: progress-r7}")
    assert imported("--yes").code == 0
    assert "reported" not in indicators()["kpi-1-1"]
    assert "source:\n  document: progress-r7\n" in indicators()["kpi-1-1"]


def test_the_day_of_the_report_is_given_once_and_a_publication_then_leaves_no_warning() -> None:
    save(LIST, HEADS + ROWS[:2], MERGED[:-2])
    imported()
    edit(COLUMNS, "  # known: {fixed: 報告のあった日}  # 例 2022-03-14。", "  known: {fixed: 2025-05-20}  # ")
    shown = imported("--yes")
    assert (shown.code, "分かった日" in shown.out) == (0, False)
    assert indicators()["kpi-1-1"].endswith(
        """\
actuals:
  R6:
    value: 35.5
    status: 実績
    known: 2025-05-20
    reported: 推進課
  R7:
    value: 42.0
    status: 見込
    known: 2025-05-20
    reported: 推進課
"""
    )
    published = ("publish", "--year", "R6", "--date", "2025-06-30", "--carried", "集計中")
    assert [run(*command).code for command in (published, ("validate", "--strict"))] == [0, 0]


def test_a_row_with_values_that_became_known_on_a_day_to_come_is_left_out() -> None:
    save(LIST, HEADS + ROWS[:2], MERGED[:-2])
    imported()
    edit(COLUMNS, "  # known: {fixed: 報告のあった日}  # 例 2022-03-14。", "  known: {fixed: 2222-05-20}  # ")
    shown = imported("--yes")
    assert (shown.out.count("[KPI352]"), indicators()) == (1, {})


def test_headings_with_a_year_that_is_not_called_fiscal_are_told() -> None:
    heads = ["指標名", "分野", "単位", "現状値（平成26年）", "目標値", "平成27年実績", "担当課"]
    Path("一覧.csv").write_bytes(delimited([heads, ["訪れた人", "online", "人", "5", "9", "6", "観光課"]]))
    imported(name="一覧.csv")
    advice = "の年を、年度と読んだ。暦年の値なら、columns に「year_kind: {fixed: calendar}」と書く\n"
    told = f"・見出し「現状値（平成26年）」{advice}・見出し「平成27年実績」{advice}"
    assert f"読み方\n------\n\n{told}" in imported("--dry-run", name="一覧.csv").out
    edit("一覧.columns.yaml", "  # year_kind: {fixed: calendar}", "  year_kind: {fixed: calendar}")
    assert "見出し" not in imported("--dry-run", name="一覧.csv").out


def test_a_csv_of_a_japanese_excel_is_read_and_ids_follow_the_rows() -> None:
    rows = [
        ["指標名", "分野", "単位", "現状値", "目標値"],
        ["講座", "online", "回", "1", "5"],
        ["講座", "online", "回", "1", "5"],
        ["動画", "online", "本", "1,000", "5,000"],
        ["相談", "", "件", "1", "5"],
    ]
    Path("一覧.csv").write_bytes(delimited(rows, "cp932"))
    imported(name="一覧.csv")
    shown = imported("--yes", name="一覧.csv")
    assert [*indicators()] == ["kpi-001", "kpi-003"]
    assert shown.out.partition("書けない\n")[2].splitlines()[2:] == [
        "・A3 講座: A2 と同じ指標名である。再掲なら、先の指標のファイルの relisted に分野を書く",
        "・A5 相談: 分野がない。上の行と同じなら、その列の見出しを fill_down に加える",
    ]


def test_rows_that_come_later_get_ids_that_are_free() -> None:
    def listed(*names: str) -> None:
        rows = [["指標名", "分野", "単位", "目標値"], *([name, "online", "件", "5件以上"] for name in names)]
        Path("一覧.csv").write_bytes(delimited(rows))

    listed("一", "二")
    imported(name="一覧.csv")
    imported("--yes", name="一覧.csv")
    listed("三", "一", "二")
    shown = imported("--yes", name="一覧.csv")
    assert shown.out.startswith("一覧.csv: 作る1、もうある2\n")
    assert {name: text.splitlines()[1] for name, text in indicators().items()} == {
        "kpi-001": "name: 一",
        "kpi-002": "name: 二",
        "kpi-003": "name: 三",
    }


def test_an_id_that_another_indicator_has_is_left_alone() -> None:
    Path("一覧.csv").write_bytes(
        delimited([["番号", "指標名", "分野", "目標値"], ["procedures", "別", "online", "5件以上"]])
    )
    imported(name="一覧.csv")
    edit("一覧.columns.yaml", "prefix: kpi-", "prefix: online-")
    why = "もう指標「（例）オンラインで申請できる手続の数」にある。id の prefix を変える"
    assert f"・B2 別: id「online-procedures」は、{why}\n" in imported("--yes", name="一覧.csv").out


def test_a_file_that_would_be_wrong_is_left_out_and_the_others_are_written() -> None:
    rows = [["指標名", "分野", "単位", "目標値"], ["逆", "online", "件", "20〜10"], ["順", "online", "件", "10〜20"]]
    Path("一覧.csv").write_bytes(delimited(rows))
    imported(name="一覧.csv")
    shown = imported("--yes", name="一覧.csv")
    assert "・A2 逆: max が min より小さい。min と max を入れ替える [KPI212]\n" in shown.out
    assert [*indicators()] == ["kpi-002"]


def test_a_dry_run_of_the_first_writes_no_file_and_columns_may_lie_elsewhere() -> None:
    save(LIST, HEADS + ROWS, MERGED)
    assert (imported("--dry-run").code, Path(COLUMNS).exists()) == (0, False)
    assert imported("--columns", "対応.yaml").err.startswith("列の対応を書いた: 対応.yaml。")
    assert imported("--columns", "対応.yaml", "--dry-run").out.startswith("指標一覧.xlsx: 作る2、書けない7\n")
    assert not Path(COLUMNS).exists()


def test_without_a_terminal_nothing_is_written_unasked() -> None:
    save(LIST, HEADS + ROWS, MERGED)
    imported()
    ending = imported()
    assert (ending.code, indicators()) == (2, {})
    assert ending.err.startswith("dxkpi: 端末ではないので、書き込んでよいかを聞けない。")


def test_what_a_list_says_is_text_to_everyone() -> None:
    heads = ["指標名", "分野", "単位", "備考", "目標値"]
    row = ["[red]a[/] : #x", "online", "件", "a\u200bb", "5件以上"]
    Path("一覧.csv").write_bytes(delimited([heads, row]))
    imported(name="一覧.csv")
    assert "使えない文字" in imported("--yes", name="一覧.csv").out
    Path("一覧.csv").write_bytes(delimited([heads, [*row[:3], "- {a: b}", "5件以上"]]))
    assert imported("--yes", name="一覧.csv").code == 0
    text = indicators()["kpi-001"]
    assert 'name: "[red]a[/] : #x"\n' in text
    assert 'note: "- {a: b}"\n' in text
    assert run("validate").code == 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["無い.xlsx", "--plan", "example-city"], 2, "「無い.xlsx」がない。場所を確かめる"),
        (["data", "--plan", "example-city"], 3, "「data」はフォルダである。ファイルを示す"),
        ([LIST], 2, "--plan に、指標を加える計画を示す（あるのは example-city）"),
        ([LIST, "--plan", "exampel-city"], 2, "計画「exampel-city」がない。「example-city」ではないか"),
        (["偽.xlsx", "--plan", "example-city"], 3,
         "「偽.xlsx」: 中身が Excel のブックではない（CSVである）。名前の終わりを .csv に直す"),
        ([LIST, "--plan", "example-city", "--sheet", "一覧表"], 2, "シート「一覧表」がない。「一覧」ではないか"),
        (["空.csv", "--plan", "example-city"], 2,
         "「空.csv」に、指標の一覧の見出し（指標名、単位、目標値 など）が見つからない。"
         "見出しの行のあるシートを --sheet で示す"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(words: list[str], code: int, sentence: str) -> None:
    save(LIST, HEADS + ROWS, MERGED)
    Path("偽.xlsx").write_bytes(b"a,b\n")
    Path("空.csv").write_bytes(b"a,b\n")
    ending = run("import", *words)
    assert (ending.code, ending.err) == (code, f"dxkpi: {sentence}\n")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: 指標名", "name: 指標の名", f"{SAID} 列「指標の名」が、表の見出しにない。「指標名」ではないか"),
        ("[2, 3]", "[40]", f"{SAID} 列「番号」が、表の見出しにない。あるのは 一つもない。header の行を確かめる"),
        ("  section: 施策の柱", "  # ",
         f"{SAID} columns に section がない。分野の列がなければ「section: {{fixed: online}}」のように書く"),
        ("# source: {document: 資料の id}", "source: {document: x}",
         f"{SAID} source の資料「x」が、計画の documents にない（あるのは progress-r7）"),
        ("sheet: 一覧", "sheet: 目次", "シート「目次」がない。あるのは 一覧"),
        ("columns:", "columns",
         f"{SAID} 5行目: 「columns  # 項目: 列の見出し」が「キー: 値」の形になっていない。"
         "キーの後に半角の「:」と空白を書く。上の行の続きなら、上の値の全体を引用符で囲む"),
    ],
)  # fmt: skip
def test_columns_that_do_not_fit_are_said_with_what_to_do(old: str, new: str, sentence: str) -> None:
    save(LIST, HEADS + ROWS, MERGED)
    imported()
    edit(COLUMNS, old, new)
    ending = imported("--yes")
    assert (ending.code, indicators()) == (2, {})
    assert ending.err == f"dxkpi: {sentence}\n"
