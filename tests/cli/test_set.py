"""`dxkpi set`: what it shows, what it writes, and what it refuses to write."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import DATA, Run, run

pytestmark = pytest.mark.usefixtures("in_a_copy")

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
STEPS = "data/indicators/chiba-ict/dodai/needs-consultation.yaml"


@pytest.fixture
def _longer(in_a_copy: Path) -> None:
    """Lets the plan go on for two years after its target year."""
    with (in_a_copy / "data/targets/chiba-ict.yaml").open("a", encoding="utf-8") as file:
        file.write("period: {from: R1, to: R5}\n")


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path("data").rglob("*.yaml"))}


REASON = (
    "RPAに向く業務が当初の見込みより少なく、導入の効果が小さい業務があったため。"
    "結果を踏まえ、適した業務を選んで導入する"
)
SHOWN = f"""\
    --- data/indicators/chiba-ict/hakyu/rpa-hours.yaml
    +++ data/indicators/chiba-ict/hakyu/rpa-hours.yaml
    @@ -10,8 +10,12 @@
       value: 6000
     actuals:
       R3:
    -    value: 5445
    -    status: 実績
    +    - value: 5445
    +      status: 実績
    +    - value: 6000
    +      status: 実績
    +      known: 2022-09-30
    +      reported: 情報政策課
     unmet:
       R3:
         reason: {REASON}

RPA導入により削減した作業時間（rpa-hours）R3年度

・前: 達成率 90.8%推（60%以上100%未満）
    R3年度実績 5,445時間
・後: 達成率 100.0%（100%）
    R3年度実績 6,000時間

推 資料にない値を推定したものを含む
"""
VALUE = ("set", "rpa-hours", "--year", "R3", "--value", "6000", "--status", "実績", "--known", "2022-09-30")
BY = ("--reported", "情報政策課")


def test_the_lines_and_what_they_do_to_the_result_are_shown() -> None:
    before = contents()
    ending = run(*VALUE, *BY, "--dry-run")
    assert (ending.code, ending.out, ending.err) == (0, SHOWN, "")
    assert contents() == before


def test_it_is_written_and_reported() -> None:
    before = contents()
    ending = run(*VALUE, *BY, "--yes")
    assert (ending.code, ending.out, ending.err) == (0, SHOWN, f"書き込んだ: {RPA}\n")
    assert {name for name, content in contents().items() if content != before[name]} == {RPA}
    assert run("validate", "--strict").code == 0
    explained = run("explain", "rpa-hours", "--year", "R3").out
    assert "報告: 情報政策課（載っている資料はまだない）" in explained
    assert "達成率は100.0%" in explained
    assert "達成率は90.8%" in run("explain", "rpa-hours", "--year", "R3", "--as-of", "2022-09-29").out


def test_a_correction_takes_the_place_of_the_value() -> None:
    printed = Path("data/published/chiba-ict/R3.yaml")
    edit(printed, "value: 5445", "value: 6000")
    ending = run(*VALUE[:-2], "--correct", "--yes")
    text = Path(RPA).read_text("utf-8")
    assert ending.code == 0
    assert text == (DATA.parent / RPA).read_text("utf-8").replace("value: 5445", "value: 6000")
    shown = ending.out.partition("この変更で新しく出る指摘:\n")[2]
    assert [line.split()[1:3] for line in shown.splitlines() if line.startswith("data/")] == [
        ["warning", "KPI313"],
        ["error", "KPI601"],
    ]


def test_a_calendar_year_is_written_as_the_others_are() -> None:
    edit(RPA, "unit: 時間\n", "unit: 時間\nyear_kind: calendar\n")
    edit(RPA, "  R3:\n    value: 5445", "  2020:\n    value: 5445")
    assert run(*VALUE, *BY, "--yes").code == 0
    assert "  2021:\n    value: 6000\n    status: 実績\n" in Path(RPA).read_text("utf-8")


def test_a_correction_keeps_the_day_of_the_document_that_it_takes_the_place_of() -> None:
    printed = Path("data/published/chiba-ict/R3.yaml")
    edit(printed, "value: 5445", "value: 5500")
    corrected = ("set", "rpa-hours", "-y", "R3", "--value", "5500", "--status", "実績", "--correct", *BY, "--yes")
    assert run(*corrected).code == 0
    written = "    value: 5500\n    status: 実績\n    known: 2022-03-14\n    reported: 情報政策課\n"
    assert written in Path(RPA).read_text("utf-8")
    assert run(*corrected).out.endswith("もうそのとおりに書かれている。変わるところはない。\n")


@pytest.mark.usefixtures("_longer")
def test_what_was_reported_takes_the_document_that_prints_it_and_the_other_way_round() -> None:
    reported = ("set", "rpa-hours", "-y", "R4", "--status", "見込", "--known", "2022-06-01")
    assert run(*reported, "--value", "6100", *BY, "--yes").code == 0
    printed = ("set", "rpa-hours", "-y", "R4", "--status", "見込", "--correct", "--yes")
    assert run(*printed, "--value", "6200", "--document", "r3-progress", "--page", "9").code == 0
    value, known = "    value: 6200\n    status: 見込\n", "    known: 2022-06-01\n"
    assert f"  R4:\n{value}{known}    source: {{document: r3-progress, page: 9}}\n" in Path(RPA).read_text("utf-8")
    assert run(*printed, "--value", "6200", *BY).code == 0
    assert f"  R4:\n{value}{known}    reported: 情報政策課\n" in Path(RPA).read_text("utf-8")


@pytest.mark.usefixtures("_longer")
def test_a_reason_that_was_reported_takes_the_document_that_prints_it() -> None:
    reason = ("set", "rpa-hours", "-y", "R4", "--reason", "納入の遅れ", "--yes")
    assert run(*reason, "--known", "2022-06-01", *BY).code == 0
    assert run(*reason, "--document", "r3-progress", "--page", "9").code == 0
    assert (
        "  R4:\n    reason: 納入の遅れ\n    known: 2022-06-01\n    source: {document: r3-progress, page: 9}\n"
        in Path(RPA).read_text("utf-8")
    )


def test_a_source_of_the_value_s_own() -> None:
    run("set", "rpa-hours", "-y", "R2", "--value", "3000", "--status", "実績",
        "--document", "r3-progress", "--page", "9",
        "--as-of", "2021-03", "--approximate", "--note", "県: 本庁のみ", "--yes")  # fmt: skip
    assert """
