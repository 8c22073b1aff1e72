"""What a result rests on and leaves out, as people read it in every format: from files to what is printed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.run import run

PLAN: dict[str, Any] = {
    "plan": "p",
    "name": "計画",
    "adopted": "2020-04",
    "target_year": "R6",
    "method": {"formula": "ratio", "against": "target"},
    "ratings": [
        {"id": "a", "label": "100%", "group": "達成", "at_least": 100},
        {"id": "b", "label": "80%以上", "group": "未達成", "at_least": 80},
        {"id": "c", "label": "80%未満", "group": "未達成"},
    ],
    "suspended": {"label": "停止", "group": "その他"},
    "states": [{"id": "stopped", "label": "中止", "group": "その他", "lasting": "true"}],
    "sections": [{"id": "s", "name": "分野"}],
    "documents": {"doc": {"title": "資料", "publisher": "県", "date": "2025-06-01"}},
}
INDICATOR: dict[str, Any] = {
    "id": "a",
    "name": "指標",
    "plan": "p",
    "section": "s",
    "unit": "件",
    "direction": "absolute",
    "better": "higher",
    "baseline": {"value": 0, "year": "R1"},
    "target": {"value": 100},
    "actuals": {
        "R4": {"value": 100, "status": "実績"},
        "R5": {"value": 70, "status": "実績"},
        "R6": {"value": 90, "status": "実績"},
    },
    "source": {"document": "doc", "page": 1},
}
Told = Callable[..., str]


@pytest.fixture(name="told")
def _told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Writes a plan and an indicator, the above with changes, and runs `dxkpi` on them: what it prints."""
    monkeypatch.chdir(tmp_path)

    def told(*argv: str, plan: dict[str, Any] | None = None, code: int = 0, **changes: Any) -> str:
        for path, record in (
            ("targets/p.yaml", PLAN | (plan or {})),
            ("indicators/p/s/a.yaml", {k: v for k, v in (INDICATOR | changes).items() if v is not None}),
        ):
            file = tmp_path / "data" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")
        found = run(*argv)
        assert found.code == code, found.err + found.out
        return found.out

    return told


def cells(csv: str) -> dict[str, str]:
    """The first row of a table without commas in its values, by column."""
    head, row = csv.removeprefix("\ufeff").splitlines()[:2]
    return dict(zip(head.split(","), row.split(","), strict=True))


def result(document: str) -> Any:
    """What became of the indicator, in the JSON of `explain`."""
    return json.loads(document)["indicator"]["result"]


def test_a_target_that_is_not_due_is_seen_as_such(told: Told) -> None:
    late: dict[str, Any] = {"target": {"value": 100, "year": "R8"}}
    assert "    達成率 90.0%、算定不能: 目標年度前のため\n" in told("report", "--detail", "-y", "R6", **late)
    assert "・指標\n    目標値 100件（R8年度まで）／基準値 0件（R元年度）／R6年度実績 90件\n" in told(
        "report", "--detail", "-y", "R6", **late
    )
    assert "| 指標（a）  |  90.0% | 算定不能（目標年度前） |\n" in told("list", "-y", "R6", **late)
    row = cells(told("report", "-y", "R6", "--format", "csv", "--table", "indicators", **late))
    assert [row[key] for key in ("state", "not_assessed", "rating_id", "rate_percent", "target_year")] == [
        "not_assessed",
        "before_target_year",
        "",
        "90.0",
        "2026",
    ]
    found = result(told("explain", "a", "-y", "R6", "--format", "json", **late))
    assert (found["state"], found["why"], found["met"]) == ("not_assessed", "before_target_year", None)
    assert (found["rate"]["printed"], found["possible"]) == ("90.0%", ["a", "b", "c"])
    explained = told("explain", "a", "-y", "R6", "--format", "markdown", **late)
    assert "結果: R6年度は達成率90.0%、算定不能: 目標年度前のため。\n" in explained
    assert "90 ÷ 100 = 9/10 = 90.0%\n" in explained
    assert "目標年度はR8年度で、まだ来ていない。達成区分はR8年度に判定する。\n" in explained


def test_the_year_in_which_a_target_is_due_can_be_asked_for(told: Told) -> None:
    late: dict[str, Any] = {"target": {"value": 100, "year": "R8"}}
    assert "| 指標（a）  | 90.0%前 | 80%以上  |\n" in told("list", "-y", "R8", **late)
    assert told("report", "-y", "R8", **late).startswith("計画 令和8年度 進捗状況\n")
    assert run("report", "-y", "R9").err == "dxkpi: 令和9年度（R9）を期間に含む計画がない。あるのは 計画 R2〜R8\n"
    told("report", "-y", "R7", code=2)


