"""Commands that name an indicator which several plans share: which plan is meant, and what is written where."""

import re
import shutil
from difflib import ndiff
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import ROOT, run

SHARED = Path("data/indicators/city-digital/counter/online-procedures.yaml")


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "tests/golden/plans/data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("", "（例）デジタル計画 令和5年度"),  # two of its three have no value of R6 yet
        ("--year R6", "（例）デジタル計画 令和6年度"),  # both cover it: the plan of the file
        ("--year R8", "（例）総合計画 令和8年度"),  # only one covers it
        ("--plan city-vision", "（例）総合計画 令和6年度"),
        ("--plan 総合計画 --year R5", ""),
    ],
)
def test_which_plan_is_meant(asked: str, title: str) -> None:
    ending = run("explain", "online-procedures", *asked.split())
    if not title:
        assert (ending.code, ending.out) == (2, "")
        assert ending.err.startswith("dxkpi: 計画「総合計画」がない。")
        return
    assert ending.code == 0
    assert ending.out.split("\n")[3].startswith(title)


def test_one_id_in_two_files_is_still_to_be_told_apart() -> None:
    text = Path("data/indicators/city-vision/life/consultations.yaml").read_text("utf-8")
    other = text.replace("city-vision", "city-digital").replace("life", "skills").replace("staff", "delay")
    path = Path("data/indicators/city-digital/skills/consultations.yaml")
    path.write_text(other.replace("vision-r5", "digital-r5"), "utf-8")
    ending = run("explain", "consultations")
    assert ending.code == 1  # skills has one indicator more than the plan says
    Path("data/targets/city-digital.yaml").write_text(
        Path("data/targets/city-digital.yaml").read_text("utf-8").replace("人材, indicators: 1", "人材, indicators: 2")
    )
    ending = run("explain", "consultations")
    assert (ending.code, ending.err) == (
        2,
        "dxkpi: 指標「consultations」は複数の計画にある。--plan で選ぶ（city-digital、city-vision）\n",
    )


def written(*argv: str) -> list[str]:
    """The lines that `dxkpi set` adds to the shared file, with their indentation; nothing else changes."""
    before = SHARED.read_text("utf-8").split("\n")
    ending = run("set", "online-procedures", *argv, "--yes")
    assert (ending.code, ending.err) == (0, f"書き込んだ: {SHARED.as_posix()}\n")
    after = SHARED.read_text("utf-8").split("\n")
    lines = list(ndiff(before, after))
    assert not [line for line in lines if line.startswith("- ")]
    assert run("validate").code == 0
    return [line[2:] for line in lines if line.startswith("+ ")]


def undated(lines: list[str]) -> list[str]:
    """`lines` with the day on which the test runs left out."""
    return [re.sub(r"known: \d{4}-\d{2}-\d{2}", "known: (today)", line) for line in lines]


def test_a_value_is_written_once_for_all_plans() -> None:
    for plan in ("city-digital", "city-vision"):
        shutil.copy(ROOT / "tests/golden/plans" / SHARED, SHARED)
        lines = written("--year", "R7", "--value", "130", "--status", "実績", "--known", "2026-05-01", "--plan", plan)
        assert lines == [
            "  R7:",
            "    value: 130",
            "    status: 実績",
            "    known: 2026-05-01",
            "    reported: 情報政策課",
        ]


def test_a_reason_is_written_for_its_plan() -> None:
    assert undated(written("--year", "R6", "--plan", "city-vision", "--reason", "人手の不足が続いた")) == [
        "      R6:",
        "        reason: 人手の不足が続いた",
        "        known: (today)",
        "        reported: 情報政策課",
    ]
    assert run("set", "online-procedures", "--year", "R6", "--plan", "city-vision", "--cause", "delay").err == (
        "dxkpi: --cause: 要因「delay」は計画の causes にない。あるのは staff（人手の不足）\n"
    )


