"""`dxkpi publish` as a user runs it: what it writes, when it refuses, and what the other commands make of it."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dxkpi.render.gfm import inline
from tests.folders import edit
from tests.render.hostile import HOSTILE
from tests.rules.test_rules import BASE
from tests.run import run

PLAN, HOURS = Path("data/targets/plan-a.yaml"), Path("data/indicators/plan-a/one/hours.yaml")
FILE = Path("data/published/plan-a/R3.yaml")
WRITTEN = """\
書いた: data/published/plan-a/R3.yaml（R3年度、2022年3月14日公表、指標2）

・書いたファイルを、データとともに版の管理に入れる（git add、git commit）
・公表の後に見つかった誤りは、計画の corrections に書いてから直す
・dxkpi publish --check で、公表した値とデータが合っているかを確かめる
"""


@pytest.fixture(autouse=True)
def _beside_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BASE, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    shutil.rmtree("data/published")  # what a paper printed of the year


def publish(*argv: str) -> None:
    ending = run("publish", "--year", "R3", "--date", "2022-03-14", *argv)
    assert (ending.code, ending.err) == (0, "")


def test_the_target_of_a_calendar_year_stands_as_it_was_published() -> None:
    """暦年の指標の 2021年の目標値は、公表したファイルから R3年度のものとして読んでも同じである."""
    edit(HOURS, "unit: 時間\n", "unit: 時間\nyear_kind: calendar\n")
    edit(HOURS, "  value: 6000\n", "  value: 6000\n  by_year: {2021: 5000, 2022: 5800}\n")
    publish()
    assert "      by_year:\n        2021: 5000\n" in FILE.read_text("utf-8")
    assert run("publish", "--check").code == 0
    edit(HOURS, "2021: 5000", "2021: 5001")
    found = run("validate", "--format", "json").out
    assert "target.by_year.R3 公表「5000」、今「5001」" in found
    assert "from: {target: {by_year: {R3: 5000}}}, to: {target: {by_year: {R3: 5001}}}" in found
    assert "from: {by_year: {2021: 5000, 2022: 5800}}, to: {by_year: {2021: 5001, 2022: 5800}}" in found


def test_what_dxkpi_published_is_not_reconciled_but_checked() -> None:
    none = "dxkpi: 資料から書き写した公表結果がない。"
    assert run("reconcile").err == f"{none}data/published/<計画の id>/R3.yaml に、資料の件数と割合を書き写す\n"
    publish()
    assert run("reconcile").err == f"{none}dxkpi publish が書いた結果は dxkpi publish --check で確かめる\n"


TOTALS = """\
  - date: 2022-06-01
    year: R3
    from:
      counts: {one: {from60: 1, below60: 0}}
      percent: {total: {from60: 50.0, below60: 0}, tables: [{from60: 50.0, below60: 0}]}
    to:
      counts: {one: {from60: 0, below60: 1}}
      percent: {total: {from60: 0, below60: 50.0}, tables: [{from60: 0, below60: 50.0}]}
    why: 上の訂正による
