"""What is said of an indicator that plans share and that contradicts itself or them: every finding at its place."""

import pytest

from dxkpi.app.data import Data
from dxkpi.core.indicator import DIRECTION_TITLES
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load

JUDGED = """\
adopted: 2019-09
method: {formula: distance, against: target}
ratings:
  - {id: met, label: 達成, group: 達成, at_least: 100}
  - {id: missed, label: 未達成, group: 未達成}
"""
PLANS = {
    "p": """\
plan: p
name: 計画
sections:
  - {id: s, name: 分野}
documents:
  doc: {title: 資料, publisher: 県, date: 2022-03-14}
"""
    + JUDGED,
    "q": """\
plan: q
name: 次の計画
sections:
  - {id: t, name: 分野一}
  - {id: u, name: 分野二}
causes:
  - {id: late, label: 遅れ}
"""
    + JUDGED,
    "followed": "plan: followed\nname: 推移を見る計画\nsections:\n  - {id: t, name: 分野}\n",
}
HOME = """\
id: a
name: 指標
plan: p
section: s
unit: 件
direction: absolute
baseline: {value: 0}
target: {value: 100, year: R3}
actuals:
  R3: {value: 70, status: 実績}
source: {document: doc, page: 1}
"""
PLACE = "data/indicators/p/s/a.yaml"


def told(text: str, **others: str) -> list[str]:
    """Everything that is found of the file, and of others given by their names."""
    files = {f"data/targets/{name}.yaml": text for name, text in PLANS.items()}
    files |= {f"data/indicators/{name.replace('_', '/')}.yaml": other for name, other in others.items()}
    tree = DictTree(files | {PLACE: text}, label="data")
    return [
        f"{'' if f.spot.document == PLACE else f.spot.document + ':'}{f.spot.line}:{f.spot.column} "
        f"{f.diagnostic.rule.code} {f.diagnostic.message} → {f.diagnostic.hint}"
        for f in Data(tree, load(tree)).findings
        if f.diagnostic.rule.code != "KPI302"
    ]


NO_CONTRADICTION = "shared:\n  q:\n    section: t\n    target: {value: 120, year: R5}\n"


def test_a_sound_one() -> None:
    assert told(HOME + NO_CONTRADICTION) == []


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        # plans
        (
            "shared:\n  qq:\n    section: t\n",
            ["13:3 KPI402 a（指標）の計画「qq」は宣言されていない → 「q」のことなら、そう書く"],
        ),
        (
            "shared:\n  p:\n    section: s\n",
            ["13:3 KPI212 この指標の計画「p」が、共有する計画にもある"
             " → この計画での分野と目標は、ファイルの section と target に書く"],
        ),
        (
            "shared:\n  q:\n    section: t\n  q:\n    section: u\n",
            ["15:3 KPI120 キー「q」が13行目にも書かれている"
             " → どちらか一つにする。並べて書くなら値を「- 」で始まる行にする"],
        ),
        (
            "shared:\n  Q:\n    section: t\n",
            [
                "13:3 KPI206 「Q」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない"
                " → 「q」と書く"
            ],
        ),
        # sections
        (
            "shared:\n  q:\n    section: s\n",
            ["14:14 KPI403 a（指標）の分野「s」は、計画「次の計画」にない（あるのは t、u）"
             " → 計画にある分野の id を書く"],
        ),
        (
            "shared:\n  q:\n    section: t\n    relisted: [u, s]\n",
            ["15:19 KPI403 a（指標）の再掲の分野「s」は、計画「次の計画」にない（あるのは t、u）"
             " → 計画にある分野の id を書く"],
        ),
        (
            "shared:\n  q:\n    section: t\n    relisted: [t]\n",
            ["15:16 KPI212 「t」は自分の分野 section である → 再掲 relisted には、ほかの分野の id を一度ずつ書く"],
        ),
        (
            "shared:\n  q:\n    target: {value: 120}\n",
            ["13:3 KPI202 必要なキー「section」（属する分野の id）がない → 加える。例「section: hakyu」"],
        ),
        # targets
        (
            "shared:\n  q:\n    section: t\n    target: {value: 120}\n    target: {value: 130}\n",
            ["16:5 KPI120 キー「target」が15行目にも書かれている"
             " → どちらか一つにする。並べて書くなら値を「- 」で始まる行にする"],
        ),
        (
            'shared:\n  q:\n    section: t\n    target: {value: "1,200"}\n',
            ["15:21 KPI203 「1,200」は半角の数値（例 6000、-5、73.5）ではない → 「1200」と書く"],
        ),
        (
            "shared:\n  q:\n    section: t\n    target: {value: 0}\n",
            ["13:3 KPI212 増えるのが良いのか減るのが良いのか、基準値と目標値からは分からない"
             " → better: higher（高いほど良い）か better: lower（低いほど良い）を書く"],
        ),
        (
            "shared:\n  q:\n    section: t\n    direction: range\n",
            ["13:3 KPI202 必要なキー「target」（目標値）がない"
             " → 加える。例「target: の次の行に字下げして value: 6000」。目標がまだ決まっていなければ、"
             "direction: monitor（推移を見る。目標なし）とし、target は書かない"],
        ),
        (
            "shared:\n  q:\n    section: t\n    direction: increse\n",
            ["15:16 KPI210 目標の型「increse」はない → 「increase」と書く（基準値より増やす）"],
        ),
        (
            "shared:\n  q:\n    section: t\n    目標: {value: 120}\n",
            ["15:5 KPI201 「目標」というキーは、ここにはない → 「target」のことなら、そう書く"],
        ),
        # what cannot be said there
        (
            "shared:\n  q:\n    section: t\n    actuals:\n      R3: {value: 71, status: 実績}\n",
            ["15:5 KPI201 「actuals」は、どの計画でも同じであり、計画ごとには書けない"
             " → ここからは消す。計画によって違うなら、共有せずに別の指標のファイルにする"],
        ),
        (
            "shared:\n  q:\n    sectoin: t\n    section: t\n",
            ["14:5 KPI201 「sectoin」というキーは、ここにはない → 「section」の書き間違いなら直す"],
        ),
        (
            "shared:\n  q:\n    section: t\n    direction: monitor\n    target: {value: 3}\n",
            ["16:5 KPI214 キー「target」は、目標の型 monitor では使わない → 「target」の行（下に中身があれば、それも）を"  # noqa: E501
             "消すか、direction を直す。このキーを使う型は、"
             f"{'、'.join(title for name, title in DIRECTION_TITLES.items() if name != 'monitor')}"],
        ),
        # what is no entry
        ("shared:\n", ["12:1 KPI208 値が書かれていない → 値を書くか、まだなければその行を消す"]),
        (
            "shared:\n  q:\n",
            ["13:3 KPI208 値が書かれていない → 値を書くか、まだなければ「shared」の行を、その下の行ごと消す"],
        ),
        (
            "shared:\n  q: t\n",
            ["13:6 KPI207 「キー: 値」の組のはずが、ほかの形になっている"
             " → 計画の id の次の行から、字下げして section と target を書く"],
        ),
        (
            "shared:\n  - q\n",
            ["12:1 KPI207 「キー: 値」の組のはずが、並びになっている"
             " → 次の行から、字下げして「キー: 値」を書く"],
        ),
        # what a plan does not know
        (
            "shared:\n  q:\n    section: t\n    unmet:\n      R3: {cause: ealry}\n",
            ["16:19 KPI405 a（指標）の要因「ealry」は、計画の causes にない"
             " → 計画の causes に加えるか、reason に理由を書く"],
        ),
        (
            "shared:\n  q:\n    section: t\n    target: {value: 120, source: {document: dok, page: 2}}\n",
            ["15:45 KPI701 資料「dok」は、計画「q」の documents にない → 「doc」のことなら、そう書く"],
        ),
    ],
)  # fmt: skip
def test_every_contradiction_at_its_place(shared: str, expected: list[str]) -> None:
    assert told(HOME + shared) == expected