def test_tracking_ends_in_one_plan_alone() -> None:
    assert undated(written("--year", "R7", "--plan", "city-vision", "--suspend", "--reason", "計画の見直しによる")) == [
        "    suspended:",
        "      since: R7",
        "      reason: 計画の見直しによる",
        "      known: (today)",
        "      reported: 情報政策課",
    ]
    (row,) = [
        line for line in run("list", "--year", "R7", "--rating", "suspended").out.split("\n") if "online" in line
    ][:1]
    assert "停止" in row
    assert "105.0%" in run("explain", "online-procedures", "--year", "R6").out


def test_each_plan_is_published_by_itself() -> None:
    Path("data/published/city-vision/R5.yaml").unlink()  # what a paper printed of the year
    assert run("publish", "--year", "R5", "--plan", "city-vision", "--date", "2025-07-01").code == 0
    assert not Path("data/published/city-digital").exists()
    assert run("publish", "--check").code == 0
    text = SHARED.read_text("utf-8")
    SHARED.write_text(text.replace("  value: 100", "  value: 110"), "utf-8")  # the target of the other plan
    assert run("publish", "--check").code == 0
    for change in (("value: 150", "value: 140"), ("value: 90", "value: 95")):
        SHARED.write_text(text.replace(*change), "utf-8")
        assert run("publish", "--check").code == 1
    SHARED.write_text(text[: text.index("shared:")] + text[text.index("source:\n  document: digital-r5\n  page: 1") :])
    (finding,) = [line for line in run("validate").out.split("\n") if "KPI711" in line]
    assert "指標「online-procedures」が、データにない" in finding


def test_a_new_indicator_may_be_listed_again() -> None:
    told = (
        "--plan city-vision --section life --relisted office --id new --name 新しい指標 --unit 件 --direction monitor"
        " --yes"
    )
    assert run("new", "indicator", *told.split()).code == 0
    assert Path("data/indicators/city-vision/life/new.yaml").read_text("utf-8") == (
        "id: new\nname: 新しい指標\nplan: city-vision\nsection: life\nrelisted:\n  - office\n"
        "unit: 件\ndirection: monitor\n"
    )
    refused = run("new", "indicator", *told.replace("office", "life").replace(" new ", " other ").split())
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("dxkpi: --relisted: 再掲する分野「life」はない。")


def test_a_new_indicator_cannot_take_the_id_of_a_shared_one() -> None:
    told = "--plan city-vision --section life --id online-procedures --name 手続 --unit 件 --direction monitor --yes"
    refused = run("new", "indicator", *told.split())
    assert refused.code == 2
    assert "id「online-procedures」は、指標「オンラインで申請できる手続の数」で使われている" in refused.err


ADDED = """\
    --- data/indicators/city-vision/life/consultations.yaml
    +++ data/indicators/city-vision/life/consultations.yaml
    @@ -14,6 +14,14 @@
     unmet:
       R5:
         cause: staff
    +shared:
    +  city-digital:
    +    section: skills
    +    relisted:
    +      - counter
    +    target:
    +      value: 250
    +      year: R5
     source:
       document: vision-r5
       page: 3

（例）デジタル計画の相談の件数（consultations）R5年度

・前: この計画の指標ではない
・後: 算定不能: 基準値が資料にないため。未達成は確か
    R5年度実績 200件
"""


