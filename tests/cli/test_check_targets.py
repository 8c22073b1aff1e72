"""`dxkpi check-targets` as a user runs it: which plans and years, exit codes, waivers, slips."""

import re
import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import DATA, ROOT, run

LEAPS = "桁か単位の違いに見える（KPI307、KPI308、KPI309）"
HOURS = "indicators/rei/one/hours.yaml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of made-up data with every kind."""
    return shutil.copytree(ROOT / "tests/golden/weak-data", tmp_path / "data")


def test_each_plan_is_looked_at_in_its_own_newest_year() -> None:
    out = run("check-targets", "--data", str(DATA)).out
    assert "推進戦略 令和6年度 目標の点検" in out
    assert "千葉県ICT利活用戦略 令和3年度 目標の点検" in out
    assert "（telework-users）: 目標値の131.5倍である" in out
    assert "（web-meeting-participants）: 目標値の131.7倍である" in out


def test_a_year_is_that_of_the_plans_that_cover_it() -> None:
    assert run("check-targets", "--year", "R3", "--data", str(DATA)).out.count("目標の点検") == 1
    ending = run("check-targets", "--year", "R9", "--plan", "chiba-ict", "--data", str(DATA))
    assert (ending.code, ending.out) == (2, "")
    assert "R9" in ending.err


def test_a_plan_without_any_actual_is_left_out_where_no_year_is_asked_for(data: Path) -> None:
    plan = (data / "targets/rei.yaml").read_text("utf-8").replace("plan: rei", "plan: new").partition("revisions")[0]
    (data / "targets/new.yaml").write_text(plan, "utf-8")
    assert run("check-targets", "--data", str(data)).out.count("目標の点検") == 1
    ending = run("check-targets", "--plan", "new", "--data", str(data))
    assert ending.code == 2
    assert ending.err == "dxkpi: 指標がまだ一つもない。dxkpi new indicator で作る\n"


def test_the_exit_code_tells_only_when_asked(data: Path) -> None:
    assert run("check-targets", "--data", str(data)).code == 0
    ending = run("check-targets", "--data", str(data), "--exit-code")
    assert (ending.code, ending.err) == (1, "")
    assert ending.out
    assert run("check-targets", "--plan", "chiba-dx", "--data", str(DATA), "--exit-code").code == 0


def test_a_leap_that_was_waived_with_a_reason_is_not_told_again(data: Path) -> None:
    heading = f"{LEAPS}\n---"
    assert heading in run("check-targets", "--data", str(data)).out
    edit(data / "targets/rei.yaml", "rules:\n", "rules:\n  - code: KPI308\n    severity: none\n    reason: 確かめた\n")
    assert heading not in run("check-targets", "--data", str(data)).out


def test_a_leap_is_told_beside_a_note_and_not_beside_a_waiver(data: Path) -> None:
    edit(data / HOURS, "    value: 51200\n", "    value: 51200\n    note: （例）対象を一時広げた\n")
    assert f"{LEAPS}\n---" in run("check-targets", "--data", str(data)).out
    waived = "    value: 51200  # dxkpi: ignore[KPI308] （例）対象を一時広げた\n"
    edit(data / HOURS, "    value: 51200\n", waived)
    assert f"{LEAPS}\n---" not in run("check-targets", "--data", str(data)).out


OWN_BASELINE = "    baseline:\n      value: 50000\n"


@pytest.mark.parametrize(
    ("baseline", "target", "told"), [("", 9_500, True), (OWN_BASELINE, 9_500, False), ("", 90_000, False)]
)
def test_a_leap_is_told_in_each_plan_in_which_it_is_one(data: Path, baseline: str, target: int, told: bool) -> None:
    plan = (data / "targets/rei.yaml").read_text("utf-8").replace("plan: rei", "plan: new")
    head, documents = plan.partition("revisions")[0], plan[plan.index("documents") :]
    (data / "targets/new.yaml").write_text(head + documents, "utf-8")
    with (data / HOURS).open("a", encoding="utf-8") as file:
        file.write(f"shared:\n  new:\n    section: one\n{baseline}    target:\n      value: {target}\n")
    places = f"R2年度実績 51,200時間（{data}/{HOURS}:14:12）", f"基準値 4,100時間（R元年度）（{data}/{HOURS}:8:10）"
    for plan, leaps in (("rei", True), ("new", told)):
        ending = run("check-targets", "--plan", plan, "--data", str(data))
        assert (ending.code, ending.err) == (0, "")
        found = ending.out.partition(f"{LEAPS}\n---")[2].partition("\n\n見た範囲")[0]
        assert all(place in found for place in places) is leaps


def test_data_that_cannot_be_reckoned_with_stop_it(data: Path) -> None:
    edit(data / HOURS, "value: 9000", "value: 9,000")
    ending = run("check-targets", "--data", str(data))
    assert (ending.code, ending.out) == (1, "")
    assert "KPI203" in ending.err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--plan", "re"), "rei"),
        (("--as-of", "2022/3/14"), "2022-03-14"),
        (("--year", "R3.12"), "R3"),
        (("--format", "csv"), "この結果は「csv」では出せない"),
    ],
)
def test_slips_of_usage_are_told_with_what_was_meant(data: Path, argv: tuple[str, str], told: str) -> None:
    ending = run("check-targets", *argv, "--data", str(data))
    assert (ending.code, ending.out) == (2, "")
    assert told in ending.err


def test_a_finding_can_be_waived_with_a_reason_and_validate_leaves_the_waiver_alone(data: Path) -> None:
    told = "公開した地図の割合（maps）: R元年度からR4年度まで、ほとんど動いていない"
    assert told in run("check-targets", "--data", str(data)).out
    before = run("validate", "--data", str(data)).out
    edit(data / "indicators/rei/one/maps.yaml", "  value: 100\n", "  value: 100  # dxkpi: ignore[KPI855] 公開済み\n")
    out = run("check-targets", "--data", str(data)).out
    assert told not in out
    assert re.search(r"\| 何年も横ばい +\| +9 \| +1 \|", out)
    assert run("validate", "--data", str(data)).out == before


def test_validate_cannot_be_asked_for_what_only_check_targets_looks_at(data: Path) -> None:
    ending = run("validate", "--select", "KPI853", "--data", str(data))
    assert (ending.code, ending.out) == (2, "")
    assert "--select: KPI853 は dxkpi check-targets が見る。validate では選べない" in ending.err
