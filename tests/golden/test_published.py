"""What people see of a published year; that R3 was published with dxkpi, and all that happens since, is made up.

DXKPI_UPDATE_GOLDEN=1 rewrites the files in `published/`; read the difference before you commit it.
"""

import json
import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.golden.expected import expect
from tests.render.reader import Reader
from tests.run import DATA, run

HERE = Path(__file__).parent / "published"
WHY = "国の調査の公表が翌年度になるため"
PLAN, HOURS, FILE = (
    "data/targets/chiba-ict.yaml",
    "data/indicators/chiba-ict/hakyu/rpa-hours.yaml",
    "data/published/chiba-ict/R3.yaml",
)
CORRECTIONS = """corrections:
  - date: 2022-06-01
    year: R3
    indicator: rpa-hours
    from:
      actual: {value: 5445}
      rate: 90.8
      rating: from60
    to:
      actual: {value: 3500}
      rate: 58.3
      rating: from30
    what: （例）削減時間を訂正した
    why: （例）二つの業務を重ねて数えていた
"""
TOTALS = """  - date: 2022-06-01
    year: R3
    from:
      counts:
        hakyu: {from60: 1, from30: 1}
      percent:
        total: {from60: 4.0, from30: 4.0}
        tables: [{from60: 8.3, from30: 8.3}]
    to:
      counts:
        hakyu: {from60: 0, from30: 2}
      percent:
        total: {from60: 0, from30: 8.0}
        tables: [{from60: 0, from30: 16.7}]
    why: （例）上の訂正による
"""
NEWER = """actuals:
  R3:
    - value: 5445
      status: 実績
    - value: 6100
      status: 実績
      known: 2022-09-30
"""


def unchanged() -> None:
    """Nothing happened since."""


def changed() -> None:
    """Somebody has put another value in the place of the published one."""
    edit(HOURS, "value: 5445", "value: 3500")


def corrected_in_part() -> None:
    """The same, with a correction of the indicator alone."""
    changed()
    edit(PLAN, "revisions: []\n", CORRECTIONS)


def corrected() -> None:
    """The same, with corrections."""
    changed()
    edit(PLAN, "revisions: []\n", CORRECTIONS + TOTALS)


def another_method() -> None:
    """Years later the plan is judged by another method."""
    edit(PLAN, "  formula: distance\n", "  formula: ratio\n")


def newer() -> None:
    """A newer actual stands beside the published one."""
    edit(HOURS, "actuals:\n  R3:\n    value: 5445\n    status: 実績\n", NEWER)


def tampered() -> None:
    """Somebody has fixed the file instead."""
    edit(FILE, "  hakyu:\n    achieved: 7\n", "  hakyu:\n    achieved: 8\n")


PAGES = {
    "check.txt": (unchanged, "publish --check", 0),
    "report.txt": (unchanged, "report --year R3 --section hakyu", 0),
    "changed-validate.txt": (changed, "validate --select KPI71", 1),
    "changed-check.txt": (changed, "publish --check", 1),
    "changed-report.txt": (changed, "report --year R3 --section hakyu", 0),
    "corrected-check.txt": (corrected, "publish --check", 0),
    "corrected-report.txt": (corrected, "report --year R3", 0),
    "corrected-report.md": (corrected, "report --year R3 --section hakyu --format markdown", 0),
    "newer-check.txt": (newer, "publish --check", 0),
    "newer-report.txt": (newer, "report --year R3 --section hakyu", 0),
    "newer-report-as-of.txt": (newer, "report --year R3 --section hakyu --as-of 2022-03-14", 0),
    "corrected-in-part-validate.txt": (corrected_in_part, "validate --select KPI71", 1),
    "another-method-report.txt": (another_method, "report --year R3 --section hakyu", 0),
    "tampered-validate.txt": (tampered, "validate --select KPI71", 1),
    "tampered-check.txt": (tampered, "publish --check", 1),
}


@pytest.fixture(autouse=True)
def _beside_published_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    Path(FILE).unlink()  # what the paper printed of the year
    for size, named in (("48", "12"), ("8", "1")):
        edit(PLAN, f"    indicators: {size}\n", f"    indicators: {named}\n")
    ending = run("publish", "--year", "R3", "--date", "2022-03-14", "--plan", "chiba-ict", "--carried", WHY)
    assert (ending.code, ending.err) == (0, "")
    expect(HERE / "publish.txt", ending.raw)


def test_the_file() -> None:
    expect(HERE / "R3.yaml", Path(FILE).read_bytes())


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str) -> None:
    happens, command, code = PAGES[name]
    happens()
    ending = run(*command.split())
    assert ending.code == code, ending
    expect(HERE / name, ending.raw)


def test_json() -> None:
    corrected()
    (report,) = json.loads(run("report", "--year", "R3", "--section", "hakyu", "--format", "json").out)["reports"]
    written = json.dumps(report["publication"], ensure_ascii=False, indent=2)
    expect(HERE / "corrected-publication.json", f"{written}\n".encode())


def test_csv_is_what_it_was() -> None:
    argv = ("report", "--year", "R3", "--format", "csv", "--table", "indicators")
    published = run(*argv)
    Path(FILE).unlink()
    assert run(*argv) == published


def site_text(name: str) -> str:
    """What can be read on a page of the site."""
    ending = run("site", "out", "--plan", "chiba-ict")
    assert ending.code == 0
    return "\n".join(Reader(Path("out", name).read_text("utf-8")).texts)


def test_the_site_keeps_a_year_as_it_was_published_and_names_newer_values_apart() -> None:
    newer()
    page = site_text("plans/chiba-ict/2021.html")
    expected = """公表の後に分かった値
上の表は公表したときのもので、次の値は入っていない。
RPA導入により削減した作業時間
公表のとき: R3年度実績 5,445時間、達成率 90.8%推（60%以上100%未満）
今: R3年度実績 6,100時間、達成率 101.7%（100%）
"""
    assert expected in page
    assert "R3年度（2021年度）／2022年3月14日までに分かっていた値による" in page


def test_the_site_tells_corrections_where_the_year_stands_and_among_the_changes() -> None:
    corrected()
    assert (
        """2022年6月1日: 千葉県ICT利活用戦略 令和3年度の正誤: RPA導入により削減した作業時間
実績値 値 5,445 → 3,500、達成率 90.8% → 58.3%、達成区分 60%以上100%未満 → 30%以上60%未満
内容: （例）削減時間を訂正した
理由: （例）二つの業務を重ねて数えていた
令和3年度の達成状況
RPA導入により削減した作業時間
2022年6月1日: 千葉県ICT利活用戦略 令和3年度の正誤
波及効果プロジェクトの件数「60%以上100%未満」 1 → 0、波及効果プロジェクトの件数「30%以上60%未満」 1 → 2、"""
        """全体の割合「60%以上100%未満」 4.0% → 0%、全体の割合「30%以上60%未満」 4.0% → 8.0%、"""
        """波及効果プロジェクトの割合「60%以上100%未満」 8.3% → 0%、"""
        """波及効果プロジェクトの割合「30%以上60%未満」 8.3% → 16.7%
理由: （例）上の訂正による
令和3年度の達成状況
2022年3月14日: 千葉県ICT利活用戦略 令和3年度の達成状況を公表した
令和3年度の達成状況
"""
    ) in site_text("changes.html")
    assert "公表の後に2件を直した（変更の記録）" in site_text("plans/chiba-ict/2021.html")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in HERE.iterdir()} == {
        "publish.txt", "R3.yaml", "corrected-publication.json", *PAGES,
    }  # fmt: skip
