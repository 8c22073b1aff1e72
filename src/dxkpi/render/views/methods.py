"""The methods in a list, and one with its ratings, its source and the results of its examples."""

from collections.abc import Iterator
from typing import assert_never

from dxkpi.core.indicator.attested import Occasion, State
from dxkpi.core.method.method import COMPARISONS
from dxkpi.core.numerals import number
from dxkpi.core.outcomes.methods import MethodOutcome, MethodsOutcome
from dxkpi.core.presets import Preset, PresetExample, judged
from dxkpi.render.blocks import Block, Column, Doc, Grid, Heading, Item, Items, Paragraph, Verbatim
from dxkpi.render.formats import Look
from dxkpi.render.verdicts import outcome_phrase
from dxkpi.render.views.method_words import method_lines

_HEADS = ("名前", "団体・計画", "比べる値", "区分", "根拠")
_COLUMNS = tuple(Column((head,), wraps=head != "名前") for head in _HEADS)
_NOT_YET = (Column(("団体・計画",)), Column(("足りないもの",)), Column(("出典",)))
_WHEN = {Occasion.NO_ACTUAL: "実績値のまだない指標", Occasion.NOT_ASSESSED: "判定できない指標"}


def view(outcome: MethodsOutcome | MethodOutcome, look: Look) -> Doc:  # noqa: ARG001 - both look the same everywhere
    """Return the list, or the one method."""
    match outcome:
        case MethodsOutcome():
            return tuple(_list(outcome))
        case MethodOutcome(preset):
            return tuple(_one(preset))
        case _:
            assert_never(outcome)


def _list(outcome: MethodsOutcome) -> Iterator[Block]:
    yield Heading(1, "評価方法")
    yield Grid(_COLUMNS, tuple(_row(preset) for preset in outcome.presets))
    how = "計画の method に preset: 名前 と書いて使う。説明は「dxkpi methods 名前」で見る。"
    yield Paragraph(f"計{number(len(outcome.presets))}。{how}")
    if outcome.not_yet:
        yield Heading(2, "まだデータで言えない方法")
        yield Grid(_NOT_YET, tuple((own.name, own.missing, own.source) for own in outcome.not_yet))


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


def _one(preset: Preset) -> Iterator[Block]:
    yield Heading(1, f"{preset.name}（{preset.preset}）")
    yield Items(tuple(Item(line) for line in method_lines(preset.method, preset.ratings)))
    if preset.states or preset.suspended:
        yield Heading(2, "区分のほかの状態")
        yield Items(tuple(Item(line) for line in _states(preset)))
    yield Heading(2, "計算の例")
    yield Items(tuple(_example(preset, example) for example in preset.examples))
    yield Heading(2, "根拠")
    but = "（次に挙げる補いを除く）" if preset.supplied else ""
    yield Paragraph(f"式と区分: {preset.basis.value}{but}。出典:")
    yield Items(tuple(Item(source) for source in preset.sources))
    if preset.supplied:
        yield Heading(2, "資料にないため補ったこと")
        yield Items(tuple(Item(line) for line in preset.supplied))
    if preset.notes:
        yield Heading(2, "注記")
        yield Items(tuple(Item(note) for note in preset.notes))
    yield Heading(2, "書き方")
    yield Verbatim(("method:", f"  preset: {preset.preset}"), "yaml")


def _states(preset: Preset) -> Iterator[str]:
    if preset.suspended:
        yield f"{preset.suspended.label}: {_counted(inside=preset.suspended.in_denominator)}"
    for state in preset.states:
        yield f"{state.heading}{_when(state)}: {_counted(inside=state.in_denominator)}"


def _when(state: State) -> str:
    return f"（{_WHEN[state.when]}）" if state.when else ""


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
