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


def test_bytes_do_not_depend_on_surroundings(tmp_path: Path) -> None:
    found = []
    for number, surroundings in enumerate(SURROUNDINGS):
        site = tmp_path / str(number)
        done = subprocess.run(
            [sys.executable, "-c", RUN_ALL, f"site {site}", *COMMANDS],
            cwd=ROOT,
            env=os.environ | surroundings,
            stdout=subprocess.PIPE,
            check=True,
        )
        _, printed = done.stdout.split(f"end of site {site}\n".encode())
        pages = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        found.append((printed, pages))
    (printed, pages), other = found
    assert printed.decode().splitlines()[-1] == f"end of {COMMANDS[-1]}"
    assert pages
    assert (printed, pages) == other
