"""Which record a year is judged by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.observations import Vintage
from tests.build import finals, indicator, plan

NOVEMBER = {"value": "40", "status": "見込", "known": "2021-11-30"}
MAY = {"value": "45", "status": "速報", "known": "2022-05-20"}
SEPTEMBER = {"value": "44", "status": "実績", "known": "2022-09-30"}


def chosen(actuals: dict[str, Any], year: str = "R3", as_of: str | None = None) -> tuple[str, str] | None:
    """The value and the year of the record that `year` is judged by."""
    observation = Vintage(indicator(actuals=actuals), plan(), parse_day(as_of) if as_of else None).read(
        parse_fiscal_year(year)
    )
    return None if observation is None else (str(getattr(observation.actual, "value", "")), str(observation.year))


@pytest.mark.parametrize(
    ("as_of", "value"),
    [
        ("2021-10-01", None),
        ("2021-11-30", "40"),
        ("2022-05", "45"),
        ("2022-09-29", "45"),
        ("2022-09", "44"),
        (None, "44"),
    ],
)
def test_the_latest_knowledge_counts(as_of: str | None, value: str | None) -> None:
    found = chosen({"R3": [SEPTEMBER, NOVEMBER, MAY]}, as_of=as_of)
    assert (found and found[0]) == value


@pytest.mark.parametrize(
    ("statuses", "value"), [(("見込", "実績"), "1"), (("時点", "見込"), "1"), (("実績", "速報"), "0")]
)
def test_of_one_day_the_firmest_counts(statuses: tuple[str, str], value: str) -> None:
    records = [{"value": str(i), "status": s, "known": "2022-03-14"} for i, s in enumerate(statuses)]
    assert chosen({"R3": records}) == (value, "R3")


def test_a_record_is_known_on_the_day_of_its_document() -> None:
    assert chosen(finals(R3="1"), as_of="2022-03-13") is None
    assert chosen(finals(R3="1"), as_of="2022-03-14") == ("1", "R3")


def test_what_somebody_reported_was_not_known_by_the_document_of_the_file() -> None:
    reported = {"value": "1", "status": "見込", "reported": "情報政策課"}
    assert chosen({"R3": reported}, as_of="2021-01") == ("1", "R3")
    assert chosen({"R3": {**reported, "known": "2022-05-20"}}, as_of="2022-03-14") is None
    assert chosen({"R3": {**reported, "known": "2022-05-20"}}, as_of="2022-05-20") == ("1", "R3")


def test_a_year_without_a_record_is_judged_by_the_latest_earlier_one() -> None:
    actuals = {"R1": {"value": "1", "status": "実績"}, "R2": {"value": "2", "status": "速報"}}
    assert chosen(actuals) == ("2", "R2")


def test_a_later_year_is_never_looked_at() -> None:
    assert chosen(finals(R4="9")) is None


@given(st.permutations([NOVEMBER, MAY, SEPTEMBER]))
def test_the_order_of_writing_does_not_matter(records: list[dict[str, str]]) -> None:
    assert chosen({"R3": records}) == ("44", "R3")