"""


def correct(value: str, rate: str, **words: str) -> None:
    """Writes a correction of the published hours into the plan."""
    told = "".join(f"    {key}: {text}\n" for key, text in ({"why": "重ねて数えていた"} | words).items())
    with PLAN.open("a", encoding="utf-8") as file:
        file.write(
            "corrections:\n  - date: 2022-06-01\n    year: R3\n    indicator: hours\n"
            "    from: {actual: {value: 5445}, rate: 90.8}\n"
            f"    to: {{actual: {{value: {value}}}, rate: {rate}}}\n{told}"
        )


def test_it_writes_one_file_and_validate_is_content() -> None:
    ending = run("publish", "--year", "令和3年度", "--date", "2022-03-14")
    assert (ending.code, ending.out, ending.err) == (0, WRITTEN, "")
    assert run("validate", "--strict").out == "指摘なし（4ファイル）\n"
    checked = run("publish", "--check")
    line = "data/published/plan-a/R3.yaml: 一致（R3年度、2022年3月14日公表、指標2）\n"
    assert (checked.code, checked.out, checked.err) == (0, line, "")


def test_what_came_after_the_publication_is_told_by_the_check_and_the_report() -> None:
    publish()
    edit(PLAN, "indicators: 2", "indicators: 3")
    later = HOURS.with_name("later.yaml")
    later.write_text(
        HOURS.read_text("utf-8").replace("id: hours", "id: later").replace("name: ", "name: 後の"), "utf-8"
    )
    checked = run("publish", "--check")
    line = (
        "data/published/plan-a/R3.yaml: 一致（R3年度、2022年3月14日公表、指標2）。"
        "公表の後に加わった指標が1ある（later）\n"
    )
    assert (checked.code, checked.out) == (0, line)
    report = json.loads(run("report", "--year", "R3", "--format", "json").out)
    assert report["reports"][0]["publication"]["added"] == ["later"]


def test_a_published_year_is_never_written_over() -> None:
    publish()
    before = FILE.read_bytes()
    ending = run("publish", "--year", "R3", "--date", "2022-04-01")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err == (
        "dxkpi: plan-a の令和3年度（R3）は2022-03-14に公表した（data/published/plan-a/R3.yaml）。"
        "公表した結果は書き換えない。公表の後に見つかった誤りは、計画の corrections に書く\n"
    )
    assert FILE.read_bytes() == before


def test_a_plan_that_is_left_is_named(tmp_path: Path) -> None:
    for kind, name in (("targets", "plan-b.yaml"), ("targets", "plan-c.yaml")):
        other = name.removesuffix(".yaml")
        text = PLAN.read_text("utf-8").replace("plan: plan-a", f"plan: {other}").replace("計画A", other)
        (tmp_path / "data" / kind / name).write_text(text, "utf-8")
        shutil.copytree("data/indicators/plan-a", f"data/indicators/{other}")
        for path in Path("data/indicators", other).rglob("*.yaml"):
            edit(path, "plan: plan-a", f"plan: {other}")
    publish("--plan", "plan-b")
    ending = run("publish", "--year", "R3")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err.endswith("。まだ公表していない計画は、--plan plan-a のように一つずつ公表する\n")
    publish("--plan", "plan-a")
    publish("--plan", "plan-c")
    assert run("publish", "--year", "R3").err.endswith("見つかった誤りは、計画の corrections に書く\n")


def test_what_is_no_file_is_not_written_over_either() -> None:
    FILE.parent.mkdir(parents=True)
    FILE.with_suffix(".yaml~").write_text("x", "utf-8")
    FILE.mkdir()
    ending = run("publish", "--year", "R3", "--date", "2022-04-01")
    assert (ending.code, ending.out) == (1, "")
    assert "普通のファイルのはずが、フォルダである" in ending.err


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path("data/published").symlink_to(tmp_path / "elsewhere")
    ending = run("publish", "--year", "R3", "--date", "2022-03-14")
    assert ending.code == 3
    assert "published がある。何も書かなかった" in ending.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--date", "2022-03-14"), "--year: 公表する年度を示す（例 --year R3）"),
        (
            ("--year", "R4"),
            "令和4年度（R4）を期間に含む計画がない。あるのは 計画A R1〜R3",
        ),
        (("--year", "R3", "--plan", "plan-x"), "計画「plan-x」がない。「plan-a」ではないか"),
        (("--year", "R3", "--date", "2022-03"), "--date: 公表の日を、2022-03-14 のように日まで書く"),
        (("--year", "R3", "--date", "R4.3.14"), "--date: 「R4.3.14」は日付（例 2021-12、2021-12-31）ではない"),
        (
            ("--year", "R3", "--date", "2021-03-31"),
            "令和3年度（R3）に、2021-03-31までに分かっていて公表できる結果がない",
        ),
        (("--year", "R3", "--rev", "HEAD"), "--rev は --check と共に使う"),
        (("--check", "--date", "2022-03-14"), "--date は --check と共には使わない"),
        (("--check", "--year", "R3"), "dxkpi publish が書いた公表結果がない。あるのは 一つもない"),
    ],
)
def test_it_says_what_is_asked_for_in_vain(argv: tuple[str, ...], sentence: str) -> None:
    ending = run("publish", *argv)
    assert (ending.code, ending.out) == (2, "")
    assert ending.err.startswith(f"dxkpi: {sentence}")
    assert not FILE.exists()


def test_errors_that_touch_the_figures_forbid_it() -> None:
    edit(HOURS, "value: 5445", "value: 5,445")
    ending = run("publish", "--year", "R3")
    assert (ending.code, ending.out) == (1, "")
    assert "KPI203" in ending.err
    assert not FILE.exists()


def test_without_any_published_year_there_is_nothing_to_check() -> None:
    ending = run("publish", "--check")
    assert (ending.code, ending.out) == (0, "")
    assert ending.err.startswith("dxkpi publish が書いた公表結果は一つもない。")


def test_a_change_a_correction_and_another_change() -> None:
    publish()
    edit(HOURS, "value: 5445", "value: 5000")
    told = run("validate")
    assert told.code == 1
    assert "- {date: 正誤を出した日, year: R3, indicator: hours, from: {actual: {value: 5445}, rate: 90.8}, to: {actual: {value: 5000}, rate: 83.3}, why: 誤っていた理由}" in told.out  # fmt: skip  # noqa: E501
    correct("5000", "83.3")
    assert run("validate").code == 0
    assert run("publish", "--check").code == 0
    edit(HOURS, "value: 5000", "value: 5001")
    ending = run("validate")
    assert ending.code == 1
    assert "KPI711" in ending.out
    assert "actual.value 公表「5000」、今「5001」" in ending.out


def test_of_an_indicator_whose_id_changed_the_new_id_is_named() -> None:
    publish()
    edit(HOURS, "id: hours", "id: saved-hours")
    HOURS.rename(HOURS.with_name("saved-hours.yaml"))
    line = FILE.read_text("utf-8").splitlines().index("  hours:") + 1
    assert run("validate").out.startswith(
        f"""\
