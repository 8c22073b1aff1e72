"""The one theme: which role each command gives to what it says, and that grades differ by their order."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.render.blocks import Tone
from dxkpi.render.text import STYLES
from dxkpi.render.verdicts import tone_of
from tests.folders import edit
from tests.render.papers import chiba_report
from tests.run import DATA, run

pytestmark = pytest.mark.usefixtures("in_the_project")

MET, LOWERED, SUSPENDED, NOT_ASSESSED = "\x1b[32m", "\x1b[31m", "\x1b[34m", "\x1b[35m"
ERROR, WARNING, PATH, CODE, HINT, END = "\x1b[1;31m", "\x1b[1;33m", "\x1b[2m", "\x1b[1m", "\x1b[36m", "\x1b[0m"


def told(command: str) -> str:
    return run(*command.split(), "--color", "always").out


def of(plan: Plan) -> list[Tone]:
    return [tone_of(plan, rating.id) for rating in plan.ratings]


def test_grades_differ_by_their_order() -> None:
    plan = chiba_report().plan
    assert of(plan) == [Tone.MET, Tone.NEAR, Tone.MIDDLE, Tone.FAR]
    first, *below = plan.ratings
    short = plan.model_copy(update={"declared_ratings": (first, below[-1])})
    assert of(short) == [Tone.MET, Tone.FAR]
    long = plan.model_copy(
        update={"declared_ratings": (first, *(below[0].model_copy(update={"id": f"grade-{n}"}) for n in range(5)))}
    )
    assert of(long) == [Tone.MET, Tone.NEAR, Tone.NEAR, Tone.MIDDLE, Tone.MIDDLE, Tone.FAR]
    assert all(STYLES[one] != STYLES[other] for one, other in pairwise(of(plan)))
    assert (tone_of(plan, "suspended"), tone_of(plan, UNASSESSED)) == (Tone.SUSPENDED, Tone.NOT_ASSESSED)


def test_a_finding() -> None:
    shown = told("validate --data tests/golden/bad-data")
    assert (
        f"{PATH}tests/golden/bad-data/indicators/plan-a/one/hours.yaml:11:10:{END} {ERROR}error{END} {CODE}KPI203{END}"
        " 「６０００」は半角の数値（例 6000、-5、73.5）ではない\n"
        f"    11 |   value: ６０００\n       |          {ERROR}^{END}\n    {HINT}直し方:{END} 「6000」と書く\n"
    ) in shown
    assert f"{WARNING}warning{END} {CODE}KPI301{END}" in shown


def test_results_in_a_list() -> None:
    shown = told("list --year R3 --section hakyu")
    assert f"| {MET}100%{END} " in shown
    assert f"| {SUSPENDED}進捗管理の停止{END} " in shown
    assert f"| {NOT_ASSESSED}算定不能（未達成）{END} " in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("6000", f"{MET}実績 6,000時間、達成率 100.0%（100%）{END}"),
        ("1000", f"{LOWERED}実績 1,000時間、達成率 16.7%推（30%未満）{END}"),
    ],
)
def test_a_difference(value: str, shown: str, tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
    edit(file, "value: 5445", f"value: {value}")
    told = run("diff", f"{DATA}/", f"{tmp_path}/data/", "--color", "always").out
    assert shown in told
    assert f"・{WARNING}RPA導入により削減した作業時間（rpa-hours）" in told


def test_targets_to_look_at() -> None:
    shown = told("check-targets --year R3")
    assert f"・{WARNING}テレワーク実施者数（telework-users）: 目標値の131.5倍である{END}\n" in shown
    assert f"目標値 280人（{PATH}data/indicators/chiba-ict/hakyu/telework-users.yaml:9:10{END}）" in shown


def test_an_outlook() -> None:
    shown = told("outlook --data tests/golden/outlook-data --year R3")
    assert f"{MET}先行" in shown
    assert f"{LOWERED}遅れ" in shown


def test_the_preview_of_set() -> None:
    new = "--year R3 --value 6000 --status 実績 --reported 業務改革課 --known 2022-06-01"
    shown = told(f"set rpa-hours {new} --dry-run")
    assert f"{MET}+    - value: 6000{END}\n" in shown
    assert f"・後: {MET}達成率 100.0%（100%）{END}\n" in shown
