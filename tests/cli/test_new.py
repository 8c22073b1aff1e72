"""`dxkpi new indicator`: one sound file, from options or from a talk at the terminal."""

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dxkpi.core.indicator import DIRECTIONS
from dxkpi.source.files import FolderTree
from dxkpi.source.loader import load
from tests.folders import edit
from tests.render.hostile import HOSTILE
from tests.run import Run, run

pytestmark = pytest.mark.usefixtures("in_the_sample")

SECTION = ("--section", "online")
NAMED = (*SECTION, "--id", "new-one", "--name", "（例）新しい指標")
FILE = "data/indicators/example-city/online/new-one.yaml"
HEAD = """\
# yaml-language-server: $schema=../../../schemas/indicator.schema.json
id: new-one
name: （例）新しい指標
plan: example-city
section: online
"""


def make(*argv: str) -> Run:
    return run("new", "indicator", *argv)


def data_files() -> list[str]:
    return sorted(path.as_posix() for path in Path("data").rglob("*.yaml"))


BY_DIRECTION = {
    "absolute": (
        "--unit % --baseline 20 --baseline-year R6 --target 73.5 --target-year 2026",
        """\
unit: "%"
direction: absolute
baseline:
  value: 20
  year: R6
target:
  value: 73.5
  year: 2026
""",
    ),
    "reference": (
        "--unit % --reference 全産業の離職率 --target 12.0 --better lower --document progress-r7 --page 2",
        """\
unit: "%"
direction: reference
better: lower
target:
  reference:
    name: 全産業の離職率
    value: 12.0
source:
  document: progress-r7
  page: 2
""",
    ),
    "relative": (
        "--unit 件 --baseline 121 --change -80",
        """\
unit: 件
direction: relative
baseline:
  value: 121
target:
  change: -80
""",
    ),
    "increase": (
        "--unit 人 --baseline -5 --owner 総務課",
        """\
owner: 総務課
unit: 人
direction: increase
baseline:
  value: -5
""",
    ),
    "decrease": (
        "--unit 枚 --baseline 100 --target-year R8",
        """\
unit: 枚
direction: decrease
baseline:
  value: 100
target:
  year: R8
""",
    ),
    "keep": (
        "--unit % --target 90 --better 高いほど良い",
        """\
unit: "%"
direction: keep
better: higher
target:
  value: 90
""",
    ),
    "range": (
        "--unit 日 --min 10 --max 20",
        """\
unit: 日
direction: range
target:
  min: 10
  max: 20
""",
    ),
    "milestone": (
        "--step 相談窓口の設置 --step 運用:開始 --baseline 未整備",
        """\
direction: milestone
baseline:
  text: 未整備
target:
  steps:
    - 相談窓口の設置
    - 運用:開始
""",
    ),
    "composite": (
        "--unit 団体 --part 県=1 --part 市町村=52 --rule sum --better higher",
        """\
unit: 団体
direction: composite
better: higher
target:
  rule: sum
  parts:
    県: 1
    市町村: 52
""",
    ),
    "judged": (
        "--target 利用指針を定める --baseline 指針がない",
        """\
direction: judged
baseline:
  text: 指針がない
target:
  text: 利用指針を定める
""",
    ),
    "monitor": (
        "--unit 件 --baseline 3",
        """\
unit: 件
direction: monitor
baseline:
  value: 3
""",
    ),
}


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_every_direction_can_be_made_from_options(direction: str) -> None:
    words, said = BY_DIRECTION[direction]
    ending = make(*NAMED, "--direction", direction, *words.split(), "--yes")
    assert (ending.code, ending.err) == (0, "")
    body, owner = (said, "") if not said.startswith("owner") else said.split("\n", 1)[::-1]
    text = HEAD + (f"{owner}\n" if owner else "") + body
    assert Path(FILE).read_text("utf-8") == text
    assert ending.out.startswith(f"{FILE}:\n" + "".join(f"  {line}\n" for line in text.splitlines()))
    assert run("validate", "--strict").code == 0
    assert run("show", "new-one").code == 0


def test_it_says_what_to_see_to_next() -> None:
    ending = make(*NAMED, *["--direction", "absolute", "--unit", "件", "--target", "5", "--better", "higher", "--yes"])
    assert ending.out.endswith(
        f"""\
書いた: {FILE}
次にすること:
  - dxkpi show new-one で、書いたことを確かめる
  - 出典 source（資料 document とページ page）を、ファイルに書き加える
  - 基準値 baseline を書き加える。ないと、目標に届かない年度の達成率を出せない
  - 実績が分かったら、dxkpi set new-one --year … --value … --status … で書き加える
"""
    )


