"""Fiscal years: one type, many notations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.calendar import Day, FiscalYear, fiscal_year_of, parse_day, parse_fiscal_year
from dxkpi.core.basis.text import Misspelt

YEARS = st.integers(1926, 2117).map(FiscalYear)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def calendar(fiscal: str, year: int) -> str:
    """What to do about a calendar year."""
    return (
        f"「{fiscal}」と書く。暦年と区別するため「年度」まで書く。暦年の指標（year_kind: calendar）なら「{year}」と書く"
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("R3", 2021),
        ("R元", 2019),
        ("R1", 2019),
        ("R01", 2019),
        ("H31", 2019),
        ("平成31年度", 2019),
        ("令和元年度", 2019),
        ("令和3年度", 2021),
        ("令和３年度", 2021),
        ("Ｒ３", 2021),
        ("R3年度", 2021),
        ("H30", 2018),
        ("H元", 1989),
        ("S64", 1989),
        ("昭和63年度", 1988),
        ("2021", 2021),
        ("FY2021", 2021),
        ("2021年度", 2021),
        ("２０２１", 2021),
    ],
)
def test_notations_of_one_type(text: str, start: int) -> None:
    assert parse_fiscal_year(text) == FiscalYear(start)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("R0", "「R1」と書く。令和は元年（R1）から"),
        ("H40", "「R10」と書く。平成は31年度（= R1）まで"),
        ("R3.12", "「R3」と書く。月まで言うには、実績値に as_of: 2021-12 を添える"),
        ("R4.3", "「R3」と書く。月まで言うには、実績値に as_of: 2022-03 を添える"),
        ("2021-12", "「R3」と書く。月まで言うには、実績値に as_of: 2021-12 を添える"),
        ("令和3年12月", "「R3」と書く。月まで言うには、実績値に as_of: 2021-12 を添える"),
        (
            "令和3年",
            calendar("R3", 2021),
        ),
        (
            "2021年",
            calendar("R3", 2021),
        ),
        ("r3", "「R3」と書く"),
        ("fy2021", "「FY2021」と書く"),
        ("1867", "西暦は 1926 から 2117 まで"),
        ("R3.13", ""),
        ("3", "元号を付ける（令和なら R3）か、西暦4桁で書く"),
        ("07年度", "元号を付ける（令和なら R7）か、西暦4桁で書く"),
        ("令和七年度", "「R7」と書く"),
        ("平成三十年", "「H30」と書く"),
        ("令和十", "「R10」と書く"),
        ("昭和六十三年度", "「S63」と書く"),
        ("七年度", ""),
        ("来年度", ""),
        ("R0年", ""),
        ("1925年", ""),
        (
            "1926年",
            calendar("S1", 1926),
        ),
        (
            "2117年",
            calendar("R99", 2117),
        ),
        ("2118年", ""),
        ("1926.12", ""),
        ("1927.1", "「S1」と書く。月まで言うには、実績値に as_of: 1927-01 を添える"),
        ("2117.12", "「R99」と書く。月まで言うには、実績値に as_of: 2117-12 を添える"),
        ("R3.1", "「R2」と書く。月まで言うには、実績値に as_of: 2021-01 を添える"),
        ("R3.0", ""),
        ("H40年", ""),
        ("1800年", ""),
        ("", ""),
    ],
)
def test_what_was_meant_is_said(text: str, advice: str) -> None:
    with pytest.raises(Misspelt) as caught:
        parse_fiscal_year(text)
    assert str(caught.value) == f"「{text}」は年度（例 R3、令和3年度、2021）ではない"
    assert caught.value.advice == advice


def test_an_era_s_first_year_prints_as_gannen() -> None:
    year = FiscalYear(2019)
    assert (str(year), year.label, year.formal) == ("R1", "R元年度", "令和元年度")


@given(YEARS)
def test_every_notation_of_a_year_reads_back(year: FiscalYear) -> None:
    written = [str(year), year.label, year.formal, str(year.start), f"FY{year.start}", f"{year.start}年度"]
    for text in written:
        assert parse_fiscal_year(text) == year
        assert parse_fiscal_year(text.translate(FULL_WIDTH)) == year


@given(YEARS, st.integers(1, 12))
def test_a_fiscal_year_runs_from_april_to_march(year: FiscalYear, month: int) -> None:
    calendar = year.start if month >= 4 else year.start + 1
    assert fiscal_year_of(calendar, month) == year


@given(st.text(max_size=12))
def test_any_text_is_a_year_or_misspelt(text: str) -> None:
    try:
        year = parse_fiscal_year(text)
    except Misspelt as misspelt:
        year = parse_fiscal_year(misspelt.suggestion or "R3")
    assert parse_fiscal_year(str(year)) == year


@pytest.mark.parametrize(("text", "day"), [("2021-12", Day(2021, 12)), ("2022-03-14", Day(2022, 3, 14))])
def test_days(text: str, day: Day) -> None:
    assert parse_day(text) == day
    assert str(day) == text


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("R3.12", "「2021-12」と書く"),
        ("令和 3年 12月", "「2021-12」と書く"),
        ("2021-12-00", "暦にない日付である"),
        ("2021-00", "暦にない日付である"),
        ("2021/12/0", ""),
        ("R0.12", ""),
        ("H40.12", ""),
        ("R3.13", ""),
        ("令和3年12月", "「2021-12」と書く"),
        ("令和4年3月14日", "「2022-03-14」と書く"),
        ("2021/12/1", "「2021-12-01」と書く"),
        ("2021-1", "「2021-01」と書く"),
        ("2021-02-30", "暦にない日付である"),
        ("2021", ""),
        ("昨日", ""),
    ],
)
def test_a_date_written_otherwise_is_told_the_right_spelling(text: str, advice: str) -> None:
    with pytest.raises(Misspelt) as caught:
        parse_day(text)
    assert str(caught.value) == f"「{text}」は日付（例 2021-12、2021-12-31）ではない"
    assert caught.value.advice == advice


@given(st.dates())
def test_every_date_reads_back(date: object) -> None:
    assert str(parse_day(str(date))) == str(date)


def test_a_bare_month_has_certainly_come_only_when_it_is_over() -> None:
    assert not Day(2022, 3).certainly_by(Day(2022, 3, 14))
    assert Day(2022, 3).certainly_by(Day(2022, 3))
    assert Day(2022, 2).certainly_by(Day(2022, 3, 14))
    assert Day(2022, 3, 14).certainly_by(Day(2022, 3))


def test_a_bare_month_has_a_first_and_a_last_day() -> None:
    assert (Day(2024, 2).first.isoformat(), Day(2024, 2).last.isoformat()) == ("2024-02-01", "2024-02-29")
    assert Day(2024, 2, 9).first == Day(2024, 2, 9).last


def test_a_day_falls_into_the_fiscal_year_of_its_month() -> None:
    assert [Day(2022, month).fiscal_year for month in (3, 4)] == [FiscalYear(2021), FiscalYear(2022)]
