"""What a run leaves that is killed while it writes: no half file, nothing for git, and room for the next run.

`python -m tests.kills` kills at every line of what writes; here some are enough.
"""

import os
import subprocess
import sys

import pytest

from tests.run import ROOT

pytestmark = pytest.mark.slow

WHAT_WRITES, COMMANDS = ["replace", "each", "create"], ["set", "new", "fix", "publish", "output", "init"]
KILL = f"""
from tests.once import settle
settle()  # each of the killed runs reads the same data
from tests.kills import main_
main_(5, {WHAT_WRITES})
main_(167, {COMMANDS})
"""


def test_whenever_it_is_killed() -> None:
    command = [sys.executable, "-c", KILL]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    killed = {name: int(times) for name, times in map(str.split, done.stdout.splitlines())}
    assert list(killed) == [*WHAT_WRITES, *COMMANDS]
    assert all(killed.values())
    assert sum(killed[name] for name in WHAT_WRITES) >= 60
    assert sum(killed[name] for name in COMMANDS) >= 6
