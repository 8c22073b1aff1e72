"""What a run leaves that is killed while it writes: no half file, nothing for git, and room for the next run.

`python -m tests.kills` kills at every line of what writes; here some are enough.
"""

import os
import subprocess
import sys

import pytest

from tests.run import ROOT

pytestmark = pytest.mark.slow

KILL = """
import sys
from tests.once import settle
settle()  # each of the killed runs reads the same data
from tests.kills import main_
main_(int(sys.argv[1]), sys.argv[2:])
"""


@pytest.mark.parametrize(
    ("step", "names", "least"),
    [("5", "replace each create", 60), ("167", "set new fix publish output init", 6)],
    ids=["what-writes", "commands"],
)
def test_whenever_it_is_killed(step: str, names: str, least: int) -> None:
    command = [sys.executable, "-c", KILL, step, *names.split()]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    killed = {name: int(times) for name, times in map(str.split, done.stdout.splitlines())}
    assert list(killed) == names.split()
    assert all(killed.values())
    assert sum(killed.values()) >= least
