"""The calculation of a rating, the next better rating, and what is known of an indicator not assessed."""

from collections.abc import Iterator
from fractions import Fraction

from dxkpi.core.assessment import NotAssessed, Rated
from dxkpi.core.basis.number import Quotient, ratio
from dxkpi.core.basis.record import Better
from dxkpi.core.compared import due
from dxkpi.core.explain import Explanation, Next, Possibility
from dxkpi.core.indicator.figure import PartsForm, PooledForm, StepsForm
from dxkpi.core.indicator.progress import Every, Goal, Progress, Share, Verdict, Weakest
from dxkpi.core.method.method import Method, in_words
from dxkpi.core.method.protocols import Formula, Interval, NotAssessedReason
from dxkpi.core.method.rating import Band, Rate, RatingScale
from dxkpi.core.numerals import exact, number, quantity, rate
from dxkpi.core.rated import rate_of
from dxkpi.render.blocks import Block, Column, Grid, Item, Items, Paragraph, figures
from dxkpi.render.views.method_words import SINCE_PREVIOUS, compared_words, share_words

_FEWEST, _MOST = 2, 12


def ends(value: Fraction) -> bool:
    """Say whether the decimals of `value` end."""
    return Fraction(number(value).replace(",", "")) == value


def percent(share: Fraction) -> str:
    """Write a ratio as a percentage: in full where its decimals end, else rounded with 約."""
    return bound(share * 100, "%")


def bound(value: Fraction, unit: str | None, digits: int = _FEWEST) -> str:
    """Write an edge: `65%`, or `約62.14%（正確には 435/7）`."""
    if ends(value):
        return quantity(value, unit)
    return f"約{quantity(value, unit, digits)}（正確には {exact(value)}）"


def interval_phrase(interval: Interval, unit: str | None) -> str:
    """Describe an interval before とき and はず: `65%より大きい`, `40%より大きく、65%以下の`; empty without edges."""
    digits = _digits(interval)
    lower = None if interval.lower is None else bound(interval.lower, unit, digits)
    upper = None if interval.upper is None else bound(interval.upper, unit, digits)
    below = "以下の" if interval.upper_included else "未満の"
    if lower is None:
        return "" if upper is None else f"{upper}{below}"
    if upper is None:
        return f"{lower}{'以上の' if interval.lower_included else 'より大きい'}"
    return f"{lower}{'以上' if interval.lower_included else 'より大きく'}、{upper}{below}"


def _digits(interval: Interval) -> int:
    """Return as many decimals as distinguish the two edges, so that an interval never looks empty."""
    lower, upper = interval.lower, interval.upper
    if lower is None or upper is None:
        return _FEWEST
    apart = (d for d in range(_FEWEST, _MOST) if number(lower, d) != number(upper, d))
    return next(apart, _MOST)


def band_phrase(band: Band) -> str:
    """Describe the rates of a band: `60%以上100%未満`, `100%以上`, `30%未満`."""
    lower = "" if band.lower is None else f"{percent(band.lower)}{'以上' if band.rating.edge_included else '超'}"
    upper = "" if band.upper is None else f"{percent(band.upper)}{'以下' if band.upper_included else '未満'}"
    return lower + upper or "すべて"


_POINTS = "ポイント"


def rate_blocks(explained: Explanation) -> Iterator[Block]:
    """Yield the calculation of a rating, or why it has no rate; then its band and the next better rating."""
    outcome, scale = explained.assessment.outcome, explained.plan.plan.scale
    if not isinstance(outcome, Rated | NotAssessed) or scale is None:
        return
    if isinstance(outcome, Rated) and outcome.rate is None:
        yield Paragraph(f"達成率がない理由: {outcome.reason}")
    measure = explained.assessment.measure
    yield from _added_up(explained)
    yield from _pooled(explained)
    yield from _compared_with(explained)
    if isinstance(measure, Every) and explained.method:
        yield _every_grid(explained.method, measure)
    if isinstance(measure, Share):
        steps = steps_to_print(Fraction(measure.done, measure.total), scale)
        yield Paragraph(f"済んだ段階の数 ÷ 段階の数 = {measure.done} ÷ {measure.total} = {steps}")
    elif explained.formula is not None:
        yield from _by_formula(explained, explained.formula, outcome, scale)
    band = None if explained.plan.plan.rates_only else explained.band
    if band is not None and outcome.rate is not None and not outcome.just_short:
        yield Paragraph(f"達成区分「{band.rating.heading}」: 達成率が{band_phrase(band)}")
    if isinstance(outcome, Rated):
        yield from _ahead(explained)


