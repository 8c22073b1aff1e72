"""Indicators: all of them in a list, and one with its complete declaration."""

from collections.abc import Container, Iterable, Iterator, Sequence

from dxkpi.core.assess import as_restated
from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.mark import Mark, signs
from dxkpi.core.compared import counted_alike
from dxkpi.core.dataset import DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import DIRECTION_TITLES, Indicator
from dxkpi.core.indicator.attested import Attested, Carry, Suspension, Unmet, Vouched, YearKind
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.reach import ReferenceTarget
from dxkpi.core.indicator.target import Target
from dxkpi.core.keys import KEYS, title_of
from dxkpi.core.numerals import baseline_with, break_phrase, day_phrase, quantity, years_behind
from dxkpi.core.outcomes.indicator import ListOutcome, ShowOutcome
from dxkpi.core.plan.plan import Plan, history
from dxkpi.core.targets import revisions_of
from dxkpi.core.vocabulary import CHOICES
from dxkpi.render.blocks import (
    About,
    Block,
    Column,
    Grid,
    Heading,
    Item,
    Named,
    Paragraph,
    Tone,
    Toned,
    figures,
    noted,
    titled,
)
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import (
    at_target_year,
    marked_phrase,
    outcome_tone,
    rate_phrase,
    rating_word,
    rating_words,
    toned,
)
from dxkpi.render.views.answer import list_sentence
from dxkpi.render.views.cautions import (
    OF_RESTATED,
    carry_phrase,
    judged_target,
    judged_words,
    key_name,
    lent_phrases,
    listed_phrase,
    pending_phrase,
    relisted_remark,
    remark_words,
    section_name,
    shared_phrase,
    source_phrase,
    state_entry_words,
    suspension_phrase,
    target_words,
    unmet_phrase,
    year_words,
)
from dxkpi.render.views.legend import legend, marks_below
from dxkpi.render.views.method_words import carry_lines
from dxkpi.render.views.revisions import history as revision_history
from dxkpi.render.views.revisions import revision_notes
from dxkpi.render.views.years import year_notes, years_grid

Row = tuple[DeclaredPlan, DeclaredIndicator, Assessment]


