"""`dxkpi diff` on the command line: what is compared with what, and how it ends."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.folders import edit
from tests.run import DATA, run
from tests.source.test_git import RPA, git

pytestmark = pytest.mark.slow


@cache
def template(base: Path) -> Path:
    """The repository that `work` copies."""
    root = base / "three-states"
    root.mkdir()
    git(root, "init", "--quiet", "--template=")
    shutil.copytree(DATA, root / "data")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "一")
    git(root, "tag", "first")
    edit(root / RPA, "value: 5445", "value: 5500")
    git(root, "commit", "--quiet", "-a", "-m", "二")
    edit(root / RPA, "unit: 時間", "unit: 時間\nnote: 注")
    return root


@pytest.fixture
def work(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three states of the data: `first`, `HEAD` (another actual) and the files (a note more)."""
    shutil.copytree(template(tmp_path_factory.getbasetemp()), tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compared(*argv: str) -> Any:
    ending = run("diff", *argv, "--format", "json")
    assert (ending.code, ending.err) == (0, "")
    return json.loads(ending.out)


def kinds(*argv: str) -> list[str]:
    return [change["kind"] for change in compared(*argv)["changes"]]


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("argv", "names", "expected"),
    [
        ((), ("HEAD", "data（作業中）"), ["text_changed"]),
        (("first",), ("first", "data（作業中）"), ["actual_revised", "text_changed"]),
        (("first", "HEAD"), ("first", "HEAD"), ["actual_revised"]),
        (("HEAD", "first"), ("HEAD", "first"), ["actual_revised"]),
        (("first", "data/"), ("first", "data/"), ["actual_revised", "text_changed"]),
        (("./data", "data/"), ("./data", "data/"), []),
    ],
)
def test_revisions_folders_and_the_files_as_they_are(
    argv: tuple[str, ...], names: tuple[str, str], expected: list[str]
) -> None:
    found = compared(*argv)
    assert (found["before"]["name"], found["after"]["name"]) == names
    assert [change["kind"] for change in found["changes"]] == expected


def test_nothing_is_touched(work: Path) -> None:
    before = git(work, "status", "--porcelain"), (work / RPA).read_bytes()
    run("diff", "first")
    assert (git(work, "status", "--porcelain"), (work / RPA).read_bytes()) == before


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("name", "form"),
    [("first", "text"), ("first", "markdown"), ("first", "json"), ("feature/x", "text"), ("HEAD", "text")],
)
def test_a_folder_that_is_named_like_a_revision_never_answers_for_it(name: str, form: str, work: Path) -> None:
    """As somebody could propose it: a copy of what is proposed, so that nothing would seem to change."""
    git(work, "branch", "feature/x", "first")
    argv = ("diff", name, "--format", form)
    honest = run(*argv)
    shutil.copytree("data", name)
    assert run(*argv) == honest
    assert ("text_changed" if form == "json" else "説明・出典の変更") in honest.out


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("main", "./data"), "版 main（コミット …） → フォルダ ./data"),
        (("main/", "HEAD"), "フォルダ main/ → 版 HEAD（コミット …）"),
        (("../x/main", "main"), "フォルダ ../x/main → 版 main（コミット …）"),
        (("/x/main",), "フォルダ /x/main → フォルダ data（作業中）"),
    ],
)
def test_the_title_says_of_which_kind_both_are(names: tuple[str, ...], title: str, work: Path) -> None:
    shutil.copytree("data", "main")
    commit = git(work, "rev-parse", "HEAD").strip()
    for given, meant in (("../x", f"../{work.name}"), ("/x/", f"{work}/"), ("…", commit[:12])):
        names = tuple(name.replace(given, meant) for name in names)
        title = title.replace(given, meant)
    told = compared(*names)
    assert run("diff", *names).out.replace("\n", "").startswith(f"データの違い: {title}===")
    told_in_markdown = run("diff", *names, "--format", "markdown").out.replace("\\", "")
    assert told_in_markdown.split("\n")[1] == f"## データの違い: {title}"
    for side, name in zip(("before", "after"), (*names, "data（作業中）"), strict=False):
        kind, known = ("revision", commit) if name in {"main", "HEAD"} else ("folder", None)
        assert (told[side]["kind"], told[side]["name"], told[side]["commit"]) == (kind, name, known)


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("name", ["data", "backup/R3", "-x"])
def test_a_folder_that_is_named_as_before_is_told_how_it_is_named_now(name: str) -> None:
    if not Path(name).exists():
        shutil.copytree("data", name)
    ending = run("diff", "--", "first", name)
    assert (ending.code, ending.out) == (3, "")
    assert ending.err.startswith(f"dxkpi: 版「{name}」がない。")
    assert ending.err.endswith(f"。フォルダ「{name}」のことなら、「./{name}/」と書く\n")
    assert kinds("first", f"./{name}/") == ["actual_revised", "text_changed"]


def test_outside_a_repository_a_folder_is_told_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    for name in ("before", "after"):
        shutil.copytree(DATA, name)
    assert run("diff", "before", "after", "--data", "after").err == (
        "dxkpi: 「after」は git のリポジトリの中にない。git の版は、git で管理するデータにしかない。"
        "フォルダ「before」のことなら、「./before/」と書く\n"
    )
    monkeypatch.setenv("PATH", str(tmp_path))  # nor is there a git
    assert run("diff", "before", "after", "--data", "after").err.endswith("のことなら、「./before/」と書く\n")
    assert kinds("./before/", "./after/") == []