def test_an_indicator_is_taken_into_another_plan() -> None:
    plan = Path("data/targets/city-digital.yaml")
    edit(plan, "人材, indicators: 1", "人材")
    asked = ("new", "shared", "consultations", "--plan", "city-digital", "--section", "人材", "--relisted", "counter")
    ending = run(*asked, "--target", "250", "--target-year", "令和5年度", "--yes")
    assert ending.err == "書き込んだ: data/indicators/city-vision/life/consultations.yaml\n"
    assert (ending.code, ending.out) == (0, ADDED)
    assert run("validate").code == 0
    assert "相談の件数" in run("list", "--plan", "city-digital", "--year", "R5").out
    again = run(*asked, "--yes")
    assert (again.code, again.err) == (
        2,
        "dxkpi: 指標「consultations」は、もう計画「city-digital」にある。変えるならファイルを直す\n",
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("consultations --plan city-digital", "--plan（加える計画）と --section（その計画の分野）を示す\n"),
        ("consultations --section skills", "--plan（加える計画）と --section（その計画の分野）を示す\n"),
        (
            "consultations --plan city-digtal --section skills",
            "計画「city-digtal」がない。「city-digital」ではないか\n",
        ),
        ("consultations --plan city-digital --section life", "分野「life」がない。"),
        (
            "consultationz --plan city-digital --section skills",
            "指標「consultationz」がない。「consultations」ではないか\n",
        ),
        (
            "online-procedures --plan city-vision --section life",
            "指標「online-procedures」は、もう計画「city-vision」にある。",
        ),
        ("consultations --plan city-vision --section life", "指標「consultations」は、もう計画「city-vision」にある。"),
        ("consultations --plan city-digital --section skills --target 2,5", "--target: 「2,5」は半角の数値"),
        ("consultations --plan city-digital --section skills --target-year R5.3", "--target-year: 「R5.3」は年度"),
        ("consultations --plan city-digital --section skills --direction moniter", "--direction: 「moniter」は"),
        ("consultations --plan city-digital --section skills --better highr", "--better: 「highr」は"),
    ],
)
def test_what_cannot_be_taken_in(asked: str, sentence: str) -> None:
    ending = run("new", "shared", *asked.split(), "--yes")
    assert (ending.code, ending.out) == (2, "")
    assert ending.err.startswith(f"dxkpi: {sentence}")


def test_an_id_comes_before_the_name_of_another_section() -> None:
    plan = Path("data/targets/city-digital.yaml")
    text = plan.read_text("utf-8").replace("人材, indicators: 1", "人材")
    plan.write_text(text.replace("{id: counter, name: 窓口", "{id: counter, name: skills"), "utf-8")
    asked = ("new", "shared", "consultations", "--plan", "city-digital", "--section", "skills", "--target", "250")
    ending = run(*asked, "--target-year", "R5", "--yes")
    assert ending.code == 0
    assert "    +    section: skills" in ending.out.split("\n")


def test_another_direction_takes_its_own_better_side() -> None:
    edit(Path("data/targets/city-digital.yaml"), "人材, indicators: 1", "人材")
    asked = ("new", "shared", "consultations", "--plan", "city-digital", "--section", "skills", "--target-year", "R5")
    keep = (*asked, "--direction", "keep", "--target", "250", "--yes")
    assert run(*keep).code == 1
    ending = run(*keep, "--better", "lower")
    assert (ending.code, ending.err) == (0, "書き込んだ: data/indicators/city-vision/life/consultations.yaml\n")
    assert run("validate").code == 0


def test_what_would_be_an_error_is_not_written() -> None:
    before = Path("data/indicators/city-vision/life/consultations.yaml").read_bytes()
    asked = ("new", "shared", "consultations", "--plan", "city-digital", "--section", "skills")
    for wrong in (("--direction", "range"), ("--relisted", "skills"), ()):  # no target, twice, and one too many
        ending = run(*asked, *wrong, "--yes")
        assert ending.code == 1
        assert ending.err == "誤りになるため、書き込まなかった。上の指摘を見て、示し方を直す\n"
        assert Path("data/indicators/city-vision/life/consultations.yaml").read_bytes() == before


@pytest.mark.parametrize("form", ["text", "markdown", "csv", "json"])
def test_a_plan_that_has_ended_is_reported_as_ever_when_the_next_one_goes_on_with_its_indicator(form: str) -> None:
    shutil.rmtree("data")
    shutil.copytree(ROOT / "data", "data")
    asked = ("report", "--plan", "chiba-ict", "--year", "R3", "--format", form, "--table", "indicators")
    before = run(*asked)
    path = Path("data/indicators/chiba-ict/hakyu/rpa-hours.yaml")
    later = (
        "  R6:\n    value: 5600\n    status: 実績\n    source:\n      document: dx-r7-meeting\n      heading: ①\nunmet:"
    )
    entry = "shared:\n  chiba-dx:\n    section: gyosei\n    direction: monitor\nsource:\n  document: r3-progress"
    text = path.read_text("utf-8").replace("unmet:", later).replace("source:\n  document: r3-progress", entry)
    path.write_text(text, "utf-8")
    assert run("validate", "--strict").code == 0
    assert run(*asked) == before
    assert "RPA導入により削減した作業時間" in run("report", "--year", "R6").out
