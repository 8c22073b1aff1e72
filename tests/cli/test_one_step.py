"""A clerk types the wrong thing, reads what `dxkpi validate` says, does it, and is done: no hint leads to another."""

# ruff: noqa: E501 - whole messages in one line each

from pathlib import Path

import pytest

from dxkpi.core.indicator import DIRECTION_TITLES
from tests.folders import put
from tests.run import run

PLAN = """plan: p
name: 計画
target_year: R9
method:
  formula: distance
  against: target
ratings:
  - id: met
    label: 達成
    group: 達成
    at_least: 100
  - id: half
    label: 半分以上
    group: 未達成
    at_least: 50
  - id: less
    label: 半分未満
    group: 未達成
sections:
  - id: s
    name: 分野
documents:
  doc:
    title: 資料
    publisher: 市
    date: 2026-06-30
"""
ITEM = """id: a
name: 手続の数
plan: p
section: s
unit: 件
direction: absolute
baseline:
  value: 20
  year: R6
target:
  value: 100
actuals:
  R7:
    value: 60
    status: 実績
source:
  document: doc
  page: 1
"""
STEPS = """id: a
name: 指針
plan: p
section: s
direction: milestone
target:
  steps: [案, 決定, 公表]
actuals:
  R7:
    done: [案, 決定]
    status: 実績
source:
  document: doc
  page: 1
"""

PARTS = """id: a
name: 設置した団体
plan: p
section: s
unit: 団体
direction: composite
baseline:
  parts:
    県: 0
    市町村: 10
target:
  rule: all
  parts:
    県: 1
    市町村: 52
actuals:
  R7:
    parts:
      県: 1
      市町村: 40
    status: 実績
source:
  document: doc
  page: 1
"""
RATINGS = PLAN.partition("ratings:\n")[2].partition("sections:")[0]
UPSIDE_DOWN = """  - id: less
    label: 半分未満
    group: 未達成
  - id: half
    label: 半分以上
    group: 未達成
    at_least: 50
  - id: met
    label: 達成
    group: 達成
    at_least: 100
"""
KINDS = "、".join(title for kind, title in DIRECTION_TITLES.items() if kind != "monitor")
UNDECIDED = "目標がまだ決まっていなければ、direction: monitor（推移を見る。目標なし）とし"

