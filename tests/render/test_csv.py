"""CSV: what another program reads back, against the figures of the paper and the text of the data."""

import csv
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.calendar import parse_day
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.outcomes.indicator import ListOutcome
from dxkpi.core.outcomes.report import ReconcileOutcome, ReportOutcome
from dxkpi.core.report import Scope
from dxkpi.render.csv import csv_bytes, write
from dxkpi.render.formats import Look, NotOffered
from dxkpi.render.plain import plain
from dxkpi.render.views.fields import OUTLOOK_FIELDS, STATUS_FIELDS, Field
from dxkpi.render.views.flat import TABLES
from dxkpi.render.views.open_data import TABLES as OPEN
from tests.render.hostile import HOSTILE, line
from tests.render.papers import chiba_report, indicator, small_report


def read(raw: bytes) -> list[dict[str, str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(raw.decode("utf-8-sig"), newline="")))


def rows(table: str, *reports: Any) -> list[dict[str, str]]:
    return read(write(ReportOutcome(reports or (chiba_report(),)), Look(table=table)))


@pytest.mark.parametrize("table", TABLES)
def test_a_header_and_one_record_a_line(table: str) -> None:
    raw = write(ReportOutcome((chiba_report(),)), Look(table=table))
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines[0] == ",".join(field.name for field in TABLES[table][0])
    assert lines[-1] == ""
    assert len(lines) - 2 == len(rows(table)) > 0
    assert "\n" not in "".join(lines)


@pytest.mark.parametrize(
    "fields",
    [*(fields for fields, _ in TABLES.values()), OUTLOOK_FIELDS, STATUS_FIELDS, *(table.fields for table in OPEN)],
)
def test_columns_have_names_for_people_that_are_no_formula_and_no_two_the_same(fields: tuple[Field, ...]) -> None:
    titles = [field.title for field in fields]
    assert len(set(titles)) == len(titles)
    assert csv_bytes(titles, ()) == f"\ufeff{','.join(titles)}\r\n".encode()
    assert not any(
        title[0] in "'=+-@＝＋－＠" or field.meaning == "" for title, field in zip(titles, fields, strict=True)
    )


def test_heads_for_people_change_nothing_below_them() -> None:
    outcome = ReportOutcome((chiba_report(),))
    named, titled = (
        write(outcome, Look(table="indicators", titled=own)).decode().split("\r\n") for own in (False, True)
    )
    assert titled[0].split(",")[:8] == [
        "\ufeff計画の id",
        "計画",
        "年度",
        "いつまでに分かったこと",
        "指標の id",
        "番号",
        "指標",
        "分野の id",
    ]
    assert titled[0].count(",") == named[0].count(",")
    assert titled[1:] == named[1:]


def counts(found: list[dict[str, str]], column: str = "count") -> dict[str, list[str]]:
    of: dict[str, list[str]] = {}
    for row in found:
        of.setdefault(row["section_id"], []).append(row[column])
    return of


def test_the_overview_of_r3() -> None:
    found = rows("overview")
    assert counts(found) == {
        "hakyu": ["7", "1", "1", "2", "1"],
        "kobetsu": ["36", "2", "0", "10", ""],
        "dodai": ["7", "0", "0", "1", ""],
        "total": ["50", "3", "1", "13", "1"],
    }
    assert counts(found, "share_percent")["total"] == ["73.5", "4.4", "1.5", "19.1", "1.5"]
    assert set(counts(found, "share_percent")["hakyu"]) == {""}
    assert counts(found, "by_publication")["hakyu"] == ["false", "true", "true", "true", "false"]
    assert counts(found, "from_publication")["total"] == ["0", "2", "0", "8", "0"]
    assert counts(found, "undisclosed")["total"] == ["43", "0", "0", "0", "0"]
    assert counts(found, "assumed")["total"] == ["0", "1", "1", "1", "0"]
    assert {row["fiscal_year"] for row in found} == {"2021"}


def test_the_section_tables_of_r3() -> None:
    found = rows("sections")
    one = [row for row in found if row["table"] == "1"]
    two = [row for row in found if row["table"] == "2"]
    assert counts(one, "share_percent")["total"] == ["58.3", "8.3", "8.3", "16.7", "8.3"]
    assert counts(two)["total"] == ["43", "2", "0", "11"]
    assert counts(two, "share_percent")["total"] == ["76.8", "3.6", "0", "19.6"]


