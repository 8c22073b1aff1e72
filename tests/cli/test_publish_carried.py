"""`dxkpi publish` of a year that not every indicator has a value of."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dxkpi.render.gfm import inline
from tests.folders import edit
from tests.render.hostile import HOSTILE
from tests.run import run

PLAN = """\
plan: p
name: 計画
adopted: 2019-09
target_year: R9
method: {formula: distance, against: target}
ratings:
  - {id: done, label: 達成, group: 達成, at_least: 100}
  - {id: rest, label: 未達成, group: 未達成}
states:
  - {id: gone, label: 中止, group: その他}
sections:
  - {id: s, name: 分野}
documents: {doc: {title: 資料, publisher: 県}}
"""
HEAD = "id: {id}\nname: 指標{id}\nplan: p\nsection: s\n"
NUMBER = "unit: 件\ndirection: absolute\nbaseline: {value: 0}\ntarget: {value: 100}\n"
STEPS = "direction: milestone\ntarget: {steps: [設計, 開設]}\n"
SOURCE = "source: {document: doc, page: 1}\n"
FILE = Path("data/published/p/R5.yaml")
PUBLISH = ("publish", "--year", "R5", "--date", "2024-06-01")


def actual(year: str, value: str = "value: 50") -> str:
    return f"actuals:\n  {year}: {{{value}, status: 実績}}\n"


OWN = {
    "known": NUMBER + actual("R5"),
    "late": "owner: 情報課\n" + NUMBER + actual("R4"),
    "older": NUMBER + actual("R3"),
    "silent": "owner: 情報課\n" + NUMBER,
    "opened": STEPS + actual("R4", "done: [設計, 開設]"),
    "stopped": NUMBER + actual("R4") + "suspended: {since: R5, reason: 終了}\n",
    "gone": NUMBER + actual("R4") + "states: {R5: {state: gone, reason: 終了}}\n",
}

Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a plan of those indicators, and goes there."""
    monkeypatch.chdir(tmp_path)

    def written(*names: str, plan: str = PLAN) -> None:
        for folder in ("targets", "indicators/p/s"):
            Path("data", folder).mkdir(parents=True)
        Path("data/targets/p.yaml").write_text(plan, "utf-8")
        for name in names:
            Path(f"data/indicators/p/s/{name}.yaml").write_text(HEAD.format(id=name) + OWN[name] + SOURCE, "utf-8")

    return written


def test_it_refuses_and_lists_who_still_has_to_tell_what(write: Write) -> None:
    write(*OWN)
    ending = run(*PUBLISH)
    assert (ending.code, ending.err) == (1, "公表していない。値を書くか、--carried で理由を示す\n")
    assert ending.out == (
        "計画（p）: その年度の値がない（前の年度の値による指標2、値のない指標1）\n"
        "\n"
        "・情報課\n"
        "    指標late（late）: R4年度実績 50件（前年度の値）\n"
        "    指標silent（silent）: 判定に使える値がない\n"
        "・担当なし\n"
        "    指標older（older）: R3年度実績 50件（前年度より前の値）\n"
    )
    assert not FILE.exists()


@pytest.mark.parametrize(
    ("names", "lacks"),
    [
        (("known",), False),
        (("known", "opened"), False),  # that all steps are done stays so
        (("known", "stopped"), False),
        (("known", "gone"), False),
        (("known", "late"), True),
        (("known", "silent"), True),
        (("known", "older", "opened"), True),
    ],
)
def test_what_is_carried_and_what_is_missing(write: Write, names: tuple[str, ...], lacks: bool) -> None:
    write(*names)
    ending = run(*PUBLISH)
    assert ending.code == (1 if lacks else 0)
    assert FILE.exists() is not lacks


def test_a_state_for_those_without_a_value_takes_them_in(write: Write) -> None:
    waits = "states:\n  - {id: waits, label: 未判明, group: その他, when: no_actual}\n"
    write("known", "silent", plan=PLAN.replace("states:\n", waits))
    assert run(*PUBLISH).code == 0


def test_a_value_that_the_plan_holds_too_old_is_missing(write: Write) -> None:
    write("known", "late", plan=PLAN.replace("ratings:", "carry: none\nratings:"))
    ending = run(*PUBLISH)
    assert ending.code == 1
    assert "（値のない指標1）" in ending.out
    assert "指標late（late）: 判定に使える値がない" in ending.out