Edit = tuple[str, str]
CASES: list[tuple[str, str, Edit, str, list[Edit]]] = [
    (
        "累計",
        ITEM,
        ("baseline:", "counting: 累計\nbaseline:"),
        "7:11: error KPI210 「累計」はcumulative / yearly / summed のどれかではない\n"
        "直し方: cumulative（実績値も目標値も累計（実績値は減らない））、summed（実績値は単年度の値、目標値は累計（実績値を足して比べる））のどれかを書く",
        [("累計", "cumulative")],
    ),
    (
        "単年",
        ITEM,
        ("baseline:", "counting: 単年\nbaseline:"),
        "7:11: error KPI210 「単年」はcumulative / yearly / summed のどれかではない\n"
        "直し方: yearly（実績値も目標値も単年度の値）、summed（実績値は単年度の値、目標値は累計（実績値を足して比べる））のどれかを書く",
        [("単年", "yearly")],
    ),
    (
        "a word that none means",
        ITEM,
        ("実績\nsource", "済\nsource"),
        "15:13: error KPI210 「済」は実績 / 速報 / 見込 / 時点 のどれかではない\n"
        "直し方: 実績（確定した値）、速報（確定の前に公表された値）、見込（年度が終わる前の見込み）、時点（年度の途中の、ある時点の値（as_of を添える））のどれかを書く",
        [("status: 済", "status: 実績")],
    ),
    (
        "a word in Japanese",
        ITEM,
        ("baseline:", "better: 高い\nbaseline:"),
        "7:9: error KPI210 「高い」はhigher / lower のどれかではない\n直し方: 「higher」と書く（高いほど良い）",
        [("better: 高い", "better: higher")],
    ),
    (
        "R7末",
        ITEM,
        ("R7:", "R7末:"),
        "13:3: error KPI204 「R7末」は年度（例 R3、令和3年度、2021）ではない\n直し方: 「R7」と書く",
        [("R7末:", "R7:")],
    ),
    (
        "an end of March as the target year",
        ITEM,
        ("value: 100", "value: 100\n  year: 令和10年3月末"),
        "12:9: error KPI204 「令和10年3月末」は年度（例 R3、令和3年度、2021）ではない\n"
        "直し方: 「R9」と書く。月まで言うには、実績値に as_of: 2028-03 を添える",
        [("令和10年3月末", "R9")],
    ),
    (
        "no target yet",
        ITEM,
        ("target:\n  value: 100\n", ""),
        "1:1: error KPI202 必要なキー「target」（目標値）がない\n"
        f"直し方: 加える。例「target: の次の行に字下げして value: 6000」。{UNDECIDED}、target は書かない",
        [("absolute", "monitor")],
    ),
    (
        "no target yet, and the line for it left",
        ITEM,
        ("target:\n  value: 100\n", "better: higher\ntarget:\n"),
        f"11:1: error KPI208 値が書かれていない\n直し方: 値を書く。{UNDECIDED}、better と target の行（下の行ごと）を消す",
        [("absolute", "monitor"), ("better: higher\ntarget:\n", "")],
    ),
    (
        "no value of the target yet",
        ITEM,
        ("value: 100", "value:"),
        f"11:3: error KPI208 値が書かれていない\n直し方: 値を書く。{UNDECIDED}、target の行（下の行ごと）を消す",
        [("absolute", "monitor"), ("target:\n  value:\n", "")],
    ),
    (
        "未定",
        ITEM,
        ("value: 100", "value: 未定"),
        "11:10: error KPI203 「未定」は半角の数値（例 6000、-5、73.5）ではない\n"
        f"直し方: 半角の数字だけで書く（例 6000）。数に添える言葉は note に書く。{UNDECIDED}、target の行（下の行ごと）を消す",
        [("absolute", "monitor"), ("target:\n  value: 未定\n", "")],
    ),
    (
        "未定 in place of the record",
        ITEM,
        ("target:\n  value: 100\n", "target: 未定\n"),
        "10:9: error KPI207 「キー: 値」の組のはずが、一つの値「未定」になっている\n"
        f"直し方: 次の行に字下げして「value: 6000」のように書く。{UNDECIDED}、target の行（下の行ごと）を消す",
        [("absolute", "monitor"), ("target: 未定\n", "")],
    ),
    (
        "monitored with a target",
        ITEM,
        ("absolute", "monitor"),
        "10:1: error KPI214 キー「target」は、目標の型 monitor では使わない\n"
        f"直し方: 「target」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、{KINDS}",
        [("target:\n  value: 100\n", "")],
    ),
    (
        "a hyphen",
        ITEM,
        ("source:", "  R8:\n    value: -\n    status: 見込\nsource:"),
        "17:12: error KPI125 キーと同じ行に「- 」で始まる値がある\n"
        "直し方: 値がまだないなら、その記録を、年度の行から下の行ごと消す。並びなら次の行から書く。文字なら引用符で囲む",
        [("  R8:\n    value: -\n    status: 見込\n", "")],
    ),
    (
        "不明 as the baseline",
        ITEM,
        ("value: 20", "value: 不明"),
        "8:10: error KPI203 「不明」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 値を書くか、まだなければ「baseline」の行を、その下の行ごと消す",
        [("baseline:\n  value: 不明\n  year: R6\n", "better: higher\n")],
    ),
    (
        "a number in place of the baseline",
        ITEM,
        ("baseline:\n  value: 20\n  year: R6\n", "baseline: 20件（R6）\n"),
        "7:11: error KPI207 「キー: 値」の組のはずが、一つの値「20件（R6）」になっている\n"
        "直し方: 次の行に字下げして「value: 20」のように書く",
        [("baseline: 20件（R6）\n", "baseline:\n  value: 20\n")],
    ),
    (
        "a number in place of an actual",
        ITEM,
        ("  R7:\n    value: 60\n    status: 実績\n", "  R7: 60件\n"),
        "13:7: error KPI207 「キー: 値」の組のはずが、一つの値「60件」になっている\n"
        "直し方: 次の行から、字下げして「value: 60」と「status: 実績」のように書く",
        [("  R7: 60件\n", "  R7:\n    value: 60\n    status: 実績\n")],
    ),
    (
        "a year in place of a suspension",
        ITEM,
        ("source:", "suspended: R7\nsource:"),
        "16:12: error KPI207 「キー: 値」の組のはずが、一つの値「R7」になっている\n"
        "直し方: 次の行から、字下げして「since: R7」と「reason: 事業が終了したため」のように書く",
        [
            ("suspended: R7\n", "suspended:\n  since: R8\n  reason: 事業が終了したため\n"),
        ],
    ),
    (
        "a reason in place of its record",
        ITEM,
        ("source:", "unmet:\n  R7: 人手不足のため\nsource:"),
        "17:7: error KPI207 「キー: 値」の組のはずが、一つの値「人手不足のため」になっている\n"
        "直し方: 次の行に字下げして「reason: 人手不足のため」のように書く",
        [("  R7: 人手不足のため\n", "  R7:\n    reason: 人手不足のため\n")],
    ),
    (
        "key and value on one line",
        ITEM,
        ("target:\n  value: 100\n", "target: value: 100\n"),
        "10:14: error KPI125 値の中に「: 」があり、キーが二つあるように読まれる\n"
        '直し方: 「value: 100」がキーと値なら、次の行に字下げして書く。文章なら、値の全体を引用符「"」で囲む',
        [("target: value: 100\n", "target:\n  value: 100\n")],
    ),
    (
        "the name of the section",
        ITEM,
        ("section: s", "section: 分野"),
        "4:10: error KPI206 「分野」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない\n"
        "直し方: 名称でなく、計画の sections にある id を書く",
        [("section: 分野", "section: s")],
    ),
    (
        "sections by their ids",
        PLAN,
        ("sections:\n  - id: s\n    name: 分野\n", "sections:\n  s: 分野\n"),
        "19:1: error KPI207 並び（「- 」で始まる行）のはずが、「キー: 値」の組になっている\n"
        "直し方: 次の行から、「- id: s」、その下の行に「name: 分野」のように書く（ほかも同じ）",
        [("  s: 分野\n", "  - id: s\n    name: 分野\n")],
    ),
    (
        "the edge of a rating in percent",
        PLAN,
        ("at_least: 100", "at_least: 100%"),
        "11:15: error KPI203 「100%」は半角の数値（例 6000、-5、73.5）ではない\n直し方: 「100」と書く",
        [("at_least: 100%", "at_least: 100")],
    ),
    (
        "a word in place of the method",
        PLAN,
        ("method:\n  formula: distance\n  against: target\n", "method: 目標に対する率\n"),
        "4:9: error KPI207 「キー: 値」の組のはずが、一つの値「目標に対する率」になっている\n"
        "直し方: 例「method: の次の行に字下げして preset: chiba-ict。または formula: ratio と against: target」",
        [("method: 目標に対する率\n", "method:\n  formula: ratio\n  against: target\n")],
    ),
    (
        "a tolerance in percent",
        ITEM,
        ("  value: 100\n", "  value: 100\n  tolerance: 10%\n"),
        "12:14: error KPI203 「10%」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 目標値の % で言うなら、tolerance の代わりに tolerance_percent に書く（例 tolerance_percent: 10）",
        [("tolerance: 10%", "tolerance_percent: 10")],
    ),
    (
        "the end of a month",
        ITEM,
        ("status: 実績", "status: 時点\n    as_of: 令和7年12月末現在"),
        "16:12: error KPI205 「令和7年12月末現在」は日付（例 2021-12、2021-12-31）ではない\n直し方: 「2025-12」と書く",
        [("令和7年12月末現在", "2025-12")],
    ),
    (
        "a baseline without its value",
        ITEM,
        ("value: 20\n", "value:\n"),
        "8:3: error KPI208 値が書かれていない\n直し方: 値を書くか、まだなければ「baseline」の行を、その下の行ごと消す",
        [("baseline:\n  value:\n  year: R6\n", "better: higher\n")],
    ),
    (
        "an actual without its value",
        ITEM,
        ("value: 60", "value:"),
        "14:5: error KPI208 値が書かれていない\n直し方: 値を書くか、まだなければ「actuals」の行を、その下の行ごと消す",
        [("actuals:\n  R7:\n    value:\n    status: 実績\n", "")],
    ),
    (
        "actuals: {} left over",
        ITEM,
        ("actuals:", "actuals: {}"),
        "12:10: error KPI125 「actuals」に「{}」（何もないこと）が書かれているのに、その下に中身がある\n"
        "直し方: 「actuals:」の後の「{}」を消す。中身がないなら、下の行を消す",
        [("actuals: {}", "actuals:")],
    ),
    (
        "the year lost its indentation",
        ITEM,
        ("  R7:", "R7:"),
        "13:1: error KPI201 「R7」が、上の「actuals」の下に入っていない（字下げが足りない）\n"
        "直し方: 「R7」の行を、「actuals」より2文字右に、その中身の行はさらに2文字右に、半角の空白で下げる",
        [("R7:", "  R7:")],
    ),
    (
        "all below the key lost it",
        ITEM,
        ("  R7:\n    value: 60\n    status", "R7:\n  value: 60\n  status"),
        "13:1: error KPI201 「R7」が、上の「actuals」の下に入っていない（字下げが足りない）\n"
        "直し方: 「R7」の行を、「actuals」より2文字右に、その中身の行はさらに2文字右に、半角の空白で下げる",
        [("R7:\n  value: 60\n  status", "  R7:\n    value: 60\n    status")],
    ),
    (
        "value and status lost it",
        ITEM,
        ("    value: 60\n    status", "  value: 60\n  status"),
        "14:3: error KPI201 「value」「status」が、上の「R7」の下に入っていない（字下げが足りない）\n"
        "直し方: 「value」「status」の行を、「R7」より2文字右に、半角の空白で下げる",
        [("  value: 60\n  status", "    value: 60\n    status")],
    ),
    (
        "the value alone lost it",
        ITEM,
        ("    value: 60", "  value: 60"),
        "14:3: error KPI125 この行が、上の「R7」の下に入っていない（字下げが足りない）\n"
        "直し方: この行の左端を、半角の空白で、次の行にそろえる",
        [("  value: 60", "    value: 60")],
    ),
    (
        "the status alone lost it",
        ITEM,
        ("    status", "status"),
        "15:1: error KPI201 「status」が、上の「R7」の下に入っていない（字下げが足りない）\n"
        "直し方: 「status」の行を、「R7」より2文字右に、半角の空白で下げる（「R7」を { } で書いたのなら、その中に移す）",
        [("status", "    status")],
    ),
    (
        "the year of the baseline lost it",
        ITEM,
        ("  year: R6", "year: R6"),
        "9:1: error KPI201 「year」が、上の「baseline」の下に入っていない（字下げが足りない）\n"
        "直し方: 「year」の行を、「baseline」より2文字右に、半角の空白で下げる（「baseline」を { } で書いたのなら、その中に移す）",
        [("year: R6", "  year: R6")],
    ),
    (
        "a document lost it",
        PLAN,
        ("  doc:", "doc:"),
        "23:1: error KPI201 「doc」が、上の「documents」の下に入っていない（字下げが足りない）\n"
        "直し方: 「doc」の行を、「documents」より2文字右に、その中身の行はさらに2文字右に、半角の空白で下げる",
        [("doc:", "  doc:")],
    ),
    (
        "actuals as a list",
        ITEM,
        ("  R7:\n", "  - year: R7\n"),
        "12:1: error KPI207 「キー: 値」の組のはずが、並びになっている\n"
        "直し方: 年度をキーにする。「- year: R7」を「R7:」に替える（ほかの年度も同じ）",
        [("- year: R7", "R7:")],
    ),
    (
        "actuals as a list of years",
        ITEM,
        ("  R7:\n    value: 60\n    status", "  - R7:\n      value: 60\n      status"),
        "12:1: error KPI207 「キー: 値」の組のはずが、並びになっている\n直し方: 年度の前の「- 」を消し、年度の左端をそろえる",
        [("- R7:", "R7:")],
    ),
    (
        "actuals as a list without years",
        ITEM,
        ("  R7:\n    value", "  - value"),
        "12:1: error KPI207 「キー: 値」の組のはずが、並びになっている\n"
        "直し方: 「- 」の代わりに R3: のような年度の行を置き、その次の行から、字下げして中身を書く",
        [("  - value", "  R7:\n    value")],
    ),
    (
        "a misspelt part of the baseline",
        PARTS,
        ("    県: 0", "    縣: 0"),
        "9:8: error KPI212 基準値の部分「縣」が、目標の部分にない\n"
        "直し方: 目標の部分（県、市町村）の書き間違いなら直す。前の目標の部分なら、better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
        [("縣", "県")],
    ),
    (
        "a misspelt part of an actual",
        PARTS,
        ("      県: 1", "      縣: 1"),
        "19:7: error KPI318 a（設置した団体）の令和7年度の実績値の「縣」は、目標の部分 parts にない\n直し方: 「県」のことなら、そう書く\n"
        "関連: data/indicators/p/s/a.yaml:11:1 目標",
        [("縣", "県")],
    ),
    (
        "未満 behind a unit",
        ITEM,
        ("value: 100", "value: 100件未満"),
        "11:10: error KPI203 「100件未満」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 「100」と書く。単位は unit に書き、値に「以上」などを付けない（目標の「超」「未満」は target の exclusive: true、「程度」は tolerance）",
        [("value: 100件未満", "value: 100\n  exclusive: true")],
    ),
    (
        "a range in the place of a value",
        ITEM,
        ("value: 100", "value: 40〜60"),
        "11:10: error KPI203 「40〜60」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 範囲の中に保つ目標なら、direction: range とし、target に min: 40 と max: 60 を書く",
        [("absolute", "range"), ("value: 40〜60", "min: 40\n  max: 60")],
    ),
    (
        "a word in the place of its record",
        ITEM,
        ("source:", "carry: none\nsource:"),
        "16:8: error KPI207 「キー: 値」の組のはずが、一つの値「none」になっている\n"
        "直し方: 次の行から、字下げして「allow: none」と「reason: 事業が終了したため」のように書く",
        [("carry: none", "carry:\n  allow: none\n  reason: 五年ごとの調査のため")],
    ),
    (
        "two steps in one word",
        STEPS,
        ("[案, 決定]\n    status", "[案、決定]\n    status"),
        "10:12: error KPI318 a（指針）の令和7年度の実績値の「案、決定」は、目標の段階 steps にない\n直し方: 案、決定を、一つずつ並べて書く\n"
        "関連: data/indicators/p/s/a.yaml:6:1 目標",
        [("[案、決定]", "[案, 決定]")],
    ),
    (
        "74人減",
        ITEM,
        ("value: 100", "value: 74人減"),
        "11:10: error KPI203 「74人減」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 基準値より74人減らす目標なら、基準値から 74 を引いた値を書く。減った量そのものを測るなら 74 と書く",
        [("74人減", "74")],
    ),
    (
        "3割減",
        ITEM,
        ("value: 100", "value: 3割減"),
        "11:10: error KPI203 「3割減」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 基準値の3割を減らす目標なら、direction: relative とし、target に change: -30 と書く。減った割合そのものを測るなら 30 と書く",
        [("absolute", "relative"), ("value: 3割減", "change: -30")],
    ),
    (
        "3ポイント減",
        ITEM.replace("unit: 件", 'unit: "%"'),
        ("value: 100", "value: 3ポイント減"),
        "11:10: error KPI203 「3ポイント減」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: ポイントは%と%の差である。基準値から3ポイント減らす目標なら、direction: relative とし、target に points: -3 と書く（基準値の3%を減らす目標なら change: -3）。ポイントで測った値そのものなら 3 と書く",
        [("absolute", "relative"), ("value: 3ポイント減", "points: -3")],
    ),
    (
        "約",
        ITEM,
        ("value: 100", "value: 約100件"),
        "11:10: error KPI203 「約100件」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 「100」と書く。約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、ほかの値なら note に書く、単位は unit に書く",
        [("value: 約100件", "value: 100\n  note: 約100件")],
    ),
    (
        "集計中",
        ITEM,
        (
            "    value: 60\n    status: 実績\n",
            "    value: 60\n    status: 実績\n  R8:\n    value: 集計中\n    status: 速報\n",
        ),
        "17:12: error KPI203 「集計中」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: まだない値は書かない。「R8」の行を、その下の行ごと消し、dxkpi set a --year R8 --pending で、いつ出るかを書く（pending）",
        [
            ("  R8:\n    value: 集計中\n    status: 速報\n", ""),
            ("source:", "pending:\n  R8:\n    until: 2027-08\n    known: 2026-06\n    reported: 課\nsource:"),
        ],
    ),
    (
        "a dash, the only actual",
        ITEM,
        ("  R7:\n    value: 60\n    status: 実績\n", "  R7: －\n"),
        "13:7: error KPI207 「キー: 値」の組のはずが、一つの値「－」になっている\n"
        "直し方: まだない値は書かない。「actuals」の行を、その下の行ごと消し、dxkpi set a --year R7 --pending で、いつ出るかを書く（pending）",
        [("actuals:\n  R7: －\n", "")],
    ),
    (
        "中止, beside another record of the year",
        ITEM,
        ("    value: 60\n    status: 実績\n", "  - {value: 60, status: 見込}\n  - {value: 中止, status: 実績}\n"),
        "15:13: error KPI203 「中止」は半角の数値（例 6000、-5、73.5）ではない\n"
        "直し方: 値でない言葉は書かない。「- 」で始まるその項目を、その下の行ごと消し、取組をやめたのなら dxkpi set a --year R7 --suspend --reason 理由 で停止を書く（suspended）。計画に状態（中止など）があれば、dxkpi set a --year R7 --state 状態 で書く（states）",
        [
            ("  - {value: 中止, status: 実績}\n", ""),
            ("source:", "suspended:\n  since: R7\n  reason: 事業をやめた\n  known: 2026-06\n  reported: 課\nsource:"),
        ],
    ),
    (
        "ratings from the bottom up",
        PLAN,
        (RATINGS, UPSIDE_DOWN),
        "7:1: error KPI212 区分が、悪いものから順に（下から）並んでいる\n"
        "直し方: 並びを逆にし、良いもの（下限の大きいもの）から並べる。一番下の区分には下限を書かない",
        [(UPSIDE_DOWN, RATINGS)],
    ),
    (
        "ratings from the bottom up, with a bound for the last",
        PLAN,
        (RATINGS, UPSIDE_DOWN.replace("group: 未達成\n", "group: 未達成\n    at_least: 0\n", 1)),
        "7:1: error KPI212 区分が、悪いものから順に（下から）並んでいる\n"
        "直し方: 並びを逆にし、良いもの（下限の大きいもの）から並べる。一番下の区分には下限を書かない",
        [(UPSIDE_DOWN.replace("group: 未達成\n", "group: 未達成\n    at_least: 0\n", 1), RATINGS)],
    ),
    (
        "ratings and a method left out of a plan with targets",
        PLAN,
        (PLAN[PLAN.index("method:") : PLAN.index("sections:")], ""),
        "data/indicators/p/s/a.yaml:6:12: error KPI304 a（手続の数）には目標があるが、計画「p」には算定方法 method がない\n"
        "直し方: 計画に method（区分を付けるなら ratings も）を書くか、推移を見るだけなら、direction: monitor とし、target の行（下の行ごと）を消す\n"
        "関連: data/targets/p.yaml:1:7 計画",
        [("sections:\n", "method:\n  formula: ratio\n  against: target\nsections:\n")],
    ),
]


