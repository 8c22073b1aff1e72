"""The inputs of a result one by one: what each says, where it is written, and where it comes from."""

from collections.abc import Callable, Iterator

from dxkpi.core.assessment import Assessment, NotAssessed, Rated, SpecialStatus
from dxkpi.core.basis.finding import Ref, Where
from dxkpi.core.compared import due
from dxkpi.core.explain import Explanation
from dxkpi.core.indicator.attested import StatusEntry
from dxkpi.core.indicator.baseline import BaselineVintage
from dxkpi.core.indicator.figure import PartsForm, PooledForm
from dxkpi.core.indicator.progress import Every, Progress
from dxkpi.core.indicator.reach import RelativeTarget
from dxkpi.core.inputs import Input, yearly_targets
from dxkpi.core.method.method import in_words
from dxkpi.core.method.protocols import NotAssessedReason
from dxkpi.core.method.rating import Band
from dxkpi.core.numerals import (
    actual_phrase,
    baseline_with,
    break_phrase,
    day_phrase,
    observation_phrase,
    quantity,
    spoken,
    years_behind,
)
from dxkpi.core.vocabulary import CHOICES
from dxkpi.render.blocks import Item
from dxkpi.render.verdicts import rate_phrase
from dxkpi.render.views.cautions import (
    OF_RESTATED,
    carry_phrase,
    judged_words,
    pending_phrase,
    remark_words,
    section_phrase,
    source_phrase,
    state_entry_words,
    suspension_phrase,
    target_words,
    unmet_phrase,
)
from dxkpi.render.views.explain_rate import band_phrase
from dxkpi.render.views.method_words import (
    METHOD_KEYS,
    SETTINGS,
    SINCE_PREVIOUS,
    asked,
    dead_band_words,
    given_words,
    mean_rate_words,
    setting_words,
)
from dxkpi.render.views.revisions import history

_OF_RATINGS = frozenset((*SETTINGS, "method", "exception", "headline", "ratings", "carry"))


def input_items(explained: Explanation, where: Where) -> Iterator[Item]:
    """Yield an entry for every input of the result, and one for a missing baseline."""
    outcome, indicator = explained.assessment.outcome, explained.assessment.indicator
    if indicator.target is None:
        yield Item(_target(explained), (where(explained.declared.target_at),))
        yield from history(explained.history, explained.plan, where, explained.assessment.year)
        yield from _missing_baseline(explained.assessment)
    rated = isinstance(outcome, (Rated, NotAssessed))
    for entry in explained.inputs:
        if entry.kind in _OF_RATINGS and not rated:
            continue
        yield Item(_value(explained, entry), tuple(_lines(explained, entry, where)))
        if entry.kind == ("adopted_target" if explained.assessment.revisions else "target"):
            yield from history(explained.history, explained.plan, where, explained.assessment.year)
        if entry.kind == "target":
            yield from _missing_baseline(explained.assessment)


def _missing_baseline(assessment: Assessment) -> Iterator[Item]:
    outcome = assessment.outcome
    unknown = isinstance(outcome, NotAssessed) and outcome.why is NotAssessedReason.BASELINE_UNKNOWN
    if unknown and assessment.indicator.baseline is None:
        by = f"{assessment.since.first.label}からの定義による値の" if assessment.since else ""
        yield Item(f"基準値: 不明（データに{by}記載がない）")


def _lines(explained: Explanation, entry: Input, where: Where) -> Iterator[str]:
    yield from _places(explained, entry, where)
    if entry.assumed is not None:
        yield f"推定: {entry.assumed}"
    elif entry.reported is not None:
        yield f"報告: {entry.reported}（載っている資料はまだない）"
    elif entry.kind != "carry" and entry.place.document in {
        explained.declared.document,
        explained.declared.holder.document,
    }:
        yield f"出典: {source_phrase(entry.source, explained.plan.plan)}"
    if entry.vintage and entry.vintage.restated:
        yield f"改めた日: {day_phrase(entry.vintage.restated.date)}"
        yield f"理由: {entry.vintage.restated.reason}"
        if entry.kind == "baseline":
            yield f"使う年度: {OF_RESTATED}（ある年度からの定義の変更は、breaks に書く）"
    if entry.observation and entry.observation.known:
        yield f"分かった日: {day_phrase(entry.observation.known)}"
    note = entry.observation.actual.note if entry.observation else _note(explained, entry.kind)
    if note:
        yield f"注記: {note}"


