"""The content of an answer sheet: a row for each value, part or step that is asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import Quotient
from dxkpi.core.collection.ask import Ask, Questionnaire, Want
from dxkpi.core.collection.columns import ANSWERS, DONE, HEADINGS, NOT_DONE, REMARKS, TO_FILL, SheetColumn
from dxkpi.core.collection.memory import said
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.indicator import Indicator
from dxkpi.core.indicator.attested import Counting
from dxkpi.core.indicator.figure import NumberForm, PartsForm, PooledForm, StepsForm
from dxkpi.core.numerals import baseline_phrase, day_phrase, number, record_phrase, target_phrase, value_phrase
from dxkpi.core.observations import Observation, Vintage
from dxkpi.core.plan.plan import in_force
from dxkpi.core.targets import at_end
from dxkpi.render.views.cautions import judged_words, pending_phrase
from dxkpi.render.views.listing import baseline_words

Content = str | Decimal | None
"""What a cell shows; None: nothing."""

_COUNTED = {
    Counting.YEARLY: "単年度の値",
    Counting.CUMULATIVE: "計画の初めからの累計",
    Counting.SUMMED: "単年度の値（足して目標と比べる）",
}
_FOR_A_REASON = frozenset({SheetColumn.CAUSE, SheetColumn.REASON})
_NO_VALUE = {Want.REASON: _FOR_A_REASON, Want.RATING: frozenset[SheetColumn]()}
_FOR_A_VALUE = frozenset(ANSWERS) - {SheetColumn.JUDGED, *REMARKS}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: what its locked cells show, and the columns that the department may fill in.

    `kind` is the key of its value in the data, or `divided` where that is a numerator and a denominator.
    """

    ask: Ask
    shown: Mapping[SheetColumn, Content]
    open: frozenset[SheetColumn]
    kind: str = "value"


def columns(questionnaire: Questionnaire) -> tuple[SheetColumn, ...]:
    """Return the columns of a questionnaire, in their order: those that no row needs are left out."""
    asks = questionnaire.asks
    needed = {
        SheetColumn.PLAN: len({ask.plan.plan.plan for ask in asks}) > 1,
        SheetColumn.PART: any(ask.parts for ask in asks),
        SheetColumn.COUNTING: any(ask.declared.indicator.counted for ask in asks),
        SheetColumn.CAUSE: any(ask.plan.plan.causes for ask in asks),
        SheetColumn.JUDGED: any(ask.rates for ask in asks),
        **{column: place < len(headings_asked(questionnaire)) for place, column in enumerate(REMARKS)},
    }
    return tuple(column for column in SheetColumn if needed.get(column, True))


