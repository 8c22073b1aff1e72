"""One writer at a time, whatever becomes of it; and nothing of its unfinished files for git or for anybody else."""

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from dxkpi.source import writing as module
from dxkpi.source.writing import Busy, Obstructed, alone, new_part

pytestmark = pytest.mark.slow

PLACE = ".dxkpi-writing/.git"


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def script(folder: Path, *lines: str) -> subprocess.Popen[bytes]:
    """Another run, with `folder` at hand; it imports no more than it needs."""
    text = "\n".join(("import sys, time", "from pathlib import Path", "from dxkpi.source.writing import *", *lines))
    return subprocess.Popen([sys.executable, "-c", text, str(folder)], stdout=subprocess.PIPE)


def test_there_is_a_place_as_long_as_it_is_needed(tmp_path: Path) -> None:
    with alone(tmp_path) as place:
        assert place == tmp_path / PLACE
        new_part(place).write_bytes(b"half")
        assert new_part(place) != new_part(place)
    assert below(tmp_path) == []


def test_it_goes_whatever_happens(tmp_path: Path) -> None:
    def interrupted() -> None:
        with alone(tmp_path) as place:
            new_part(place).write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert below(tmp_path) == []


def test_git_takes_nothing_of_it(tmp_path: Path) -> None:
    def git(*argv: str) -> str:
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", *argv], cwd=tmp_path, env={**os.environ, **own}, capture_output=True, check=True)
        return (done.stdout + done.stderr).decode()

    git("init", "--quiet")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text("id: a\n")
    with alone(tmp_path / "data") as place:
        new_part(place).write_bytes(b"half")
        assert git("add", "--all", "--verbose") == "add 'data/a.yaml'\n"
        assert git("status", "--porcelain", "--ignored", "--untracked-files=all") == "A  data/a.yaml\n"
        assert git("-c", "safe.bareRepository=explicit", "-C", "data", "rev-parse", "--show-prefix") == "data/\n"


def test_only_one_at_a_time_is_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    with alone(tmp_path):
        with pytest.raises(Busy), alone(tmp_path):
            pytest.fail("two were let in")
        (tmp_path / "link").symlink_to(tmp_path)
        with pytest.raises(Busy), alone(tmp_path / "link"):
            pytest.fail("by another name two were let in")
    with alone(tmp_path):
        pass


def test_of_many_none_undoes_what_another_does(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    runs = [
        script(
            tmp_path,
            "root = Path(sys.argv[1])",
            "for _ in range(40):",
            "    with alone(root) as place:",
            "        count = int((root / 'count').read_text())",
            "        part = new_part(place)",
            "        part.write_text(str(count + 1))",
            "        part.replace(root / 'count')",
        )
        for _ in range(3)
    ]
    for run in runs:
        run.communicate(timeout=60)
    assert ([run.returncode for run in runs], (tmp_path / "count").read_text()) == ([0, 0, 0], "120")
    assert below(tmp_path) == ["count"]


def test_who_is_killed_holds_nobody_up_and_what_is_left_is_swept(tmp_path: Path) -> None:
    dying = script(
        tmp_path,
        "with alone(Path(sys.argv[1])) as place:",
        "    new_part(place).write_bytes(b'half')",
        "    print('in', flush=True)",
        "    time.sleep(60)",
    )
    assert dying.stdout is not None
    assert dying.stdout.readline() == b"in\n"
    dying.kill()
    dying.communicate(timeout=10)
    assert dying.returncode == -signal.SIGKILL
    assert len(list((tmp_path / PLACE).iterdir())) == 2
    with alone(tmp_path) as place:
        assert [path.name for path in place.iterdir()] == ["lock"]
    assert below(tmp_path) == []


def test_nothing_is_swept_that_is_not_ours(tmp_path: Path) -> None:
    place = tmp_path / PLACE
    place.mkdir(parents=True)
    theirs = ("notes.txt", "0123.part", "0123456789abcdeF.part", "0123456789abcdef.part.yaml")
    for name in theirs:
        (place / name).write_text("theirs")
    (tmp_path / "0123456789abcdef.part").write_text("theirs")
    (place / "0123456789abcdef.part").write_text("ours")
    with alone(tmp_path):
        pass
    assert sorted(path.name for path in place.iterdir()) == sorted(theirs)
    assert (tmp_path / "0123456789abcdef.part").is_file()


def test_what_cannot_be_swept_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / PLACE / "0123456789abcdef.part/full").mkdir(parents=True)
    with alone(tmp_path) as place:
        new_part(place).write_bytes(b"half")
    assert (tmp_path / PLACE / "0123456789abcdef.part/full").is_dir()


