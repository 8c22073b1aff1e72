"""What people and programs see of the years before a target year; the plan and its figures are made up.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `outlook/`; read the difference before you commit it.
"""

import re
from pathlib import Path

import pytest

from tests.golden.expected import expect
from tests.run import run

pytestmark = pytest.mark.usefixtures("in_the_project")

HERE = Path(__file__).parent / "outlook"
DATA = ("--data", "tests/golden/outlook-data")
PAGES = {
    "outlook.txt": "outlook --year R4",
    "outlook.md": "outlook --year R4 --format markdown",
    "outlook.csv": "outlook --year R4 --format csv",
    "outlook.json": "outlook --year R4 --section 窓口 --format json",
    "outlook-R2.txt": "outlook --year R2 --section soshiki",
    "outlook-as-of.txt": "outlook --year R4 --as-of 2023-05-30 --section mado",
    "outlook-final.txt": "outlook --year R6",
    "outlook-past.txt": "outlook --year R8",
    "report.txt": "report --year R4",
    "report-detail.txt": "report --year R4 --section mado --detail",
    "report.md": "report --year R4 --section mado --format markdown",
}
WIDTHS = (80, 200)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    ending = run(*PAGES[name].split(), *DATA)
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / name, ending.raw)


@pytest.mark.parametrize("width", WIDTHS)
def test_page_on_a_terminal_of_some_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    expect(HERE / f"outlook-{width}.txt", run("outlook", "--year", "R4", *DATA).raw)


def test_colour_adds_nothing_but_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("outlook", "--year", "R4", *DATA).raw
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", coloured) == (HERE / "outlook.txt").read_bytes() != coloured


def test_the_data_are_sound() -> None:
    assert run("validate", "--strict", *DATA).code == 0


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in HERE.iterdir()} == {*PAGES, *(f"outlook-{width}.txt" for width in WIDTHS)}
