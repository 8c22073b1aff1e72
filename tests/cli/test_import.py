"""`dxkpi import`: from a list as offices keep them to files of indicators, and what is said of the rest."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.lists import HEADS, MERGED, ROWS, book
from tests.run import Run, run

LIST, COLUMNS = "指標一覧.xlsx", "指標一覧.columns.yaml"
UNDECIDED = (
    "増えるのが良いのか減るのが良いのか、基準値と目標値からは分からない。"
    "better: higher（高いほど良い）か better: lower（低いほど良い）を書く [KPI212]"
)


@pytest.fixture(autouse=True)
def _in_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").code == 0


def save(name: str, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()) -> None:
    Path(name).write_bytes(book(rows, merged))


def imported(*options: str, name: str = LIST) -> Run:
    return run("import", name, "--plan", "example-city", *options)


def edit(*changes: tuple[str, str], name: str = COLUMNS) -> None:
    text = Path(name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text, "utf-8")


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
    edit(("# 2 人を育てる: …  # 計画にない言葉", "2 人を育てる: skills"))
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

・一覧!C6 窓口の利用件数: {UNDECIDED}
・一覧!G7 止まった件数: 目標「維持」では、高いほど良いか低いほど良いかが分からない。columns に better を書く
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