def headings_asked(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return the headings of remarks that have a column each: those of all its plans, as far as there are columns."""
    every = dict.fromkeys(heading for ask in questionnaire.asks for heading in ask.headings)
    return tuple(every)[: len(REMARKS)]


def headings(questionnaire: Questionnaire) -> dict[SheetColumn, str]:
    """Return the heading of each column of a questionnaire, in their order."""
    remarks = dict(zip(REMARKS, headings_asked(questionnaire), strict=False))
    return {
        column: f"{remarks[column]}{TO_FILL}" if column in remarks else HEADINGS[column]
        for column in columns(questionnaire)
    }


def rows(questionnaire: Questionnaire) -> tuple[SheetRow, ...]:
    """Return the rows of a questionnaire."""
    remarks = headings_asked(questionnaire)
    asks = questionnaire.asks
    main = max((ask.year for ask in asks), default=questionnaire.asked.year)
    here = {ask.declared.document for ask in asks}
    beside = ("".join(_beside(ask, here)) for ask in asks)
    return tuple(
        row
        for number, (ask, own) in enumerate(zip(asks, beside, strict=True), 1)
        for row in _of(ask, number, main, remarks, own)
    )


def _of(ask: Ask, number: int, main: FiscalYear, remarks: Sequence[str], beside: str) -> Iterator[SheetRow]:
    shown = _shown(ask, number)
    for position, part in enumerate(ask.asked_parts or (None,), 1):
        key = f"{ask.key}/{position}" if part is not None else ask.key
        memory = said(ask.declared, ask.plan, ask.year, part, key)
        last, last_status = _last(ask, part)
        yield SheetRow(
            ask,
            {
                **shown,
                SheetColumn.KEY: key,
                SheetColumn.PART: part,
                SheetColumn.LAST: last,
                SheetColumn.LAST_STATUS: last_status,
                SheetColumn.ASK: "、".join(_asked(ask, main)) + beside or "（回答済み）",
                SheetColumn.SENT: memory.text,
            },
            _open(ask, remarks),
            "divided" if _divided(ask.declared.indicator) else ask.declared.indicator.value_key,
        )


def _divided(indicator: Indicator) -> bool:
    """Say whether the values of an indicator are numerators and denominators, by those there are or by its target."""
    pooled = isinstance(indicator.target_form, PooledForm)
    return pooled or any(isinstance(figure.number, Quotient) for figure in indicator.figures())


def _open(ask: Ask, remarks: Sequence[str]) -> frozenset[SheetColumn]:
    if not ask.asks:
        return frozenset()
    beside = {column for column, heading in zip(REMARKS, remarks, strict=False) if heading in ask.headings}
    beside |= {SheetColumn.JUDGED} if ask.rates else set()
    if ask.wants_value:
        return frozenset(beside | _FOR_A_VALUE)
    return frozenset(beside.union(*(_NO_VALUE[want] for want in ask.wants)))


def _shown(ask: Ask, number: int) -> dict[SheetColumn, Content]:
    indicator, plan = ask.declared.indicator, ask.plan.plan
    return {
        SheetColumn.NO: indicator.number or str(number),
        SheetColumn.PLAN: plan.name,
        SheetColumn.SECTION: plan.section(indicator.section).heading,
        SheetColumn.NAME: indicator.name,
        SheetColumn.UNIT: indicator.unit,
        SheetColumn.COUNTING: _COUNTED[indicator.counted] if indicator.counted else None,
        SheetColumn.BASELINE: _baseline(ask.indicator),
        SheetColumn.TARGET: _target(ask),
        SheetColumn.SEEN: seen(ask),
        SheetColumn.YEAR: indicator.year_kind.of(ask.year).formal,
    }


def _baseline(indicator: Indicator) -> str:
    return baseline_phrase(indicator).removeprefix("基準値 ") if indicator.baseline else baseline_words(indicator)


def _target(ask: Ask) -> str:
    revised = Mark.REVISED.sign if in_force(ask.declared.indicator, ask.plan.plan, ask.year) else ""
    return target_phrase(ask.indicator, ask.plan.plan).removeprefix("目標値 ") + revised


def seen(ask: Ask) -> str | None:
    """Return what the data say of the year: `見込 5,600時間（2025-11-14）`, `集計中（…）`; None where nothing."""
    indicator, now = ask.declared.indicator, ask.now
    pending, judged = indicator.awaited(ask.year), indicator.judged.get(ask.year) if ask.rates else None
    words = [_record(indicator, now)] if now else []
    words += [pending_phrase(pending)] if pending else []
    words += [f"評価{judged_words(judged, ask.plan.plan)}"] if judged else []
    return "、".join(words) or None


def _record(indicator: Indicator, observation: Observation) -> str:
    known = f"（{observation.known}）" if observation.known else ""
    return f"{record_phrase(indicator, observation)}{known}"


def _last(ask: Ask, part: str | None) -> tuple[Content, str | None]:
    """Return the value of the year before, or of the latest year before it, and its status."""
    indicator, plan = ask.declared.indicator, ask.plan.plan
    before = FiscalYear(ask.year.start - 1)
    observation = Vintage(indicator, plan).read(before)
    if observation is None:
        return None, None
    across = indicator.break_in(observation.year) is not indicator.break_in(ask.year)
    about = [observation.year.label] * (observation.year != before) + ["今と違う定義"] * across
    status = observation.actual.status.value + (f"（{'、'.join(about)}）" if about else "")
    match observation.actual.form:
        case PartsForm(parts):
            return (
                _content(parts.get(part)) if part is not None else value_phrase(indicator, observation.actual)
            ), status
        case StepsForm() if part is None:
            return value_phrase(indicator, observation.actual), status
        case StepsForm(steps):
            return (DONE if steps is not None and part in steps else NOT_DONE), status
        case NumberForm(value):
            return _content(value), status
        case form:
            assert_never(form)


def _content(value: Decimal | None) -> Decimal | str | None:
    """Return a value for a cell: what is written as numerator and denominator is no number there."""
    return number(value) if isinstance(value, Quotient) else value


def _asked(ask: Ask, main: FiscalYear) -> Iterator[str]:
    for want in ask.wants:
        match want:
            case Want.VALUE:
                yield ask.wanted.value
            case Want.CONFIRM if ask.now and not ask.now.actual.of_a_year:
                yield f"年度を通した{ask.wanted.value}"
            case Want.CONFIRM if ask.year == main and ask.now:
                yield f"{ask.now.actual.status.value}の確定"
            case Want.CONFIRM:
                yield f"{ask.declared.indicator.year_kind.of(ask.year).label}の確定"
            case Want.REASON:
                yield "達していない理由"
            case Want.RATING:
                yield "自己評価"


def _beside(ask: Ask, here: Collection[str]) -> Iterator[str]:
    """Yield where the value is answered, which has a row in the same sheet if its file is `here`, and who uses it."""
    if ask.declared.lender:
        yield f"（値は{answered_at(ask, ask.declared.lender, here)}）"
    for other, declared in ask.others:
        aimed = target_phrase(at_end(declared.indicator, other.plan, ask.year), other.plan)
        yield f"（{other.plan.name}でも使う。{aimed}）"


def answered_at(ask: Ask, holder: DeclaredIndicator, here: Collection[str] = ()) -> str:
    """Say where the value of an indicator that another one holds is answered, `here` in the same sheet or elsewhere."""
    named = f"「{holder.indicator.heading}」"
    if holder.document in here:
        return f"{named}の行で答える"
    if not ask.beside:
        return f"{named}のもの"
    others = (other.plan for other, _ in ask.others)
    elsewhere = next((plan.name for plan in others if plan.plan == holder.indicator.plan), "")
    owner = f"（{holder.indicator.owner}）" if holder.indicator.owner else ""
    return f"、{elsewhere}の{named}{owner}で答える" if elsewhere else f"{named}{owner}で答える"


def due_words(due: Day | None) -> str:
    """Return a day as a letter names it: `令和8年5月29日`; empty where there is none."""
    if due is None:
        return ""
    return FiscalYear(due.year).formal.removesuffix("年度") + "年" + day_phrase(due).partition("年")[2]
