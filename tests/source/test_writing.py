"""Files are written whole or not at all: never over somebody else's change, new ones never over anything."""

import errno
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dxkpi.source.writing import (
    Busy,
    ChangedMeanwhile,
    Occupied,
    Unfinished,
    alone,
    create,
    occupied,
    replace,
    replace_each,
    why,
)

OLD, NEW = b"value: 5445\n", b"value: 5600\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a[1].yaml"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_content_is_replaced_and_the_mode_stays(file: Path) -> None:
    file.chmod(0o640)
    replace(file, NEW, OLD)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode), names(file.parent)) == (NEW, 0o640, [file.name])


def test_a_new_file_has_the_mode_of_every_new_file(tmp_path: Path) -> None:
    (tmp_path / "beside").touch()
    replace(tmp_path / "new", NEW)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "beside").stat().st_mode


def test_a_link_stays_and_its_target_is_written(file: Path) -> None:
    link = file.parent / "link.yaml"
    link.symlink_to(file.name)
    replace(link, NEW, OLD)
    assert (link.is_symlink(), file.read_bytes()) == (True, NEW)


def test_a_file_that_changed_meanwhile_is_left_alone(file: Path) -> None:
    with pytest.raises(ChangedMeanwhile):
        replace(file, NEW, b"value: 1\n")
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


def test_a_file_that_vanished_does_not_come_back(file: Path) -> None:
    file.unlink()
    with pytest.raises(ChangedMeanwhile):
        replace(file, NEW, OLD)
    assert names(file.parent) == []


def test_of_several_files_all_are_written_or_if_one_has_changed_none(file: Path) -> None:
    link, other = file.parent / "link.yaml", file.parent / "b.yaml"
    other.write_bytes(OLD)
    link.symlink_to(other.name)
    replace_each(file.parent, {file: (OLD, NEW), link: (OLD, NEW)})
    assert (file.read_bytes(), other.read_bytes(), link.is_symlink()) == (NEW, NEW, True)
    with pytest.raises(ChangedMeanwhile):
        replace_each(file.parent, {file: (NEW, OLD), other: (OLD, NEW)})
    assert (file.read_bytes(), other.read_bytes(), names(file.parent)) == (
        NEW,
        NEW,
        ["a[1].yaml", "b.yaml", "link.yaml"],
    )


def test_a_disk_that_is_full_in_the_middle_leaves_whole_files_and_says_how_many(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.parent / "b.yaml"
    other.write_bytes(OLD)
    fsync, times = os.fsync, iter((None, None, errno.ENOSPC))

    def full(handle: int) -> None:
        if (problem := next(times)) is not None:
            raise OSError(problem, os.strerror(problem))
        fsync(handle)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unfinished) as unfinished:
        replace_each(file.parent, {file: (OLD, NEW), other: (OLD, NEW)})
    assert (unfinished.value.done, file.read_bytes(), other.read_bytes()) == (1, NEW, OLD)
    times = iter((errno.ENOSPC,))
    with pytest.raises(OSError, match="space"):
        replace_each(file.parent, {file: (NEW, OLD)})
    assert names(file.parent) == ["a[1].yaml", "b.yaml"]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as refused:
        replace(tmp_path, NEW)
    assert why(refused.value) == "フォルダである"


def test_a_device_is_written_to() -> None:
    replace(Path(os.devnull), NEW)
    assert not Path(os.devnull).is_file()


def test_a_full_disk_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as refused:
        replace(file, NEW, OLD)
    assert why(refused.value) == "空きがない"
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


@pytest.mark.parametrize("function", ["open", "fsync"])
def test_a_system_that_cannot_sync_folders_writes_all_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    genuine: Callable[..., Any] = getattr(os, function)

    def for_files(first: Any, *more: Any, **named: Any) -> Any:
        mode = os.fstat(first).st_mode if isinstance(first, int) else Path(first).stat().st_mode if more[0] == 0 else 0
        if stat.S_ISDIR(mode):
            raise PermissionError
        return genuine(first, *more, **named)

    monkeypatch.setattr(os, function, for_files)
    replace(file, NEW, OLD)
    assert file.read_bytes() == NEW


def test_what_others_may_not_read_is_never_open_to_them(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o600)
    seen: list[int] = []
    genuine = os.fsync

    def look(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        genuine(handle)

    monkeypatch.setattr(os, "fsync", look)
    replace(file, NEW, OLD)
    assert (seen[0], stat.S_IMODE(file.stat().st_mode)) == (0o600, 0o600)


def test_the_content_is_on_the_disk_before_its_name_and_then_the_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[bool, bytes]] = []
    genuine = os.fsync

    def look(handle: int) -> None:
        genuine(handle)
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), file.read_bytes()))

    monkeypatch.setattr(os, "fsync", look)
    replace(file, NEW, OLD)
    assert synced == [(False, OLD), (True, NEW)]


