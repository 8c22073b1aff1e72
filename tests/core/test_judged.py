"""Ratings by people: before the value, after suspension and state, and never of another year."""

from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.assess import assess
from dxkpi.core.assessment import Assessment, NotAssessed, Rated, SpecialStatus, Suspended
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.mark import signs
from dxkpi.core.counts import column_of
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.detail import Standing, standing
from dxkpi.core.plan.plan import Plan
from dxkpi.core.report import build_report
from dxkpi.render.verdicts import marked_phrase, rating_words
from tests.build import RATINGS, actual, assessed, declared, indicator, plan, publish

SAID = {"rating": "achieved", "by": "所管課", "reason": "制度を始めた"}
BY_PEOPLE = [
    {"id": "ahead", "label": "進んでいる", "group": "評価", "from_target": "beyond"},
    {"id": "as-planned", "label": "どおり", "group": "評価", "from_target": "on"},
    {"id": "late", "label": "遅れている", "group": "評価", "from_target": "short"},
]
LETTERS = [{"id": letter, "label": letter.upper(), "group": "自己評価"} for letter in "abcd"]


def people(ratings: list[dict[str, Any]] = LETTERS, **changes: Any) -> Plan:
    """A plan in which people rate everything."""
    return plan(method={"formula": "judged"}, ratings=ratings, **changes)


def result(found: Assessment) -> tuple[str | None, str, str]:
    """The rating, the rate in percent, and the marks."""
    outcome = found.outcome
    rate = f"{outcome.rate * 100}" if isinstance(outcome, Rated) and outcome.rate is not None else ""
    return column_of(found), rate, signs(found.marks)


def test_what_people_say_goes_before_the_value_and_the_value_stands_beside_it() -> None:
    found = assessed(judged={"R3": SAID})
    assert result(found) == ("achieved", "50", "評")
    assert isinstance(found.computed, Rated)
    assert (found.computed.rating.id, found.computed.met) == ("from30", False)
    assert standing(found) is Standing.MET


def test_suspension_and_state_go_before_it() -> None:
    states = [{"id": "stopped", "label": "中止", "group": "その他"}]
    of = plan(states=states)
    suspended = {"since": "R3", "reason": "例"}
    entered = {"R3": {"state": "stopped"}}
    assert isinstance(assessed(of=of, judged={"R3": SAID}, suspended=suspended).outcome, Suspended)
    assert isinstance(assessed(of=of, judged={"R3": SAID}, states=entered).outcome, SpecialStatus)


def test_it_goes_before_a_state_that_only_waits_for_a_value() -> None:
    waiting = [{"id": "pending", "label": "未判明", "group": "その他", "when": "no_actual"}]
    assert column_of(assessed(of=plan(states=waiting), actuals=None, judged={"R3": SAID})) == "achieved"


@pytest.mark.parametrize("year", ["R2", "R4"])
def test_it_is_of_its_own_year_alone(year: str) -> None:
    found = assessed(year="R3", of=plan(target_year="R6"), judged={year: SAID})
    assert result(found) == ("from30", "50", "")


def test_the_rate_of_an_earlier_year_does_not_stand_beside_it() -> None:
    of = plan(target_year="R6")
    assert result(assessed(year="R4", of=of, judged={"R4": SAID})) == ("achieved", "", "評")
    assert result(assessed(year="R4", of=of)) == ("from30", "50", "前")


def test_a_rating_that_the_plan_does_not_have_is_none() -> None:
    assert result(assessed(judged={"R3": {**SAID, "rating": "no-such"}})) == ("from30", "50", "")


def test_it_is_not_known_before_its_day() -> None:
    own = indicator(judged={"R3": {**SAID, "reported": "所管課", "known": "2022-07-01"}})
    year, of = parse_fiscal_year("R3"), plan()
    before, after = (assess(own, of, year, parse_day(day)) for day in ("2022-06-30", "2022-07-01"))
    assert (column_of(before), column_of(after)) == ("from30", "achieved")


