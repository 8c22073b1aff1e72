"""A revision that is not there: what was meant, or the command that brings it, which is then run here."""

import hashlib
import re
from pathlib import Path

import pytest

from dxkpi.source.git_objects import NoRevision, Repository
from tests.source.test_git import git

pytestmark = pytest.mark.slow

HOW = "枝か札の名前、または git log に出る番号を示す"
REFLOG = "は分からない。この複製の動きの記録（git reflog）が、そこまで残っていない。" + HOW


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three commits on `main`, and on the first of them the branch `feature/年度` and the tag `v1`."""
    root = tmp_path_factory.mktemp("origin")
    git(root, "init", "--quiet")
    for word in ("一", "二", "三"):
        git(root, "commit", "--quiet", "--allow-empty", "-m", word)
    git(root, "branch", "feature/年度", "HEAD~2")
    git(root, "tag", "v1", "HEAD~2")
    return root


def sentence(where: Path, revision: str) -> str:
    with pytest.raises(NoRevision) as problem:
        Repository(where).commit(revision)
    return str(problem.value)


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        ("^main", f"版「^main」がない。{HOW}"),
        ("@{upstream", f"版「@{{upstream」がない。{HOW}"),
        ("-x", f"版「-x」がない。{HOW}"),
        ("--help", f"版「--help」がない。{HOW}"),
        ("*", f"版「*」がない。{HOW}"),
        ("$(x)", f"版「$(x)」がない。{HOW}"),
        ("a\nb", f"版「a\\nb」がない。{HOW}"),
        ("[red]\x1b[31m", f"版「[red]\\x1b[31m」がない。{HOW}"),
        ("0" * 40, f"版「{'0' * 40}」がない。{HOW}"),
        ("v1~1", "版「v1~1」がない。「v1」はあるが、「~1」にあたるコミットがない"),
        ("v1^{tree}", "版「v1^{tree}」がない。「v1」はあるが、「^{tree}」にあたるコミットがない"),
        ("main..v1", "「main..v1」は版の範囲である。版は一つだけ示す（二つの版を比べるには dxkpi diff main v1）"),
        ("v1...main", "「v1...main」は版の範囲である。版は一つだけ示す（二つの版を比べるには dxkpi diff v1 main）"),
        ("..;x", "「..;x」は版の範囲である。版は一つだけ示す（二つの版は dxkpi diff で比べる）"),
        ("HEAD@{1}", f"版「HEAD@{{1}}」{REFLOG}"),
        ("HEAD@{2000-01-01}", f"版「HEAD@{{2000-01-01}}」{REFLOG}"),  # git would take the oldest that it knows
        ("feature/年度", "版「feature/年度」がない。取ってきた枝「origin/feature/年度」ではないか"),
    ],
)
def test_in_a_clone(revision: str, expected: str, origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(origin), "clone")
    assert sentence(tmp_path / "clone", revision) == expected


@pytest.mark.parametrize(
    ("how", "revision", "offered", "then"),
    [
        (("--single-branch",), "feature/年度", 0, "origin/feature/年度"),
        (("--single-branch",), "origin/feature/年度", 0, "origin/feature/年度"),
        (("--depth", "1"), "feature/年度", 0, "origin/feature/年度"),
        (("--depth", "1"), "v1", 1, "v1"),
        (("--depth", "1"), "HEAD~2", 0, "HEAD~2"),
        (("--bare", "--single-branch"), "feature/年度", 0, "origin/feature/年度"),
    ],
)
def test_the_command_that_is_offered_brings_it(
    how: tuple[str, ...], revision: str, offered: int, then: str, origin: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", *how, f"file://{origin}", "clone")
    told = sentence(tmp_path / "clone", revision)
    git(tmp_path / "clone", *re.findall(r"git (fetch [^、。]+?) で", told)[offered].split())
    assert Repository(tmp_path / "clone").commit(then) == git(origin, "rev-parse", "v1").strip()


def test_what_a_clone_of_one_branch_lacks(origin: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--single-branch", "--depth", "1", f"file://{origin}", "clone")
    found = {name: sentence(tmp_path / "clone", name) for name in ("release", "origin/release", "0123abc")}
    assert found == {
        "release": "版「release」がない。手元に取っていない枝なら、"
        "git fetch origin release:refs/remotes/origin/release で取り、origin/release と示す。"
        "札なら、git fetch origin tag release で取る",
        "origin/release": "版「origin/release」がない。取っていない枝なら、"
        "git fetch origin release:refs/remotes/origin/release で取る",
        "0123abc": "版「0123abc」が手元にない。履歴を途中までしか取っていないリポジトリ（浅い複製）なので、"
        "git fetch --unshallow で残りの履歴を取る",
    }


def test_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    assert sentence(tmp_path, "HEAD~1") == "版「HEAD~1」がない。今の枝には、まだコミットが一つもない"
    assert sentence(tmp_path, "main") == f"版「main」がない。{HOW}"


def test_a_number_that_begins_several(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    tree = git(tmp_path, "hash-object", "-t", "tree", "-w", "/dev/null").strip()
    short, numbers = _alike(tree)
    for word in numbers:
        git(tmp_path, "commit-tree", "-m", word, tree)
    assert sentence(tmp_path, short) == f"版「{short}」で始まるものが、いくつもある。番号をもっと長く書く"


def _alike(tree: str) -> tuple[str, tuple[str, str]]:
    """What the numbers of two commits begin with, and the words of both."""
    seen: dict[str, str] = {}
    for count in range(10_000):
        who = "a <a@example.invalid> 1647216000 +0000"
        commit = f"tree {tree}\nauthor {who}\ncommitter {who}\n\n{count}\n".encode()
        short = hashlib.sha1(b"commit %d\0%b" % (len(commit), commit), usedforsecurity=False).hexdigest()[:4]
        if short in seen:
            return short, (seen[short], str(count))
        seen[short] = str(count)
    raise AssertionError(tree)