data/published/plan-a/R3.yaml:{line}:3: error KPI711 公表した令和3年度（2022-03-14）の指標「hours」が、データにない（同じ名称の指標「削減時間」の id は「saved-hours」である）
"""  # noqa: E501
    )
    (found,) = json.loads(run("validate", "--format", "json").out)["diagnostics"]
    assert found["hint"] == (
        "id を変えたのなら、「saved-hours」を「hours」に戻す。公表した指標の id は変えない。"
        "別の指標なら、「hours」のファイルを戻す"
    )
    assert found["related"] == [
        {
            "place": {"file": "data/indicators/plan-a/one/saved-hours.yaml", "line": 1, "column": 5},
            "label": "今の id",
        }
    ]


def test_of_a_row_of_a_paper_with_an_id_that_none_has_that_of_the_same_name_is_named() -> None:
    FILE.parent.mkdir(parents=True)
    row = "rows:\n  saving:\n    name: 削減 時間\n  map:\n    rate: 100\n  other:\n    rate: 100\n"
    paper = "plan: plan-a\nyear: R3\ndate: 2022-03-14\nsource: {document: report, page: 1}\n"
    FILE.write_text(paper + row, "utf-8")
    found = json.loads(run("validate", "--select", "KPI605", "--format", "json").out)["diagnostics"]
    assert [own["hint"] for own in found] == [
        "「hours」のことなら、そう書く",
        "「maps」のことなら、そう書く",
        "指標のファイルの id を書くか、この行を消す",
    ]


def test_a_correction_of_a_rating_takes_one_of_the_totals_too() -> None:
    publish()
    edit(HOURS, "value: 5445", "value: 3000")
    with PLAN.open("a", encoding="utf-8") as file:
        file.write(
            "corrections:\n  - date: 2022-06-01\n    year: R3\n    indicator: hours\n    why: 重ねて数えていた\n"
            "    from: {actual: {value: 5445}, rate: 90.8, rating: from60}\n"
            "    to: {actual: {value: 3000}, rate: 50.0, rating: below60}\n"
        )
    told = run("validate", "--format", "json")
    (finding,) = json.loads(told.out)["diagnostics"]
    assert (told.code, finding["code"]) == (1, "KPI712")
    entry = re.search(r"- (\{.*\})（", finding["hint"])
    assert entry
    assert entry[1] == (
        "{date: 正誤を出した日, year: R3, from: {counts: {one: {from60: 1, below60: 0}}, "
        "percent: {total: {from60: 50.0, below60: 0}, tables: [{from60: 50.0, below60: 0}]}}, "
        "to: {counts: {one: {from60: 0, below60: 1}}, "
        "percent: {total: {from60: 0, below60: 50.0}, tables: [{from60: 0, below60: 50.0}]}}, "
        "why: 誤っていた理由}"
    )
    with PLAN.open("a", encoding="utf-8") as file:
        file.write(TOTALS)
    assert run("validate").code == 0
    shown = run("report", "--year", "R3").out
    assert "・2022年6月1日: 庁内業務の効率化の" not in shown
    assert "60%以上100%未満 → 60%未満" in shown
    assert "全体の割合「60%未満」 0% → 50.0%" in shown


def test_a_correction_of_totals_is_given_to_paste_once_the_rows_agree() -> None:
    publish()
    edit(HOURS, "value: 5445", "value: 3000")
    with PLAN.open("a", encoding="utf-8") as file:
        file.write(
            "corrections:\n  - {date: 2022-06-01, year: R3, indicator: hours, from: {rating: from60}, "
            "to: {rating: below60}, why: 区分を誤っていた}\n"
        )
    assert "to に今の数（dxkpi report --plan plan-a --year R3 --as-of 2022-03-14 の表にある）" in run("validate").out
    with PLAN.open("a", encoding="utf-8") as file:
        file.write(
            "  - {date: 2022-06-01, year: R3, indicator: hours, from: {actual: {value: 5445}, rate: 90.8}, "
            "to: {actual: {value: 3000}, rate: 50.0}, why: 重ねて数えていた}\n"
        )
    entry = re.search(r"- (\{.*\})（", json.loads(run("validate", "--format", "json").out)["diagnostics"][0]["hint"])
    assert entry
    with PLAN.open("a", encoding="utf-8") as file:
        file.write(f"  - {entry[1].replace('正誤を出した日', '2022-06-01')}\n")
    assert run("validate").code == 0


def test_a_correction_that_was_not_made_yet() -> None:
    publish()
    correct("5000", "83.3")
    ending = run("validate")
    assert (ending.code, ending.out.count("error")) == (1, 1)
    assert "actual.value 公表「5000」、今「5445」" in ending.out


def test_a_mended_file_and_one_that_cannot_be_read() -> None:
    publish()
    text = FILE.read_text("utf-8")
    FILE.write_text(text.replace("    rating: from60\n", "    rating: achieved\n"), "utf-8")
    ending = run("publish", "--check")
    assert (ending.code, ending.out.split("。")[1]) == (1, "件数や割合が、その中の指標の行から出ない")
    FILE.write_text(text.replace("year: R3\n", "year: R0\n", 1), "utf-8")
    ending = run("publish", "--check")
    assert (ending.code, ending.out) == (1, "")
    assert "data/published/plan-a/R3.yaml:4:7: error KPI204" in ending.err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year: R3\n", "year: R2\n", "4:7: error KPI215 ファイル名が「R3」で、year の「R2」と違う"),
        ("made: dxkpi", "maed: dxkpi", "「maed」というキーは、ここにはない"),
        ("    rating: from60\n", "    rateing: from60\n", "「rating」の書き間違いなら直す"),
        ("value: 5445\n", "value: 5,445\n", "「5,445」は半角の数値（例 6000、-5、73.5）ではない"),
        ("exact_rate: 363/400\n", "exact_rate: 50%\n", "「50%」は正確な比（例 25/34、1、0）ではない"),
        ("plan: plan-a\nyear", "plan: plan-b\nyear", "フォルダの名前が「plan-a」で、plan の「plan-b」と違う"),
        ("date: 2022-03-14\nmade", "date: 2022-03\nmade", "公表の日が、日まで書かれていない"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_its_place(old: str, new: str, told: str) -> None:
    publish()
    text = FILE.read_text("utf-8")
    assert old in text
    FILE.write_text(text.replace(old, new, 1), "utf-8")
    ending = run("validate", FILE.as_posix())
    assert ending.code == 1
    assert told in ending.out


def test_fix_leaves_what_publish_wrote_alone() -> None:
    publish()
    spoilt = FILE.read_bytes().replace(b"value: 5445", "value: ５４４５".encode())
    FILE.write_bytes(spoilt)
    assert run("validate", "--fix").code == 1
    assert FILE.read_bytes() == spoilt


def test_what_lies_beside_published_years_is_named_as_skipped() -> None:
    publish()
    for name in ("R3.yaml.bak", "deeper/R2.yaml", ".hidden/R1.yaml"):
        path = FILE.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x: 1\n", "utf-8")
    Path("data/published/R3.yaml").write_text("x: 1\n", "utf-8")
    ending = run("validate")
    assert (ending.code, ending.out.split("\n")[-2]) == (0, "指摘なし（4ファイル）")
    for name in ("R3.yaml.bak", "deeper/R2.yaml", ".hidden/", "../R3.yaml"):
        assert os.path.normpath(FILE.parent / name) in ending.out


def test_an_editor_knows_the_schema_where_there_are_schemas() -> None:
    Path("data/schemas").mkdir()
    assert run("schema", "published", "--output", "data/schemas/published.schema.json").code == 0
    publish()
    first = "# yaml-language-server: $schema=../../schemas/published.schema.json"
    assert FILE.read_text("utf-8").split("\n")[0] == first
    assert run("validate").code == 0


def test_the_day_is_today_unless_it_is_said() -> None:
    assert run("publish", "--year", "R3").code == 0
    assert "date: 2022-03-14\nmade" not in FILE.read_text("utf-8")


def git(*argv: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *identity, *argv), check=True, capture_output=True, env={**os.environ})


def test_a_revision_brings_its_own_published_years() -> None:
    git("init", "-q")
    publish()
    git("add", "-A")
    git("commit", "-qm", "one")
    edit(HOURS, "value: 5445", "value: 5000")
    FILE.unlink()
    assert "2022年3月14日に公表した" in run("report", "--year", "R3", "--rev", "HEAD").out
    assert "公表した" not in run("report", "--year", "R3").out
    assert run("publish", "--check", "--rev", "HEAD").code == 0
    assert run("diff").code == 0


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()])
def test_hostile_words_of_a_correction_stay_inert(text: str) -> None:
    publish()
    quoted = "'" + text.replace("'", "''") + "'"
    correct("5000", "83.3", what=quoted, why=quoted)
    edit(HOURS, "value: 5445", "value: 5000")
    shown = run("report", "--year", "R3")
    assert (shown.code, shown.err) == (0, "")
    assert f"    理由: {text}\n" in shown.out
    assert f"  - 理由: {inline(text)}\n" in run("report", "--year", "R3", "--format", "markdown").out
    (report,) = json.loads(run("report", "--year", "R3", "--format", "json").out)["reports"]
    (correction,) = report["publication"]["corrections"]
    assert (correction["what"], correction["why"]) == (text, text)


@pytest.mark.parametrize("text", [t for t in HOSTILE if not t.isprintable()])
def test_words_that_act_are_refused(text: str) -> None:
    publish()
    correct("5000", "83.3", why=json.dumps(text))
    ending = run("validate")
    assert ending.code == 1
    assert all(line.isprintable() for line in ending.out.split("\n"))


REVISED = {
    "a-value": ("direction: absolute\nbaseline: {value: 1}\n", "{value: 20}", "{value: 10}"),
    "beyond": ("direction: absolute\nbaseline: {value: 1}\n", "{value: 20, exclusive: true}", "{value: 20}"),
    "one-year": (
        "direction: absolute\nbaseline: {value: 1}\n",
        "{value: 20, year: R4, by_year: {R2: 5, R3: 10}}",
        "{value: 20, year: R4, by_year: {R2: 5, R3: 9}}",
    ),
    "rounded": (
        "direction: relative\nbaseline: {value: 13}\n",
        "{change: 10, rounded: {digits: 0}}",
        "{change: 10, rounded: {digits: 0, mode: down}}",
    ),
    "from-last-year": ("direction: relative\n", "{from: previous_year, change: 5}", "{from: previous_year, change: 4}"),
    "lowest": ("direction: range\n", "{min: 1, max: 20}", "{min: 2, max: 20}"),
    "others": (
        "direction: reference\nbetter: higher\n",
        "{reference: {name: 全国, value: 20}}",
        "{reference: {name: 全国, value: 10}}",
    ),
    "parts": (
        "direction: composite\nbetter: higher\n",
        "{parts: {県: 1, 市: 2}, rule: all}",
        "{parts: {県: 1, 市: 1}, rule: all}",
    ),
}
"""Targets in every form: the file's other keys, the target as published, and as somebody wrote it over."""


