"""How far an answer has come: records, promises, deadlines and suspensions, case by case."""

from datetime import date
from typing import Any

import pytest

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.record import Status
from dxkpi.core.collection.ask import Asked, CollectionStatus, asks, next_status, rounds, standing
from tests.sheets import HOURS, PARTS, STEPS, data_of, files_of

R7 = FiscalYear(2025)
BEFORE, AFTER = date(2026, 5, 20), date(2026, 9, 1)


def value(status: str, known: str = "2026-05-01", **keys: Any) -> dict[str, Any]:
    return {"value": "5600", "status": status, "known": known, **keys}


FINAL, PROVISIONAL, FORECAST, INTERIM = map(value, ("実績", "速報", "見込", "時点"))
SOME_MONTHS = value("実績", period={"from": "2025-04", "to": "2025-08"})
AUGUST = {"until": "2026-08", "known": "2026-05-10", "reported": "課"}
OPEN = {"known": "2026-05-10", "reported": "課"}
EARLY = {"known": "2025-11-01", "reported": "課"}
STOPPED = {"since": "R7", "reason": "終了"}
LATER = {"since": "R8", "reason": "終了"}

# records of R7, pending, suspended, wanted, today, standing
CASES: list[tuple[list[dict[str, Any]], dict[str, Any] | None, dict[str, Any] | None, str, date, str]] = [
    ([], None, None, "実績", BEFORE, "未回答"),
    ([], None, None, "見込", AFTER, "未回答"),
    ([], None, STOPPED, "実績", BEFORE, "対象外"),
    ([], None, LATER, "実績", BEFORE, "未回答"),
    ([FORECAST], None, STOPPED, "実績", BEFORE, "対象外"),
    ([FINAL], None, STOPPED, "実績", BEFORE, "対象外"),
    ([FINAL], None, None, "実績", BEFORE, "済"),
    ([FINAL], None, None, "速報", BEFORE, "済"),
    ([FINAL], None, None, "見込", BEFORE, "済"),
    ([FINAL], None, None, "時点", BEFORE, "済"),
    ([PROVISIONAL], None, None, "実績", BEFORE, "仮"),
    ([PROVISIONAL], None, None, "速報", BEFORE, "済"),
    ([PROVISIONAL], None, None, "見込", BEFORE, "済"),
    ([PROVISIONAL], None, None, "時点", AFTER, "済"),
    ([FORECAST], None, None, "実績", BEFORE, "仮"),
    ([FORECAST], None, None, "速報", AFTER, "仮"),
    ([FORECAST], None, None, "見込", BEFORE, "済"),
    ([FORECAST], None, None, "時点", BEFORE, "済"),
    ([INTERIM], None, None, "実績", BEFORE, "仮"),
    ([INTERIM], None, None, "見込", BEFORE, "仮"),
    ([INTERIM], None, None, "時点", BEFORE, "済"),
    ([FORECAST, FINAL], None, None, "実績", BEFORE, "済"),
    ([FINAL, FORECAST], None, None, "実績", BEFORE, "済"),
    ([SOME_MONTHS], None, None, "実績", BEFORE, "仮"),
    ([SOME_MONTHS], None, None, "時点", BEFORE, "仮"),
    ([SOME_MONTHS, FINAL], None, None, "実績", BEFORE, "済"),
    ([], AUGUST, None, "実績", BEFORE, "集計中"),
    ([], AUGUST, None, "実績", date(2026, 8, 31), "集計中"),
    ([], AUGUST, None, "実績", AFTER, "約束過ぎ"),
    ([], AUGUST, STOPPED, "実績", AFTER, "対象外"),
    ([], OPEN, None, "実績", BEFORE, "集計中"),
    ([], OPEN, None, "実績", AFTER, "集計中"),
    ([FORECAST], AUGUST, None, "実績", BEFORE, "集計中"),
    ([FORECAST], AUGUST, None, "実績", AFTER, "約束過ぎ"),
    ([FORECAST], AUGUST, None, "見込", AFTER, "済"),
    ([FINAL], AUGUST, None, "実績", AFTER, "済"),
    ([FORECAST], EARLY, None, "実績", BEFORE, "仮"),
    ([value("見込", "2025-10-01")], EARLY, None, "実績", BEFORE, "集計中"),
    ([SOME_MONTHS], OPEN, None, "実績", BEFORE, "集計中"),
    ([INTERIM], {"until": "2026-05-19", **OPEN}, None, "実績", BEFORE, "約束過ぎ"),
]


def indicator(records: list[Any], pending: Any, suspended: Any, **keys: Any) -> dict[str, Any]:
    years = {"R7": records} if records else {}
    own = {**HOURS, "actuals": years, **keys}
    own |= {"pending": {"R7": pending}} if pending else {}
    return own | ({"suspended": suspended} if suspended else {})


@pytest.mark.parametrize(("records", "pending", "suspended", "wanted", "today", "stands"), CASES)
def test_the_standing_of_an_answer(
    records: list[Any], pending: Any, suspended: Any, wanted: str, today: date, stands: str
) -> None:
    data = data_of(files_of(indicator(records, pending, suspended)))
    assert data.dataset.unread == ()
    (plan,), (own,) = data.dataset.plans, data.dataset.indicators
    assert standing(own, plan, R7, Status(wanted), today) == stands


def test_done_steps_and_states_that_last_are_asked_no_more() -> None:
    done = {**STEPS, "actuals": {"R6": {"done": ["設計", "開設"], "status": "実績"}}}
    ended = {**HOURS, "states": {"R6": {"state": "ended"}}}
    states = [{"id": "ended", "label": "完了", "group": "その他", "lasting": "true"}]
    for one, stands in ((done, CollectionStatus.DONE), (ended, CollectionStatus.EXEMPT)):
        data = data_of(files_of(one, states=states))
        (plan,), (own,) = data.dataset.plans, data.dataset.indicators
        assert standing(own, plan, R7, Status.FINAL, BEFORE) is stands


def test_the_counts_of_status_are_the_rows_asked_and_those_done_or_exempt() -> None:
    found = [
        {**indicator(records, pending, suspended), "id": f"k{n:02d}", "name": f"名{n}"}
        for n, (records, pending, suspended, *_) in enumerate(CASES)
    ]
    dataset = data_of(files_of(*found, PARTS)).dataset
    for wanted in (Status.FINAL, Status.FORECAST):
        (own,) = rounds(dataset, dataset.plans, Asked(R7, wanted, BEFORE), wanted)
        asked = [ask for ask in asks(dataset, dataset.plans, Asked(R7, wanted, BEFORE)) if ask.standing.asked]
        rest = [ask for ask in own.asks if not ask.standing.asked]
        assert len(own.asks) == len(asked) + len(rest) == len(found) + 1


@pytest.mark.parametrize(
    ("today", "status"), [(date(2025, 11, 14), "見込"), (date(2025, 11, 15), "実績"), (date(2026, 6, 1), "実績")]
)
def test_the_status_that_is_wanted_next(today: date, status: str) -> None:
    assert next_status(data_of(files_of(HOURS)).dataset.plans, R7, today) == status