def test_without_the_schemas_beside_the_data_no_editor_line_is_written() -> None:
    Path("data/schemas/indicator.schema.json").unlink()
    assert make(*NAMED, *["--direction", "monitor", "--unit", "件", "--yes"]).code == 0
    assert Path(FILE).read_text("utf-8").startswith("id: new-one\n")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            "",
            "足りない: --section（分野）、--name（名称）、--id（id）、--direction（目標の型）。"
            "目標の型が決まれば、その型に要るものも。端末でなら、一つずつ尋ねる",
        ),
        (
            "--section online --direction range --min 3 --yes",
            "足りない: --name（名称）、--id（id）、--max（上限）。端末でなら、一つずつ尋ねる",
        ),
        (
            "--section online --name a --id a --unit 件 --direction absolute --target 5 --baseline 5",
            "足りない: --better（どちらが良いか）。端末でなら、一つずつ尋ねる",
        ),
        ("--plan example", "--plan: 計画「example」はない。「example-city」ではないか"),
        ("--section 総務", "--section: 分野「総務」はない。あるのは online、skills"),
        ("--direction absolut", "--direction: 目標の型「absolut」はない。「absolute」ではないか"),
        (
            "--id New_Ind",
            "--id: 「New_Ind」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない。"
            "「new-ind」と書く",
        ),
        (
            "--id n",
            "--id: 「n」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない。"
            "ソフトによって真偽・空・数・日付と読まれる語は使えない。意味の分かる語を前に付ける（例 item-n）",
        ),
        (
            "--id 2021",
            "--id: 「2021」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない。"
            "意味の分かる語を前に付ける（例 item-2021）",
        ),
        (
            f"--name {'あ' * 201}",
            f"--name: 「{'あ' * 80}…」は201文字あり、長すぎる（200文字まで）。短くし、残りは note（注記）に書く",
        ),
        (
            "--id online-procedures",
            "--id: id「online-procedures」は、指標「（例）オンラインで申請できる手続の数」で使われている。"
            "別の id にする",
        ),
        (
            "--name （例）データ活用の研修を受けた職員の数",
            "--name: 「（例）データ活用の研修を受けた職員の数」という名称の指標は、すでにある"
            "（data/indicators/example-city/skills/trained-staff.yaml）。違いの分かる名称にする",
        ),
        (
            "--direction absolute --target 6,000",
            "--target: 「6,000」は半角の数値（例 6000、-5、73.5）ではない。「6000」と書く",
        ),
        (
            "--direction increase --baseline 3 --baseline-year R6.4",
            "--baseline-year: 「R6.4」は年度（例 R3、令和3年度、2021）ではない。「R6」と書く。"
            "月まで言うには、実績値に as_of: 2024-04 を添える",
        ),
        ("--document progress-r7 --page 八", "--page: 「八」は半角の数値（例 6000、-5、73.5）ではない"),
        ("--direction composite --part 52", "--part: 「52」は「名前=値」ではない。例 市町村=52"),
        ("--direction composite --part 県=1 --part 県=2", "--part: 「県」が二度ある。一つにする"),
        ("--direction milestone --step 開始 --step 開始", "--step: 「開始」が二度ある。一つにする"),
        ("--direction composite --rule avg", "--rule: 部分の合わせ方「avg」はない。あるのは sum、all、worst、pooled"),
        ("--owner ''", "--owner: 値が書かれていない"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_written(argv: str, said: str) -> None:
    import shlex

    before = data_files()
    ending = make(*shlex.split(argv))
    assert (ending.code, ending.err, ending.out) == (2, f"dxkpi: {said}\n", "")
    assert data_files() == before


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("--direction monitor --min 3", "--min は、この計画と目標の型 monitor では使わない"),
        ("--direction monitor --page 3", "--page は、--document（出典の資料）とともに使う"),
        ("--direction monitor --baseline-year R6", "--baseline-year は、--baseline（基準値）とともに使う"),
        ("--direction monitor --subsection x", "--subsection は、この計画と目標の型 monitor では使わない"),
        (
            "--direction monitor",
            "端末ではないので、書いてよいかを聞けない。書くなら --yes を付ける",
        ),
    ],
)
def test_what_has_no_place_is_refused(argv: str, said: str) -> None:
    ending = make(*NAMED, "--unit", "件", *argv.split())
    assert (ending.code, ending.err) == (2, f"dxkpi: {said}\n")
    assert not Path(FILE).exists()