def test_statistics_of_others_have_no_value_before_their_first_year() -> None:
    """全国の値がまだない年度の指標には、公表したファイルに目標がない."""
    Path("data/indicators/plan-a/one/others.yaml").write_text(
        "id: others\nname: 全国と同じ水準\nplan: plan-a\nsection: one\nunit: 件\ndirection: reference\nbetter: higher\n"
        "target: {reference: {name: 全国, by_year: {R4: 20}}}\nactuals:\n  R3: {value: 12, status: 実績}\n"
        "source: {document: report, page: 2}\n",
        "utf-8",
    )
    edit(PLAN, "indicators: 2", "indicators: 3")
    publish()
    row = FILE.read_text("utf-8").partition("  others:\n")[2]
    assert row == (
        "    name: 全国と同じ水準\n    unit: 件\n    section: one\n"
        "    actual:\n      value: 12\n      status: 実績\n      year: R3\n    rating: unassessed\n"
    )
    assert (run("validate").code, run("publish", "--check").code) == (0, 0)


def _file(identifier: str, target: str) -> None:
    keys, before, _ = REVISED[identifier]
    values = [{"parts": "{県: 1, 市: 1}"}] * 2 if "parts" in before else [{"value": "10"}, {"value": "12"}]
    (actual, last) = (f"{key}: {value}" for own in values for key, value in own.items())
    Path(f"data/indicators/plan-a/one/{identifier}.yaml").write_text(
        f"id: {identifier}\nname: 指標 {identifier}\nplan: plan-a\nsection: one\nunit: 件\n{keys}target: {target}\n"
        f"actuals:\n  R2: {{{actual}, status: 実績}}\n  R3: {{{last}, status: 実績}}\n"
        "source: {document: report, page: 2}\n",
        "utf-8",
    )


