"""Data of git revisions: what a checkout would read, from objects alone, and a sentence where there is none."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from dxkpi.core.basis.finding import Diagnostic
from dxkpi.source.files import FolderTree
from dxkpi.source.git import GitTree, tree_of
from dxkpi.source.git_objects import NoRevision, Repository
from tests.folders import edit
from tests.run import DATA, run

pytestmark = pytest.mark.slow

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
PARTIAL = "その版のファイルの一部が手元にない（部分的な複製）。git fetch --refetch --no-filter で、残りのファイルを取る"
WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "a"), ("EMAIL", "a@example.invalid"), ("DATE", "2022-03-14T00:00:00Z"))
}


def git(where: Path, *words: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **WHO}
    command = ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *words]
    return subprocess.run(
        command, cwd=where, env={**os.environ, **own}, capture_output=True, check=True
    ).stdout.decode()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose `first` is the shipped data, and whose `main` has another target of RPA."""
    root = tmp_path_factory.mktemp("origin")
    git(root, "init", "--quiet")
    shutil.copytree(DATA, root / "kpi" / "data")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "一")
    git(root, "tag", "first")
    edit(root / "kpi" / RPA, "value: 6000", "value: 5000")
    git(root, "commit", "--quiet", "-a", "-m", "二")
    return root


