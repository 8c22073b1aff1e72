"""The workflows and the action: what they promise to whoever reads or forks them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import ROOT
from tests.workflows.runner import Ended, Runner, read

pytestmark = pytest.mark.slow

TEMPLATES = ROOT / "src/dxkpi/templates/init/.github/workflows"
OURS = sorted((ROOT / ".github/workflows").glob("*.yml"))
ACTIONS = (ROOT / "action.yml", ROOT / "comment/action.yml")
PAGE = ROOT / "docs/pull-requests.md"
# These run what is on the default branch; test_comment.py says what they may do.
RELEASE = ROOT / ".github/workflows/release.yml"
COMMENTING = {ROOT / ".github/workflows/kpi-comment.yml", TEMPLATES / "dxkpi-comment.yml"}
PINNED = re.compile(r"uses: (?P<action>[\w-]+/[\w-]+)@(?P<commit>[0-9a-f]{40}) # v[\d.]+$", re.MULTILINE)


def test_everywhere_the_same_commit_of_an_action_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (*ACTIONS, *TEMPLATES.iterdir(), *OURS, PAGE))
    pins = {(found["action"], found["commit"]) for found in PINNED.finditer(text)}
    assert [action for action, _ in sorted(pins)] == [
        "actions/attest",
        "actions/checkout",
        "actions/download-artifact",
        "actions/setup-python",
        "actions/upload-artifact",
        "pypa/gh-action-pypi-publish",
    ]
    assert len(PINNED.findall(text)) == len(re.findall(r"uses: (?!\./|〔)", text))


def test_a_proposal_from_a_stranger_may_read_and_nothing_else() -> None:
    assert [path.name for path in OURS] == ["ci.yml", "kpi-comment.yml", "kpi.yml", "release.yml"]
    for workflow in map(read, {*TEMPLATES.iterdir(), *OURS} - COMMENTING - {RELEASE}):
        assert workflow["permissions"] == {}
        assert set(workflow["on"]) <= {"pull_request", "push"}
        assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())


def test_the_site_is_built_from_what_is_on_the_default_branch_and_only_the_last_job_may_publish() -> None:
    path = ROOT / "src/dxkpi/templates/site/.github/workflows/dxkpi-site.yml"
    workflow = read(path)
    assert workflow["on"] == {"push": {"branches": ["main"], "paths": ["data/**"]}, "workflow_dispatch": ""}
    assert workflow["permissions"] == {}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert build["permissions"] == {"contents": "read"}
    assert (deploy["permissions"], deploy["needs"]) == ({"pages": "write", "id-token": "write"}, "build")
    assert [step["name"] for step in deploy["steps"]] == ["出す"]  # nothing of the data runs with these rights
    install = read(TEMPLATES / "dxkpi.yml")["jobs"]["validate"]["steps"][:2]
    assert build["steps"][:2] == install
    assert [step["run"] for step in build["steps"][2:] if "run" in step] == [
        '"$RUNNER_TEMP/dxkpi/bin/python" -I -m dxkpi validate --format github',
        '"$RUNNER_TEMP/dxkpi/bin/python" -I -m dxkpi site "$RUNNER_TEMP/site" --rev "$GITHUB_SHA"',
    ]
    text = path.read_text("utf-8")
    assert [found["action"] for found in PINNED.finditer(text)] == [
        "actions/checkout",
        "actions/upload-pages-artifact",
        "actions/deploy-pages",
    ]
    assert len(PINNED.findall(text)) == text.count("uses: ")


def test_only_a_tag_releases_and_what_was_built_meets_rights_only_afterwards(tmp_path: Path) -> None:
    release = read(RELEASE)
    assert release["on"] == {"push": {"tags": ["v*"]}}
    assert {name: job["permissions"] for name, job in release["jobs"].items()} == {
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "pypi": {"id-token": "write"},
        "github": {"contents": "write"},
    }
    assert [job.get("needs") for job in release["jobs"].values()] == [None, "build", "attest", "pypi"]
    held = next(step for step in release["jobs"]["build"]["steps"] if "TAG" in step.get("env", {}))
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/dxkpi-0.1.0-py3-none-any.whl").touch()
    runner = Runner(tmp_path, tmp_path, github={"ref_name": "v0.2.0"})
    assert runner.step(held) == Ended(1, "::error::the tag is not the version\n", "")


def test_the_workflow_of_init_checks_the_data(tmp_path: Path) -> None:
    _, _, validate, _ = read(TEMPLATES / "dxkpi.yml")["jobs"]["validate"]["steps"]
    shutil.copytree(ROOT / "src/dxkpi/templates/init/data", tmp_path / "data")
    (tmp_path / "dxkpi").symlink_to(sys.prefix)
    (tmp_path / "dxkpi.py").write_text("raise SystemExit('owned')", "utf-8")
    assert Runner(tmp_path, tmp_path).step(validate) == Ended(0, "指摘なし（3ファイル）\n", "")


def test_our_own_changes_meet_every_kind_of_machine() -> None:
    steps = [step for job in read(ROOT / ".github/workflows/ci.yml")["jobs"].values() for step in job["steps"]]
    asked = " ".join(step["run"] for step in steps if "run" in step).split()
    assert [word for word in asked if word.startswith("check")] == [
        "check",
        "check-lowest",
        "check-pythons",
        "check-wheel",
    ]


INJECTION = """\
name: x
description: x
inputs:
  data:
    description: x
runs:
  using: composite
  steps:
    - shell: bash
      run: dxkpi validate --data "${{ inputs.data }}"
"""


def test_the_audit_of_make_lint_finds_what_a_stranger_could_use(tmp_path: Path) -> None:
    (tmp_path / "action.yml").write_text(INJECTION, "utf-8")
    ended = subprocess.run(
        [f"{sys.prefix}/bin/zizmor", "--offline", "--persona=pedantic", "--format=json", str(tmp_path / "action.yml")],
        env={**os.environ},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, b'"ident": "template-injection"' in ended.stdout) == (14, True)
