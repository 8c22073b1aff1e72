"""Methods and values that contradict themselves: each is told at its place, with what to do."""

# ruff: noqa: E501 - whole messages in one line each

import pytest

from tests.source.telling import Case, told_of_file

PLAN = "plan: x\nname: あ\nsections:\n  - {id: s, name: い}\n"
BANDS = "ratings:\n  - {id: a, label: 達成, group: 達成, at_least: 100}\n  - {id: b, label: 未達成, group: 未達成}\n"
METHOD = "method:\n  formula: distance\n  against: target\n"
HEAD = "id: x\nname: あ\nplan: p\nsection: s\nunit: 件\n"


def bands(*edges: str) -> str:
    """Ratings one below the other, each with what it asks for."""
    each = (
        f"  - {{id: {i}, label: 区分, group: 区分{', ' if edge else ''}{edge}}}\n"
        for i, edge in zip("abcd", edges, strict=False)
    )
    return "ratings:\n" + "".join(each)


METHODS: list[Case] = [
    (
        "a preset by the name of its body",
        PLAN + "method: {preset: 大分県}\n",
        ["5:18 KPI210 定義済みの方法「大分県」はない", "  「oita」（大分県 土木未来プラン）と書く"],
    ),
    (
        "a preset by the name of a body that has several",
        PLAN + "method: {preset: 長崎県}\n",
        [
            "5:18 KPI210 定義済みの方法「長崎県」はない",
            "  「nagasaki-education」（長崎県 教育振興基本計画）、「nagasaki-resilience」（長崎県 国土強靭化（率だけ））のどれかを書く",
        ],
    ),
    (
        "a misspelt preset",
        PLAN + "method: {preset: oitaa}\n",
        ["5:18 KPI210 定義済みの方法「oitaa」はない", "  「oita」と書く（大分県 土木未来プラン）"],
    ),
    (
        "the name of a preset without its space",
        PLAN + "method: {preset: 大分県土木未来プラン}\n",
        ["5:18 KPI210 定義済みの方法「大分県土木未来プラン」はない", "  「oita」と書く（大分県 土木未来プラン）"],
    ),
    (
        "a preset of a body that has none",
        PLAN + "method: {preset: 札幌市}\n",
        [
            "5:18 KPI210 定義済みの方法「札幌市」はない",
            "  dxkpi methods で一覧を見て、その名前を書く。なければ、式 formula と比べる値 against を書く",
        ],
    ),
    (
        "how to round as one word, a dead band as one number, and grades as nothing that is known",
        PLAN + METHOD + "  rounding: 四捨五入\n  dead_band: 5%\n  without_rate: high\n" + BANDS,
        [
            "9:14 KPI207 「キー: 値」の組のはずが、一つの値「5%」になっている",
            "  次の行に字下げして「within: 5」か「under: 5」のように書く。使えるキー: within（幅（以内））、under（幅（未満））、relative（割合で言う）、side（横ばいの側）",
            "8:13 KPI207 「キー: 値」の組のはずが、一つの値「四捨五入」になっている",
            "  次の行に字下げして「mode: half_up」のように書く。使えるキー: digits（桁数）、mode（丸め方）、rated（区分を決める率）、as（率の書き方）、zero（0の書き方）",
            "10:17 KPI207 「キー: 値」の組のはずが、一つの値「high」になっている",
            "  次の行から、字下げして「キー: 値」を書く。使えるキー: met（達成のとき）、missed（未達成のとき）",
        ],
    ),
    (
        "bands that overlap",
        PLAN + METHOD + bands("at_least: 100", "at_least: 60", "at_least: 80", ""),
        ["11:45 KPI212 下限が上の区分の下限以上である", "  上から下へ、下限の大きい順に並べる"],
    ),
    (
        "bands that leave a gap at the end",
        PLAN + METHOD + bands("at_least: 100", "at_least: 60"),
        ["8:1 KPI212 一番下の区分に下限がある", "  最後の区分は at_least を書かず、残りすべてとする"],
    ),
    (
        "a band without an edge between others",
        PLAN + METHOD + bands("at_least: 100", "", ""),
        ["10:5 KPI212 下限 at_least がない", "  最後の区分のほかは at_least を書く"],
    ),
    (
        "two edges of a band",
        PLAN + METHOD + bands("at_least: 100", "at_least: 60, more_than: 60", ""),
        ["10:60 KPI212 下限が二つある", "  「以上」なら at_least、「超」なら more_than だけを書く"],
    ),
    (
        "a position that nothing is left for",
        PLAN + METHOD + bands("at_least: 100", "from_baseline: better", "from_baseline: [better]", ""),
        [
            "11:5 KPI212 この区分に入る指標がない（上の「区分」が先にすべて取る）",
            "  上から下へ、条件の厳しい順に並べる",
        ],
    ),
    (
        "no edge at the target",
        PLAN + METHOD + bands("at_least: 110", "at_least: 80", ""),
        [
            "8:1 KPI212 下限が 100 の区分がない",
            "  目標に達したかどうかの境目（100%）が要る。at_least: 100 の区分を書く。100% を境目としない計画なら、率のない指標の区分を method の without_rate に書く（決まっていなければ {}）",
        ],
    ),
    (
        "a rate asked for where there is none",
        PLAN + "method:\n  formula: position\n  against: target\n" + BANDS,
        [
            "9:5 KPI212 率を出さない方法（formula: position）なのに、率の下限がある",
            "  from_target と from_baseline で、位置による条件を書く",
        ],
    ),
    (
        "an unknown rating for what has no rate",
        PLAN + METHOD + "  without_rate: {met: zz}\n" + BANDS,
        ["8:23 KPI212 区分「zz」がない", "  ratings の id のどれかを書く（a、b）"],
    ),
    (
        "points without grades",
        PLAN + METHOD + bands("at_least: 100, points: 2", "points: 1"),
        [
            "9:58 KPI212 点 points があるのに、点から決める評語がない",
            "  method の grades に、合計か平均か（by）と、評語の境目（bands）を書く",
        ],
    ),
    (
        "grades without points",
        PLAN
        + METHOD
        + "  grades: {by: sum, bands: [{id: g, label: 高い, at_least: 5}, {id: h, label: 低い}]}\n"
        + bands("at_least: 100, points: 2", ""),
        ["11:5 KPI212 評語 grades があるのに、点のない区分がある", "  すべての区分に点 points を書く"],
    ),
    (
        "grades that overlap",
        PLAN
        + METHOD
        + "  grades:\n    by: sum\n    bands:\n      - {id: g, label: 高い, at_least: 5}\n      - {id: m, label: 中, at_least: 5}\n      - {id: h, label: 低い}\n"
        + bands("at_least: 100, points: 2", "points: 1"),
        ["12:37 KPI212 下限が上の評語の下限以上である", "  上から下へ、下限の大きい順に並べる"],
    ),
    (
        "grades that leave a gap",
        PLAN
        + METHOD
        + "  grades:\n    by: sum\n    bands:\n      - {id: g, label: 高い, at_least: 5}\n      - {id: h, label: 低い, at_least: 1}\n"
        + bands("at_least: 100, points: 2", "points: 1"),
        ["10:5 KPI212 一番下の評語に下限がある", "  最後の評語は at_least を書かず、残りすべてとする"],
    ),
    (
        "a year of a comparison that has none",
        PLAN + METHOD + "  carried_against: own_year\n" + BANDS,
        [
            "8:20 KPI212 前の年度の値と比べる値の年度があるのに、年度によって違う値と比べない方法である",
            "  carried_against は、against が year_target、straight_line、elapsed_share のどれかのとき書く",
        ],
    ),
    (
        "what becomes of ratings after a target year where there are none",
        PLAN + "after_target_year: freeze\n",
        [
            "5:20 KPI212 算定方法 method がないのに、目標年度の後の扱いがある",
            "  after_target_year の行を消すか、method を書く",
        ],
    ),
    (
        "an unknown word for what becomes of them",
        PLAN + METHOD + BANDS + "after_target_year: frozen\n",
        ["11:20 KPI210 「frozen」はlatest / freeze のどれかではない", "  「freeze」と書く（目標年度の結果のまま示す）"],
    ),
    (
        "a share of no period",
        PLAN + "method:\n  formula: ratio\n  against: elapsed_share\n" + BANDS,
        ["7:12 KPI212 計画の期間がないのに、目標値を経過年数で按分する", "  計画の period に from と to を書く"],
    ),
    (
        "an exception that divides by no period",
        PLAN + METHOD + "  exceptions:\n    - {indicators: [a], against: elapsed_share, reason: 例}\n" + BANDS,
        ["9:34 KPI212 計画の期間がないのに、目標値を経過年数で按分する", "  計画の period に from と to を書く"],
    ),
    (
        "an exception that changes nothing",
        PLAN + METHOD + "  exceptions:\n    - {indicators: [a], reason: 例}\n" + BANDS,
        ["9:7 KPI212 何を変えるかが書かれていない", "  formula、against、dead_band のどれかを書く"],
    ),
    (
        "an indicator in two exceptions",
        PLAN
        + METHOD
        + "  exceptions:\n    - {indicators: [a], formula: ratio, reason: 例}\n    - {indicators: [b, a], formula: ratio, reason: 例}\n"
        + BANDS,
        ["10:24 KPI212 「a」の例外が二度書かれている", "  一つにまとめる"],
    ),
    (
        "two widths of a dead band",
        PLAN + METHOD + "  dead_band: {within: 1, under: 2}\n" + BANDS,
        [
            "8:3 KPI212 横ばいの幅は within か under のどちらか一つで言う",
            "  「以内」なら within、「未満」なら under に書く",
        ],
    ),
    (
        "a dead band below nothing",
        PLAN + METHOD + "  dead_band: {within: -1}\n" + BANDS,
        ["8:3 KPI212 横ばいの幅が負である", "  0以上で書く"],
    ),
    (
        "ends of rates in the wrong order",
        PLAN + METHOD + "  clip: {lower: 100, upper: 0}\n" + BANDS,
        ["8:29 KPI212 upper が lower より小さい", "  lower と upper を入れ替える"],
    ),
    (
        "nothing to cut",
        PLAN + METHOD + "  clip: {}\n" + BANDS,
        ["8:3 KPI212 下の端 lower も上の端 upper も書かれていない", "  切る側を書く（例 lower: 0）"],
    ),
    (
        "too many digits",
        PLAN + METHOD + "  rounding: {digits: 7}\n" + BANDS,
        ["8:22 KPI212 桁が多すぎる", "  digits は0から6までで書く"],
    ),
    (
        "a name that is none",
        PLAN + "method:\n  preset:\n",
        ["6:3 KPI208 値が書かれていない", "  値を書くか、まだなければその行を消す"],
    ),
    (
        "a list of names",
        PLAN + "method:\n  preset: [nagano]\n",
        [
            "6:3 KPI207 一つの値のはずが、並びになっている",
            "  一つだけ書く。[ ] や { } を文字として書くなら、値の全体を引用符で囲む",
        ],
    ),
    (
        "bands beyond the end of all rates",
        PLAN + METHOD + "  clip: {upper: 100}\n" + bands("at_least: 110", "at_least: 100", ""),
        [
            "10:45 KPI212 率を100%で切る（clip）ので、この区分に入る率がない",
            "  区分の下限か、method の clip の upper を確かめる",
        ],
    ),
    (
        "bands below the end of all rates",
        PLAN + METHOD + "  clip: {lower: 0}\n" + bands("at_least: 100", "at_least: 0", ""),
        [
            "11:45 KPI212 率を0%で切る（clip）ので、この区分より下に入る率がない",
            "  区分の下限か、method の clip の lower を確かめる",
        ],
    ),
    (
        "a dead band that no rating asks for",
        PLAN + METHOD + "  dead_band: {within: 3}\n" + BANDS,
        [
            "8:3 KPI212 横ばいの幅 dead_band があるのに、横ばいかどうかで決まる区分がない",
            "  ratings の from_baseline に better、same、worse で条件を書くか、dead_band を消す",
        ],
    ),
    (
        "a dead band of an exception that no rating asks for",
        PLAN + METHOD + "  exceptions:\n    - {indicators: [a], dead_band: {within: 3}, reason: 例}\n" + BANDS,
        [
            "9:25 KPI212 横ばいの幅 dead_band があるのに、横ばいかどうかで決まる区分がない",
            "  ratings の from_baseline に better、same、worse で条件を書くか、dead_band を消す",
        ],
    ),
    (
        "met below missed",
        PLAN + METHOD + "  without_rate: {met: b, missed: a}\n" + BANDS,
        [
            "8:23 KPI212 率のない指標の、達成の区分が未達成の区分より下にある",
            "  met（達成のとき）と missed（未達成のとき）を入れ替える",
        ],
    ),
    (
        "more points for less",
        PLAN
        + METHOD
        + "  grades: {by: sum, bands: [{id: g, label: 高い, at_least: 5}, {id: h, label: 低い}]}\n"
        + bands("at_least: 100, points: 1", "points: 2"),
        ["11:43 KPI212 点が、上の区分の点より多い", "  区分は良いものから並べ、点を下へ少なくする"],
    ),
    (
        "too many digits of points",
        PLAN
        + METHOD
        + "  grades: {by: mean, digits: 900000000, bands: [{id: g, label: 高い, at_least: 5}, {id: h, label: 低い}]}\n"
        + bands("at_least: 100, points: 2", "points: 1"),
        ["8:30 KPI212 桁が多すぎる", "  digits は0から6までで書く"],
    ),
    (
        "two grades of one id",
        PLAN
        + METHOD
        + "  grades: {by: sum, bands: [{id: g, label: 高い, at_least: 5}, {id: g, label: 低い}]}\n"
        + bands("at_least: 100, points: 2", "points: 1"),
        ["8:62 KPI212 id「g」が二度使われている", "  別の id にする"],
    ),
    (
        "two states for one occasion",
        PLAN
        + METHOD
        + BANDS
        + "states:\n  - {id: x, label: 未判明, group: その他, when: no_actual}\n"
        + "  - {id: z, label: 集計中, group: その他, when: no_actual}\n",
        [
            "13:43 KPI212 「when: no_actual」の状態が二つあり、どちらになるか決まらない",
            "  一つの状態にだけ書く",
        ],
    ),
    (
        "ratings without a method",
        PLAN + BANDS,
        ["5:1 KPI212 達成区分 ratings があるのに算定方法 method がない", "  method を書く"],
    ),
    (
        "a state called as a rating",
        PLAN + METHOD + BANDS + "states:\n  - {id: a, label: 中止, group: その他}\n",
        ["12:10 KPI212 id「a」は達成区分か停止の id でもある", "  別の id にする"],
    ),
    (
        "years in the wrong order",
        PLAN + "period: {from: R5, to: R1}\n",
        ["5:24 KPI212 終わりの年度が始まりより前である", "  from と to を入れ替える"],
    ),
]
VALUES: list[Case] = [
    (
        "10% of nothing",
        HEAD + "direction: relative\nbaseline: {value: 0}\ntarget: {change: 10}\n",
        [
            "7:19 KPI212 基準値が0以下なので、増減の割合から目標値が決まらない",
            "  direction: absolute とし、目標値を value に書く",
        ],
    ),
    (
        "a change of nothing",
        HEAD + "direction: relative\nbaseline: {value: 5}\ntarget: {change: 0}\n",
        ["8:18 KPI212 基準値からの増減が0%である", "  今の水準を保つ目標なら direction: keep とし、保つ値を書く"],
    ),
    (
        "a change without a baseline",
        HEAD + "direction: relative\ntarget: {change: 10}\n",
        [
            "1:1 KPI202 必要なキー「baseline」（基準値）がない",
            "  加える。例「baseline: の次の行に字下げして value: 0」",
        ],
    ),
    (
        "a sign for a plus",
        HEAD + 'direction: relative\nbaseline: {value: 5}\ntarget: {change: "+10%"}\n',
        ["8:18 KPI203 「+10%」は半角の数値（例 6000、-5、73.5）ではない", "  「10」と書く。単位は unit に書く"],
    ),
    (
        "8割減 in words",
        HEAD + "direction: relative\nbaseline: {value: 5}\ntarget: {change: 8割減}\n",
        [
            "8:18 KPI203 「8割減」は半角の数値（例 6000、-5、73.5）ではない",
            "  基準値の8割を減らす目標なら、direction: relative とし、target に change: -80 と書く。減った割合そのものを測るなら 80 と書く",
        ],
    ),
    (
        "a change beside a value",
        HEAD + "direction: absolute\nbaseline: {value: 5}\ntarget: {value: 6, change: 10}\n",
        [
            "8:20 KPI214 キー「change」は、目標の型 absolute では使わない",
            "  「change」の行（下に中身があれば、それも）を消すか、direction を直す。このキーを使う型は、基準値を何%か、何ポイントか増やす・減らす（relative）",
        ],
    ),
    (
        "a tolerance below nothing",
        HEAD + "direction: absolute\nbaseline: {value: 5}\ntarget: {value: 6, tolerance: -1}\n",
        ["8:31 KPI212 許容幅が負である", "  tolerance は0以上で書く"],
    ),
    (
        "two tolerances",
        HEAD + "direction: absolute\nbaseline: {value: 5}\ntarget: {value: 6, tolerance: 1, tolerance_percent: 5}\n",
        [
            "8:53 KPI212 許容幅が二通りに書かれている",
            "  目標値と同じ単位なら tolerance、目標値に対する割合なら tolerance_percent だけを書く",
        ],
    ),
    (
        "超 and 程度 at once",
        HEAD + "direction: absolute\nbaseline: {value: 5}\ntarget: {value: 6, tolerance: 1, exclusive: true}\n",
        [
            "8:45 KPI212 超・未満（exclusive）なのに、許容幅がある",
            "  ちょうどでも足りない目標か、少し足りなくてもよい目標（程度）か、どちらかにする",
        ],
    ),
    (
        "years added to a baseline",
        HEAD + "direction: absolute\ncounting: summed\nbaseline: {value: 5}\ntarget: {value: 60}\n",
        [
            "8:1 KPI212 単年度の実績を足す指標（counting: summed）に基準値がある",
            "  累計は計画の始まりの0から数える。基準値の行を消し、計画の前の単年度の値は note に書く",
        ],
    ),
    (
        "years added of what is kept",
        HEAD + "direction: keep\nbetter: higher\ncounting: summed\ntarget: {value: 60}\n",
        [
            "8:11 KPI212 目標の型 keep では、単年度の実績を足して目標と比べることはできない",
            "  counting: summed は、累計の目標値のある direction: absolute の指標にだけ書く",
        ],
    ),
    (
        "a counting that there is not",
        HEAD + "direction: absolute\ncounting: 累計\nbetter: higher\ntarget: {value: 60}\n",
        [
            "7:11 KPI210 「累計」はcumulative / yearly / summed のどれかではない",
            "  cumulative（実績値も目標値も累計（実績値は減らない））、summed（実績値は単年度の値、目標値は累計（実績値を足して比べる））のどれかを書く",
        ],
    ),
    (
        "a mean of one year",
        HEAD + "direction: absolute\nbaseline: {value: 5, average_of: [H30]}\ntarget: {value: 60}\n",
        ["7:22 KPI212 一つの年度の平均になっている", "  年度が一つなら year に書く"],
    ),
    (
        "a mean with a year twice",
        HEAD + "direction: absolute\nbaseline: {value: 5, average_of: [H31, R1]}\ntarget: {value: 60}\n",
        ["7:22 KPI212 平均した年度に、同じ年度が二度ある", "  一つにする"],
    ),
    (
        "restatements in the wrong order",
        HEAD
        + "direction: absolute\nbaseline:\n  value: 5\n  restated:\n    - {date: 2021-06, value: 6, reason: 改定}\n    - {date: 2020-06, value: 7, reason: 改定}\ntarget: {value: 60}\n",
        [
            "11:14 KPI212 基準値を改めた日（2020-06）が、前に書かれたもの（2021-06）より古い",
            "  改めた値を古い順に並べる",
        ],
    ),
    (
        "a restatement without a reason",
        HEAD
        + "direction: absolute\nbaseline:\n  value: 5\n  restated:\n    - {date: 2021-06, value: 6}\ntarget: {value: 60}\n",
        ["10:7 KPI202 必要なキー「reason」（理由）がない", "  加える。例「reason: 事業が終了したため」"],
    ),
    (
        "a change of a baseline that was restated as nothing",
        HEAD
        + "direction: relative\nbaseline:\n  value: 5\n  restated:\n    - {date: 2021-06, value: 0, reason: 改定}\ntarget: {change: 10}\n",
        [
            "10:30 KPI212 改めた基準値が0以下なので、増減の割合から目標値が決まらない",
            "  値を確かめる。正しければ、計画の revisions で目標の言い方を決め直す",
        ],
    ),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in METHODS], ids=[case[0] for case in METHODS])
def test_a_method_that_contradicts_itself(text: str, told: list[str]) -> None:
    assert told_of_file("targets/x.yaml", text) == told


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in VALUES], ids=[case[0] for case in VALUES])
def test_values_that_contradict_themselves(text: str, told: list[str]) -> None:
    assert told_of_file("indicators/x.yaml", text) == told