def test_a_plan_without_documents_says_where_they_go() -> None:
    plan = Path("data/targets/example-city.yaml")
    plan.write_text(plan.read_text("utf-8").partition("\n# 出典の資料")[0] + "\n", "utf-8")
    ending = make(*NAMED, *["--unit", "件", "--direction", "monitor", "--document", "progress-r7", "--yes"])
    assert ending.err == "dxkpi: --document: この計画には資料がない。先に、計画の documents に書き加える\n"


def test_what_would_be_wrong_in_the_whole_is_shown_and_not_written() -> None:
    plan = Path("data/targets/example-city.yaml")
    edit(plan, "    # indicators: 4 ", "    indicators: 1  # ")
    ending = make(*NAMED, *["--unit", "件", "--direction", "keep", "--target", "5", "--better", "higher", "--yes"])
    assert ending.code == 1
    assert "KPI406 分野「手続のオンライン化」は1指標のはずが、2ある" in ending.err
    assert ending.err.endswith("誤りがあるので書かなかった。上の指摘に従って、答えか、計画などのほかのファイルを直す\n")
    assert not Path(FILE).exists()


def test_what_is_wrong_elsewhere_already_stops_nothing() -> None:
    Path("data/indicators/example-city/skills/broken.yaml").write_text("id: [", "utf-8")
    assert run("validate").code == 1
    assert make(*NAMED, *["--unit", "件", "--direction", "monitor", "--yes"]).code == 0


def test_a_contradiction_among_the_answers_is_told_at_its_line() -> None:
    ending = make(*NAMED, *["--unit", "日", "--direction", "range", "--min", "20", "--max", "10", "--yes"])
    assert ending.code == 1
    assert f"{FILE}:10:8: error KPI212 max が min より小さい" in ending.err
    assert not Path(FILE).exists()


def test_a_file_that_cannot_be_read_is_not_written_over() -> None:
    Path(FILE).write_text("id: [", "utf-8")
    ending = make(*NAMED, *["--unit", "件", "--direction", "monitor", "--yes"])
    assert (ending.code, ending.err) == (
        2,
        f"dxkpi: ファイル「{FILE}」はすでにある。別の id にするか、そのファイルを直す\n",
    )
    assert Path(FILE).read_text("utf-8") == "id: ["


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = Path("data/indicators/example-city/online")
    (folder / "online-procedures.yaml").unlink()
    folder.rmdir()
    folder.symlink_to(outside)
    ending = make(*NAMED, *["--unit", "件", "--direction", "monitor", "--yes"])
    assert ending.code == 3
    assert "すでに indicators/example-city/online がある" in ending.err
    assert list(outside.iterdir()) == []


def test_without_a_plan_there_is_nothing_to_ask() -> None:
    Path("data/targets/example-city.yaml").write_text("plan: [", "utf-8")
    ending = make()
    assert (ending.code, ending.err) == (
        2,
        "dxkpi: 計画が一つも読めない。dxkpi validate で指摘を見て、targets/ の計画を直す\n",
    )


@pytest.mark.parametrize(
    "name", [*HOSTILE, "\udcff", "a\tb", "no", "12:30", "'", '"', "- x", "a: b", "a #b", "ＡＩ：x"]
)
def test_any_name_is_written_as_it_is_or_refused(name: str) -> None:
    ending = make(*SECTION, "--id", "new-one", "--name", name, *["--unit", "件", "--direction", "monitor", "--yes"])
    assert "\x1b" not in ending.out + ending.err
    assert "\u202e" not in ending.out + ending.err
    if ending.code == 0:
        dataset = load(FolderTree(Path("data"), "data")).dataset
        assert name.strip() in [d.indicator.name for d in dataset.indicators]
        assert run("validate").code == 0
    else:
        assert ending.code == 2
        assert ending.err.startswith("dxkpi: --name: 「")
        assert not Path(FILE).exists()


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def talk(monkeypatch: pytest.MonkeyPatch, typed: str, *argv: str) -> Run:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    return make(*argv)


def trimmed(text: str) -> str:
    """Without the blank that stands between a question and what is typed, which shows nowhere here."""
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