def _places(explained: Explanation, entry: Input, where: Where) -> Iterator[str]:
    """Yield where an input and its values are written, a line of a file once; what a preset gives stands in no file."""
    root, seen = where(Ref(entry.place.document, ())), set[str]()
    for place in map(where, (entry.place, *entry.parts)):
        line = place.rpartition(":")[0]
        if line not in seen and (place != root or entry.kind != "ratings"):
            yield place
            seen.add(line)
    if not seen:
        yield where(explained.plan.at("method", "preset"))


def _note(explained: Explanation, kind: str) -> str | None:
    indicator = explained.assessment.indicator
    match kind:
        case "target":
            return indicator.target.note if indicator.target else None
        case "adopted_target":
            adopted = explained.assessment.adopted
            return adopted.target.note if adopted.target else None
        case "baseline":
            return indicator.baseline.note if indicator.baseline else None
        case _:
            return None


def _value(explained: Explanation, entry: Input) -> str:
    if entry.kind == "remark":
        remarks = explained.assessment.indicator.remarks[explained.assessment.result_year]
        return remark_words(remarks[int(entry.place.path[-1])])
    if entry.observation and entry.kind in _OTHER_ACTUALS:
        return f"{_OTHER_ACTUALS[entry.kind]}: {observation_phrase(explained.assessment.indicator, entry.observation)}"
    if entry.observation and explained.assessment.summed:
        return f"実績: {observation_phrase(explained.assessment.indicator, entry.observation)}"
    if entry.vintage:
        return _stage(explained, entry.kind, entry.vintage)
    words = _VALUES.get(entry.kind)
    return words(explained) if words else entry.kind


def _stage(explained: Explanation, kind: str, vintage: BaselineVintage) -> str:
    value = quantity(vintage.baseline.value, explained.assessment.indicator.unit)
    if kind == "baseline":
        words = "基準値（改めた値）" if vintage.restated else "基準値"
    else:
        words = "いったん改めた基準値" if vintage.restated else "改める前の基準値"
    years = "、".join(years_behind(vintage.baseline))
    return f"{words}: {value}{f'（{years}）' if years else ''}"


def _target(explained: Explanation) -> str:
    revised = "（改定後）" if explained.assessment.revisions else ""
    return f"目標{revised}: {target_words(explained.assessment.indicator, explained.plan.plan)}"


def _baseline(explained: Explanation) -> str:
    indicator = explained.assessment.indicator
    years = years_behind(indicator.baseline) if indicator.baseline else ()
    return f"基準値: {baseline_with(indicator, years)}"


def _break(explained: Explanation) -> str:
    since = explained.assessment.since
    return f"定義の変更: {break_phrase(since)}。それより前の値とは比べない" if since else "定義の変更: なし"


def _section(explained: Explanation) -> str:
    indicator = explained.assessment.indicator
    return f"分野: {section_phrase(explained.plan.plan, indicator.section, indicator.subsection)}"


def _state(explained: Explanation) -> str:
    match explained.assessment.outcome:
        case SpecialStatus(state, StatusEntry(reason=reason)):
            return f"状態: {state.label}" + (f"（{reason}）" if reason else "")
        case _:
            return "状態: なし"


def _state_ended(explained: Explanation) -> str:
    states, year = explained.assessment.indicator.states, explained.assessment.result_year
    latest = max(past for past in states if past <= year)
    return f"状態の終わり: {state_entry_words(explained.plan.plan, latest, states[latest])}"


def _unmet(explained: Explanation) -> str:
    plan, year = explained.plan.plan, explained.assessment.result_year
    return f"未達成の理由: {unmet_phrase(explained.declared.indicator, year, plan)}"


