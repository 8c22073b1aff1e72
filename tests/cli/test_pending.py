"""集計中: the answer that a value is not there yet, written by `dxkpi set --pending` and told by what shows results."""

from pathlib import Path

import pytest

from tests.run import run

pytestmark = pytest.mark.usefixtures("in_a_copy")

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
PENDING = ("set", "rpa-hours", "--year", "R3", "--pending", "--until", "2022-08", "--known", "2022-05-20")
BY = ("--reported", "統計課")


def without_the_value() -> None:
    text = (
        Path(RPA)
        .read_text("utf-8")
        .replace("  R3:\n    value: 5445\n    status: 実績\n", "  R2:\n    value: 4000\n    status: 実績\n")
    )
    Path(RPA).write_text(text, "utf-8")


def test_it_is_written_once_and_moves_no_figure() -> None:
    without_the_value()
    before = run("report", "--year", "R3").out
    sound = run("validate", "--strict").out
    assert run(*PENDING, "--reason", "国の統計の公表待ち", *BY, "--yes").code == 0
    assert """\
pending:
  R3:
    until: 2022-08
    reason: 国の統計の公表待ち
    known: 2022-05-20
    reported: 統計課
source:
""" in Path(RPA).read_text("utf-8")  # fmt: skip
    assert run("validate", "--strict").out == sound
    assert run("report", "--year", "R3").out == before
    again = run(*PENDING, "--reason", "国の統計の公表待ち", *BY, "--yes")
    assert (again.code, again.out) == (0, f"{RPA}: もうそのとおりに書かれている。変わるところはない。\n")


def test_a_later_promise_takes_the_place_of_the_former() -> None:
    without_the_value()
    run(*PENDING, *BY, "--yes")
    assert run("set", "rpa-hours", "-y", "R3", "--pending", "--until", "2022-10", *BY, "--yes").code == 0
    assert "pending:\n  R3:\n    until: 2022-10\n    known: 2022-05-20\n" in Path(RPA).read_text("utf-8")


def test_what_shows_a_result_tells_when_the_value_is_promised() -> None:
    without_the_value()
    run(*PENDING, *BY, "--yes")
    assert "R3年度の値: 集計中（2022年8月の見込み、統計課）" in run("explain", "rpa-hours", "--year", "R3").out
    assert "集計中（2022年8月の見込み、統計課）" in run("report", "--year", "R3", "--detail").out
    assert "R3年度の値: 集計中（2022年8月の見込み、統計課）" in run("show", "rpa-hours").out
    assert "集計中" not in run("explain", "rpa-hours", "--year", "R3", "--as-of", "2022-05-19").out


def test_it_is_over_once_the_final_value_is_there() -> None:
    without_the_value()
    run(*PENDING, *BY, "--yes")
    assert run("set", "rpa-hours", "-y", "R3", "--value", "5445", "--status", "実績", *BY, "--yes").code == 0
    assert "集計中" not in run("explain", "rpa-hours", "--year", "R3").out
    assert "集計中" not in run("report", "--year", "R3", "--detail").out


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (("--until", "2022-08"), "--until は、--pending（値がまだ出ていない）と共に書く"),
        (
            ("--pending", "--value", "5"),
            "--pending は、--until と --reason、誰の報告かだけと共に書く。値や停止は別に書き込む",
        ),
        (
            ("--pending", "--until", "2022/8"),
            "--until: 「2022/8」は日付（例 2021-12、2021-12-31）ではない。「2022-08」と書く",
        ),
        (
            ("--pending",),
            "誰の報告かが示されていない。--reported（担当課の名）か、載っている資料を --document で示す。",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said(asked: tuple[str, ...], sentence: str) -> None:
    without_the_value()
    ending = run("set", "rpa-hours", "--year", "R3", *asked, "--yes")
    assert (ending.code, ending.out) == (2, "")
    assert ending.err.startswith(f"dxkpi: {sentence}")


def test_a_year_that_has_its_final_value_is_not_awaited() -> None:
    before = Path(RPA).read_text("utf-8")
    ending = run(*PENDING, *BY, "--yes")
    assert (ending.code, ending.out) == (2, "")
    assert ending.err == (
        "dxkpi: --pending: 令和3年度には、もう実績の値がある。集計中とは書かない。年度を --year で確かめる。"
        "その値が誤りなら、--value と --correct で直すか、値の行をファイルから消してから書く\n"
    )
    assert Path(RPA).read_text("utf-8") == before