TYPED = """\
onlin
1

（例）申請の満足度
online-procedures
Satisfaction
satisfaction
目標値に達する
%
９０
90
80
R6

2

1
-
4
R7
七十
70
実績
y
"""
KINDS = "\n".join(f"  {n}) {name}  {kind.title}" for n, (name, kind) in enumerate(DIRECTIONS.items(), start=1))
SAID = f"""\
（前の質問に戻るときは < と打つ）

  1) online  手続のオンライン化
  2) skills  職員の育成
分野:   分野「onlin」はない。「online」ではないか
分野:
名称:   ここは省けない
名称:
id（ファイルの名前になる。半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）: \
  id「online-procedures」は、指標「（例）オンラインで申請できる手続の数」で使われている。別の id にする
id（ファイルの名前になる。半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）: \
  「Satisfaction」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない。\
「satisfaction」と書く
id（ファイルの名前になる。半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）:
{KINDS}
目標の型:
単位（例 件。なければ Enter）:
目標値（例 100）:   「９０」は半角の数値（例 6000、-5、73.5）ではない。「90」と書く
目標値（例 100）:
基準値（目標を決めたときの値。例 20。率は 3/8（分子/分母）とも書ける。なければ Enter）:
基準値の年度（例 R6。なければ Enter）:
目標年度（計画と違うときだけ書く。例 R9。なければ Enter）:
  1) cumulative  実績値も目標値も累計（実績値は減らない）
  2) yearly  実績値も目標値も単年度の値
累計か単年度か（なければ Enter）:
担当（なければ Enter）:
  1) progress-r7  （例）例市デジタル計画 令和7年度 進捗状況
出典の資料（なければ Enter）:
出典のページ（例 8。なければ Enter）:   「-」は半角の数値（例 6000、-5、73.5）ではない
出典のページ（例 8。なければ Enter）:
はじめの実績値の年度（例 R6。なければ Enter）:
実績値（例 20。率は 3/8（分子/分母）とも書ける）:   「七十」は半角の数値（例 6000、-5、73.5）ではない
実績値（例 20。率は 3/8（分子/分母）とも書ける）:
  1) 実績  実績
  2) 速報  速報
  3) 見込  見込
値の別: この内容で書くか（y / n）:"""


def test_what_is_needed_is_asked_until_it_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = talk(monkeypatch, TYPED)
    assert (ending.code, trimmed(ending.err)) == (0, SAID)
    assert (
        Path("data/indicators/example-city/online/satisfaction.yaml").read_text("utf-8")
        == """\
# yaml-language-server: $schema=../../../schemas/indicator.schema.json
id: satisfaction
name: （例）申請の満足度
plan: example-city
section: online
unit: "%"
direction: absolute
counting: yearly
baseline:
  value: 80
  year: R6
target:
  value: 90
actuals:
  R7:
    value: 70
    status: 実績
source:
  document: progress-r7
  page: 4
"""
    )


# ruff: noqa: E501 - whole messages in one line each
@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--counting", "summed", "--baseline", "3"), "--counting: 「summed」は、ここでは使えない。累計は計画の始まりの0から数えるので、基準値（--baseline）を付けない。計画の前の値は note に書く。選べるのは cumulative、yearly"),
        (("--known", "2026-05-20"), "--known は、--actual-year（はじめの実績値の年度）とともに使う"),
        (("--actual", "3"), "--actual は、--actual-year（はじめの実績値の年度）とともに使う"),
        (("--actual-year", "R7", "--actual", "3", "--actual", "4", "--status", "実績"), "--actual: 一つだけ書く"),
        (("--actual-year", "R7", "--actual", "3"), "足りない: --status（値の別）、--reported（誰の報告か）。端末でなら、一つずつ尋ねる"),
    ],
)  # fmt: skip
def test_a_first_actual_is_whole(argv: tuple[str, ...], said: str) -> None:
    way = ("--unit", "件", "--direction", "absolute", "--target", "9", "--better", "higher")
    ending = make(*NAMED, *way, *argv, "--yes")
    assert (ending.code, ending.err) == (2, f"dxkpi: {said}\n")


@pytest.mark.parametrize(
    ("way", "actual", "written"),
    [
        (("absolute", "--target", "9", "--counting", "summed"), ("3",), "    value: 3\n"),
        (("milestone", "--step", "設計", "--step", "公開"), ("設計",), "    done:\n      - 設計\n"),
        (
            ("composite", "--part", "県=1", "--part", "市=4", "--rule", "sum", "--better", "higher"),
            ("県=1", "市=3"),
            "    parts:\n      県: 1\n      市: 3\n",
        ),
        (("judged", "--target", "指針を定める"), ("素案をまとめた",), "    text: 素案をまとめた\n"),
    ],
)
def test_a_first_actual_is_written_as_its_direction_has_it(
    way: tuple[str, ...], actual: tuple[str, ...], written: str
) -> None:
    values = [word for own in actual for word in ("--actual", own)]
    told = ("--actual-year", "令和7年度", *values, "--status", "速報", "--reported", "情報課", "--known", "2026-05-20")
    assert make(*NAMED, "--direction", *way, *told, "--yes").code == 0
    end = f"actuals:\n  R7:\n{written}    status: 速報\n    known: 2026-05-20\n    reported: 情報課\n"
    assert end in Path(FILE).read_text("utf-8")
    assert "KPI2" not in run("validate").out


