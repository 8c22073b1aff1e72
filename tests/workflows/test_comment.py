"""What a pull request gets to see of itself: the steps of our actions and of the workflows that `dxkpi init` writes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from dxkpi.pull_request.comparison import marker
from tests.pull_request.hub import SAMPLE, TOKEN, Hub, Served, served, serving, surroundings, without_ids
from tests.run import ROOT
from tests.workflows.runner import Ended, Runner, read

pytestmark = pytest.mark.slow

TEMPLATES = ROOT / "src/dxkpi/templates/init/.github/workflows"
ACTION, COMMENT = read(ROOT / "action.yml"), read(ROOT / "comment/action.yml")
SUMMARY_STEPS = {
    "action": ACTION["runs"]["steps"][-1],
    "init": read(TEMPLATES / "dxkpi.yml")["jobs"]["validate"]["steps"][-1],
}
COMMENT_STEPS = {
    "action": COMMENT["runs"]["steps"][-1],
    "init": read(TEMPLATES / "dxkpi-comment.yml")["jobs"]["comment"]["steps"][-1],
}
INPUTS = {"data": "data", "diff": "true"}
ONLINE = "data/indicators/example-city/online/online-procedures.yaml"
BASE = "release/$(touch${IFS}owned)`id`;'\"&&@everyone"
"""A branch of this name can be made, and pull requests for it."""
MODULES = ("dxkpi", "json", "sitecustomize", "subprocess", "tempfile", "typer", "yaml")
PROPOSED = {
    **{f"{name}.py": "raise SystemExit('owned')" for name in MODULES},
    ".gitattributes": "* filter=x\n",
    ".gitmodules": '[submodule "x"]\n\tpath = data\n\turl = ext::touch owned\n',
}


@dataclass(frozen=True, slots=True)
class Case:
    """A pull request of hostile files from a fork, and a runner whose job was started by it."""

    hub: Hub
    served: Served
    runner: Runner

    def propose(self, text: str) -> str:
        head = self.served.commit("topic", {**PROPOSED, ONLINE: text}, BASE)
        self.served.git("update-ref", "refs/pull/7/head", head)
        self.served.git("checkout", "--quiet", BASE)
        self.served.git("branch", "--quiet", "-D", "topic")
        self.hub.propose(7, head, BASE)
        return head

    def run(self, step: Any, **github: str) -> Ended:
        ended = replace(self.runner, github={"token": TOKEN} | github).step(step)
        assert not list(self.runner.workspace.parent.rglob("owned"))
        return ended


@pytest.fixture
def case(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    server = served(tmp_path / "server", BASE, tmp_path_factory.getbasetemp())
    workspace, temp = tmp_path / "work", tmp_path / "temp"
    workspace.mkdir()
    temp.mkdir()
    for name, text in PROPOSED.items():
        (workspace / name).write_text(text, "utf-8")
    (temp / "dxkpi").symlink_to(sys.prefix)
    with serving(Hub()) as hub:
        env = surroundings(hub, tmp_path / "server", temp) | {"PYTHONPATH": str(workspace)}
        yield Case(hub, server, Runner(workspace, temp, INPUTS, env))


BETTER = SAMPLE[ONLINE].replace("value: 60\n", "value: 100\n")
SHOWN = "## データの違い: 版 変更前（コミット …） → 版 変更後（コミット …）\n\n"
HEAD = f"{marker('data')}\n{SHOWN}"
TAIL = (
    "データのフォルダ「data」を、枝分かれした時点の … と、いまの … とで比べた。"
    "新しい変更が届くと、このコメントを書き換える。\n"
)


@pytest.mark.parametrize("step", COMMENT_STEPS.values(), ids=COMMENT_STEPS)
def test_one_comment_follows_the_pull_request(step: Any, case: Case) -> None:
    def after(text: str) -> tuple[Ended, list[str]]:
        ended = case.run(step, **{"event.workflow_run.head_sha": case.propose(text)})
        return ended, [without_ids(body) for body in case.hub.said(7)]

    ended, (said,) = after(BETTER)
    assert ended == Ended(0, "#7: コメントを書いた\n", "")
    assert said.startswith(
        f"{HEAD}変更1件。1指標の達成区分、R7年度の表の件数・割合が変わる。\n\n### もう一度見るところ\n\n"
    )
    assert said.endswith(f"\n</details>\n\n{TAIL}")
    assert after(SAMPLE[ONLINE]) == (Ended(0, "#7: コメントを書き換えた\n", ""), [f"{HEAD}変更はない。\n\n{TAIL}"])


def test_a_token_that_may_only_read_is_no_failure(case: Case) -> None:
    """As on `pull_request` from a fork, where the action may be used too."""
    case.hub.read_only = True
    ended = case.run(COMMENT_STEPS["action"], **{"event.pull_request.head.sha": case.propose(BETTER)})
    assert (ended.code, ended.err, case.hub.said(7)) == (0, "", [])
    assert ended.out.startswith("::warning title=dxkpi::#7 にコメントできない。結果はこのジョブの要約にある（")
    assert without_ids((case.runner.temp / "summary.md").read_text("utf-8")).startswith(SHOWN)


@pytest.mark.parametrize("step", SUMMARY_STEPS.values(), ids=SUMMARY_STEPS)
def test_the_summary_of_the_job_says_what_the_pull_request_does(step: Any, case: Case) -> None:
    event = {"event.pull_request.base.ref": BASE, "event.pull_request.head.sha": case.propose(BETTER)}
    assert case.run(step, **event) == Ended(0, "", "")
    written = without_ids((case.runner.temp / "summary.md").read_text("utf-8"))
    assert written.startswith(f"{SHOWN}変更1件。1指標の達成区分、R7年度の表の件数・割合が変わる。\n\n")
    assert case.hub.asked == []


ASKED = {"event_name": "pull_request"}


@pytest.mark.parametrize(
    ("inputs", "github", "validated", "wanted"),
    [
        (INPUTS, ASKED, True, True),
        (INPUTS, {"event_name": "push"}, True, False),
        (INPUTS, {"event_name": "pull_request_target"}, True, False),
        (INPUTS | {"diff": "false"}, ASKED, True, False),
        (INPUTS, ASKED, False, False),
    ],
)
def test_when_the_action_compares(
    inputs: dict[str, str], github: dict[str, str], validated: bool, wanted: bool
) -> None:
    outputs: dict[str, dict[str, str]] = {"validate": {}} if validated else {}
    runner = Runner(ROOT, ROOT, inputs, github=github, outputs=outputs)
    assert runner.wants(SUMMARY_STEPS["action"]["if"]) is wanted
    assert runner.wants(SUMMARY_STEPS["init"]["if"]) is validated
    assert not runner.wants(SUMMARY_STEPS["action"]["if"], cancelled=True)


WRITERS = (ROOT / ".github/workflows/kpi-comment.yml", TEMPLATES / "dxkpi-comment.yml")


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("event", "conclusion", "wanted"),
    [
        ("pull_request", "success", True),
        ("pull_request", "failure", True),
        ("pull_request", "cancelled", False),
        ("pull_request", "action_required", False),
        ("push", "success", False),
    ],
)
def test_which_runs_lead_to_a_comment(path: Path, event: str, conclusion: str, wanted: bool) -> None:
    (job,) = read(path)["jobs"].values()
    told = {"event.workflow_run.event": event, "event.workflow_run.conclusion": conclusion}
    assert Runner(ROOT, ROOT, github=told).wants(job["if"]) is wanted


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)
def test_whoever_may_comment_takes_nothing_from_the_pull_request_but_a_commit(path: Path) -> None:
    workflow = read(path)
    ((_, job),) = workflow["jobs"].items()
    assert workflow["on"].keys() == {"workflow_run"}
    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    for step in job["steps"]:
        assert "artifact" not in step.get("uses", "")
        assert not {"ref", "repository"} & step.get("with", {}).keys()
        assert "${{" not in step.get("run", "")
    used = {value for step in (*job["steps"], COMMENT_STEPS["action"]) for value in step.get("env", {}).values()}
    assert {value for value in used if "github.event" in value} <= {
        "${{ github.event.workflow_run.head_sha }}",
        "${{ github.event.workflow_run.head_sha || github.event.pull_request.head.sha }}",
    }


def test_a_comment_follows_the_workflow_that_checks() -> None:
    for checks, comments in (
        (ROOT / ".github/workflows/kpi.yml", WRITERS[0]),
        (TEMPLATES / "dxkpi.yml", WRITERS[1]),
    ):
        assert read(comments)["on"]["workflow_run"] == {"workflows": [read(checks)["name"]], "types": ["completed"]}


def test_both_actions_are_prepared_alike() -> None:
    """All of the repository comes with either; one stands a folder deeper."""
    (python, install), (other_python, other_install) = (action["runs"]["steps"][:2] for action in (ACTION, COMMENT))
    deeper = install["run"].replace("$GITHUB_ACTION_PATH", "$GITHUB_ACTION_PATH/..")
    assert (other_python, other_install) == (python, install | {"run": deeper})
    assert deeper.count("/..") == 2


PAGE = (ROOT / "docs/pull-requests.md").read_text("utf-8")


@pytest.fixture
def documented(tmp_path: Path) -> list[Path]:
    """The workflows of the page for those who set them up, with commits where the page leaves room for them."""
    subprocess.run(("git", "init", "--quiet", str(tmp_path)), env={**os.environ}, check=True)
    texts = re.findall(r"```yaml\n(name: .*?)```", PAGE, re.DOTALL)
    paths = [tmp_path / f".github/workflows/{number}.yml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace("〔コミットの40桁〕", "a" * 40 + " # v1.0.0").replace("〔所有者〕", "kensei"), "utf-8"
        )
    return paths


def test_the_documented_workflows_are_those_that_we_run(documented: list[Path]) -> None:
    for ours, theirs in zip((ROOT / ".github/workflows/kpi.yml", WRITERS[0]), map(read, documented), strict=True):
        told = read(ours)
        assert [theirs[key] for key in ("name", "on", "permissions", "concurrency")] == [
            told[key] for key in ("name", "on", "permissions", "concurrency")
        ]
        ((name, job),) = theirs["jobs"].items()
        assert job.keys() == told["jobs"][name].keys()
        assert all(job[key] == told["jobs"][name][key] for key in job if key not in {"name", "steps"})
        assert job["steps"][-1]["uses"].removeprefix("kensei/dxkpi").partition("@")[0] in {"", "/comment"}


@pytest.mark.parametrize("audit", [("zizmor", "--offline", "--persona=pedantic"), ("jactionlint",)], ids=lambda a: a[0])
def test_the_documented_workflows_stand_up_to_what_make_lint_asks(
    audit: tuple[str, ...], documented: list[Path]
) -> None:
    ended = subprocess.run(
        [f"{sys.prefix}/bin/{audit[0]}", *audit[1:], *map(str, documented)],
        env={**os.environ},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout.decode()
