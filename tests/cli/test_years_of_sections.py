"""Indicators of a section that its plan has in some years only: they are none of the other years, in any command."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.folders import edit
from tests.run import ROOT, run

PARKS = """\
id: parks
number: 3-4
name: 公園の利用者
plan: mizuumi-general
section: town
unit: 人
direction: absolute
baseline: {value: 100, year: R5}
target: {value: 160}
actuals:
  R6: {value: 120, status: 実績, source: {document: r6, page: 3}}
source: {document: r6, page: 3}
"""
JOBS = """\
id: jobs
number: 2-9
name: 就業相談の数
plan: mizuumi-general
section: work
unit: 件
direction: absolute
baseline: {value: 100, year: R3}
target: {value: 160}
actuals:
  R4: {value: 110, status: 実績, source: {document: r4, page: 3}}
  R5: {value: 120, status: 実績, source: {document: r5, page: 3}}
suspended: {since: R6, reason: 分野とともに終わった, source: {document: r6, page: 3}}
source: {document: r4, page: 3}
"""
R5 = {"consultations", "library", "check-ups", "bus-riders", "wages", "festivals", "jobs"}
R6 = {"consultations", "library", "wages", "check-ups", "festivals", "bus-riders", "parks"}
YEARS = [("R5", R5), ("R6", R6)]


@pytest.fixture(autouse=True)
def _with_a_new_and_an_ended_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """しごと (work) is there until R5, まち (town) since R6."""
    shutil.copytree(ROOT / "examples/redefined", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    own = Path("data/indicators/mizuumi-general")
    (own / "work").mkdir()
    (own / "town/parks.yaml").write_text(PARKS, "utf-8")
    (own / "work/jobs.yaml").write_text(JOBS, "utf-8")
    assert run("validate", "--strict").out == "指摘なし（9ファイル）\n"


def relist(*sections: str) -> None:
    """Lists 窓口での相談 of くらし again in these sections."""
    edit(
        "data/indicators/mizuumi-general/life/consultations.yaml",
        "section: life",
        f"section: life\nrelisted: [{', '.join(sections)}]",
    )


def answer(*argv: str) -> Any:
    ending = run(*argv, "--format", "json")
    assert ending.err == ""
    return json.loads(ending.out)


@pytest.mark.parametrize(("year", "listed"), YEARS)
def test_every_command_has_the_same_indicators(year: str, listed: set[str]) -> None:
    (report,) = answer("report", "--year", year)["reports"]
    assert report["tables"][0]["size"] == len(listed)
    assert {own["indicator"]["id"] for own in report["indicators"]} == listed
    assert {own["indicator"]["id"] for own in answer("list", "--year", year)["indicators"]} == listed
    (outlook,) = answer("outlook", "--year", year)["plans"]
    assert {own["indicator"]["id"] for own in outlook["indicators"]} == listed
    (compared,) = answer("report", "--year", year, "--compare-methods", "oita")["comparisons"]
    assert {own["id"] for own in compared["methods"][0]["indicators"]} == listed
    (reviewed,) = answer("check-targets", "--year", year)["plans"]
    assert reviewed["targets"] + reviewed["apart"] == len(listed)
    (asked,) = answer("status", "--year", year)["rounds"]
    assert {own["id"] for own in asked["asks"]} == listed


@pytest.mark.parametrize(("year", "listed"), YEARS)
def test_a_year_is_published_with_its_own_indicators(year: str, listed: set[str]) -> None:
    ending = run("publish", "--year", year, "--date", "2026-01-05")
    assert (ending.code, ending.err) == (0, "")
    written = f"data/published/mizuumi-general/{year}.yaml"
    assert ending.out.startswith(f"書いた: {written}（{year}年度、2026年1月5日公表、指標7）\n")
    line = f"{written}: 一致（{year}年度、2026年1月5日公表、指標7）\n"
    assert run("publish", "--check").out == line
    assert run("validate", "--strict").out == "指摘なし（10ファイル）\n"
    run("site", "site")
    page = Path(f"site/plans/mizuumi-general/{2018 + int(year[1:])}.html").read_text("utf-8")
    assert {name for name in listed | {"parks", "jobs"} if f"/{name}.html" in page} == listed


@pytest.mark.parametrize(("year", "again"), [("R5", "しごと"), ("R6", "まち")])
def test_an_indicator_is_relisted_in_sections_of_the_year_alone(year: str, again: str) -> None:
    relist("work", "town")
    listed = run("list", "--year", year).out
    assert [line for line in listed.splitlines() if line.startswith("【")] == ["【くらし】", f"【{again}】"]
    assert f"（consultations）（「{again}」に再掲）" in listed
    told = f"\n再掲 1-1 （例）窓口での相談: 「くらし」に数え、「{again}」には数えない\n"
    assert told in run("report", "--year", year).out
    assert run("publish", "--year", year, "--date", "2026-01-05").err == ""
    assert run("publish", "--check").code == 0
    assert run("validate", "--strict").out == "指摘なし（10ファイル）\n"


def test_a_published_indicator_is_not_relisted_later_on() -> None:
    edit("data/targets/mizuumi-general.yaml", "ratings:\n", "relisted_count: each\nratings:\n")
    assert run("publish", "--year", "R6", "--date", "2026-01-05").err == ""
    before = answer("report", "--year", "R6")["reports"][0]["tables"]
    relist("town")
    assert answer("report", "--year", "R6")["reports"][0]["tables"] == before


@pytest.mark.parametrize(("identifier", "year", "name", "section"),
    [("parks", "令和5年度（R5）", "公園の利用者", "まち"), ("jobs", "令和6年度（R6）", "就業相談の数", "しごと")],
)  # fmt: skip
def test_there_is_nothing_to_explain_in_a_year_without_the_section(
    identifier: str, year: str, name: str, section: str
) -> None:
    ending = run("explain", identifier, "--year", year[:5])
    assert (ending.code, ending.out) == (2, "")
    assert ending.err == (
        f"dxkpi: 「{name}」（{identifier}）の分野「{section}」は、計画「（例）みずうみ市 総合計画」では{year}にない。"
        "分野のある年度を --year で示す\n"
    )


def test_a_new_indicator_changes_no_year_before_its_section() -> None:
    before = Path("before")
    shutil.copytree("data", before)
    (before / "indicators/mizuumi-general/town/parks.yaml").unlink()
    effects = answer("diff", "./before/")["effects"]
    found = [(own["year"]["label"], [one["indicator"] for one in own["results"]]) for own in effects]
    assert found == [("R6", ["parks"])]