def _pending(explained: Explanation) -> str:
    pending = explained.assessment.indicator.awaited(explained.assessment.year)
    assert pending is not None
    return f"{explained.assessment.year.label}の値: {pending_phrase(pending)}"


def _judged(explained: Explanation) -> str:
    said = explained.assessment.judged
    return f"人の評価: {judged_words(said, explained.plan.plan)}" if said else "人の評価: なし"


_OTHER_ACTUALS = {"previous_actual": "前年度の実績", "target_year_actual": "目標年度の実績"}


def _method(explained: Explanation) -> str:
    method, measure = explained.method, explained.assessment.measure
    if method is None:
        return "算定方法: なし"
    preset = f"（定義済みの方法 {method.preset}）" if method.preset else ""
    if method.by_people:
        return f"算定方法{preset}: 率を出さず、人が評価する"
    against = method.comparison
    formula = method.formula_for(measure) if isinstance(measure, Progress) else method.formula
    text = SINCE_PREVIOUS if explained.declared.indicator.since_previous else against.text
    words = f"{in_words(formula, method.against)}。{against.target_word}は{text}"
    return f"算定方法{preset}: {words}{_unused(explained)}"


def _exception(explained: Explanation) -> str:
    exceptions = explained.plan.plan.method.exceptions if explained.plan.plan.method else ()
    mine = next(one for one in exceptions if explained.declared.indicator.id in one.indicators)
    band = (
        f"{dead_band_words(mine.dead_band, explained.method.comparison)}。"
        if mine.dead_band and explained.method
        else ""
    )
    return f"方法の例外: {band}理由: {mine.reason}"


def _setting(key: str) -> Callable[[Explanation], str]:
    """Return what says the key of the method in words."""

    def words(explained: Explanation) -> str:
        said = setting_words(key, explained.method, explained.plan.plan.declared_ratings) if explained.method else ""
        return f"{METHOD_KEYS[key]}: {said}"

    return words


def _headline(explained: Explanation) -> str:
    """Return how the mean of the plan's rates comes about, and whether this rate is one of them."""
    outcome, plan = explained.assessment.outcome, explained.plan.plan
    shown = rate_phrase(outcome, plan) if isinstance(outcome, (Rated, NotAssessed)) else ""
    if not explained.assessment.counts:
        role = "この指標は、うちなので入らない"
    else:
        role = f"この指標の{shown}も入る" if shown else "この指標には率がないので入らない"
    return f"{METHOD_KEYS['headline']}: {mean_rate_words(plan.method) if plan.method else 'なし'}。{role}"


def _year_target(explained: Explanation) -> str:
    indicator, year = explained.assessment.indicator, explained.assessment.compared_year
    return f"{year.label}の目標: {spoken(indicator.year_targets[year].target_words()).removeprefix('目標値 ')}"


def _target_year(explained: Explanation) -> str:
    aimed = due(explained.assessment.indicator, explained.plan.plan)
    return f"目標年度: {aimed.label if aimed else 'なし'}"


def _year_counting(explained: Explanation) -> str:
    indicator, year = explained.assessment.indicator, explained.assessment.compared_year
    target = yearly_targets(explained.declared, explained.assessment)
    if target is None or target.by_year_counting is None:
        return ""
    each = (f"{one.label} {quantity(target.years[one], indicator.unit)}" for one in sorted(target.years) if one <= year)
    unfit = (
        "。数え始める年度からそろっていないので、足せない"
        if year in target.years and not indicator.in_year(year)
        else ""
    )
    return f"年度ごとの目標値: {'、'.join(each)}。{CHOICES['by_year_counting'][target.by_year_counting]}{unfit}"


def _tolerance(explained: Explanation) -> str:
    indicator = explained.assessment.indicator
    return (
        spoken(indicator.target.margin.words(indicator.unit)).replace("許容幅 ", "許容幅: ") if indicator.target else ""
    )


def _rounded(explained: Explanation) -> str:
    target = explained.assessment.indicator.target
    to = target.rounded if isinstance(target, RelativeTarget) else None
    return f"目標値の丸め: {to.words if to else 'なし'}"


