"""`action.yml`: how its steps validate on a runner, with good, bad and hostile data."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import DATA, ROOT
from tests.workflows.runner import Ended, Runner, StandIn, read

pytestmark = pytest.mark.slow

ACTION = read(ROOT / "action.yml")
PYTHON, INSTALL, VALIDATE, _ = ACTION["runs"]["steps"]
RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A checkout with good data, and code that must not run; where dxkpi would be installed, the one under test."""
    workspace, temp = tmp_path / "work", tmp_path / "temp"
    shutil.copytree(DATA, workspace / "data")
    for name in ("dxkpi", "json", "sitecustomize", "typer", "yaml"):
        (workspace / f"{name}.py").write_text("raise SystemExit('owned')", "utf-8")
    temp.mkdir()
    (temp / "dxkpi").symlink_to(sys.prefix)
    return Runner(workspace, temp)


def act(runner: Runner, **given: str) -> tuple[Ended, dict[str, str]]:
    """Runs the validating step with these inputs; how it ended, and the outputs of the action."""
    inputs = {name: told["default"] for name, told in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    assert inputs.keys() == ACTION["inputs"].keys()
    runner = Runner(runner.workspace, runner.temp, inputs)
    ended = runner.step(VALIDATE)
    return ended, runner.values({name: told["value"] for name, told in ACTION["outputs"].items()})


BAD = f"""\
::error file={RPA},line=10,col=10,title=KPI203 number::「6,000」は半角の数値（例 6000、-5、73.5）ではない%0A\
直し方: 「6000」と書く
::group::すべての指摘
{RPA}:10:10: error KPI203 「6,000」は半角の数値（例 6000、-5、73.5）ではない
    10 |   value: 6,000
       |          ^
    直し方: 「6000」と書く
::endgroup::
エラー1件（33ファイル）
"""


def test_bad_data_are_shown_at_their_lines_and_fail_the_job(runner: Runner) -> None:
    edit(runner.workspace / RPA, "value: 6000", "value: 6,000")
    assert act(runner) == (Ended(1, BAD, ""), {"errors": "1", "warnings": "0", "exit-code": "1"})
    assert (runner.temp / "summary.md").read_text("utf-8").splitlines()[-1] == "エラー1件（33ファイル）"


def test_warnings_fail_the_job_where_that_is_asked(runner: Runner) -> None:
    edit(runner.workspace / RPA, "value: 6000", "value: 6000  # dxkpi: ignore[KPI302] 何もない")
    ended, outputs = act(runner, fail_on="warning")
    assert (ended.code, outputs) == (1, {"errors": "0", "warnings": "1", "exit-code": "1"})


@pytest.mark.parametrize(
    ("given", "code", "sentence"),
    [
        ({"data": "deta"}, 3, "dxkpi: "),
        ({"fail_on": ""}, 2, "dxkpi: --fail-on: 重さ「」がない。あるのは error、warning、never\n"),
        ({"fail_on": "never; touch owned"}, 2, "dxkpi: --fail-on: 重さ「never; touch owned」がない。"),
    ],
)
def test_what_cannot_be_checked_has_no_counts(runner: Runner, given: dict[str, str], code: int, sentence: str) -> None:
    ended, outputs = act(runner, **given)
    assert (ended.code, ended.out, outputs) == (code, "", {"errors": "", "warnings": "", "exit-code": str(code)})
    assert ended.err.startswith(sentence)
    assert not list(runner.workspace.rglob("owned"))


HOSTILE = """--help 全庁 の * ? it's a"; touch owned; "$(touch owned)`touch owned`${{ github.token }}
touch owned
errors=7
"""


def test_good_data_in_a_folder_whose_name_is_never_run(runner: Runner) -> None:
    (runner.workspace / "data").rename(runner.workspace / HOSTILE)
    assert act(runner, data=HOSTILE) == (
        Ended(0, "指摘なし（33ファイル）\n", ""),
        {"errors": "0", "warnings": "0", "exit-code": "0"},
    )
    assert not list(runner.workspace.rglob("owned"))


def test_only_what_is_locked_is_installed(tmp_path: Path) -> None:
    python = StandIn(tmp_path)
    runner = Runner(tmp_path, tmp_path, env={"GITHUB_ACTION_PATH": "/action"} | python.env)
    runner.outputs["python"] = {"python-path": str(python.path)}
    assert runner.step(INSTALL) == Ended(0, "", "")
    assert python.asked() == [
        "-I -m venv --clear dxkpi",
        "-I -m pip --quiet --disable-pip-version-check install --require-hashes --only-binary=:all:"
        " --requirement /action/requirements/run.txt",
        "-I -m pip --quiet --disable-pip-version-check install --no-deps --no-build-isolation --no-index /action",
    ]


def test_the_python_of_later_steps_stays_as_it_is() -> None:
    runner = Runner(ROOT, ROOT, {"python-version": "3.12"})
    assert runner.values(PYTHON["with"]) == {"python-version": "3.12", "update-environment": "false"}
