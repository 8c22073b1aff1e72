"""The same input gives the same bytes, whatever the surroundings."""

import os
import subprocess
import sys

import pytest

from tests.run import ROOT

SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
]


COMMANDS = [
    "report --year R3 --detail",
    "report --year R3 -f json",
    "reconcile",
    "list",
    "validate",
    "outlook --year R2",
]


@pytest.mark.parametrize("argv", COMMANDS)
def test_bytes_do_not_depend_on_surroundings(argv: str) -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-m", "dxkpi", *argv.split()],
            cwd=ROOT,
            env=os.environ | surroundings,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for surroundings in SURROUNDINGS
    }
    assert len(printed) == 1
