"""Files are replaced whole or not at all, and never over somebody else's change."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dxkpi.source.listing import Fate, fate
from dxkpi.source.writing import ChangedMeanwhile, replace, why

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


def test_what_a_killed_run_left_is_no_data_and_is_swept_when_it_is_old(file: Path) -> None:
    left = [file.parent / f".{file.name}.{name}" for name in ("old.part", "young.part", "old.yaml")]
    for path in left:
        path.touch()
    other = file.parent / ".b.yaml.old.part"
    other.touch()
    for path in (left[0], left[2], other):
        os.utime(path, (0, 0))
    replace(file, NEW, OLD)
    assert names(file.parent) == sorted([file.name, left[1].name, left[2].name, other.name])
    assert fate(f"indicators/p/{left[0].name}") is Fate.SKIPPED


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
