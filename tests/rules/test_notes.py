"""Whatever is noted beside a value, and whatever reason is given for a missed target, validate says the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import Example
from tests.build import actual
from tests.rules.telling import LIMIT, PERCENT, STEPS, Changes, told, years
from tests.rules.test_honest import HONEST
from tests.rules.test_pages import RULES, codes
from tests.rules.test_slips import SLIPS

NOTED: list[tuple[str, Changes]] = [
    ("101 % with a note", PERCENT | {"actuals": actual("101", note="転入した児童を含む")}),
    (
        "a leap with a note",
        {"baseline": {"value": "30"}, "target": {"value": "280"}, "actuals": actual("36821", note="延べ")},
    ),
    (
        "visitors in the pandemic",
        {"target": {"value": "900000"}, "baseline": {"value": "850000"}, "unmet": {"R2": {"reason": "感染症"}}}
        | years("860000", "41000", "39000", first=2019),
    ),
    ("another year, explained", {"actuals": actual("50", "速報", as_of="2020-10", note="最新の調査")}),
    ("once in May, by a note", {"note": "毎年5月1日現在の調査による", "actuals": actual("50", as_of="2021-05-01")}),
    (
        "a worsening to be limited",
        LIMIT | {"baseline": {"value": "400"}, "target": {"value": "419", "note": "増え方を抑える"}},
    ),
    (
        "a step taken back, by a note",
        STEPS
        | {
            "actuals": {
                "R2": {"done": ["設計"], "status": "実績"},
                "R3": {"done": [], "status": "実績", "note": "取りやめた"},
            }
        },
    ),
]


@pytest.mark.parametrize("changes", [pytest.param(c, id=name) for name, c in NOTED])
def test_what_a_note_or_a_reason_explains_is_told_all_the_same(changes: Changes) -> None:
    assert told(changes) != []
    assert told(changes) == told(without(changes))


def without(value: Any) -> Any:
    """`value` with no note, and no reason for a missed target."""
    match value:
        case dict():
            return {key: without(own) for key, own in value.items() if key not in {"note", "unmet"}}
        case list():
            return [without(own) for own in value]
        case _:
            return value


def noted(changes: Changes, words: Iterator[str]) -> Changes:
    """`changes` with a note wherever one may stand."""
    declared = {"baseline": {"value": "0"}, "target": {"value": "100"}, "actuals": actual("50")} | changes
    more: dict[str, Any] = {"note": next(words)}
    for key in ("baseline", "target"):
        if isinstance(declared[key], dict):
            more[key] = {**declared[key], "note": next(words)}
    if declared["actuals"]:
        more["actuals"] = {
            year: [{**own, "note": next(words)} for own in (records if isinstance(records, list) else [records])]
            for year, records in declared["actuals"].items()
        }
    return {**changes, **more}


ALL = [changes for _, changes in (*NOTED, *HONEST)] + [changes for _, changes, _ in SLIPS]


@given(st.sampled_from(ALL), st.text("延べ統合確認済", min_size=1, max_size=9))
def test_no_note_changes_what_is_told(changes: Changes, words: str) -> None:
    def again() -> Iterator[str]:
        while True:
            yield words

    assert told(noted(changes, again())) == told(changes)


def test_a_note_beside_what_the_page_of_a_rule_shows_silences_nothing() -> None:
    for code, rule in RULES.items():
        noted = {own.file for own in rule.page.bad if own.file.startswith("indicators/") and not own.whole}
        if code.startswith("KPI3") and noted:
            files = (*rule.page.bad, *(Example("note: 確認済み\n", file) for file in sorted(noted)))
            assert code in codes(rule, files), code
