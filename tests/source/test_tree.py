"""A data folder as it may lie on a disk: what is read, what is skipped, and what else lies under a file's name."""

import errno
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxkpi.core.basis.finding import Diagnostic
from dxkpi.source import files
from dxkpi.source.files import ChangedTree, DictTree, FolderTree
from dxkpi.source.listing import Listing
from dxkpi.source.loader import load
from tests.source.telling import codes_of

NAMES = [
    "targets/a.yaml",
    "targets/b.yml",
    "targets/deeper/c.yaml",
    "indicators/d.yaml",
    "indicators/a/b/c/e.yml",
    "indicators/.hidden.yaml",
    "indicators/.git/f.yaml",
    "indicators/g.yaml~",
    "indicators/h.yaml.bak",
    "indicators/i.yaml.orig",
    "indicators/.j.yaml.swp",
    "indicators/#k.yaml#",
    "indicators/l.YAML",
    "indicators/m.yaml.txt",
    "indicators/p.ymal",
    "indicators/q．ｙａｍｌ",
    "indicators/README.md",
    "indicators/メモ.txt",
    "indicators/r.xml",
    "indicators/s.xlsx",
    "other/n.yaml",
    "o.yaml",
]
READ = ("indicators/a/b/c/e.yml", "indicators/d.yaml", "targets/a.yaml", "targets/b.yml")
SKIPPED = (
    "indicators/#k.yaml#",
    "indicators/.git/f.yaml",
    "indicators/.hidden.yaml",
    "indicators/.j.yaml.swp",
    "indicators/g.yaml~",
    "indicators/h.yaml.bak",
    "indicators/i.yaml.orig",
    "indicators/l.YAML",
    "indicators/m.yaml.txt",
    "indicators/p.ymal",
    "indicators/q．ｙａｍｌ",
    "o.yaml",
    "other/n.yaml",
    "targets/deeper/c.yaml",
)


def _folder(root: Path, *names: str) -> FolderTree:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a: 1\n")
    return FolderTree(root, "my/data")


def _message(tree: FolderTree, name: str) -> str:
    answer = tree.read(name)
    assert isinstance(answer, Diagnostic)
    return f"{answer.rule.code} {answer.message}"


def test_names_decide_what_is_read_in_a_folder(tmp_path: Path) -> None:
    listing = _folder(tmp_path, *NAMES).listing()
    assert listing.files == tuple(f"my/data/{name}" for name in READ)
    skipped = [name.replace(".git/f.yaml", ".git/") for name in SKIPPED]
    assert listing.skipped == tuple(f"my/data/{name}" for name in skipped)
    assert listing.problems == ()


def test_names_decide_what_is_read_in_memory() -> None:
    listing = DictTree(dict.fromkeys(NAMES, ""), "my/data").listing()
    assert listing.files == tuple(f"my/data/{name}" for name in READ)
    assert listing.skipped == tuple(f"my/data/{name}" for name in SKIPPED)


def test_what_is_hidden_beside_the_folders_that_are_read_is_not_told(tmp_path: Path) -> None:
    listing = _folder(tmp_path, ".a.yaml", "other/.b.yaml", ".hidden/c.yaml", "other/d.yaml").listing()
    assert listing == Listing((), ("my/data/other/d.yaml",))