def test_a_revision_as_it_is_offered_is_one_whatever_the_form_of_the_target() -> None:
    edit(PLAN, "indicators: 2", f"indicators: {2 + len(REVISED)}")
    for identifier, (_, before, _) in REVISED.items():
        _file(identifier, before)
    publish()
    for identifier, (_, _, after) in REVISED.items():
        _file(identifier, after)
    found = json.loads(run("validate", "--format", "json").out)["diagnostics"]
    offered = [one["hint"].partition("計画の revisions に書く: ")[2] for one in found if one["code"] == "KPI711"]
    assert len(offered) == len(REVISED)
    for identifier, (_, before, _) in REVISED.items():
        _file(identifier, before)
    told = "\n".join(f"  {one.partition('}。')[0].rstrip('}')}}}" for one in offered)
    with PLAN.open("a", encoding="utf-8") as file:
        file.write("revisions:\n" + told.replace("改定を決めた日", "2022-06-01") + "\n")
    assert run("validate", "--strict").out == f"指摘なし（{4 + len(REVISED)}ファイル）\n"


def test_no_revision_is_offered_where_only_what_the_target_is_worked_out_from_changed() -> None:
    edit(PLAN, "indicators: 2", "indicators: 3")
    _file("from-last-year", REVISED["from-last-year"][1])
    publish()
    edit(Path("data/indicators/plan-a/one/from-last-year.yaml"), "R2: {value: 10,", "R2: {value: 11,")
    (found,) = json.loads(run("validate", "--format", "json").out)["diagnostics"]
    assert (found["code"], "revisions" in found["hint"]) == ("KPI711", False)


