"""The same input gives the same bytes, whatever the surroundings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run import ROOT

pytestmark = pytest.mark.slow

SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
]


COMMANDS = [
    "report --year R3 --detail",
    "report --year R3 -f json",
    "report --year R3 -f html",
    "reconcile",
    "list",
    "validate",
    "outlook --year R2",
]
RUN_ALL = """
import sys
from dxkpi.cli.main import main
for argv in sys.argv[1:]:
    assert main(argv.split()) == 0
    print(f"end of {argv}", flush=True)
"""


def test_bytes_do_not_depend_on_surroundings() -> None:
    one, other = (
        subprocess.run(
            [sys.executable, "-c", RUN_ALL, *COMMANDS],
            cwd=ROOT,
            env=os.environ | surroundings,
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for surroundings in SURROUNDINGS
    )
    assert one.decode().splitlines()[-1] == f"end of {COMMANDS[-1]}"
    assert one == other


def test_neither_does_the_site(tmp_path: Path) -> None:
    for number, surroundings in enumerate(SURROUNDINGS):
        command = [sys.executable, "-m", "dxkpi", "site", str(tmp_path / str(number))]
        subprocess.run(command, cwd=ROOT, env=os.environ | surroundings, capture_output=True, check=True)
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("0", "1")
    )
    assert one == other != {}