@pytest.mark.usefixtures("work")
def test_a_place_is_that_of_its_side() -> None:
    (revised, noted) = compared("first")["changes"]
    assert (noted["before"], noted["after"]) == (None, {"file": RPA, "line": 6, "column": 7})
    assert revised["before"] == {"file": RPA, "line": 13, "column": 12}
    assert revised["after"] == {"file": RPA, "line": 14, "column": 12}


def test_an_approval_survives_the_next_push(work: Path) -> None:
    (before,) = compared("first", "HEAD")["changes"]
    edit(work / RPA, "id: rpa-hours\n", "# 注釈\nid: rpa-hours\n")
    after = {change["fingerprint"] for change in compared("first")["changes"]}
    assert before["fingerprint"] in after


def test_it_ends_in_1_where_asked_to_and_a_rating_or_total_changes(work: Path) -> None:
    assert run("diff", "first", "--exit-code").code == 0  # a rate alone moves
    edit(work / RPA, "value: 5500", "value: 6000")
    assert run("diff", "first").code == 0
    assert run("diff", "first", "--exit-code").code == 1
    assert run("diff", "first", "--exit-code", "--plan", "chiba-dx").code == 0
    assert run("diff", "first", "--exit-code", "--year", "R2").code == 0
    edit(work / RPA, "target:\n  value: 6000\n", "target:\n  value: 6,000\n")
    assert run("diff", "HEAD", "--exit-code").code == 1  # nobody can say what it does to the tables


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize(
    ("argv", "code", "sentence"),
    [
        (("nope",), 3, "dxkpi: 版「nope」がない。枝か札の名前、または git log に出る番号を示す\n"),
        (("x" * 5000,), 3, f"dxkpi: 版「{'x' * 80}…」がない。枝か札の名前、または git log に出る番号を示す\n"),
        (("./nope",), 3, "dxkpi: フォルダ「./nope」がない。"
         "場所を確かめる。git の版のことなら、初めの「./」や終わりの「/」を付けずに書く\n"),
        (("first/",), 3, "dxkpi: フォルダ「first/」がない。"
         "場所を確かめる。git の版のことなら、初めの「./」や終わりの「/」を付けずに書く\n"),
        (("first", "--plan", "chiba"), 2, "dxkpi: 計画「chiba」がない。「chiba-dx」ではないか\n"),
        (("first", "--year", "R9"), 2, "dxkpi: 令和9年度（R9）の値が、どちらの側にもない。"
         "あるのは R2、R3、R4、R5、R6、R7\n"),
        (("first", "--year", "R0"), 2, "dxkpi: --year: 「R0」は年度（例 R3、令和3年度、2021）ではない。"
         "「R1」と書く。令和は元年（R1）から\n"),
        (("first", "--format", "csv"), 2, "dxkpi: --format: この結果は「csv」では出せない。"
         "出せるのは text、markdown、html、json\n"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_said(argv: tuple[str, ...], code: int, sentence: str) -> None:
    ending = run("diff", *argv)
    assert (ending.code, ending.out, ending.err) == (code, "", sentence)


def test_a_plan_may_be_asked_for(work: Path) -> None:
    plan = work / "data/targets/chiba-dx.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text + "note: 注\n" if "\nnote:" not in text else text.replace("\nnote:", "\nnote: 注", 1), "utf-8")
    assert kinds("HEAD") == ["text_changed", "text_changed"]
    assert kinds("HEAD", "--plan", "chiba-dx") == ["text_changed"]


def test_with_the_page_of_the_repository_files_are_links_into_the_revision_that_they_are_of(work: Path) -> None:
    commit = git(work, "rev-parse", "HEAD").strip()
    options = ("--format", "markdown", "--repository", "https://git.example/ken/kpi/")
    assert f"(https://git.example/ken/kpi/blob/{commit}/{RPA}#L13)" in run("diff", "first", "HEAD", *options).out
    assert f"]({RPA}#L14)" in run("diff", "first", *options).out  # nobody has put the files as they are anywhere
    assert f"]({RPA}#L13)" in run("diff", "first", "HEAD", *options[:2]).out


def test_it_goes_to_a_file_if_asked_to(work: Path) -> None:
    ending = run("diff", "first", "--format", "markdown", "--output", "comment.md")
    assert (ending.code, ending.raw) == (0, b"")
    assert (
        (work / "comment.md").read_text("utf-8").startswith("<!-- dxkpi-diff -->\n## データの違い: 版 first（コミット ")
    )


def test_data_that_cannot_be_read_at_all_still_compare_what_is_sound(work: Path) -> None:
    edit(work / RPA, "value: 6000", "value: 6,000")
    ending = run("diff", "first")
    assert (ending.code, ending.err) == (0, "")
    assert "「data（作業中）」のデータに、数字に関わる誤りが1件ある" in ending.out
    assert "比べなかったファイル: data/indicators/chiba-ict/hakyu/rpa-hours.yaml" in ending.out


def test_a_revision_from_before_there_were_data_is_compared_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "README").write_text("")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "零")
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    told = compared("HEAD")
    assert {change["kind"] for change in told["changes"]} == {"plan_added", "indicator_added", "published_added"}
    assert (told["before"]["commit"], told["before"]["empty"]) == (git(tmp_path, "rev-parse", "HEAD").strip(), True)
    assert "注意: 「HEAD」には、データのフォルダがないか、計画も指標もない" in run("diff").out
    ending = run("diff", "HEAD", "HEAD")
    assert (ending.code, ending.err) == (
        3,
        "dxkpi: 版「HEAD」には、データのフォルダ「data」に計画も指標もない。"
        "ほかのフォルダにあったのなら、--data で示す\n",
    )