def test_a_published_year_is_looked_at_by_the_plan_that_it_was_published_with() -> None:
    edit(PLAN, "target_year: R3", "target_year: R4")
    edit(HOURS, "  value: 0\n", "  value: 0\n  year: H30\n")
    edit(HOURS, "value: 5445", "value: 900")
    edit(HOURS, "actuals:\n", "actuals:\n  R2:\n    value: 400\n    status: 実績\n")
    publish()
    edit(PLAN, "target_year: R4", "target_year: R9")
    assert run("validate").code == 0
    looked = run("check-targets", "--year", "R3").out
    assert "続けば、R4年度は1,200時間で、目標値 6,000時間に達しない" in looked
    assert "R9" not in looked


SAID = "judged:\n  R3:\n    rating: {}\n    by: 委員会\n    reported: 企画課\n    known: {}\n"


def test_a_rating_of_people_that_came_later_leads_to_its_day() -> None:
    publish()
    with HOURS.open("a", encoding="utf-8") as file:
        file.write(SAID.format("below60", "2022-03-01"))
    (finding,) = (
        own for own in json.loads(run("validate", "--format", "json").out)["diagnostics"] if own["code"] == "KPI711"
    )
    assert finding["hint"].endswith("。公表の後に出た人の評価なら、その judged に known（分かった日）を書く")
    edit(HOURS, "known: 2022-03-01", "known: 2022-06-01")
    assert "KPI711" not in run("validate").out


