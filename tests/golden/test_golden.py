"""What people and programs see of the shipped data: every command, in every format, byte for byte.

DXKPI_UPDATE_GOLDEN=1 rewrites the files; read the difference before you commit it.
"""

from pathlib import Path

import pytest

from tests.golden.expected import expect
from tests.run import run

pytestmark = pytest.mark.usefixtures("in_the_project")

HERE = Path(__file__).parent

PAGES = {
    "report.txt": "report --year R3",
    "report-detail.txt": "report --year R3 --detail",
    "report-computed.txt": "report --year R3 --computed",
    "report-section.txt": "report --year R3 --section 土台づくり --detail",
    "report-as-of.txt": "report --year R3 --as-of 2022-03-13 --section hakyu",
    "report-R2.txt": "report --year R2",
    "outlook-R2.txt": "outlook --year R2",
    "outlook-R3.txt": "outlook",
    "report-R7.txt": "report --year R7",
    "report.md": "report --year R3 --format markdown",
    "report-detail.md": "report --year R3 --format markdown --detail",
    "report-overview.csv": "report --year R3 --format csv",
    "report-sections.csv": "report --year R3 --format csv --table sections",
    "report-indicators.csv": "report --year R3 --format csv --table indicators",
    "report-R7-indicators.csv": "report --year R7 --format csv --table indicators",
    "report-detail.html": "report --year R3 --format html --detail",
    "report.json": "report --year R3 --format json",
    "overview.txt": "overview",
    "overview-R3.md": "overview --year R3 --format markdown",
    "overview.json": "overview --format json",
    "explain-rpa-hours.txt": "explain rpa-hours --year R3",
    "explain-ict-teaching-teachers.txt": "explain ict-teaching-teachers --year R3",
    "explain-calving-interval.txt": "explain calving-interval --year R3",
    "explain-care-worker-turnover.txt": "explain care-worker-turnover",
    "explain-needs-consultation.txt": "explain needs-consultation",
    "explain-facility-reservation.txt": "explain facility-reservation",
    "explain-technical-school-employment.txt": "explain technical-school-employment --year R3",
    "explain-digitised-procedures.txt": "explain digitised-procedures --year R3",
    "explain-open-data-items.txt": "explain open-data-items --year R7",
    "explain-rpa-hours.md": "explain rpa-hours --year R3 --format markdown",
    "explain-rpa-hours.json": "explain rpa-hours --year R3 --format json",
    "reconcile.txt": "reconcile --year R3",
    "reconcile.md": "reconcile --year R3 --format markdown",
    "reconcile.json": "reconcile --year R3 --format json",
    "list.txt": "list",
    "list-unassessed.txt": "list --year R3 --rating unassessed",
    "list.md": "list --plan chiba-dx --format markdown",
    "list.json": "list --section hakyu --format json",
    "show-rpa-hours.txt": "show rpa-hours",
    "show-forest-cloud.txt": "show forest-cloud",
    "show-measures.txt": "show measures",
    "show-rpa-hours.md": "show rpa-hours --format markdown",
    "show-rpa-hours.json": "show rpa-hours --format json",
    "rules.txt": "rules",
    "rule-KPI203.txt": "rule KPI203",
    "rule-KPI203.md": "rule KPI203 --format markdown",
    "rule-KPI203.json": "rule KPI203 --format json",
    "methods.txt": "methods",
    "methods.json": "methods --format json",
    "method-nagayo.txt": "methods nagayo",
    "method-ibaraki.md": "methods ibaraki --format markdown",
    "method-chiba-ict.json": "methods chiba-ict --format json",
    "compare-methods.txt": "report --year R3 --compare-methods oita,nagano,nagayo",
    "compare-methods.md": "report --year R3 --compare-methods aichi --section hakyu --format markdown",
    "compare-methods.json": "report --year R3 --compare-methods osaka-library --section dodai --format json",
    "validate.txt": "validate",
    "validate.json": "validate --format json",
    "validate.md": "validate --format markdown",
}

BAD = {
    "validate-bad.txt": "text",
    "validate-bad.json": "json",
    "validate-bad.md": "markdown",
    "validate-bad.sarif": "sarif",
    "validate-bad.xml": "junit",
    "validate-bad.github": "github",
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    ending = run(*PAGES[name].split())
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / name, ending.raw)


@pytest.mark.parametrize("name", BAD)
def test_page_of_findings(name: str) -> None:
    ending = run("validate", "--data", "tests/golden/bad-data", "--format", BAD[name])
    assert (ending.code, ending.err) == (1, "")
    expect(HERE / name, ending.raw)


@pytest.mark.parametrize("width", [80, 100, 200])
@pytest.mark.parametrize(
    ("name", "argv"),
    [
        ("report-detail", "report --year R3 --detail"),
        ("explain", "explain ict-teaching-teachers --year R3"),
        ("reconcile", "reconcile --year R3"),
        ("list", "list --year R3"),
        ("overview", "overview --year R3"),
    ],
)
def test_page_on_a_terminal_of_some_width(name: str, argv: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    expect(HERE / f"{name}-{width}.txt", run(*argv.split()).raw)


def test_colour_adds_nothing_but_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("report", "--year", "R3", "--detail").raw
    expect(HERE / "report-detail-colour.txt", coloured)
    plain = (HERE / "report-detail.txt").read_bytes()
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", coloured) == plain
    assert coloured != plain


TERMINAL = {
    "report": "report --year R3",
    "list": "list --year R3 --section hakyu",
    "outlook": "outlook --data tests/golden/outlook-data --year R3",
    "validate": "validate --data tests/golden/bad-data",
}


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("name", TERMINAL)
def test_page_on_a_terminal_with_colours_and_boxes(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    expect(HERE / f"terminal-{name}-{width}.txt", run(*TERMINAL[name].split(), terminal=True).raw)


def test_no_golden_file_is_left_over() -> None:
    names = {path.name for path in HERE.iterdir() if path.is_file() and path.suffix != ".py"}
    widths = {
        f"{n}-{w}.txt" for n in ("report-detail", "explain", "reconcile", "list", "overview") for w in (80, 100, 200)
    }
    terminal = {f"terminal-{name}-{width}.txt" for name in TERMINAL for width in (60, 80, 120)}
    assert names == set(PAGES) | set(BAD) | widths | terminal | {"report-detail-colour.txt"}
