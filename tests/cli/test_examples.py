"""Plans as other bodies have them, from their YAML to their report: laid down by `dxkpi init --example`."""

from pathlib import Path

import pytest

from dxkpi.app.scaffold import examples
from tests.run import run

SAID = {
    "rates-only": (
        "2指標のうち1指標が年度目標値に到達（50.0%）。",
        "|   82.0 |   87.5 |   93.1 | 100%／年度目標値 92% |   101% | 到達 |",
        "| 団体 |     28 |     36 | 60団体／年度目標値 40団体 |    90% | 未到達 |",
    ),
    "self-assessed": (
        "3指標のうち1指標が達成、1指標は判定できない。",
        "評価: 「B どおり」（窓口課。年度の計画にある手続をすべて始めた）",
        "今後の取組: 公民館で使い方の講座を開く",
        "算定不能: その年度の評価がまだないため",
    ),
    "calendar-years": (
        "3指標のうち2指標が目安値に到達（66.7%）。",
        "（例）交通事故の死傷者数（暦年）",
        "（例）財政力指数（年度、単位なし）",
    ),
    "redefined": (
        "6指標のうち3指標が目安値に到達（50.0%）。",
        "| 件   |    420 |    670 |    710 |  ｜560 | 900件／目安値 580件     |  87.5% |",
        "｜定義の変更 1-1 （例）窓口での相談: R6年度から（電話の相談を除き、",
        "基準値 280千円（R3年度、2024年6月1日に改めた値）",
        "目標値 1,600人改／目安値 1,360人",
    ),
    "reform": (
        "3指標のうち0指標が年度目標値に到達（0%）。",
        "達成率 91.8%（概ね計画どおり）",
        "中止（住民の意見を受けて取りやめた）",
    ),
}


def test_every_example_is_tried_here() -> None:
    assert {*SAID, "chiba-ict"} == set(examples())


def test_a_plan_whose_indicators_moved_is_reported_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "--example", "redefined").code == 0
    then = run("report", "--year", "R5", "--detail").out
    assert "| 2. しごと（計2指標） |" in then
    assert "まち" not in then
    assert "1-4 （例）特定健診の受診率" in then
    assert "定義の変更" not in then
    owners = run("list", "--year", "R5", "--owner", "保険年金課").out
    assert "1-4 （例）特定健診の受診率（check-ups）" in owners
    assert "健康まちづくり課" in run("list", "--year", "R6").out


@pytest.mark.parametrize("name", SAID)
def test_an_example_is_sound_and_reports(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "--example", name).code == 0
    assert run("validate").out.startswith("指摘なし")
    told = run("report", "--detail")
    assert told.code == 0
    assert [words for words in SAID[name] if words not in told.out] == []
    for form in ("markdown", "html", "json", "csv"):
        assert run("report", "--format", form).code == 0
