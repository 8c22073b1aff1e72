"""An expected amount (見込量) has no good side: it is shown beside the value, and judged by nobody."""

import json
from pathlib import Path

import pytest

from dxkpi.core.basis.calendar import parse_fiscal_year
from tests.build import indicator
from tests.run import run
from tests.source.telling import told_of_file

PLAN = "plan: p\nname: 計画\nperiod: {from: R1, to: R6}\nsections: [{id: s, name: 分野}]\n"
FILE = """\
id: a
name: 利用者数
plan: p
section: s
unit: 人
direction: %s
expected: {R2: 210, R3: 1220, R4: 230}
actuals:
  R2: {value: 205, status: 実績}
  R3: {value: 1241, status: 速報}
"""


@pytest.fixture
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("data/targets", "data/indicators"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data/targets/p.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "data/indicators/a.yaml").write_text(FILE % "monitor", "utf-8")


@pytest.mark.usefixtures("_folder")
def test_it_stands_beside_the_value_and_is_no_finding() -> None:
    assert run("validate").code == 0
    told = run("report", "--year", "R3").out
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in told.splitlines()]
    assert ["利用者数", "人", "205（見込量 210）", "速報 1,241（見込量 1,220）"] in cells
    assert "見込量は、計画が見込んだ量。良い向きはなく、判定も件数にも入らない" in told
    assert "見込量: R2年度 210人、R3年度 1,220人、R4年度 230人" in run("show", "a").out
    explained = run("explain", "a", "--year", "R3").out
    assert "・R3年度の見込量: 1,220人\n    data/indicators/a.yaml:7:25\n    出典: " in explained
    shown = json.loads(run("show", "a", "--format", "json").out)
    assert shown["indicator"]["expected"] == {"R2": "210", "R3": "1220", "R4": "230"}


@pytest.mark.usefixtures("_folder")
def test_a_change_of_it_is_told_with_its_year_and_is_no_second_look() -> None:
    Path("before").mkdir()
    for path in Path("data").rglob("*.yaml"):
        copy = Path("before") / path.relative_to("data")
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    Path("data/indicators/a.yaml").write_text((FILE % "monitor").replace("R3: 1220", "R3: 1300"), "utf-8")
    told = run("diff", "./before", "./data").out
    assert "見込量の変更 R3年度: 1220 → 1300" in told
    assert "もう一度見るところ" not in told


def test_calendar_years_are_named_as_such() -> None:
    own = indicator(direction="monitor", target=None, baseline=None, year_kind="calendar", expected={"2021": "5"})
    assert [year.label for year in own.expectations] == ["2021年"]
    assert own.expectations[parse_fiscal_year("R3")] == 5


def test_only_what_is_monitored_has_one() -> None:
    text = (FILE % "increase").replace("expected:", "baseline: {value: 5}\nexpected:")
    assert (
        told_of_file("indicators/p/s/a.yaml", text)[0]
        == "8:1 KPI214 キー「expected」は、目標の型 increase では使わない"
    )