@pytest.fixture
def work(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of it, entered below the root of the repository."""
    git(tmp_path, "clone", "--quiet", str(origin), "work")
    monkeypatch.chdir(tmp_path / "work" / "kpi")
    return tmp_path / "work"


def test_a_revision_reads_as_its_checkout_does(work: Path) -> None:
    now = FolderTree(Path("data"), "data")
    then = tree_of("data", "HEAD")
    assert then.listing() == now.listing()
    assert [then.read(name) for name in then.listing().files] == [now.read(name) for name in now.listing().files]
    assert then.commit == git(work, "rev-parse", "HEAD").strip()
    assert then.day == git(work, "show", "--no-patch", "--format=%cs").strip()


@pytest.mark.parametrize(
    "argv",
    ["report --year R3", "report -f json", "explain rpa-hours", "list -f json", "show rpa-hours", "reconcile"],
)
def test_every_command_says_of_a_revision_what_it_says_of_its_checkout(argv: str, work: Path) -> None:
    git(work, "checkout", "--quiet", "first")
    before = run(*argv.split())
    git(work, "checkout", "--quiet", "main")
    after = run(*argv.split(), "--rev", "first")
    assert (after.code, after.raw, after.err) == (before.code, before.raw, before.err)


def test_the_revision_is_judged_and_not_what_lies_there_now(work: Path) -> None:
    assert "達成率は108.9%" in run("explain", "rpa-hours", "--rev", "main").out
    assert "達成率は90.8%" in run("explain", "rpa-hours", "--rev", "first").out
    edit(work / "kpi" / RPA, "value: 5000", "value: 9000")
    Path("data/indicators/chiba-ict/hakyu/telework-users.yaml").unlink()
    assert "達成率は108.9%" in run("explain", "rpa-hours", "--rev", "HEAD").out
    shutil.rmtree("data")
    assert "達成率は90.8%" in run("explain", "rpa-hours", "--rev", "HEAD~1").out


def test_nothing_is_written(work: Path) -> None:
    (work / "kpi" / RPA).touch()  # a status would refresh the index
    state = {path: path.stat().st_mtime_ns for path in sorted(work.rglob("*"))}
    assert run("report", "--rev", "first").code == 0
    assert {path: path.stat().st_mtime_ns for path in sorted(work.rglob("*"))} == state


def test_a_bare_repository_will_do(origin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(origin), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert "達成率は90.8%" in run("explain", "rpa-hours", "--rev", "first", "--data", "kpi/data").out


def test_a_folder_elsewhere_is_looked_up_in_its_own_repository(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))  # as a hook of another repository sets it
    for folder in (str(work / "kpi/data"), "work/kpi/data"):
        assert "達成率は90.8%" in run("explain", "rpa-hours", "--rev", "first", "--data", folder).out


@pytest.mark.parametrize(
    ("revision", "sentence"),
    [
        ("mian", "版「mian」がない。「main」ではないか"),
        ("frist", "版「frist」がない。「first」ではないか"),
        ("HEAD~9", "版「HEAD~9」がない。「HEAD」はあるが、「~9」にあたるコミットがない"),
        ("--output=x", "版「--output=x」がない。枝か札の名前、または git log に出る番号を示す"),
        ("first:kpi", "版「first:kpi」がない。「first」はあるが、「:kpi」にあたるコミットがない"),
        ("", "版「」がない。枝か札の名前、または git log に出る番号を示す"),
        ("a\0b", "版に使えない文字がある"),
    ],
)
def test_a_revision_that_there_is_not(revision: str, sentence: str, work: Path) -> None:
    with pytest.raises(NoRevision) as problem:
        tree_of("data", revision)
    assert str(problem.value) == sentence
    assert list(work.rglob("x")) == []


def test_what_a_shallow_clone_lacks_is_told_with_the_command_that_brings_it(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{origin}", "shallow")
    with pytest.raises(NoRevision) as problem:
        tree_of(str(tmp_path / "shallow/kpi/data"), "HEAD~1")
    assert str(problem.value) == (
        "版「HEAD~1」が手元にない。履歴を途中までしか取っていないリポジトリ（浅い複製）なので、"
        "git fetch --unshallow で残りの履歴を取る"
    )


def test_a_revision_without_the_folder(work: Path) -> None:
    with pytest.raises(NoRevision) as problem:
        tree_of("deta", "HEAD")
    assert str(problem.value) == (
        "版「HEAD」には、データのフォルダ「deta」に計画も指標もない。ほかのフォルダにあったのなら、--data で示す"
    )
    assert work.is_dir()


def test_a_revision_in_which_a_file_lay_where_the_folder_is(work: Path) -> None:
    git(work, "rm", "--quiet", "-r", "kpi/data")
    (work / "kpi").mkdir(exist_ok=True)
    (work / "kpi/data").write_text("", "utf-8")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "-m", "file")
    git(work, "rm", "--quiet", "kpi/data")
    git(work, "commit", "--quiet", "-m", "nothing")
    for revision in ("HEAD~1", "HEAD"):
        with pytest.raises(NoRevision) as problem:
            tree_of(str(work / "kpi/data"), revision)
        assert "に計画も指標もない" in str(problem.value)
    assert tree_of(str(work / "kpi/data"), "first").listing().files


def test_a_worktree_and_a_submodule_have_revisions_of_their_own(work: Path, origin: Path, tmp_path: Path) -> None:
    git(work, "worktree", "add", "--quiet", str(tmp_path / "tree"), "first")
    for revision, rate in (("HEAD", "90.8%"), ("main", "108.9%")):
        told = run("explain", "rpa-hours", "--rev", revision, "--data", str(tmp_path / "tree/kpi/data")).out
        assert f"達成率は{rate}" in told
    git(tmp_path, "init", "--quiet", "above")
    git(tmp_path / "above", "submodule", "--quiet", "add", str(origin), "below")
    below = str(tmp_path / "above/below/kpi/data")
    assert "達成率は90.8%" in run("explain", "rpa-hours", "--rev", "first", "--data", below).out


def test_what_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    ending = run("report", "--rev", "HEAD")
    assert (ending.code, ending.err) == (
        3,
        "dxkpi: 「data」は git のリポジトリの中にない。git の版は、git で管理するデータにしかない\n",
    )


def test_without_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ending = run("report", "--rev", "HEAD")
    assert (ending.code, ending.err) == (3, "dxkpi: git が見つからない。git を入れるか、--rev を付けずに実行する\n")


def test_what_is_not_there_any_more_is_told(work: Path) -> None:
    tree = tree_of("data", "HEAD")
    for stored in (work / ".git/objects").glob("??/*"):
        stored.unlink()
    with pytest.raises(NoRevision) as problem:
        tree.read(RPA)
    assert str(problem.value) == PARTIAL
    with pytest.raises(NoRevision) as problem:
        GitTree("data", tree.commit, Repository(work), "kpi/data/")
    assert str(problem.value) == "git がデータを読めない（fatal: not a tree object）"


def test_a_file_of_the_commit_that_is_not_there_is_told_before_any_is_read(work: Path) -> None:
    blob = git(work, "rev-parse", f"HEAD:kpi/{RPA}").strip()
    (work / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(NoRevision) as problem:
        tree_of("data", "HEAD")
    assert str(problem.value) == PARTIAL


def told(found: bytes | Diagnostic) -> tuple[str, str]:
    assert isinstance(found, Diagnostic)
    return found.rule.code, found.message


INSIDE = "data/indicators/chiba-ict/hakyu"


def test_whatever_lies_in_the_folder_is_told_as_on_disk(work: Path) -> None:
    folder = work / "kpi" / INSIDE
    for name, goal in {
        "inside.yaml": "rpa-hours.yaml",
        "chain.yaml": "./inside.yaml",
        "dangling.yaml": "none.yaml",
        "loop.yaml": "loop.yaml",
        "folder.yaml": "../kobetsu",
        "outside.yaml": "../../../../../outside.yaml",
        "absolute.yaml": "/etc/passwd",
        "big-link.yaml": "big.yaml",
        "linked": "../kobetsu",
        "linked-far": "../../../../other",
        ".linked": "../kobetsu",
        "to-other.yaml": "README.md",
        "to-hidden.yaml": ".hidden/a.yaml",
        "to-hidden-link.yaml": ".hidden/link",
        "to-hidden-folder.yaml": ".hidden/deeper",
        "to-other-folder.yaml": "../../../notes",
        "to-odd.yaml": "odd\u3000name.yaml",
        ".hidden/link": "../rpa-hours.yaml",
        "NOTE.md": "../../../../outside.yaml",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(goal)
    for name, content in {
        "big.yaml": b"#" * (1 << 20) + b"#",
        "odd\u3000name.yaml": b"",
        "odd\nnote.txt": b"",
        'quoted "名".yaml': b"id: x\n",
        "hidden.yaml~": b"",
        "README.md": b"id: x\n",
        ".hidden/a.yaml": b"id: y\n",
        ".hidden/deeper/b.yaml": b"",
        "odd\u3000folder/deeper/b.yaml": b"",
        "../../../notes/a.txt": b"",
        "odd\u3000folder/a.yaml": b"",
        "folder-b.yaml/a.yaml": b"id: a\n",
        "../../../../other/a.txt": b"",
        "../../../../outside.yaml": b"",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml"))).write_bytes(b"")
    git(work, "add", "--force", ".")
    git(work, "commit", "--quiet", "-m", "三")
    then, now = tree_of("data", "HEAD"), FolderTree(Path("data"), "data")
    assert then.listing() == now.listing()
    names = then.listing().files
    elsewhere = {f"{INSIDE}/{name}.yaml" for name in ("outside", "absolute")}
    assert [then.read(n) for n in names if n not in elsewhere] == [now.read(n) for n in names if n not in elsewhere]
    beside = ("KPI103", "データフォルダの中のファイルを指していないリンクである")
    assert {told(then.read(name)) for name in elsewhere} == {beside}
    assert told(then.read(f"{INSIDE}/none.yaml")) == ("KPI101", "ファイルが見つからない")


def test_git_is_asked_once_where_all_links_lead(work: Path) -> None:
    class Asked(Repository):
        def folders(self, commit: str, paths: Sequence[str]) -> frozenset[str]:
            asked.append(sorted(paths))
            return super().folders(commit, paths)

    asked: list[list[str]] = []
    for number in range(3):
        (work / "kpi" / INSIDE / f"link-{number}.yaml").symlink_to(f"../../../../other-{number}")
    git(work, "add", ".")
    git(work, "commit", "--quiet", "-m", "三")
    tree = GitTree("data", git(work, "rev-parse", "HEAD").strip(), Asked(work), "kpi/data/")
    assert tree.listing() == tree.listing()
    assert asked == [["kpi/other-0", "kpi/other-1", "kpi/other-2"]]


def test_a_submodule_is_told_and_not_passed_over(work: Path) -> None:
    for name in ("sub.yaml", "sub", ".sub"):
        git(work, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},kpi/{INSIDE}/{name}")
    git(work, "commit", "--quiet", "-m", "三")
    tree = tree_of("data", "HEAD")
    assert [(p.document, p.message) for p in tree.listing().problems] == [
        (f"{INSIDE}/sub", "普通のフォルダのはずが、サブモジュールである"),
        (f"{INSIDE}/sub.yaml", "普通のファイルのはずが、サブモジュールである"),
    ]
    assert tree.listing().skipped == (f"{INSIDE}/.sub/",)
    assert told(tree.read(f"{INSIDE}/sub.yaml")) == ("KPI102", "普通のファイルのはずが、フォルダである")


def test_a_link_longer_than_any_path_leads_nowhere(work: Path) -> None:
    (work / "long").write_bytes(b"a" * ((1 << 20) + 1))
    blob = git(work, "hash-object", "-w", "long").strip()
    git(work, "update-index", "--add", "--cacheinfo", f"120000,{blob},kpi/{INSIDE}/long.yaml")
    git(work, "commit", "--quiet", "-m", "三")
    found = told(tree_of("data", "HEAD").read(f"{INSIDE}/long.yaml"))
    assert found == ("KPI103", "データフォルダの中のファイルを指していないリンクである")


def test_a_folder_is_found_by_a_path_that_leads_through_a_bare_repository(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(origin), "bare.git")
    tree = tree_of(str(tmp_path / "bare.git/kpi/data"), "first")
    assert len(tree.listing().files) == len(FolderTree(DATA, "data").listing().files)


def test_a_folder_that_is_gone_is_found_by_its_whole_path(work: Path) -> None:
    shutil.rmtree("data")
    assert tree_of(str(work / "kpi/data"), "HEAD").listing().files == tuple(
        f"{work}/kpi/{name}" for name in tree_of("data", "HEAD").listing().files
    )


def test_a_partial_clone_fetches_nothing_unasked(origin: Path, tmp_path: Path) -> None:
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{origin}", "partial")
    part = tmp_path / "partial"
    before = git(part, "count-objects", "-v")
    with pytest.raises(NoRevision) as problem:
        tree_of(str(part / "kpi/data"), "first")
    assert str(problem.value) == PARTIAL
    assert git(part, "count-objects", "-v") == before
    git(part, "fetch", "--quiet", "--refetch", "--no-filter")
    assert tree_of(str(part / "kpi/data"), "first").listing().files


def test_a_branch_that_was_only_fetched_is_offered_by_its_whole_name(work: Path, origin: Path) -> None:
    git(work, "update-ref", "refs/remotes/origin/r4-update", "HEAD")
    with pytest.raises(NoRevision) as problem:
        tree_of("data", "r4-update")
    assert str(problem.value) == "版「r4-update」がない。取ってきた枝「origin/r4-update」ではないか"
    assert origin.is_dir()


def test_a_repository_that_git_does_not_trust(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    ending = run("report", "--rev", "HEAD")
    assert (ending.code, ending.err) == (
        3,
        "dxkpi: git がこのリポジトリを読むことを拒んだ（持ち主が別の利用者）。信頼できるものなら、"
        "git config --global --add safe.directory <リポジトリのフォルダ> で許す\n",
    )
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(work.resolve()))
    assert run("report", "--rev", "HEAD").code == 0


def test_a_revision_longer_than_any_command_line(work: Path) -> None:
    with pytest.raises(NoRevision) as problem:
        tree_of("data", "a" * 3_000_000)
    assert str(problem.value) == "git を実行できない（E2BIG）"
    assert work.is_dir()


def test_what_git_refuses_for_another_reason_is_told_in_its_words(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(origin), "work")
    (tmp_path / "work/.git/config").write_text("[core\n", "utf-8")
    with pytest.raises(NoRevision) as problem:
        tree_of(str(tmp_path / "work/kpi/data"), "HEAD")
    assert str(problem.value).startswith("git がデータを読めない（fatal: bad config line 1 in file ")