def test_indicators_of_r3() -> None:
    found = {row["id"]: {k: v for k, v in row.items() if v} for row in rows("indicators")}
    assert len(found) == 25
    assert found["rpa-hours"] == {
        "plan_id": "chiba-ict",
        "plan": "千葉県ICT利活用戦略",
        "fiscal_year": "2021",
        "id": "rpa-hours",
        "name": "RPA導入により削減した作業時間",
        "section_id": "hakyu",
        "section": "波及効果の高いプロジェクト",
        "section_assumed": "false",
        "direction": "absolute",
        "unit": "時間",
        "baseline_value": "0",
        "baseline_assumed": "true",
        "year_kind": "fiscal",
        "target_value": "6000",
        "target_year": "2021",
        "actual_value": "5445",
        "actual_year": "2021",
        "actual_status": "実績",
        "actual_approximate": "false",
        "state": "rated",
        "standing": "unmet",
        "rating_id": "from60",
        "rating": "60%以上100%未満",
        "rate_percent": "90.8",
        "rate_numerator": "363",
        "rate_denominator": "400",
        "rating_assumed": "true",
        "unmet_reason": "適性が想定より低かった",
        "carried": "false",
        "partial": "false",
        "judged": "false",
    }
    assert [name for name, own in found.items() if own["carried"] == "true"] == ["a7", "paper"]
    assert [name for name, own in found.items() if own["partial"] == "true"] == ["telework", "jobs"]
    assert found["telework"]["actual_from"] == "2021-04"
    assert found["telework"]["actual_to"] == "2021-08"
    assert found["jobs"]["actual_as_of"] == "2021-12"
    assert (found["jobs"]["state"], found["jobs"]["not_assessed"]) == ("not_assessed", "baseline_unknown")
    assert found["paper"]["actual_year"] == "2020"
    assert found["forest"]["actual_text"] == "県1、市町村52、林業事業体2（団体）"
    assert "actual_value" not in found["forest"]
    assert found["needs"]["actual_text"] == "未整備"
    assert found["needs"]["section_assumed"] == "true"
    assert found["kaigo"]["rate_percent"] == "-61.2"
    assert (found["kaigo"]["target_value"], found["kaigo"]["cause_id"]) == ("12.0", "other")
    assert found["navi"]["target_text"] == "増加を目指す"
    assert (found["procedures"]["state"], found["procedures"]["successor"]) == ("suspended", "様式単位の把握")


def test_monitored_indicators_and_what_was_asked() -> None:
    monitored = indicator(direction="monitor", actuals={"R2": {"value": "73.50", "status": "速報"}})
    (row,) = rows("indicators", small_report(monitored, scope=Scope(as_of=parse_day("2022-03"))))
    assert (row["state"], row["standing"], row["actual_value"], row["as_of"]) == ("monitored", "", "73.50", "2022-03")
    assert row["target_year"] == ""
    assert rows("overview", small_report(monitored)) == []


def test_a_monitored_indicator_has_a_row_before_its_first_value_too() -> None:
    later = indicator(direction="monitor", actuals={"R4": {"value": "73.50", "status": "速報"}})
    (row,) = rows("indicators", small_report(later))
    assert (row["id"], row["fiscal_year"], row["state"], row["actual_value"]) == ("x", "2021", "monitored", "")


@pytest.mark.parametrize("words", [*map(line, HOSTILE)])
def test_hostile_text_comes_back_as_text_and_never_as_a_formula(words: str) -> None:
    report = small_report(indicator(name=words, unit=words, target={"value": "1"}, better="higher"))
    (row,) = rows("indicators", report)
    assert data_of(row["name"]) == data_of(row["unit"]) == plain(words)
    assert not is_formula(row["name"])


def is_formula(cell: str) -> bool:
    """Whether some spreadsheet takes `cell` for a formula, blanks before it or not."""
    return cell.strip().startswith(tuple("=+-@＝＋－＠"))


def data_of(cell: str) -> str:
    """The text that stands in `cell`, as whoever reads a table back is told to take it."""
    return cell.removeprefix("'")


def cell_of(words: str) -> str:
    (row,) = read(csv_bytes(("a", "b"), [{"a": words, "b": 1}]))
    return row["a"]


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("\t=1+1", "' =1+1"),
        ("\u3000＝1+1", "'\u3000＝1+1"),
        ("\u00a0\u2003-5", "'\u00a0\u2003-5"),
        ("\r\n@SUM(1)", "' @SUM(1)"),
        ("'=1+1", "''=1+1"),
        ("'96年度", "''96年度"),
        ("''", "'''"),
        (" '=1+1", " '=1+1"),
        ("R3 = 5", "R3 = 5"),
        ("", ""),
        (" ", " "),
    ],
)
def test_what_begins_like_a_formula_or_with_an_apostrophe_has_one_before_it(words: str, cell: str) -> None:
    assert cell_of(words) == cell
    assert data_of(cell) == plain(words)


@given(st.text(st.sampled_from("'=+-@＝＠ \t\r\n\u3000\u00a0a1,\"全"), max_size=8))
def test_so_it_is_with_any_text(words: str) -> None:
    assert not is_formula(cell_of(words))
    assert data_of(cell_of(words)) == plain(words)


def test_keys() -> None:
    table = csv_bytes(
        ("a", "b", "c", "d", "e"),
        [
            {"a": "x,y", "b": 0, "c": None, "d": True, "e": Decimal("-73.50")},
            {"a": "012", "b": -1, "c": "", "d": False, "e": Decimal(10**18)},
        ],
    )
    assert table.decode("utf-8-sig") == 'a,b,c,d,e\r\n"x,y",0,,true,-73.50\r\n012,-1,,false,1000000000000000000\r\n'


def test_a_list_is_its_indicators() -> None:
    report = chiba_report()
    outcome = ListOutcome(tuple((DeclaredPlan("p", report.plan), None, a) for a in report.assessments))  # type: ignore[misc]
    assert [row["id"] for row in read(write(outcome, Look()))] == [a.indicator.id for a in report.assessments]


def test_other_tables_are_not_offered() -> None:
    with pytest.raises(NotOffered):
        write(ReportOutcome(()), Look(table="elsewhere"))
    with pytest.raises(NotOffered):
        write(ReconcileOutcome(()), Look())
