"""What people see of targets that deserve attention: of the shipped data, and of made-up ones with every kind.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `weak/`; read the difference before you commit it.
"""

from pathlib import Path

import pytest

from tests.golden.expected import expect
from tests.run import run

pytestmark = pytest.mark.usefixtures("in_the_project")

HERE = Path(__file__).parent / "weak"
ALL = "--data tests/golden/weak-data"
PAGES = {
    "shipped.txt": "",
    "shipped.md": "--year R3 --format markdown",
    "shipped-as-of.txt": "--year R3 --as-of 2022-03-13",
    "all.txt": ALL,
    "all.md": f"{ALL} --format markdown",
    "all.json": f"{ALL} --format json",
    "all-R3.txt": f"{ALL} --year R3 --as-of 2023-05-30",
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    ending = run("check-targets", *PAGES[name].split())
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / name, ending.raw)


@pytest.mark.parametrize("width", [80, 200])
def test_page_on_a_terminal_of_some_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    expect(HERE / f"all-{width}.txt", run("check-targets", *ALL.split()).raw)
