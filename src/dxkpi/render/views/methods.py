"""The methods in a list, one by itself, and what several of them make of the same indicators."""

from collections.abc import Iterator

from dxkpi.core.assessment import Assessment, NotAssessed, Rated
from dxkpi.core.basis.mark import signs
from dxkpi.core.by_method import ByMethod, MethodComparison
from dxkpi.core.detail import Standing
from dxkpi.core.indicator.attested import Occasion
from dxkpi.core.method.method import COMPARISONS, in_words
from dxkpi.core.numerals import number, percent_of
from dxkpi.core.outcomes.report import CompareMethodsOutcome, MethodOutcome, MethodsOutcome
from dxkpi.core.plan.plan import Plan
from dxkpi.core.presets import Preset, PresetExample, judged
from dxkpi.render.blocks import (
    Block,
    Column,
    Grid,
    Heading,
    Item,
    Items,
    Notes,
    Paragraph,
    Toned,
    Verbatim,
    figures,
    titled,
)
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import open_phrase, outcome_phrase, outcome_tone, rate_phrase
from dxkpi.render.views.cautions import vintage_phrase
from dxkpi.render.views.legend import marks_below
from dxkpi.render.views.method_words import method_lines

_COLUMNS = (Column("名前", wraps=False), *map(Column, ("団体・計画", "比べる値", "区分", "根拠")))
_NOT_YET = tuple(map(Column, ("団体・計画", "足りないもの", "出典")))
_WHEN = {Occasion.NO_ACTUAL: "実績値のまだない指標", Occasion.NOT_ASSESSED: "判定できない指標"}