def _added_up(explained: Explanation) -> Iterator[Block]:
    """Yield the sum of the years: `累計（R1年度〜R3年度）: 20 + 30 + 25 = 75件`."""
    years, unit = explained.assessment.summed, explained.assessment.indicator.unit
    if years is None or years.total is None:
        return
    values = (number for observation in years.observations if (number := observation.actual.form.number) is not None)
    first, last = years.observations[0].year.label, years.observations[-1].year.label
    terms = " + ".join(_operand(Fraction(value)) for value in values)
    yield Paragraph(f"累計（{first}〜{last}）: {terms} = {quantity(years.total, unit)}")


def _pooled(explained: Explanation) -> Iterator[Block]:
    """Yield what pooled parts come to together: `県・市を合わせた率: (20 + 39) ÷ (100 + 60) = 36.875%`."""
    assessment, target = explained.assessment, explained.assessment.indicator.target_form
    form = assessment.observation.actual.form if assessment.observation else None
    whole = target.come_to(form) if isinstance(target, PooledForm) and form else None
    if whole is None or target is None or not isinstance(form, PartsForm):
        return
    halves = (value.halves for name in target.names if isinstance(value := form.parts[name], Quotient))
    over, under = (" + ".join(_operand(Fraction(own)) for own in each) for each in zip(*halves, strict=True))
    exact_value, unit = ratio(whole), assessment.indicator.unit
    shown = f"{'=' if ends(exact_value) else '→'} {quantity(exact_value, unit)}"
    yield Paragraph(f"{'・'.join(target.names)}を合わせた率: ({over}) ÷ ({under}) {shown}")


def _compared_with(explained: Explanation) -> Iterator[Block]:
    """Yield the value of the year that replaces the final target or the baseline, where one does."""
    words = tuple(compared_words(explained.assessment, explained.plan.plan))
    if words and explained.method:
        years = share_words(explained.plan.plan) if explained.method.comparison.rising_only else None
        text = SINCE_PREVIOUS if explained.assessment.indicator.since_previous else explained.method.comparison.text
        yield Paragraph(f"{'／'.join(words)}（{text}）" + (f"。{years}" if years else ""))


def _by_formula(
    explained: Explanation, formula: Formula, outcome: Rated | NotAssessed, scale: RatingScale
) -> Iterator[Block]:
    measure, method = explained.assessment.measure, explained.method
    if method is None:
        return
    if isinstance(measure, Progress) and outcome.rate is not None:
        yield Paragraph(f"達成率 = {in_words(method.formula_for(measure), method.against)}")
        yield Paragraph(f"{filled(formula, measure)} = {steps_to_print(outcome.rate, scale)}")
    elif isinstance(measure, Weakest):
        yield Paragraph(f"達成率 = {in_words(method.formula, method.against)}。最も低い部分で判定する")
        yield parts_grid(method, measure, scale)


def filled(formula: Formula, progress: Progress) -> str:
    """Return the formula with the values of `progress`: `(5,445 - 0) ÷ (6,000 - 0)`."""
    baseline = "?" if progress.baseline is None else _operand(progress.baseline)
    words = formula.filling(progress)
    return words.format(actual=_operand(progress.actual), baseline=baseline, target=_operand(progress.target))


def _operand(value: Fraction) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def steps_to_print(share: Fraction, scale: RatingScale) -> str:
    """Write the steps from exact ratio to printed rate: `363/400 = 90.75% → 90.8%`, `1/3 → 33.3%`, `1/2 = 50.0%`."""
    printed, factor = rate(share, scale), scale.rounding is not None and scale.rounding.factor
    value, unit = (share, None) if factor else (share * 100, "%")
    if Fraction(printed.rstrip("%").replace(",", "")) == value:
        return f"{exact(share)} = {printed}"
    whole = f" = {quantity(value, unit)}" if ends(value) else ""
    return f"{exact(share)}{whole} → {printed}"


