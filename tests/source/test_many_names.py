"""More names than a data folder can hold: a sentence, whether they lie on the disk or unfold from a small commit."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dxkpi.source import listing
from dxkpi.source.files import FolderTree
from dxkpi.source.git import GitTree, tree_of
from dxkpi.source.git_objects import Repository
from dxkpi.source.listing import TooManyNames
from tests.cli.test_diff import work as repository
from tests.limits.unfolding import unfolding
from tests.run import DATA, run
from tests.source.test_git import git

pytestmark = pytest.mark.slow

work = repository
INSIDE = "data/indicators/chiba-ict"
FEWER = "計画・指標・公表記録でないものを、データのフォルダの外に移す。ほかのフォルダのことなら、--data で示す"
OTHER = "別の版か、--data で別のフォルダを示す"


def names_in(folder: Path) -> int:
    """What is looked at: everything below the folders that are read, and what lies beside them or one folder down."""
    return sum(1 for _ in folder.rglob("*"))


@pytest.mark.parametrize(
    ("place", "argv"),
    [
        *((place, "validate") for place in ("indicators/chiba-ict/hakyu", "indicators", "targets", "other", ".")),
        *((".", argv) for argv in ("report --year R3", "list", "validate --fix", "set rpa-hours --year R3")),
    ],
)
def test_a_folder_is_read_up_to_the_bound_and_not_a_name_beyond(
    place: str, argv: str, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = run(*argv.split())
    (work / "data" / place).mkdir(exist_ok=True)
    (work / "data" / place / "notes.txt").touch()
    monkeypatch.setattr(listing, "MOST_NAMES", names_in(work / "data"))
    assert run(*argv.split()) == sound
    (work / "data" / place / "other.txt").touch()
    ending = run(*argv.split())
    assert (ending.code, ending.out) == (3, "")
    found = f"ファイルとフォルダが{names_in(work / 'data') - 1}を超えている"
    assert ending.err.startswith(f"dxkpi: データのフォルダ「data」の中の{found}（「")
    assert ending.err.endswith(f"」まで数えてやめ、何も読まなかった）。{FEWER}\n")


def test_names_that_are_too_long_together_are_told_as_such(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    length = sum(len(path.relative_to(work / "data").as_posix()) for path in (work / "data").rglob("*"))
    monkeypatch.setattr(listing, "MOST_CHARACTERS", length)
    assert run("validate").err == ""
    (work / "data/x").touch()
    ending = run("validate")
    found = f"データのフォルダ「data」の中のファイルとフォルダの名前が、合わせて{length:,}文字を超えている"
    assert (ending.code, ending.err.partition("（")[0]) == (3, f"dxkpi: {found}")


def test_a_revision_is_read_up_to_the_same_bound(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = git(work, "ls-tree", "-r", "-t", "--name-only", "HEAD").splitlines()
    monkeypatch.setattr(listing, "MOST_NAMES", len(paths))
    monkeypatch.setattr(listing, "MOST_CHARACTERS", sum(map(len, paths)))
    assert tree_of("data", "HEAD").listing() == FolderTree(DATA, "data").listing()
    commit = git(work, "rev-parse", "HEAD").strip()
    for bound, found in (
        ("MOST_NAMES", f"ファイルとフォルダが{len(paths) - 1}を超えている"),
        ("MOST_CHARACTERS", f"ファイルとフォルダの名前が、合わせて{sum(map(len, paths)) - 1:,}文字を超えている"),
    ):
        with monkeypatch.context() as less:
            less.setattr(listing, bound, getattr(listing, bound) - 1)
            told = [run(*argv.split()) for argv in ("report --rev HEAD", "diff HEAD~1", "diff main HEAD~1")]
        assert {(ending.code, ending.out) for ending in told} == {(3, "")}
        assert told[0].err == (
            f"dxkpi: 版（コミット {commit[:12]}）のデータのフォルダ「data」の中の{found}"
            f"（「{paths[-1]}」まで数えてやめ、何も読まなかった）。{OTHER}\n"
        )


@pytest.mark.parametrize("mode", ["100644 blob {}", "120000 blob {}", f"160000 commit {'1' * 40}"])
@pytest.mark.parametrize("ending", [".yaml", ".txt", ""])
def test_whatever_the_names_stand_for_git_is_ended_at_the_bound(
    mode: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = unfolding(tmp_path, levels=30, width=10, leaf=f"{mode}\tf", ending=ending)
    monkeypatch.setattr(listing, "MOST_NAMES", 1000)
    with pytest.raises(TooManyNames, match="ファイルとフォルダが1,000を超えている"):
        GitTree("data", commit, Repository(tmp_path), "data/")


def test_folders_without_a_single_file_are_names_too(tmp_path: Path) -> None:
    """Git alone would not come to an end: it has nothing to say of 10 to the power of 30 empty folders."""
    commit = unfolding(tmp_path, levels=30, width=10, leaf="")
    with pytest.raises(TooManyNames, match="ファイルとフォルダが250,000を超えている"):
        GitTree("data", commit, Repository(tmp_path), "data/")


def test_a_name_without_end_is_stopped(tmp_path: Path) -> None:
    commit = unfolding(tmp_path, levels=0, width=1, leaf="100644 blob {}\t" + "あ" * (listing.MOST_CHARACTERS // 3))
    with pytest.raises(TooManyNames, match="ファイルとフォルダの名前が、合わせて32,000,000文字を超えている"):
        GitTree("data", commit, Repository(tmp_path), "data/")


class Asked(Repository):
    """A repository that keeps a list of what contents it was asked for."""

    def contents(self, identifiers: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        asked.append(list(identifiers))
        return super().contents(identifiers)


asked: list[list[str]] = []


def committed(work: Path) -> GitTree:
    git(work, "add", ".")
    git(work, "commit", "--quiet", "-m", "三")
    asked.clear()
    return GitTree("data", git(work, "rev-parse", "HEAD").strip(), Asked(work), "data/")


def test_to_list_links_takes_their_own_contents_alone(work: Path) -> None:
    for number in range(3):
        (work / INSIDE / f"hakyu/link-{number}.yaml").symlink_to("rpa-hours.yaml" if number else "../kobetsu")
    tree = committed(work)
    assert [(one.rule.code, one.document) for one in tree.listing().problems] == [
        ("KPI103", f"{INSIDE}/hakyu/link-0.yaml")
    ]
    assert asked == [sorted({git(work, "rev-parse", f"HEAD:{INSIDE}/hakyu/link-{n}.yaml").strip() for n in (0, 1)})]


def test_only_data_files_are_read_some_at_a_time_and_each_once(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dxkpi.source.git._AT_ONCE", 4096)
    (work / INSIDE / "hakyu/README.md").write_text("x" * 5000)
    (work / INSIDE / "hakyu/big.yaml").write_bytes(b"#" * ((1 << 20) + 1))
    tree = committed(work)
    names = tree.listing().files
    assert [tree.read(name) for name in names] == [FolderTree(Path("data"), "data").read(name) for name in names]
    known = {git(work, "rev-parse", f"HEAD:{name}").strip() for name in names if not name.endswith("big.yaml")}
    each = [identifier for some in asked for identifier in some]
    assert (len(each), set(each)) == (len(known), known)
    assert 1 < len(asked) < len(known) / 2
