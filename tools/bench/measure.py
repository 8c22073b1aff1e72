"""Whole processes in turns: each command beside its floor, so that a slow moment of the machine favours neither."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 7
_MIB = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took with its children: seconds of a processor, peak memory in MiB of the largest."""

    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The median of a command's rounds in seconds of a processor, and its peak in MiB.

    `ratio` is the median of the ratios to the floor of the same round, in seconds of a processor too: others who use
    the machine cannot stretch them as they do the time that passes.
    """

    processor: float
    memory: float
    ratio: float


class Failed(Exception):
    """A command that ended otherwise than it should."""


def run(argv: Sequence[str], cwd: str) -> Cost:
    """Runs a command to its end.

    Raises:
        Failed: when it ends with another code than 0.
    """
    with subprocess.Popen(argv, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(argv)}: {process.returncode}\n{said.decode(errors='replace')[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MIB)


def together(commands: Mapping[str, Sequence[str]], floor: str, cwd: str, rounds: int = ROUNDS) -> dict[str, Measured]:
    """Every command by its name, once a round, the order reversed every other round, after a round that is not counted.

    Raises:
        Failed: when one of them fails.
    """
    names = list(commands)
    for name in names:
        run(commands[name], cwd)
    costs = [
        {name: run(commands[name], cwd) for name in (names if turn % 2 else reversed(names))} for turn in range(rounds)
    ]
    return {
        name: Measured(
            median(own[name].processor for own in costs),
            max(own[name].memory for own in costs),
            median(own[name].processor / own[floor].processor for own in costs),
        )
        for name in names
    }
