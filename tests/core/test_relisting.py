"""再掲: an indicator that its plan lists in several sections, counted once or in each as the plan says."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.by_method import compare_methods
from dxkpi.core.count_table import CountTable
from dxkpi.core.detail import groups
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.reconcile import Agreement, reconcile
from dxkpi.core.report import Report, Scope, build_report
from tests.build import actual, dataset, declared, indicator, plan

R3 = FiscalYear(2021)
SECTIONS = [{"id": "s", "name": "分野一"}, {"id": "t", "name": "分野二"}, {"id": "u", "name": "分野三"}]
MET, MISSED = actual("100"), actual("50")


def sectioned(count: str | None = None, **changes: Any) -> Plan:
    counted = {} if count is None else {"relisted_count": count}
    return plan(**({"sections": SECTIONS} | counted | changes))


OWN = (
    indicator(id="a", section="s", relisted=["t"], actuals=MET),
    indicator(id="b", section="t", actuals=MISSED),
    indicator(id="c", section="u", relisted=["s", "t"], actuals=MISSED),
)


def report(of: Plan, *, section: str | None = None) -> Report:
    return build_report(of, declared(*OWN), R3, Scope(section=section))


def rows(table: CountTable | None) -> dict[str, tuple[int, list[int | None]]]:
    """Of each section how many indicators it counts, and how many in each column."""
    assert table is not None
    return {row.section.id: (row.size, [cell.count for cell in row.cells]) for row in table.rows}


def shares(table: CountTable | None) -> list[Fraction | None]:
    assert table is not None
    return [share.exact for share in table.percentages]


@pytest.mark.parametrize(
    ("count", "expected", "total", "of_all"),
    [
        (None, {"s": (1, [1, 0, 0, 0]), "t": (1, [0, 0, 1, 0]), "u": (1, [0, 0, 1, 0])}, 3, Fraction(1, 3)),
        ("once", {"s": (1, [1, 0, 0, 0]), "t": (1, [0, 0, 1, 0]), "u": (1, [0, 0, 1, 0])}, 3, Fraction(1, 3)),
        ("each", {"s": (2, [1, 0, 1, 0]), "t": (3, [1, 0, 2, 0]), "u": (1, [0, 0, 1, 0])}, 6, Fraction(2, 6)),
    ],
)
def test_where_an_indicator_counts(count: str | None, expected: Any, total: int, of_all: Fraction) -> None:
    found = report(sectioned(count))
    assert rows(found.overview) == expected
    assert found.overview is not None
    assert found.overview.size == total
    assert found.composition is not None
    assert found.composition.total == total
    assert shares(found.overview)[0] == of_all
    assert [a.indicator.id for a in found.assessments] == ["a", "b", "c"]  # a result each, however often it is listed


@pytest.mark.parametrize(("count", "size", "achieved"), [("once", 1, Fraction(0)), ("each", 3, Fraction(1, 3))])
def test_a_section_by_itself_lists_all_and_counts_as_the_plan_says(count: str, size: int, achieved: Fraction) -> None:
    found = report(sectioned(count), section="t")
    assert [a.indicator.id for a in found.assessments] == ["a", "b", "c"]
    assert rows(found.overview)["t"][0] == size
    assert shares(found.overview)[0] == achieved


def test_the_lists_below_a_table_name_what_is_listed_again() -> None:
    found = report(sectioned("once"))
    table = next(own for own in found.tables if own.rows[0].section.id == "t")
    assert [[a.indicator.id for a in group.assessments] for group in groups(found, table)] == [["a"], ["b", "c"]]


def test_what_is_only_followed_is_listed_and_never_counted() -> None:
    followed = indicator(id="f", relisted=["t"], direction="monitor", target=None, baseline=None)
    found = build_report(sectioned("each"), declared(followed, *OWN), R3, Scope(section="t"))
    assert [a.indicator.id for a in found.monitored] == ["f"]
    assert rows(found.overview)["t"][0] == 3


@pytest.mark.parametrize(
    ("count", "printed", "agreement"),
    [
        ("once", {"achieved": "0", "from30": "1"}, Agreement.CONFIRMED),
        ("once", {"achieved": "1", "from30": "2"}, Agreement.CONTRADICTED),
        ("each", {"achieved": "1", "from30": "2"}, Agreement.CONFIRMED),
        ("each", {"achieved": "0", "from30": "1"}, Agreement.CONTRADICTED),
    ],
)
def test_what_was_published_is_counted_so_too(count: str, printed: dict[str, str], agreement: Agreement) -> None:
    counts = {"t": {"from60": "0", "below30": "0", **printed}}
    published = {"R3": {"source": {"document": "doc", "page": "1"}, "counts": counts}}
    found = reconcile(sectioned(count, published=published), declared(*OWN), R3)
    assert found is not None
    assert found.agreement is agreement


def test_other_methods_are_compared_by_each_indicator_once() -> None:
    (own,) = compare_methods(sectioned("each"), declared(*OWN), R3, ()).methods
    assert [a.indicator.id for a in own.assessments] == ["a", "b", "c"]


@pytest.mark.parametrize(("relisted", "where"), [(["s"], "0"), (["t", "t"], "1"), (["t", "s"], "1")])
def test_a_section_lists_an_indicator_once(relisted: list[str], where: str) -> None:
    with pytest.raises(ValidationError) as refused:
        indicator(relisted=relisted)
    (error,) = refused.value.errors()
    assert error["type"] == "contradiction"
    assert error["ctx"]["keys"] == ("relisted", where)


def test_a_section_that_there_is_not_leaves_the_counts_open() -> None:
    assert not dataset(sectioned(), indicator(relisted=["x"])).counts(sectioned())
    assert dataset(sectioned(), indicator(relisted=["t"])).counts(sectioned())


LISTINGS = st.lists(
    st.tuples(st.permutations(["s", "t", "u"]), st.integers(1, 3), st.sampled_from(["100", "70", "40", "5"])),
    max_size=8,
)


@given(LISTINGS)
def test_in_each_section_is_as_if_every_listing_were_an_indicator_of_its_own(
    listings: list[tuple[list[str], int, str]],
) -> None:
    again = [
        indicator(id=f"i{n}", section=order[0], relisted=order[1:size], actuals=actual(value))
        for n, (order, size, value) in enumerate(listings)
    ]
    apart = [
        indicator(id=f"i{n}-{section}", section=section, actuals=actual(value))
        for n, (order, size, value) in enumerate(listings)
        for section in order[:size]
    ]
    found, expected = (build_report(sectioned("each"), declared(*own), R3) for own in (again, apart))
    if not listings:
        assert found == expected
        return
    assert (rows(found.overview), shares(found.overview)) == (rows(expected.overview), shares(expected.overview))


@given(LISTINGS)
def test_once_is_as_if_nothing_were_listed_again(listings: list[tuple[list[str], int, str]]) -> None:
    again = [
        indicator(id=f"i{n}", section=order[0], relisted=order[1:size], actuals=actual(value))
        for n, (order, size, value) in enumerate(listings)
    ]
    without = [i.model_copy(update={"relisted": ()}) for i in again]
    found, expected = (build_report(sectioned("once"), declared(*own), R3) for own in (again, without))
    if listings:
        assert rows(found.overview) == rows(expected.overview)
        assert shares(found.overview) == shares(expected.overview)


def test_it_is_written_as_it_is_read() -> None:
    again = as_written(OWN[2])
    assert again["relisted"] == ["s", "t"]
    assert type(OWN[2]).model_validate(again) == OWN[2]
