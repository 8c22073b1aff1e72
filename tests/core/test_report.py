"""Reports: when published counts complete a table, and what each figure rests on."""

from fractions import Fraction
from typing import Any

import pytest

from dxkpi.core.basis.calendar import FiscalYear, parse_day
from dxkpi.core.report import Report, Scope, build_report
from tests.build import actual, declared, finals, indicator, plan
from tests.core.test_reconcile import met, published, rate, unknown

R3 = FiscalYear(2021)


def report(indicators: list[Any], scope: Scope | None = None, **changes: Any) -> Report:
    return build_report(plan(**changes), declared(*indicators), R3, scope)


def counts(found: Report) -> dict[str, int | None]:
    assert found.overview is not None
    row = found.overview.rows[0]
    return {c.id: cell.count for c, cell in zip(found.overview.columns, row.cells, strict=True)}


def marks(found: Report) -> dict[str, bool]:
    assert found.overview is not None
    row = found.overview.rows[0]
    return {c.id: cell.by_publication for c, cell in zip(found.overview.columns, row.cells, strict=True)}


OWN = [met("a"), rate("b", "70"), unknown("c")]
RESULT = published("1", "1", "0", "1")


def test_the_published_counts_complete_the_table_and_say_so() -> None:
    found = report(OWN, **RESULT)
    assert counts(found) == {"achieved": 1, "from60": 1, "from30": 0, "below30": 1}
    # c could be in any of the three lower bands: all three counts rest on what was published
    assert marks(found) == {"achieved": False, "from60": True, "from30": True, "below30": True}
    assert found.composition is not None
    assert (found.composition.from_data, found.composition.from_publication) == (2, 1)
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("scope", "changes", "why"),
    [
        (Scope(computed=True), RESULT, "not_asked"),
        (Scope(), {}, "not_published"),
        (Scope(as_of=parse_day("2022-03-13")), RESULT, "not_published"),
        (Scope(), published("0", "1", "1", "1"), "contradicted"),
    ],
)
def test_otherwise_they_stay_open(scope: Scope, changes: dict[str, Any], why: str) -> None:
    own = [
        indicator(
            id=i.id,
            name=i.name,
            source=None,
            baseline=None if i.id == "c" else {"value": "0"},
            better="higher",
            actuals=finals(R3=str(i.actuals[R3][0].value)),
        )
        for i in OWN
    ]
    found = report(own, scope, **changes)
    assert counts(found) == {"achieved": 1, "from60": 1, "from30": 0, "below30": 0, "unassessed": 1}
    assert not any(marks(found).values())
    assert [gap.why.value for gap in found.gaps] == [why]


def test_counts_that_newer_data_have_overtaken_are_not_mixed_with_it() -> None:
    newer = {"value": "100", "status": "実績", "known": "2022-09-30"}
    older = {"value": "70", "status": "見込", "known": "2022-03-01"}
    own = [met("a"), indicator(id="b", name="b", actuals={"R3": [older, newer]}), unknown("c")]
    found = report(own, **RESULT)
    assert counts(found) == {"achieved": 2, "from60": 0, "from30": 0, "below30": 0, "unassessed": 1}
    assert [gap.why.value for gap in found.gaps] == ["outdated"]
    assert counts(report(own, Scope(as_of=parse_day("2022-03-14")), **RESULT))["from60"] == 1


def test_percentages_are_exact_shares_of_all_indicators_of_the_table() -> None:
    found = report(OWN, **RESULT)
    assert found.overview is not None
    shares = [percentage.exact for percentage in found.overview.percentages]
    assert shares == [Fraction(1, 3), Fraction(1, 3), Fraction(0), Fraction(1, 3)]


STOPPED = indicator(id="z", name="z", suspended={"since": "R3", "reason": "見直し"})


@pytest.mark.parametrize(("inside", "share"), [("true", Fraction(1, 2)), ("false", Fraction(1))])
def test_the_plan_decides_whether_suspended_indicators_are_in_the_denominator(inside: str, share: Fraction) -> None:
    suspended = {"label": "停止", "group": "その他", "in_denominator": inside}
    found = report([met("a"), STOPPED], suspended=suspended)
    assert found.overview is not None
    assert found.overview.percentages[0].exact == share


def test_a_section_in_no_declared_table_has_one_of_its_own() -> None:
    sections = [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}]
    found = report([met("a")], sections=sections, tables=[["t"]])
    assert [[row.section.id for row in table.rows] for table in found.tables] == [["t"], ["s"]]


def test_a_section_without_suspended_indicators_shows_a_dash_beside_one_that_has() -> None:
    sections = [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}]
    other = indicator(id="o", name="o", section="t", actuals=actual("100"))
    found = report([STOPPED, other], sections=sections)
    assert found.overview is not None
    assert [row.cells[-1].count for row in found.overview.rows] == [1, None]
    assert [column.id for column in found.tables[1].columns] == ["achieved", "from60", "from30", "below30"]


def test_a_section_alone_has_its_own_percentages() -> None:
    sections = [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}]
    other = indicator(id="o", name="o", section="t", actuals=actual("100"))
    found = report([rate("b", "70"), other], Scope(section="t"), sections=sections)
    assert found.overview is not None
    assert [row.section.id for row in found.overview.rows] == ["t"]
    assert found.overview.percentages[0].exact == 1


def test_unnamed_indicators_of_another_year_are_counted_and_not_rated() -> None:
    unnamed = [{"section": "s", "rating": "achieved", "count": "3", "source": {"document": "doc"}}]
    changes = published("4", "0", "0", "0") | {"undisclosed": unnamed}
    own = [indicator(actuals=finals(R2="100"))]
    earlier = build_report(plan(**changes), declared(*own), FiscalYear(2020))
    assert counts(earlier)["unassessed"] == 3
    before = Scope(as_of=parse_day("2022-03-13"))
    assert counts(report(own, before, **changes)) == counts(earlier) | {"achieved": 0, "unassessed": 4}
    assert counts(report(own, **changes))["achieved"] == 4


def test_each_published_year_counts_the_indicators_that_its_own_paper_leaves_unnamed() -> None:
    """R3: two named and five unnamed; R4: three unnamed, of which one has another rating; R5: not published yet."""
    papers = {year: {"source": {"document": f"of-{year.lower()}"}} for year in ("R3", "R4")}
    documents = {f"of-{year.lower()}": {"title": "資料", "publisher": "県"} for year in papers}
    unnamed = [
        {"section": "s", "rating": rating, "count": count, "source": {"document": f"of-{year.lower()}"}}
        for year, rating, count in (("R3", "achieved", "5"), ("R4", "achieved", "2"), ("R4", "from60", "1"))
    ]
    of = plan(published=papers, undisclosed=unnamed, documents=documents, target_year="R5")
    own = [indicator(id=key, name=key, source=None, actuals=actual("70")) for key in ("a", "b")]
    found = [build_report(of, declared(*own), FiscalYear(start)) for start in (2021, 2022, 2023, 2020)]
    nothing = {"from30": 0, "below30": 0}
    assert [counts(each) for each in found[:3]] == [
        {"achieved": 5, "from60": 2, **nothing},
        {"achieved": 2, "from60": 3, **nothing},
        {"achieved": 0, "from60": 2, "unassessed": 3, **nothing},
    ]
    assert [each.overview.size for each in found if each.overview] == [7, 5, 5, 7]