def listed(outcome: ListOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield indicators with their assessments, by plan and section; of a plan in `sections` only that section."""
    if not outcome.rows:
        yield Paragraph("あてはまる指標はない。")
    by_plan: dict[str, list[Row]] = {}
    for row in outcome.rows:
        by_plan.setdefault(row[0].plan.plan, []).append(row)
    for plan, own in by_plan.items():
        yield from _blocks(own, outcome.sections.get(plan))


def _blocks(rows: Sequence[Row], only: str | None) -> Iterator[Block]:
    """Yield the indicators of one plan, a table for each section in the plan's order, or for one section."""
    plan = rows[0][0].plan
    columns = _columns(rows)
    years = "、".join(year.label for year in sorted({a.year for _, _, a in rows}))
    yield Heading(2, f"{plan.name} {years}")
    again = "（再掲は一度だけ数えた）" if only is None and any(d.indicator.relisted for _, d, _ in rows) else ""
    yield Paragraph(f"{list_sentence((a for _, _, a in rows), plan)}{again}。", Tone.STRONG)
    yield from noted(carry_lines(plan, (d.indicator for _, d, _ in rows)))
    for section in _sections(rows, only):
        own = [row for row in rows if section in row[1].indicator.listed_in]
        yield Heading(3, section_name(plan, section))
        shown = {d.indicator.id for _, d, _ in own}
        yield Grid(tuple(columns), tuple(_row(row, section, columns.values(), shown) for row in own))
        marks = {mark for _, _, a in own for mark in a.marks}
        yield from noted(legend(marks, {Mark.REVISED: tuple(revision_notes((a for _, _, a in own), plan))}))


def _sections(rows: Sequence[Row], only: str | None) -> tuple[str, ...]:
    """Return the sections that list these indicators: the plan's own in its order, then undeclared ones."""
    if only is not None:
        return (only,)
    declared = [section.id for section in rows[0][0].plan.sections]
    named = dict.fromkeys(section for _, d, _ in rows for section in d.indicator.listed_in)
    return (*(i for i in declared if i in named), *(i for i in named if i not in declared))


def _columns(rows: Sequence[Row]) -> dict[Column, str]:
    """Return the columns that these rows need, with their values; owner and year where they differ."""
    columns = {Column("指標（id）"): "name"}
    if any(declared.indicator.owner for _, declared, _ in rows):
        columns[Column("担当")] = "owner"
    if len({a.year for _, _, a in rows}) > 1:
        columns[Column("年度", wraps=False)] = "year"
    columns[figures("達成率")] = "rate"
    columns[Column(rating_word(rows[0][0].plan), wraps=False)] = "rating"
    return columns


def _row(row: Row, section: str, keys: Iterable[str], shown: Container[str]) -> tuple[str, ...]:
    plan, indicator, assessment = row[0].plan, row[1].indicator, row[2]
    mark = signs(assessment.marks)
    rate = rate_phrase(assessment.outcome, plan)
    again, then = relisted_remark(plan, indicator, (section,)), at_target_year(assessment)
    again += f"（{indicator.of} のうち）" if indicator.of and indicator.of not in shown else ""
    again += f"（実績値は {indicator.actuals_of} のもの）" if indicator.actuals_of else ""
    cells = {
        "name": Named(f"{indicator.heading}（{indicator.id}）{again}", About(plan.plan, indicator.id)),
        "owner": indicator.owner or "",
        "year": str(assessment.year),
        "rate": rate + mark if rate else "-",
        "rating": Toned(
            (rating_words(assessment, plan), outcome_tone(assessment.outcome, plan)),
            (("" if rate else mark) + (f"（{then}）" if then else ""), Tone.PLAIN),
        ),
    }
    return tuple(cells[key] for key in keys)


_SAID_APART = frozenset(
    {"id", "number", "name", "plan", "section", "subsection", "direction", "better", "counting", "year_kind"}
)
"""Keys with a text that `show` says in its heading, or in other words."""


def shown(outcome: ShowOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield one indicator as declared, with the results of its years with actuals."""
    declared, declaring, where = outcome.declared, outcome.plan, outcome.where
    indicator, plan = declared.indicator, declaring.plan
    yield Heading(1, f"{indicator.heading}（{indicator.id}）")
    yield Paragraph(f"{plan.name}／{listed_phrase(plan, indicator)}")
    yield Paragraph(where(declared.at()))
    if declared.others:
        yield Paragraph(shared_phrase(declared))
    yield from map(Paragraph, lent_phrases(declared))
    yield from titled("宣言", _declared(indicator, plan))
    revisions = revisions_of(indicator, plan)
    if revisions:
        adopted = Item(f"策定時の目標: {target_words(as_restated(indicator), plan)}", (where(declared.target_at),))
        yield from titled("目標の改定", (adopted, *revision_history(revisions, declaring, where)))
    yield Heading(2, "年度ごとの値")
    if indicator.actuals:
        yield years_grid(indicator, plan)
        yield from year_notes(indicator, plan)
    else:
        yield Paragraph("実績値の記録はない。")
    yield from titled("年度ごとの結果", (_of_year(a, plan.in_year(a.year)) for a in outcome.assessments))
    yield from marks_below(outcome.assessments)
    yield from titled("未達成の要因と理由", _reasons(indicator, plan))
    yield from titled("推定", (f"{key_name(key)}: {why}" for key, why in indicator.assumed.items()))


def _of_year(assessment: Assessment, plan: Plan) -> Item:
    """Return the result of a year, and the target that it was judged by where that is not the one adopted."""
    result = toned(marked_phrase(assessment, plan), assessment, plan)
    by = f"（改定後の目標 {judged_target(assessment, plan)}）" if assessment.by_revised else ""
    return Item(Toned((f"{assessment.year.label}: ", Tone.PLAIN), *result.parts, (by, Tone.PLAIN)))


def _year_values(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    """Yield the targets of single years, the values of what the target moves with, and what is expected."""
    added = counted_alike(indicator, plan)
    if indicator.expectations:
        expected = sorted(indicator.expectations.items())
        amounts = (f"{year.label} {quantity(value, indicator.unit)}" for year, value in expected)
        yield Item(f"見込量: {'、'.join(amounts)}")
    if added is not indicator:
        yield Item("年度ごとの目標: 数え始める年度からそろっていないので、足せない")
    if each := [f"{year.label} {words}" for year, words in year_words(added).items()]:
        what = "相手の値" if isinstance(indicator.target, ReferenceTarget) else "目標"
        yield Item(f"年度ごとの{what}: {'、'.join(each)}")


def _declared(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    yield Item(f"目標の型: {DIRECTION_TITLES[indicator.direction]}")
    adopted = "（策定時）" if history(indicator, plan) else ""
    yield Item(f"目標{adopted}: {target_words(as_restated(indicator), plan)}", _behind(indicator.target, plan))
    yield from _year_values(indicator, plan)
    if words := baseline_words(indicator):
        yield Item(f"基準値: {words}", _behind(indicator.baseline, plan))
    yield from restated_items(indicator, plan)
    yield from break_items(indicator, plan)
    if indicator.year_kind is YearKind.CALENDAR:
        yield Item(f"年の数え方: {CHOICES['year_kind'][indicator.year_kind]}")
    if indicator.counted:
        yield Item(f"累計・単年の別: {CHOICES['counting'][indicator.counted]}")
    if indicator.carry or plan.carry is not Carry.ANY:
        yield Item(f"前の年度の値: {carry_phrase(indicator, plan)}")
    if indicator.better_side is not None:
        yield Item(f"良い側: {CHOICES['better'][indicator.better_side.value]}")
    yield from (Item(f"{title}: {value}") for title, value in _plain(indicator))
    if indicator.en is not None:
        yield Item(f"英語: {'、'.join(filter(None, (indicator.en.name, indicator.en.unit, indicator.en.note)))}")
    yield from former_items(indicator, plan)
    if indicator.suspended is not None:
        yield Item(f"進捗管理の停止: {suspension_phrase(indicator)}", _behind(indicator.suspended, plan))
    yield from _of_years(indicator, plan)
    yield Item(f"出典: {source_phrase(indicator.source, plan)}")


def _of_years(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    """Yield the special statuses by year, and the answers that a value is not there yet."""
    for since, entered in sorted(indicator.states.items()):
        yield Item(f"状態（{since.label}）: {state_entry_words(plan, since, entered)}", _behind(entered, plan))
    for year, pending in sorted(indicator.pending.items()):
        yield Item(f"{year.label}の値: {pending_phrase(pending)}", _behind(pending, plan))
    for year, remarks in sorted(indicator.remarks.items()):
        for remark in remarks:
            yield Item(f"{year.label}の{remark_words(remark)}", _behind(remark, plan))
    for year, said in sorted(indicator.judged.items()):
        yield Item(f"人の評価（{year.label}）: {judged_words(said, plan)}", _behind(said, plan))


def _plain(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Yield title and value of every key with a text of its own, in the order of writing."""
    fields = type(indicator).model_fields
    for key, own in KEYS.items():
        if own.of_indicator and key in fields and key not in _SAID_APART and isinstance(getattr(indicator, key), str):
            yield own.title, getattr(indicator, key)


def baseline_words(indicator: Indicator) -> str:
    """Describe the baseline as declared; empty where the kind of target has none."""
    if indicator.baseline is not None:
        return baseline_with(indicator, years_behind(indicator.baseline))
    if indicator.added_up:
        return "0（累計の始まり）"
    return "記載なし" if indicator.rated and not (indicator.by_people or indicator.since_previous) else ""


def restated_items(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    """Yield the revisions of the baseline, with day and reason."""
    for revision in indicator.baseline.revisions if indicator.baseline else ():
        year = f"（{revision.year.label}）" if revision.year else ""
        words = f"{day_phrase(revision.date)}に改めた基準値: {quantity(revision.value, indicator.unit)}{year}"
        yield Item(words, (f"理由: {revision.reason}", f"使う年度: {OF_RESTATED}", *_behind(revision, plan)))


def break_items(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    """Yield the changes of definition, each with the baseline that holds from then on."""
    for definition in indicator.redefined:
        yield Item(f"定義の変更: {break_phrase(definition)}", _behind(definition, plan))
        then = indicator.in_series(definition.first)
        if definition.baseline is not None:
            words = baseline_with(then, years_behind(definition.baseline))
            yield Item(f"{definition.first.label}からの定義による基準値: {words}", _behind(definition.baseline, plan))
            yield from restated_items(then, plan)
        elif indicator.baseline is not None:
            yield Item(f"{definition.first.label}からの定義による基準値: 記載なし")


def former_items(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    """Yield what the indicator was called, and where it belonged, in earlier years."""
    for former in indicator.formerly:
        then = indicator.placed(former.stated)
        words = [
            f"{title_of(key)} {getattr(former, key)}" for key in ("number", "name", "owner") if getattr(former, key)
        ]
        if {"section", "subsection", "relisted"} & former.stated.keys():
            words.append(f"分野 {listed_phrase(plan, then)}")
        yield Item(f"{former.until.label}まで: {'、'.join(words)}")


def _behind(holder: Target | Baseline | Vouched | None, plan: Plan) -> tuple[str, ...]:
    """Return the note of a record, its own source or reporter, and its own day of knowledge."""
    note = holder.note if isinstance(holder, Target | Baseline) else None
    source = holder.source if holder else None
    reported = holder.reported if isinstance(holder, Vouched) else None
    known = holder.known if isinstance(holder, Attested) else None
    english = holder.en if isinstance(holder, Unmet | Suspension) else None
    lines = (
        f"英語: {english.reason}" if english else "",
        f"注記: {note}" if note else "",
        f"出典: {source_phrase(source, plan)}" if source else "",
        f"報告: {reported}" if reported else "",
        f"分かった日: {day_phrase(known)}" if known else "",
    )
    return tuple(filter(None, lines))


def _reasons(indicator: Indicator, plan: Plan) -> Iterator[Item]:
    for year, unmet in sorted(indicator.unmet.items()):
        yield Item(f"{year.label}: {unmet_phrase(indicator, year, plan)}", _behind(unmet, plan))