def methods(outcome: MethodsOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield the methods in a list, and those that cannot be data yet."""
    yield Heading(1, "評価方法")
    yield Grid(_COLUMNS, tuple(_row(preset) for preset in outcome.presets))
    how = "計画の method に preset: 名前 と書いて使う。説明は「dxkpi methods 名前」で見る。"
    yield Paragraph(f"計{number(len(outcome.presets))}。{how}")
    if outcome.not_yet:
        yield Heading(2, "まだデータで言えない方法")
        yield Grid(_NOT_YET, tuple((not_yet.name, not_yet.missing, not_yet.source) for not_yet in outcome.not_yet))


def _row(preset: Preset) -> tuple[str, ...]:
    against = "-" if preset.method.by_people else COMPARISONS[preset.method.against].target_word
    ratings = " / ".join(rating.heading for rating in preset.ratings) or "なし（率だけを示す）"
    return (
        preset.preset,
        preset.name,
        against,
        ratings,
        preset.basis.value + ("（補いあり）" if preset.supplied else ""),
    )


def method(outcome: MethodOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield one method with its ratings, its sources and the results of its examples."""
    preset = outcome.preset
    yield Heading(1, f"{preset.name}（{preset.preset}）")
    yield Items(tuple(map(Item, method_lines(preset.method, preset.ratings))))
    yield from titled("区分のほかの状態", _states(preset))
    yield from titled("計算の例", (_example(preset, example) for example in preset.examples))
    yield Heading(2, "根拠")
    but = "（次に挙げる補いを除く）" if preset.supplied else ""
    yield Paragraph(f"式と区分: {preset.basis.value}{but}。出典:")
    yield Items(tuple(map(Item, preset.sources)))
    yield from titled("資料にないため補ったこと", preset.supplied)
    yield from titled("注記", preset.notes)
    yield Heading(2, "書き方")
    yield Verbatim(("method:", f"  preset: {preset.preset}"), "yaml")


def _states(preset: Preset) -> Iterator[str]:
    if preset.suspended:
        yield f"{preset.suspended.label}: {_counted(inside=preset.suspended.in_denominator)}"
    for state in preset.states:
        when = f"（{_WHEN[state.when]}）" if state.when else ""
        yield f"{state.heading}{when}: {_counted(inside=state.in_denominator)}"


def _counted(*, inside: bool) -> str:
    return "割合の母数に入れる" if inside else "割合の母数に入れない"


def _example(preset: Preset, example: PresetExample) -> Item:
    plan, assessment = judged(preset, example)
    made_up = "（作例）" if example.made_up else ""
    if example.actual is None or example.target is None:
        return Item(f"{example.text}{made_up}", (f"人の評価 → {outcome_phrase(assessment, plan)}",))
    values = [f"実績 {number(example.actual)}", f"目標 {number(example.target)}"]
    if example.year_target is not None:
        values.append(f"{example.year.label}の目標 {number(example.year_target)}")
    if example.baseline is not None:
        since = f"（{example.baseline_year.label}）" if example.baseline_year else ""
        values.append(f"基準 {number(example.baseline)}{since}")
    return Item(f"{example.text}{made_up}", (f"{'、'.join(values)} → {outcome_phrase(assessment, plan)}",))


_OWN = "この計画の方法"
_COUNTED = (
    ("達成", (Standing.MET,)),
    ("未達成", (Standing.UNMET,)),
    ("分からない", (Standing.UNKNOWN,)),
    ("停止など", (Standing.SUSPENDED, Standing.IN_STATE)),
)


def compared(outcome: CompareMethodsOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield all comparisons in order."""
    for comparison in outcome.comparisons:
        yield from _comparison(comparison)


def _comparison(comparison: MethodComparison) -> Iterator[Block]:
    yield Heading(1, f"{comparison.plan.name} {comparison.year.formal} 評価方法の比較")
    known = vintage_phrase(comparison.as_of)
    yield Paragraph(f"名称のある{number(len(comparison.rows))}指標を、{known}で、方法だけを変えて判定した。")
    yield Heading(2, "達成の割合")
    yield _headline(comparison)
    yield Notes(tuple(_shares(comparison)))
    yield from titled("達成区分別の数", map(_distribution, comparison.methods))
    yield Heading(2, "指標ごとの結果")
    yield _indicators(comparison)
    yield from marks_below(assessment for row in comparison.rows for assessment in row)


def _headline(comparison: MethodComparison) -> Grid:
    heads = (Column("方法"), Column("式"))
    words = (*(word for word, _ in _COUNTED), "達成の割合")
    return Grid((*heads, *map(figures, words)), tuple(_headline_row(by_method) for by_method in comparison.methods))


def _headline_row(by_method: ByMethod) -> tuple[str, ...]:
    method = by_method.plan.method
    formula = in_words(method.formula, method.against) if method else "なし"
    counts = (number(by_method.count(*standings)) for _, standings in _COUNTED)
    return _called(by_method), formula, *counts, "-" if by_method.share is None else percent_of(by_method.share)


def _shares(comparison: MethodComparison) -> Iterator[str]:
    yield "達成は、その方法の比べる値に達したもの。割合は、達成か未達成かが分かる指標のうちの割合"
    shares = {_called(by_method): by_method.share for by_method in comparison.methods if by_method.share is not None}
    if len(shares) > 1:
        low, high = min(shares, key=shares.__getitem__), max(shares, key=shares.__getitem__)
        if shares[low] == shares[high]:
            yield "達成の割合は、どの方法でも同じである"
        else:
            least, most = percent_of(shares[low]), percent_of(shares[high])
            yield f"達成の割合は、方法だけで {least}（{low}）から {most}（{high}）まで変わる"
    met, missed, split = comparison.split()
    parts = (("どの方法でも達成", met), ("どの方法でも未達成", missed), ("方法により達成とも未達成ともなる", split))
    counted = "、".join(f"{word}{number(count)}" for word, count in parts)
    yield f"{counted}、ほか（分からない方法がある、停止など）{number(len(comparison.rows) - met - missed - split)}"
    yield "公表された件数と、名称の公表のない指標は含まない（どちらも、ほかの方法では判定できない）"


def _distribution(by_method: ByMethod) -> Item:
    counts = (f"{rating.heading} {number(by_method.rated(rating.id))}" for rating in by_method.plan.ratings)
    return Item(_called(by_method), ("、".join(counts),))


def _indicators(comparison: MethodComparison) -> Grid:
    columns = (Column("指標"), *(Column(_called(own)) for own in comparison.methods))
    plans = [by_method.plan for by_method in comparison.methods]
    return Grid(
        columns,
        tuple(
            (row[0].indicator.heading, *(_cell(assessment, plan) for assessment, plan in zip(row, plans, strict=True)))
            for row in comparison.rows
        ),
    )


def _cell(assessment: Assessment, plan: Plan) -> str:
    return Toned((_result(assessment, plan), outcome_tone(assessment.outcome, plan)))


def _result(assessment: Assessment, plan: Plan) -> str:
    outcome = assessment.outcome
    if isinstance(outcome, Rated):
        return " ".join(filter(None, (rate_phrase(outcome, plan), outcome.rating.heading))) + signs(assessment.marks)
    if isinstance(outcome, NotAssessed):
        cell = " ".join(filter(None, (rate_phrase(outcome, plan), open_phrase(outcome))))
        return cell + signs(assessment.marks)
    return outcome_phrase(assessment, plan)


def _called(by_method: ByMethod) -> str:
    return by_method.preset.preset if by_method.preset else _OWN