actuals:
  R2:
    value: 3000
    status: 実績
    as_of: 2021-03
    approximate: true
    note: "県: 本庁のみ"
    source:
      document: r3-progress
      page: 9
  R3:
""" in Path(RPA).read_text("utf-8")  # fmt: skip


@pytest.mark.usefixtures("_longer")
def test_steps_and_parts() -> None:
    step = "相談窓口等の設置（ネット・出前等）"
    assert run("set", "needs-consultation", "-y", "R4", "--done", step, "--status", "実績", *BY, "--yes").code == 0
    assert f"  R4:\n    done:\n      - {step}\n    status: 実績\n" in Path(STEPS).read_text("utf-8")
    ending = run("set", "forest-cloud", "-y", "R4", "--part", "県=1", "--part", "市町村=52", "--part", "林業事業体=13",
                 "--status", "実績", *BY, "--dry-run")  # fmt: skip
    assert ending.code == 0
    assert "    +      県: 1\n    +      市町村: 52\n" in ending.out


@pytest.mark.usefixtures("_longer")
def test_a_reason_and_a_suspension() -> None:
    run("set", "rpa-hours", "-y", "R3", "--cause", "other", "--yes", *BY)
    run("set", "rpa-hours", "-y", "R4", "--reason", "機器の納入が遅れたため", "--yes", *BY)
    run(
        "set",
        "rpa-hours",
        "-y",
        "R5",
        "--suspend",
        "--reason",
        "事業が終わったため",
        "--successor",
        "次期計画",
        "--yes",
        *BY,
    )
    text = re.sub(r"known: \d{4}-\d{2}-\d{2}\n", "known: (today)\n", Path(RPA).read_text("utf-8"))
    assert (
        "導入する\n    cause: other\n    known: (today)\n    reported: 情報政策課\n"
        "  R4:\n    reason: 機器の納入が遅れたため\n" in text
    )
    assert (
        "suspended:\n  since: R5\n  reason: 事業が終わったため\n  successor: 次期計画\n"
        "  known: (today)\n  reported: 情報政策課\n" in text
    )
    assert run("validate", "--strict").code == 0


def test_remarks_are_added_and_replaced_by_their_heading() -> None:
    by = ("--reported", "業務改革課", "--known", "2022-06-01", "--yes")
    assert (
        run("set", "rpa-hours", "-y", "R3", "--remark", "課題=人手 = 足りない", "--remark", "今後=採用", *by).code == 0
    )
    written = "    - heading: 課題\n      text: 人手 = 足りない\n      known: 2022-06-01\n      reported: 業務改革課\n"
    assert f"remarks:\n  R3:\n{written}    - heading: 今後\n" in Path(RPA).read_text("utf-8")
    assert run("set", "rpa-hours", "-y", "R3", "--remark", "課題=増員した", *by).code == 0
    assert written.replace("人手 = 足りない", "増員した") in Path(RPA).read_text("utf-8")


def test_a_state_of_the_plan_and_a_rating_by_people() -> None:
    with Path("data/targets/chiba-ict.yaml").open("a", encoding="utf-8") as file:
        file.write("states:\n  - {id: ended, label: 完了, symbol: ※, group: その他, lasting: true}\n")
    entered = run("set", "rpa-hours", "-y", "R3", "--state", "完了", "--reason", "済んだため", *BY, "--dry-run").out
    assert "+states:\n    +  R3:\n    +    state: ended\n    +    reason: 済んだため\n" in entered
    assert "・後: 完了（済んだため）" in entered
    rated = run(
        "set", "rpa-hours", "-y", "R3", "--rating", "100%", "--by", "委員会", "--document", "r3-progress", "--yes"
    )
    assert rated.code == 0
    written = "judged:\n  R3:\n    rating: achieved\n    by: 委員会\n    source:\n      document: r3-progress\n"
    assert written in Path(RPA).read_text("utf-8")
    again = run("set", "rpa-hours", "-y", "R3", "--rating", "from60", "--document", "r3-progress", "--dry-run").out
    assert "-    rating: achieved\n    +    rating: from60" in again
    assert "・後: 達成率 90.8%評（60%以上100%未満）" in again


def test_a_state_that_lasts_ends_and_a_suspension_says_where_its_end_is_written() -> None:
    plan, rpa = Path("data/targets/chiba-ict.yaml"), Path(RPA)
    edit(plan, "target_year: R3", "target_year: R3\nperiod: {from: R1, to: R5}")
    with plan.open("a", encoding="utf-8") as file:
        file.write("states:\n  - {id: ended, label: 完了, group: その他, lasting: true}\n")
    resume = ("set", "rpa-hours", "-y", "R5", "--resume", "--reason", "再び始めたため", *BY, "--yes")
    nothing = run(*resume)
    assert (nothing.code, "は令和5年度に状態を終えるが、その前に、続いている状態がない" in nothing.out) == (1, True)
    assert run("set", "rpa-hours", "-y", "R4", "--state", "完了", *BY, "--yes").code == 0
    ending = run(*resume)
    assert (ending.code, ending.err) == (0, f"書き込んだ: {RPA}\n")
    assert "・前: 完了\n" in ending.out
    assert "・後: 達成率 90.8%推前（60%以上100%未満）\n" in ending.out
    assert "  R5:\n    ends: true\n    reason: 再び始めたため\n" in rpa.read_text("utf-8")
    with rpa.open("a", encoding="utf-8") as file:
        file.write("suspended:\n  since: R4\n  reason: 例\n")
    assert run(*resume).err == (
        "dxkpi: --resume: rpa-hours は停止（suspended）である。停止の終わりは、ファイルの suspended に"
        " until: R4（停止として報告する最後の年度）と until_known（そう決まった日）を書く\n"
    )


def test_the_owner_is_who_reports_where_nobody_else_is_named() -> None:
    text = Path(RPA).read_text("utf-8").replace("section: hakyu", "section: hakyu\nowner: 業務改革課")
    Path(RPA).write_text(text, "utf-8")
    assert run(*VALUE, "--yes").code == 0
    assert "      reported: 業務改革課\n" in Path(RPA).read_text("utf-8")


def test_what_is_there_already_changes_nothing() -> None:
    for more in (("--correct",), BY):
        ending = run("set", "rpa-hours", "-y", "R3", "--value", "5445", "--status", "実績", *more, "--yes")
        assert (ending.code, ending.out) == (0, f"{RPA}: もうそのとおりに書かれている。変わるところはない。\n")


@pytest.mark.usefixtures("_longer")
def test_the_same_once_more_changes_nothing() -> None:
    value = ("--value", "6100", "--status", "見込", "--note", "例", "--known", "2022-06-01")
    reason = ("--reason", "例", "--document", "r3-progress", "--page", "9")
    for what in (value, reason, ("--pending",), ("--remark", "課題=例")):
        written = ("set", "rpa-hours", "-y", "R4", *what, *(() if what is reason else BY), "--yes")
        assert run(*written).code == 0
        before = contents()
        assert run(*written).out == f"{RPA}: もうそのとおりに書かれている。変わるところはない。\n"
        assert contents() == before


@pytest.mark.usefixtures("_longer")
def test_an_earlier_value_takes_the_place_of_a_later_one_only_as_a_correction() -> None:
    asked = ("set", "rpa-hours", "-y", "R4", "--status", "見込", *BY, "--yes")
    later = ("--value", "6200", "--known", "2022-09-01")
    for value in (later, ("--value", "6100", "--known", "2022-06-01")):
        assert run(*asked, *value).code == 0
    before = contents()
    assert run(*asked, "--value", "6100").code == 2
    assert contents() == before
    assert run(*asked, "--value", "6300", "--correct").code == 0
    assert "    - value: 6300\n      status: 見込\n      known: 2022-09-01\n" in Path(RPA).read_text("utf-8")


@pytest.mark.usefixtures("_longer")
def test_a_reason_takes_the_origin_and_the_day_that_are_given() -> None:
    reason = ("set", "rpa-hours", "-y", "R4", "--yes", "--reason")
    assert run(*reason, "例", "--known", "2022-06-01", *BY).code == 0
    for words, origin, known, reporter in (
        ("例の二", (), "2022-06-01", "情報政策課"),
        ("例の三", ("--known", "2022-09-01"), "2022-09-01", "情報政策課"),
        ("例の三", ("--known", "2022-10-01", "--reported", "総務課"), "2022-10-01", "総務課"),
    ):
        assert run(*reason, words, *origin).code == 0
        written = f"    reason: {words}\n    known: {known}\n    reported: {reporter}\n"
        assert written in Path(RPA).read_text("utf-8")


REFUSED = """\
この変更で新しく出る指摘:

data/indicators/chiba-ict/dodai/needs-consultation.yaml:16:9: error KPI318 \
needs-consultation（ニーズ把握の体制整備）の令和4年度の実績値の「窓口」は、目標の段階 steps にない
    16 |       - 窓口
       |         ^
    直し方: 目標の語を書く（相談窓口等の設置（ネット・出前等））
    関連: data/indicators/chiba-ict/dodai/needs-consultation.yaml:6:1 目標
"""


@pytest.mark.usefixtures("_longer")
def test_what_would_make_the_data_wrong_is_shown_and_not_written() -> None:
    before = contents()
    ending = run("set", "needs-consultation", "-y", "R4", "--done", "窓口", "--status", "実績", *BY, "--yes")
    assert ending.code == 1
    assert ending.out.endswith(REFUSED)
    assert ending.err == "誤りになるため、書き込まなかった。上の指摘を見て、示し方を直す\n"
    assert contents() == before


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (VALUE, "誰の報告かが示されていない。--reported（担当課の名）か、載っている資料を --document で示す。"
                "資料であるのは r3-progress"),
        (("--value", "5,600", "--status", "見込"),
         "--value: 「5,600」は半角の数値（例 6000、-5、73.5）ではない。「5600」と書く"),
        (("--value", "1"), "--status で、値の状態を示す（実績、速報、見込、時点 のどれか）"),
        (("--value", "1", "--status", "見込み"), "--status: 「見込み」はない。「見込」ではないか"),
        (("--value", "1", "--status", "中間"), "--status: 「中間」はない。あるのは 実績、速報、見込、時点"),
        (("--value", "1", "--status", "実積"), "--status: 「実積」はない。「実績」ではないか"),
        (("--status", "見込"), "値を --value で示す"),
        (("--status", "見込", "--done", "窓口"),
         "値を --value で示す（--done は段階の指標、--part は部分に分かれた指標に使う）"),
        (("--value", "1", "--part", "県=1", "--status", "見込", *BY),
         "--part は部分に分かれた指標に使う。この指標の値は --value だけで示す"),
        (("--value", "5445", "--status", "実績", "--note", "速報から変わらない", *BY),
         "令和3年度には、もう実績の値がある。書き間違いを直すなら --correct を付け、"
         "後から分かった値なら --known でその日を示す"),
        (("--value", "1", "--status", "見込", "--known", "R4.3"),
         "--known: 「R4.3」は日付（例 2021-12、2021-12-31）ではない。「2022-03」と書く"),
        (("--value", "1", "--status", "見込", "--known", "2222-03-14", *BY),
         "--known: 2222-03-14 は、まだ来ていない。実際に分かった日を書く"),
        (("--value", "1", "--status", "見込", "--document", "r3-progres"),
         "--document: 資料「r3-progres」は計画の documents にない。「r3-progress」ではないか"),
        (("--value", "1", "--status", "見込", "--page", "3", *BY),
         "--page には、どの資料のページかを --document で添える"),
        (("--value", "1", "--status", "見込", "--correct", *BY),
         "--correct: 令和3年度に見込の値はなく、直すものがない。あるのは実績である。それを直すなら --status で示す"),
        (("set", "rpa-hours", "-y", "R2", "--value", "1", "--status", "見込", "--correct", *BY),
         "--correct: 令和2年度に見込の値はなく、直すものがない。--correct を外す"),
        (("--value", "1", "--status", "実績", "--document", "r3-progress"),
         "令和3年度には、もう実績の値がある。書き間違いを直すなら --correct を付け、"
         "後から分かった値なら --known でその日を示す"),
        (("--value", "1", "--status", "見込", *BY),
         "令和3年度には、もう実績の値がある。書き間違いを直すなら --status 実績 と --correct を付け、"
         "後から分かった値なら --known でその日を示す"),
        (("--value", "1", "--status", "実績", "--document", "r3-progress", "--known", "2022-03-14"),
         "令和3年度の実績で、同じ日（2022-03-14）に分かった値がもうある。--correct で直す"),
        (("--cause", "covit", *BY), "--cause: 要因「covit」は計画の causes にない。「covid」ではないか"),
        (("--suspend",), "--suspend: 停止の理由を --reason で示す"),
        (("--value", "集計中", "--status", "速報", *BY),
         "--value: 「集計中」は半角の数値（例 6000、-5、73.5）ではない。"
         "まだない値は書かず、--value と --status の代わりに --pending（いつ出るかは --until）で書く"),
        (("--value", "廃止", "--status", "実績", *BY),
         "--value: 「廃止」は半角の数値（例 6000、-5、73.5）ではない。"
         "取組をやめたのなら --suspend と --reason で停止を書き、計画に状態があれば --state で、その年度の状態を書く"),
        (("--state", "中止", *BY), "--state: 状態「中止」は計画の states にない。計画の states に、先に書く"),
        (("--rating", "A", "--by", "課", *BY),
         "--rating: 達成区分「A」は計画の ratings にない。あるのは achieved（100%）、from60（60%以上100%未満）、"
         "from30（30%以上60%未満）、below30（30%未満）"),
        (("--cause", "人手", *BY), "--cause: 要因「人手」は計画の causes にない。"
         "あるのは covid（新型コロナウイルス感染症の影響が大きいと思われるもの）、"
         "other（その他の理由で未達成（見込）となるもの）"),
        (("--rating", "achieved", *BY), "誰の評価かを --by で示す（例 --by 所管課）"),
        (("--remark", "課題=人手", "--remark", "今後=例", "--remark", "課 題=費用", *BY),
         "--remark: 見出し「課題」が二度ある。一つの文章にまとめる"),
        (("--remark", "利用が少ない", *BY),
         "--remark: 「利用が少ない」は「見出し=文章」（例 課題=利用が一部に限られる）ではない"),
        (("--reason", "理由", "--correct", *BY),
         "--correct は、直す値と共に書く。理由、状態、評価などは、書けば前のものと置き換わる"),
        (("--by", "課"), "--by は、--rating（人が評価した区分）と共に書く"),
        (("--rating", "achieved", "--suspend", "--reason", "例"),
         "--rating は、ほかの --state、--resume、--rating、--suspend、--pending、--cause と別に書き込む"),
        ((), "何を書くかが示されていない。--value（値）、--reason（理由）などを付ける"),
        (("--value", "1", "--status", "見込", "--known", "2022-05-01", *BY),
         "端末ではないので、書き込んでよいかを聞けない。書き込むなら --yes、見るだけなら --dry-run を付ける"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_told_before(argv: tuple[str, ...], sentence: str) -> None:
    before = contents()
    ending = run(*(argv if argv[:1] == ("set",) else ("set", "rpa-hours", "--year", "R3", *argv)))
    assert (ending.code, ending.err) == (2, f"dxkpi: {sentence}\n")
    assert contents() == before


@pytest.mark.usefixtures("_longer")
@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("needs-consultation", "段階の指標なので、済んだ段階を --done で示す（相談窓口等の設置（ネット・出前等））"),
        ("forest-cloud", "部分に分かれた指標なので、--part 名前=値 で示す（県、市町村、林業事業体）"),
    ],
)
def test_a_value_of_another_kind(indicator: str, sentence: str) -> None:
    ending = run("set", indicator, "-y", "R4", "--value", "1", "--status", "実績", *BY)
    assert (ending.code, ending.err) == (2, f"dxkpi: {sentence}\n")


@pytest.mark.usefixtures("_longer")
def test_a_part_needs_a_name_and_a_number() -> None:
    for part, why in (
        ("県", "「県」は「名前=値」（例 県=1）ではない"),
        ("県=一", "「一」は半角の数値（例 6000、-5、73.5）ではない"),
    ):
        ending = run("set", "forest-cloud", "-y", "R4", "--part", part, "--status", "実績", *BY)
        assert (ending.code, ending.err) == (2, f"dxkpi: --part: {why}\n")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("unit: 時間", "unit: 時間\nu\u200bnit: 時間", " に先に直す誤りがある。dxkpi validate で見る"),
        ("value: 5445", "value: 5\u200b445", " に先に直す誤りがある。dxkpi validate で見る"),
        ("reason: RPA", "reason: R\u200bPA", " に先に直す誤りがある。dxkpi validate で見る"),
        ("unit: 時間", "unit:", " に先に直す誤りがある。dxkpi validate で見る"),
    ],
)
def test_a_file_with_errors_is_left_alone(old: str, new: str, sentence: str) -> None:
    edit(RPA, old, new)
    before = contents()
    ending = run(*VALUE, *BY, "--yes")
    assert (ending.code, ending.err.splitlines()[0]) == (2, f"dxkpi: {RPA}{sentence}")
    assert contents() == before


def test_a_file_that_was_changed_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from dxkpi.cli import run as command

    def show(*_: object) -> None:
        Path(RPA).write_bytes(b"id: rpa-hours\n")

    monkeypatch.setattr(command, "put", show)
    ending = run(*VALUE, *BY, "--yes")
    assert (ending.code, ending.err) == (
        3,
        f"dxkpi: {RPA} が、見ている間に書き換えられた。何も書き込んでいない。もう一度実行する\n",
    )
    assert Path(RPA).read_bytes() == b"id: rpa-hours\n"
    assert [path.name for path in Path(RPA).parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "said"),
    [(b"y\n", "書き込んだ: "), (b"?\nn\n", "y か n で答える\n書き込むか（y / n）: 書き込まなかった")],
)
def test_at_a_terminal_it_asks(answer: bytes, said: str) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    done = subprocess.run(
        [sys.executable, "-m", "dxkpi", *VALUE, *BY], stdin=theirs, capture_output=True, env={**os.environ}, check=True
    )
    os.close(ours)
    os.close(theirs)
    assert done.stderr.decode().startswith("書き込むか（y / n）: ")
    assert said in done.stderr.decode()
    assert ("value: 6000\n      status: 実績" in Path(RPA).read_text("utf-8")) == (answer == b"y\n")


REVISED = """revisions:
  - date: 2022-12-20
    indicator: forest-cloud
    from:
      parts: {県: 1, 市町村: 52, 林業事業体: 13}
    to:
      parts: {県: 1, 市町村: 52, 森林組合: 8}
    reason: （例）見直し
    decision: （例）本部会議