def test_a_first_actual_that_became_known_on_a_day_to_come_is_not_written() -> None:
    values = "--target 60 --baseline 20 --actual-year R7 --actual 30 --status 速報 --reported 情報課 --known 2222-05-20"
    refused = make(*NAMED, "--unit", "件", "--direction", "absolute", *values.split(), "--yes")
    assert (refused.code, "KPI352" in refused.out + refused.err, Path(FILE).exists()) == (1, True, False)


def test_shares_are_taken_as_numerator_and_denominator_and_decide_the_good_side() -> None:
    values = "--baseline 3/8 --target 60 --actual-year R7 --actual 12/40 --status 実績 --reported 情報課"
    assert make(*NAMED, *["--unit", "%", "--direction", "absolute"], *values.split(), "--yes").code == 0
    assert (
        Path(FILE)
        .read_text("utf-8")
        .endswith(
            """\
unit: "%"
direction: absolute
baseline:
  value:
    numerator: 3
    denominator: 8
target:
  value: 60
actuals:
  R7:
    value:
      numerator: 12
      denominator: 40
    status: 実績
    reported: 情報課
"""
        )
    )
    again = make(
        *SECTION,
        "--id",
        "b",
        "--name",
        "b",
        *["--unit", "%", "--direction", "absolute", "--baseline", "3/5"],
        *values.split()[2:],
    )
    assert again.err == "dxkpi: 足りない: --better（どちらが良いか）。端末でなら、一つずつ尋ねる\n"


POOLED = (
    "--unit",
    "%",
    "--direction",
    "composite",
    "--rule",
    "pooled",
    "--part",
    "県",
    "--part",
    "市",
    "--target",
    "30",
)


def test_a_change_in_points_is_made_from_options() -> None:
    values = "--direction relative --unit % --baseline 10 --points 3 --yes"
    assert make(*NAMED, *values.split()).code == 0
    assert Path(FILE).read_text("utf-8").endswith("target:\n  points: 3\n")


def test_pooled_parts_are_named_and_their_values_are_fractions() -> None:
    first = "--baseline 県=1/10 --baseline 市=3/10 --actual-year R7 --actual 県=2/10 --actual 市=5/9"
    ending = make(*NAMED, *POOLED, *first.split(), "--status", "実績", "--reported", "情報課", "--yes")
    assert (ending.code, ending.err) == (0, "")
    assert (
        Path(FILE)
        .read_text("utf-8")
        .endswith(
            """\
unit: "%"
direction: composite
baseline:
  parts:
    県:
      numerator: 1
      denominator: 10
    市:
      numerator: 3
      denominator: 10
target:
  rule: pooled
  value: 30
  parts:
    - 県
    - 市
actuals:
  R7:
    parts:
      県:
        numerator: 2
        denominator: 10
      市:
        numerator: 5
        denominator: 9
    status: 実績
    reported: 情報課
"""
        )
    )
    assert run("validate", "--strict").code == 0


