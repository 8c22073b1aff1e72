"""What has to be known of a new indicator: a question each, and whether an answer will do."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from pydantic import TypeAdapter, ValidationError

from dxkpi.core.scalars import Id, Line, Number, Text
from dxkpi.core.spelling import clip, nearest
from dxkpi.source.text import unwanted
from dxkpi.source.written import Raw, Value

Answers = Mapping[str, tuple[str, ...]]
"""What is known so far, by the key of its question; nothing for what was passed over."""


class Need(Enum):
    """How a question is put: it must be answered, it may be passed over, or it is not asked, only taken."""

    NEEDED = auto()
    ASKED = auto()
    TAKEN = auto()


class Unusable(ValueError):
    """An answer that will not do; `sentence` says why and what would."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that there are: its id and what it means."""

    id: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to know. `key` is its option, `path` where the answer stands in the file, `kind` the field's type.

    With `choices` (even none) the answer is one of them. `several`: any number of answers; `pairs`: each 名前=値.
    `refuse` says why an answer that is well written cannot be used.
    """

    key: str
    words: str
    path: tuple[str, ...]
    kind: Any
    need: Need = Need.NEEDED
    choices: tuple[Choice, ...] | None = None
    several: bool = False
    pairs: bool = False
    hint: str = ""
    refuse: Callable[[str], str | None] | None = None

    def checked(self, written: str) -> str:
        """The answer as it goes into the file.

        Raises:
            Unusable: when it is none.
        """
        answer = written.strip()
        if self.choices is not None:
            return self._chosen(answer, self.choices)
        if self.pairs:
            name, value = _pair(answer)
            return f"{_typed(Line, name)}={_typed(Number, value)}"
        _typed(self.kind, answer)
        refusal = self.refuse(answer) if self.refuse else None
        if refusal:
            raise Unusable(refusal)
        return answer

    def all_checked(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """All answers to it, none of them twice.

        Raises:
            Unusable: when one will not do.
        """
        answers = tuple(map(self.checked, written))
        names = [_pair(answer)[0] if self.pairs else answer for answer in answers]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise Unusable(f"「{clip(twice)}」が二度ある。一つにする")
        return answers

    def told(self, answers: tuple[str, ...]) -> Value:
        """Checked answers as they are written in the file."""
        if self.pairs:
            return {name: Raw(value) for name, value in map(_pair, answers)}
        if self.several:
            return answers
        return answers[0] if self.kind in {Text, Line, Id} else Raw(answers[0])

    def _chosen(self, answer: str, choices: tuple[Choice, ...]) -> str:
        for choice in choices:
            if answer in {choice.id, choice.meaning}:
                return choice.id
        parts = [choice.id for choice in choices if answer and answer in choice.meaning]
        if len(parts) == 1:
            return parts[0]
        names = [name for choice in choices for name in (choice.id, choice.meaning)]
        meant = nearest(answer[:80], names)
        offer = f"「{clip(meant)}」ではないか" if meant else f"あるのは {_listed(choices)}"
        raise Unusable(f"{self.words}「{clip(answer)}」はない。{offer}")


def one(answers: Answers, key: str) -> str:
    """The only answer to a question; empty where there is none."""
    found = answers.get(key, ())
    return found[0] if found else ""


def same_name(left: str, right: str) -> bool:
    """Whether two names are one, however their characters are composed."""
    return unicodedata.normalize("NFC", left) == unicodedata.normalize("NFC", right)


def _typed(kind: Any, written: str) -> str:  # noqa: ANN401
    """`written`, if a field of that type takes it; the refusal is the field's own."""
    strange = unwanted(written)
    if strange:
        raise Unusable(f"「{clip(written)}」に{strange.name}がある。それを消す")
    if not (written.isprintable() or {"\n", "\t"}.isdisjoint(written)):
        raise Unusable(f"「{clip(written)}」に改行かタブがある。一行で書く")
    try:
        written.encode()
        TypeAdapter(kind).validate_python(written)
    except UnicodeEncodeError:
        raise Unusable(f"「{clip(written)}」に文字として読めないところがある。打ち直す") from None
    except ValidationError as error:
        context = error.errors(include_url=False)[0]["ctx"]
        hint = f"。{context['hint']}" if context["hint"] else ""
        raise Unusable(f"{context['reason']}{hint}") from None
    return written


def _pair(written: str) -> tuple[str, str]:
    name, sign, value = written.rpartition("=")
    if not sign or not name.strip():
        raise Unusable(f"「{clip(written)}」は「名前=値」ではない。例 市町村=52")
    return name.strip(), value.strip()


def _listed(choices: tuple[Choice, ...]) -> str:
    few = 8
    more = " など" if len(choices) > few else ""
    return "、".join(clip(choice.id) for choice in choices[:few]) + more if choices else "一つもない"
