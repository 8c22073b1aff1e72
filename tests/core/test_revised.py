"""What revisions of targets do to a year: on which days they count, by what was known when, and what was published."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Monitored, Rated, Suspended
from dxkpi.core.basis.calendar import FiscalYear, parse_day, parse_fiscal_year
from dxkpi.core.explain import explain
from dxkpi.core.plan.plan import Plan, history
from dxkpi.core.reconcile import Agreement, reconcile
from dxkpi.core.report import Scope, build_report
from tests.build import dataset, declared, finals, indicator, plan, revision

EASED = ({"value": "100"}, {"value": "50"})


def rate(of: Plan, year: str, as_of: str | None = None, **changes: Any) -> Fraction | None:
    """The rate of an indicator that stands at 50 of 100 adopted, from R1 on."""
    records = finals(R1="50")
    own = indicator(**{"actuals": records} | changes)
    outcome = assess(own, of, parse_fiscal_year(year), parse_day(as_of) if as_of else None).outcome
    assert isinstance(outcome, Rated)
    return outcome.rate


HALF, WHOLE = Fraction(1, 2), Fraction(1)


@pytest.mark.parametrize(
    ("date", "before", "from_then_on"),
    [
        ("2021-03-31", "R1", "R2"),  # the last day of a fiscal year counts for it
        ("2021-03", "R1", "R2"),  # some day of its last month does
        ("2021-04-01", "R2", "R3"),  # the first day of the next does not
        ("2021-04", "R2", "R3"),
        ("2020-04-01", "R1", "R2"),
    ],
)
def test_a_decision_counts_for_the_fiscal_year_that_it_falls_in(date: str, before: str, from_then_on: str) -> None:
    own = plan(revisions=[revision(date, *EASED)])
    assert (rate(own, before), rate(own, from_then_on)) == (HALF, WHOLE)
    assert history(indicator(), own)[0].revision.first_year == parse_fiscal_year(from_then_on)


@pytest.mark.parametrize(
    ("as_of", "known", "expected"),
    [
        ("2021-02-09", None, HALF),  # decided after the day
        ("2021-02-10", None, WHOLE),
        (None, None, WHOLE),
        ("2021-02-10", "2021-04-05", HALF),  # decided, and not known yet
        ("2021-04-04", "2021-04-05", HALF),
        ("2021-04-05", "2021-04-05", WHOLE),
        (None, "2021-04-05", WHOLE),  # it counts for R2 all the same
        ("2021-02-10", "2021-02", HALF),  # any day of February
        ("2021-02-28", "2021-02", WHOLE),
    ],
)
def test_what_was_decided_and_known_by_a_day(as_of: str | None, known: str | None, expected: Fraction) -> None:
    decision = revision("2021-02-10", *EASED) | ({"known": known} if known else {})
    own = plan(revisions=[decision])
    assert rate(own, "R2", as_of, source=None) == expected
    assert rate(own, "R1", as_of, source=None) == HALF


def test_the_document_of_a_decision_does_not_make_it_known_later() -> None:
    own = plan(revisions=[revision("2021-02-10", *EASED, source={"document": "doc"})])  # of March 2022
    assert rate(own, "R2", "2021-03-01", source=None) == WHOLE


def test_of_two_decisions_in_a_year_the_later_one_counts_for_it() -> None:
    own = plan(
        revisions=[revision("2020-06-01", *EASED), revision("2020-12-01", {"value": "50"}, {"value": "200"})],
    )
    assert [rate(own, year, source=None) for year in ("R1", "R2", "R3")] == [HALF, Fraction(1, 4), Fraction(1, 4)]
    assert rate(own, "R2", "2020-11-30", source=None) == WHOLE  # what was known in between


def test_a_decision_that_is_taken_back_leaves_what_there_was() -> None:
    own = plan(revisions=[revision("2020-06-01", *EASED), revision("2021-06-01", *reversed(EASED))])
    assert [rate(own, year) for year in ("R1", "R2", "R3", "R4")] == [HALF, WHOLE, HALF, HALF]
    found = assess(indicator(), own, parse_fiscal_year("R3"))
    assert found.by_revised  # decided twice, though it is the value as adopted again
    assert found.outcome == assess(indicator(), own.as_adopted, parse_fiscal_year("R3")).outcome


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({"suspended": {"since": "R3", "reason": "終わった"}}, Suspended), ({}, Monitored)],
)
def test_what_is_not_judged_is_not_judged_by_a_revised_target(changes: dict[str, Any], kind: type) -> None:
    scheme: dict[str, Any] = {"ratings": [], "method": None} if kind is Monitored else {}
    own = plan(revisions=[revision("2021-02-10", *EASED)], **scheme)
    found = assess(indicator(**changes), own, parse_fiscal_year("R3"))
    assert (type(found.outcome), bool(found.revisions), found.by_revised) == (kind, True, False)


def published(achieved: str, from30: str, on: str) -> dict[str, Any]:
    """A result of R3 that was published on that day."""
    return {
        "documents": {"doc": {"title": "資料", "publisher": "県", "date": on}},
        "published": {"R3": {"source": {"document": "doc"}, "counts": {"s": {"achieved": achieved, "from30": from30}}}},
    }


@pytest.mark.parametrize(
    ("date", "on", "agreed"),
    [
        ("2022-02-10", "2022-03-14", {"revised"}),  # what was published knew of the decision
        ("2022-03-20", "2022-03-14", {"adopted"}),  # decided within the year, and after what was published
        ("2022-04-01", "2022-05-14", {"adopted"}),  # known to what was published, and not in force in R3
        ("2022-03", "2022-03-14", {"adopted"}),  # some day of March, perhaps after it
    ],
)
def test_a_published_result_was_judged_by_the_target_in_force_that_was_known_then(
    date: str, on: str, agreed: set[str]
) -> None:
    found = set()
    for name, counts in {"adopted": ("0", "1"), "revised": ("1", "0")}.items():
        own = plan(revisions=[revision(date, *EASED)], **published(*counts, on))
        result = reconcile(own, declared(indicator()), parse_fiscal_year("R3"))
        assert result is not None
        if result.agreement is Agreement.CONFIRMED:
            found.add(name)
        else:
            assert result.agreement is Agreement.CONTRADICTED
    assert found == agreed


def test_a_decision_after_the_publication_changes_the_report_and_not_what_was_published() -> None:
    own = plan(revisions=[revision("2022-03-20", *EASED)], **published("0", "1", "2022-03-14"))
    report = build_report(own, declared(indicator()), parse_fiscal_year("R3"), Scope(original=True))
    assert report.original is not None
    placed = [[cell.count for cell in one.overview.rows[0].cells] for one in (report, report.original) if one.overview]
    assert placed == [[1, 0, 0, 0], [0, 0, 1, 0]]
    assert report.reconciliation is not None
    assert report.reconciliation.agreement is Agreement.CONFIRMED
    then = build_report(own, declared(indicator()), parse_fiscal_year("R3"), Scope(as_of=parse_day("2022-03-14")))
    assert not any(assessment.revisions for assessment in then.assessments)


@pytest.mark.parametrize(
    ("year", "as_of", "in_force", "later"),
    [
        ("R1", None, 0, 2),
        ("R2", None, 1, 1),
        ("R3", None, 2, 0),
        ("R2", "2021-05-31", 1, 0),  # nobody knew of the second
        ("R2", "2020-01", 0, 0),
    ],
)
def test_an_explanation_tells_all_that_was_decided_by_then(
    year: str, as_of: str | None, in_force: int, later: int
) -> None:
    own = plan(revisions=[revision("2020-06-01", *EASED), revision("2021-06-01", *reversed(EASED))])
    data = dataset(own, indicator())
    found = explain(
        data.indicators[0], data.plans[0], data.indicators, parse_fiscal_year(year), parse_day(as_of) if as_of else None
    )
    assert (len(found.assessment.revisions), len(found.history)) == (in_force, in_force + later)
    assert found.history[:in_force] == found.assessment.revisions
    places = [(entry.kind, entry.place.document, entry.place.path) for entry in found.inputs if "target" in entry.kind]
    adopted = ("data/indicators/p/s/a.yaml", ("target", "value"))
    assert places == (
        [("target", "data/targets/p.yaml", ("revisions", in_force - 1, "to")), ("adopted_target", *adopted)]
        if in_force
        else [("target", *adopted)]
    )


_PARTS = st.dictionaries(st.sampled_from("県市町"), st.sampled_from(["10", "20", "40"]), min_size=1)


@given(st.lists(_PARTS, min_size=2, max_size=4, unique_by=str), _PARTS, st.sampled_from(["sum", "all", "worst"]))
def test_a_year_is_judged_as_if_its_target_had_always_been_the_one(
    targets: list[dict[str, str]], done: dict[str, str], rule: str
) -> None:
    """Whichever parts it gained and lost: revised once a year, from R2 on."""
    steps = enumerate(pairwise(targets))
    own = plan(
        revisions=[revision(f"{2020 + n}-06-01", {"parts": before}, {"parts": after}) for n, (before, after) in steps],
    )
    fixed = {
        "direction": "composite",
        "better": "higher",
        "baseline": {"parts": {"県": "0", "町": "5"}},
        "actuals": {"R1": {"parts": done, "status": "実績"}},
    }
    for year, parts in enumerate(targets, start=2019):
        now = assess(indicator(**fixed, target={"parts": targets[0], "rule": rule}), own, FiscalYear(year))
        always = assess(indicator(**fixed, target={"parts": parts, "rule": rule}), plan(), FiscalYear(year))
        assert now.outcome == always.outcome
