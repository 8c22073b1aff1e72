"""Every format that there is: the findings of a run in all that have them, whatever stands in the data."""

import unicodedata
from pkgutil import resolve_name
from typing import get_args

import pytest

from dxkpi.core.basis.finding import Spot
from dxkpi.core.outcome import Outcome
from dxkpi.core.outcomes.findings import RuleCount, StatisticsOutcome, ValidateOutcome
from dxkpi.core.settling import Waived
from dxkpi.render.formats import FORMATS, OUTCOMES, Look, NotOffered, offered, render
from tests.render.hostile import HOSTILE
from tests.render.outcomes import NUMBER, UNEXPLAINED, finding, outcomes

OF_FINDINGS_ONLY = ("github", "sarif", "junit")
ACTIVE = {"Cc", "Cs"}
REORDERING = set("\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def hostile(words: str) -> ValidateOutcome:
    place = Spot(words, 9, 10)
    own = finding(words, place, words, hint=words, related=((place, words),))
    light = finding(words, place, words, UNEXPLAINED)
    return ValidateOutcome((own, light), 1, (words,), (Waived(own, words, place), Waived(own, words)), names=(words,))


@pytest.mark.parametrize("form", [form for form in offered("ValidateOutcome") if form != "json"])
def test_nothing_that_acts_on_a_terminal_comes_out(form: str) -> None:
    for words in (*HOSTILE, "\udce3\ud800"):
        written = render(hostile(words), form, Look()).decode()
        assert {c for c in written if unicodedata.category(c) in ACTIVE} <= {"\n"}, words
        assert not REORDERING & set(written), words


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_comes_out_every_time(form: str) -> None:
    for words in HOSTILE:
        if form not in offered("ValidateOutcome"):
            with pytest.raises(NotOffered):
                render(hostile(words), form, Look())
        else:
            assert render(hostile(words), form, Look()) == render(hostile(words), form, Look()) != b""


OTHERS: list[Outcome] = [
    *(outcome for outcome in outcomes() if not isinstance(outcome, ValidateOutcome)),
    StatisticsOutcome((RuleCount(NUMBER, 1, 1),), ValidateOutcome((), 1, ())),
]


def test_every_outcome_has_a_view_and_a_record_of_its_json_if_any() -> None:
    assert OUTCOMES.keys() == {outcome.__name__ for outcome in get_args(Outcome)}
    for own in OUTCOMES.values():
        assert callable(resolve_name(f"dxkpi.render.views.{own.view}"))
        assert not own.json or callable(resolve_name(f"dxkpi.render.json_v1.{own.json}").of)


@pytest.mark.parametrize("form", OF_FINDINGS_ONLY)
def test_some_formats_have_findings_only(form: str) -> None:
    for outcome in OTHERS:
        with pytest.raises(NotOffered):
            render(outcome, form, Look())