@pytest.mark.parametrize("there", ["file", "link", "link-inside"])
def test_what_stands_in_its_place_is_told_and_not_followed(there: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    in_place = tmp_path / ".dxkpi-writing"
    if there == "file":
        in_place.write_text("theirs")
    elif there == "link":
        in_place.symlink_to("elsewhere")
    else:
        in_place.mkdir()
        (in_place / ".git").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Obstructed) as caught, alone(tmp_path):
        pytest.fail("it was let in")
    assert caught.value.path == (in_place / ".git" if there == "link-inside" else in_place)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / PLACE).mkdir(parents=True)
    (tmp_path / PLACE / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"), alone(tmp_path):
        pytest.fail("it was let in")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("folder", "mode", "lock"), [(0o770, 0o770, 0o660), (0o2775, 0o775, 0o664), (0o700, 0o700, 0o600)]
)
def test_it_is_as_open_as_the_folder(folder: int, mode: int, lock: int, tmp_path: Path) -> None:
    tmp_path.chmod(folder)
    before = os.umask(0o077)
    try:
        with alone(tmp_path) as place:
            found = [stat.S_IMODE(path.stat().st_mode) & 0o777 for path in (place.parent, place, place / "lock")]
    finally:
        assert os.umask(before) == 0o077
    assert found == [mode, mode, lock]


def test_where_strangers_meet_each_has_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o1777)
    own = f".dxkpi-writing-{os.getuid()}"
    with alone(tmp_path) as place:
        assert place == tmp_path / own / ".git"
        assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    (tmp_path / ".dxkpi-writing-4711").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    with pytest.raises(Obstructed) as caught, alone(tmp_path):
        pytest.fail("it was let into somebody else's")
    assert caught.value.path.name == ".dxkpi-writing-4711"


def test_on_a_disk_without_locks_all_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = OSError(errno.ENOLCK, "No locks available")

    def no_locks(_handle: int, _how: int) -> None:
        raise problem

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with alone(tmp_path) as outer, alone(tmp_path) as inner:
        assert inner == outer
    problem = OSError(errno.EIO, "Input/output error")
    with pytest.raises(OSError, match="Input/output"), alone(tmp_path):
        pytest.fail("it was let in")


def test_a_place_that_the_run_before_takes_away_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, tried = os.open, []

    def just_gone(path: Path, flags: int, mode: int = 0o777) -> int:
        tried.append(path)
        if len(tried) == 1:
            Path(path).parent.rmdir()
        return genuine(path, flags, mode)

    monkeypatch.setattr(os, "open", just_gone)
    with alone(tmp_path):
        assert len(tried) == 2


def test_a_lock_that_its_holder_has_taken_away_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, locked = fcntl.flock, []

    def too_late(handle: int, how: int) -> None:
        locked.append(handle)
        if len(locked) == 1:
            (tmp_path / PLACE / "lock").unlink()
        genuine(handle, how)

    monkeypatch.setattr(fcntl, "flock", too_late)
    with alone(tmp_path) as place:
        assert (len(locked), (place / "lock").is_file()) == (2, True)
    assert below(tmp_path) == []


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as Windows has it: another call locks, and no file is taken away that somebody has open."""
    opened: dict[int, Path] = {}
    genuine_open, genuine_close, genuine_unlink = os.open, os.close, Path.unlink

    def open_(path: Path, flags: int, mode: int = 0o777) -> int:
        handle = genuine_open(path, flags, mode)
        opened[handle] = Path(path)
        return handle

    def close(handle: int) -> None:
        opened.pop(handle, None)
        genuine_close(handle)

    def unlink(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT002 - as it is
        if path in opened.values():
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        genuine_unlink(path, missing_ok)

    def locking(handle: int, _how: int, _size: int) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "close", close)
    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(sys, "platform", "win32")
    spec = spec_from_file_location("alone_on_windows", module.__file__)
    assert spec is not None
    assert spec.loader is not None
    found = module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_windows_keeps_others_out_and_leaves_nothing_either(
    windows: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "_PATIENCE", 0.1)
    with windows.alone(tmp_path) as place:
        new_part(place).write_bytes(b"half")
        with pytest.raises(windows.Busy), windows.alone(tmp_path):
            pytest.fail("two were let in")
    assert below(tmp_path) == []


def test_windows_keeps_the_lock_for_whoever_has_it_open(windows: ModuleType, tmp_path: Path) -> None:
    with windows.alone(tmp_path) as place:
        waiting = os.open(place / "lock", os.O_RDWR)
    assert below(tmp_path) == [".dxkpi-writing", ".dxkpi-writing/.git", ".dxkpi-writing/.git/lock"]
    os.close(waiting)
    with windows.alone(tmp_path):
        pass
    assert below(tmp_path) == []
