"""Questions to the person at the terminal. They go to stderr, so that stdout has results only."""

import sys
from collections.abc import Sequence
from contextlib import suppress

import typer

from dxkpi.app.question import Back, Choice, Need, Question, Unusable
from dxkpi.cli.output import say
from dxkpi.core.basis.text import clip

_BACK = {"<", "＜", "戻る"}
WAY_BACK = "（前の質問に戻るときは < と打つ）"
_YES, _NO = {"y", "yes", "はい"}, {"n", "no", "いいえ"}


def someone_there() -> bool:
    """Say whether there is a person to ask: stdin is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: Question) -> tuple[str, ...]:
    """Ask until the answer is usable, and return it checked; empty where an optional question is skipped.

    On the way back, the last of several answers is taken back first.

    Raises:
        Back: when the question before shall be answered again.
    """
    say("")
    for number, choice in enumerate(question.choices or (), 1):
        say(f"  {number}) {choice.id}  {choice.meaning}")
    if not question.several:
        return _one(question, ())
    answers: tuple[str, ...] = ()
    while True:
        try:
            added = _one(question, answers)
        except Back:
            if not answers:
                raise
            *before, last = answers
            answers = tuple(before)
            say(f"  「{clip(last)}」を取り消した")
        else:
            answers += added
            if not added:
                return answers


def agreed(sentence: str) -> bool:
    """Ask a yes-or-no question, and say whether the answer is yes."""
    while True:
        answer = _line(f"{sentence}（y / n）: ").strip().lower()
        if answer in _YES | _NO:
            return answer in _YES
        say("y か n で答える")


def _one(question: Question, before: tuple[str, ...]) -> tuple[str, ...]:
    """Ask for one more answer besides those `before`; return it, or nothing."""
    may_pass = bool(before) or question.need is Need.ASKED
    way_out = "終わりなら Enter" if before else "なければ Enter" if may_pass else ""
    notes = "。".join(filter(None, (question.hint, way_out)))
    prompt = f"{question.words}{f'（{notes}）' if notes else ''}: "
    while True:
        written = _line(prompt)
        if written.strip() in _BACK:
            raise Back
        if not written.strip():
            if may_pass:
                return ()
            say("  ここは省けない")
            continue
        try:
            return question.all_checked((*before, _by_number(written, question.choices)))[len(before) :]
        except Unusable as problem:
            say(f"  {problem}")


def _by_number(written: str, choices: Sequence[Choice] | None) -> str:
    """Return the id for a number from the list; any other answer as it is."""
    numbers = {str(number): choice.id for number, choice in enumerate(choices or (), 1)}
    return numbers.get(written.strip(), written)


def _line(prompt: str) -> str:
    """Return the line typed, without its end.

    Raises:
        Abort: when the input ends.
    """
    with suppress(AttributeError, ValueError):
        sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    say(prompt, end="")
    line = sys.stdin.readline()
    if not line:
        say("")
        raise typer.Abort
    return line.removesuffix("\n")
