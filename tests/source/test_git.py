"""Data of git revisions: what a checkout would read, from objects alone, and a sentence where there is none."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dxkpi.core.diagnostic import Diagnostic
from dxkpi.source.git import GitTree, NoRevision, tree_of
from dxkpi.source.tree import FolderTree
from tests.run import DATA, run

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
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
    change(root / "kpi", "value: 6000", "value: 5000")
    git(root, "commit", "--quiet", "-a", "-m", "二")
    return root


def change(where: Path, old: str, new: str) -> None:
    text = (where / RPA).read_text("utf-8")
    assert old in text
    (where / RPA).write_text(text.replace(old, new), "utf-8")


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
    change(work / "kpi", "value: 5000", "value: 9000")
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
        ("HEAD~9", "版「HEAD~9」がない。枝か札の名前、または git log に出る番号を示す"),
        ("--output=x", "版「--output=x」がない。枝か札の名前、または git log に出る番号を示す"),
        ("first:kpi", "版「first:kpi」がない。「first」ではないか"),
        ("", "版「」がない。枝か札の名前、または git log に出る番号を示す"),
        ("a\0b", "版に使えない文字がある"),
    ],
)
def test_a_revision_that_there_is_not(revision: str, sentence: str, work: Path) -> None:
    with pytest.raises(NoRevision) as problem:
        tree_of("data", revision)
    assert problem.value.sentence == sentence
    assert list(work.rglob("x")) == []


def test_what_a_shallow_clone_lacks_is_told_with_the_command_that_brings_it(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{origin}", "shallow")
    with pytest.raises(NoRevision) as problem:
        tree_of(str(tmp_path / "shallow/kpi/data"), "HEAD~1")
    assert problem.value.sentence == (
        "版「HEAD~1」が手元にない。履歴を途中までしか取っていないリポジトリ（浅い複製）なので、"
        "git fetch --unshallow で残りの履歴を取る"
    )


def test_a_revision_without_the_folder(work: Path) -> None:
    with pytest.raises(NoRevision) as problem:
        tree_of("deta", "HEAD")
    assert problem.value.sentence == "版「HEAD」には、データのフォルダ「deta」に計画も指標もない"
    assert work.is_dir()


def test_what_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    ending = run("report", "--rev", "HEAD")
    assert (ending.code, ending.err) == (
        3,
        "dxkpi: 「data」は git のリポジトリの中にない。--rev は git で管理するデータに使う\n",
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
    assert problem.value.sentence == "その版のファイルの一部が手元にない（部分的な複製）。git fetch --refetch で取る"
    with pytest.raises(NoRevision) as problem:
        GitTree("data", tree.commit, work, "kpi/data/")
    assert problem.value.sentence == "git がデータを読めない（fatal: not a tree object）"


def told(found: bytes | Diagnostic) -> tuple[str, str]:
    assert isinstance(found, Diagnostic)
    return found.rule.code, found.message


def test_links_submodules_and_odd_names_are_told_as_on_disk(work: Path) -> None:
    folder = work / "kpi/data/indicators/chiba-ict/hakyu"
    (folder / "inside.yaml").symlink_to("rpa-hours.yaml")
    (folder / "outside.yaml").symlink_to("../../../../../README.yaml")
    (folder / "absolute.yaml").symlink_to("/etc/passwd")
    (folder / "big.yaml").write_bytes(b"#" * (1 << 20) + b"#")
    (folder / "big-link.yaml").symlink_to("big.yaml")
    (folder / "odd\u3000name.yaml").write_bytes(b"")
    (folder / "hidden.yaml~").write_bytes(b"")
    (folder / "README.md").write_bytes(b"")
    git(work, "add", ".")
    git(work, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},kpi/data/indicators/sub.yaml")
    git(work, "commit", "--quiet", "-m", "三")
    tree = tree_of("data", "HEAD")
    listing, inside = tree.listing(), "data/indicators/chiba-ict/hakyu"
    assert [(p.rule.code, p.message) for p in listing.problems] == [
        ("KPI105", "名前に制御文字など、使えない文字がある"),
        ("KPI102", "普通のファイルのはずが、サブモジュールである"),
    ]
    assert listing.skipped == (f"{inside}/hidden.yaml~",)
    assert tree.read(f"{inside}/inside.yaml") == tree.read(RPA)
    outside = ("KPI103", "データフォルダの中のファイルを指していないリンクである")
    assert told(tree.read(f"{inside}/outside.yaml")) == told(tree.read(f"{inside}/absolute.yaml")) == outside
    too_big = ("KPI104", "ファイルが 1 MiB を超えている")
    assert told(tree.read(f"{inside}/big.yaml")) == told(tree.read(f"{inside}/big-link.yaml")) == too_big
    assert told(tree.read(f"{inside}/none.yaml")) == ("KPI101", "ファイルが見つからない")
