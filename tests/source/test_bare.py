"""A data folder into which somebody has put a repository of his own: it is never asked instead of the real one."""

import json
import os
import shutil
from pathlib import Path

import pytest

from dxkpi.source.files import marks
from dxkpi.source.git import tree_of
from dxkpi.source.git_objects import NoRevision
from tests.folders import edit
from tests.run import DATA, run
from tests.source.test_git import RPA, git

pytestmark = pytest.mark.slow

REAL, LIE = "達成率は90.8%", "達成率は108.9%"
EXPLAIN = ("explain", "rpa-hours", "--year", "R3")
WHY = "本物の履歴の代わりに読まれかねないため、版を読まない。どれもデータではないので、消すか別の場所に移す。"
CLONE = "自分で置いた裸のリポジトリなら、git clone で取り出したものを使う"
SETTINGS = {
    "as git makes it": "[core]\n\tbare = true\n",
    "saying that it is not bare": "[core]\n\tbare = false\n\tworktree = ..\n",
    "without settings": None,
}


def refusal(folder: str, *names: str) -> str:
    files = "、".join(f"{folder}/{name}" for name in names)
    return f"フォルダ「{folder}」に、git のリポジトリの中身が置かれている（{files}）。{WHY}{CLONE}"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose `main` has the shipped data in `data` and in `kpi/data`, entered at its top."""
    root = tmp_path / "work"
    for folder in ("data", "kpi/data"):
        shutil.copytree(DATA, root / folder)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "一")
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return root


def put_a_lie(folder: Path, settings: str | None, data: str = "") -> None:
    """What is committed into `folder`: a repository whose `main` has better data, below `data` seen from there."""
    liar = folder.parent / "liar"
    shutil.copytree(DATA, liar / "data")
    edit(liar / RPA, "value: 6000", "value: 5000")
    git(liar, "init", "--quiet")
    git(liar / "data", "add", ".")
    git(liar, "commit", "--quiet", "-m", "嘘")
    if not data:
        git(liar, "update-ref", "HEAD", git(liar, "commit-tree", "-m", "嘘", "HEAD:data").strip())
    for name in ("HEAD", "objects", "refs"):
        (shutil.copytree if name != "HEAD" else shutil.copy)(liar / ".git" / name, folder / name)
    if settings is not None:
        (folder / "config").write_text(settings, "utf-8")
    shutil.rmtree(liar)


@pytest.fixture
def older_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as it was before 2.38: it takes any folder for a repository that looks like one."""
    older, real = tmp_path / "bin/git", shutil.which("git")
    older.parent.mkdir()
    older.write_text(
        "#!/bin/sh\nfor word; do shift; case $word in safe.bareRepository=*) word=safe.bareRepository=all;; esac\n"
        f'set -- "$@" "$word"; done\nexec {real} "$@"\n'
    )
    older.chmod(0o755)
    monkeypatch.setenv("PATH", f"{older.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(params=["this git", "older git"])
def any_git(request: pytest.FixtureRequest) -> None:
    if request.param == "older git":
        request.getfixturevalue("older_git")


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves it to git to find the repository."""
    monkeypatch.setattr("dxkpi.source.git_objects.bare_around", lambda _: None)


@pytest.mark.usefixtures("older_git", "unguarded")
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_it_would_answer_if_nobody_took_care(settings: str | None, work: Path) -> None:
    put_a_lie(work / "data", settings)
    assert LIE in run(*EXPLAIN, "--rev", "main").out


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_git_is_told_to_look_at_none_by_itself(settings: str | None, work: Path) -> None:
    put_a_lie(work / "data", settings)
    ending = run(*EXPLAIN, "--rev", "main")
    assert ending.code == 3
    assert ending.err.startswith("dxkpi: git がデータを読めない（fatal: cannot use bare repository '")


@pytest.mark.usefixtures("any_git")
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_a_repository_in_the_data_folder_never_answers(settings: str | None, work: Path) -> None:
    honest = run(*EXPLAIN, "--rev", "main")
    assert REAL in honest.out
    put_a_lie(work / "data", settings)
    names = ("HEAD", "config", "objects", "refs") if settings else ("HEAD", "objects", "refs")
    (work / "main").mkdir()  # is not offered instead
    for argv in ((*EXPLAIN, "--rev", "main"), ("diff", "main"), ("diff",), ("publish", "--check", "--rev", "main")):
        ending = run(*argv)
        assert (ending.code, ending.out, ending.err) == (3, "", f"dxkpi: {refusal('data', *names)}\n")
    whole = str(work / "data")
    assert run(*EXPLAIN, "--rev", "main", "--data", whole).err == f"dxkpi: {refusal(whole, *names)}\n"
    for name in names:  # as the sentence says
        (shutil.rmtree if (work / "data" / name).is_dir() else os.unlink)(work / "data" / name)
    assert run(*EXPLAIN, "--rev", "main") == honest


@pytest.mark.usefixtures("any_git")
def test_one_above_the_data_folder_never_answers(work: Path) -> None:
    put_a_lie(work / "kpi", SETTINGS["as git makes it"], "data")
    expected = f"dxkpi: {refusal('kpi', 'HEAD', 'config', 'objects', 'refs')}\n"
    for _ in ("there", "gone"):
        ending = run(*EXPLAIN, "--rev", "main", "--data", "kpi/data")
        assert (ending.code, ending.err) == (3, expected)
        shutil.rmtree("kpi/data", ignore_errors=True)
    assert REAL in run(*EXPLAIN, "--rev", "main").out, "elsewhere in the repository nothing is wrong"


@pytest.mark.usefixtures("any_git")
def test_one_whose_objects_lie_elsewhere_never_answers(work: Path) -> None:
    """Git takes a HEAD and a `commondir` for a repository, too."""
    put_a_lie(work / "kpi", None)
    (work / "kpi/HEAD").rename(work / "data/HEAD")
    (work / "data/commondir").write_text("../kpi\n")
    ending = run(*EXPLAIN, "--rev", "main")
    assert (ending.code, ending.err) == (3, f"dxkpi: {refusal('data', 'HEAD', 'commondir')}\n")


@pytest.mark.usefixtures("any_git")
def test_a_bare_repository_that_lies_in_no_other_is_read(work: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(work), "server.git")
    assert REAL in run(*EXPLAIN, "--rev", "main", "--data", f"{tmp_path}/server.git/kpi/data").out
    git(work, "clone", "--quiet", "--bare", str(work), "inside.git")
    with pytest.raises(NoRevision) as problem:
        tree_of("inside.git/kpi/data", "main")
    assert str(problem.value).startswith(
        "フォルダ「inside.git」に、git のリポジトリの中身が置かれている（inside.git/HEAD、"
    )


@pytest.mark.usefixtures("any_git")
def test_not_even_one_in_no_other_is_read_where_it_is_the_data_folder(tmp_path: Path) -> None:
    data = tmp_path / "unpacked/data"
    shutil.copytree(DATA, data)
    put_a_lie(data, SETTINGS["as git makes it"])
    with pytest.raises(NoRevision) as problem:
        tree_of(str(data), "main")
    assert str(problem.value) == refusal(str(data), "HEAD", "config", "objects", "refs")


FOUND = """\
data/HEAD:1:1: error KPI128 「HEAD」「config」「objects」「refs」がそろっているため、\
git がデータのフォルダを、別のリポジトリとみなす
    1 | ref: refs/heads/main
      | ^
    直し方: どれもデータではない。消すか、データのフォルダの外に移す
"""


def test_validate_names_the_files_and_figures_stay_what_they_are(work: Path) -> None:
    before = run("report", "--year", "R3")
    checked = run("validate")
    put_a_lie(work / "data", SETTINGS["as git makes it"])
    ending = run("validate")
    assert (checked.code, ending.code, ending.err) == (0, 1, "")
    assert ending.out.startswith(FOUND)
    after = run("report", "--year", "R3")
    assert (after.code, after.out) == (before.code, before.out)
    assert after.err == "データに指摘が1件ある（結果は出せる）。dxkpi validate で見る\n"
    (found,) = [one for one in json.loads(run("validate", "-f", "json").out)["diagnostics"] if one["code"] == "KPI128"]
    assert (found["name"], found["severity"], found["place"]["file"]) == ("bare-repository", "error", "data/HEAD")
    assert "見ていない" not in ending.out, "nothing of the data is unread for it"


@pytest.mark.parametrize(
    "names", [("HEAD",), ("HEAD", "config", "objects"), ("config", "objects", "refs"), ("commondir", "refs")]
)
def test_some_of_the_names_alone_make_no_repository(names: tuple[str, ...], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).mkdir()
    assert marks(tmp_path) == ()