def parts_grid(method: Method, measure: Weakest, scale: RatingScale) -> Grid:
    """Return every part of a target with its values and its own result."""
    columns = (
        Column("部分"),
        *map(figures, ("基準値", "目標値", "実績値")),
        Column("達成率"),
    )
    rows = tuple(
        (
            part,
            "不明" if progress.baseline is None else number(progress.baseline),
            number(progress.target),
            number(progress.actual),
            _part_result(rate_of(progress, method), progress, scale),
        )
        for part, progress in measure.parts
    )
    return Grid(columns, rows)


def _every_grid(method: Method, measure: Every) -> Grid:
    """Return every part of a target, and whether it reached its comparison value."""
    columns = (
        Column("部分"),
        figures(method.comparison.target_word),
        figures("実績値"),
        Column("達成", wraps=False),
    )
    ways = measure.parts
    rows = ((name, number(w.target), number(w.actual), "達成" if w.met else "未達成") for name, w in ways)
    return Grid(columns, tuple(rows))


def _part_result(own: Rate, progress: Progress, scale: RatingScale) -> str:
    if own.exact is not None:
        return rate(own.exact, scale) + ("（ちょうどでは未達成）" if own.just_short else "")
    if own.unknown or (own.inapplicable and not progress.met):
        return "算定不能（未達成）"
    return "達成（達成率なし）" if progress.met else "未達成（達成率なし）"


def _ahead(explained: Explanation) -> Iterator[Block]:
    indicator, observation = explained.assessment.indicator, explained.assessment.observation
    if explained.next is not None:
        yield Paragraph(next_phrase(explained.next, indicator.unit))
    elif isinstance(indicator.target_form, StepsForm) and observation:
        missing = [step for step in indicator.target_form.names if step not in observation.actual.form.names]
        if missing:
            yield Paragraph(f"達成まで: あと{len(missing)}段階（{'、'.join(missing)}）")


def next_phrase(ahead: Next, unit: str | None) -> str:
    """Describe the way to the next rating: `達成（100%）まで: あと555時間（6,000時間で到達）`."""
    rating, higher = ahead.rating, ahead.better is Better.HIGHER
    name = (
        f"{rating.group}（{rating.heading}）"
        if rating.met and rating.group != rating.label
        else f"「{rating.heading}」"
    )
    missing = quantity(ahead.missing, _POINTS if unit == "%" else unit, ahead.digits)
    needed = quantity(ahead.actual, unit, ahead.digits)
    if ahead.beyond:
        reached = f"{needed}を{'超えれば' if higher else '下回れば'}到達"
        more = "より多く" if higher else "より多く減らす"
        return f"{name}まで: あと{missing}{more}（{reached}）" if ahead.missing else f"{name}まで: {reached}"
    return f"{name}まで: あと{missing}{'' if higher else '減らす'}（{needed}で到達）"


def open_blocks(explained: Explanation) -> Iterator[Block]:
    """Yield the possible ratings, the baseline each requires, and which of them the published counts permit."""
    measure, scale, outcome = explained.assessment.measure, explained.plan.plan.scale, explained.assessment.outcome
    early = isinstance(outcome, NotAssessed) and outcome.why is NotAssessedReason.BEFORE_TARGET_YEAR
    aimed, unit = due(explained.assessment.indicator, explained.plan.plan), explained.declared.indicator.unit
    if early and aimed:
        yield Paragraph(f"目標年度は{aimed.label}で、まだ来ていない。達成区分は{aimed.label}に判定する。")
        yield from _ahead(explained)
        if explained.reconciliation is None:
            return
    elif isinstance(measure, Weakest) and explained.method and scale:
        yield parts_grid(explained.method, measure, scale)
    yield from _inapplicable(explained)
    yield from _running(explained)
    yield Paragraph("ありうる達成区分:")
    by_rating: dict[str, list[Possibility]] = {}
    for possibility in explained.possibilities:
        by_rating.setdefault(possibility.rating.id, []).append(possibility)
    yield Items(tuple(_item(same, unit) for same in by_rating.values()))
    yield Paragraph(_left(explained))
    if explained.concluded is not None:
        yield from _then(explained, unit)
    if explained.next is not None and not early:
        yield Paragraph(next_phrase(explained.next, unit))