def findings(folder: Path) -> str:
    """What `dxkpi validate` prints of findings, without the lines that it quotes; empty where there are none."""
    lines = run("validate", "--data", str(folder)).out.replace(f"{folder.parent}/", "").splitlines()
    told = [line.strip() for line in lines if not line.startswith(("     ", "エラー", "警告", "指摘なし", "読み取り"))]
    return "\n".join(line for line in told if line and not line[0].isdecimal())


@pytest.mark.parametrize(("name", "text", "slip", "told", "mending"), CASES, ids=[case[0] for case in CASES])
def test_doing_what_the_hint_says_ends_it(
    name: str, text: str, slip: Edit, told: str, mending: list[Edit], tmp_path: Path
) -> None:
    plan = text.startswith("plan:")
    path = "targets/p.yaml" if plan else "indicators/p/s/a.yaml"
    files = {"targets/p.yaml": PLAN, "indicators/p/s/a.yaml": ITEM, path: text}
    put(tmp_path / "data", files)
    assert findings(tmp_path / "data") == ""
    wrong = edited(text, slip)
    (tmp_path / "data" / path).write_text(wrong, "utf-8")
    expected = told if told.startswith("data/") else f"data/{path}:{told}"
    assert findings(tmp_path / "data") == expected, name
    for edit in mending:
        wrong = edited(wrong, edit)
    (tmp_path / "data" / path).write_text(wrong, "utf-8")
    assert findings(tmp_path / "data") == ""


