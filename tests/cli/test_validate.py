"""`dxkpi validate`: which findings are shown, how they are counted and when they end in 1."""

import shutil
from pathlib import Path

import pytest

from tests.folders import edit
from tests.run import DATA, run

RPA = "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"


@pytest.fixture(autouse=True)
def _with_two_slips(in_a_copy: Path) -> None:
    edit(in_a_copy / RPA, "value: 6000", "value: 6,000")
    edit(in_a_copy / RPA, "unit: 時間", "unit: 時間\nunits: 時間")


NUMBER = f"{RPA}:11:10: error KPI203 「6,000」は半角の数値（例 6000、-5、73.5）ではない"
KEY = f"{RPA}:6:1: error KPI201 「units」というキーは、ここにはない"


def heads(*argv: str) -> list[str]:
    return [line for line in run("validate", *argv).out.splitlines() if line.startswith("data/")]


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        ((), [KEY, NUMBER]),
        (("--select", "KPI203"), [NUMBER]),
        (("--select", "number"), [NUMBER]),
        (("--select", "KPI3,kpi201"), [KEY]),
        (("--select", "KPI2", "--ignore", "KPI203"), [KEY]),
        (("--ignore", "KPI201", "--ignore", "number"), []),
    ],
)
def test_rules_are_chosen_by_code_by_its_beginning_or_by_name(argv: tuple[str, ...], shown: list[str]) -> None:
    assert heads(*argv) == shown


def test_what_is_not_shown_is_counted_and_fails_no_run() -> None:
    ending = run("validate", "--ignore", "KPI2")
    assert ending.code == 0
    assert ending.out.endswith("\n\n指摘なし（33ファイル）。ほかに、選ばれていない規則の指摘が2件\n")


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--select", "KPI999"), "dxkpi: --select: 規則「KPI999」がない。dxkpi rules で一覧を見る\n"),
        (("--ignore", "numbers"), "dxkpi: --ignore: 規則「numbers」がない。「number」ではないか\n"),
        (("--fail-on", "warnings"), "dxkpi: --fail-on: 重さ「warnings」がない。「warning」ではないか\n"),
        (("--select", ""), "dxkpi: --select: 規則が一つも書かれていない。KPI203 のような番号か名前を書く\n"),
        (("",), "dxkpi: PATH が空である。点検したいファイルかフォルダを挙げるか、何も付けない\n"),
        (("--strict", "--fail-on", "never"), "dxkpi: --strict、--fail-on、--exit-zero は、どれか一つだけを付ける\n"),
        (("--dry-run",), "dxkpi: --dry-run は --fix と共に使う\n"),
        (("-o", RPA), f"dxkpi: --output: 「{RPA}」はデータファイルの名前である。結果は別の名前のファイルに書く\n"),
        (("--today", "R8.3"), "dxkpi: --today: 「R8.3」は日付（例 2021-12、2021-12-31）ではない。「2026-03」と書く\n"),
    ],
)
def test_what_there_is_not(argv: tuple[str, ...], sentence: str) -> None:
    ending = run("validate", *argv)
    assert (ending.code, ending.out, ending.err) == (2, "", sentence)


def code(*argv: str) -> int:
    return run("validate", *argv).code


def test_what_ends_in_1() -> None:
    assert [code(), code("--exit-zero"), code("--fail-on", "never"), code("--fail-on", "error")] == [1, 0, 0, 1]
    shutil.rmtree("data")
    shutil.copytree(DATA, "data")
    assert code("--strict") == 0
    text = Path(RPA).read_text("utf-8").replace("unit: 時間", "unit: 時間  # dxkpi: ignore[KPI302] 何もない")
    Path(RPA).write_text(text, "utf-8")
    assert [code(), code("--strict"), code("--fail-on", "warning"), code("--exit-zero")] == [0, 1, 1, 0]


STATISTICS = """\
+--------+--------+------+----------+----------------------------+
| 番号   | 重さ   | 件数 | ファイル | 何を見つけるか             |
+========+========+======+==========+============================+
| KPI201 | エラー |    1 |        1 | 決められていないキーがある |
| KPI203 | エラー |    1 |        1 | 数値の書き方が違う         |
+--------+--------+------+----------+----------------------------+

エラー2件（33ファイル）
"""


def test_statistics_count_by_rule() -> None:
    ending = run("validate", "--statistics")
    assert (ending.code, ending.out) == (1, STATISTICS)


def test_a_waiver_expires_on_the_day_that_is_named() -> None:
    shutil.rmtree("data")
    shutil.copytree(DATA, "data")
    text = Path(RPA).read_text("utf-8")
    start = text.index("unmet:")
    end = text.index("source:", start)
    waiver = "# dxkpi: ignore[KPI302] 理由を原課に確認中 until: 2022-06\n"
    Path(RPA).write_text(waiver + text[:start] + text[end:], "utf-8")
    assert run("validate", "--today", "2022-06-30").out == "指摘なし、免除1件（33ファイル）\n"
    assert run("validate", "--today", "2022-07").out.splitlines()[-1] == "エラー1件、警告1件（33ファイル）"


@pytest.mark.parametrize(
    ("known", "told"),
    [("2022-06-30", False), ("2022-07-01", False), ("2022-07-02", True), ("2022-06", False), ("2022-08", True)],
)
def test_nothing_became_known_after_the_day_of_the_look_and_a_day_of_leeway(known: str, told: bool) -> None:
    shutil.rmtree("data")
    shutil.copytree(DATA, "data")
    edit(Path(RPA), "unmet:\n  R3:\n", f"unmet:\n  R3:\n    known: {known}\n")
    ending = run("validate", "--today", "2022-06-30")
    message = f"KPI352 rpa-hours（RPA導入により削減した作業時間）の理由の分かった日（{known}）が、まだ来ていない"
    assert (ending.code, message in ending.out) == (int(told), told)
    assert run("report", "--year", "R3").code == 0
