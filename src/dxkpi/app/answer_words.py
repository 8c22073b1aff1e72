"""Reasons for not writing an answer, in sentences for the officer who reads them."""

from typing import assert_never

from dxkpi.app.change_edits import ChangeRefused, NoOrigin
from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.calendar import parse_day
from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.quantity import quantity_of
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import clip
from dxkpi.core.collection.memory import Written
from dxkpi.core.collection.merge import AlreadyFinal, Conflict, NoMemory, Weaker
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.numerals import day_phrase, number, quantity, status_with
from dxkpi.core.plan.plan import Plan
from dxkpi.source.codes.sheets import CONFLICT, NO_MEMORY, ORIGIN, SETTLED, WEAKER

_NOTHING = "なし"


def why_not_written(
    merged: Conflict | NoMemory | AlreadyFinal | Weaker, declared: DeclaredIndicator, plan: Plan, answered: Written
) -> tuple[RuleInfo, str]:
    """Return the rule by which an answer is not written, and the sentence."""

    def words(record: Written | None) -> str:
        return written_words(record, declared, plan)

    answer = words(answered)
    match merged:
        case Conflict(sent, now):
            return CONFLICT, (
                f"送ったとき {words(sent)}、いま {words(now)}{_origin(now)}、回答 {answer}。"
                "どちらが正しいかを確かめ、正しいほうを dxkpi set で書く"
            )
        case NoMemory(now):
            return NO_MEMORY, (
                f"送ったときの控えがない。いま {words(now)}{_origin(now)}、回答 {answer}。"
                "見比べて、正しいほうを dxkpi set で書く"
            )
        case AlreadyFinal(now):
            return SETTLED, (
                f"もう {words(now)}{_origin(now)} がある。回答は {answer}。"
                "書き間違いを直すなら --correct を、後から分かった値なら --known でその日を示す"
                if "status" in now
                else f"もう {words(now)}{_origin(now)} がある。回答は {answer}。改めるなら --correct を付ける"
            )
        case Weaker(now):
            return WEAKER, (
                f"もっと確かな {words(now)}{_origin(now)} がある。回答は {answer}。"
                "回答した課に、いまの値を確かめてもらう"
            )
        case _:
            assert_never(merged)


def written_words(record: Written | None, declared: DeclaredIndicator, plan: Plan) -> str:
    """Describe a record as written: `見込5,600時間`, `2025年12月時点5,600時間`, `要因 other`; `なし` for none."""
    if record is None:
        return _NOTHING
    status = record.get("status")
    if "rating" in record:
        rating = plan.scale.named(record["rating"]) if plan.scale else None
        return f"評価「{clip(rating.heading if rating else record['rating'])}」"
    if "heading" in record:
        return f"{clip(record['heading'])}「{clip(record['text'])}」"
    if status is None:
        words = (f"{name}「{clip(str(record[key]))}」" for key, name in _WORDS.items() if key in record)
        return "、".join(words) or "集計中"
    at = (f"{day_phrase(parse_day(record['as_of']))}時点",) if "as_of" in record else ()
    return f"{status_with(Status(status), at)}{_value(record, declared)}"


_WORDS = {"cause": "要因", "reason": "理由", "until": "値の出る時期"}


def _value(record: Written, declared: DeclaredIndicator) -> str:
    unit = declared.indicator.unit
    if "value" in record:
        return quantity(quantity_of(record["value"], unit), unit)
    if "parts" in record:
        return "、".join(f"{clip(name)}{number(quantity_of(value, unit))}" for name, value in record["parts"].items())
    if "text" in record and "done" not in record:
        return f"「{clip(record['text'])}」"
    return f"（済み: {'、'.join(map(clip, record['done'])) or _NOTHING}）"


def _origin(record: Written | None) -> str:
    given = [str(record[key]) for key in ("known", "reported", "by") if record and record.get(key)]
    return f"（{'、'.join(map(clip, given))}）" if given else ""


def not_possible(problem: UsageProblem) -> tuple[RuleInfo, str]:
    """Return the rule by which the change that an answer asks for is refused, and the sentence."""
    sentence = problem.of_answer if isinstance(problem, ChangeRefused) else str(problem)
    return ORIGIN if isinstance(problem, NoOrigin) else SETTLED, sentence