_OTHER_WAYS = (
    "判定するには: 水準を保つ目標なら、direction: keep にする。ほかの式で判定するなら、計画の method の exceptions に、"
    "この指標の formula を理由とともに書く。率のない未達成が入る区分を計画が決めているなら、"
    "method の without_rate の missed に書く。"
)


def _inapplicable(explained: Explanation) -> Iterator[Block]:
    """Say why the formula gives no rate, and what the plan may say instead."""
    outcome, measure = explained.assessment.outcome, explained.assessment.measure
    if not isinstance(outcome, NotAssessed) or outcome.why is not NotAssessedReason.FORMULA_INAPPLICABLE:
        return
    if isinstance(measure, Progress) and explained.method:
        yield Paragraph(f"{rate_of(measure, explained.method).reason}。未達成は確かだが、どの区分かは決まらない。")
    yield Paragraph(_OTHER_WAYS)


def _running(explained: Explanation) -> Iterator[Block]:
    """Say what is left under the ceiling of a sum that years are still to be added to."""
    outcome, measure = explained.assessment.outcome, explained.assessment.measure
    if not isinstance(outcome, NotAssessed) or outcome.why is not NotAssessedReason.PERIOD_RUNNING:
        return
    yield from _added_up(explained)
    goal = measure.goal if isinstance(measure, Verdict) else measure
    if isinstance(goal, Progress):
        goal = Goal(goal.actual, goal.enough, goal.better)
    if goal is not None and isinstance(goal, Goal):
        unit = explained.assessment.indicator.unit
        left = quantity(goal.value - goal.actual, _POINTS if unit == "%" else unit)
        yield Paragraph(
            f"上限 {quantity(goal.value, unit)}まで、あと{left}。上限を超えれば、その時点で未達成と決まる。"
        )


def _item(same: list[Possibility], unit: str | None) -> Item:
    lines = [_condition(p, unit) for p in same if p.interval is not None]
    ruled_out = "" if same[0].allowed else "（公表結果と両立しない）"
    return Item(f"{same[0].rating.heading}{ruled_out}", tuple(lines))


def _condition(possibility: Possibility, unit: str | None) -> str:
    whose = f"「{possibility.part}」の基準値" if possibility.part else "基準値"
    edges = interval_phrase(possibility.interval, unit) if possibility.interval else ""
    return f"{whose}が{edges}とき" if edges else f"{whose}はいくつでもよい"


def _left(explained: Explanation) -> str:
    """Describe the ratings that the published counts leave, in one sentence."""
    result = (
        explained.reconciliation.section(explained.declared.indicator.section) if explained.reconciliation else None
    )
    if result is None:
        return "この年度のこの分野には公表された件数がなく、これ以上は絞れない。"
    if not result.consistent:
        return "公表された件数がデータと食い違う（不整合）ため、絞り込みには使えない。"
    if explained.declared.indicator.id not in result.allowed:
        return "公表した文書の時点のデータでは判定できていたため、公表件数からは何も言えない。"
    left = list(dict.fromkeys(p.rating.heading for p in explained.possibilities if p.allowed))
    if len(left) == 1:
        return f"公表結果と両立するのは「{left[0]}」だけ。"
    return f"公表結果と両立するのは{''.join(f'「{label}」' for label in left)}。どれかは公表結果だけでは決まらない。"


def _then(explained: Explanation, unit: str | None) -> Iterator[Block]:
    """Yield the interval of the baseline that follows from the only rating left."""
    for possibility in explained.possibilities:
        if not possibility.allowed or possibility.interval is None or possibility.part:
            continue
        edges = interval_phrase(possibility.interval, unit)
        if edges:
            yield Paragraph(f"したがって基準値は{edges}はず。")
