"""Any input up to 1 MiB is answered in 2 seconds and 256 MiB: the worst that were found, in processes with limits."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.limits.worst import COMPOSITE, INDICATOR, INDICATORS, PLAN, PLANS, SECTION, WAYS

SECONDS = 2
SLOWER = 8
"""How much slower than the machine that the limit is meant for another may be."""
MEMORY = 256 << 20
LAUNCH = Path(__file__).with_name("launch.py")

FOLDERS = {name: (text, PLAN + SECTION) for name, text in INDICATORS.items()} | {
    name: (INDICATOR, text) for name, text in PLANS.items()
}


@pytest.mark.parametrize(("indicator", "plan"), FOLDERS.values(), ids=FOLDERS)
def test_any_file_is_answered_within_limits(tmp_path: Path, indicator: str, plan: str) -> None:
    code, told = within_limits(tmp_path, indicator, plan, "validate")
    assert code in {0, 1}, told[-500:]
    assert len(told) < 200_000


def test_a_report_of_5000_parts_is_made_within_limits(tmp_path: Path) -> None:
    code, told = within_limits(tmp_path, COMPOSITE, PLAN + SECTION, "report --year R3")
    assert code == 0, told[-500:]


def test_an_outlook_of_3000_parts_is_made_within_limits(tmp_path: Path) -> None:
    code, told = within_limits(tmp_path, WAYS, PLAN + SECTION, "outlook --year R3")
    assert code == 0, told[-500:]
    assert told.count("目標値 ") > 2_900


def within_limits(folder: Path, indicator: str, plan: str, argv: str) -> tuple[int, str]:
    """The exit code and all that was said of a run that kept the limits."""
    for name, text in {"indicators/p/s/x.yaml": indicator, "targets/p.yaml": plan}.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True)
        assert len(text.encode()) <= 1 << 20
        path.write_text(text, "utf-8")
    out = folder / "out"
    program = [sys.executable, "-m", "dxkpi", *argv.split()]
    launched = subprocess.run(
        [sys.executable, "-S", "-E", str(LAUNCH), str(SECONDS * SLOWER), str(out), *program],
        cwd=folder,
        env={**os.environ},
        stdout=subprocess.PIPE,
        check=True,
    )
    code, seconds, memory = json.loads(launched.stdout)
    assert seconds < SECONDS * SLOWER
    assert memory < MEMORY
    return code, out.read_text("utf-8")
