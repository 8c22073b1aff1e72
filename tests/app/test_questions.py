"""Answers to questions: by id, by what it means, or by a part of that which only one choice has."""

import pytest

from dxkpi.app.question import Choice, Question, Unusable
from dxkpi.core.basis.record import Text

DIRECTION = Question(
    "direction",
    "目標の型",
    ("direction",),
    Text,
    choices=(Choice("increase", "基準値より増やす"), Choice("decrease", "基準値より減らす")),
)


@pytest.mark.parametrize("answer", ["increase", "基準値より増やす", "増やす", " 増やす "])
def test_a_choice_is_taken_by_any_word_that_only_it_has(answer: str) -> None:
    assert DIRECTION.checked(answer) == "increase"


@pytest.mark.parametrize("answer", ["基準値", "", "維持"])
def test_a_word_that_several_have_or_none_is_no_choice(answer: str) -> None:
    with pytest.raises(Unusable):
        DIRECTION.checked(answer)
