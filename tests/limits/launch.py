"""Runs a command and prints what it took. A process of its own, small and fresh: what a child once shared counts.

Usage: launch.py SECONDS OUT ARG…
"""

import json
import os
import resource
import subprocess
import sys


def launch(seconds: int, out: str, *argv: str) -> tuple[int, float, int]:
    """Exit code (negative: the signal), CPU seconds, and bytes of memory at most, of a run that writes to `out`."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    with open(out, "wb") as sink:  # noqa: PTH123 - pathlib would make this process larger than it need be
        process = subprocess.Popen(argv, stdout=sink, stderr=sink)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss * unit


if __name__ == "__main__":
    sys.stdout.write(json.dumps(launch(int(sys.argv[1]), *sys.argv[2:])))
