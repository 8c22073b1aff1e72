"""`dxkpi set` on a record that a published year rests on: refused, with the correction that permits it."""

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from dxkpi.app.change import Prepared, prepare
from dxkpi.app.change_request import ChangeRequest, NewActual
from dxkpi.app.data import read_folder
from dxkpi.render.formats import Look, render
from tests.folders import edit
from tests.rules.test_rules import BASE
from tests.run import DATA, run

PLAN, HOURS = Path("data/targets/plan-a.yaml"), Path("data/indicators/plan-a/one/hours.yaml")
CORRECT = ("set", "hours", "--year", "R3", "--value", "5000", "--status", "実績", "--correct", "--yes")


@pytest.fixture(autouse=True)
def _published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BASE, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    shutil.rmtree("data/published")  # what a paper printed of the year
    publish()


def publish(*argv: str, year: str = "R3", day: str = "2022-03-14") -> None:
    ending = run("publish", "--year", year, "--date", day, *argv)
    assert (ending.code, ending.err) == (0, "")


def shipped() -> None:
    """The shipped data as if R3 of the named indicators had been published with dxkpi."""
    shutil.rmtree("data")
    shutil.copytree(DATA, "data")
    shutil.rmtree("data/published")
    for size, named in (("48", "12"), ("8", "1")):
        edit(Path("data/targets/chiba-ict.yaml"), f"    indicators: {size}\n", f"    indicators: {named}\n")
    publish("--carried", "集計中のため")


def follow(shown: str) -> None:
    """Does in the files of the plans what the message says, as somebody with an editor does."""
    paragraphs = shown.split("\n\n")
    advice = [n for n, text in enumerate(paragraphs) if text.startswith("公表した値の誤りなら、")]
    assert advice
    for number in advice:
        place = re.match(
            r"公表した値の誤りなら、(\S+) の"
            r"(?:(\d+)行目の下に、次の行を書き加える|(\d+)行目を、次の行に書き換える| corrections に)",
            paragraphs[number],
        )
        assert place
        path = Path(place[1])
        lines, new = path.read_text("utf-8").splitlines(), paragraphs[number + 1].splitlines()
        if place[2]:
            lines[int(place[2]) : int(place[2])] = new
        elif place[3]:
            lines[int(place[3]) - 1 : int(place[3])] = new
        else:
            assert "corrections:" not in lines
            lines += new
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def refused_then_followed(*argv: str) -> str:
    before = {path: path.read_bytes() for path in Path("data").rglob("*.yaml")}
    ending = run(*argv)
    assert (ending.code, ending.err) == (
        1,
        "公表した年度の値が変わるため、書き込まなかった。上のとおりに正誤を書いてから、もう一度実行する\n",
    )
    assert {path: path.read_bytes() for path in Path("data").rglob("*.yaml")} == before
    follow(ending.out)
    again = run(*argv)
    assert (again.code, again.err.split(":")[0]) == (0, "書き込んだ")
    checked = run("validate", "--fail-on", "error")
    assert (checked.code, checked.out.count("error")) == (0, 0), checked.out
    assert run("publish", "--check").code == 0
    return ending.out


SAID = """\
公表した年度の値が変わるので、正誤なしには書き換えない:

・計画A（plan-a）の令和3年度（2022年3月14日公表、data/published/plan-a/R3.yaml）: hours の実績値、達成率

公表した値の誤りなら、data/targets/plan-a.yaml の26行目の下に、次の行を書き加える（why には、なぜ直すかを書く）。

corrections:
  - date: 2022-06-01
    year: R3
    indicator: hours
    from:
      actual:
        value: 5445
      rate: 90.8
    to:
      actual:
        value: 5000
      rate: 83.3
    why: 〔なぜ直すかを書く〕

書いたら、同じ命令をもう一度実行する。\
誤りではなく、後から分かった値なら、正誤は書かず、--correct を付けずに --known でその日を示す。
"""


