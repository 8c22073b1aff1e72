"""`dxkpi publish` as a user runs it: what it writes, when it refuses, and what the other commands make of it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dxkpi.render.gfm import inline
from tests.render.hostile import HOSTILE
from tests.rules.test_rules import BASE
from tests.run import run

PLAN, HOURS = Path("data/targets/plan-a.yaml"), Path("data/indicators/plan-a/one/hours.yaml")
MANIFEST = Path("data/published/plan-a/R3.yaml")
WRITTEN = """\
書いた: data/published/plan-a/R3.yaml（R3年度、2022年3月14日公表、記録を凍結した指標2）

・公表記録を、データとともに版の管理に入れる（git add、git commit）
・公表の後に見つかった誤りは、計画の corrections に書いてから直す
・dxkpi publish --check で、公表記録とデータが合っているかを確かめる
"""


@pytest.fixture(autouse=True)
def _beside_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BASE, tmp_path / "data")
    monkeypatch.chdir(tmp_path)


def publish(*argv: str) -> None:
    ending = run("publish", "--year", "R3", "--date", "2022-03-14", *argv)
    assert (ending.code, ending.err) == (0, "")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def correct(*lines: str) -> None:
    """Writes a correction of the published hours into the plan."""
    head = ("corrections:", "  - date: 2022-06-01", "    year: R3", "    indicator: hours", "    record: actuals R3")
    with PLAN.open("a", encoding="utf-8") as file:
        file.write("\n".join((*head, *(f"    {line}" for line in lines), "")))


def test_it_writes_one_manifest_and_validate_is_content() -> None:
    ending = run("publish", "--year", "令和3年度", "--date", "2022-03-14")
    assert (ending.code, ending.out, ending.err) == (0, WRITTEN, "")
    assert run("validate", "--strict").out == "指摘なし（4ファイル）\n"
    checked = run("publish", "--check")
    line = "data/published/plan-a/R3.yaml: 一致（R3年度、2022年3月14日公表、記録を凍結した指標2）\n"
    assert (checked.code, checked.out, checked.err) == (0, line, "")


def test_a_published_year_is_never_written_over() -> None:
    publish()
    before = MANIFEST.read_bytes()
    ending = run("publish", "--year", "R3", "--date", "2022-04-01")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err == (
        "dxkpi: plan-a の令和3年度（R3）は2022-03-14に公表した（data/published/plan-a/R3.yaml）。"
        "公表記録は書き換えない。公表の後に見つかった誤りは、計画の corrections に書く\n"
    )
    assert MANIFEST.read_bytes() == before


def test_a_plan_that_is_left_is_named(tmp_path: Path) -> None:
    for kind, name in (("targets", "plan-b.yaml"), ("targets", "plan-c.yaml")):
        other = name.removesuffix(".yaml")
        text = PLAN.read_text("utf-8").replace("plan: plan-a", f"plan: {other}").replace("計画A", other)
        (tmp_path / "data" / kind / name).write_text(text, "utf-8")
        shutil.copytree("data/indicators/plan-a", f"data/indicators/{other}")
        for path in Path("data/indicators", other).rglob("*.yaml"):
            edit(path, "plan: plan-a", f"plan: {other}")
    publish("--plan", "plan-b")
    ending = run("publish", "--year", "R3")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err.endswith("。まだ公表していない計画は、--plan plan-a のように一つずつ公表する\n")
    publish("--plan", "plan-a")
    publish("--plan", "plan-c")
    assert run("publish", "--year", "R3").err.endswith("見つかった誤りは、計画の corrections に書く\n")


def test_a_file_that_is_no_manifest_is_not_written_over_either() -> None:
    MANIFEST.parent.mkdir(parents=True)
    MANIFEST.with_suffix(".yaml~").write_text("x", "utf-8")
    MANIFEST.mkdir()
    ending = run("publish", "--year", "R3", "--date", "2022-04-01")
    assert (ending.code, ending.out) == (1, "")
    assert "普通のファイルのはずが、フォルダである" in ending.err


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("data/published").symlink_to(tmp_path / "elsewhere")
    ending = run("publish", "--year", "R3", "--date", "2022-03-14")
    assert ending.code == 3
    assert "published がある。何も書かなかった" in ending.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--date", "2022-03-14"), "--year: 公表する年度を示す（例 --year R3）"),
        (
            ("--year", "R4"),
            "令和4年度（R4）を期間に含む計画がない。あるのは 計画A R1〜R3",
        ),
        (("--year", "R3", "--plan", "plan-x"), "計画「plan-x」がない。「plan-a」ではないか"),
        (("--year", "R3", "--date", "2022-03"), "--date: 公表の日を、2022-03-14 のように日まで書く"),
        (("--year", "R3", "--date", "R4.3.14"), "--date: 「R4.3.14」は日付（例 2021-12、2021-12-31）ではない"),
        (
            ("--year", "R3", "--date", "2021-03-31"),
            "令和3年度（R3）に、2021-03-31までに分かっていて公表できる結果がない",
        ),
        (("--year", "R3", "--rev", "HEAD"), "--rev は --check と共に使う"),
        (("--check", "--date", "2022-03-14"), "--date は --check と共には使わない"),
        (("--check", "--year", "R3"), "公表記録がない。あるのは 一つもない"),
    ],
)
def test_it_says_what_is_asked_for_in_vain(argv: tuple[str, ...], sentence: str) -> None:
    ending = run("publish", *argv)
    assert (ending.code, ending.out) == (2, "")
    assert ending.err.startswith(f"dxkpi: {sentence}")
    assert not MANIFEST.exists()


def test_errors_that_touch_the_figures_forbid_it() -> None:
    edit(HOURS, "value: 5445", "value: 5,445")
    ending = run("publish", "--year", "R3")
    assert (ending.code, ending.out) == (1, "")
    assert "KPI203" in ending.err
    assert not MANIFEST.exists()


def test_without_any_manifest_there_is_nothing_to_check() -> None:
    ending = run("publish", "--check")
    assert (ending.code, ending.out) == (0, "")
    assert ending.err.startswith("公表記録は一つもない。")


def test_a_change_a_correction_and_another_change() -> None:
    publish()
    edit(HOURS, "value: 5445", "value: 5000")
    assert run("validate").code == 1
    correct("from:", "  value: 5445", "to:", "  value: 5000", "why: 重ねて数えていた")
    assert run("validate").code == 0
    assert run("publish", "--check").code == 0
    edit(HOURS, "value: 5000", "value: 5001")
    ending = run("validate")
    assert ending.code == 1
    assert "KPI715 正誤のとおりに直した actuals R3 と、今の記録が違う（value 「5000」 → 「5001」）" in ending.out


def test_a_correction_that_was_not_made_yet() -> None:
    publish()
    correct("from:", "  value: 5445", "to:", "  value: 5000", "why: 重ねて数えていた")
    ending = run("validate")
    assert (ending.code, ending.out.count("error")) == (1, 1)
    assert "KPI714 actuals R3 の正誤があるが、記録は公表したときのままである" in ending.out


def test_a_mended_manifest_and_one_that_cannot_be_read() -> None:
    publish()
    text = MANIFEST.read_text("utf-8")
    MANIFEST.write_text(
        text.replace("    hours:\n      rating: from60\n", "    hours:\n      rating: achieved\n"), "utf-8"
    )
    ending = run("publish", "--check")
    assert (ending.code, ending.out.split("。")[1].split("\n")[0]) == (1, "公表記録の数字が、その中の記録から出ない")
    MANIFEST.write_text(text.replace("year: R3\n", "year: R0\n", 1), "utf-8")
    ending = run("publish", "--check")
    assert (ending.code, ending.out) == (1, "")
    assert "data/published/plan-a/R3.yaml:4:7: error KPI204" in ending.err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year: R3\n", "year: R2\n", "4:7: error KPI215 ファイル名が「R3」で、year の「R2」と違う"),
        ("      direction: absolute\n", "", "必要なキー「direction」（目標の型）がない"),
        ("direction: absolute\n", "direction: absolut\n", "目標の型のどれでもない"),
        ("value: 5445\n", "value: 5,445\n", "「5,445」は半角の数値（例 6000、-5、73.5）ではない"),
        ("exact: 1/2\n", "exact: 50%\n", "「50%」は正確な比（例 25/34、1、0）ではない"),
        ("plan: plan-a\nyear", "plan: plan-b\nyear", "フォルダの名前が「plan-a」で、plan の「plan-b」と違う"),
        ("date: 2022-03-14\nfigures", "date: 2022-03\nfigures", "公表の日が月までしか書かれていない"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_told_in_its_place(old: str, new: str, told: str) -> None:
    publish()
    text = MANIFEST.read_text("utf-8")
    assert old in text
    MANIFEST.write_text(text.replace(old, new, 1), "utf-8")
    ending = run("validate", MANIFEST.as_posix())
    assert ending.code == 1
    assert told in ending.out


def test_fix_leaves_a_manifest_alone() -> None:
    publish()
    spoilt = MANIFEST.read_bytes().replace(b"value: 5445", "value: ５４４５".encode())
    MANIFEST.write_bytes(spoilt)
    assert run("validate", "--fix").code == 1
    assert MANIFEST.read_bytes() == spoilt


def test_what_lies_beside_manifests_is_named_as_skipped() -> None:
    publish()
    for name in ("R3.yaml.bak", "deeper/R2.yaml", ".hidden/R1.yaml"):
        path = MANIFEST.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x: 1\n", "utf-8")
    Path("data/published/R3.yaml").write_text("x: 1\n", "utf-8")
    ending = run("validate")
    assert (ending.code, ending.out.split("\n")[-2]) == (0, "指摘なし（4ファイル）")
    for name in ("R3.yaml.bak", "deeper/R2.yaml", ".hidden/", "../R3.yaml"):
        assert os.path.normpath(MANIFEST.parent / name) in ending.out


def test_an_editor_knows_the_schema_where_there_are_schemas() -> None:
    Path("data/schemas").mkdir()
    assert run("schema", "manifest", "--output", "data/schemas/manifest.schema.json").code == 0
    publish()
    first = "# yaml-language-server: $schema=../../schemas/manifest.schema.json"
    assert MANIFEST.read_text("utf-8").split("\n")[0] == first
    assert run("validate").code == 0


def test_the_day_is_today_unless_it_is_said() -> None:
    assert run("publish", "--year", "R3").code == 0
    assert "date: 2022-03-14\nfigures" not in MANIFEST.read_text("utf-8")


def git(*argv: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *identity, *argv), check=True, capture_output=True, env={**os.environ})


def test_a_revision_brings_its_own_manifests() -> None:
    git("init", "-q")
    publish()
    git("add", "-A")
    git("commit", "-qm", "one")
    edit(HOURS, "value: 5445", "value: 5000")
    MANIFEST.unlink()
    assert "2022年3月14日に公表した" in run("report", "--year", "R3", "--rev", "HEAD").out
    assert "公表した" not in run("report", "--year", "R3").out
    assert run("publish", "--check", "--rev", "HEAD").code == 0
    assert run("diff").code == 0


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()])
def test_hostile_words_of_a_correction_stay_inert(text: str) -> None:
    publish()
    quoted = "'" + text.replace("'", "''") + "'"
    correct("from:", "  value: 5445", "to:", "  value: 5000", f"what: {quoted}", f"why: {quoted}")
    edit(HOURS, "value: 5445", "value: 5000")
    shown = run("report", "--year", "R3")
    assert (shown.code, shown.err) == (0, "")
    assert f"    理由: {text}\n" in shown.out
    assert f"  - 理由: {inline(text)}\n" in run("report", "--year", "R3", "--format", "markdown").out
    (report,) = json.loads(run("report", "--year", "R3", "--format", "json").out)["reports"]
    (correction,) = report["publication"]["corrections"]
    assert (correction["what"], correction["why"]) == (text, text)


@pytest.mark.parametrize("text", [t for t in HOSTILE if not t.isprintable()])
def test_words_that_act_are_refused(text: str) -> None:
    publish()
    correct("from:", "  value: 5445", "to:", "  value: 5000", f"why: {json.dumps(text)}")
    ending = run("validate")
    assert ending.code == 1
    assert all(line.isprintable() for line in ending.out.split("\n"))
