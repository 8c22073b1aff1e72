"""Work shared out to processes of their own: the same results in the same order, however many there are.

A pool of the standard library leaves its processes behind, waiting for ever, when the one that started it is killed.
These are given all their work at once and only write: where nobody reads any more, they end.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from dxkpi.app.problems import CannotRun

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

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
    readers: list[Connection[object, tuple[R, Exception | None]]] = []
    workers: list[BaseProcess] = []
    try:
        try:
            for number in range(processes):
                _start(work, tasks[number::processes], readers, workers)
        except OSError:  # there is no room for more processes or pipes
            _end(workers)
            yield from map(work, tasks)
        else:
            for position in range(len(tasks)):
                yield _received(readers[position % processes])
    finally:
        _end(workers)
        for reader in readers:
            reader.close()


def _start(
    work: Callable[[T], R],
    tasks: Sequence[T],
    readers: "list[Connection[object, tuple[R, Exception | None]]]",
    workers: "list[BaseProcess]",
) -> None:
    """Starts one more process, and adds it and where its results are read."""
    from multiprocessing import get_context  # noqa: PLC0415 - most runs are small

    context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
    reader, writer = context.Pipe(duplex=False)
    readers.append(reader)
    worker = context.Process(target=_serve, args=(work, tasks, writer, tuple(readers)), daemon=True)
    with writer, _uninterrupted():
        worker.start()
        workers.append(worker)


def _end(workers: "Sequence[BaseProcess]") -> None:
    for worker in workers:
        worker.terminate()
        worker.join()


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
    writer: "Connection[tuple[R | None, Exception | None], object]",
    readers: "Sequence[Connection[object, object]]",
) -> None:
    """Writes what `work` makes of each task, up to the first that fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first of them ends the others
    for reader in readers:
        reader.close()  # so that nobody reads when the first process is gone
    for task in tasks:
        try:
            writer.send((work(task), None))
        except BrokenPipeError:
            return
        except Exception as problem:  # noqa: BLE001 - it is raised where the results are read
            writer.send((None, problem))
            return


def _received(reader: "Connection[object, tuple[R, Exception | None]]") -> R:
    try:
        result, problem = reader.recv()
    except (EOFError, OSError):
        raise CannotRun(_KILLED) from None
    if problem is not None:
        raise problem
    return result