"""


@pytest.mark.usefixtures("_longer")
def test_the_parts_are_those_of_the_target_of_the_year() -> None:
    plan = Path("data/targets/chiba-ict.yaml")
    edit(plan, "revisions: []\n", REVISED)
    for year, parts in (("R3", "県、市町村、林業事業体"), ("R4", "県、市町村、森林組合")):
        asked = run("set", "forest-cloud", "-y", year, "--status", "実績", *BY, "--yes")
        assert f"--part 名前=値 で示す（{parts}）" in asked.err
    told = ("--part", "県=1", "--part", "市町村=52", "--part", "森林組合=3", "--status", "実績")
    assert run("set", "forest-cloud", "-y", "R4", *told, *BY, "--yes").code == 0
    assert run("validate", "--strict").code == 0
    missing = run("set", "forest-cloud", "-y", "R5", "--part", "県=1", "--status", "実績", *BY, "--yes")
    assert "の令和5年度の実績値に、目標の部分「市町村」の値がない" in missing.out


def waive(code: str, reason: str = "延べ数で数えるため", *more: str) -> Run:
    return run("set", "rpa-hours", "--waive", code, "--reason", reason, "--yes", *more)


def test_a_waiver_is_written_at_the_line_that_it_speaks_of() -> None:
    path = Path(RPA)
    edit(path, "value: 5445", "value: 600000  # 資料のとおり")
    assert "KPI309" in run("validate", "--strict").out
    found = waive("KPI309")
    assert found.code == 0, found.err
    assert "    value: 600000  # 資料のとおり  # dxkpi: ignore[KPI309] 延べ数で数えるため\n" in path.read_text("utf-8")
    assert "KPI309" not in run("validate", "--strict").out


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("KPI309", "理由", "KPI309 の指摘はない"),
        ("KPI999", "理由", "「KPI999」という規則はない。dxkpi rules で番号を確かめる"),
        ("KPI203", "理由", "免除できない"),
        ("KPI309", " ", "理由を --reason で示す"),
        ("KPI309", "一行\n二行", "一行で書く"),
    ],
)
def test_a_waiver_that_would_set_nothing_aside_is_refused(code: str, reason: str, words: str) -> None:
    before = contents()
    found = waive(code, reason)
    assert found.code == 2
    assert words in found.err
    assert contents() == before


def test_a_cause_may_be_called_as_it_is_printed() -> None:
    said = run(
        "set", "telework-users", "-y", "R3", "--cause", "その他の理由で未達成（見込）となるもの", *BY, "--dry-run"
    )
    assert (said.code, "+    cause: other\n" in said.out) == (0, True)


def test_a_cause_where_the_plan_has_none_is_written_as_a_reason() -> None:
    argv = ("set", "rpa-saved-hours", "-y", "R6", "--cause", "人手", "--reported", "課")
    offer = "計画の causes に先に書くか、--reason に理由を書く"
    assert run(*argv).err == f"dxkpi: --cause: 要因「人手」は計画の causes にない。{offer}\n"


def test_a_waiver_stands_alone_and_the_rest_needs_a_year() -> None:
    assert "--reason だけと共に書く" in waive("KPI309", "理由", "--value", "1").err
    assert waive("KPI853", "理由", "--color", "never").code == 0
    assert "年度を --year で示す" in run("set", "rpa-hours", "--value", "1").err


def test_a_waiver_of_a_rule_of_targets_is_of_the_whole_file() -> None:
    found = waive("KPI853")
    assert found.code == 0, found.err
    assert Path(RPA).read_text("utf-8").startswith("# dxkpi: ignore[KPI853] 延べ数で数えるため\n")
    before = contents()
    there = f"--waive: {RPA}:1 に、KPI853 の免除がもうある（延べ数で数えるため）。変えるなら、その行を直す"
    assert waive("KPI853", "別の理由").err == f"dxkpi: {there}\n"
    assert contents() == before


@pytest.mark.parametrize(
    ("indicator", "year", "said"),
    [
        ("rpa-hours", "R2", None),
        ("rpa-hours", "R4", "令和4年度（R4）は、この指標のどの計画の報告にも出ない（千葉県ICT利活用戦略 R3まで）。"),
        ("rpa-hours", "R13", "令和13年度（R13）は、この指標のどの計画の報告にも出ない（千葉県ICT利活用戦略 R3まで）。"),
        ("rpa-saved-hours", "R9", None),  # its plan has no end
    ],
)
def test_a_year_that_no_report_can_show_is_refused(indicator: str, year: str, said: str | None) -> None:
    """年度を一つ打ち間違えた値は、どの報告にも出ないまま残る."""
    before = contents()
    for what in (("--value", "5600", "--status", "見込"), ("--suspend", "--reason", "例")):
        ending = run("set", indicator, "-y", year, *what, *BY, "--dry-run")
        if said is None:
            assert ending.code == 0
        else:
            assert ending.code == 2
            assert ending.err.startswith(f"dxkpi: --year: {said}")
    assert contents() == before


def test_a_target_that_is_due_later_lets_its_years_be_written() -> None:
    text = Path(RPA).read_text("utf-8")
    Path(RPA).write_text(text.replace("  value: 6000\n", "  value: 6000\n  year: R5\n"), "utf-8")
    codes = {year: run("set", "rpa-hours", "-y", year, "--value", "5600", "--status", "見込", *BY, "--dry-run").code
             for year in ("R4", "R5", "R6")}  # fmt: skip
    assert codes == {"R4": 0, "R5": 0, "R6": 2}


@pytest.mark.parametrize(("year", "told"), [("H30", True), ("R1", False), ("R3", False)])
def test_a_year_before_the_plan_is_written_as_history(year: str, told: bool) -> None:
    label = "H30年度" if year == "H30" else "R元年度"
    sentence = f"{label}は、どの計画の報告にも出ない。前年度との比較、目標の点検などに使う記録になる。\n"
    ending = run(
        "set",
        "work-reform-projects",
        "-y",
        year,
        "--value",
        "1",
        "--status",
        "実績",
        "--known",
        "2022-05",
        *BY,
        "--dry-run",
    )
    assert ending.code == 0
    assert (sentence in ending.out) is told
    assert ("達成率" in ending.out) is not told


@pytest.mark.usefixtures("_longer")
def test_a_rating_by_an_earlier_year_s_value_is_seen_to_be_one() -> None:
    value = ("-y", "R4", "--value", "5445", "--status", "実績", "--known", "2023-05", *BY)
    assert run("set", "rpa-hours", *value, "--dry-run").out.endswith("""\