def test_parts_are_asked_as_their_rule_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "%\nsum\npooled\n30\n県=3\n県\n市\n\n県=3\n県=3/8\n市=2/5\n\n\n\n\n\n\nn\n"
    ending = talk(monkeypatch, typed, *NAMED, "--direction", "composite")
    assert (ending.code, trimmed(ending.err)) == (
        0,
        """\
（前の質問に戻るときは < と打つ）

単位（例 件。なければ Enter）:
  1) all  すべての部分が目標に達すれば達成
  2) worst  最も低い部分の達成率を使う
  3) pooled  部分の分子と分母をそれぞれ合計し、割った率で比べる
部分の合わせ方:   「sum」は、ここでは使えない。割合は足しても全体の割合にならない。分子と分母が分かるなら pooled にする。選べるのは all、worst、pooled
部分の合わせ方:
全体の目標値（例 100）:
合わせる部分の名前（例 市町村）:   「県=3」は部分の名前ではない。分子と分母を合わせて比べる（pooled）ときは、部分の名前だけを書く（例 市町村）。目標値は全体で一つ（--target）
合わせる部分の名前（例 市町村）: 合わせる部分の名前（例 市町村。終わりなら Enter）: 合わせる部分の名前（例 市町村。終わりなら Enter）:
部分ごとの基準値（名前=分子/分母。例 市町村=3/8。なければ Enter）:   「県=3」では合わせた率が出ない（pooled）。分子/分母で書く（例 県=3/8）
部分ごとの基準値（名前=分子/分母。例 市町村=3/8。なければ Enter）: 部分ごとの基準値（名前=分子/分母。例 市町村=3/8。終わりなら Enter）: 部分ごとの基準値（名前=分子/分母。例 市町村=3/8。終わりなら Enter）:
基準値の年度（例 R6。なければ Enter）:
目標年度（計画と違うときだけ書く。例 R9。なければ Enter）:
担当（なければ Enter）:
  1) progress-r7  （例）例市デジタル計画 令和7年度 進捗状況
出典の資料（なければ Enter）:
はじめの実績値の年度（例 R6。なければ Enter）: この内容で書くか（y / n）: 何も書かなかった
""",
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ("absolute --target 3/8", "--target: 「3/8」は半角の数値（例 6000、-5、73.5）ではない。ここには分数でなく、割った値を書く（3/8 なら 0.375、単位が % なら 37.5）"),
        ("absolute --target 9 --baseline 3/0", "--baseline: 「3/0」は分母が0より大きい分数（例 3/8）ではない"),
        ("absolute --target 9 --baseline ５／８", "--baseline: 「５／８」は半角の分数（例 3/8）ではない。「5/8」と書く"),
        ("absolute --target 9 --counting summed --better higher", "--counting: 「summed」は、ここでは使えない。割合は足しても期間の割合にならない。選べるのは cumulative、yearly"),
        ("keep --target 9 --counting summed --better higher", "--counting: 「summed」は、ここでは使えない。足して比べる累計の目標値があるのは、目標の型 absolute（ある値に達する）だけである。選べるのは cumulative、yearly"),
        ("composite --rule worst --part 県=3 --baseline 県=3/5 --of trained-staff", "--of: 内数（うち）とする元の指標「trained-staff」はない。あるのは online-procedures"),
    ],
)  # fmt: skip
def test_an_answer_that_such_an_indicator_cannot_have_leads_out(argv: str, said: str) -> None:
    ending = make(*NAMED, "--unit", "%", "--direction", *argv.split(), "--yes")
    assert (ending.code, ending.err) == (2, f"dxkpi: {said}\n")


def test_a_part_of_another_indicator_is_made_beside_it() -> None:
    way = "--of online-procedures --unit 件 --direction composite --rule worst --part 県=9 --part 市=4"
    assert make(*NAMED, *way.split(), *["--baseline", "県=3", "--baseline", "市=2", "--yes"]).code == 0
    assert "of: online-procedures\n" in Path(FILE).read_text("utf-8")
    assert "うち （例）新しい指標" in run("list").out


def test_what_was_given_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = talk(monkeypatch, "開始\n開始\n終了\n\n\n\n\n\n\nn\n", *NAMED, "--direction", "milestone")
    assert (ending.code, trimmed(ending.err)) == (
        0,
        """\
（前の質問に戻るときは < と打つ）

行う段階（例 相談窓口の設置）: 行う段階（例 相談窓口の設置。終わりなら Enter）:   「開始」が二度ある。一つにする
行う段階（例 相談窓口の設置。終わりなら Enter）: 行う段階（例 相談窓口の設置。終わりなら Enter）:
目標を決めたときの状態（例 未整備。なければ Enter）:
目標年度（計画と違うときだけ書く。例 R9。なければ Enter）:
担当（なければ Enter）:
  1) progress-r7  （例）例市デジタル計画 令和7年度 進捗状況
出典の資料（なければ Enter）:
はじめの実績値の年度（例 R6。なければ Enter）: この内容で書くか（y / n）: 何も書かなかった
""",
    )
    assert not Path(FILE).exists()


def test_who_gave_all_that_is_needed_is_only_asked_whether_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    ending = talk(monkeypatch, "ok\nはい\n", *NAMED, "--unit", "件", "--direction", "monitor")
    assert (ending.code, ending.err) == (
        0,
        "この内容で書くか（y / n）: y か n で答える\nこの内容で書くか（y / n）: ",
    )
    assert Path(FILE).is_file()


def test_an_input_that_ends_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = data_files()
    ending = talk(monkeypatch, "1\n")
    assert (ending.code, ending.out) == (130, "")
    assert ending.err.endswith("名称: \ndxkpi: 中断した\n")
    assert data_files() == before


