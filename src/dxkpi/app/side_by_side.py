"""Work dealt out to processes of their own: the same results in the same order, however many there are.

Each is given the next task when it is done with one: two processors are seldom equally quick. A pool of the standard
library leaves its processes behind, waiting for ever, when the one that started it is killed; these then end.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from dxkpi.app.problems import CannotRun

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")
if TYPE_CHECKING:
    _Wire = Connection[int, tuple[int, R, Exception | None]]

_KILLED = "点検のプロセスが途中で止められた（メモリー不足など）。--jobs 1 を付けて、もう一度実行する"


def processors() -> int:
    """How many processes can run side by side."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def side_by_side(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[R]:
    """What `work`, a function of a module, makes of each of the tasks, in their order.

    Raises:
        CannotRun: when a process was killed.
        Exception: whatever `work` raises.
    """
    processes = min(processes, len(tasks))
    return _in_processes(work, tasks, processes) if processes > 1 else map(work, tasks)


def _in_processes(work: Callable[[T], R], tasks: Sequence[T], processes: int) -> Iterator[R]:
    wires: list[_Wire[R]] = []
    workers: list[BaseProcess] = []
    try:
        try:
            for _ in range(processes):
                _start(work, tasks, wires, workers)
        except OSError:  # there is no room for more processes or pipes
            _end(workers, wires)
            yield from map(work, tasks)
        else:
            yield from _dealt(len(tasks), wires)
    finally:
        _end(workers, wires)


def _start(work: Callable[[T], R], tasks: Sequence[T], wires: "list[_Wire[R]]", workers: "list[BaseProcess]") -> None:
    """Starts one more process, and adds it with the wire on which it is asked for a task and tells what came of it."""
    from multiprocessing import get_context  # noqa: PLC0415 - most runs are small

    context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
    ours, theirs = context.Pipe()
    wires.append(ours)
    worker = context.Process(target=_serve, args=(work, tasks, theirs, tuple(wires)), daemon=True)
    with theirs, _uninterrupted():
        worker.start()
        workers.append(worker)


def _dealt(count: int, wires: "Sequence[_Wire[R]]") -> Iterator[R]:
    """What came of all tasks, in their order; whoever is done with one gets the next."""
    from multiprocessing.connection import wait  # noqa: PLC0415 - as above

    left = iter(range(count))
    for wire, position in zip(wires, left, strict=False):
        _send(wire, position)
    found: dict[int, tuple[R, Exception | None]] = {}
    for due in range(count):
        while due not in found:
            ready = wait(wires)
            for wire in (own for own in wires if own in ready):
                position, result, problem = _received(wire)
                found[position] = result, problem
                following = next(left, None)
                if following is not None:
                    _send(wire, following)
        result, problem = found.pop(due)
        if problem is not None:
            raise problem
        yield result


def _end(workers: "Sequence[BaseProcess]", wires: "Sequence[_Wire[R]]") -> None:
    for worker in workers:
        worker.kill()  # one that was stopped, or started where SIGTERM is ignored, would never end of that
        worker.join()
    for wire in wires:
        wire.close()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keeps Ctrl-C back, and from the process that is started: it would end with a traceback before it can help it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    work: Callable[[T], R],
    tasks: Sequence[T],
    wire: "Connection[tuple[int, R | None, Exception | None], int]",
    others: "Sequence[_Wire[R]]",
) -> None:
    """Tells what `work` makes of each task that it is asked for, as long as somebody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first of them ends the others
    for other in others:
        other.close()  # so that nobody asks or listens when the first process is gone
    with suppress(EOFError, ConnectionError):
        while True:
            position = wire.recv()
            result, failed = None, None
            try:
                result = work(tasks[position])
            except Exception as problem:  # noqa: BLE001 - it is raised where the results are read
                failed = problem
            wire.send((position, result, failed))


def _send(wire: "_Wire[R]", position: int) -> None:
    try:
        wire.send(position)
    except OSError:
        raise CannotRun(_KILLED) from None


def _received(wire: "_Wire[R]") -> tuple[int, R, Exception | None]:
    try:
        return wire.recv()
    except (EOFError, OSError):
        raise CannotRun(_KILLED) from None