def prepared(today: date = date(2022, 6, 1)) -> Prepared:
    own = NewActual("実績", "5000", correct=True)
    return prepare(read_folder("data"), ChangeRequest("hours", "R3", today, actual=own))


def test_it_is_told_what_is_held_and_what_to_write() -> None:
    assert len(PLAN.read_text("utf-8").splitlines()) == 26
    shown = render(prepared().outcome, "text", Look()).decode()
    assert shown[shown.index("公表した年度の") :] == SAID


def test_the_correction_is_never_older_than_the_publication() -> None:
    assert "  - date: 2022-03-14\n" in render(prepared(date(2022, 1, 1)).outcome, "text", Look()).decode()


def test_who_does_what_is_said_can_write_it_and_the_data_are_sound() -> None:
    refused_then_followed(*CORRECT)
    assert "value: 5000\n" in HOURS.read_text("utf-8")
    assert "    from:\n      actual:\n        value: 5445\n      rate: 90.8\n" in PLAN.read_text("utf-8")


def test_a_record_that_was_corrected_before_needs_another_correction() -> None:
    refused_then_followed(*CORRECT)
    shown = refused_then_followed(*(word.replace("5000", "5001") for word in CORRECT))
    assert "corrections:\n" not in shown
    assert "  - date: " in shown
    assert "        value: 5000\n      rate: 83.3\n    to:\n      actual:\n        value: 5001\n" in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("documents:\n", "corrections: []\ndocuments:\n"),
        ("documents:\n", "corrections: []  # まだない\r\ndocuments:\n"),
        ("    date: 2022-03-14\n", "    date: 2022-03-14"),
        (
            "documents:\n",
            "corrections:\n- date: 2022-05-01\n  year: R3\n  indicator: maps\n"
            "  from: {baseline: {year: H30}}\n  to: {baseline: {year: H29}}\n  why: 誤記\n  # 以上\n\ndocuments:\n",
        ),
    ],
    ids=["empty", "empty-with-a-remark", "unfinished", "others"],
)
def test_the_lines_fit_where_they_are_to_be_put(old: str, new: str) -> None:
    edit(PLAN, old, new)
    if "maps" in new:
        edit(Path("data/indicators/plan-a/one/maps.yaml"), "year: H30", "year: H29")
    refused_then_followed(*CORRECT)


def test_a_plan_whose_file_cannot_be_edited_gets_the_whole_of_it() -> None:
    edit(PLAN, "documents:\n", "documents: &all\n")
    shown = run(*CORRECT).out
    assert "data/targets/plan-a.yaml の corrections に、次のとおり書き加える" in shown, shown
    assert "\n\ncorrections:\n  - date: " in shown


def test_of_two_published_records_that_say_the_same_the_right_one_is_told() -> None:
    shutil.rmtree("data/published")
    value = "    value: 5445\n    status: 実績\n"
    later = "      known: 2022-09-01\n      reported: 業務改革課\n"
    as_list = value.replace("    value", "    - value").replace("    status", "      status")
    edit(HOURS, value, f"{as_list}{as_list}{later}")
    publish(day="2022-09-30")
    shown = refused_then_followed(*CORRECT)
    assert "    from:\n      actual:\n        value: 5445\n" in shown


def test_every_year_and_plan_that_rests_on_it_is_told() -> None:
    edit(PLAN, "target_year: R3", "target_year: R4")
    other = PLAN.read_text("utf-8").replace("plan: plan-a", "plan: plan-b").replace("計画A", "計画B")
    other = other.replace("indicators: 2", "indicators: 1")
    other = re.sub(r"    subsections:.*?(?=causes:)", "", other, flags=re.DOTALL)
    Path("data/targets/plan-b.yaml").write_text(other, "utf-8")
    with HOURS.open("a", encoding="utf-8") as file:
        file.write("shared:\n  plan-b:\n    section: one\n")
    shutil.rmtree("data/published")
    publish()
    shown = refused_then_followed(*CORRECT)
    assert [line for line in shown.splitlines() if line.startswith("・計画")] == [
        "・計画A（plan-a）の令和3年度（2022年3月14日公表、data/published/plan-a/R3.yaml）: hours の実績値、達成率",
        "・計画B（plan-b）の令和3年度（2022年3月14日公表、data/published/plan-b/R3.yaml）: hours の実績値、達成率",
    ]