@pytest.mark.slow
def test_bytes_that_are_no_text_are_asked_again_at_a_real_terminal() -> None:
    ours, theirs = pty.openpty()
    options = [*SECTION, "--id", "new-one", "--unit", "件", "--direction", "monitor", "--yes"]
    os.write(ours, b"\xff\xfe\n" + "（例）新しい指標\n\n\n\n\n\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "dxkpi", "new", "indicator", *options],
        stdin=theirs,
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ},
    )
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, done.stderr.decode().split("\n")[:4]) == (
        0,
        [
            "（前の質問に戻るときは < と打つ）",
            "",
            "名称:   「\\udcff\\udcfe」に文字として読めないところがある。打ち直す",
            "名称: ",
        ],
    )
    assert Path(FILE).read_text("utf-8").startswith(HEAD)


def test_what_it_makes_takes_an_actual() -> None:
    assert (
        make(*NAMED, "--unit", "件", "--direction", "increase", "--baseline", "3", "--owner", "総務課", "--yes").code
        == 0
    )
    assert run("set", "new-one", "--year", "R7", "--value", "5", "--status", "実績", "--yes").code == 0
    assert run("validate", "--strict").code == 0
    assert "達成" in run("explain", "new-one", "--year", "R7").out


def test_whoever_goes_back_answers_the_question_before_again(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "<\n1\n＜\n1\n誤った名称\n<\n（例）新しい指標\nnew-one\nmonitor\n戻る\nmonitor\n\n\n\n\n\n\ny\n"
    ending = talk(monkeypatch, typed)
    assert ending.code == 0
    assert trimmed(ending.err).count("分野:") == 3
    text = Path(FILE).read_text("utf-8")
    assert text == f"{HEAD}direction: monitor\n"


MAKE_PLAN = (
    *(
        "new",
        "plan",
        "--government",
        "大分県",
        "--name",
        "（例）土木の計画",
        "--id",
        "works",
        "--from",
        "R6",
        "--to",
        "R10",
    ),
    *("--method", "oita", "--section", "road=道路", "--section", "港湾", "--document", "計画の本文"),
)
PLAN = """\
# yaml-language-server: $schema=../schemas/plan.schema.json
plan: works                     # 計画の id（ファイルの名前と同じ）。指標のファイルの plan に、これを書く
name: （例）土木の計画          # 計画の名称
government: 大分県              # 計画を持つ団体
period:                         # 計画が続く年度
  from: R6
  to: R10
target_year: R10                # 目標年度。指標が別に書かなければ、これを使う
method:                         # 評価方法（達成率の式、比べる値、達成区分）
  preset: oita
  # 書き下して変えるなら、この2行を dxkpi methods oita --yaml の内容に替える
  # その年度の目標値は、指標の target の by_year に書く
  # 調査のない年度は、直近の調査年の値で判定する（平成25年の値を平成27年の欄に）
sections:                       # 分野。報告の表の一行になる。指標のファイルの section に、ここの id を書く
  - id: road
    name: 道路
  - id: s2
    name: 港湾
documents:                      # 出典の資料。指標のファイルの source の document に、ここの id を書く
  plan:
    title: 計画の本文
    publisher: 大分県
"""


def test_a_plan_is_written_with_what_each_key_is() -> None:
    ending = run(*MAKE_PLAN, "--yes")
    assert ending.code == 0
    assert Path("data/targets/works.yaml").read_text("utf-8").startswith(PLAN)
    assert ending.out.endswith(
        "書いた: data/targets/works.yaml\n次にすること:\n"
        "  - dxkpi new indicator --plan works --section road で、指標を加える\n"
        "  - dxkpi methods oita で、評価方法を確かめる\n"
    )
    assert run("validate").out == "指摘なし（4ファイル）\n"
    assert (
        run(
            "new", "indicator", "--plan", "works", *NAMED[2:], "--section", "road", "--direction", "monitor", "--yes"
        ).code
        == 0
    )
    again = run(*MAKE_PLAN, "--yes")
    assert (again.code, again.err) == (
        2,
        "dxkpi: --id: 計画「works」はすでにある（data/targets/works.yaml）。別の id にする\n",
    )


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (MAKE_PLAN[:8], "足りない: --from（計画の最初の年度）、--to（計画の最後の年度（目標年度））、--method（評価方法）、"
                        "--section（分野の名称）。端末でなら、一つずつ尋ねる"),
        ((*MAKE_PLAN[:14], "--section", "Road=道路"),
         "--section: 「Road」はid（半角の英小文字で始め、英小文字と数字をハイフンでつなぐ。例 rpa-hours）ではない。「road」と書く"),
        ((*MAKE_PLAN[:14], "--section", "road="), "--section: = の後に、分野の名称を書く"),
        ((*MAKE_PLAN[:14], "--section", "=道路"), "--section: = の前に、分野の id を書く（例 online=行政手続）"),
        ((*MAKE_PLAN[:12], "--method", "ooita", "--section", "道路"), "--method: 評価方法「ooita」はない。「oita」ではないか"),
    ],
)  # fmt: skip
def test_what_no_plan_can_be_made_of_is_told(argv: tuple[str, ...], sentence: str) -> None:
    ending = run(*argv, "--yes")
    assert (ending.code, ending.err) == (2, f"dxkpi: {sentence}\n")