@pytest.mark.parametrize(("after", "code"), [("latest", 1), ("freeze", 0)])
def test_a_result_that_stands_since_its_target_year_lacks_nothing(write: Write, after: str, code: int) -> None:
    ended = PLAN.replace(
        "target_year: R9", f"target_year: R4\nperiod: {{from: R1, to: R9}}\nafter_target_year: {after}"
    )
    write("late", plan=ended)
    assert run(*PUBLISH).code == code


def test_a_reason_is_written_into_the_file_with_the_ids(write: Write) -> None:
    write(*OWN)
    ending = run(*PUBLISH, "--carried", "国の調査の公表が翌年度になるため")
    assert (ending.code, ending.err) == (0, "")
    carried = (
        "carried:\n"
        "  reason: 国の調査の公表が翌年度になるため\n"
        "  indicators:\n"
        "    - late\n"
        "    - older\n"
        "  missing:\n"
        "    - silent\n"
    )
    assert carried in FILE.read_text("utf-8")
    assert run("validate", "--strict").code == 0
    assert run("publish", "--check").code == 0
    shown = run("report", "--year", "R5")
    words = (
        "前の年度の値による2指標（指標late、指標older）と値のない1指標（指標silent）を入れて公表した"
        "（理由: 国の調査の公表が翌年度になるため）"
    )
    assert words in shown.out
    assert words in run("report", "--year", "R5", "--format", "markdown").out
    (report,) = json.loads(run("report", "--year", "R5", "--format", "json").out)["reports"]
    assert report["publication"]["carried"] == {
        "reason": "国の調査の公表が翌年度になるため",
        "indicators": ["late", "older"],
        "missing": ["silent"],
    }


def test_values_that_come_later_do_not_change_what_the_file_says(write: Write) -> None:
    write("known", "late")
    assert run(*PUBLISH, "--carried", "集計中のため").code == 0
    path = Path("data/indicators/p/s/late.yaml")
    later = "actuals:\n  R5: {value: 90, status: 実績, known: 2024-09-01}\n"
    edit(path, "actuals:\n", later)
    assert run("validate").code == 0
    assert (
        "前の年度の値による1指標（指標late）を入れて公表した（理由: 集計中のため）" in run("report", "--year", "R5").out
    )


@pytest.mark.parametrize(
    ("names", "argv", "said"),
    [
        (("known",), ("--carried", "x"), "--carried: 前の年度の値による指標も、値のない指標もない。--carried を外す"),
        (("known", "late"), ("--carried", " "), "--carried: 理由が空である。なぜ前の年度の値のままで公表するかを書く"),
        (("known", "late"), ("--carried", "a\u200bb"), "--carried: 理由に、見えない文字（"),
        (("known", "late"), ("--check", "--carried", "x"), "--carried は --check と共には使わない"),
    ],
)
def test_it_says_what_is_wrong_with_a_reason(
    write: Write, names: tuple[str, ...], argv: tuple[str, ...], said: str
) -> None:
    write(*names)
    ending = run(*(PUBLISH if "--check" not in argv else ("publish",)), *argv)
    assert (ending.code, ending.out) == (2, "")
    assert ending.err.startswith(f"dxkpi: {said}")
    assert not FILE.exists()


@pytest.mark.parametrize("reason", [t for t in HOSTILE if t.isprintable()])
def test_hostile_reasons_stay_inert(write: Write, reason: str) -> None:
    write("known", "late")
    assert run(*PUBLISH, f"--carried={reason}").code == 0
    assert run("validate", "--strict").code == 0
    assert f"（理由: {reason}）" in run("report", "--year", "R5").out
    assert inline(f"（理由: {reason}）") in run("report", "--year", "R5", "--format", "markdown").out


def test_a_transcribed_paper_has_none(write: Write) -> None:
    write("known")
    FILE.parent.mkdir(parents=True)
    FILE.write_text("plan: p\nyear: R5\nsource: {document: doc, page: 1}\ncarried: {reason: x}\n", "utf-8")
    ending = run("validate")
    assert ending.code == 1
    assert "資料から書き写したファイルに carried がある" in ending.out