def test_another_time_is_another_figure() -> None:
    argv = ("--value", "5445", "--status", "実績", "--correct", "--as-of", "2022-03")
    assert "as_of: 2022-03" in refused_then_followed("set", "hours", "--year", "R3", *argv, "--yes")


@pytest.mark.parametrize(
    "argv",
    [
        ("--note", "県の分: 本庁のみ"),
        ("--approximate",),
        ("--reported", "true"),
        ("--document", "report", "--page", "3"),
    ],
)
def test_words_and_sources_are_no_figures_and_are_written_at_once(argv: tuple[str, ...]) -> None:
    same = ("--value", "5445", "--status", "実績", "--correct")
    assert run("set", "hours", "--year", "R3", *same, *argv, "--yes").code == 0
    assert run("publish", "--check").code == 0


@pytest.mark.parametrize(
    ("indicator", "argv"),
    [
        ("needs-consultation", ("--done", "相談窓口等の設置（ネット・出前等）", "--text", "設置: 済")),
        ("forest-cloud", ("--part", "県=1", "--part", "市町村=50", "--part", "林業事業体=13")),
        ("calving-interval", ("--value", "430")),
    ],
)
def test_indicators_of_every_kind(indicator: str, argv: tuple[str, ...]) -> None:
    shipped()
    status = "見込" if "status: 見込" in next(Path("data").rglob(f"{indicator}.yaml")).read_text("utf-8") else "実績"
    ending = run("set", indicator, "-y", "R3", *argv, "--status", status, "--correct", "--yes")
    assert ending.code == 1
    follow(ending.out)
    assert run("set", indicator, "-y", "R3", *argv, "--status", status, "--correct", "--yes").code == 0
    assert "KPI71" not in run("validate").out


def test_a_suspension_that_a_document_told_before_the_publication_is_one_too() -> None:
    edit(PLAN, "causes:\n", "suspended: {label: 停止, group: その他}\ncauses:\n")
    shutil.rmtree("data/published")
    publish()
    argv = ("set", "hours", "-y", "R3", "--suspend", "--reason", "終了", "--document", "report", "--page", "2", "--yes")
    ending = run(*argv)
    assert "hours の達成率、達成区分、状態\n" in ending.out
    assert "\n書いたら、同じ命令をもう一度実行する。\n" in ending.out
    follow(ending.out)
    assert run(*argv).code == 0
    assert "KPI71" not in run("validate").out


def test_what_no_published_year_rests_on_is_written_at_once() -> None:
    later = ("--value", "5600", "--status", "実績", "--known", "2022-09-01", "--reported", "業務改革課", "--yes")
    assert run("set", "hours", "--year", "R3", *later).code == 0
    assert run("set", "hours", "--year", "R3", "--value", "5601", "--status", "実績", "--correct", "--yes").code == 0
    assert run("set", "hours", "--year", "R3", "--reason", "納入の遅れ", "--reported", "課", "--yes").code == 0
    assert run("validate", "--fail-on", "error").code == 0


def test_a_slip_by_hand_can_be_put_back_to_what_was_published() -> None:
    edit(HOURS, "value: 5445", "value: 5454")
    assert run("set", "hours", "--year", "R3", "--value", "5445", "--status", "実績", "--correct", "--yes").code == 0
    assert run("validate", "--fail-on", "error").code == 0


def test_an_error_is_told_before_what_is_published() -> None:
    shipped()
    ending = run("set", "needs-consultation", "-y", "R3", "--done", "窓口", "--status", "実績", "--correct", "--yes")
    assert (ending.code, ending.err.split("、")[0]) == (1, "誤りになるため")