def test_the_end_of_a_suspension_is_told(told: Told) -> None:
    own = {"suspended": {"since": "R4", "until": "R5", "reason": "改修"}, "actuals": {"R6": INDICATOR["actuals"]["R6"]}}
    assert "    停止（R4年度からR5年度まで）: 改修\n" in told("report", "--detail", "-y", "R5", **own)
    assert "    達成率 90.0%（80%以上）\n" in told("report", "--detail", "-y", "R6", **own)
    assert "結果: R5年度は停止（R4年度からR5年度まで）。\n" in told("explain", "a", "-y", "R5", **own)
    assert "・進捗管理の停止: R4年度からR5年度まで。理由: 改修\n" in told("show", "a", **own)
    csv = ("report", "--format", "csv", "--table", "indicators", "-y")
    assert [cells(told(*csv, year, **own))["suspended_reason"] for year in ("R5", "R6")] == ["改修", ""]
    shown = json.loads(told("show", "a", "--format", "json", **own))["indicator"]["suspended"]
    assert (shown["since"]["label"], shown["until"]["label"]) == ("R4", "R5")


def test_the_end_of_a_lasting_state_is_told(told: Told) -> None:
    own = {"states": {"R4": {"state": "stopped", "reason": "休止"}, "R6": {"ends": True, "reason": "再開"}}}
    assert "    中止（休止）\n" in told("report", "--detail", "-y", "R5", **own)
    assert "    達成率 90.0%（80%以上）\n" in told("report", "--detail", "-y", "R6", **own)
    assert "・状態の終わり: R6年度からまた判定する（再開）\n    data/indicators/p/s/a.yaml:" in told(
        "explain", "a", "-y", "R6", **own
    )
    assert "・状態（R6年度）: R6年度からまた判定する（再開）\n" in told("show", "a", **own)
    states = json.loads(told("show", "a", "--format", "json", **own))["indicator"]["states"]
    assert [(one["year"]["label"], one["state"], one["ends"], one["reason"]) for one in states] == [
        ("R4", "stopped", False, "休止"),
        ("R6", None, True, "再開"),
    ]


FELL: dict[str, Any] = {"target": {"value": 100, "year": "R4"}}


def test_what_was_met_in_its_target_year_is_told(told: Told) -> None:
    assert "    達成率 90.0%（80%以上）。目標年度R4には達成\n" in told("report", "--detail", "-y", "R6", **FELL)
    assert "| 指標（a）  |  90.0% | 80%以上（目標年度R4には達成） |\n" in told("list", "-y", "R6", **FELL)
    assert "目標年度R4には達成" in told("report", "--detail", "-y", "R6", "--format", "markdown", **FELL)
    row = cells(told("report", "-y", "R6", "--format", "csv", "--table", "indicators", **FELL))
    assert (row["rating_id"], row["result_of_year"], row["met_in_target_year"]) == ("b", "", "2022")
    found = result(told("explain", "a", "-y", "R6", "--format", "json", **FELL))
    assert (found["result_of"], found["met_in_target_year"]["label"], found["met"]) == (None, "R4", False)
    explained = told("explain", "a", "-y", "R6", **FELL)
    assert "結果: R6年度の達成率は90.0%、達成区分は「80%以上」。目標年度R4には達成。\n" in explained


def test_a_result_that_stays_as_it_was_is_told(told: Told) -> None:
    kept = {"after_target_year": "freeze"}
    lines = told("report", "--detail", "-y", "R6", plan=kept, **FELL)
    assert "／R4年度実績 100件（目標年度の値）\n    達成率 100.0%前（100%）。目標年度R4の結果\n" in lines
    assert "\n目標年度を過ぎた指標は、目標年度の結果のまま示す\n" in lines
    assert "| 指標（a）  | 100.0%前 | 100%（目標年度R4の結果） |\n" in told("list", "-y", "R6", plan=kept, **FELL)
    row = cells(told("report", "-y", "R6", "--format", "csv", "--table", "indicators", plan=kept, **FELL))
    assert (row["rating_id"], row["result_of_year"], row["actual_year"]) == ("a", "2022", "2022")
    found = json.loads(told("explain", "a", "-y", "R6", "--format", "json", plan=kept, **FELL))
    assert found["indicator"]["result"]["result_of"]["label"] == "R4"
    assert found["indicator"]["carried"] is True
    assert "目標年度を過ぎた指標は、目標年度の結果のまま示す" in found["plan"]["method"]["words"]
    explained = told("explain", "a", "-y", "R6", plan=kept, **FELL)
    assert "結果: R6年度の達成率は100.0%前、達成区分は「100%」。目標年度R4の結果。\n" in explained
    assert "・目標年度を過ぎたため、R4年度の結果のまま示す\n" in explained


