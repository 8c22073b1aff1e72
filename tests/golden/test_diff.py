"""What a reviewer sees of changes that departments make; the data are the shipped ones, the changes are made up here.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `diff/`; read the difference before you commit it.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.folders import edit
from tests.golden.expected import expect
from tests.run import DATA, run

HERE = Path(__file__).parent / "diff"
HAKYU = "indicators/chiba-ict/hakyu"
RPA = f"{HAKYU}/rpa-hours.yaml"
FORMATS = {"txt": "text", "md": "markdown", "json": "json"}


def firmed(data: Path) -> None:
    """The final figure of an indicator that was an expectation, and is better than that."""
    edit(data / HAKYU / "work-reform-projects.yaml", "value: 4\n    status: 見込", "value: 5\n    status: 実績")


def eased(data: Path) -> None:
    """A target is lowered to what was reached after all."""
    edit(data / RPA, "value: 6000", "value: 5500")
    edit(data / RPA, "value: 5445", "value: 5500")


def suspended(data: Path) -> None:
    """An indicator that is missed is followed no more."""
    path = data / HAKYU / "work-reform-projects.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}suspended:\n  since: R3\n  reason: （例）取組を終えたため\n", "utf-8")


def renamed(data: Path) -> None:
    """One indicator gets another id and file, another one another name."""
    edit(data / RPA, "id: rpa-hours", "id: rpa-saved")
    (data / RPA).rename(data / HAKYU / "rpa-saved.yaml")
    edit(data / HAKYU / "telework-users.yaml", "name: テレワーク実施者数", "name: テレワークを行った人の数")


def band(data: Path) -> None:
    """The plan draws the edge between two ratings elsewhere."""
    plan = data / "targets/chiba-ict.yaml"
    edit(plan, "label: 60%以上100%未満", "label: 50%以上100%未満")
    edit(plan, "at_least: 60", "at_least: 50")
    edit(plan, "label: 30%以上60%未満", "label: 30%以上50%未満")


def words(data: Path) -> None:
    """Nothing but a note and a reason, in one of the plans' years."""
    edit(data / HAKYU / "digitised-procedures.yaml", "年度内に進めるとしている", "年度内に進める")
    edit(data / RPA, "RPAに向く業務が当初の見込みより少なく、", "RPAに向く業務が少なく、")


def broken(data: Path) -> None:
    """One file can no longer be read; another one is changed as well."""
    firmed(data)
    edit(data / RPA, "value: 6000", "value: 6,000")


CASES: tuple[Callable[[Path], None], ...] = (firmed, eased, suspended, renamed, band, words, broken)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("ending", FORMATS)
def test_page(case: Callable[[Path], None], ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for side in ("before", "after"):
        shutil.copytree(DATA, side)
    case(Path("after"))
    found = run("diff", "./before/", "./after/", "--format", FORMATS[ending])
    assert (found.code, found.err) == (0, "")
    expect(HERE / f"{case.__name__}.{ending}", found.raw)


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in HERE.iterdir()} == {
        f"{case.__name__}.{ending}" for case in CASES for ending in FORMATS
    }