・前: 達成率 90.8%推前（60%以上100%未満）
    R3年度実績 5,445時間（前年度の値）
・後: 達成率 90.8%推（60%以上100%未満）
    R4年度実績 5,445時間

推 資料にない値を推定したものを含む
前 前の年度の値による（この年度の値ではない）
""")


@pytest.mark.parametrize(
    "change",
    [("-y", "R3", "--value", "6000", "--status", "実績", *BY), ("--waive", "KPI315", "--reason", "延べ数で数えるため")],
)
def test_where_something_is_written_a_part_of_a_name_is_not_enough(change: tuple[str, ...]) -> None:
    ending = run("set", "RPA導入", *change, "--dry-run")
    assert (ending.code, ending.err) == (
        2,
        "dxkpi: 「RPA導入」は、指標「RPA導入により削減した作業時間」（rpa-hours）の名称か id の一部である。"
        "書き込む指標は、id か名称の全体で示す。この指標のことなら rpa-hours と書く\n",
    )
    assert "書き込む指標なので、一部では受け付けない" in run("set", "--help").out
    assert run("explain", "RPA導入").code == 0
    assert "id か名称の一部でもよい" in run("explain", "--help").out.replace("\n      ", "")


def test_a_whole_name_may_be_typed_with_other_widths() -> None:
    assert run("set", "ＲＰＡ導入により 削減した作業時間", *VALUE[2:], *BY, "--dry-run").out == SHOWN
