"""Rows of a foreign list: what of a cell is taken, what is told, and why a row is left out."""

from datetime import date
from typing import Any

import pytest

from dxkpi.core.outcomes.change import Left
from dxkpi.source.book.cells import read_sheets
from dxkpi.source.book.numbers import Slip
from dxkpi.source.columns_file import ColumnFile, Ids, ValueOrigin
from dxkpi.source.foreign import ImportedRow, id_part, rows_of, unnumbered
from dxkpi.source.headings import head_at
from dxkpi.source.target_words import ReadTarget, aim, unit_of
from tests.lists import book

HEADS = ["指標名", "分野", "単位", "担当", "基準値", "年度", "目標", "R5", "番号", "向き", "頁", "R6目標", "備考"]
COLUMNS: dict[str, ValueOrigin] = {
    "name": ValueOrigin("指標名"),
    "section": ValueOrigin("分野"),
    "unit": ValueOrigin("単位"),
    "owner": ValueOrigin("担当"),
    "baseline.value": ValueOrigin("基準値"),
    "baseline.year": ValueOrigin("年度"),
    "target.value": ValueOrigin("目標"),
    "actuals.R5": ValueOrigin("R5"),
    "number": ValueOrigin("番号"),
    "better": ValueOrigin("向き"),
    "source.page": ValueOrigin("頁"),
    "target.by_year.R6": ValueOrigin("R6目標"),
    "note": ValueOrigin("備考"),
}
CALENDAR = {"year_kind": ValueOrigin(fixed="calendar")}
UNDECIDED = (
    "高いほど良いか低いほど良いかが分からない。一覧に「向き」の列（↑か↓）を加え、columns に「better: 向き」と書く"
)
ROW: dict[str, Any] = {"指標名": "件数", "分野": "分野一", "単位": "件", "基準値": 10, "目標": 20}


def read(row: dict[str, Any], formats: dict[str, str] | None = None, **said: Any) -> ImportedRow | Left:
    """A list of one row, with other cells than `ROW`."""
    cells = {**ROW, **row}
    content = book(
        [HEADS, [cells.get(head) for head in HEADS]],
        formats={(2, HEADS.index(k) + 1): v for k, v in (formats or {}).items()},
    )
    sheet = read_sheets("list.xlsx", content)[0]
    columns = {**COLUMNS, **said.pop("columns", {})}
    (found,) = rows_of(sheet, head_at(sheet, (1,)), ColumnFile((1,), columns, **said))
    return found


def record(row: dict[str, Any], formats: dict[str, str] | None = None, **said: Any) -> dict[str, Any]:
    found = read(row, formats, **said)
    assert isinstance(found, ImportedRow), found
    return dict(found.record)


def why(row: dict[str, Any], formats: dict[str, str] | None = None, **said: Any) -> str:
    found = read(row, formats, **said)
    assert isinstance(found, Left), found
    return f"{found.at} {found.why}"


def test_a_row_becomes_a_record_in_the_order_of_the_data() -> None:
    row = {
        "担当": "企画課", "年度": "令和４年度", "R5": "1,200", "番号": "1-1", "向き": "↑", "頁": "p.3", "R6目標": 15,
        "備考": "県と\n共同",
    }  # fmt: skip
    assert record(row, document="doc") == {
        "number": "1-1", "name": "件数", "owner": "企画課", "unit": "件", "direction": "absolute", "better": "higher",
        "baseline": {"value": "10", "year": "R4"}, "target": {"value": "20", "by_year": {"R6": "15"}},
        "actuals": {"R5": {"value": "1200", "status": "実績"}}, "source": {"document": "doc", "page": "3"},
        "note": "県と 共同",
    }  # fmt: skip
    assert record({}, document="doc")["source"] == {"document": "doc"}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (35.5, {"value": "35.5", "status": "実績", "reported": "企画課"}),
        ("５，４４５件", {"value": "5445", "status": "実績", "reported": "企画課"}),
        ("約 300", {"value": "300", "status": "実績", "approximate": "true", "reported": "企画課"}),
        ("45.2（見込み）", {"value": "45.2", "status": "見込", "reported": "企画課"}),
        ("3/8", {"value": {"numerator": "3", "denominator": "8"}, "status": "実績", "reported": "企画課"}),
        ("▲3", {"value": "-3", "status": "実績", "reported": "企画課"}),
    ],
)
def test_actuals_are_read_as_answers_are(written: object, told: dict[str, str]) -> None:
    assert record({"R5": written, "担当": "企画課"})["actuals"] == {"R5": told}