def test_content_is_the_file(tmp_path: Path) -> None:
    tree = _folder(tmp_path, "targets/a.yaml")
    (tmp_path / "targets/a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    assert tree.read("my/data/targets/a.yaml") == b"\xef\xbb\xbfa: 1\r\n"


@pytest.mark.parametrize("size", [0, 1, 32_767, 32_768, 32_769, 1 << 20])
def test_size_up_to_the_limit(tmp_path: Path, size: int) -> None:
    tree = _folder(tmp_path, "targets/a.yaml")
    (tmp_path / "targets/a.yaml").write_bytes(b"#" * size)
    assert tree.read("my/data/targets/a.yaml") == b"#" * size


def test_size_over_the_limit(tmp_path: Path) -> None:
    tree = _folder(tmp_path, "targets/a.yaml")
    with (tmp_path / "targets/a.yaml").open("wb") as file:
        file.truncate(1 << 40)  # sparse: to read it whole would be noticed
    assert _message(tree, "my/data/targets/a.yaml") == "KPI104 ファイルが 1 MiB を超えている"


def test_pipe_does_not_hang(tmp_path: Path) -> None:
    tree = _folder(tmp_path, "indicators/a.yaml")
    os.mkfifo(tmp_path / "indicators/pipe.yaml")
    answers: list[list[str]] = []
    reader = threading.Thread(target=lambda: answers.append(codes_of(tree)), daemon=True)
    reader.start()
    reader.join(5)
    assert [line for line in answers[0] if "pipe" in line] == ["my/data/indicators/pipe.yaml:1:1 KPI102"]


def test_socket_and_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = _folder(tmp_path, "indicators/a.yaml")
    monkeypatch.chdir(tmp_path / "indicators")  # a socket's path may have 108 bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.yaml")
        assert _message(tree, "my/data/indicators/s.yaml") == "KPI102 普通のファイルのはずが、ソケットである"
    (tmp_path / "indicators/zero.yaml").symlink_to("/dev/zero")
    assert _message(tree, "my/data/indicators/zero.yaml") == "KPI103 データフォルダの外を指すリンクである"
    device = FolderTree(Path("/dev"), "dev")
    assert _message(device, "dev/zero") == "KPI102 普通のファイルのはずが、装置である"


def test_folder_with_the_name_of_a_file(tmp_path: Path) -> None:
    tree = _folder(tmp_path, "indicators/x.yaml/y.yaml")
    assert codes_of(tree)[0] == "my/data/indicators/x.yaml:1:1 KPI102"
    assert tree.listing().files == ("my/data/indicators/x.yaml/y.yaml",)
    assert _message(tree, "my/data/indicators/x.yaml") == "KPI102 普通のファイルのはずが、フォルダである"
    assert "my/data/indicators/x.yaml" in load(tree).dataset.unread


@pytest.mark.parametrize("flag", [files._NO_LINK, 0], ids=["as here", "where a link cannot be refused on opening"])
def test_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: int) -> None:
    monkeypatch.setattr(files, "_NO_LINK", flag)
    tree = _folder(tmp_path / "data", "indicators/a.yaml", "elsewhere/b.yaml")
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n")
    links = {
        "inside": "../elsewhere/b.yaml",
        "outside": str(secret),
        "upwards": "../../secret.yaml",
        "dangling": "nowhere.yaml",
        "loop": "loop.yaml",
    }
    for name, target in links.items():
        (tmp_path / f"data/indicators/{name}.yaml").symlink_to(target)
    assert tree.read("my/data/indicators/inside.yaml") == b"a: 1\n"
    assert {name: _message(tree, f"my/data/indicators/{name}.yaml") for name in list(links)[1:]} == {
        "outside": "KPI103 データフォルダの外を指すリンクである",
        "upwards": "KPI103 データフォルダの外を指すリンクである",
        "dangling": "KPI101 ファイルが見つからない",
        "loop": "KPI103 リンクが自分自身に戻っている",
    }
    assert "hunter2" not in repr(load(tree))


def test_link_to_a_folder_is_told_and_not_entered(tmp_path: Path) -> None:
    tree = _folder(tmp_path, "indicators/a/b.yaml")
    (tmp_path / "indicators/a/again").symlink_to("..")
    listing = tree.listing()
    assert listing.files == ("my/data/indicators/a/b.yaml",)
    assert [(p.rule.code, p.document) for p in listing.problems] == [("KPI103", "my/data/indicators/a/again")]


def test_data_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    _folder(tmp_path / "real", "indicators/a.yaml")
    (tmp_path / "real/indicators/b.yaml").symlink_to("a.yaml")
    (tmp_path / "data").symlink_to("real")
    tree = FolderTree(tmp_path / "data", "data")
    assert tree.listing().files == ("data/indicators/a.yaml", "data/indicators/b.yaml")
    assert tree.read("data/indicators/b.yaml") == b"a: 1\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\nb.yaml", r"a\nb.yaml"),
        (b"\x1b[31m.yaml", r"\x1b[31m.yaml"),
        (b"\x93\xfa.yaml", r"\udc93\udcfa.yaml"),
        ("\u202egnp.yaml".encode(), r"\u202egnp.yaml"),
        (b"a\nfolder", r"a\nfolder"),
    ],
)
def test_odd_names_are_told_safely(tmp_path: Path, name: bytes, shown: str) -> None:
    _folder(tmp_path, "indicators/a.yaml")
    path = os.fsencode(tmp_path / "indicators") + b"/" + name
    if name.endswith(b".yaml"):
        with open(path, "wb") as file:  # noqa: PTH123 - a name that is no text
            file.write(b"a: 1\n")
    else:
        os.mkdir(path)  # noqa: PTH102
    listing = FolderTree(tmp_path, "my/data").listing()
    assert listing.files == ("my/data/indicators/a.yaml",)
    assert [(p.rule.code, p.document) for p in listing.problems] == [("KPI105", f"my/data/indicators/{shown}")]
    assert all(problem.document.isprintable() for problem in listing.problems)


def test_japanese_names_are_read(tmp_path: Path) -> None:
    assert _folder(tmp_path, "indicators/個別施策/介護.yaml").listing().files == (
        "my/data/indicators/個別施策/介護.yaml",
    )


