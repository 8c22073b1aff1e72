"""The file that says which column is what: written as a guess, read back, and refused in one sentence."""

from collections.abc import Mapping, Sequence

import pytest

from dxkpi.core.basis.record import Status
from dxkpi.source.columns_file import ColumnFile, Ids, NotColumns, ValueOrigin, read_columns, written

BARE = "header: 1\ncolumns:\n  name: 指標名\n"


def test_what_is_written_is_read_back() -> None:
    said = ColumnFile(
        (3, 4),
        {
            "name": ValueOrigin("指標名"),
            "section": ValueOrigin("柱: #1"),
            "baseline.year": ValueOrigin(fixed="R4"),
            "target.by_year.R6": ValueOrigin("目標・R6"),
            "actuals.R5": ValueOrigin("令和5年度, 実績", status=Status.FORECAST),
        },
        "指標 一覧",
        {"1 くらし": "services"},
        ("柱: #1",),
        Ids("番号", "dx-"),
        "keep",
        "plan-2024",
        ("計", "小計"),
    )
    unused: Mapping[str, Sequence[str]] = {"備考\n欄": ["a\u001b[31m", "b", "c"], "その他": []}
    text = written(said, ["一行め"], unused, ["くらし\n以外"])
    assert read_columns("a.yaml", text.encode()) == said
    assert (
        text
        == """\
# 一行め
sheet: 指標 一覧
header: [3, 4]  # 見出しの行
columns:  # 項目: 列の見出し
  name: 指標名  # 指標の名称
  section: "柱: #1"  # 分野
  baseline.year: {fixed: R4}  # 基準値の年度
  target.by_year.R6: 目標・R6  # その年度の目標値
  actuals.R5: {column: "令和5年度, 実績", status: 見込}  # その年度の値
  # 使わない列。使うなら「項目: 見出し」を上に書く
  # 備考 欄（例 a\\x1b[31m、b）
  # その他
sections:  # 表の言葉: 計画の分野の id
  1 くらし: services
  # くらし 以外: …  # 計画にない言葉
fill_down: ["柱: #1"]  # 結合か空欄で、上の行と同じ列
id: {column: 番号, prefix: dx-}  # id は、後で変えない
direction: keep  # 目標が数だけのときの型（absolute、keep、increase、decrease、monitor）
source: {document: plan-2024}  # 表の載った資料（計画の documents）
skip: [計, 小計]  # 指標でない行の言葉
"""
    )


def test_headings_of_years_that_are_not_called_fiscal_offer_calendar_years() -> None:
    def lines(heading: str) -> list[str]:
        named = {"name": ValueOrigin("平成27年の指標"), "actuals.H27": ValueOrigin(heading)}
        return written(ColumnFile((1,), named), [], {}, []).splitlines()

    offer = "  # year_kind: {fixed: calendar}  # 見出しが「年度」でなく「年」。暦年の値なら、この行の初めの # を消す"
    assert [offer in lines(own) for own in ("平成２７年", "実績・元年", "平成27年度", "平成27年 度", "H27")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_the_least_that_it_can_say() -> None:
    said = read_columns("a.yaml", f"{BARE}  actuals.令和5年度: {{column: R5}}\nskip: 計\n".encode())
    assert said == ColumnFile((1,), {"name": ValueOrigin("指標名"), "actuals.R5": ValueOrigin("R5")}, skip=("計",))
    text = written(said, [], {}, ["x"])
    assert read_columns("a.yaml", text.encode()) == said
    assert "# sections:" in text
    assert "sections" not in written(said, [], {}, [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "1行目: 何も書かれていない（注釈だけのファイルも同じ）。内容を書くか、ファイルを消す"),
        (f"{BARE}colums: 1\n", "キー「colums」はない。「columns」ではないか"),
        (f"{BARE}zzz: 1\n",
         "キー「zzz」はない。使えるのは sheet、header、columns、sections、fill_down、id、direction、source、skip"),
        (f"{BARE}direction: absolut\n", "direction の「absolut」はない。「absolute」ではないか"),
        (f"{BARE}id: {{prefix: 指標}}\n",
         "id の prefix「指標」は、半角の英小文字で始め、英小文字と数字とハイフンで書く"),
        ("columns:\n  name: 指標名\n", "header に、見出しの行の番号を書く。例「header: [3, 4]」"),
        ("header: [一]\ncolumns:\n  name: a\n", "header に、見出しの行の番号を書く。例「header: [3, 4]」"),
        ("header: 1\ncolumns:\n  unit: 単位\n", "columns に name（指標の名称の列）がない。例「name: 指標名」"),
        ("header: 1\n", "columns に name（指標の名称の列）がない。例「name: 指標名」"),
        ("header: 1\ncolumns: a\n", "columns の下には、字下げして「キー: 値」を書く"),
        (f"{BARE}  nam: a\n", "columns の項目「nam」はない。「name」ではないか"),
        (f"{BARE}  actuals.R: a\n",
         "columns の actuals.R の年度が読めない。「R」は年度（例 R3、令和3年度、2021）ではない"),
        (f"{BARE}  unit: [a]\n",
         "columns の unit には列の見出しを書く。例「unit: 見出し」、いつも同じなら「unit: {fixed: 値}」"),
        (f"{BARE}  number: {{fixed: a}}\n", "columns の number には列の見出しを書く。例「number: 見出し」"),
        (f"{BARE}  unit: {{column: a, x: b}}\n",
         "columns の unit には列の見出しを書く。例「unit: 見出し」、いつも同じなら「unit: {fixed: 値}」"),
        (f"{BARE}  actuals.R5: {{column: a, status: 実積}}\n",
         "columns の actuals.R5 の status は、実績・速報・見込・時点のどれかにする"),
        (f"{BARE}sheet: [a]\n", "sheet には、一つの語を書く"),
        (f"{BARE}skip: {{a: b}}\n", "skip には、語を並べて書く。例「skip: [一, 二]」"),
        (f"{BARE}fill_down: [[a]]\n", "fill_down には、語を並べて書く。例「fill_down: [一, 二]」"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(NotColumns) as refused:
        read_columns("a.yaml", text.encode())
    assert str(refused.value) == sentence


def test_a_status_that_only_actuals_have_may_stand_at_time() -> None:
    said = read_columns("a.yaml", f"{BARE}  actuals.R5: {{column: a, status: 速報}}\n".encode())
    assert said.columns["actuals.R5"] == ValueOrigin("a", status=Status.PROVISIONAL)
    assert said.headings == ("指標名", "a")
