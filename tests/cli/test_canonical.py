"""`dxkpi show --canonical`: one fact a line, and git's own diff and log reading as changes of facts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import run
from tests.source.test_git import git

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("in_a_copy")]

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"

FACTS = """\
短い名前: rpa-hours
名称: RPA導入により削減した作業時間
計画: chiba-ict
分野: hakyu
単位: 時間
目標の型: absolute
基準値 値: 0
目標値 値: 6000
実績値 R3 実績 値: 5445
"""


def test_one_fact_a_line() -> None:
    ending = run("show", "--canonical", RPA)
    assert (ending.code, ending.err) == (0, "")
    assert ending.out.startswith(FACTS)


def test_another_way_to_write_it_is_the_same() -> None:
    before = run("show", "--canonical", RPA).out
    edit(RPA, "actuals:\n  R3:\n    value: 5445\n    status: 実績\n", "")
    edit(RPA, "id: rpa-hours", "actuals: {2021: [{status: 実績, value: '5445'}]}  # 注\nid: rpa-hours")
    assert run("show", "--canonical", RPA).out == before


def test_every_shipped_file_has_facts() -> None:
    for path in sorted(Path("data").rglob("*.yaml")):
        ending = run("show", "--canonical", str(path))
        assert ending.code == 0
        assert all(": " in line for line in ending.out.splitlines())


@pytest.mark.parametrize(
    "content",
    [b"id: [\n", "名前: あ".encode("cp932"), b"", b"a: 1\na: 2\n", b"\xff\x00", b"# 1 MiB\n" * (1 << 17) + b"#"],
    ids=["broken", "cp932", "empty", "twice", "binary", "too big"],
)
def test_what_cannot_be_read_is_shown_as_it_is(content: bytes) -> None:
    Path(RPA).write_bytes(content)
    ending = run("show", "--canonical", RPA)
    assert (ending.code, ending.raw) == (0, content)


def test_what_is_no_file() -> None:
    for name, why in (("none.yaml", "ファイルが見つからない"), ("data", "普通のファイルのはずが、フォルダである")):
        ending = run("show", "--canonical", name)
        assert (ending.code, ending.err) == (3, f"dxkpi: 「{name}」: {why}\n")


DIFF = """\
-実績値 R3 実績 値: 5445
+実績値 R3 見込 値: 5445
+実績値 R3 実績 分かった日: 2022-09-30
+実績値 R3 実績 報告者: 情報政策課
+実績値 R3 実績 値: 5600
"""


def test_git_shows_changes_of_facts(tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("data/**/*.yaml diff=dxkpi\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "diff.dxkpi.textconv", f'"{sys.executable}" -m dxkpi show --canonical')
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "一")
    edit(RPA, "status: 実績", "status: 見込")
    run("set", "rpa-hours", "-y", "R3", "--value", "5600", "--status", "実績", "--known", "2022-09-30",
        "--reported", "情報政策課", "--yes")  # fmt: skip
    shown = git(tmp_path, "diff", "-U0")
    changes = [line for line in shown.splitlines() if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}]
    assert sorted(changes) == sorted(DIFF.splitlines())
    git(tmp_path, "commit", "--quiet", "-a", "-m", "二")
    assert "+実績値 R3 実績 値: 5600\n" in git(tmp_path, "log", "-p", "-1")


REVISION = """\
  - date: 2022-12-20
    indicator: rpa-hours
    from:
      value: 6000
    to:
      value: 5500
    reason: （例）見直し
    decision: （例）本部会議
"""
OF_FOREST = REVISION.replace("rpa-hours", "forest-cloud").replace("2022-12-20", "2022-11-01").replace(
    "value: 6000", "parts: {県: 1, 市町村: 52, 林業事業体: 13}"
).replace("value: 5500", "parts: {県: 1, 市町村: 52}")  # fmt: skip


def test_a_decision_is_known_by_its_indicator_and_its_day(tmp_path: Path) -> None:
    """One that is put before another does not change what is said of that."""
    plan = tmp_path / "data/targets/chiba-ict.yaml"
    (tmp_path / ".gitattributes").write_text("data/**/*.yaml diff=dxkpi\n", "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "diff.dxkpi.textconv", f'"{sys.executable}" -m dxkpi show --canonical')
    declared = plan.read_text("utf-8")
    plan.write_text(declared.replace("revisions: []\n", f"revisions:\n{REVISION}"), "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "一")
    plan.write_text(declared.replace("revisions: []\n", f"revisions:\n{OF_FOREST}{REVISION}"), "utf-8")
    shown = git(tmp_path, "diff", "-U0").splitlines()
    assert [line for line in shown if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}] == [
        "+目標の改定 forest-cloud 2022-11-01 改定前 部分ごとの値 市町村: 52",
        "+目標の改定 forest-cloud 2022-11-01 改定前 部分ごとの値 林業事業体: 13",
        "+目標の改定 forest-cloud 2022-11-01 改定前 部分ごとの値 県: 1",
        "+目標の改定 forest-cloud 2022-11-01 改定後 部分ごとの値 市町村: 52",
        "+目標の改定 forest-cloud 2022-11-01 改定後 部分ごとの値 県: 1",
        "+目標の改定 forest-cloud 2022-11-01 決定: （例）本部会議",
        "+目標の改定 forest-cloud 2022-11-01 理由: （例）見直し",
    ]
    facts = run("show", "--canonical", str(plan)).out
    assert (
        "\n目標の改定 rpa-hours 2022-12-20 改定前 値: 6000\n目標の改定 rpa-hours 2022-12-20 改定後 値: 5500\n" in facts
    )
    assert "公表日: 2022-03-14\n" in facts


def test_a_broken_file_does_not_stop_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "diff.dxkpi.textconv", f'"{sys.executable}" -m dxkpi show --canonical')
    (tmp_path / ".gitattributes").write_text("data/**/*.yaml diff=dxkpi\n", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "一")
    edit(RPA, "unit: 時間", "unit: [時間")
    assert (
        "+unit: [時間\n"
        in subprocess.run(
            ["git", "diff"], cwd=tmp_path, env={**os.environ}, capture_output=True, check=True
        ).stdout.decode()
    )