def test_which_year_a_value_of_an_earlier_one_is_held_against_is_told(told: Told) -> None:
    old: dict[str, Any] = {"actuals": {"R4": {"value": 50, "status": "実績"}}, "target": {"value": 100}}
    for word, value, said in (
        ("own_year", "R4年度の目安値 60件", "実績値の年度"),
        ("report_year", "目安値 80件", "報告する年度"),
    ):
        method = {"method": {"formula": "ratio", "against": "straight_line", "carried_against": word}}
        lines = told("report", "--detail", "-y", "R5", plan=method, **old)
        assert f"／{value}／" in lines
        assert f"\nその年度の実績値がなく、前の年度の値で判定するときは、{said}の比べる値と比べる\n" in lines
        explained = told("explain", "a", "-y", "R5", plan=method, **old)
        assert value in explained
        # What a value of R5 has to be, the line of R4 does not say.
        assert ("まで: あと" in explained) == (word == "report_year")
        found = json.loads(told("explain", "a", "-y", "R5", "--format", "json", plan=method, **old))
        year = found["indicator"]["compared_year"]
        assert (year and year["label"]) == ("R4" if word == "own_year" else None)


EDGE = [("99.99", "99.99%", "b"), ("100", "100.0%（ちょうどでは未達成）", "b"), ("100.01", "100.0%", "a")]


@pytest.mark.parametrize(("value", "shown", "rating"), EDGE)
def test_a_rate_that_only_reaches_what_has_to_be_passed_says_so(
    told: Told, value: str, shown: str, rating: str
) -> None:
    """目標が「超」: ちょうど100では達成でないことが、率の立つどこでも分かる."""
    own: dict[str, Any] = {
        "target": {"value": 100, "exclusive": True},
        "actuals": {"R6": {"value": float(value), "status": "実績"}},
    }
    label = {"a": "100%", "b": "80%以上"}[rating]
    remark = "ちょうどでは未達成" if "ちょうど" in shown else ""
    for form in ("text", "markdown"):
        assert f"達成率 {shown}（{label}）" in told("report", "--detail", "-y", "R6", "--format", form, **own).replace(
            "\\", ""
        )
        assert shown in told("list", "-y", "R6", "--format", form, **own).replace("\\", "")
    row = cells(told("report", "-y", "R6", "--format", "csv", "--table", "indicators", **own))
    assert (row["rating_id"], row["rate_remark"]) == (rating, remark)
    found = result(told("explain", "a", "-y", "R6", "--format", "json", **own))
    assert (found["rating"], found["rate_remark"] or "", found["just_short"]) == (rating, remark, bool(remark))
    assert f"結果: R6年度の達成率は{shown}、達成区分は「{label}」。" in told("explain", "a", "-y", "R6", **own)
    assert f"R6年度: 達成率 {shown}（{label}）" in told("show", "a", **own)


@pytest.mark.parametrize(
    ("value", "mode", "shown", "rating"),
    [
        ("99.4", "half_up", "99%", "b"),
        ("99.5", "half_up", "100%（丸めた率。未達成）", "a"),
        ("100", "half_up", "100%", "a"),
        ("99.9", "down", "99%", "b"),
        ("99.1", "up", "100%（丸めた率。未達成）", "a"),
    ],
)
def test_a_rate_that_is_rounded_to_what_was_not_reached_says_so(
    told: Told, value: str, mode: str, shown: str, rating: str
) -> None:
    rounded = {"digits": 0, "mode": mode, "rated": "rounded"}
    method = {"method": {"formula": "ratio", "against": "target", "rounding": rounded}}
    own = {"actuals": {"R6": {"value": float(value), "status": "実績"}}}
    label = {"a": "100%", "b": "80%以上"}[rating]
    assert f"    達成率 {shown}（{label}）\n" in told("report", "--detail", "-y", "R6", plan=method, **own)
    assert f" {shown} |" in told("list", "-y", "R6", plan=method, **own)
    row = cells(told("report", "-y", "R6", "--format", "csv", "--table", "indicators", plan=method, **own))
    assert (row["rating_id"], row["rate_remark"]) == (rating, "丸めた率。未達成" if "丸" in shown else "")


def test_a_plan_gives_its_number_to_find_an_indicator_by(told: Told) -> None:
    assert told("explain", "2-1", "-y", "R6", number="2-1").startswith("2-1 指標（a）\n")
    assert told("explain", "２－１", "-y", "R6", number="2-1").startswith("2-1 指標（a）\n")


def test_a_number_that_two_have_names_both(told: Told, tmp_path: Path) -> None:
    told("list", number="1")
    file = tmp_path / "data/indicators/p/s/a.yaml"
    twin = file.read_text("utf-8").replace("id: a", "id: b").replace("name: 指標", "name: 別の指標")
    file.with_name("b.yaml").write_text(twin, "utf-8")
    refused = run("explain", "1")
    assert (refused.code, refused.err) == (
        2,
        "dxkpi: 番号が「1」の指標が2件ある。どれかの id か名称で示す: 指標（a）、別の指標（b）\n",
    )