@pytest.mark.parametrize("written", ["-", "－", "…", "―", "集計中", "未定", None, " "])
def test_a_dash_and_a_word_for_nothing_are_no_value(written: object) -> None:
    found = read({"R5": written})
    assert isinstance(found, ImportedRow)
    assert "actuals" not in found.record
    assert found.notes == ((f"一覧!H2 「{written}」を、値がないと読んだ",) if written in {"集計中", "未定"} else ())


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"R5": "六千"}, "一覧!H2 「六千」は数値ではない。単位は「件」なので、件の値を数字だけで入れる"),
        (
            {"R5": "17%/18%", "単位": "%"},
            "一覧!H2 「17%/18%」は、一つの値でも、分子/分母の形（3/8）でもない。値を一つだけ、数字だけで入れる",
        ),
        ({"R6目標": "3/8"}, "一覧!L2 数だけではない。数字だけを入れる"),
        (
            {"目標": "維持", "基準値": "3/8", "向き": "↑"},
            "一覧!G2 基準値が分子/分母なので、保つ値が決まらない。目標の欄に、保つ値を数字で入れる",
        ),
        ({"R5": "5（旧基準）"}, "一覧!H2 値の後の「（旧基準）」が分からない。消すか、備考に移す"),
        ({"R5": date(2026, 5, 1)}, "一覧!H2 日付や時刻になっている。セルの書式を標準か文字列にして、入れ直す"),
        ({"R5": "=1/0"}, "一覧!H2 数式の結果が保存されていない。Excel で開いて保存し直す"),
        ({"R5": True}, "一覧!H2 真偽の値（TRUE）である。値を入れ直す"),
        ({"R5": 0.1234567}, "一覧!H2 0.123456… は小数が6桁を超える。丸めた値を入れる"),
        ({"目標": 12345678901234567890}, "一覧!G2 「12345678901234600000」は読める数値ではない。桁を確かめる"),
        ({"目標": True}, "一覧!G2 真偽の値（TRUE）である。値を入れ直す"),
        ({"目標": "市民満足の向上"}, "一覧!G2 目標「市民満足の向上」は数にできない。dxkpi new indicator で作る"),
        ({"目標": None}, "一覧!G2 目標がない。値の推移だけを見る指標なら、dxkpi new indicator で作る"),
        ({"目標": "未定"}, "一覧!G2 目標がない（「未定」）。値の推移だけを見る指標なら、dxkpi new indicator で作る"),
        ({"目標": "増加", "基準値": "－"}, "一覧!G2 目標「増加」には基準値が要るが、ない"),
        ({"目標": "維持"}, f"一覧!G2 目標「維持」では、{UNDECIDED}"),
        ({"基準値": 20}, f"一覧!G2 目標「20」では、{UNDECIDED}"),
        ({"基準値": None}, f"一覧!G2 目標「20」では、{UNDECIDED}"),
        ({"目標": "20（次期）"}, "一覧!G2 「次期」を年度として読めない。R4 のように書く"),
        ({"年度": "いつか"}, "一覧!F2 「いつか」を年度として読めない。R4 のように書く"),
        ({"向き": "→"}, "一覧!J2 「→」では、高いほど良いかどうかが分からない"),
        ({"R6目標": "約15"}, "一覧!L2 数だけではない。数字だけを入れる"),
        ({"指標名": "－"}, "一覧!A2 指標名がない。指標でない行なら、そのままでよい"),
        ({"指標名": "a\u202eb"},
         "一覧!A2 使えない文字（目に見えない文字、または文字の向きを変える文字（U+202E））がある。消す"),
        ({"指標名": date(2026, 5, 1)}, "一覧!A2 日付や時刻になっている。セルの書式を標準か文字列にして、入れ直す"),
    ],
)  # fmt: skip
def test_a_row_that_leaves_a_doubt_is_left_out_with_its_cell(row: dict[str, Any], reason: str) -> None:
    assert why(row) == reason


def test_the_page_of_a_source_is_a_number() -> None:
    assert why({"頁": "表紙"}, document="doc") == "一覧!K2 「表紙」をページの番号として読めない"


def test_the_unit_is_taken_from_numbers_only_where_its_column_is_blank() -> None:
    assert record({"単位": "－", "目標": "80%以上", "基準値": "60%"}) | {"name": ""} == {
        "name": "", "unit": "%", "direction": "absolute", "better": "higher", "baseline": {"value": "60"},
        "target": {"value": "80"},
    }  # fmt: skip
    assert record({"単位": "（％）"})["unit"] == "%"
    assert record({"単位": None, "目標": 0.8, "基準値": 0.5}, {"目標": "0%", "基準値": "0%"})["target"] == {
        "value": "80"
    }
    assert record({"単位": None, "目標": 8, "基準値": "5人"})["unit"] == "人"
    assert "unit" not in record({"単位": None})
    assert why({"目標": "80点以上"}) == "一覧!G2 目標「80点以上」は数にできない。dxkpi new indicator で作る"
    assert why({"基準値": 0.5}, {"基準値": "0%"}).startswith("一覧!E2 セルの書式が % である（0.5）。指標の単位は「件」")


