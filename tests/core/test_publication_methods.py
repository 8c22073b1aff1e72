"""What is frozen of a published year where a plan has states, or a method that looks back."""

from typing import Any

import pytest

from dxkpi.core.day import parse_day
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.in_force import as_written
from dxkpi.core.publication.freeze import frozen
from tests.build import declared, indicator, plan

YEARS: dict[str, Any] = {y: {"value": v, "status": "実績"} for y, v in (("R1", "10"), ("R2", "20"), ("R3", "50"))}


def records(of: Any, **changes: Any) -> Any:
    own = declared(indicator(actuals=YEARS, **changes))
    return frozen(of, own, parse_fiscal_year("R3"), parse_day("2023-01-01")).indicators[0]


def test_states_are_frozen_up_to_the_year() -> None:
    states = [{"id": "ended", "label": "完了", "group": "その他", "lasting": "true"}]
    entered = {"R2": {"state": "ended"}, "R4": {"state": "ended"}}
    assert [str(year) for year in records(plan(states=states), states=entered).states] == ["R2"]


@pytest.mark.parametrize(
    ("against", "adopted", "kept"),
    [
        ("target", "2019-09", None),
        ("target", "2018-09", {"from": "R1"}),
        ("target", None, {"from": "R1"}),
        ("elapsed_share", "2019-09", {"from": "R1", "to": "R5"}),
    ],
)
def test_of_the_period_only_what_figures_rest_on_is_frozen(against: str, adopted: str | None, kept: Any) -> None:
    method = {"formula": "distance", "against": against}
    of = plan(method=method, adopted=adopted, period={"from": "R1", "to": "R5"}, target_year="R5")
    found = frozen(of, declared(indicator(actuals=YEARS)), parse_fiscal_year("R3"), parse_day("2023-01-01")).plan
    assert (as_written(found).get("period")) == kept


@pytest.mark.parametrize(
    ("against", "years"), [("target", ["R3"]), ("since_previous", ["R2", "R3"]), ("previous_year", ["R2", "R3"])]
)
def test_the_year_before_is_frozen_where_the_method_looks_back(against: str, years: list[str]) -> None:
    of = plan(method={"formula": "distance", "against": against})
    assert [str(year) for year in records(of).actuals] == years