def _printed(explained: Explanation) -> str:
    target, unit = explained.assessment.indicator.target, explained.assessment.indicator.unit
    value = target.value if isinstance(target, RelativeTarget) else None
    return f"資料に印刷された目標値: {quantity(value, unit) if value is not None else 'なし'}"


def _rule(explained: Explanation) -> str:
    form = explained.assessment.indicator.target_form
    rule = form.rule if isinstance(form, PartsForm) else "pooled" if isinstance(form, PooledForm) else None
    return f"部分の合わせ方: {CHOICES['rule'][rule] if rule else 'なし'}"


def _better(explained: Explanation) -> str:
    side = explained.assessment.indicator.better_side
    return f"良い側: {CHOICES['better'][side.value] if side else 'なし'}"


def _after(explained: Explanation) -> str:
    after = explained.plan.plan.after_target_year
    return f"目標年度の後の扱い: {CHOICES['after_target_year'][after.value] if after else 'なし'}"


def _unused(explained: Explanation) -> str:
    """Return the note that the method's formula or comparison does not apply to a target without a rate."""
    if explained.formula or not isinstance(explained.assessment.outcome, Rated):
        return ""
    each = isinstance(explained.assessment.measure, Every)
    if (
        not each
        and explained.method
        and explained.method.comparison.own_target
        and explained.assessment.indicator.years_written
    ):
        return "（この目標の型では、年度目標値と比べ、式は使わない）"
    return "（この目標の型では、部分ごとに比べ、式は使わない）" if each else "（この目標の型では使わない）"


def _ratings(explained: Explanation) -> str:
    scale, method = explained.plan.plan.scale, explained.method
    if scale and method and method.by_people:
        return f"達成区分: {given_words(scale.ratings)}"
    if scale and method and any(rating.positional for rating in scale.ratings):
        words = (f"「{r.heading}」は{asked(r, method, scale.ratings)}" for r in scale.ratings)
        return "達成区分: " + "、".join(words)
    bands = scale.bands() if scale else ()
    return "達成区分: " + "、".join(map(_band, bands))


def _band(band: Band) -> str:
    edges = band_phrase(band)
    return f"「{band.rating.heading}」" + ("" if band.rating.label == edges else f"は{edges}")


def _expected(explained: Explanation) -> str:
    indicator, year = explained.assessment.indicator, explained.assessment.year
    named = indicator.year_kind.of(year).label
    return f"{named}の見込量: {quantity(indicator.expectations[year], indicator.unit)}"


_VALUES: dict[str, Callable[[Explanation], str]] = {
    "target": _target,
    "adopted_target": lambda explained: (
        f"策定時の目標: {target_words(explained.assessment.adopted, explained.plan.plan)}"
    ),
    "baseline": _baseline,
    "break": _break,
    "actual": lambda own: f"実績: {actual_phrase(own.assessment)}",
    "suspended": lambda own: f"進捗管理の停止: {suspension_phrase(own.assessment.indicator)}",
    "state": _state,
    "state_ended": _state_ended,
    "unmet": _unmet,
    "pending": _pending,
    "expected": _expected,
    "judged": _judged,
    "section": _section,
    "carry": lambda explained: f"前の年度の値: {carry_phrase(explained.declared.indicator, explained.plan.plan)}",
    "method": _method,
    "exception": _exception,
    "ratings": _ratings,
    "year_target": _year_target,
    "target_year": _target_year,
    "by_year_counting": _year_counting,
    "actuals_of": lambda own: f"実績値のある指標: {own.declared.indicator.actuals_of}",
    "counting": lambda own: f"累計・単年の別: {CHOICES['counting'][own.declared.indicator.counted or '']}",
    "tolerance": _tolerance,
    "tolerance_percent": _tolerance,
    "exclusive": lambda _: "超・未満: 目標値ちょうどでは達成にならない",
    "rounded": _rounded,
    "printed_target": _printed,
    "rule": _rule,
    "better": _better,
    "after_target_year": _after,
    "headline": _headline,
    **{key: _setting(key) for key in SETTINGS},
}