def test_a_formula_counts_by_its_result_and_not_if_it_reaches_outside() -> None:
    assert why({"基準値": "=[1]表!A1"}) == "一覧!E2 ほかのブックを参照する数式である。値だけを貼り付ける"


def test_years_behind_values_and_the_same_for_all_rows() -> None:
    found = record({"基準値": "10（R3）", "目標": "20（令和10年度）", "年度": "R4"})
    assert (found["baseline"], found["target"]) == ({"value": "10", "year": "R3"}, {"value": "20", "year": "R10"})
    for written, said, meant in (("2022年", {}, "R4"), ("令和5年3月", {}, "R4"), ("2022年", CALENDAR, 2022)):
        entry = read({"年度": written}, columns=said)
        assert isinstance(entry, ImportedRow)
        assert entry.record["baseline"] == {"value": "10", "year": str(meant)}
        assert entry.notes == (() if said else (f"一覧!F2 「{written}」を R4年度と読んだ",))
    fixed = {
        "baseline.year": ValueOrigin(fixed="R2"),
        "target.year": ValueOrigin(fixed="R12"),
        "section": ValueOrigin(fixed="one"),
    }
    entry = read({"基準値": "約10"}, columns=fixed)
    assert isinstance(entry, ImportedRow)
    assert (entry.section, entry.record["baseline"]) == ("one", {"value": "10", "year": "R2", "note": "約"})
    assert entry.record["target"] == {"value": "20", "year": "R12"}


def test_the_day_on_which_values_became_known_is_written_with_each() -> None:
    def known(written: str) -> dict[str, Any]:
        found = read({"R5": 5, "担当": "企画課"}, columns={"known": ValueOrigin(fixed=written)})
        assert isinstance(found, ImportedRow)
        assert not found.undated
        return dict(found.record)

    value = {"value": "5", "status": "実績", "known": "2024-05-20", "reported": "企画課"}
    assert known("2024-05-20")["actuals"] == known("令和6年5月20日")["actuals"] == {"R5": value}
    assert why({"R5": 5, "備考": "いつか"}, columns={"known": ValueOrigin("備考")}) == (
        "一覧!M2 分かった日の「いつか」は日付（例 2021-12、2021-12-31）ではない"
    )
    without = read({"R5": 5, "担当": "企画課"})
    assert isinstance(without, ImportedRow)
    assert without.undated


def test_the_better_side_for_all_rows_never_gainsays_baseline_and_target() -> None:
    lower = {"better": ValueOrigin(fixed="lower")}
    assert "better" not in record({}, columns=lower)
    assert record({"基準値": None}, columns=lower)["better"] == "lower"
    assert record({"基準値": 20}, columns=lower)["better"] == "lower"
    assert record({"目標": "維持"}, columns=lower) | {"name": ""} == {
        "name": "", "unit": "件", "direction": "keep", "better": "lower", "baseline": {"value": "10"},
        "target": {"value": "10"},
    }  # fmt: skip
    assert record({"向き": "減少"})["better"] == "lower"
    assert "better" not in record({"目標": "増加"}, columns=lower)


def test_other_directions_of_a_list() -> None:
    assert record({"目標": None}, direction="monitor")["direction"] == "monitor"
    assert record({"目標": None}, direction="increase")["direction"] == "increase"
    assert record({"向き": "増"}, direction="keep")["direction"] == "keep"
    assert record({"目標": None, "R6目標": 5, "向き": "増"})["target"] == {"by_year": {"R6": "5"}}
    assert record({"目標": None, "R6目標": 5})["target"] == {"by_year": {"R6": "5"}}
    assert why({}, direction="monitor") == (
        "一覧!G2 目標「20」は数だが、direction が monitor である。absolute か keep と書く"
    )


