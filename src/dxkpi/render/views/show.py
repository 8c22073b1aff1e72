"""Everything that is declared of one indicator, and its values over the years."""

from collections.abc import Iterator, Sequence

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.finding import Where
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.fields import CHOICES
from dxkpi.core.indicator import DIRECTION_TITLES, Indicator
from dxkpi.core.indicator.attested import Attested, Vouched
from dxkpi.core.indicator.base import Target
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.numerals import quantity
from dxkpi.core.observations import is_summed
from dxkpi.core.phrases import baseline_with, day_phrase, years_behind
from dxkpi.core.plan.in_force import history
from dxkpi.core.plan.plan import Plan
from dxkpi.render.blocks import Block, Doc, Heading, Item, Items, Paragraph
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.cautions import (
    key_name,
    listed_phrase,
    shared_phrase,
    source_phrase,
    suspension_phrase,
    target_words,
    unmet_phrase,
)
from dxkpi.render.views.revisions import history as told
from dxkpi.render.views.years import year_notes, years_grid

_SIDES = {"higher": "高いほど良い", "lower": "低いほど良い"}


def show_doc(declared: DeclaredIndicator, plan: DeclaredPlan, assessments: Sequence[Assessment], where: Where) -> Doc:
    """One indicator as declared; `assessments` are what its years with actuals come to."""
    return tuple(_blocks(declared, plan, assessments, where))


def _blocks(
    declared: DeclaredIndicator, declaring: DeclaredPlan, assessments: Sequence[Assessment], where: Where
) -> Iterator[Block]:
    indicator, plan = declared.indicator, declaring.plan
    yield Heading(1, f"{indicator.name}（{indicator.id}）")
    yield Paragraph(f"{plan.name}／{listed_phrase(plan, indicator)}")
    yield Paragraph(where(declared.at()))
    if declared.others:
        yield Paragraph(shared_phrase(declared))
    yield Heading(2, "宣言")
    yield Items(tuple(_declared(indicator, plan)))
    revisions = history(indicator, plan)
    if revisions:
        yield Heading(2, "目標の改定")
        adopted = Item(f"策定時の目標: {target_words(indicator, plan)}", (where(declared.target_at),))
        yield Items((adopted, *told(revisions, declaring, where)))
    yield Heading(2, "年度ごとの値")
    if indicator.actuals:
        yield years_grid(indicator, plan, revisions)
        yield from year_notes(indicator, plan)
    else:
        yield Paragraph("実績値の記録はない。")
    if assessments:
        yield Heading(2, "年度ごとの結果")
        yield Items(tuple(Item(f"{a.year.label}: {outcome_phrase(a, plan)}{_by(a, plan)}") for a in assessments))
    yield from _reasons(indicator, plan)
    if indicator.assumed:
        yield Heading(2, "推定")
        yield Items(tuple(Item(f"{key_name(key)}: {why}") for key, why in indicator.assumed.items()))


def _by(assessment: Assessment, plan: Plan) -> str:
    """By which target a year was judged, where it is not the one adopted."""
    return f"（改定後の目標 {target_words(assessment.indicator, plan)}）" if assessment.by_revised else ""


def _declared(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    yield Item(f"目標の型: {DIRECTION_TITLES[indicator.direction]}")
    adopted = "（策定時）" if history(indicator, plan) else ""
    yield Item(f"目標{adopted}: {target_words(indicator, plan)}", _behind(indicator.target, plan))
    if indicator.year_targets:
        years = sorted(indicator.year_targets.items())
        each = (f"{year.label} {quantity(value, indicator.unit)}" for year, value in years)
        yield Item(f"年度ごとの目標: {'、'.join(each)}")
    if indicator.baseline is not None:
        yield Item(
            f"基準値: {baseline_with(indicator, years_behind(indicator.baseline))}", _behind(indicator.baseline, plan)
        )
        yield from _restated(indicator, plan)
    elif is_summed(indicator):
        yield Item("基準値: 0（累計の始まり）")
    elif indicator.rated:
        yield Item("基準値: 記載なし")
    if indicator.counted:
        yield Item(f"累計・単年の別: {CHOICES['counting'][indicator.counted]}")
    if indicator.better_side is not None:
        yield Item(f"良い側: {_SIDES[indicator.better_side.value]}")
    named = (("単位", indicator.unit), ("担当", indicator.owner), ("注記", indicator.note))
    yield from (Item(f"{name}: {value}") for name, value in named if value)
    if indicator.suspended is not None:
        yield Item(f"進捗管理の停止: {suspension_phrase(indicator)}", _behind(indicator.suspended, plan))
    for since, entered in sorted(indicator.states.items()):
        state = plan.state(entered.state)
        reason = f"（{entered.reason}）" if entered.reason else ""
        yield Item(f"状態（{since.label}）: {state.label if state else entered.state}{reason}", _behind(entered, plan))
    yield Item(f"出典: {source_phrase(indicator.source, plan)}")


def _restated(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    """What the baseline was restated as, when and why."""
    for own in indicator.baseline.revisions if indicator.baseline else ():
        year = f"（{own.year.label}）" if own.year else ""
        words = f"{day_phrase(own.date)}に改めた基準値: {quantity(own.value, indicator.unit)}{year}"
        yield Item(words, (f"理由: {own.reason}", *_behind(own, plan)))


def _behind(holder: Target | Baseline | Vouched | None, plan: Plan) -> tuple[str, ...]:
    """The note that a declared thing has, whose word it is, and since when it is known, where it says so itself."""
    note = holder.note if isinstance(holder, Target | Baseline) else None
    source = holder.source if holder else None
    reported = holder.reported if isinstance(holder, Vouched) else None
    known = holder.known if isinstance(holder, Attested) else None
    lines = (
        f"注記: {note}" if note else "",
        f"出典: {source_phrase(source, plan)}" if source else "",
        f"報告: {reported}" if reported else "",
        f"分かった日: {day_phrase(known)}" if known else "",
    )
    return tuple(filter(None, lines))


def _reasons(indicator: Indicator, plan: Plan) -> Iterator[Block]:
    if indicator.unmet:
        yield Heading(2, "未達成の要因と理由")
        yield Items(
            tuple(
                Item(f"{year.label}: {unmet_phrase(indicator, year, plan)}", _behind(indicator.unmet[year], plan))
                for year in sorted(indicator.unmet)
            )
        )
