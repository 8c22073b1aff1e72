"""A folder of generated files: replaced as a whole or not at all, and nothing of others is touched."""

import signal
from pathlib import Path

import pytest

from dxkpi.cli.writing import put_folder
from dxkpi.source import exchange
from dxkpi.source.exchange import LIST, NotOurs
from dxkpi.source.writing import why
from tests import kills

OLD = {"index.html": b"old", "data/values.csv": b"1"}
NEW = {"index.html": b"new", "plans/a/2021.html": b"2"}


def held(folder: Path) -> dict[str, bytes]:
    """What a folder holds, without the list."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "deep/out"


def test_a_folder_is_made_and_replaced_as_a_whole(out: Path) -> None:
    exchange.exchange(out, OLD)
    assert (held(out), beside(out)) == (OLD, [])
    assert (out / LIST).read_text("utf-8") == f"{LIST}\nindex.html\ndata/values.csv\n"
    exchange.exchange(out, NEW)
    assert (held(out), beside(out)) == (NEW, [])


def test_an_empty_folder_is_filled(out: Path) -> None:
    (out / "empty").mkdir(parents=True)
    exchange.exchange(out, OLD)
    assert held(out) == OLD


def test_a_link_to_the_folder_stays(out: Path) -> None:
    exchange.exchange(out, OLD)
    link = out.with_name("link")
    link.symlink_to(out)
    exchange.exchange(link, NEW)
    assert link.is_symlink()
    assert held(out) == NEW


@pytest.mark.parametrize("name", ["CNAME", ".git/config", "plans/note.txt"])
def test_what_others_put_there_stops_it(out: Path, name: str) -> None:
    exchange.exchange(out, OLD)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_bytes(b"mine")
    with pytest.raises(NotOurs) as refused:
        exchange.exchange(out, NEW)
    assert refused.value.name == name
    assert (held(out), beside(out)) == ({**OLD, name: b"mine"}, [])


def test_a_link_among_its_files_stops_it(out: Path) -> None:
    exchange.exchange(out, OLD)
    (out / "more").symlink_to(out.parent, target_is_directory=True)
    with pytest.raises(NotOurs, match="more"):
        exchange.exchange(out, NEW)


def test_a_folder_without_a_list_is_not_ours(out: Path) -> None:
    out.mkdir(parents=True)
    (out / "index.html").write_bytes(b"mine")
    with pytest.raises(NotOurs, match=r"index\.html"):
        exchange.exchange(out, NEW)


@pytest.mark.parametrize("name", [".out.new", ".out.old"])
def test_a_file_beside_the_place_stops_it(out: Path, name: str) -> None:
    out.parent.mkdir()
    (out.parent / name).write_bytes(b"mine")
    with pytest.raises(NotOurs, match=name):
        exchange.exchange(out, NEW)
    assert (out.parent / name).read_bytes() == b"mine"


@pytest.mark.parametrize("below", [".", "below"])
def test_a_file_in_the_place_or_above_it_stops_it(out: Path, below: str) -> None:
    out.parent.mkdir()
    out.write_bytes(b"mine")
    with pytest.raises(NotADirectoryError) as refused:
        exchange.exchange(out / below, NEW)
    assert why(refused.value) == f"「{out}」がフォルダでない"
    assert (out.read_bytes(), beside(out)) == (b"mine", [])


def test_a_link_beside_the_place_stops_it(out: Path) -> None:
    out.parent.mkdir()
    (out.parent / ".out.old").symlink_to(out.parent, target_is_directory=True)
    with pytest.raises(NotOurs, match=r"\.out\.old"):
        exchange.exchange(out, NEW)


def test_the_old_folder_stays_where_the_new_one_cannot_be_put(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange.exchange(out, OLD)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == ".out.new":
            raise PermissionError
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PermissionError):
        exchange.exchange(out, NEW)
    assert (held(out), beside(out)) == (OLD, [])


def test_what_a_killed_run_left_is_put_in_place(out: Path) -> None:
    exchange.exchange(out, OLD)
    out.rename(out.with_name(".out.old"))
    exchange.exchange(out.with_name(".out.new"), NEW)
    exchange.exchange(out, NEW)
    assert (held(out), beside(out)) == (NEW, [])


def test_so_is_what_it_had_not_finished(out: Path) -> None:
    exchange.exchange(out, OLD)
    rest = out.with_name(".out.new") / ".dxkpi-writing/.git/0123456789abcdef.part"
    rest.parent.mkdir(parents=True)
    rest.write_bytes(b"half")
    exchange.exchange(out, NEW)
    assert (held(out), beside(out)) == (NEW, [])


@pytest.mark.slow
def test_whenever_it_is_killed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "WRITING", {str(exchange.__file__)})

    def again() -> int:
        put_folder(out, NEW)
        return 0

    exchange.exchange(out, OLD)
    killed = 0
    for point in range(1, 1_000, 11):
        if kills.in_child(again, point) != -signal.SIGKILL:
            break
        killed += 1
        former = out.with_name(".out.old")
        assert held(out if out.exists() else former) in (OLD, NEW), point
        assert kills.in_child(again) == 0
        assert (held(out), beside(out)) == (NEW, []), point
        exchange.exchange(out, OLD)
    assert killed > 3