def test_ids_are_made_of_a_column_that_has_letters_or_digits() -> None:
    entry = read({"番号": "No.１－２"}, ids=Ids("番号"))
    assert isinstance(entry, ImportedRow)
    assert entry.part == "no-1-2"
    assert why({"番号": "ア"}, ids=Ids("番号")) == "一覧!I2 id を作る列「番号」に、半角にできる英数字がない"
    number, day = read({"番号": 7}, ids=Ids("番号")), read({"番号": date(2026, 5, 1)}, ids=Ids("番号"))
    assert isinstance(number, ImportedRow)
    assert number.part == "7"
    assert isinstance(day, Left)
    assert why({"番号": True}, ids=Ids("番号")).startswith("一覧!I2 真偽の値（TRUE）")
    assert id_part("Ⅱ") == "ii"
    assert unnumbered("12") == "12"


def test_rows_are_filled_down_and_skipped_and_a_csv_has_no_name_of_a_sheet() -> None:
    text = "指標名,分野,目標\na,一,増加\n計,,\nb,,\n,,9\n"
    sheet = read_sheets("list.csv", text.encode())[0]
    columns = {"name": ValueOrigin("指標名"), "section": ValueOrigin("分野"), "target.value": ValueOrigin("目標")}
    said = ColumnFile((1,), columns, fill_down=("分野",), direction="monitor", skip=("計",))
    first, second, third = rows_of(sheet, head_at(sheet, (1,)), said)
    assert first == Left("C2", 2, "a", "目標「増加」には基準値が要るが、ない")
    assert second == ImportedRow("A4", 4, "b", "一", "", {"name": "b", "direction": "monitor"})
    assert third == Left("A5", 5, "", "指標名がない。指標でない行なら、そのままでよい")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("80%以上", ReadTarget("absolute", {"value": "80"}, "higher")),
        ("80％ 以下", ReadTarget("absolute", {"value": "80"}, "lower")),
        ("1,000%超", ReadTarget("absolute", {"value": "1000", "exclusive": "true"}, "higher")),
        ("▲5%未満", ReadTarget("absolute", {"value": "-5", "exclusive": "true"}, "lower")),
        ("80", ReadTarget("absolute", {"value": "80"})),
        ("10〜20%", ReadTarget("range", {"min": "10", "max": "20"})),
        ("10%以上20%以下", ReadTarget("range", {"min": "10", "max": "20"})),
        ("増加", ReadTarget("increase")),
        ("減少させる", ReadTarget("decrease")),
        ("現状値より増加", ReadTarget("increase")),
        ("基準値から減らす", ReadTarget("decrease")),
        ("現状維持", ReadTarget("keep", held=True)),
        ("80%以上を維持", ReadTarget("keep", {"value": "80"}, "higher")),
        ("80%維持", ReadTarget("keep", {"value": "80"})),
    ],
)
def test_targets_in_words_that_cannot_mean_anything_else(text: str, meant: ReadTarget) -> None:
    assert aim(text, "%", "absolute") == meant


@pytest.mark.parametrize(
    "text",
    [
        "80%程度",
        "80件",
        "8割",
        "10ポイント増",
        "80%超を維持",
        "毎年度80%",
        "10%増加",
        "前年度以上",
        "前年度より増加",
        "80%（累計）",
        "10%〜20",
        "R8",
        "-",
    ],
)
def test_a_target_that_can_mean_anything_else_is_none(text: str) -> None:
    with pytest.raises(Slip) as refused:
        aim(text, "%", "absolute")
    assert str(refused.value) == f"目標「{text}」は数にできない。dxkpi new indicator で作る"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5千件", None),
        ("約80件", None),
        ("10ポイント", None),
        ("2025年", None),
        ("10〜20件", "件"),
        ("80 人以上", "人"),
        ("80", None),
    ],
)
def test_the_unit_of_a_number_in_words(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit


def test_calendar_years_are_written_as_years_and_read_as_the_list_says_them() -> None:
    row = {"年度": "平成28年", "R5": "1,200", "R6目標": 15, "目標": "20（令和7年）"}
    assert record(row, document="doc", columns=CALENDAR) == {
        "name": "件数", "unit": "件", "direction": "absolute", "year_kind": "calendar",
        "baseline": {"value": "10", "year": "2016"},
        "target": {"value": "20", "year": "2025", "by_year": {"2024": "15"}},
        "actuals": {"2023": {"value": "1200", "status": "実績"}}, "source": {"document": "doc"},
    }  # fmt: skip
    assert "year_kind" not in record(row, columns={"year_kind": ValueOrigin(fixed="年度")})
    kinds = {"year_kind": ValueOrigin("備考")}
    assert record({"備考": "暦年"}, columns=kinds)["year_kind"] == "calendar"
    assert why({"備考": "西暦"}, columns=kinds) == "一覧!M2 「西暦」は、calendar（暦年）でも fiscal（年度）でもない"
