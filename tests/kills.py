"""Lets what writes files be killed at one line of it after the other, and looks at what is left each time.

Usage: python -m tests.kills [STEP [NAME…]] – at every STEPth line (1: at each). Prints how often each was killed.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import dxkpi.cli.writing as cli_writing
from dxkpi.cli.main import main
from dxkpi.source import writing
from tests.sheets import HOURS as ASKED
from tests.sheets import files_of, filled, read, sheet_of

BASE = Path(__file__).parent / "rules/base"
WRITING = {str(writing.__file__)}
HOURS, MAPS = "data/indicators/plan-a/one/hours.yaml", "data/indicators/plan-a/one/maps.yaml"
FILES = {"a.txt": "one", "folder/deep/b.txt": "two", "folder/c.txt": "three"}

Act = Callable[[], int]


def run(words: str) -> int:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        return main(words.split())


def replaced() -> int:
    cli_writing.put_back("data", HOURS, Path(HOURS).read_bytes(), b"new\n")
    return 0


def each() -> int:
    files = {name: (Path(name).read_bytes(), b"new\n") for name in (HOURS, MAPS)}
    cli_writing.put_each("data", files)
    return 0


def created() -> int:
    cli_writing.put_new(Path("data"), FILES)
    return 0


MANY = 300
ROWS = range(1, MANY + 1)


@cache
def asked() -> tuple[Mapping[str, str], bytes]:
    """Data of many indicators, and one sheet with an answer to each."""
    files = files_of(*({**ASKED, "id": f"k{row:03d}", "name": f"時間{row}"} for row in ROWS))
    values = {(row, "value"): 5000 + row for row in ROWS}
    return files, filled(sheet_of(files), {**values, **{(row, "status"): "実績" for row in ROWS}})


@cache
def changed() -> Mapping[str, tuple[bytes, bytes]]:
    """The files before and after these answers."""
    files, answers = asked()
    return read(files, answers).files


def answered() -> int:
    cli_writing.put_each("data", changed())
    return 0


ACTS: Mapping[str, Act] = {
    "replace": replaced,
    "each": each,
    "create": created,
    "set": lambda: run("set hours --year R3 --value 5500 --status 実績 --correct --yes"),
    "new": lambda: run("new indicator --section one --id extra --name 追加 --unit 件 --direction monitor --yes"),
    "fix": lambda: run("validate --fix --exit-zero"),
    "publish": lambda: run("publish --year R3 --date 2022-03-14"),
    "output": lambda: run("report --year R3 --output data/report.md"),
    "init": lambda: run("init"),
    "sheets": answered,
    "example": lambda: run("init --example chiba-ict"),
}

AGAIN: Mapping[str, Act] = {"sheets": lambda: run("sheet in answers.xlsx --known 2026-05-20 --yes")}
"""What is done again in another way than before; as it takes long, after every tenth kill."""


def another(name: str) -> None:
    """The next run of any command that writes there."""
    with writing.alone(Path("." if name in {"init", "example"} else "data")):
        pass


def in_child(act: Act, point: int | None = None) -> int:
    """How `act` ends in a process of its own, which kills itself before the `point`th line of what writes."""
    process = os.fork()
    if process == 0:
        if point is not None:
            _arm(point)
        os._exit(act())
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _arm(point: int) -> None:
    passed, told = count(1), cli_writing._reporting

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in WRITING:
            return None
        if event == "line" and next(passed) == point:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    @contextmanager
    def traced(what: str, left: str = "") -> Iterator[None]:
        sys.settrace(trace)  # not before: it makes all else slow
        with told(what, left):
            yield
        sys.settrace(None)

    cli_writing._reporting = traced


def begin(name: str) -> None:
    """The sample data, with two slips and an old report; for answers many indicators; for a new folder nothing."""
    for path in Path().iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if name == "sheets":
        files, answers = asked()
        Path("answers.xlsx").write_bytes(answers)
        for own, text in files.items():
            Path("data", own).parent.mkdir(parents=True, exist_ok=True)
            Path("data", own).write_text(text, "utf-8")
    elif name not in {"init", "example"}:
        shutil.copytree(BASE, "data")
        for slip in (HOURS, MAPS):
            Path(slip).write_text(Path(slip).read_text("utf-8") + "\n \n", "utf-8")
        Path("data/report.md").write_text("old\n", "utf-8")
    if name == "publish":
        shutil.rmtree("data/published")


def contents() -> dict[str, bytes]:
    """All files but those that git never takes."""
    found = (path for path in Path().rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.as_posix(): path.read_bytes() for path in found}


def git(*argv: str) -> list[str]:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", *argv], env={**os.environ, **own}, capture_output=True, check=True, text=True
    ).stdout.split("\0")[:-1]


def kill(name: str, step: int) -> int:
    """How often it was killed.

    After each kill every file is as before or as after, and git sees no other. Done again, it is done; and when the
    next has written, nothing is left.
    """
    begin(name)
    before = contents()
    git("add", "--all")
    assert ACTS[name]() == 0  # in this process, so that all that it imports is at hand
    after = contents()
    assert before != after
    for turn, point in enumerate(count(1, step)):
        begin(name)
        if in_child(ACTS[name], point) != -signal.SIGKILL:
            return turn
        left = contents()
        assert before.keys() <= left.keys() <= after.keys(), (point, left.keys())
        assert all(own in {before.get(one), after[one]} for one, own in left.items()), (point, left)
        seen = git("ls-files", "--others", "--modified", "-z")
        assert set(seen) == {one for one, own in left.items() if own != before.get(one)}, (point, seen)
        if name in AGAIN and turn % 10:
            continue
        in_child(AGAIN.get(name, ACTS[name]))
        assert contents() == after, point
        another(name)
        assert not list(Path().rglob(".dxkpi*")), point
    raise AssertionError


def main_(step: int, names: Iterable[str]) -> None:
    for name in names:
        with TemporaryDirectory() as folder:
            os.chdir(folder)
            git("init", "--quiet")
            sys.stdout.write(f"{name} {kill(name, step)}\n")
            sys.stdout.flush()
            os.chdir("/")


if __name__ == "__main__":
    main_(int(sys.argv[1]) if sys.argv[1:] else 1, sys.argv[2:] or ACTS)