def test_vanished_and_foreign_names(tmp_path: Path) -> None:
    tree = _folder(tmp_path / "data", "indicators/a.yaml")
    (tmp_path / "secret").write_text("x")
    for name in (
        "my/data/indicators/z.yaml",
        "my/data/../secret",
        "/etc/passwd",
        "indicators/a.yaml",
        "my/data/a\0b",
        "",
    ):
        assert _message(tree, name) == "KPI101 ファイルが見つからない"
    assert _message(tree, "my/data/indicators/a.yaml/b") == "KPI101 ファイルが見つからない"


def test_no_folder_at_all(tmp_path: Path) -> None:
    tree = FolderTree(tmp_path / "nowhere", "data")
    assert (tree.listing().files, load(tree).diagnostics) == ((), ())


def test_a_file_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "indicators").write_text("")
    assert codes_of(FolderTree(tmp_path, "data")) == ["data/indicators:1:1 KPI101"]


@pytest.fixture
def anybodys_folder() -> Iterator[Path]:
    """A folder that is read as a user without rights: root, as whom containers test, may read everything."""
    nobody = 65534
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, nobody, -1)
            os.seteuid(nobody)
        yield Path(folder)
        if root:
            os.seteuid(0)


def test_without_permission(anybodys_folder: Path) -> None:
    tree = _folder(anybodys_folder, "indicators/a.yaml", "indicators/b/c.yaml")
    (anybodys_folder / "indicators/a.yaml").chmod(0)
    (anybodys_folder / "indicators/b").chmod(0)
    told = codes_of(tree)
    (anybodys_folder / "indicators/b").chmod(0o700)
    assert told == ["my/data/indicators/b:1:1 KPI101", "my/data/indicators/a.yaml:1:1 KPI101"]
    assert _message(tree, "my/data/indicators/a.yaml") == "KPI101 ファイルを読む権限がない"


def test_a_file_that_vanishes_after_it_was_listed(tmp_path: Path) -> None:
    class Fleeting(FolderTree):
        def listing(self) -> Listing:
            listing = super().listing()
            (tmp_path / "indicators/b.yaml").unlink(missing_ok=True)
            return listing

    _folder(tmp_path, "indicators/a.yaml", "indicators/b.yaml", "indicators/c.yaml")
    told = codes_of(Fleeting(tmp_path, "my/data"))
    assert [line for line in told if "/b.yaml" in line] == ["my/data/indicators/b.yaml:1:1 KPI101"]
    assert any("/a.yaml" in line for line in told)
    assert any("/c.yaml" in line for line in told)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "KPI101 ファイルを読む権限がない"),
        (errno.ELOOP, "KPI103 リンクが自分自身に戻っている"),
        (errno.ENXIO, "KPI102 普通のファイルのはずが、ソケットである"),
        (errno.EIO, "KPI101 ファイルを読めない（EIO）"),
        (None, "KPI101 ファイルを読めない（不明）"),
    ],
)
def test_what_the_system_says_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None, told: str
) -> None:
    def fails(*_: object) -> int:
        raise OSError(number, "x")

    tree = _folder(tmp_path, "indicators/a.yaml")
    monkeypatch.setattr("dxkpi.source.files.os.open", fails)
    assert _message(tree, "my/data/indicators/a.yaml") == told


def test_one_bad_file_hides_no_other(tmp_path: Path) -> None:
    tree = _folder(tmp_path, "indicators/a.yaml", "indicators/b.yaml", "indicators/c.yaml")
    (tmp_path / "indicators/a.yaml").write_bytes(b"\xff")
    (tmp_path / "indicators/b.yaml").write_text("a: [")
    told = codes_of(tree)
    assert told[:2] == ["my/data/indicators/a.yaml:1:1 KPI106", "my/data/indicators/b.yaml:1:5 KPI125"]
    assert told[2].startswith("my/data/indicators/c.yaml:1:1 KPI20")
    assert load(tree).dataset.unread == tuple(f"my/data/indicators/{name}.yaml" for name in "abc")


def test_a_tree_with_one_file_changed() -> None:
    tree = DictTree({"indicators/a.yaml": "a: 1\n", "indicators/b.yaml~": ""})
    name = "data/indicators/b.yaml"
    changed = ChangedTree(tree, {name: b"b: 2\n"})
    assert changed.listing() == Listing(("data/indicators/a.yaml", name), ("data/indicators/b.yaml~",))
    assert (changed.read("data/indicators/a.yaml"), changed.read(name)) == (b"a: 1\n", b"b: 2\n")
    too_big = ChangedTree(tree, {name: b"#" * ((1 << 20) + 1)}).read(name)
    assert isinstance(too_big, Diagnostic)
    assert too_big.rule.code == "KPI104"