def edited(text: str, edit: Edit) -> str:
    old, new = edit
    assert old in text
    return text.replace(old, new, 1)


def written(folder: Path, plan: str, item: str) -> Path:
    """A data folder of one plan and one indicator."""
    put(folder / "data", {"targets/p.yaml": plan, "indicators/p/s/a.yaml": item})
    return folder / "data"


@pytest.mark.parametrize(("formula", "told"), [("distance", True), ("ratio", False), ("ratio_mirrored", False)])
def test_a_target_at_the_baseline_is_ordinary_where_the_rate_makes_nothing_of_the_baseline(
    formula: str, told: bool, tmp_path: Path
) -> None:
    item = edited(edited(ITEM, ("value: 100", "value: 20")), ("baseline:", "better: higher\nbaseline:"))
    data = written(tmp_path, edited(PLAN, ("distance", formula)), item)
    said = "data/indicators/p/s/a.yaml:12:10: warning KPI315 a（手続の数）の目標値 20 は、基準値 20 と同じである"
    assert (said in findings(data)) is told


def test_the_symbol_of_a_state_stands_where_that_of_a_rating_does(tmp_path: Path) -> None:
    state = "states:\n  - id: ended\n    label: 完了\n    group: その他\n    symbol: －\nsections:\n"
    plan = edited(edited(PLAN, ("label: 達成\n", "label: 達成\n    symbol: ◎\n")), ("sections:\n", state))
    data = written(tmp_path, plan, ITEM + "states:\n  R7:\n    state: ended\n    reason: 済んだため\n")
    lines = run("report", "--year", "R7", "--data", str(data), "--format", "markdown").out.splitlines()
    head = next(line for line in lines if line.startswith("|"))
    columns = [cell.strip() for cell in head.split("|")[2:-1]]
    assert columns[:4] == ["達成 ◎ 達成", "未達成 半分以上", "未達成 半分未満", "その他 － 完了"]


def test_a_document_is_declared_by_the_line_that_the_hint_gives(tmp_path: Path) -> None:
    item = edited(ITEM, ("document: doc", "document: survey"))
    line = "survey: {title: 資料の題名, publisher: 発行者}"
    assert f"計画の documents の下に、字下げして「{line}」と書く" in findings(written(tmp_path, PLAN, item))
    assert findings(written(tmp_path, f"{PLAN}  {line}\n", item)) == ""
