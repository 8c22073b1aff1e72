"""New files: all or none, whole, and never in the place of anything."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dxkpi.source.creating import Occupied, create, occupied

FILES = {"a.txt": b"one", "folder/deep/b.txt": b"two", "folder/c.txt": b"three"}


def below(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_files_and_the_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    root = tmp_path / "not/there"
    create(root, FILES)
    assert {name: (root / name).read_bytes() for name in FILES} == FILES
    assert below(root) == ["a.txt", "folder", "folder/c.txt", "folder/deep", "folder/deep/b.txt"]


def test_they_have_the_mode_that_new_files_have(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        create(tmp_path, {"a.txt": b""})
    finally:
        os.umask(old)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda root: (root / "a.txt").write_text("ours"), ("a.txt",)),
        (lambda root: (root / "a.txt").symlink_to("nowhere"), ("a.txt",)),
        (lambda root: (root / "a.txt").mkdir(), ("a.txt",)),
        (lambda root: (root / "folder").write_text("ours"), ("folder",)),
        (lambda root: (root / "folder").symlink_to(root), ("folder",)),
        (lambda root: os.mkfifo(root / "a.txt"), ("a.txt",)),
    ],
)
def test_whatever_is_in_the_way_is_named_once(
    make: Callable[[Path], object], named: tuple[str, ...], tmp_path: Path
) -> None:
    make(tmp_path)
    before = below(tmp_path)
    assert occupied(tmp_path, FILES) == named
    with pytest.raises(Occupied) as caught:
        create(tmp_path, FILES)
    assert caught.value.names == named
    assert below(tmp_path) == before


def test_a_failure_takes_away_what_was_made_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/ours.txt").write_text("ours")
    synced: list[int] = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == len(FILES):
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        create(tmp_path, FILES)
    assert below(tmp_path) == ["folder", "folder/ours.txt"]


def test_an_interrupt_takes_away_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        create(tmp_path / "new", FILES)
    assert below(tmp_path) == []


@pytest.mark.parametrize("links", [True, False])
def test_what_appears_meanwhile_is_not_written_over(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def somebody_else(handle: int) -> None:
        sync(handle)
        (tmp_path / "a.txt").write_text("theirs")

    monkeypatch.setattr(os, "fsync", somebody_else)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(FileExistsError):
        create(tmp_path, FILES)
    assert below(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "theirs"


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    create(tmp_path, FILES)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES


def no_links(_source: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, "no hard links here")
