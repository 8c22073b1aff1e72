"""Findings on the command line: what stops a report, what only ends in 1, and what is shown all the same."""

import json
import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import DATA, ROOT, run

pytestmark = pytest.mark.usefixtures("in_a_copy")

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
PLAN = "data/targets/chiba-ict.yaml"
RESULT = "data/published/chiba-ict/R3.yaml"


NOT_A_NUMBER = f"""\
{RPA}:10:10: error KPI203 「6,000」は半角の数値（例 6000、-5、73.5）ではない
    10 |   value: 6,000
       |          ^
    直し方: 「6000」と書く

読み取りに誤りのあるファイルが1件あるため、その値の意味と、ほかのファイルとの関わり（件数や公表値など）は、まだ見ていない。直してから、もう一度点検する

エラー1件（33ファイル）
"""


def test_validate_shows_every_finding_and_ends_in_1() -> None:
    edit(RPA, "value: 6000", "value: 6,000")
    ending = run("validate")
    assert (ending.code, ending.out, ending.err) == (1, NOT_A_NUMBER, "")


def test_errors_that_touch_the_figures_stop_a_report() -> None:
    edit(RPA, "value: 6000", "value: 6,000")
    for command in ("report", "explain rpa-hours", "reconcile", "list", "show rpa-hours"):
        ending = run(*command.split())
        assert (ending.code, ending.out) == (1, ""), command
        assert ending.err == NOT_A_NUMBER + (
            "データの誤りが数字に関わるため、結果は出さない。上の指摘を直してから、もう一度実行する\n"
        )


def test_given_paths_limit_what_is_reported_and_not_what_is_read() -> None:
    edit(RPA, "value: 6000", "value: 6,000")
    edit("data/indicators/chiba-dx/gyosei/open-data-items.yaml", "section: gyosei", "section: gyose")
    assert "KPI403" in run("validate", "data/indicators/chiba-dx").out
    assert run("validate", "data/indicators/chiba-ict").out == NOT_A_NUMBER.replace("33", "25")
    assert run("validate", "data/targets").code == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("plan: chiba-ict", "plan: chiba-itc", "KPI402"), ("section: hakyu", "section: hakyuu", "KPI403")],
)
def test_an_indicator_that_strayed_is_told_once_and_no_count_that_misses_it(old: str, new: str, code: str) -> None:
    edit(RPA, old, new)
    found = run("validate", "--format", "json")
    assert [diagnostic["code"] for diagnostic in json.loads(found.raw)["diagnostics"]] == [code]


def test_what_was_published_wrongly_is_a_finding_that_stops_no_report() -> None:
    edit(RESULT, "    from60: 1\n    from30: 1\n", "    from60: 2\n    from30: 0\n")
    edit(RESULT, "from60: 4.4\n    from30: 1.5", "from60: 5.9\n    from30: 0")
    edit(RESULT, "from60: 8.3\n      from30: 8.3", "from60: 16.7\n      from30: 0")
    found = run("validate")
    assert found.code == 1
    assert f"{RESULT}:14:13: error KPI601 令和3年度の「波及効果プロジェクト」の 30%以上60%未満: 公表 0、" in found.out
    ending = run("report", "--year", "R3", "--section", "hakyu")
    assert ending.code == 0
    assert "注意: 公表結果とデータが食い違っている（不整合）。" in ending.out
    assert "（計12指標）" in ending.out
    assert ending.err == "データに指摘が1件ある（結果は出せる）。dxkpi validate で見る\n"
    report = json.loads(run("report", "--year", "R3", "--format", "json").raw)
    assert [diagnostic["code"] for diagnostic in report["diagnostics"]] == ["KPI601"]


def test_reconcile_ends_in_1_only_when_something_is_contradicted() -> None:
    assert run("reconcile").code == 0
    edit(RESULT, "achieved: 73.5", "achieved: 73.4")
    ending = run("reconcile")
    assert ending.code == 1
    assert "不整合（公表の件数から計算した値と違う）" in ending.out


def test_an_unexplained_miss_is_a_finding_that_touches_no_figure() -> None:
    edit(RPA, "unmet:", "# unmet:")
    text = Path(RPA).read_text("utf-8").replace("  R3:\n    reason", "# R3:\n#   reason")
    Path(RPA).write_text(text, "utf-8")
    assert "KPI302" in run("validate").out
    assert run("report", "--year", "R3").code == 0


def test_skipped_files_are_named() -> None:
    shutil.copy(RPA, f"{RPA}.bak")
    shutil.copy(RPA, "data/indicators/.hidden.yaml")
    ending = run("validate")
    assert ending.code == 0
    assert f"{RPA}.bak" in ending.out
    assert "data/indicators/.hidden.yaml" in ending.out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    at_least: 60", "    at_least: 100", "KPI212 下限が上の区分の下限以上である"),
        (
            "    en: {label: under 30%, group: Missed}\n",
            "    at_least: 0\n",
            "KPI212 一番下の区分に下限がある",
        ),
        ("    at_least: 100\n", "    at_least: 99\n", "KPI212 下限が 100 の区分がない"),
        ("  - id: from30\n", "  - id: from60\n", "KPI212 id「from60」が二度使われている"),
        (
            "target_year: R3\n",
            "target_year: R3\nperiod:\n  from: R3\n  to: R1\n",
            "KPI212 終わりの年度が始まりより前である",
        ),
        ("revisions: []", "revisions:\n  - date: 2021-04", "KPI202 必要なキー「indicator」（改定する指標の id）がない"),
        (
            "  formula: distance",
            "  formula: average",
            "KPI210 「average」は",
        ),
    ],
)
def test_a_plan_that_contradicts_itself(old: str, new: str, said: str) -> None:
    edit(PLAN, old, new)
    ending = run("validate", PLAN)
    assert ending.code == 1
    assert f"error {said}" in ending.out


@pytest.mark.slow
def test_the_module_runs_as_the_command_does() -> None:
    import os
    import subprocess
    import sys

    # os.environ by name: readline, which pytest loads, leaves COLUMNS in the environment that C hands on.
    for argv in (["--version"], ["report", "--year", "R3"]):
        done = subprocess.run(
            [sys.executable, "-m", "dxkpi", *argv], capture_output=True, check=True, cwd=ROOT, env={**os.environ}
        )
        assert done.stdout == run(*argv, *(["--data", str(DATA)] if len(argv) > 1 else [])).raw
