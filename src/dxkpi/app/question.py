"""A question, the check of an answer, and the conversation that asks one question after the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.quantity import Quantity, written_quantity
from dxkpi.core.basis.record import Id, Line, Text
from dxkpi.core.basis.text import Misspelt, clip, suggested
from dxkpi.source.changes import Raw, Value, quantity
from dxkpi.source.text import unwanted

Answers = Mapping[str, tuple[str, ...]]
"""Answers so far, by the key of the question; empty for a skipped question."""


class Need(Enum):
    """Need of an answer: required, optional, or not asked but accepted as an option."""

    NEEDED = auto()
    ASKED = auto()
    TAKEN = auto()


class Unusable(ValueError):
    """An answer is not usable; it says why, and what would be."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the possible answers: its id and its meaning."""

    id: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `key` is its option, `path` the place of the answer in the file, `kind` the type of the field.

    With `choices` (even none) the answer is one of them; `barred` are those that other indicators have, with the reason
    why this one has not. `several`: any number of answers; `pairs`: each 名前=値, with a value of the type `kind`.
    `refuse` gives the reason why a well-formed answer cannot be used, `key_of` the part of each of several answers that
    no other may have.
    """

    key: str
    words: str
    path: tuple[str, ...]
    kind: Any
    need: Need = Need.NEEDED
    choices: tuple[Choice, ...] | None = None
    barred: tuple[tuple[Choice, str], ...] = ()
    several: bool = False
    pairs: bool = False
    hint: str = ""
    refuse: Callable[[str], str | None] | None = None
    key_of: Callable[[str], str] = str

    def checked(self, written: str) -> str:
        """Return the answer in the form for the file.

        Raises:
            Unusable: when it is not a possible answer.
        """
        answer = written.strip()
        if self.choices is not None:
            return self._chosen(answer, self.choices)
        if self.pairs:
            name, value = pair(answer)
            answer = f"{_typed(Line, name)}={_typed(self.kind, value)}"
        else:
            _typed(self.kind, answer)
        refusal = self.refuse(answer) if self.refuse else None
        if refusal:
            raise Unusable(refusal)
        return answer

    def all_checked(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """Return all answers in the form for the file, none of them twice.

        Raises:
            Unusable: when one of them is not a possible answer.
        """
        answers = tuple(map(self.checked, written))
        if len(answers) > 1 and not self.several:
            raise Unusable("一つだけ書く")
        names = [pair(answer)[0] if self.pairs else self.key_of(answer) for answer in answers]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise Unusable(f"「{clip(twice)}」が二度ある。一つにする")
        return answers

    def to_write(self, answers: tuple[str, ...]) -> Value:
        """Return checked answers as they are written in the file."""
        if self.pairs:
            return {name: _written(self.kind, value) for name, value in map(pair, answers)}
        if self.several:
            return answers
        return _written(self.kind, answers[0])

    def _chosen(self, answer: str, choices: tuple[Choice, ...]) -> str:
        for choice in choices:
            if answer in {choice.id, choice.meaning}:
                return choice.id
        for choice, why in self.barred:
            if answer in {choice.id, choice.meaning}:
                raise Unusable(f"「{choice.id}」は、ここでは使えない。{why}。選べるのは {_listed(choices)}")
        parts = [choice.id for choice in choices if answer and answer in choice.meaning]
        if len(parts) == 1:
            return parts[0]
        names = [name for choice in choices for name in (choice.id, choice.meaning)]
        offer = suggested(answer[:80], names, f"あるのは {_listed(choices)}")
        raise Unusable(f"{self.words}「{clip(answer)}」はない。{offer}")


def one(answers: Answers, key: str) -> str:
    """Return the only answer to a question, or "" where there is none."""
    found = answers.get(key, ())
    return found[0] if found else ""


def _typed(kind: Any, written: str) -> str:  # noqa: ANN401
    """Return `written` if a field of that type accepts it; the refusal is that of the field."""
    strange = unwanted(written)
    if strange:
        raise Unusable(f"「{clip(written)}」に{strange.name}がある。それを消す")
    if not (written.isprintable() or {"\n", "\t"}.isdisjoint(written)):
        raise Unusable(f"「{clip(written)}」に改行かタブがある。一行で書く")
    try:
        written.encode()
        TypeAdapter(kind).validate_python(written_quantity(written) if kind is Quantity else written)
    except UnicodeEncodeError:
        raise Unusable(f"「{clip(written)}」に文字として読めないところがある。打ち直す") from None
    except Misspelt as misspelt:
        raise Unusable(misspelt.with_advice) from None
    except ValidationError as error:
        context = error.errors(include_url=False)[0]["ctx"]
        hint = f"。{context['hint']}" if context["hint"] else ""
        raise Unusable(f"{context['reason']}{hint}") from None
    return written


def _written(kind: Any, answer: str) -> Value:  # noqa: ANN401
    """Return a checked answer as a field of that type writes it."""
    if kind is Quantity:
        return quantity(answer)
    return answer if kind in {Text, Line, Id} else Raw(answer)


def pair(written: str) -> tuple[str, str]:
    """Return name and value of an answer 名前=値.

    Raises:
        Unusable: where it is none.
    """
    name, sign, value = written.rpartition("=")
    if not sign or not name.strip():
        raise Unusable(f"「{clip(written)}」は「名前=値」ではない。例 市町村=52")
    return name.strip(), value.strip()


def _listed(choices: tuple[Choice, ...]) -> str:
    few = 8
    more = " など" if len(choices) > few else ""
    return "、".join(clip(choice.id) for choice in choices[:few]) + more if choices else "一つもない"


Ask = Callable[[Question], tuple[str, ...]]
"""Returns a checked answer to a question that was not answered, or nothing where it may be skipped."""


class Unanswered(UsageProblem):
    """Something required was not given."""


class Back(Exception):
    """Whoever is asked wants to answer the question before again."""


def options(missing: Iterable[Question]) -> str:
    """Name the options that would answer questions."""
    return "、".join(f"--{q.key}（{q.words}）" for q in missing)


def all_answers(
    questions: Callable[[Answers], Iterable[Question]], given: Answers, ask: Ask | None
) -> tuple[Answers, list[Question]]:
    """Return the answers `given`, checked, and those from `ask`, with the questions that are left without.

    An answer without alternatives is assumed. Whoever goes `Back` is asked the question before again.
    """
    answers: dict[str, tuple[str, ...]] = {}
    missing: list[Question] = []
    asked: list[str] = []
    while (question := next((q for q in questions(answers) if q.key not in answers), None)) is not None:
        if given.get(question.key) and question.choices != ():
            answers[question.key] = _checked(question, given[question.key])
        elif question.need is Need.NEEDED and question.choices is not None and len(question.choices) == 1:
            answers[question.key] = (question.choices[0].id,)
        elif ask is not None and question.need is not Need.TAKEN:
            try:
                answers[question.key] = ask(question)
                asked.append(question.key)
            except Back:
                again = asked.pop() if asked else question.key
                for key in tuple(answers)[list(answers).index(again) if again in answers else len(answers) :]:
                    del answers[key]
        else:
            answers[question.key] = ()
            missing += [question] if question.need is Need.NEEDED else []
    return answers, missing


def _checked(question: Question, given: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return question.all_checked(given)
    except Unusable as problem:
        raise UsageProblem(f"--{question.key}: {problem}") from None
