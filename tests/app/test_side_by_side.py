"""Work in processes of their own: in order, with whatever goes wrong there told here, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from dxkpi.app.problems import CannotRun
from dxkpi.app.side_by_side import processors, side_by_side
from tests.run import ROOT


def square(number: int) -> int:
    return number * number


def process(_task: int) -> int:
    return os.getpid()


def wait_for_all(task: tuple[Path, int]) -> int:
    """Leaves a mark and says who did; before that the first task waits a while for the marks of the four others."""
    folder, number = task
    for _ in range(2_000):
        if number or len(list(folder.iterdir())) == 4:
            break
        time.sleep(0.001)
    (folder / str(number)).touch()
    return os.getpid()


def refuse_three(number: int) -> int:
    if number == 3:
        raise ValueError(number)
    return number


def be_killed(_task: int) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize("processes", [1, 2, 3, 50])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    assert list(side_by_side(square, range(20), processes)) == [number * number for number in range(20)]


def test_one_process_is_this_one_and_more_are_others() -> None:
    assert set(side_by_side(process, range(4), 1)) == {os.getpid()}
    others = list(side_by_side(process, range(4), 2))
    assert os.getpid() not in others
    assert others[0] != others[1]


def test_who_is_done_first_gets_the_next_task(tmp_path: Path) -> None:
    found = list(side_by_side(wait_for_all, [(tmp_path, number) for number in range(5)], 2))
    assert found == [found[0], *[found[1]] * 4]
    assert found[0] != found[1]


def test_no_task_takes_no_process() -> None:
    assert list(side_by_side(square, [], 8)) == []
    assert processors() >= 1


@pytest.mark.parametrize("processes", [1, 2])
def test_what_goes_wrong_there_goes_wrong_here_after_all_before_it(processes: int) -> None:
    results = side_by_side(refuse_three, range(6), processes)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="3"):
        next(results)


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(CannotRun) as ending:
        list(side_by_side(be_killed, range(4), 2))
    assert ending.value.sentence == (
        "点検のプロセスが途中で止められた（メモリー不足など）。--jobs 1 を付けて、もう一度実行する"
    )


def write_much(_task: int) -> bytes:
    return bytes(10_000_000)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_processes_that_no_longer_listen_end_with_the_work() -> None:
    results = side_by_side(square, range(1_000), 2)
    next(results)
    workers = active_children()
    for worker in workers:
        os.kill(worker.pid or 0, signal.SIGSTOP)
    results.close()  # type: ignore[attr-defined]
    assert [worker.is_alive() for worker in workers] == [False, False]


def test_a_process_that_is_killed_while_it_writes_is_told_alike() -> None:
    results = side_by_side(write_much, range(4), 2)
    next(results)
    for worker in active_children():
        worker.kill()
    with pytest.raises(CannotRun, match="--jobs 1"):
        list(results)


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_process: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", full)
    assert list(side_by_side(process, range(4), 2)) == [os.getpid()] * 4


def test_where_only_some_can_be_started_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    start = BaseProcess.start
    started: list[BaseProcess] = []

    def one(process: BaseProcess) -> None:
        if started:
            raise OSError(11, "Resource temporarily unavailable")
        started.append(process)
        start(process)

    monkeypatch.setattr(BaseProcess, "start", one)
    assert list(side_by_side(process, range(4), 3)) == [os.getpid()] * 4
    assert [worker.is_alive() for worker in started] == [False]


ENDLESS = """\
import os, signal, sys, time
from dxkpi.app.side_by_side import side_by_side

def work(number):
    if number < 2:
        os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(0.01)
    return bytes(100_000)

def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin without
    try:
        for _ in side_by_side(work, range(1_000_000), 2):
            pass
    except KeyboardInterrupt:
        sys.exit(130)

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("strike", "code"),
    [
        (lambda parent: os.killpg(parent, signal.SIGINT), 130),
        (lambda parent: os.kill(parent, signal.SIGTERM), -signal.SIGTERM),
        (lambda parent: os.kill(parent, signal.SIGKILL), -signal.SIGKILL),
    ],
    ids=["Ctrl-C", "SIGTERM", "SIGKILL"],
)
def test_nobody_is_left_behind(tmp_path: Path, strike: Callable[[int], None], code: int) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, "utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command, pipe = [sys.executable, str(script)], subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, env=env, start_new_session=True) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        try:
            workers = [int(parent.stdout.readline()) for _ in range(2)]
            strike(parent.pid)
            said = parent.stderr.read()  # up to the end of the last process that could write there
            assert (parent.wait(), said) == (code, b"")
        finally:
            parent.kill()
    assert not any(map(_runs, workers))


def _runs(process: int) -> bool:
    """Whether a process is still there after a while, not only waiting to be buried."""
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.01)
    return True