def test_counts_and_percentages_that_move_are_corrected_as_well() -> None:
    shown = refused_then_followed(*(word.replace("5000", "3000") for word in CORRECT))
    assert "plan-a/R3.yaml）: 公表された数、公表された割合\n" in shown
    assert "      counts:\n        one:\n          from60: 0\n          below60: 1\n" in shown


def test_what_is_told_after_the_publication_leaves_the_day_of_it_as_it_was() -> None:
    edit(PLAN, "causes:\n", "suspended: {label: 停止, group: その他}\ncauses:\n")
    argv = ("report", "--year", "R3", "--as-of", "2022-03-14", "--format", "csv", "--table", "indicators")
    before = run(*argv).raw
    later = ("--reported", "業務改革課", "--yes")
    assert run("set", "hours", "-y", "R3", "--suspend", "--reason", "終了", *later).code == 0
    assert run("set", "maps", "-y", "R3", "--reason", "遅れ", *later).code == 0
    assert run("publish", "--check").code == 0
    assert run(*argv).raw == before
    for path in Path("data/indicators").rglob("*.yaml"):
        path.write_text(re.sub(r" +known: .*\n", "", path.read_text("utf-8")), "utf-8")
    told = run("validate").out
    assert "KPI703 hours（削減時間）の報告による停止に、分かった日がない。" in told
    assert "KPI703 maps（地図の数）の報告による理由（R3）に、分かった日がない。" in told
    assert "後から分かったものに known（分かった日）を書く" in told
    assert run("publish", "--check").code == 1


def test_a_value_that_a_paper_printed_is_not_corrected_away() -> None:
    shutil.rmtree("data")
    shutil.copytree(DATA, "data")
    rpa = Path("data/indicators/chiba-ict/hakyu/rpa-hours.yaml")
    before = rpa.read_bytes()
    told = "rpa-hours", "--year", "R3", "--value", "5500", "--status", "実績", "--reported", "情報政策課", "--yes"
    refused = run("set", *told, "--correct")
    assert (refused.code, refused.out, rpa.read_bytes()) == (2, "", before)
    assert refused.err == (
        "dxkpi: 公表した資料から書き写した値と食い違うため、書き換えない（data/published/chiba-ict/R3.yaml:173、"
        "令和3年度の rpa-hours（RPA導入により削減した作業時間）: actual.value 公表「5445」、データ「5500」）。"
        "資料の後に分かった令和3年度の値なら、--correct の代わりに --known でその日を示す。"
        "資料の書き写しが誤りなら、先に公表の記録のその行を直す\n"
    )
    assert run("sheet", "out", "--year", "R3", "--to", "q", "--all", "--format", "csv").code == 0
    (sheet,) = Path("q").iterdir()
    rows = list(csv.reader(sheet.read_text("utf-8-sig").splitlines()))
    row = next(row for row in rows if row[0] == "chiba-ict/rpa-hours/R3")
    for heading, answer in (("値（記入）", "5500"), ("状態（記入）", "実績")):
        row[rows[0].index(heading)] = answer
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    answered = run("sheet", "in", "q", "--correct", "--yes")
    assert (answered.code, rpa.read_bytes()) == (1, before)
    assert refused.err.removeprefix("dxkpi: ").strip() + " [KPI605]" in answered.out
    assert run("set", *told, "--known", "2022-06-01").code == 0
    assert run("validate", "--strict").code == 0


def test_a_value_that_was_copied_wrongly_from_a_paper_is_put_right_with_it() -> None:
    shutil.rmtree("data")
    shutil.copytree(DATA, "data")
    edit(Path("data/published/chiba-ict/R3.yaml"), "value: 5445\n", "value: 5446\n")
    told = "rpa-hours", "--year", "R3", "--value", "5446", "--status", "実績", "--correct", "--yes"
    assert run("set", *told).code == 0
    assert run("validate", "--strict").code == 0
