"""What the records of data may not say: the text, and all that is said of it."""

# ruff: noqa: E501 - whole messages in one line each

import pytest

from dxkpi.core.indicator import DIRECTION_TITLES
from dxkpi.core.indicator.reach import Absolute
from dxkpi.source.models import keys_of
from tests.source.telling import Case, told_of_file

HEAD = "id: x\nname: あ\nplan: p\nsection: s\n"
ABSOLUTE = HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n"
EVERY_KIND = "、".join(DIRECTION_TITLES.values())
WITH_TARGET = "、".join(title for kind, title in DIRECTION_TITLES.items() if kind != "monitor")
PLAN = "plan: x\nname: あ\nsections:\n  - {id: s, name: い}\n"

INDICATORS: list[Case] = [
    (
        "unknown key",
        ABSOLUTE + "taget: 1\n",
        ["9:1 KPI201 「taget」というキーは、ここにはない", "  「target」の書き間違いなら直す"],
    ),
    (
        "a key by what it is called",
        ABSOLUTE + "実績値:\n  R3: {value: 5445, status: 実績}\n担当課: 推進課\n",
        [
            "9:1 KPI201 「実績値」というキーは、ここにはない",
            "  「actuals」のことなら、そう書く",
            "11:1 KPI201 「担当課」というキーは、ここにはない",
            "  「owner」のことなら、そう書く",
        ],
    ),
    (
        "unknown key without a neighbour",
        ABSOLUTE + "zzzz: 1\n",
        [
            "9:1 KPI201 「zzzz」というキーは、ここにはない",
            f"  使えるキー: {'、'.join(keys_of(Absolute))}",
        ],
    ),
    (
        "suspension that ends before it begins",
        ABSOLUTE + "suspended:\n  since: R4\n  until: R3\n  reason: あ\n",
        [
            "11:10 KPI212 停止の最後の年度（令和3年度）が、最初の年度（令和4年度）より前である",
            "  since に停止として報告する最初の年度、until に最後の年度を書く",
        ],
    ),
    (
        "a number with a comma in place of a record",
        HEAD + "unit: 件\ndirection: absolute\nbaseline: 1,060\ntarget: 約2000\n",
        [
            "8:9 KPI207 「キー: 値」の組のはずが、一つの値「約2000」になっている",
            "  次の行に字下げして「value: 2000」のように書く",
            "7:11 KPI207 「キー: 値」の組のはずが、一つの値「1,060」になっている",
            "  次の行に字下げして「value: 1060」のように書く",
        ],
    ),
    (
        "text with a comma in flow",
        HEAD + "unit: 件\ndirection: monitor\nsource: {document: doc, page: 1, 速報}\n",
        ["7:34 KPI201 「速報」というキーは、ここにはない", "  { } の中に「,」を含む値があれば、値の全体を引用符で囲む"],
    ),
    (
        "words in place of records",
        ABSOLUTE + "unmet: 人手不足のため\nstates:\n  R7: 中止\nsuspended: true\n",
        [
            "9:8 KPI207 「キー: 値」の組のはずが、一つの値「人手不足のため」になっている",
            "  次の行から、字下げして R3 のように年度を書き、その下にさらに字下げして書く",
            "12:12 KPI207 「キー: 値」の組のはずが、一つの値「true」になっている",
            "  次の行から、字下げして「reason: …」と「since: R2」のように書く",
            "11:7 KPI207 「キー: 値」の組のはずが、一つの値「中止」になっている",
            "  次の行に字下げして「state: 計画の states にある id」のように書く",
        ],
    ),
    (
        "shares that are added up",
        HEAD + "unit: ％（全庁）\ndirection: absolute\nbetter: higher\ntarget: {value: 80}\ncounting: summed\n",
        [
            "9:11 KPI212 割合（％（全庁））の単年度の実績を足している（counting: summed）",
            "  割合は足しても期間の割合にならない。年度ごとの割合で判定するなら counting: yearly、値がその年度までを通した割合なら counting: cumulative にする",
        ],
    ),
    (
        "day of an end that there is not",
        ABSOLUTE + "suspended:\n  since: R4\n  until_known: 2024-04\n  reason: あ\n",
        [
            "11:16 KPI212 停止の終わりの分かった日（until_known）があるが、最後の年度（until）がない",
            "  停止が終わったなら、停止として報告する最後の年度を until に書く。続くなら until_known の行を消す",
        ],
    ),
    (
        "state that begins and ends",
        ABSOLUTE + "states:\n  R3:\n    state: stopped\n    ends: true\n",
        [
            "12:11 KPI212 状態 state と、状態の終わり ends の両方が書かれている",
            "  別の状態に移るなら ends を消し、状態を終えて判定に戻すなら state を消す",
        ],
    ),
    (
        "state that neither begins nor ends",
        ABSOLUTE + "states:\n  R3:\n    reason: あ\n",
        [
            "10:3 KPI212 状態が書かれていない",
            "  計画の states の id を state に書く。続いている状態をこの年度に終えるなら ends: true と書く",
        ],
    ),
    (
        "unknown key further in",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0, yaer: R1}\ntarget: {value: 6000, year: R3}\n",
        ["7:22 KPI201 「yaer」というキーは、ここにはない", "  「year」の書き間違いなら直す"],
    ),
    (
        "full-width key",
        HEAD + "ｕｎｉｔ: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        ["5:1 KPI201 「ｕｎｉｔ」というキーは、ここにはない", "  「unit」の書き間違いなら直す"],
    ),
    (
        "key with a blank behind",
        HEAD + "unit\u3000: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        ["5:1 KPI201 「unit\u3000」というキーは、ここにはない", "  「unit」の書き間違いなら直す"],
    ),
    (
        "missing keys",
        "direction: absolute\n",
        [
            "1:1 KPI202 必要なキー「id」（指標や区分を指す短い名前）がない",
            "  加える。例「id: x」",
            "1:1 KPI202 必要なキー「name」（名称）がない",
            "  加える。例「name: RPA導入により削減した作業時間」",
            "1:1 KPI202 必要なキー「plan」（属する計画の id）がない",
            "  加える。例「plan: chiba-ict」",
            "1:1 KPI202 必要なキー「section」（属する分野の id）がない",
            "  加える。例「section: hakyu」",
            "1:1 KPI202 必要なキー「target」（目標値）がない",
            "  加える。例「target: の次の行に字下げして value: 6000」。目標がまだ決まっていなければ、direction: monitor（推移を見る。目標なし）とし、target は書かない",
        ],
    ),
    (
        "missing key of an actual",
        ABSOLUTE + "actuals:\n  R3:\n    value: 1\n",
        ["10:3 KPI202 必要なキー「status」（実績・速報・見込・時点の別）がない", "  加える。例「status: 実績」"],
    ),
    (
        "misspelt direction",
        HEAD + "unit: 時間\ndirecion: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        ["6:1 KPI201 「direcion」というキーは、ここにはない", "  「direction」の書き間違いなら直す"],
    ),
    (
        "misspelt key below an empty one that takes any word",
        ABSOLUTE + "shared:\nownr: 情報政策課\n",
        [
            "9:1 KPI208 値が書かれていない",
            "  値を書くか、まだなければその行を消す",
            "10:1 KPI201 「ownr」というキーは、ここにはない",
            "  「owner」の書き間違いなら直す",
        ],
    ),
    (
        "a source beside who reported",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 見込, reported: 情報政策課, source: {document: a}}\n",
        [
            "10:40 KPI212 出典 source と報告者 reported の両方が書かれている",
            "  資料に載っているなら reported を消し、まだ載っていないなら source を消し、known（分かった日）を書く",
        ],
    ),
    (
        "number with commas",
        HEAD + 'unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: "6,000", year: R3}\n',
        ["8:17 KPI203 「6,000」は半角の数値（例 6000、-5、73.5）ではない", "  「6000」と書く"],
    ),
    (
        "number with commas in flow",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6,000, year: R3}\n",
        ["8:19 KPI201 「000」というキーは、ここにはない", "  数値に「,」は書かない（6,000 は 6000、小数点は「.」）"],
    ),
    (
        "full-width number",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: ６０００, year: R3}\n",
        ["8:17 KPI203 「６０００」は半角の数値（例 6000、-5、73.5）ではない", "  「6000」と書く"],
    ),
    (
        "a status but for one character",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 実積}\n",
        ["10:26 KPI210 「実積」は実績 / 速報 / 見込 / 時点 のどれかではない", "  「実績」と書く（確定した値）"],
    ),
    (
        "a letter for a digit",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 600o, year: R3}\n",
        [
            "8:17 KPI203 「600o」は半角の数値（例 6000、-5、73.5）ではない",
            "  英字の o や l が、数字の 0 や 1 の代わりに入っていないか確かめる",
        ],
    ),
    (
        "negative by triangle",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: ▲5, year: R3}\n",
        ["8:17 KPI203 「▲5」は半角の数値（例 6000、-5、73.5）ではない", "  「-5」と書く"],
    ),
    (
        "percentage",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 73.5%, year: R3}\n",
        ["8:17 KPI203 「73.5%」は半角の数値（例 6000、-5、73.5）ではない", "  「73.5」と書く。単位は unit に書く"],
    ),
    (
        "exponent",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 1e3, year: R3}\n",
        ["8:17 KPI203 「1e3」は半角の数値（例 6000、-5、73.5）ではない", "  「1000」と書く"],
    ),
    (
        "underscore",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 1_000, year: R3}\n",
        ["8:17 KPI203 「1_000」は半角の数値（例 6000、-5、73.5）ではない", "  「1000」と書く"],
    ),
    (
        "about",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 約5, year: R3}\n",
        [
            "8:17 KPI203 「約5」は半角の数値（例 6000、-5、73.5）ではない",
            "  「5」と書く。約であることは、実績値なら approximate: true（dxkpi set では --approximate）を添え、ほかの値なら note に書く",
        ],
    ),
    (
        "octal",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 010, year: R3}\n",
        ["8:17 KPI203 「010」は半角の数値（例 6000、-5、73.5）ではない", "  「10」と書く"],
    ),
    (
        "clock",
        HEAD + 'unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: "12:30", year: R3}\n',
        [
            "8:17 KPI203 「12:30」は半角の数値（例 6000、-5、73.5）ではない",
            "  半角の数字だけで書く（例 6000）。数に添える言葉は note に書く",
        ],
    ),
    (
        "circled digit",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: ①5, year: R3}\n",
        [
            "8:17 KPI203 「①5」は半角の数値（例 6000、-5、73.5）ではない",
            "  半角の数字だけで書く（例 6000）。数に添える言葉は note に書く",
        ],
    ),
    (
        "ten digits too many",
        HEAD
        + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 111111111111111111111111111111, year: R3}\n",
        [
            "8:17 KPI203 「111111111111111111111111111111」は半角の数値（例 6000、-5、73.5）ではない",
            "  整数の部分は18桁、小数は6桁までで書く",
        ],
    ),
    (
        "infinity",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: .inf, year: R3}\n",
        [
            "8:17 KPI203 「.inf」は半角の数値（例 6000、-5、73.5）ではない",
            "  半角の数字だけで書く（例 6000）。数に添える言葉は note に書く。目標がまだ決まっていなければ、direction: monitor（推移を見る。目標なし）とし、target の行（下の行ごと）を消す",
        ],
    ),
    (
        "a word for more",
        HEAD + "unit: 時間\ndirection: absolute\nbetter: higher\nbaseline: {value: 0}\ntarget: {value: 増加}\n",
        [
            "9:17 KPI203 「増加」は半角の数値（例 6000、-5、73.5）ではない",
            "  direction: increase（基準値より増やす）とし、better と target の行（下の行ごと）を消す。数の目標なら、その数を書く",
        ],
    ),
    (
        "a word for as much",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 現状維持}\n",
        [
            "8:17 KPI203 「現状維持」は半角の数値（例 6000、-5、73.5）ではない",
            "  direction: keep（水準を維持する）とし、ここには保つ値を数字で書く",
        ],
    ),
    (
        "a word for less where a value stands",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 減少}\ntarget: {value: 6000}\n",
        [
            "7:19 KPI203 「減少」は半角の数値（例 6000、-5、73.5）ではない",
            "  値を書くか、まだなければ「baseline」の行を、その下の行ごと消す",
        ],
    ),
    (
        "month for a year",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3.12}\n",
        [
            "8:29 KPI204 「R3.12」は年度（例 R3、令和3年度、2021）ではない",
            "  「R3」と書く。月まで言うには、実績値に as_of: 2021-12 を添える",
        ],
    ),
    (
        "year zero",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R0}\n",
        ["8:29 KPI204 「R0」は年度（例 R3、令和3年度、2021）ではない", "  「R1」と書く。令和は元年（R1）から"],
    ),
    (
        "end of an era",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: H40}\n",
        ["8:29 KPI204 「H40」は年度（例 R3、令和3年度、2021）ではない", "  「R10」と書く。平成は31年度（= R1）まで"],
    ),
    (
        "year as a key",
        ABSOLUTE + "actuals:\n  R3.12: {value: 1, status: 実績}\n",
        [
            "10:3 KPI204 「R3.12」は年度（例 R3、令和3年度、2021）ではない",
            "  「R3」と書く。月まで言うには、実績値に as_of: 2021-12 を添える",
        ],
    ),
    (
        "date with slashes",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 実績, known: 2021/12/1}\n",
        ["10:37 KPI205 「2021/12/1」は日付（例 2021-12、2021-12-31）ではない", "  「2021-12-01」と書く"],
    ),
    (
        "date that is none",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 実績, known: 2021-02-30}\n",
        ["10:37 KPI205 「2021-02-30」は日付（例 2021-12、2021-12-31）ではない", "  暦にない日付である"],
    ),
    (
        "id with capitals",
        "id: RPA_hours\nname: あ\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "1:5 KPI206 「RPA_hours」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない",
            "  「rpa-hours」と書く",
        ],
    ),
    (
        "id of a device",
        "id: con\nname: あ\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "1:5 KPI206 「con」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない",
            "  Windows の装置名は使えない。意味の分かる語を前に付ける（例 item-con）",
        ],
    ),
    (
        "mapping for a text",
        "id: x\nname: {a: 1}\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "2:1 KPI207 一つの値のはずが、「キー: 値」の組になっている",
            "  一つだけ書く。[ ] や { } を文字として書くなら、値の全体を引用符で囲む",
        ],
    ),
    (
        "list by brackets",
        "id: x\nname: [再掲]\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "2:1 KPI207 一つの値のはずが、並びになっている",
            "  一つだけ書く。[ ] や { } を文字として書くなら、値の全体を引用符で囲む",
        ],
    ),
    (
        "text for a mapping",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: 0\ntarget: {value: 6000, year: R3}\n",
        [
            "7:11 KPI207 「キー: 値」の組のはずが、一つの値「0」になっている",
            "  次の行に字下げして「value: 0」のように書く",
        ],
    ),
    (
        "list for a mapping",
        ABSOLUTE + "unmet: [1]\n",
        [
            "9:1 KPI207 「キー: 値」の組のはずが、並びになっている",
            "  次の行から、字下げして R3 のように年度を書き、その下にさらに字下げして書く",
        ],
    ),
    (
        "number for an actual",
        ABSOLUTE + "actuals:\n  R3: 5445\n",
        [
            "10:7 KPI207 「キー: 値」の組のはずが、一つの値「5445」になっている",
            "  次の行から、字下げして「value: 5445」と「status: 実績」のように書く",
        ],
    ),
    (
        "number for the actuals",
        ABSOLUTE + "actuals: 5445\n",
        [
            "9:10 KPI207 「キー: 値」の組のはずが、一つの値「5445」になっている",
            "  例「actuals: の次の行に字下げして R3: と書き、その下に value と status」",
        ],
    ),
    (
        "list for the actuals",
        ABSOLUTE + "actuals:\n  - R3: {value: 1, status: 実績}\n",
        ["9:1 KPI207 「キー: 値」の組のはずが、並びになっている", "  年度の前の「- 」を消し、年度の左端をそろえる"],
    ),
    (
        "empty text",
        'id: x\nname: ""\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n',
        ["2:7 KPI208 値が書かれていない", "  値を書く"],
    ),
    (
        "empty value",
        "id: x\nname:\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        ["2:1 KPI208 値が書かれていない", "  値を書く"],
    ),
    (
        "optional key left empty",
        ABSOLUTE + "owner:\nnote:\n",
        [
            "9:1 KPI208 値が書かれていない",
            "  値を書くか、まだなければその行を消す",
            "10:1 KPI208 値が書かれていない",
            "  値を書くか、まだなければその行を消す",
        ],
    ),
    (
        "empty actuals",
        ABSOLUTE + "actuals:\n",
        ["9:1 KPI208 値が書かれていない", "  値を書くか、まだなければその行を消す"],
    ),
    (
        "empty year",
        ABSOLUTE + "actuals:\n  R3:\n",
        ["10:3 KPI208 値が書かれていない", "  値を書くか、まだなければ「actuals」の行を、その下の行ごと消す"],
    ),
    (
        "empty item",
        ABSOLUTE + "actuals:\n  R3:\n    -\n",
        ["11:6 KPI208 値が書かれていない", "  値を書くか、まだなければ「actuals」の行を、その下の行ごと消す"],
    ),
    (
        "empty list of actuals",
        ABSOLUTE + "actuals:\n  R3: []\n",
        ["10:3 KPI208 一つも書かれていない", "  値を書くか、まだなければ「actuals」の行を、その下の行ごと消す"],
    ),
    (
        "truth value",
        HEAD + "unit: no\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "5:7 KPI209 引用符のない「no」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "no"',
        ],
    ),
    (
        "number for a text",
        "id: x\nname: 2021\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "2:7 KPI209 引用符のない「2021」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "2021"',
        ],
    ),
    (
        "date for a text",
        "id: x\nname: 2021-11-01\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "2:7 KPI209 引用符のない「2021-11-01」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "2021-11-01"',
        ],
    ),
    (
        "null for a text",
        "id: x\nname: ~\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        [
            "2:7 KPI209 引用符のない「~」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "~"',
        ],
    ),
    (
        "part named by a year",
        HEAD + "unit: 人\ndirection: composite\nbetter: higher\ntarget: {rule: all, parts: {2021: 1}}\n",
        [
            "8:29 KPI209 引用符のない「2021」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "2021"',
        ],
    ),
    (
        "status",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 見込み}\n",
        [
            "10:26 KPI210 「見込み」は実績 / 速報 / 見込 / 時点 のどれかではない",
            "  「見込」と書く（年度が終わる前の見込み）",
        ],
    ),
    (
        "flag",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 実績, approximate: yes}\n",
        ["10:43 KPI210 「yes」は真偽値（true か false）ではない", "  示した語のどれかを、そのまま書く"],
    ),
    (
        "side",
        ABSOLUTE + "better: up\n",
        [
            "9:9 KPI210 「up」はhigher / lower のどれかではない",
            "  higher（高いほど良い）、lower（低いほど良い）のどれかを書く",
        ],
    ),
    (
        "same year",
        ABSOLUTE + "actuals:\n  R3: {value: 1, status: 実績}\n  2021: {value: 2, status: 実績}\n",
        ["11:3 KPI211 「2021」は「R3」と同じ年度（令和3年度）である", "  一つの年度に並べて書くか、片方を消す"],
    ),
    (
        "same year, and what is wrong below",
        ABSOLUTE + "actuals:\n  R3: {value: x, status: 実績}\n  2021: {value: 2, status: 終}\n  R4: {value: 1}\n",
        [
            "10:15 KPI203 「x」は半角の数値（例 6000、-5、73.5）ではない",
            "  半角の数字だけで書く（例 6000）。数に添える言葉は note に書く",
            "11:3 KPI211 「2021」は「R3」と同じ年度（令和3年度）である",
            "  一つの年度に並べて書くか、片方を消す",
            "11:28 KPI210 「終」は実績 / 速報 / 見込 / 時点 のどれかではない",
            "  実績（確定した値）、速報（確定の前に公表された値）、見込（年度が終わる前の見込み）、時点（年度の途中の、ある時点の値（as_of を添える））のどれかを書く",
            "12:3 KPI202 必要なキー「status」（実績・速報・見込・時点の別）がない",
            "  加える。例「status: 実績」",
        ],
    ),
    (
        "an empty baseline, of which nothing follows",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline:\ntarget: {value: 6000}\n",
        ["7:1 KPI208 値が書かれていない", "  値を書くか、まだなければその行を消す"],
    ),
    (
        "page nought",
        ABSOLUTE + "source: {document: d, page: 0}\n",
        [
            "9:29 KPI203 「0」はページの番号（例 8）ではない",
            "  1 から始まる番号を書く。番号のない所なら heading に見出しを書く",
        ],
    ),
    (
        "page with its mark",
        ABSOLUTE + "source: {document: d, page: ８ページ}\n",
        ["9:29 KPI203 「８ページ」はページの番号（例 8）ではない", "  「8」と書く"],
    ),
    (
        "page with its mark before",
        ABSOLUTE + "source: {document: d, page: p.12}\n",
        ["9:29 KPI203 「p.12」はページの番号（例 8）ではない", "  「12」と書く"],
    ),
    (
        "several pages",
        ABSOLUTE + "source: {document: d, page: 8-9}\n",
        ["9:29 KPI203 「8-9」はページの番号（例 8）ではない", "  値のあるページを一つ、半角の数字だけで書く"],
    ),
    (
        "no good side",
        HEAD + "unit: 時間\ndirection: absolute\nbaseline: {value: 6000}\ntarget: {value: 6000, year: R3}\n",
        [
            "1:1 KPI212 増えるのが良いのか減るのが良いのか、基準値と目標値からは分からない",
            "  better: higher（高いほど良い）か better: lower（低いほど良い）を書く",
        ],
    ),
    (
        "range upside down",
        HEAD + "unit: 人\ndirection: range\ntarget: {min: 3, max: 1}\n",
        ["7:23 KPI212 max が min より小さい", "  min と max を入れ替える"],
    ),
    (
        "no reason",
        ABSOLUTE + "unmet:\n  R3: {}\n",
        ["10:3 KPI212 cause も reason も書かれていない", "  要因 cause か理由 reason を書く"],
    ),
    (
        "months upside down",
        ABSOLUTE
        + "actuals:\n  R3:\n    - value: 1\n      status: 実績\n    - {value: 1, status: 実績, period: {from: 2021-08, to: 2021-04}}\n",
        ["13:58 KPI212 終わり（2021-04）が始まり（2021-08）より前である", "  from と to を入れ替える"],
    ),
    (
        "no parts",
        HEAD + "unit: 人\ndirection: composite\nbetter: higher\ntarget: {rule: sum, parts: {}}\n",
        ["8:21 KPI208 値が書かれていない", "  値を書く"],
    ),
    (
        "key of another direction",
        HEAD + "unit: 人\ndirection: keep\nbetter: higher\ntarget: {value: 5, min: 3}\n",
        [
            "8:20 KPI214 キー「min」は、目標の型 keep では使わない",
            "  「min」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、範囲の中に保つ（range）",
        ],
    ),
    (
        "target of a monitor",
        HEAD + "unit: 人\ndirection: monitor\ntarget: {value: 5}\n",
        [
            "7:1 KPI214 キー「target」は、目標の型 monitor では使わない",
            f"  「target」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、{WITH_TARGET}",
        ],
    ),
    (
        "target value of an increase",
        HEAD + "unit: 人\ndirection: increase\nbaseline: {value: 1}\ntarget: {value: 5}\n",
        [
            "8:10 KPI214 キー「value」は、目標の型 increase では使わない",
            "  「value」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、目標値に達する（absolute）、基準値を何%か、何ポイントか増やす・減らす（relative）、水準を維持する（keep）、部分に分かれた目標（composite）",
        ],
    ),
    (
        "side of an increase",
        HEAD + "unit: 人\ndirection: increase\nbaseline: {value: 1}\nbetter: lower\n",
        [
            "8:1 KPI214 キー「better」は、目標の型 increase では使わない",
            "  「better」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、目標値に達する（absolute）、ほかの値と同じ水準にする（reference）、基準値を何%か、何ポイントか増やす・減らす（relative）、水準を維持する（keep）、部分に分かれた目標（composite）",
        ],
    ),
    (
        "no direction",
        "id: x\nname: no\nplan: p\nsection: s\nunit: 人\n",
        [
            "1:1 KPI202 必要なキー「direction」（目標の型）がない",
            f"  例「direction: absolute」（{EVERY_KIND}のどれか）",
            "2:7 KPI209 引用符のない「no」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "no"',
        ],
    ),
    (
        "empty direction",
        HEAD + "direction:\n",
        [
            "5:1 KPI208 値が書かれていない",
            f"  目標の型を書く（{EVERY_KIND}のどれか）",
        ],
    ),
    (
        "unknown direction",
        HEAD + "unit: 人\ndirection: absolut\ntarget: {value: 1}\nunmet: {R3.1: {reason: い}}\n",
        [
            "6:12 KPI210 目標の型「absolut」はない",
            "  「absolute」と書く（目標値に達する）",
            "8:9 KPI204 「R3.1」は年度（例 R3、令和3年度、2021）ではない",
            "  「R2」と書く。月まで言うには、実績値に as_of: 2021-01 を添える",
        ],
    ),
    (
        "direction in Japanese",
        HEAD + "unit: 人\ndirection: 増加\n",
        ["6:12 KPI210 目標の型「増加」はない", "  「increase」と書く（基準値より増やす）"],
    ),
    (
        "a word that is no direction",
        HEAD + "unit: 人\ndirection: 良化\n",
        [
            "6:12 KPI210 目標の型「良化」はない",
            f"  {EVERY_KIND}のどれかを書く",
        ],
    ),
    (
        "direction in a list",
        HEAD + "unit: 人\ndirection: [keep]\n",
        [
            "6:1 KPI207 目標の型は一つの語で書く",
            f"  {EVERY_KIND}のどれかを書く",
        ],
    ),
    (
        "another file name",
        "id: z\nname: あ\nplan: p\nsection: s\nunit: 時間\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6000, year: R3}\n",
        ["1:5 KPI215 ファイル名が「x」で、id の「z」と違う", "  ファイル名を z.yaml にするか、id を直す"],
    ),
    (
        "CRLF and a byte order mark",
        '\ufeffid: x\r\nname: あ\r\nplan: p\r\nsection: s\r\nunit: 時間\r\ndirection: absolute\r\nbaseline: {value: 0}\r\ntarget: {value: "6,000", year: R3}\r\n',
        ["8:17 KPI203 「6,000」は半角の数値（例 6000、-5、73.5）ではない", "  「6000」と書く"],
    ),
    (
        "several at once",
        "id: x\nname: あ\nplan: P\nsection: s\nunit: no\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 6千, year: R3}\nsekton: s\n",
        [
            "3:7 KPI206 「P」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない",
            "  「p」と書く",
            "5:7 KPI209 引用符のない「no」は、YAML を読む道具によって文字でないもの（数・日付・真偽・空）になる",
            '  引用符で囲む: "no"',
            "8:17 KPI203 「6千」は半角の数値（例 6000、-5、73.5）ではない",
            "  千などの位は使わず、数字だけで書く（6千 なら 6000）",
            "9:1 KPI201 「sekton」というキーは、ここにはない",
            "  「section」の書き間違いなら直す",
        ],
    ),
]
PLANS: list[Case] = [
    (
        "no sections",
        "plan: x\nname: あ\nsections: []\n",
        ["3:1 KPI208 一つも書かれていない", "  値を書く"],
    ),
    (
        "key of a plan",
        PLAN + "target_yaer: R3\n",
        ["5:1 KPI201 「target_yaer」というキーは、ここにはない", "  「target_year」の書き間違いなら直す"],
    ),
    (
        "wrong formula",
        PLAN + "method: {formula: average, against: target}\n",
        [
            "5:19 KPI210 「average」はdistance / ratio / ratio_mirrored / position / judged のどれかではない",
            "  distance（（実績 − 基準）÷（目標 − 基準））、ratio（実績 ÷ 目標。減らす目標では 目標 ÷ 実績）、ratio_mirrored（実績 ÷ 目標。減らす目標では（2 × 目標 − 実績）÷ 目標）、position（率を出さず、目標値と基準値に対する位置で決める）、judged（率を出さず、人が評価する（評価は指標の judged に書く））のどれかを書く",
        ],
    ),
    (
        "ratings without a method",
        PLAN + "ratings:\n  - {id: a, label: い, group: う, at_least: 100}\n  - {id: b, label: い, group: う}\n",
        ["5:1 KPI212 達成区分 ratings があるのに算定方法 method がない", "  method を書く"],
    ),
    ("two of one id", PLAN + "  - {id: s, name: う}\n", ["5:5 KPI212 id「s」が二度使われている", "  別の id にする"]),
    (
        "ratings out of order",
        PLAN
        + "method: {formula: distance, against: target}\nratings:\n  - {id: a, label: い, group: う, at_least: 60}\n  - {id: b, label: い, group: う, at_least: 100}\n  - {id: c, label: い, group: う}\n",
        ["8:43 KPI212 下限が上の区分の下限以上である", "  上から下へ、下限の大きい順に並べる"],
    ),
    (
        "a rating that another takes all of",
        PLAN
        + "method: {formula: position, against: target}\nratings:\n  - {id: a, label: い, group: う, from_baseline: better}\n  - {id: b, label: い, group: う, from_target: on, from_baseline: better}\n  - {id: c, label: い, group: う}\n",
        ["8:5 KPI212 この区分に入る指標がない（上の「い」が先にすべて取る）", "  上から下へ、条件の厳しい順に並べる"],
    ),
    (
        "bands for a method without a rate",
        PLAN
        + "method: {formula: position, against: target}\nratings:\n  - {id: a, label: い, group: う, at_least: 100}\n  - {id: b, label: い, group: う}\n",
        [
            "7:5 KPI212 率を出さない方法（formula: position）なのに、率の下限がある",
            "  from_target と from_baseline で、位置による条件を書く",
        ],
    ),
    (
        "no band at the target and nothing said of targets without a rate",
        PLAN
        + "method: {formula: ratio, against: target}\nratings:\n  - {id: a, label: い, group: う, at_least: 110}\n  - {id: b, label: い, group: う}\n",
        [
            "6:1 KPI212 下限が 100 の区分がない",
            "  目標に達したかどうかの境目（100%）が要る。at_least: 100 の区分を書く。100% を境目としない計画なら、率のない指標の区分を method の without_rate に書く（決まっていなければ {}）",
        ],
    ),
    (
        "points without grades",
        PLAN
        + "method: {formula: ratio, against: target}\nratings:\n  - {id: a, label: い, group: う, at_least: 100, points: 2}\n  - {id: b, label: い, group: う, points: 1}\n",
        [
            "7:56 KPI212 点 points があるのに、点から決める評語がない",
            "  method の grades に、合計か平均か（by）と、評語の境目（bands）を書く",
        ],
    ),
    (
        "a share of years that the plan does not give",
        PLAN
        + "method: {formula: ratio, against: elapsed_share}\nratings:\n  - {id: a, label: い, group: う, at_least: 100}\n  - {id: b, label: い, group: う}\n",
        [
            "5:35 KPI212 計画の期間がないのに、目標値を経過年数で按分する",
            "  計画の period に from と to を書く",
        ],
    ),
    (
        "a dead band of two widths",
        PLAN + "method: {formula: ratio, against: target, dead_band: {within: 1, under: 2}}\n",
        [
            "5:43 KPI212 横ばいの幅は within か under のどちらか一つで言う",
            "  「以内」なら within、「未満」なら under に書く",
        ],
    ),
    (
        "a state of the id of a column",
        PLAN + "states: [{id: unassessed, label: い, group: う}]\n",
        ["5:15 KPI212 id「unassessed」は、報告の表の「算定不能」を指す", "  別の id にする"],
    ),
    (
        "a section of the id of a row",
        PLAN.replace("{id: s,", "{id: total,"),
        ["4:10 KPI212 id「total」は、報告の表の「計」を指す", "  別の id にする"],
    ),
    (
        "a state of a rating's id",
        PLAN + "states: [{id: suspended, label: い, group: う}]\n",
        ["5:15 KPI212 id「suspended」は達成区分か停止の id でもある", "  別の id にする"],
    ),
    (
        "revisions",
        PLAN + "revisions: [{date: 2020-01}]\n",
        [
            "5:13 KPI202 必要なキー「indicator」（改定する指標の id）がない",
            "  加える。例「indicator: rpa-hours」",
            "5:13 KPI202 必要なキー「from」（改定の前の目標）がない",
            "  加える。例「from: の次の行に字下げして value: 6000」",
            "5:13 KPI202 必要なキー「to」（改定の後の目標）がない",
            "  加える。例「to: の次の行に字下げして value: 5500」",
            "5:13 KPI202 必要なキー「reason」（改定の理由）がない",
            "  加える。例「reason: 対象の業務を見直したため」",
        ],
    ),
    (
        "a revision that changes nothing",
        PLAN
        + "revisions:\n  - date: 2021-02-10\n    indicator: a\n    reason: r\n    decision: d\n"
        + "    from: {value: 1.0}\n    to: {value: 1}\n",
        ["11:5 KPI212 改定の前と後の目標が同じである", "  to に、改定の後の目標を書く"],
    ),
    (
        "a revision that was known before it was decided",
        PLAN
        + "revisions:\n  - date: 2021-02-10\n    known: 2021-02-09\n    indicator: a\n    reason: r\n"
        + "    decision: d\n    from: {value: 1}\n    to: {value: 2}\n",
        [
            "7:12 KPI212 known（分かった日 2021-02-09）が date（決まった日 2021-02-10）より前である",
            "  決定が分かった日は、決まった日より後になる。どちらかを直す",
        ],
    ),
    (
        "published",
        PLAN + "published:\n  R3:\n    counts: {s: {a: 1}}\nundisclosed: []\n",
        [
            "5:1 KPI201 「published」は、計画のファイルには書かない",
            "  年度ごとに data/published/<計画の id>/R3.yaml に移す（plan、year、date、source、counts、percent）",
            "8:1 KPI201 「undisclosed」は、計画のファイルには書かない",
            "  公表した年度のファイル data/published/<計画の id>/R3.yaml の unnamed に移す",
        ],
    ),
    (
        "table in a table",
        PLAN + "tables: [[s, S], s]\n",
        [
            "5:14 KPI206 「S」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない",
            "  「s」と書く",
            "5:18 KPI207 並び（「- 」で始まる行）のはずが、一つの値「s」になっている",
            "  次の行から、「- 」で始まる行に書く",
        ],
    ),
    (
        "count",
        "plan: x\nname: あ\nsections:\n  - {id: s, name: い, indicators: 1.5}\n",
        ["4:34 KPI203 「1.5」は0以上の整数ではない", "  半角の数字だけで書く（例 6000）。数に添える言葉は note に書く"],
    ),
    (
        "a key of the record beside it",
        PLAN + "page: 3\n",
        ["5:1 KPI201 「page」というキーは、ここにはない", "  「page」は source の中に書く"],
    ),
    (
        "no id: it is the name of the file",
        "name: あ\nsections:\n  - {id: s, name: い}\n",
        ["1:1 KPI202 必要なキー「plan」（属する計画の id）がない", "  加える。例「plan: x」"],
    ),
    (
        "a list in place of a record",
        PLAN + "period: [R5, R8]\n",
        [
            "5:1 KPI207 「キー: 値」の組のはずが、並びになっている",
            "  次の行から、字下げして「キー: 値」を書く。使えるキー: from（始まり）、to（終わり）",
        ],
    ),
    (
        "a list of records in place of records by their ids",
        PLAN + "documents:\n  - {id: report, title: 進捗, publisher: い}\n",
        [
            "5:1 KPI207 「キー: 値」の組のはずが、並びになっている",
            "  id をキーにする。「- id: report」を「report:」に替える（ほかも同じ）",
        ],
    ),
    (
        "file name",
        "plan: z\nname: あ\nsections:\n  - {id: s, name: い}\n",
        ["1:7 KPI215 ファイル名が「x」で、plan の「z」と違う", "  ファイル名を z.yaml にするか、plan を直す"],
    ),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in INDICATORS], ids=[case[0] for case in INDICATORS])
def test_indicator_refused_at_its_place(text: str, told: list[str]) -> None:
    assert told_of_file("indicators/x.yaml", text) == told


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in PLANS], ids=[case[0] for case in PLANS])
def test_plan_refused_at_its_place(text: str, told: list[str]) -> None:
    assert told_of_file("targets/x.yaml", text) == told
