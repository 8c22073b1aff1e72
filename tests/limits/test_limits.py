"""What a run may take, in processes with limits: any input up to 1 MiB, and commits that are larger than they look.

Of the first the worst that were found are answered in 2 seconds and 256 MiB.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import put
from tests.limits.unfolding import unfolding
from tests.limits.worst import COMPOSITE, INDICATOR, INDICATORS, PLAN, PLANS, SECTION, WAYS

pytestmark = pytest.mark.slow

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


UNFOLDING_SECONDS, UNFOLDING_MEMORY = 3, 100 << 20
MILLION, MORE = {"levels": 5, "width": 10}, {"levels": 40, "width": 10}
REPORT, DIFF = "report --year R3 --rev main", "diff main"


@pytest.mark.parametrize(
    ("argv", "leaf", "ending", "size"),
    [
        pytest.param(REPORT, "100644 blob {}\tf", ".yaml", MILLION, id="data files"),
        pytest.param(DIFF, "100644 blob {}\tf", ".yaml", MILLION, id="data files, compared"),
        pytest.param(REPORT, "100644 blob {}\tf", ".txt", MILLION, id="other files"),
        pytest.param(REPORT, "120000 blob {}\tf", ".yaml", MILLION, id="links"),
        pytest.param(REPORT, f"100644 blob {{}}\t{'長' * 80}", ".yaml", MILLION, id="long names"),
        pytest.param(REPORT, "100644 blob {}\tf", ".yaml", MORE, id="as many as there are atoms"),
        pytest.param(REPORT, "", "", MORE, id="folders alone"),
        pytest.param(DIFF, "", "", MORE, id="folders alone, compared"),
    ],
)
def test_a_small_commit_of_a_million_names_is_refused_within_limits(
    argv: str, leaf: str, ending: str, size: dict[str, int], tmp_path: Path
) -> None:
    unfolding(tmp_path, leaf=leaf, ending=ending, **size)
    code, told = limited(tmp_path, argv, UNFOLDING_SECONDS, UNFOLDING_MEMORY)
    assert code == 3
    assert told.count("\n") == 1
    assert "超えている（「data/indicators/" in told


@pytest.mark.parametrize(("form", "size"), [("json", 5_000_000), ("sarif", 5_000_000)])
def test_a_thousand_files_of_forty_doubled_keys_are_told_in_little_room(tmp_path: Path, form: str, size: int) -> None:
    for number in range(1_000):
        path = tmp_path / f"data/indicators/p/s/k{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(INDICATOR.replace("id: x", f"id: k{number}") + "note: 注\n" * 41, "utf-8")
    code, told = within_limits(tmp_path, INDICATOR, PLAN + SECTION, f"validate --format {form}", memory=100 << 20)
    assert code == 1
    assert told.count("この規則の指摘は" if form == "sarif" else '"more": 35') == 1_000
    assert len(told.encode()) < size


def within_limits(folder: Path, indicator: str, plan: str, argv: str, memory: int = MEMORY) -> tuple[int, str]:
    """The exit code and all that was said of a run that kept the limits."""
    assert all(len(text.encode()) <= 1 << 20 for text in (indicator, plan))
    put(folder / "data", {"indicators/p/s/x.yaml": indicator, "targets/p.yaml": plan})
    return limited(folder, argv, SECONDS, memory)


def limited(folder: Path, argv: str, seconds: int, memory: int) -> tuple[int, str]:
    """The exit code and all that was said of a run that took no more than that."""
    out = folder / "out"
    program = [sys.executable, "-m", "dxkpi", *argv.split()]
    launched = subprocess.run(
        [sys.executable, "-S", "-E", str(LAUNCH), str(seconds * SLOWER), str(out), *program],
        cwd=folder,
        env={**os.environ},
        stdout=subprocess.PIPE,
        check=True,
    )
    code, took, used = json.loads(launched.stdout)
    assert took < seconds * SLOWER
    assert used < memory
    return code, out.read_text("utf-8")