def test_two_files_for_one_plan() -> None:
    other = HOME.replace("plan: p", "plan: q").replace("section: s", "section: t")
    found = told(HOME + NO_CONTRADICTION, q_t_a=other)
    assert [line for line in found if "KPI401" in line] == [
        "data/indicators/q/t/a.yaml:1:5 KPI401 id「a」は、同じ計画の別の指標「指標」でも使われている"
        " → 別の id にし、ファイル名もそろえる。同じ指標なら片方のファイルを消す"
    ]


def test_what_is_wrong_with_the_file_is_told_once() -> None:
    assert told(HOME.replace("value: 70", "value: 7O") + NO_CONTRADICTION) == [
        "10:15 KPI203 「7O」は半角の数値（例 6000、-5、73.5）ではない"
        " → 英字の o や l が、数字の 0 や 1 の代わりに入っていないか確かめる"
    ]


def test_an_entry_without_a_direction_of_its_own_says_nothing_of_the_file_s() -> None:
    assert [line.split(" ")[:2] for line in told(HOME.replace("absolute", "absolut") + NO_CONTRADICTION)] == [
        ["6:12", "KPI210"]
    ]


def test_a_target_in_a_plan_that_only_follows() -> None:
    assert told(HOME + "shared:\n  followed:\n    section: t\n") == [
        "13:3 KPI304 a（指標）には目標があるが、計画「followed」には算定方法 method がない"
        " → 計画に method（区分を付けるなら ratings も）を書くか、推移を見るだけなら、direction: monitor とする"
    ]
    assert told(HOME + "shared:\n  followed:\n    section: t\n    direction: monitor\n") == []


def test_what_is_wrong_with_file_and_entry_is_told_in_one_run() -> None:
    both = HOME.replace("value: 70", "value: 7O") + NO_CONTRADICTION.replace("value: 120", "value: 12O")
    assert [line.split(" ")[:2] for line in told(both)] == [["10:15", "KPI203"], ["15:21", "KPI203"]]


def test_a_file_that_cannot_be_taken_in_for_one_plan_is_left_out_of_all() -> None:
    text = HOME + NO_CONTRADICTION.replace("value: 120", "value: x")
    files = {f"data/targets/{name}.yaml": plan for name, plan in PLANS.items()} | {PLACE: text}
    dataset = load(DictTree(files, label="data")).dataset
    assert (dataset.indicators, dataset.unread) == ((), (PLACE,))
