"""What commands say of the year that they take where none is asked for."""

from pathlib import Path

import pytest

from tests.folders import edit
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
sections:
  - {id: s, name: 分野}
documents: {doc: {title: 資料, publisher: 県}}
"""
INDICATOR = """\
id: {id}
name: 指標{id}
plan: p
section: s
unit: 件
direction: absolute
baseline: {{value: 0}}
target: {{value: 100}}
actuals:
{actuals}source: {{document: doc, page: 1}}
"""
ACTUAL = "  {year}:\n    value: {value}\n    status: 実績\n"
SAID = "R5年度は選ばなかった: 「計画」は、3指標のうち1指標にしかR5年度の値がない。R5年度を見るには --year R5 を付ける\n"


@pytest.fixture(autouse=True)
def _one_department_was_quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three indicators the first alone has a value of R5."""
    for folder in ("targets", "indicators/p/s"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data/targets/p.yaml").write_text(PLAN, "utf-8")
    for own, years in {"a": ["R3", "R4", "R5"], "b": ["R3", "R4"], "c": ["R3", "R4"]}.items():
        actuals = "".join(ACTUAL.format(year=year, value=10 * n + 20) for n, year in enumerate(years))
        path = tmp_path / f"data/indicators/p/s/{own}.yaml"
        path.write_text(INDICATOR.format(id=own, actuals=actuals), "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "command", [("report",), ("outlook",), ("explain", "b"), ("report", "--compare-methods", "oita")]
)
def test_a_newer_year_that_was_passed_over_is_named_on_stderr(command: tuple[str, ...]) -> None:
    found = run(*command)
    assert (found.code, found.err) == (0, SAID)
    assert found.out == run(*command, "--year", "R4").out
    assert run(*command, "--year", "R5").err == ""


def test_lists_and_the_overview_take_the_same_year() -> None:
    assert run("list").out == run("list", "--year", "R4").out
    assert "| R4   |" in run("overview").out


def test_as_soon_as_half_have_a_value_it_is_taken() -> None:
    path = Path("data/indicators/p/s/b.yaml")
    edit(path, "source:", ACTUAL.format(year="R5", value=50) + "source:")
    found = run("report")
    assert (found.code, found.err) == (0, "")
    assert found.out == run("report", "--year", "R5").out
    assert "内訳: データから判定3（うち前の年度の値1）" in found.out