def test_a_document_is_published_by_a_body_and_not_by_its_plan() -> None:
    nameless = (
        "new",
        "plan",
        "--name",
        "（例）計画",
        "--id",
        "works",
        "--from",
        "R6",
        "--to",
        "R10",
        "--method",
        "monitor",
    )
    told = (*nameless, "--section", "道路", "--document", "計画の本文")
    refused = run(*told, "--yes")
    assert (refused.code, refused.err) == (
        2,
        "dxkpi: 足りない: --publisher（資料を発行した団体）。端末でなら、一つずつ尋ねる\n",
    )
    assert run(*told, "--publisher", "大分県", "--yes").code == 0
    assert "    publisher: 大分県\n" in Path("data/targets/works.yaml").read_text("utf-8")


def test_years_in_no_order_are_not_written() -> None:
    ending = run(*MAKE_PLAN[:9], "R10", "--to", "R6", "--method", "monitor", "--section", "道路", "--yes")
    assert (ending.code, ending.err) == (2, "dxkpi: --to: 「R6」は、計画の最初の年度（R10）より前である\n")
    assert not Path("data/targets/works.yaml").exists()


def test_sections_have_ids_of_their_own() -> None:
    way = (*MAKE_PLAN[:9], "R6", "--to", "R10", "--method", "monitor", "--yes")
    twice = run(*way, "--section", "life=暮らし", "--section", "life=まち")
    assert (twice.code, twice.err) == (2, "dxkpi: --section: 「life」が二度ある。一つにする\n")
    assert run(*way, "--section", "s2=暮らし", "--section", "まち", "--section", "人").code == 0
    assert "  - id: s2\n    name: 暮らし\n  - id: s3\n    name: まち\n  - id: s4\n    name: 人\n" in Path(
        "data/targets/works.yaml"
    ).read_text("utf-8")


def test_on_the_way_back_the_last_of_several_answers_is_taken_back_first(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "\n（例）計画\nnext\nR6\nR5\nR10\nmonitor\n道路\n川\n<\n橋\n<\n<\n<\nmonitor\n港\n\n\ny\n"
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    ending = run("new", "plan")
    assert ending.code == 0
    said = re.findall("  「.*?」(?:は、計画の最初の年度（R6）より前である|を取り消した)", ending.err)
    assert said == [
        "  「R5」は、計画の最初の年度（R6）より前である",
        *(f"  「{own}」を取り消した" for own in ("川", "橋", "道路")),
    ]
    assert "\n  - id: s1\n    name: 港\n#" in Path("data/targets/next.yaml").read_text("utf-8")


def test_a_plan_that_only_follows_is_told_what_is_left_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("\n（例）計画\nnext\nR6\nR10\nmonitor\n道路\n\n\ny\n"))
    ending = run("new", "plan")
    assert ending.code == 0
    assert "method" not in Path("data/targets/next.yaml").read_text("utf-8").split("# 必要に")[0]
    assert ending.out.endswith("  - 評価方法が決まったら、method と ratings を書く（dxkpi methods で一覧を見る）\n")
    assert run("report", "--plan", "next").err == "dxkpi: 指標がまだ一つもない。dxkpi new indicator で作る\n"
    rated = run("new", "indicator", "--plan", "next", *NAMED[2:], "--section", "s1", "--direction", "absolute", "--yes")
    assert rated.err == (
        "dxkpi: --direction: 「absolute」は、ここでは使えない。"
        "この計画には評価方法（method と ratings）がまだなく、値の推移だけを見る。選べるのは monitor\n"
    )


def test_the_first_plan_needs_no_other_beside_it(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = "--name 計画 --id p --from R7 --to R9 --method oita --section 産業 --yes --data empty"
    assert run("new", "plan", *said.split()).code == 0
    assert run("validate", "--strict", "--data", "empty").code == 0
    assert run("new", "indicator", "--data", "empty").err.startswith("dxkpi: 足りない: --name（名称）")
