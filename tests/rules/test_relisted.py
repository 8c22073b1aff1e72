"""Indicators that are listed again: only in sections that there are, and counted as the plan says."""

import pytest

from tests.rules.telling import Changes, found, told

SECTIONS = [{"id": "s", "name": "分野一"}, {"id": "t", "name": "分野二"}]


def test_a_section_that_the_plan_does_not_have() -> None:
    assert told({"relisted": ["t"]}, of={"sections": SECTIONS}) == []
    (unknown,) = found({"relisted": ["t", "tt"]}, of={"sections": SECTIONS})
    assert unknown.message == "a0（指標その0）の再掲の分野「tt」は、計画「計画」にない（あるのは s、t）"
    assert told({"relisted": ["tt"]}, of={"sections": SECTIONS}) == ["KPI403 relisted.0"]


@pytest.mark.parametrize(("count", "expected"), [("once", ["KPI406 sections.1.indicators"]), ("each", [])])
def test_the_number_of_a_section_is_counted_as_the_plan_says(count: str, expected: list[str]) -> None:
    sections = [SECTIONS[0] | {"indicators": "1"}, SECTIONS[1] | {"indicators": "1"}]
    of: Changes = {"sections": sections, "relisted_count": count}
    assert told({"relisted": ["t"]}, of=of) == expected