def test_a_rating_of_people_that_changed_leads_to_a_correction() -> None:
    with HOURS.open("a", encoding="utf-8") as file:
        file.write(SAID.format("below60", "2022-03-01"))
    publish()
    edit(HOURS, "rating: below60", "rating: achieved")
    found = json.loads(run("validate", "--format", "json").out)["diagnostics"]
    (finding,) = (own for own in found if own["code"] == "KPI711")
    assert finding["hint"].endswith(
        "。人の評価（judged）は年度に一つしか書けないので、公表の後に改めたのでも、この正誤を書く"
    )
    for _ in range(2):  # of the row, then of the totals
        found = json.loads(run("validate", "--format", "json").out)["diagnostics"]
        (entry,) = (re.search(r"- (\{.*\})[。（]", own["hint"]) for own in found if own["code"] in {"KPI711", "KPI712"})
        assert entry
        text = PLAN.read_text("utf-8")
        head = "" if "corrections:" in text else "corrections:\n"
        PLAN.write_text(f"{text}{head}  - {entry[1].replace('正誤を出した日', '2022-06-01')}\n", "utf-8")
    assert "error" not in run("validate").out


def test_a_state_that_changed_leads_to_a_correction() -> None:
    edit(
        PLAN,
        "causes:\n",
        "states: [{id: stopped, label: 中止, group: その他}, {id: hard, label: 評価困難, group: その他}]\ncauses:\n",
    )
    with HOURS.open("a", encoding="utf-8") as file:
        file.write("states:\n  R3:\n    state: stopped\n    reason: 例\n    reported: 企画課\n    known: 2022-03-01\n")
    publish()
    edit(HOURS, "state: stopped", "state: hard")
    found = json.loads(run("validate", "--format", "json").out)["diagnostics"]
    (finding,) = (own for own in found if own["code"] == "KPI711")
    assert finding["hint"].endswith(
        "。状態（states）は年度に一つしか書けないので、公表の後に改めたのでも、この正誤を書く"
    )