def test_of_two_at_once_the_second_waits_and_sees_what_the_first_has_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived, go_on = Event(), Event()
    genuine = Path.replace

    def slow(part: Path, target: Path) -> Path:
        arrived.set()
        assert go_on.wait(10)
        return genuine(part, target)

    monkeypatch.setattr(Path, "replace", slow)
    with ThreadPoolExecutor(2) as both:
        first = both.submit(replace, file, NEW, OLD)
        assert arrived.wait(10)
        second = both.submit(replace, file, b"value: 5700\n", OLD)
        assert wait([second], timeout=0.2).not_done
        go_on.set()
        first.result()
        with pytest.raises(ChangedMeanwhile):
            second.result()
    assert (file.read_bytes(), names(file.parent)) == (NEW, [file.name])


def test_all_that_write_below_a_folder_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dxkpi.source.writing._PATIENCE", 0)
    (tmp_path / "folder").mkdir()
    with alone(tmp_path):
        with pytest.raises(Busy):
            replace(tmp_path / "folder/a.yaml", NEW, below=tmp_path)
        with pytest.raises(Busy):
            create(tmp_path, FILES)
        replace(tmp_path / "folder/b.md", NEW)
    assert below(tmp_path) == ["folder", "folder/b.md"]


@pytest.mark.parametrize("links", [True, False])
def test_a_folder_that_lies_on_another_disk(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "folder/deep"
    other.mkdir(parents=True)

    def on_one_disk(genuine: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def move(part: Path, target: Path) -> Any:
            if (other in Path(part).parents) != (other in Path(target).parents):
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            return genuine(part, target)

        return move

    monkeypatch.setattr(os, "link", on_one_disk(os.link) if links else no_links)
    monkeypatch.setattr(Path, "replace", on_one_disk(Path.replace))
    create(tmp_path, FILES)
    replace(other / "b.txt", NEW, b"two", below=tmp_path)
    assert (other / "b.txt").read_bytes() == NEW
    assert below(tmp_path) == ["a.txt", "folder", "folder/c.txt", "folder/deep", "folder/deep/b.txt"]


def test_a_disk_that_is_everywhere_another_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_part: Path, _target: Path) -> Path:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "replace", nowhere)
    with pytest.raises(OSError, match="cross-device"):
        replace(file, NEW, OLD)
    assert (file.read_bytes(), names(file.parent)) == (OLD, [file.name])


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (FileNotFoundError(errno.ENOENT, "x"), "フォルダがない"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("x"), "OSError"),
    ],
)
def test_why_a_file_cannot_be_written(problem: OSError, said: str) -> None:
    assert why(problem) == said


FILES = {"a.txt": b"one", "folder/deep/b.txt": b"two", "folder/c.txt": b"three"}


def below(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def test_files_and_the_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    root = tmp_path / "not/there"
    create(root, FILES)
    assert {name: (root / name).read_bytes() for name in FILES} == FILES
    assert below(root) == ["a.txt", "folder", "folder/c.txt", "folder/deep", "folder/deep/b.txt"]


def test_what_is_there_just_so_is_left_and_the_rest_is_made(tmp_path: Path) -> None:
    assert create(tmp_path, FILES) == ("a.txt", "folder/deep/b.txt", "folder/c.txt")
    (tmp_path / "folder/c.txt").unlink()
    (tmp_path / "a.txt").chmod(0o400)
    before = (tmp_path / "a.txt").stat()
    assert occupied(tmp_path, FILES) == ()
    assert create(tmp_path, FILES) == ("folder/c.txt",)
    assert (tmp_path / "a.txt").stat() == before
    assert create(tmp_path, FILES) == ()


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
        (lambda root: (root / "a.txt").write_text("One"), ("a.txt",)),
        (lambda root: (root / "a.txt").symlink_to(root / "b.txt"), ("a.txt",)),
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


def test_where_nothing_can_be_made_no_other_run_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, mode: int = 0o777) -> None:  # noqa: ARG001 - as the system calls it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))  # as /proc does

    def wait(seconds: float) -> None:
        pytest.fail(f"waits {seconds} seconds")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr("dxkpi.source.writing.time.sleep", wait)
    with pytest.raises(FileNotFoundError):
        create(tmp_path, {"a.html": b"a"})