def test_where_people_rate_values_take_no_rating() -> None:
    of = people(BY_PEOPLE)
    waiting = assessed(of=of)
    assert isinstance(waiting.outcome, NotAssessed)
    assert (waiting.outcome.why, len(waiting.outcome.possible)) == ("not_judged", 3)
    ratings = [assessed(of=of, judged={"R3": {"rating": own["id"], "by": "課"}}) for own in BY_PEOPLE]
    assert [result(found) for found in ratings] == [("ahead", "", "評"), ("as-planned", "", "評"), ("late", "", "評")]
    assert [standing(found) for found in ratings] == [Standing.MET, Standing.MET, Standing.UNMET]
    assert all(found.computed is None for found in ratings)


def test_a_letter_does_not_say_whether_the_target_is_met() -> None:
    found = assessed(of=people(), judged={"R3": {"rating": "a", "by": "課"}})
    assert standing(found) is Standing.JUDGED


def test_an_exception_may_be_left_to_people() -> None:
    exception = {"indicators": ["a"], "formula": "judged", "reason": "値が二年おきにしか出ない"}
    of = plan(method={"formula": "distance", "against": "target", "exceptions": [exception]})
    assert isinstance(assessed(of=of).outcome, NotAssessed)
    assert column_of(assessed(of=of, judged={"R3": SAID})) == "achieved"
    assert column_of(assessed(of=of, id="b")) == "from30"


def test_an_indicator_without_a_number_is_rated_by_people_alone() -> None:
    own: dict[str, Any] = {
        "direction": "judged",
        "unit": None,
        "baseline": None,
        "target": {"text": "指針を定める"},
        "actuals": {"R3": {"text": "素案をまとめた", "status": "実績"}},
    }
    assert isinstance(assessed(**own).outcome, NotAssessed)
    assert result(assessed(**own, judged={"R3": SAID})) == ("achieved", "", "評")


def test_people_s_ratings_are_determined_and_count_in_grades() -> None:
    grades = {"by": "sum", "bands": [{"id": "hi", "label": "高い", "at_least": "5"}, {"id": "lo", "label": "低い"}]}
    ratings = [{**own, "points": str(4 - place)} for place, own in enumerate(LETTERS)]
    of = plan(method={"formula": "judged", "grades": grades}, ratings=ratings)
    given = [("a", "a"), ("b", "c")]
    own = declared(*(indicator(id=id_, judged={"R3": {"rating": one, "by": "課"}}) for id_, one in given))
    report = build_report(of, own, parse_fiscal_year("R3"))
    assert report.overview is not None
    assert [cell.count for cell in report.overview.rows[0].cells] == [1, 0, 1, 0]
    assert (report.overview.composition.judged, report.overview.composition.from_data) == (2, 0)


def test_what_was_published_holds_it_fast() -> None:
    own = declared(indicator(judged={"R3": {**SAID, "reported": "課", "known": "2022-05-01"}}))
    published = publish(DeclaredPlan("data/targets/p.yaml", plan()), own)
    (row,) = published.plan.published[parse_fiscal_year("R3")].rows.values()
    assert row.rating == "achieved"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"method": {"formula": "judged"}, "ratings": [{**LETTERS[0], "at_least": "100"}, LETTERS[1]]}, "値から決まる"),
        ({"method": {"formula": "judged"}, "ratings": [{**LETTERS[0], "from_baseline": "better"}]}, "値から決まる"),
        ({"method": {"formula": "distance", "against": "target"}, "ratings": LETTERS}, "下限 at_least がない"),
    ],
)
def test_conditions_are_of_computed_ratings(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        plan(**changes)


def test_what_is_only_followed_is_not_rated_by_people() -> None:
    with pytest.raises(ValidationError, match="推移だけを見る指標"):
        indicator(direction="monitor", target=None, baseline=None, judged={"R3": SAID}, actuals=actual("1"))


def test_a_rating_with_a_symbol_is_called_the_same_in_a_sentence_as_in_a_table() -> None:
    ratings = [{**RATINGS[0], "symbol": "A"}, *RATINGS[1:]]
    own = plan(ratings=ratings)
    said = assess(indicator(judged={"R3": {"rating": "achieved", "by": "県"}}), own, parse_fiscal_year("R3"))
    assert (rating_words(said, own), marked_phrase(said, own)) == ("A 100%", "達成率 50.0%評（A 100%）")
